package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// maxStatements bounds how many prepared statements are kept; queries beyond it run
// unprepared.
const maxStatements = 256

// statements keeps what was prepared on a database.
type statements struct {
	db *sql.DB
	mu sync.Mutex
	by map[string]*sql.Stmt
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, by: make(map[string]*sql.Stmt)}
}

// prepare gives the prepared statement of a text, or nil when there are too many. It
// waits for a connection, so the lock is not held meanwhile.
func (s *statements) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	s.mu.Lock()
	known, full := s.by[text], len(s.by) >= maxStatements
	s.mu.Unlock()
	if known != nil || full {
		return known, nil
	}
	stmt, err := s.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("sqlite: prepare: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.by[text]; known != nil {
		return known, stmt.Close() //nolint:sqlclosecheck // closed at once, the other one stays
	}
	s.by[text] = stmt
	return stmt, nil
}

func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	errs := make([]error, 0, len(s.by)+1)
	for _, stmt := range s.by {
		errs = append(errs, stmt.Close())
	}
	clear(s.by)
	return errors.Join(append(errs, s.db.Close())...)
}

// query reads rows outside or, with tx, inside a transaction, and hands each to scan
// until it says stop.
func (s *statements) query(ctx context.Context, tx *sql.Tx, text string, args []any, scan func(*sql.Rows) (more bool, err error)) (err error) {
	rows, err := s.open(ctx, tx, text, args)
	if err != nil {
		return fmt.Errorf("sqlite: query: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		more, err := scan(rows)
		if err != nil {
			return fmt.Errorf("sqlite: scan: %w", err)
		}
		if !more {
			return nil
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("sqlite: rows: %w", err)
	}
	return nil
}

//nolint:sqlclosecheck // query closes and checks them
func (s *statements) open(ctx context.Context, tx *sql.Tx, text string, args []any) (*sql.Rows, error) {
	stmt, err := s.prepared(ctx, tx, text)
	switch {
	case err != nil:
		return nil, err
	case stmt != nil:
		return stmt.QueryContext(ctx, args...)
	case tx != nil:
		return tx.QueryContext(ctx, text, args...)
	}
	return s.db.QueryContext(ctx, text, args...)
}

// exec changes rows inside a transaction and tells how many.
func (s *statements) exec(ctx context.Context, tx *sql.Tx, text string, args ...any) (int64, error) {
	stmt, err := s.prepared(ctx, tx, text) //nolint:sqlclosecheck // kept, or closed with the transaction
	if err != nil {
		return 0, err
	}
	var done sql.Result
	if stmt != nil {
		done, err = stmt.ExecContext(ctx, args...)
	} else {
		done, err = tx.ExecContext(ctx, text, args...)
	}
	if err != nil {
		return 0, fmt.Errorf("sqlite: exec: %w", err)
	}
	n, err := done.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("sqlite: exec: %w", err)
	}
	return n, nil
}

// prepared never prepares on a connection that is busy with a transaction: with one
// write connection that would wait for ever.
func (s *statements) prepared(ctx context.Context, tx *sql.Tx, text string) (*sql.Stmt, error) {
	if tx == nil {
		return s.prepare(ctx, text)
	}
	s.mu.Lock()
	stmt := s.by[text]
	s.mu.Unlock()
	if stmt == nil {
		return nil, nil //nolint:nilnil // nil means: run it unprepared
	}
	return tx.StmtContext(ctx, stmt), nil
}
