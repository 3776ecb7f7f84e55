package cabinet

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/office/unsent"
)

// drawers keep what people typed and have not sent, beside the streams.
type drawers struct{ db DB }

var _ unsent.Papers = drawers{}

// Unsent is the store of office/unsent.
func (c Cabinet) Unsent() unsent.Papers { return drawers(c) }

// Get implements unsent.Papers.
func (d drawers) Get(ctx context.Context, o unsent.Owner, at unsent.Place) (doc []byte, err error) {
	market, person := o.Market.Bytes(), o.Person.Bytes()
	err = d.db.Read(ctx, func(tx Tx) error {
		return tx.QueryRowContext(ctx, "SELECT doc FROM unsent WHERE market=? AND person=? AND place=?", market[:], person[:], at[:]).Scan(&doc)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, unsent.ErrUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("cabinet: unsent: %w", err)
	}
	return doc, nil
}

// Put implements unsent.Papers.
func (d drawers) Put(ctx context.Context, o unsent.Owner, at unsent.Place, doc []byte, saved time.Time, most int) error {
	market, person := o.Market.Bytes(), o.Person.Bytes()
	return d.db.Write(ctx, func(tx Tx) error {
		var others int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM unsent WHERE market=? AND person=? AND place<>?", market[:], person[:], at[:]).Scan(&others); err != nil {
			return fmt.Errorf("cabinet: unsent: %w", err)
		}
		if others >= most {
			return unsent.ErrFull
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO unsent (market, person, place, saved, doc) VALUES (?,?,?,?,?) ON CONFLICT (market, person, place) DO UPDATE SET saved=excluded.saved, doc=excluded.doc",
			market[:], person[:], at[:], saved.UnixMicro(), doc)
		if err != nil {
			return fmt.Errorf("cabinet: unsent: %w", err)
		}
		return nil
	})
}

// Delete implements unsent.Papers.
func (d drawers) Delete(ctx context.Context, o unsent.Owner, at unsent.Place) error {
	market, person := o.Market.Bytes(), o.Person.Bytes()
	return d.db.Write(ctx, func(tx Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM unsent WHERE market=? AND person=? AND place=?", market[:], person[:], at[:]); err != nil {
			return fmt.Errorf("cabinet: unsent: %w", err)
		}
		return nil
	})
}

// Sweep implements unsent.Papers.
func (d drawers) Sweep(ctx context.Context, before time.Time, most int) (gone int, err error) {
	err = d.db.Write(ctx, func(tx Tx) error {
		gone, err = count(tx.ExecContext(ctx, "DELETE FROM unsent WHERE (market, person, place) IN (SELECT market, person, place FROM unsent WHERE saved<? LIMIT ?)", before.UnixMicro(), most))
		return err
	})
	return gone, err
}

// count is how many rows a statement changed.
func count(done sql.Result, err error) (int, error) {
	if err != nil {
		return 0, fmt.Errorf("cabinet: sweep: %w", err)
	}
	n, err := done.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("cabinet: sweep: %w", err)
	}
	return int(n), nil
}
