package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/looks"
)

// glances keeps how much of a case somebody had seen.
type glances struct{ store *Store }

var _ looks.Looks = glances{}

// Looks is the store of office/looks.
func (s *Store) Looks() looks.Looks { return glances{store: s} }

// Last implements looks.Looks.
func (g glances) Last(ctx context.Context, m id.Market, p id.Person, c id.Case) (seen string, err error) {
	market, person, kase := m.Bytes(), p.Bytes(), c.Bytes()
	err = g.store.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT seen FROM looks WHERE market=? AND person=? AND case_id=?", market[:], person[:], kase[:]).Scan(&seen)
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("sqlite: last look: %w", err)
	}
	return seen, nil
}

// Look implements looks.Looks.
func (g glances) Look(ctx context.Context, m id.Market, p id.Person, c id.Case, mark string) error {
	market, person, kase := m.Bytes(), p.Bytes(), c.Bytes()
	return g.store.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO looks (market, person, case_id, seen) VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET seen=excluded.seen", market[:], person[:], kase[:], mark)
		if err != nil {
			return fmt.Errorf("sqlite: look: %w", err)
		}
		return nil
	})
}
