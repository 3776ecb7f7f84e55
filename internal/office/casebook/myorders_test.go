package casebook_test

import (
	"fmt"
	"testing"
	"time"

	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// The buyer's orders by state, month and words: each filter leaves just what it says,
// page by page, without one lost or told twice.
func TestMyOrders(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 5, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	var all []id.Order
	for range 7 {
		order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, order)
	}
	opened, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: all[3]})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "buyer", opened.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
		t.Fatal(err)
	}
	number, _, err := o.Casebook.Bought(t.Context(), o.Market, all[5])
	if err != nil {
		t.Fatal(err)
	}
	legal, err := o.Clerk.Legal(t.Context(), o.Market)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		f    casebook.OrderFilter
		want []id.Order // nil: all of them
		none bool
	}{
		{what: "all"},
		{what: "open", f: casebook.OrderFilter{State: casebook.OrdersOpen}, want: all[3:4]},
		{what: "held", f: casebook.OrderFilter{State: casebook.OrdersHeld}, want: append(append([]id.Order{}, all[:3]...), all[4:]...)},
		{what: "number", f: casebook.OrderFilter{Query: number}, want: all[5:6]},
		{what: "number and open", f: casebook.OrderFilter{Query: number, State: casebook.OrdersOpen}, none: true},
		{what: "merchant", f: casebook.OrderFilter{Query: "shop"}},
		{what: "merchant and open", f: casebook.OrderFilter{Query: "shop", State: casebook.OrdersOpen}, want: all[3:4]},
		{what: "later", f: casebook.OrderFilter{From: legal}, none: true},
		{what: "until now", f: casebook.OrderFilter{To: legal}},
		{what: "nothing", f: casebook.OrderFilter{Query: "没有这样的商品"}, none: true},
	} {
		want := c.want
		if want == nil && !c.none {
			want = all
		}
		for _, limit := range []int{2, 100} {
			got := map[id.Order]int{}
			c.f.After, c.f.Limit = "", limit
			for range 20 {
				p, err := o.Casebook.MyOrders(t.Context(), o.Who("buyer"), c.f)
				if err != nil {
					t.Fatal(c.what, err)
				}
				if len(p.Rows) > limit {
					t.Errorf("%s: a page of %d, asked for %d", c.what, len(p.Rows), limit)
				}
				for _, r := range p.Rows {
					got[r.Order]++
				}
				if c.f.After = p.Next; p.Next == "" {
					break
				}
			}
			wanted := map[id.Order]int{}
			for _, x := range want {
				wanted[x] = 1
			}
			if fmt.Sprint(got) != fmt.Sprint(wanted) {
				t.Errorf("%s by %d: %v, want %v", c.what, limit, got, wanted)
			}
		}
	}
	if p, err := o.Casebook.MyOrders(t.Context(), o.Who("mediator"), casebook.OrderFilter{Query: number}); err != nil || len(p.Rows) != 0 {
		t.Errorf("found among those of another: %v, %v", p.Rows, err)
	}
}
