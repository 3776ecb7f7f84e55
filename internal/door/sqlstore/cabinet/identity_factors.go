package cabinet

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// SessionsOf lists the sessions of a person, newest first.
func (r register) SessionsOf(ctx context.Context, market id.Market, p id.Person) ([]identity.Session, error) {
	return list(ctx, r.db, scanSession, "SELECT "+sessionColumns+" FROM sessions WHERE market=? AND person=? ORDER BY created_at DESC, token LIMIT ?",
		append(whose(market, p), identity.MaxSessions)...)
}

// Factor finds the second step of a person.
func (r register) Factor(ctx context.Context, market id.Market, p id.Person) (identity.Factor, error) {
	return one(ctx, r.db, func(row scanner) (identity.Factor, error) {
		f := identity.Factor{Market: market, Person: p}
		var created, confirmed int64
		err := row.Scan(&f.Secret, &created, &confirmed, &f.LastStep)
		f.Created, f.Confirmed = marked(created), marked(confirmed)
		return f, err
	}, "SELECT secret, created_at, confirmed_at, last_step FROM second_steps WHERE market=? AND person=?", whose(market, p)...)
}

// SetFactor keeps a second step and its recovery codes in place of any before.
func (r register) SetFactor(ctx context.Context, f identity.Factor, codes []identity.Hash) error {
	return r.db.Write(ctx, func(tx Tx) error {
		who := whose(f.Market, f.Person)
		if err := dropFactor(ctx, tx, who); err != nil {
			return err
		}
		if _, err := run(ctx, tx, "INSERT INTO second_steps (market, person, secret, created_at, confirmed_at, last_step) VALUES (?,?,?,?,?,?)",
			append(whose(f.Market, f.Person), f.Secret, mark(f.Created), mark(f.Confirmed), f.LastStep)...); err != nil {
			return err
		}
		for _, code := range codes {
			if _, err := run(ctx, tx, "INSERT INTO recovery_codes (market, person, code) VALUES (?,?,?)", append(whose(f.Market, f.Person), code[:])...); err != nil {
				return err
			}
		}
		return nil
	})
}

func dropFactor(ctx context.Context, tx Tx, who []any) error {
	if _, err := run(ctx, tx, "DELETE FROM second_steps WHERE market=? AND person=?", who...); err != nil {
		return err
	}
	_, err := run(ctx, tx, "DELETE FROM recovery_codes WHERE market=? AND person=?", who...)
	return err
}

// TakeStep moves the last step on, if it is later.
func (r register) TakeStep(ctx context.Context, market id.Market, p id.Person, step int64) error {
	return r.change(ctx, identity.ErrUnknown, "UPDATE second_steps SET last_step=? WHERE market=? AND person=? AND last_step<?",
		append(append([]any{step}, whose(market, p)...), step)...)
}

// TakeCode spends a recovery code.
func (r register) TakeCode(ctx context.Context, market id.Market, p id.Person, code identity.Hash) error {
	return r.change(ctx, identity.ErrUnknown, "DELETE FROM recovery_codes WHERE market=? AND person=? AND code=?", append(whose(market, p), code[:])...)
}

// CodesLeft counts the recovery codes of a person.
func (r register) CodesLeft(ctx context.Context, market id.Market, p id.Person) (int, error) {
	return one(ctx, r.db, func(row scanner) (n int, err error) {
		err = row.Scan(&n)
		return n, err
	}, "SELECT count(*) FROM recovery_codes WHERE market=? AND person=?", whose(market, p)...)
}

// DropFactor removes a second step with its codes.
func (r register) DropFactor(ctx context.Context, market id.Market, p id.Person) error {
	return r.db.Write(ctx, func(tx Tx) error { return dropFactor(ctx, tx, whose(market, p)) })
}
