package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// One claim was settled and the other is to be decided: who decides opens the room,
// though what was agreed, and its notices and dates, are behind the wall for him.
func TestDeciderOpensARoomBesideASettlement(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 7, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	goods := officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour}
	order, err := o.Buy(t.Context(), goods, goods)
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	do := func(name, move string, in ...dispute.Answer) {
		t.Helper()
		if err := o.Do(t.Context(), name, res.Case, move, in...); err != nil {
			t.Fatalf("%s %s: %v", name, move, err)
		}
	}
	do("buyer", "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"), play.Claim("E1", "REFUND_ONLY", 0, "2", "1")))
	if o.Do(t.Context(), "officer", res.Case, "accept") != nil {
		do("officer_2", "accept")
	}
	do("shop", "offer", play.Items("terms", dispute.Answers{code("claim", "1"), {Name: "amount", Minor: 6543}}))
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), res.Case)
	if err != nil {
		t.Fatal(err)
	}
	do("buyer", "accept_offer", code("offer", "2"), code("offer_event_hash", seen.Offers[1].Hash), dispute.Answer{Name: "claims", List: []string{"1"}}, code("confirm", "yes"))
	do("shop", "answer", play.Items("answers", dispute.Answers{code("claim", "2"), code("answer", "refuse")}))
	do("buyer", "escalate")
	do("buyer", "done")
	do("shop", "done")
	r := &Reception{Market: o.Market, Clerk: o.Clerk, Casebook: o.Casebook, Library: o.Library}
	opened := 0
	for day := range 20 {
		if err := o.Until(t.Context(), officetest.Begins().AddDate(0, 0, day+1)); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"adjudicator", "adjudicator_2", "buyer", "shop"} {
			who := view.Visitor{Market: o.Market, Person: o.People[name], Account: "account:" + name, Lang: text.Chinese, Staff: name[0] == 'a'}
			if _, err := r.Ports().Cases.Case(t.Context(), who, res.Case, ""); err == nil {
				opened++
			}
		}
	}
	if opened < 40 {
		t.Errorf("opened %d times", opened)
	}
}
