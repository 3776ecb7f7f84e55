package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
)

// aside runs the cabinet's transactions. Writes are serializable: what SQLite gives by
// having one writer, PostgreSQL gives by refusing whoever read what another changed;
// who is refused tries again.
type aside struct{ db *sql.DB }

var _ cabinet.DB = aside{}

// mostTries bounds how often a refused transaction is run again.
const mostTries = 12

// Write implements cabinet.DB.
func (a aside) Write(ctx context.Context, act func(cabinet.Tx) error) error {
	wait := 2 * time.Millisecond
	for try := 1; ; try++ {
		err := a.once(ctx, sql.LevelSerializable, false, act)
		if err == nil || !undone(err) || try == mostTries || pause(ctx, wait) != nil {
			return err
		}
		wait = min(2*wait, 200*time.Millisecond)
	}
}

// Read implements cabinet.DB.
func (a aside) Read(ctx context.Context, act func(cabinet.Tx) error) error {
	return a.once(ctx, sql.LevelRepeatableRead, true, act)
}

func (a aside) once(ctx context.Context, level sql.IsolationLevel, readOnly bool, act func(cabinet.Tx) error) (err error) {
	tx, err := a.db.BeginTx(ctx, &sql.TxOptions{Isolation: level, ReadOnly: readOnly})
	if err != nil {
		return fault("begin", err)
	}
	done := false
	defer func() {
		if !done { // act failed or panicked
			if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, fmt.Errorf("postgres: rollback: %w", undo))
			}
		}
	}()
	if err := act(numbered{tx}); err != nil {
		return err
	}
	done = true
	return fault("commit", tx.Commit())
}

// numbered turns each “?” of a statement into PostgreSQL's $1, $2, …; no statement of
// the cabinet has one inside a text.
type numbered struct{ tx *sql.Tx }

func (n numbered) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	return n.tx.ExecContext(ctx, number(text), args...)
}

func (n numbered) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	return n.tx.QueryContext(ctx, number(text), args...)
}

func (n numbered) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	return n.tx.QueryRowContext(ctx, number(text), args...)
}

func number(text string) string {
	var b strings.Builder
	n := 0
	for part := range strings.SplitSeq(text, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
		n++
	}
	return b.String()
}
