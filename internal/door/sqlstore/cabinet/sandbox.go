package cabinet

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/office/enforcement"
)

// Payments is what the sandbox payment provider keeps.
type Payments struct{ db DB }

// Payments is the register of the sandbox payment provider.
func (c Cabinet) Payments() Payments { return Payments(c) }

// Recall finds an instruction.
func (p Payments) Recall(ctx context.Context, id string) (o enforcement.Outcome, ok bool, err error) {
	err = p.db.Read(ctx, func(tx Tx) error {
		row := tx.QueryRowContext(ctx, `SELECT state, ref, problem FROM sandbox_payments WHERE id = ?`, id)
		return row.Scan(&o.State, &o.Ref, &o.Problem)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	if err != nil {
		return o, false, fmt.Errorf("cabinet: sandbox payment: %w", err)
	}
	return o, true, nil
}

// Note keeps the answer to an instruction.
func (p Payments) Note(ctx context.Context, i enforcement.Instruction, o enforcement.Outcome) error {
	market := i.Market.Bytes()
	err := p.db.Write(ctx, func(tx Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO sandbox_payments (id, market, kind, minor, state, ref, problem) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state, ref = excluded.ref, problem = excluded.problem`,
			i.ID, market[:], i.Kind, i.Minor, string(o.State), o.Ref, o.Problem)
		return err
	})
	if err != nil {
		return fmt.Errorf("cabinet: sandbox payment: %w", err)
	}
	return nil
}

// Done sums what was carried out, by kind of instruction, in fen.
func (p Payments) Done(ctx context.Context) (map[string]int64, error) {
	type sum struct {
		kind  string
		minor int64
	}
	all, err := list(ctx, p.db, func(row scanner) (s sum, err error) {
		err = row.Scan(&s.kind, &s.minor)
		return s, err
	}, "SELECT kind, sum(minor) FROM sandbox_payments WHERE state=? GROUP BY kind", string(enforcement.Done))
	if err != nil {
		return nil, err
	}
	sums := make(map[string]int64, len(all))
	for _, s := range all {
		sums[s.kind] = s.minor
	}
	return sums, nil
}

// Setting reads a small setting of the installation; "" when it was never set.
func (c Cabinet) Setting(ctx context.Context, name string) (value string, err error) {
	err = c.db.Read(ctx, func(tx Tx) error {
		return tx.QueryRowContext(ctx, `SELECT value FROM installation WHERE name = ?`, name).Scan(&value)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("cabinet: setting: %w", err)
	}
	return value, nil
}

// Set keeps a small setting of the installation.
func (c Cabinet) Set(ctx context.Context, name, value string) error {
	err := c.db.Write(ctx, func(tx Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO installation (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
	if err != nil {
		return fmt.Errorf("cabinet: setting: %w", err)
	}
	return nil
}
