package docket

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// CompareRefs orders streams by marketplace, home, kind, id, as every table does.
func CompareRefs(a, b Ref) int {
	am, bm := a.Market.Bytes(), b.Market.Bytes()
	return cmp.Or(
		slices.Compare(am[:], bm[:]), cmp.Compare(a.Home, b.Home),
		cmp.Compare(a.Kind, b.Kind), slices.Compare(a.ID[:], b.ID[:]),
	)
}

// leftovers reports snapshots and jobs that no event accounts for.
func (v *verifier) leftovers(context.Context) error {
	for _, ref := range slices.SortedFunc(maps.Keys(v.snapshots), CompareRefs) {
		if p := v.streams[ref]; p == nil || !p.broken {
			v.report(Problem{Table: "snapshots", Ref: ref, Seq: v.snapshots[ref].Version, What: "no event stands at the snapshot"})
		}
	}
	byEvent := func(a, b jobAt) int {
		return cmp.Or(CompareRefs(a.Ref, b.Ref), cmp.Compare(a.seq, b.seq), cmp.Compare(a.line, b.line))
	}
	for _, at := range slices.SortedFunc(maps.Keys(v.jobs), byEvent) {
		if p := v.streams[at.Ref]; p == nil || !p.broken {
			v.report(Problem{Table: "outbox", Ref: at.Ref, Seq: at.seq, What: "no event called for the job"})
		}
	}
	return nil
}

// queue proves one log queue row per event, with its hash.
func (v *verifier) queue(ctx context.Context) error {
	var ref Ref
	var rows uint64
	var hashes [32]byte
	seen := make(map[Ref]bool)
	finish := func() {
		if p := v.streams[ref]; ref != (Ref{}) && (p == nil || rows != p.columns || hashes != p.hashes) {
			v.report(Problem{Table: "log_queue", Ref: ref, What: fmt.Sprintf("its %d rows are not the hashes of the events", rows)})
		}
	}
	err := v.in.EachQueued(ctx, func(at Ref, seq uint64, hash [32]byte) error {
		if at != ref {
			finish()
			ref, rows, hashes = at, 0, [32]byte{}
			seen[at] = true
		}
		rows++
		hashes = chain(hashes, seq, hash)
		return nil
	})
	finish()
	v.missing("log_queue", seen, func(*proven) bool { return true })
	return err
}

// receipts proves that everything a receipt promises is there.
func (v *verifier) receipts(ctx context.Context) error {
	return v.in.EachReceipt(ctx, func(k Kept) error {
		for stream, head := range k.Heads {
			ref, known := v.places[streamAt{k.Market, stream}]
			if known {
				found, err := v.in.Raw(ctx, ref, head.Version, 1)
				if err != nil {
					return err
				}
				known = len(found) == 1 && found[0].Seq == head.Version && found[0].Hash == head.Hash
			}
			if !known {
				at := Ref{Place: Place{Market: k.Market}, Stream: stream}
				v.report(Problem{Table: "idempotency", Ref: at, Seq: head.Version, What: "the event a receipt names is not there"})
			}
		}
		return nil
	})
}

// tables holds every projection row against what the events make of it.
func (v *verifier) tables(ctx context.Context) error {
	for _, t := range v.d.Tables {
		err := v.in.EachRow(ctx, t.Name, func(row PlacedRow) error {
			at := shortSum([]byte(v.d.key(row.Place, row.Row)))
			want, known := v.rows[at]
			delete(v.rows, at)
			switch {
			case !known:
				v.report(Problem{Table: t.Name, Ref: Ref{Place: row.Place}, What: "no event accounts for a row"})
			case t.Clear && row.Of != want.ref.Stream:
				v.report(Problem{Table: t.Name, Ref: *want.ref, Seq: want.seq, What: "the row is kept under another stream"})
			case want.value != valueSum(row.Values) && !v.streams[*want.ref].broken:
				v.report(Problem{Table: t.Name, Ref: *want.ref, Seq: want.seq, What: "the row is not what its event wrote"})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	lost := slices.SortedFunc(maps.Values(v.rows), func(a, b expected) int {
		return cmp.Or(cmp.Compare(a.table, b.table), CompareRefs(*a.ref, *b.ref), cmp.Compare(a.seq, b.seq))
	})
	for _, want := range lost {
		v.report(Problem{Table: want.table, Ref: *want.ref, Seq: want.seq, What: "the row its event wrote is missing"})
	}
	return nil
}
