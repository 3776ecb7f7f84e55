package cabinet

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// register keeps accounts, sessions, one-time links and API keys beside the streams;
// they are no part of any stream.
type register struct{ db DB }

var _ identity.Store = register{}

// Identity is the store of office/identity.
func (c Cabinet) Identity() identity.Store { return register(c) }

// mark and marked turn an instant into a column and back; none is 0.
func mark(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return moment(t)
}

func marked(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return instant(n)
}

// whose are the columns market and person, which many statements begin with.
func whose(market id.Market, p id.Person) []any {
	m, who := market.Bytes(), p.Bytes()
	return []any{m[:], who[:]}
}

// scanner is a row, alone or of many.
type scanner interface{ Scan(into ...any) error }

// one reads at most one row. Errors: identity.ErrUnknown.
func one[T any](ctx context.Context, db DB, read func(scanner) (T, error), text string, args ...any) (T, error) {
	var found T
	err := db.Read(ctx, func(tx Tx) (err error) {
		found, err = oneOf(ctx, tx, read, text, args...)
		return err
	})
	return found, err
}

func oneOf[T any](ctx context.Context, tx Tx, read func(scanner) (T, error), text string, args ...any) (T, error) {
	found, err := read(tx.QueryRowContext(ctx, text, args...))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return found, identity.ErrUnknown
	case err != nil:
		return found, fmt.Errorf("cabinet: identity: %w", err)
	}
	return found, nil
}

// run changes rows in a transaction and tells how many.
func run(ctx context.Context, tx Tx, text string, args ...any) (int64, error) {
	done, err := tx.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, fmt.Errorf("cabinet: identity: %w", err)
	}
	n, err := done.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("cabinet: identity: %w", err)
	}
	return n, nil
}

// change is run in a transaction of its own. With need set, no changed row is
// that error.
func (r register) change(ctx context.Context, need error, text string, args ...any) error {
	return r.db.Write(ctx, func(tx Tx) error {
		n, err := run(ctx, tx, text, args...)
		if err == nil && n == 0 {
			return need
		}
		return err
	})
}

const accountColumns = "market, person, number, login, password, created_at, changed_at"

func scanAccount(row scanner) (identity.Account, error) {
	var market, person, number, login []byte
	var created, changed int64
	var a identity.Account
	if err := row.Scan(&market, &person, &number, &login, &a.Password, &created, &changed); err != nil {
		return a, err
	}
	a.Market, a.Person = id.From[id.Market]([16]byte(market)), id.From[id.Person]([16]byte(person))
	a.Number, a.Login = identity.Number(number), identity.Hash(login)
	a.Created, a.Changed = marked(created), marked(changed)
	return a, nil
}

// AddAccount keeps a new account.
func (r register) AddAccount(ctx context.Context, a identity.Account) error {
	args := append(whose(a.Market, a.Person), a.Number[:], a.Login[:], a.Password, mark(a.Created), mark(a.Changed))
	return r.change(ctx, identity.ErrTaken, "INSERT INTO accounts ("+accountColumns+") VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING", args...)
}

// AccountByLogin finds an account.
func (r register) AccountByLogin(ctx context.Context, market id.Market, login identity.Hash) (identity.Account, error) {
	m := market.Bytes()
	return one(ctx, r.db, scanAccount, "SELECT "+accountColumns+" FROM accounts WHERE market=? AND login=?", m[:], login[:])
}

// AccountOf finds an account.
func (r register) AccountOf(ctx context.Context, market id.Market, p id.Person) (identity.Account, error) {
	return one(ctx, r.db, scanAccount, "SELECT "+accountColumns+" FROM accounts WHERE market=? AND person=?", whose(market, p)...)
}

// SetPassword changes a password and ends the person's other sessions.
func (r register) SetPassword(ctx context.Context, c identity.PasswordChange) error {
	return r.db.Write(ctx, func(tx Tx) error {
		who := whose(c.Market, c.Person)
		n, err := run(ctx, tx, "UPDATE accounts SET password=?, changed_at=? WHERE market=? AND person=?",
			append([]any{c.Password, mark(c.At)}, who...)...)
		switch {
		case err != nil:
			return err
		case n == 0:
			return identity.ErrUnknown
		}
		_, err = run(ctx, tx, "DELETE FROM sessions WHERE market=? AND person=? AND token<>?", append(who, c.Keep[:])...)
		return err
	})
}

// Lock shuts a person out and ends all sessions.
func (r register) Lock(ctx context.Context, market id.Market, p id.Person, at time.Time) error {
	return r.db.Write(ctx, func(tx Tx) error {
		who := whose(market, p)
		if _, err := run(ctx, tx, "INSERT INTO person_locks (locked_at, market, person) VALUES (?,?,?) ON CONFLICT DO NOTHING",
			append([]any{mark(at)}, who...)...); err != nil {
			return err
		}
		_, err := run(ctx, tx, "DELETE FROM sessions WHERE market=? AND person=?", who...)
		return err
	})
}

// Unlock lets a person in again.
func (r register) Unlock(ctx context.Context, market id.Market, p id.Person) error {
	return r.change(ctx, nil, "DELETE FROM person_locks WHERE market=? AND person=?", whose(market, p)...)
}

const selectLock = "SELECT locked_at FROM person_locks WHERE market=? AND person=?"

func scanInstant(row scanner) (time.Time, error) {
	var n int64
	err := row.Scan(&n)
	return marked(n), err
}

// Locked is since when a person is shut out.
func (r register) Locked(ctx context.Context, market id.Market, p id.Person) (time.Time, error) {
	since, err := one(ctx, r.db, scanInstant, selectLock, whose(market, p)...)
	if errors.Is(err, identity.ErrUnknown) {
		return time.Time{}, nil
	}
	return since, err
}
