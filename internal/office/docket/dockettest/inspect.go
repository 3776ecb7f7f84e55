package dockettest

import (
	"context"
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Inspect lays the store open for docket.Verify; nothing may be submitted meanwhile.
func (m *Memory) Inspect(_ context.Context, look func(docket.Inspected) error) error {
	return look(inspected{m.shelf})
}

// inspected is a shelf that holds still.
type inspected struct{ *shelf }

// each walks a map of streams in order.
func each[V any](m map[docket.Ref]V, visit func(docket.Ref, V) error) error {
	for _, ref := range slices.SortedFunc(maps.Keys(m), docket.CompareRefs) {
		if err := visit(ref, m[ref]); err != nil {
			return err
		}
	}
	return nil
}

// EachEvent walks the events.
func (s inspected) EachEvent(_ context.Context, visit func(docket.RawEvent) error) error {
	return each(s.events, func(_ docket.Ref, events []docket.RawEvent) error {
		for _, e := range events {
			if err := visit(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// EachHead walks the heads.
func (s inspected) EachHead(_ context.Context, visit func(docket.Ref, docket.Head) error) error {
	return each(s.events, func(ref docket.Ref, _ []docket.RawEvent) error { return visit(ref, s.head(ref)) })
}

// EachSnapshot walks the snapshots.
func (s inspected) EachSnapshot(_ context.Context, visit func(docket.Snapshot) error) error {
	return each(s.snapshots, func(_ docket.Ref, snap docket.Snapshot) error { return visit(snap) })
}

// EachTimer walks the timers.
func (s inspected) EachTimer(_ context.Context, visit func(docket.Timer) error) error {
	return each(s.timers.now, func(_ docket.Ref, t docket.Timer) error { return visit(t) })
}

// EachJob walks the outbox.
func (s inspected) EachJob(_ context.Context, visit func(docket.Place, docket.Effect) error) error {
	for _, j := range s.jobs {
		if err := visit(j.place, j.effect); err != nil {
			return err
		}
	}
	return nil
}

// EachQueued walks the log queue.
func (s inspected) EachQueued(_ context.Context, visit func(docket.Ref, uint64, [32]byte) error) error {
	return each(s.log, func(ref docket.Ref, hashes [][32]byte) error {
		for i, hash := range hashes {
			if err := visit(ref, uint64(i+1), hash); err != nil {
				return err
			}
		}
		return nil
	})
}

// EachReceipt walks the idempotency records.
func (s inspected) EachReceipt(_ context.Context, visit func(docket.Kept) error) error {
	for _, kept := range s.kept {
		if err := visit(kept); err != nil {
			return err
		}
	}
	return nil
}

// EachRow walks a projection.
func (s inspected) EachRow(_ context.Context, name string, visit func(docket.PlacedRow) error) error {
	for _, rows := range s.tables[name].rows {
		for _, r := range rows {
			if err := visit(docket.PlacedRow{Place: r.place, Of: r.of, Row: docket.Row{Table: name, Values: r.values}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Audit holds the indexes of the tables against their rows.
func (s inspected) Audit(_ context.Context, report func(docket.Problem)) error {
	for name, t := range s.tables {
		for market, rows := range t.rows {
			for key, r := range rows {
				for _, at := range t.first {
					if t.index[t.lookup(market, at, r.values[at])][key] != r {
						report(docket.Problem{Table: name, What: "the index does not hold a row"})
					}
				}
			}
		}
	}
	return nil
}
