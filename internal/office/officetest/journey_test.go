package officetest

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// TestSilentShopThroughTheOffice proves the whole way of a command: order landed,
// case filed, the sandbox channel serves, the shop is silent, nobody of the staff
// acts, the platform's rule decides, and the buyer's money is back to the fen.
func TestSilentShopThroughTheOffice(t *testing.T) {
	ctx := t.Context()
	o, err := Memory(ctx, 1, Begins())
	if err != nil {
		t.Fatal(err)
	}
	order, err := o.Buy(ctx, Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Do(ctx, "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
		t.Fatal(err)
	}
	books, _, err := o.Clerk.Books(ctx, o.Market, order)
	if err != nil {
		t.Fatal(err)
	}
	if p := books.Picture(); p.FrozenMinor != 29900 {
		t.Fatalf("frozen %d, want 29900", p.FrozenMinor)
	}
	if err := o.Until(ctx, Begins().AddDate(0, 3, 0)); err != nil {
		t.Fatal(err)
	}
	view, err := o.Casebook.Case(ctx, o.Who("buyer"), res.Case)
	if err != nil {
		t.Fatal(err)
	}
	if k := view.Sight.World.Case.Claims[0]; !view.Closed || k.State != dispute.Performed || k.Paid != 29900 {
		t.Errorf("the case should be closed and the claim performed: %s %+v", view.Stage, k)
	}
	books, _, err = o.Clerk.Books(ctx, o.Market, order)
	if err != nil {
		t.Fatal(err)
	}
	if p := books.Picture(); p.RefundedMinor != 29900 || p.HeldMinor+p.FrozenMinor+p.PayableMinor != 0 {
		t.Errorf("where the money is: %+v", p.Sums)
	}
	if _, err := o.Casebook.Case(ctx, o.Who("admin"), res.Case); err == nil {
		t.Error("an admin has no business in a case")
	}
}
