// Package cabinet keeps what is no stream: accounts, sessions, links, second steps,
// drafts, what was typed and not sent, looks, rulebooks, the sandbox provider's register,
// small settings. It never holds an event or a projection, and it knows no engine: its
// statements are those that SQLite and PostgreSQL read alike, with “?” for a value.
//
//	office/identity, filing, unsent, looks, library ─ Cabinet ─ DB ─ sqlite | postgres
package cabinet

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// DB is a database that runs the cabinet's transactions.
type DB interface {
	// Write runs act as if nobody else wrote meanwhile. It may run act more than once,
	// when another node was in the way; only the last time counts.
	Write(ctx context.Context, act func(Tx) error) error
	// Read runs act on what was committed at one moment.
	Read(ctx context.Context, act func(Tx) error) error
}

// Tx is a transaction under way; *sql.Tx is one.
type Tx interface {
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
}

// Cabinet is all of it, in one database.
type Cabinet struct{ db DB }

// In gives the cabinet of a database.
func In(db DB) Cabinet { return Cabinet{db: db} }

// list reads all rows of a query, in one read transaction.
func list[T any](ctx context.Context, db DB, scan func(scanner) (T, error), text string, args ...any) (all []T, err error) {
	err = db.Read(ctx, func(tx Tx) (err error) {
		all = nil
		rows, err := tx.QueryContext(ctx, text, args...)
		if err != nil {
			return fmt.Errorf("cabinet: %w", err)
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		for rows.Next() {
			one, err := scan(rows)
			if err != nil {
				return fmt.Errorf("cabinet: %w", err)
			}
			all = append(all, one)
		}
		if err := rows.Err(); err != nil {
			return fmt.Errorf("cabinet: %w", err)
		}
		return nil
	})
	return all, err
}

func moment(t time.Time) int64  { return t.UnixMicro() }
func instant(n int64) time.Time { return time.UnixMicro(n).UTC() }
