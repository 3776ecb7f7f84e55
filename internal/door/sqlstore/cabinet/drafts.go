package cabinet

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/filing"
)

// folders keeps draft documents beside the streams; they are no part of any stream.
type folders struct{ db DB }

var (
	_ filing.Drafts  = folders{}
	_ filing.Sweeper = folders{}
)

// Drafts is the store of office/filing.
func (c Cabinet) Drafts() filing.Drafts { return folders(c) }

// Get implements filing.Drafts.
func (f folders) Get(ctx context.Context, m id.Market, c id.Case) (doc []byte, tag string, err error) {
	market, kase := m.Bytes(), c.Bytes()
	var revision int64
	err = f.db.Read(ctx, func(tx Tx) error {
		return tx.QueryRowContext(ctx, "SELECT revision, doc FROM drafts WHERE market=? AND case_id=?", market[:], kase[:]).Scan(&revision, &doc)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", filing.ErrUnknown
	}
	if err != nil {
		return nil, "", fmt.Errorf("cabinet: draft: %w", err)
	}
	return doc, strconv.FormatInt(revision, 10), nil
}

// Put implements filing.Drafts: the revision found is the one named, or nothing is written.
func (f folders) Put(ctx context.Context, m id.Market, c id.Case, doc []byte, ifTag string) (string, error) {
	was, err := strconv.ParseInt(ifTag, 10, 64)
	if err != nil || was < 0 {
		return "", filing.ErrChanged
	}
	market, kase := m.Bytes(), c.Bytes()
	statement, args := "UPDATE drafts SET revision=revision+1, saved=0, doc=? WHERE market=? AND case_id=? AND revision=?", []any{doc, market[:], kase[:], was}
	if was == 0 {
		statement, args = "INSERT INTO drafts (market, case_id, revision, doc) VALUES (?,?,1,?) ON CONFLICT DO NOTHING", []any{market[:], kase[:], doc}
	}
	err = f.db.Write(ctx, func(tx Tx) error {
		done, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return fmt.Errorf("cabinet: draft: %w", err)
		}
		n, err := done.RowsAffected()
		if err == nil && n == 0 {
			return filing.ErrChanged
		}
		return err
	})
	return strconv.FormatInt(was+1, 10), err
}

// Delete implements filing.Drafts.
func (f folders) Delete(ctx context.Context, m id.Market, c id.Case) error {
	market, kase := m.Bytes(), c.Bytes()
	return f.db.Write(ctx, func(tx Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM drafts WHERE market=? AND case_id=?", market[:], kase[:]); err != nil {
			return fmt.Errorf("cabinet: draft: %w", err)
		}
		return nil
	})
}

// Sweep implements filing.Sweeper: a document that was saved has saved=0 until it is noted.
func (f folders) Sweep(ctx context.Context, now, before time.Time) (gone int, err error) {
	err = f.db.Write(ctx, func(tx Tx) error {
		if gone, err = count(tx.ExecContext(ctx, "DELETE FROM drafts WHERE saved>0 AND saved<?", before.UnixMicro())); err != nil {
			return err
		}
		_, err = count(tx.ExecContext(ctx, "UPDATE drafts SET saved=? WHERE saved=0", now.UnixMicro()))
		return err
	})
	return gone, err
}
