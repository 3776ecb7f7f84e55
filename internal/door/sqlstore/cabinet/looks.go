package cabinet

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/looks"
)

// glances keeps how much of a case somebody had seen.
type glances struct{ db DB }

var _ looks.Looks = glances{}

// Looks is the store of office/looks.
func (c Cabinet) Looks() looks.Looks { return glances(c) }

// Last implements looks.Looks.
func (g glances) Last(ctx context.Context, m id.Market, p id.Person, c id.Case) (seen string, err error) {
	market, person, kase := m.Bytes(), p.Bytes(), c.Bytes()
	err = g.db.Read(ctx, func(tx Tx) error {
		return tx.QueryRowContext(ctx, "SELECT seen FROM looks WHERE market=? AND person=? AND case_id=?", market[:], person[:], kase[:]).Scan(&seen)
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("cabinet: last look: %w", err)
	}
	return seen, nil
}

// Look implements looks.Looks.
func (g glances) Look(ctx context.Context, m id.Market, p id.Person, c id.Case, mark string) error {
	market, person, kase := m.Bytes(), p.Bytes(), c.Bytes()
	return g.db.Write(ctx, func(tx Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO looks (market, person, case_id, seen) VALUES (?,?,?,?) ON CONFLICT (market, person, case_id) DO UPDATE SET seen=excluded.seen", market[:], person[:], kase[:], mark)
		if err != nil {
			return fmt.Errorf("cabinet: look: %w", err)
		}
		return nil
	})
}
