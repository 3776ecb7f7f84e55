package casebook_test

import (
	"testing"
	"time"

	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// lodged is a case of the buyer about goods of a price.
func lodged(t *testing.T, o *officetest.Office, minor int64) (id.Case, id.Order) {
	t.Helper()
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: minor, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	return res.Case, order
}

func work(t *testing.T, o *officetest.Office, who string, f casebook.Filter) []id.Case {
	t.Helper()
	page, err := o.Casebook.Workbench(t.Context(), o.Who(who), f)
	if err != nil {
		t.Fatal(err)
	}
	n, err := o.Casebook.CountWork(t.Context(), o.Who(who), f)
	if err != nil || f.Query == "" && n[0] != len(page.Rows) {
		t.Fatalf("counted %d of %d: %v", n, len(page.Rows), err)
	}
	var out []id.Case
	for _, r := range page.Rows {
		out = append(out, r.Case)
	}
	return out
}

// TestOrderOfWork proves M218: what may hurt somebody stands first, then what is due
// first, of equals the larger sum, of those the longer wait; and that each filter and
// the search by number, id, order and merchant find what they name, and nothing else.
func TestOrderOfWork(t *testing.T) {
	ctx := t.Context()
	o, err := officetest.Memory(ctx, 11, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	old, _ := lodged(t, o, 2000)
	small, _ := lodged(t, o, 2000)
	large, order := lodged(t, o, 90000)
	bought, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: 70000, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: bought}); err != nil { // a draft is nobody's work
		t.Fatal(err)
	}
	if got := work(t, o, "officer", casebook.Filter{}); len(got) != 3 || got[0] != large || got[1] != old || got[2] != small {
		t.Errorf("equal dates: %v, want the larger sum, then the older of equals %v", got, []id.Case{large, old, small})
	}
	if err := o.Until(ctx, officetest.Begins().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	late, _ := lodged(t, o, 500000)
	if got := work(t, o, "officer", casebook.Filter{}); len(got) != 4 || got[3] != late {
		t.Errorf("%v: what is due later stands later, however large", got)
	}
	do(t, o, "buyer", small, "raise_safety", play.Pick("ground", "fire"), play.Say("reason", "冒烟"))
	if got := work(t, o, "officer", casebook.Filter{}); got[0] != small {
		t.Errorf("%v: what may hurt somebody stands first", got)
	}
	if got := work(t, o, "officer", casebook.Filter{Safety: true}); len(got) != 1 || got[0] != small {
		t.Errorf("safety: %v", got)
	}
	if got := work(t, o, "officer", casebook.Filter{LeastMinor: 90000}); len(got) != 2 || got[0] != large || got[1] != late {
		t.Errorf("at least 900.00: %v", got)
	}
	row, err := o.Casebook.Workbench(ctx, o.Who("officer"), casebook.Filter{Query: order.String()})
	if err != nil || len(row.Rows) != 1 || row.Rows[0].Case != large {
		t.Fatalf("by the order's id: %v %v", row.Rows, err)
	}
	number, _, err := o.Casebook.Bought(ctx, o.Market, order)
	if err != nil || number == "" {
		t.Fatalf("the order has no number to look for: %v", err)
	}
	for what, query := range map[string]string{"case number": row.Rows[0].Number, "case id": large.String(), "order number": number} {
		if got := work(t, o, "officer", casebook.Filter{Query: query}); len(got) != 1 || got[0] != large {
			t.Errorf("by %s %q: %v", what, query, got)
		}
	}
	shop, err := o.Casebook.ShopName(ctx, o.Market, row.Rows[0].Merchant)
	if err != nil || shop == "" {
		t.Skipf("the shop of this office has no name: %v", err)
	}
	if got := work(t, o, "officer", casebook.Filter{Query: shop}); len(got) != 4 {
		t.Errorf("by merchant %q: %v", shop, got)
	}
}

// TestDecidersList proves that who decides is listed only the cases he sits in, and
// that no row of his tells that the claimant has an offer to think about. An officer
// is told, or the test proves nothing.
func TestDecidersList(t *testing.T) {
	ctx := t.Context()
	o, err := officetest.Memory(ctx, 5, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	heard := heardCase(t, o)
	other, _ := lodged(t, o, 29900)
	seat := ""
	for _, name := range []string{"adjudicator", "adjudicator_2"} {
		got := work(t, o, name, casebook.Filter{})
		if len(got) > 1 || len(got) == 1 && got[0] != heard {
			t.Errorf("%s is listed %v", name, got)
		}
		if len(got) == 1 {
			seat = name
		}
		if found := work(t, o, name, casebook.Filter{Query: other.String()}); len(found) > 0 {
			t.Errorf("%s finds a case he does not sit in", name)
		}
	}
	if seat == "" {
		t.Fatal("no adjudicator is listed the case he sits in")
	}
	row := casebook.CaseRow{Stage: "AWAITING_CHOICE", Phase: "negotiation", Owner: "claimant", Clock: "K_ESC"}
	if r := casebook.BehindTheWall(row); !r.TalksEnded || r.Stage != "" || r.Clock != "" {
		t.Errorf("a decider reads %+v", r)
	}
	row.Owner = "parties"
	if r := casebook.BehindTheWall(row); r.TalksEnded {
		t.Error("talks that go on are called over")
	}
}
