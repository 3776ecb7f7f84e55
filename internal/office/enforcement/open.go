package enforcement

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// open tells whether the outcome of an instruction is still awaited: another attempt
// may have taken its place, or its outcome came by another way than this worker.
func (w *Worker) open(ctx context.Context, j docket.Job, job streams.Job) (bool, error) {
	if job.Kind == streams.Payout {
		state, _, err := w.Clerk.Docket.Load(ctx, docket.Ref{Place: j.Place, Stream: j.Stream})
		if err != nil {
			return false, fmt.Errorf("enforcement: payout: %w", err)
		}
		m, _ := state.(escrow.Merchant)
		return slices.ContainsFunc(m.Payouts, func(p escrow.Payout) bool { return p.ID == job.Ref && p.Sent && p.Attempt == job.Try }), nil
	}
	b, _, err := w.Clerk.Books(ctx, j.Market, job.Order)
	if err != nil {
		return false, fmt.Errorf("enforcement: %w", err)
	}
	if job.Kind == streams.Own {
		return slices.ContainsFunc(b.Order.Own, func(p escrow.OwnPayment) bool { return p.ID == job.Ref && p.State == escrow.OwnAsked }), nil
	}
	return slices.ContainsFunc(b.Order.PayOuts, func(p escrow.PayOut) bool {
		return p.ID == job.Ref && p.State == escrow.PayOutInstructed && p.Attempt == job.Try
	}), nil
}
