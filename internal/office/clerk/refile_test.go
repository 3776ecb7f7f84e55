package clerk_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestM115_RefiledOnce: however many drafts are opened after one earlier case, and in
// whatever order they are opened and submitted, no more of them are submitted than the
// procedure's limit says; the others are told that it was done already, and may not be
// opened any more either.
func TestM115_RefiledOnce(t *testing.T) {
	t.Parallel()
	claim := play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	o, err := officetest.Memory(t.Context(), 40, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
		if err != nil {
			r.Fatal(err)
		}
		first, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
		if err == nil {
			err = o.Do(t.Context(), "buyer", first.Case, "submit", claim)
		}
		if err == nil {
			err = o.Do(t.Context(), "buyer", first.Case, "withdraw", play.List("claims", "1"), play.Sure())
		}
		if err != nil {
			r.Fatal(err)
		}
		var drafts []id.Case
		submitted := 0
		for range rapid.IntRange(2, 6).Draw(r, "steps") {
			if len(drafts) == 0 || rapid.Bool().Draw(r, "open") {
				res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order, Follows: first.Case})
				refusal, refused := errors.AsType[*dispute.Refusal](err)
				switch {
				case err == nil && submitted == 0:
					drafts = append(drafts, res.Case)
				case submitted > 0 && refused && refusal.Code == "already_done":
					if len(drafts) == 0 {
						return
					}
				default:
					r.Fatal(fmt.Errorf("opened after %d: %w", submitted, err))
				}
				continue
			}
			i := rapid.IntRange(0, len(drafts)-1).Draw(r, "which")
			err := o.Do(t.Context(), "buyer", drafts[i], "submit", claim)
			refusal, refused := errors.AsType[*dispute.Refusal](err)
			switch {
			case err == nil:
				submitted++
				drafts = append(drafts[:i], drafts[i+1:]...)
			case !refused || refusal.Code != "already_done" || submitted == 0:
				r.Fatal(fmt.Errorf("after %d: %w", submitted, err))
			}
			if submitted > 1 {
				r.Fatalf("%d refilings of one case", submitted)
			}
		}
	})
}
