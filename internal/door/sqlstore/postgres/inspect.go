package postgres

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Inspect lays the store open for docket.Verify, as it stands at one moment; the
// store stays in use meanwhile.
func (s *Store) Inspect(ctx context.Context, look func(docket.Inspected) error) error {
	still := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, s.pool, still, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SET LOCAL statement_timeout=0; SET LOCAL idle_in_transaction_session_timeout=0"); err != nil {
			return fault("inspect", err)
		}
		return look(inspected{shelf: shelf{q: tx}, tx: tx, tables: s.tables})
	})
}

// Examine lays a database open for docket.Verify without changing it: no migration, no
// rebuild; a standby will do. The store may be in use by other processes meanwhile.
//
// Errors: ErrOtherEdition, a fault.
func Examine(ctx context.Context, o Options, look func(docket.Inspected) error) error {
	s, err := newStore(o)
	if err != nil {
		return err
	}
	defer s.disconnect()
	if s.pool, err = dial(ctx, o.URL, purpose{conns: 2, anywhere: true}); err != nil {
		return err
	}
	s.besides()
	have, err := definitions(ctx, s.reads())
	if err != nil {
		return err
	}
	if fits, err := s.fits(have); err != nil {
		return err
	} else if !fits {
		return ErrOtherEdition
	}
	if o.Prepare != nil {
		if err := o.Prepare(ctx, s); err != nil {
			return err
		}
	}
	return s.Inspect(ctx, look)
}

// inspected is the store inside one read transaction.
type inspected struct {
	shelf
	tx     pgx.Tx
	tables map[string]*table
}

const inOrder = " ORDER BY market, home, stream_kind, stream_id"

// atOnce is how many rows of a walk are in memory; between them a visit may ask the
// store something else, which it could not in the middle of an answer.
const atOnce = 500

// each walks the rows of a query.
func each[T any](ctx context.Context, in inspected, scan func(pgx.CollectableRow) (T, error), visit func(T) error, text string) (err error) {
	if _, err := in.tx.Exec(ctx, "DECLARE walk NO SCROLL CURSOR FOR "+text); err != nil {
		return fault("walk", err)
	}
	defer func() {
		if err == nil {
			_, err = in.tx.Exec(ctx, "CLOSE walk")
		}
	}()
	for {
		page, err := query(ctx, in.shelf, scan, fmt.Sprintf("FETCH %d FROM walk", atOnce), pgx.QueryExecModeDescribeExec) // not kept: the same words answer in other columns each time
		if err != nil {
			return err
		}
		for _, row := range page {
			if err := visit(row); err != nil {
				return err
			}
		}
		if len(page) < atOnce {
			return nil
		}
	}
}

// EachEvent walks the events.
func (in inspected) EachEvent(ctx context.Context, visit func(docket.RawEvent) error) error {
	return each(ctx, in, func(row pgx.CollectableRow) (docket.RawEvent, error) {
		var e docket.RawEvent
		var legal, recorded int64
		var hash []byte
		ref, err := scanRef(row, &e.Seq, &e.Kind, &e.Version, &legal, &recorded, &e.Header, &e.Payload, &e.Sealed, &hash)
		if err != nil {
			return e, err
		}
		e.Ref, e.Legal, e.Recorded = ref, instant(legal), instant(recorded)
		e.Hash, err = digest(hash)
		return e, err
	}, visit, "SELECT market, home, stream_kind, stream_id, "+eventColumns+" FROM events"+inOrder+", seq")
}

// marked is a stream with a number and a hash.
type marked struct {
	ref  docket.Ref
	n    uint64
	hash [32]byte
}

func scanMarked(row pgx.CollectableRow) (m marked, err error) {
	var hash []byte
	if m.ref, err = scanRef(row, &m.n, &hash); err != nil {
		return m, err
	}
	m.hash, err = digest(hash)
	return m, err
}

// EachHead walks the heads.
func (in inspected) EachHead(ctx context.Context, visit func(docket.Ref, docket.Head) error) error {
	return each(ctx, in, scanMarked, func(m marked) error { return visit(m.ref, docket.Head{Version: m.n, Hash: m.hash}) },
		"SELECT market, home, stream_kind, stream_id, version, hash FROM heads"+inOrder)
}

// EachSnapshot walks the snapshots.
func (in inspected) EachSnapshot(ctx context.Context, visit func(docket.Snapshot) error) error {
	return each(ctx, in, func(row pgx.CollectableRow) (snap docket.Snapshot, err error) {
		var hash []byte
		if snap.Ref, err = scanRef(row, &snap.Version, &hash, &snap.Edition, &snap.State); err == nil {
			snap.Hash, err = digest(hash)
		}
		return snap, err
	}, visit, "SELECT market, home, stream_kind, stream_id, version, hash, edition, state FROM snapshots"+inOrder)
}

// EachTimer walks the timers.
func (in inspected) EachTimer(ctx context.Context, visit func(docket.Timer) error) error {
	return each(ctx, in, scanTimer, visit, "SELECT market, home, stream_kind, stream_id, due_at, gen FROM timers"+inOrder)
}

// EachJob walks the outbox.
func (in inspected) EachJob(ctx context.Context, visit func(docket.Place, docket.Effect) error) error {
	return each(ctx, in, func(row pgx.CollectableRow) (j docket.Job, err error) {
		ref, err := scanRef(row, &j.Seq, &j.Line, &j.Sink, &j.Body)
		j.Place, j.Stream = ref.Place, ref.Stream
		return j, err
	}, func(j docket.Job) error { return visit(j.Place, j.Effect) },
		"SELECT market, home, stream_kind, stream_id, seq, line, sink, body FROM outbox"+inOrder)
}

// EachQueued walks the log queue.
func (in inspected) EachQueued(ctx context.Context, visit func(docket.Ref, uint64, [32]byte) error) error {
	return each(ctx, in, scanMarked, func(m marked) error { return visit(m.ref, m.n, m.hash) },
		"SELECT market, home, stream_kind, stream_id, seq, hash FROM log_queue"+inOrder+", seq")
}

// EachReceipt walks the idempotency records.
func (in inspected) EachReceipt(ctx context.Context, visit func(docket.Kept) error) error {
	return each(ctx, in, func(row pgx.CollectableRow) (k docket.Kept, err error) {
		var market, heads []byte
		var recorded int64
		err = row.Scan(&market, &k.Principal, &k.Key, &recorded, &heads, &k.Result)
		if err == nil && len(market) != 16 {
			err = docket.ErrDamaged
		}
		if err != nil {
			return k, err
		}
		if k.Heads, err = docket.ParseHeads(heads); err != nil {
			k.Heads = map[record.Stream]docket.Head{{Kind: "unreadable"}: {}} // verify will miss it
		}
		k.Market, k.Recorded = id.From[id.Market]([16]byte(market)), instant(recorded)
		return k, nil
	}, visit, "SELECT market, principal, idem_key, recorded_at, heads, result FROM idempotency")
}

// EachRow walks a projection.
func (in inspected) EachRow(ctx context.Context, name string, visit func(docket.PlacedRow) error) error {
	t := in.tables[name]
	return each(ctx, in, func(found pgx.CollectableRow) (docket.PlacedRow, error) {
		var market, stream []byte
		row := docket.PlacedRow{Row: docket.Row{Table: name}}
		values, err := t.scan(found, t.all, &market, &row.Home, &row.Of.Kind, &stream)
		if err == nil && len(market) != 16 {
			err = docket.ErrDamaged
		}
		if err != nil {
			return row, err
		}
		copy(row.Of.ID[:], stream)
		row.Market, row.Values = id.From[id.Market]([16]byte(market)), values
		return row, nil
	}, visit, "SELECT market, home, "+t.of()+", "+t.columns+" FROM "+t.name)
}

// of are the columns that say whose a row is, or nothing in their place.
func (t *table) of() string {
	if t.def.Clear {
		return "of_kind, of_id"
	}
	return `''::text, ''::bytea`
}

// Audit looks whether the search indexes hold every row's words, and no others.
func (in inspected) Audit(ctx context.Context, report func(docket.Problem)) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(in.tables)) {
		if t := in.tables[name]; t.search >= 0 {
			errs = append(errs, in.auditSearch(ctx, t, report))
		}
	}
	return errors.Join(errs...)
}
