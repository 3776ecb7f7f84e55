package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// shelf reads what is committed, or inside one transaction.
type shelf struct {
	st *statements
	tx *sql.Tx // nil: each read by itself
}

// at are the four columns every stream is found by.
const at = "market=? AND home=? AND stream_kind=? AND stream_id=?"

const (
	selectHead     = "SELECT version, hash FROM heads WHERE " + at
	selectSnapshot = "SELECT version, hash, state FROM snapshots WHERE " + at + " AND edition=?"
	selectEvents   = "SELECT " + eventColumns + " FROM events WHERE " + at + " AND seq>=? ORDER BY seq" // in the order of its key: the reader stops
	eventColumns   = "seq, kind, kind_version, legal_at, recorded_at, header, payload, sealed, hash"
	selectReceipt  = "SELECT digest, recorded_at, heads, result FROM idempotency WHERE market=? AND principal=? AND idem_key=?"
)

func refArgs(ref docket.Ref) []any {
	market := ref.Market.Bytes()
	return []any{market[:], int64(ref.Home), ref.Kind, ref.ID[:]}
}

// digest reads a column of 32 bytes.
func digest(b []byte) (d [32]byte, err error) {
	if len(b) != len(d) {
		return d, fmt.Errorf("%w: digest of %d bytes", docket.ErrDamaged, len(b))
	}
	return [32]byte(b), nil
}

func moment(t time.Time) int64  { return t.UnixMicro() }
func instant(n int64) time.Time { return time.UnixMicro(n).UTC() }

// Heads gives the head of each stream.
func (s shelf) Heads(ctx context.Context, refs []docket.Ref) ([]docket.Head, error) {
	heads := make([]docket.Head, len(refs))
	for i, ref := range refs {
		err := s.st.query(ctx, s.tx, selectHead, refArgs(ref), func(rows *sql.Rows) (bool, error) {
			var hash []byte
			err := rows.Scan(&heads[i].Version, &hash)
			if err == nil {
				heads[i].Hash, err = digest(hash)
			}
			return false, err
		})
		if err != nil {
			return nil, err
		}
	}
	return heads, nil
}

// Snapshot gives the snapshot of a stream.
func (s shelf) Snapshot(ctx context.Context, ref docket.Ref, edition string) (snap docket.Snapshot, ok bool, err error) {
	snap = docket.Snapshot{Ref: ref, Edition: edition}
	err = s.st.query(ctx, s.tx, selectSnapshot, append(refArgs(ref), edition), func(rows *sql.Rows) (bool, error) {
		var hash []byte
		err := rows.Scan(&snap.Version, &hash, &snap.State)
		if err == nil {
			snap.Hash, err = digest(hash)
		}
		ok = err == nil
		return false, err
	})
	return snap, ok, err
}

// Raw gives stored events from seq on.
func (s shelf) Raw(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.RawEvent, error) {
	var events []docket.RawEvent
	err := s.st.query(ctx, s.tx, selectEvents, append(refArgs(ref), int64(from)), func(rows *sql.Rows) (bool, error) { //nolint:gosec // a seq stays below 2⁶³
		e := docket.RawEvent{Ref: ref}
		if err := scanEvent(rows, &e); err != nil {
			return false, err
		}
		events = append(events, e)
		return len(events) < limit, nil
	})
	return events, err
}

// scanEvent reads eventColumns, after other columns if there are any.
func scanEvent(rows *sql.Rows, e *docket.RawEvent, before ...any) error {
	var legal, recorded int64
	var hash []byte
	into := append(before, &e.Seq, &e.Kind, &e.Version, &legal, &recorded, &e.Header, &e.Payload, &e.Sealed, &hash)
	if err := rows.Scan(into...); err != nil {
		return err
	}
	e.Legal, e.Recorded = instant(legal), instant(recorded)
	var err error
	e.Hash, err = digest(hash)
	return err
}

// Receipts looks up idempotency records.
func (s shelf) Receipts(ctx context.Context, keys []docket.ReceiptKey) ([]*docket.Kept, error) {
	found := make([]*docket.Kept, len(keys))
	for i, key := range keys {
		market := key.Market.Bytes()
		err := s.st.query(ctx, s.tx, selectReceipt, []any{market[:], key.Principal, key.Key}, func(rows *sql.Rows) (bool, error) {
			var sum, heads []byte
			var recorded int64
			kept := &docket.Kept{ReceiptKey: key}
			if err := rows.Scan(&sum, &recorded, &heads, &kept.Result); err != nil {
				return false, err
			}
			kept.Recorded = instant(recorded)
			var err error
			if kept.Digest, err = digest(sum); err != nil {
				return false, err
			}
			kept.Heads, err = docket.ParseHeads(heads)
			found[i] = kept
			return false, err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Find locates a stream whose home the caller does not know.
func (s *Store) Find(ctx context.Context, market id.Market, stream record.Stream) (docket.Place, error) {
	b := market.Bytes()
	place, found := docket.Place{Market: market}, false
	err := s.read.query(ctx, nil, "SELECT home FROM heads WHERE market=? AND stream_kind=? AND stream_id=?",
		[]any{b[:], stream.Kind, stream.ID[:]}, func(rows *sql.Rows) (bool, error) {
			found = true
			return false, rows.Scan(&place.Home)
		})
	if err == nil && !found {
		err = docket.ErrUnknownStream
	}
	return place, err
}
