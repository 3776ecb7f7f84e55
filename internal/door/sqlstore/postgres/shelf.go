package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// querier is a pool or a transaction.
type querier interface {
	Query(ctx context.Context, text string, args ...any) (pgx.Rows, error)
}

// shelf reads what is committed, or inside one transaction.
type shelf struct {
	q     querier
	again bool // each read stands by itself and may be tried again
}

// refs are the four columns of several streams, in one array each.
type refs struct {
	markets [][]byte
	homes   []int32
	kinds   []string
	ids     [][]byte
}

func (r *refs) add(ref docket.Ref) {
	market, stream := ref.Market.Bytes(), ref.ID
	r.markets, r.homes = append(r.markets, market[:]), append(r.homes, int32(ref.Home))
	r.kinds, r.ids = append(r.kinds, ref.Kind), append(r.ids, stream[:])
}

// with are the arguments of a statement that begins with the four arrays.
func (r *refs) with(more ...any) []any {
	return append([]any{r.markets, r.homes, r.kinds, r.ids}, more...)
}

const (
	fourArrays = "$1::bytea[], $2::int[], $3::text[], $4::bytea[]"
	fourNames  = "market, home, stream_kind, stream_id"
	at         = "market=$1 AND home=$2 AND stream_kind=$3 AND stream_id=$4"
	sameRef    = "h.market=u.market AND h.home=u.home AND h.stream_kind=u.stream_kind AND h.stream_id=u.stream_id"

	selectHeads = "SELECT u.n, h.version, h.hash FROM unnest(" + fourArrays + ") WITH ORDINALITY AS u(" + fourNames + ", n) " +
		"JOIN heads h ON " + sameRef
	selectSnapshot = "SELECT version, hash, state FROM snapshots WHERE " + at + " AND edition=$5"
	eventColumns   = "seq, kind, kind_version, legal_at, recorded_at, header, payload, sealed, hash"
	selectEvents   = "SELECT " + eventColumns + " FROM events WHERE " + at + " AND seq>=$5 ORDER BY seq LIMIT $6"
	selectReceipts = "SELECT u.n, i.digest, i.recorded_at, i.heads, i.result " +
		"FROM unnest($1::bytea[], $2::text[], $3::text[]) WITH ORDINALITY AS u(market, principal, idem_key, n) " +
		"JOIN idempotency i ON i.market=u.market AND i.principal=u.principal AND i.idem_key=u.idem_key"
)

func refArgs(ref docket.Ref) []any {
	market := ref.Market.Bytes()
	return []any{market[:], int32(ref.Home), ref.Kind, ref.ID[:]}
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

// query reads all rows of a statement.
func query[T any](ctx context.Context, s shelf, scan func(pgx.CollectableRow) (T, error), text string, args ...any) (all []T, err error) {
	read := func() error {
		rows, err := s.q.Query(ctx, text, args...)
		if err == nil {
			all, err = pgx.CollectRows(rows, scan)
		}
		return err
	}
	if s.again {
		err = patiently(ctx, read)
	} else {
		err = read()
	}
	return all, fault("read", err)
}

// Heads gives the head of each stream.
func (s shelf) Heads(ctx context.Context, of []docket.Ref) ([]docket.Head, error) {
	heads := make([]docket.Head, len(of))
	if len(of) == 0 {
		return heads, nil
	}
	var in refs
	for _, ref := range of {
		in.add(ref)
	}
	_, err := query(ctx, s, func(row pgx.CollectableRow) (struct{}, error) {
		var n int
		var h docket.Head
		var hash []byte
		err := row.Scan(&n, &h.Version, &hash)
		if err == nil {
			h.Hash, err = digest(hash)
		}
		if err == nil {
			heads[n-1] = h
		}
		return struct{}{}, err
	}, selectHeads, in.with()...)
	return heads, err
}

// Snapshot gives the snapshot of a stream.
func (s shelf) Snapshot(ctx context.Context, ref docket.Ref, edition string) (snap docket.Snapshot, ok bool, err error) {
	found, err := query(ctx, s, func(row pgx.CollectableRow) (docket.Snapshot, error) {
		snap := docket.Snapshot{Ref: ref, Edition: edition}
		var hash []byte
		err := row.Scan(&snap.Version, &hash, &snap.State)
		if err == nil {
			snap.Hash, err = digest(hash)
		}
		return snap, err
	}, selectSnapshot, append(refArgs(ref), edition)...)
	if err != nil || len(found) == 0 {
		return docket.Snapshot{Ref: ref, Edition: edition}, false, err
	}
	return found[0], true, nil
}

// Raw gives stored events from seq on.
func (s shelf) Raw(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.RawEvent, error) {
	return query(ctx, s, func(row pgx.CollectableRow) (docket.RawEvent, error) {
		e := docket.RawEvent{Ref: ref}
		err := scanEvent(row, &e)
		return e, err
	}, selectEvents, append(refArgs(ref), int64(from), limit)...) //nolint:gosec // a seq stays below 2⁶³
}

// scanEvent reads eventColumns, after other columns if there are any.
func scanEvent(row pgx.CollectableRow, e *docket.RawEvent, before ...any) error {
	var legal, recorded int64
	var hash []byte
	into := append(before, &e.Seq, &e.Kind, &e.Version, &legal, &recorded, &e.Header, &e.Payload, &e.Sealed, &hash)
	if err := row.Scan(into...); err != nil {
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
	if len(keys) == 0 {
		return found, nil
	}
	markets, principals, names := make([][]byte, len(keys)), make([]string, len(keys)), make([]string, len(keys))
	for i, key := range keys {
		market := key.Market.Bytes()
		markets[i], principals[i], names[i] = market[:], key.Principal, key.Key
	}
	_, err := query(ctx, s, func(row pgx.CollectableRow) (struct{}, error) {
		var n int
		var sum, heads []byte
		var recorded int64
		kept := &docket.Kept{}
		err := row.Scan(&n, &sum, &recorded, &heads, &kept.Result)
		if err == nil {
			kept.ReceiptKey, kept.Recorded = keys[n-1], instant(recorded)
			kept.Digest, err = digest(sum)
		}
		if err == nil {
			kept.Heads, err = docket.ParseHeads(heads)
		}
		found[n-1] = kept
		return struct{}{}, err
	}, selectReceipts, markets, principals, names)
	return found, err
}

// Find locates a stream whose home the caller does not know.
func (s *Store) Find(ctx context.Context, market id.Market, stream record.Stream) (docket.Place, error) {
	b := market.Bytes()
	homes, err := query(ctx, s.reads(), func(row pgx.CollectableRow) (home uint16, err error) {
		err = row.Scan(&home)
		return home, err
	}, "SELECT home FROM heads WHERE market=$1 AND stream_kind=$2 AND stream_id=$3", b[:], stream.Kind, stream.ID[:])
	if err == nil && len(homes) == 0 {
		err = docket.ErrUnknownStream
	}
	if err != nil {
		return docket.Place{Market: market}, err
	}
	return docket.Place{Market: market, Home: homes[0]}, nil
}

// reads is the shelf of the read pool.
func (s *Store) reads() shelf { return shelf{q: s.pool, again: true} }
