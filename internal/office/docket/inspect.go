package docket

import (
	"context"
	"fmt"
)

// Inspected is a store laid open for verify: every table as it stands at one moment.
// Each… walk a whole table; events and queue rows come ordered by place, stream, seq.
// An error from the callback ends the walk and is returned.
type Inspected interface {
	Reads
	EachEvent(ctx context.Context, visit func(RawEvent) error) error
	EachHead(ctx context.Context, visit func(Ref, Head) error) error
	EachSnapshot(ctx context.Context, visit func(Snapshot) error) error
	EachTimer(ctx context.Context, visit func(Timer) error) error
	EachJob(ctx context.Context, visit func(Place, Effect) error) error
	EachQueued(ctx context.Context, visit func(ref Ref, seq uint64, hash [32]byte) error) error
	EachReceipt(ctx context.Context, visit func(Kept) error) error
	EachRow(ctx context.Context, table string, visit func(PlacedRow) error) error
	// Audit looks at what only this store has, such as search indexes and pages.
	Audit(ctx context.Context, report func(Problem)) error
}

// Problem is one thing that is wrong, and where.
type Problem struct {
	Table string // "events", "heads", "log_queue", … or the name of a projection
	Ref   Ref    // zero where no stream is to be named
	Seq   uint64 // 0 where no event is to be named
	What  string
}

// String is one line for an operator; it names ids, never contents.
func (p Problem) String() string {
	where := ""
	if p.Ref != (Ref{}) {
		where = fmt.Sprintf(" %s/%d %s %s", p.Ref.Market, p.Ref.Home, p.Ref.Kind, StreamText(p.Ref.Stream))
	}
	if p.Seq > 0 {
		where += fmt.Sprintf(" seq %d", p.Seq)
	}
	return p.Table + where + ": " + p.What
}
