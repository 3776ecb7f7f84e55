package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Inspect lays the store open for docket.Verify, as it stands at one moment; the
// store stays in use meanwhile.
func (s *Store) Inspect(ctx context.Context, look func(docket.Inspected) error) error {
	return s.Read(ctx, func(tx *sql.Tx) error {
		return look(inspected{shelf: shelf{st: s.read, tx: tx}, tables: s.tables})
	})
}

// inspected is the store inside one read transaction.
type inspected struct {
	shelf
	tables map[string]*table
}

const inOrder = " ORDER BY market, home, stream_kind, stream_id"

func (in inspected) each(ctx context.Context, text string, scan func(*sql.Rows) error) error {
	return in.st.query(ctx, in.tx, text, nil, func(rows *sql.Rows) (bool, error) { return true, scan(rows) })
}

// EachEvent walks the events.
func (in inspected) EachEvent(ctx context.Context, visit func(docket.RawEvent) error) error {
	return in.each(ctx, "SELECT market, home, stream_kind, stream_id, "+eventColumns+" FROM events"+inOrder+", seq", func(rows *sql.Rows) error {
		var e docket.RawEvent
		var legal, recorded int64
		var hash []byte
		ref, err := scanRef(rows, &e.Seq, &e.Kind, &e.Version, &legal, &recorded, &e.Header, &e.Payload, &e.Sealed, &hash)
		if err != nil {
			return err
		}
		e.Ref, e.Legal, e.Recorded = ref, instant(legal), instant(recorded)
		if e.Hash, err = digest(hash); err != nil {
			return err
		}
		return visit(e)
	})
}

// EachHead walks the heads.
func (in inspected) EachHead(ctx context.Context, visit func(docket.Ref, docket.Head) error) error {
	return in.each(ctx, "SELECT market, home, stream_kind, stream_id, version, hash FROM heads"+inOrder, func(rows *sql.Rows) error {
		var head docket.Head
		var hash []byte
		ref, err := scanRef(rows, &head.Version, &hash)
		if err == nil {
			head.Hash, err = digest(hash)
		}
		if err != nil {
			return err
		}
		return visit(ref, head)
	})
}

// EachSnapshot walks the snapshots.
func (in inspected) EachSnapshot(ctx context.Context, visit func(docket.Snapshot) error) error {
	return in.each(ctx, "SELECT market, home, stream_kind, stream_id, version, hash, edition, state FROM snapshots"+inOrder, func(rows *sql.Rows) error {
		var snap docket.Snapshot
		var hash []byte
		ref, err := scanRef(rows, &snap.Version, &hash, &snap.Edition, &snap.State)
		if err == nil {
			snap.Hash, err = digest(hash)
		}
		if err != nil {
			return err
		}
		snap.Ref = ref
		return visit(snap)
	})
}

// EachTimer walks the timers.
func (in inspected) EachTimer(ctx context.Context, visit func(docket.Timer) error) error {
	return in.each(ctx, "SELECT market, home, stream_kind, stream_id, due_at, gen FROM timers"+inOrder, func(rows *sql.Rows) error {
		t, err := scanTimer(rows)
		if err != nil {
			return err
		}
		return visit(t)
	})
}

// EachJob walks the outbox.
func (in inspected) EachJob(ctx context.Context, visit func(docket.Place, docket.Effect) error) error {
	return in.each(ctx, "SELECT market, home, stream_kind, stream_id, seq, line, sink, body FROM outbox"+inOrder, func(rows *sql.Rows) error {
		var e docket.Effect
		ref, err := scanRef(rows, &e.Seq, &e.Line, &e.Sink, &e.Body)
		if err != nil {
			return err
		}
		e.Stream = ref.Stream
		return visit(ref.Place, e)
	})
}

// EachQueued walks the log queue.
func (in inspected) EachQueued(ctx context.Context, visit func(docket.Ref, uint64, [32]byte) error) error {
	return in.each(ctx, "SELECT market, home, stream_kind, stream_id, seq, hash FROM log_queue"+inOrder+", seq", func(rows *sql.Rows) error {
		var seq uint64
		var hash []byte
		ref, err := scanRef(rows, &seq, &hash)
		if err != nil {
			return err
		}
		sum, err := digest(hash)
		if err != nil {
			return err
		}
		return visit(ref, seq, sum)
	})
}

// EachReceipt walks the idempotency records.
func (in inspected) EachReceipt(ctx context.Context, visit func(docket.Kept) error) error {
	return in.each(ctx, "SELECT market, principal, idem_key, recorded_at, heads, result FROM idempotency", func(rows *sql.Rows) error {
		var k docket.Kept
		var market, heads []byte
		var recorded int64
		err := rows.Scan(&market, &k.Principal, &k.Key, &recorded, &heads, &k.Result)
		if err == nil && len(market) != 16 {
			err = docket.ErrDamaged
		}
		if err != nil {
			return err
		}
		if k.Heads, err = docket.ParseHeads(heads); err != nil {
			k.Heads = map[record.Stream]docket.Head{{Kind: "unreadable"}: {}} // verify will miss it
		}
		k.Market, k.Recorded = id.From[id.Market]([16]byte(market)), instant(recorded)
		return visit(k)
	})
}

// EachRow walks a projection.
func (in inspected) EachRow(ctx context.Context, name string, visit func(docket.PlacedRow) error) error {
	t := in.tables[name]
	of := "'', x''"
	if t.def.Clear {
		of = "of_kind, of_id"
	}
	return in.each(ctx, "SELECT market, home, "+of+", "+t.columns+" FROM p_"+name, func(rows *sql.Rows) error {
		var market, stream []byte
		row := docket.PlacedRow{Row: docket.Row{Table: name}}
		values, err := t.scan(rows, t.all, &market, &row.Home, &row.Of.Kind, &stream)
		if err != nil {
			return err
		}
		if len(market) != 16 {
			return docket.ErrDamaged
		}
		copy(row.Of.ID[:], stream)
		row.Market, row.Values = id.From[id.Market]([16]byte(market)), values
		return visit(row)
	})
}

// Audit asks SQLite about its pages, and looks whether the search indexes find every row.
func (in inspected) Audit(ctx context.Context, report func(docket.Problem)) error {
	err := in.each(ctx, "PRAGMA integrity_check", func(rows *sql.Rows) error {
		var found string
		err := rows.Scan(&found)
		if err == nil && found != "ok" {
			report(docket.Problem{Table: "database", What: found})
		}
		return err
	})
	for _, name := range slices.Sorted(maps.Keys(in.tables)) {
		if t := in.tables[name]; t.search >= 0 {
			err = errors.Join(err, in.auditSearch(ctx, t, report))
		}
	}
	return err
}
