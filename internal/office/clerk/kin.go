package clerk

import (
	"context"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// mostKin bounds how many cases of one order are looked at.
const mostKin = 100

// kin are the other cases of the order of a draft that refiles an earlier case: as
// they are of the same order they live at the same place, and each member of a batch
// sees what those before it submitted. Nothing for any other case.
func (k *Clerk) kin(ctx context.Context, m id.Market, place docket.Place, c dispute.Case) ([]docket.Ref, error) {
	if c.Refiling == 0 || !c.Submitted.IsZero() {
		return nil, nil
	}
	order := c.Order.Bytes()
	rows, err := k.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Cases, Limit: mostKin, Where: []docket.Cond{{Column: "order_id", Op: "=", Value: order[:]}},
	})
	if err != nil {
		return nil, fmt.Errorf("clerk: cases of an order: %w", err)
	}
	var out []docket.Ref
	for _, r := range rows {
		b, ok := r[0].([]byte)
		if !ok || len(b) != 16 {
			return nil, fmt.Errorf("clerk: cases of an order: a column of %T", r[0])
		}
		if of := id.From[id.Case]([16]byte(b)); of != c.ID {
			out = append(out, docket.Ref{Place: place, Stream: caseStream(record.Case, of)})
		}
	}
	return out, nil
}

// refilings is dispute.Refilings over the kin as the view shows them.
func (f file) refilings(c dispute.Case, other func(docket.Ref) any) int {
	var all []dispute.Case
	for _, r := range f.kin {
		if kase, ok := other(r).(dispute.Case); ok {
			all = append(all, kase)
		}
	}
	return dispute.Refilings(c, all)
}

// refilings counts them as they stand, outside any batch.
func (k *Clerk) refilings(ctx context.Context, m id.Market, place docket.Place, c dispute.Case) (int, error) {
	kin, err := k.kin(ctx, m, place, c)
	if err != nil {
		return 0, err
	}
	seen, err := k.peek(ctx, place, docket.Needs{Read: kin})
	if err != nil {
		return 0, err
	}
	return file{kin: kin}.refilings(c, func(r docket.Ref) any { x, _ := seen.Other(r); return x }), nil
}
