package casebook_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// What was bought and settled in halfSettled, in fen: numbers that nothing else has.
const (
	firstMinor, secondMinor, agreedMinor = 10_007, 20_011, 6_543
)

// halfSettled plays a case with two claims: the first is settled with a marked offer
// and paid, the second is on the adjudicator's desk.
func halfSettled(t *testing.T, o *officetest.Office) (id.Case, id.Order) {
	t.Helper()
	ctx := t.Context()
	order, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: firstMinor, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: secondMinor, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	c := res.Case
	do(t, o, "buyer", c, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"), play.Claim("E1", "REFUND_ONLY", 0, "2", "1")))
	do(t, o, "officer", c, "accept")
	term := dispute.Answers{play.Pick("claim", "1"), play.Pay("amount", agreedMinor), play.Say("note", marker)}
	do(t, o, "shop", c, "offer", play.Items("terms", term), play.Say("note", marker))
	view, err := o.Casebook.Case(ctx, o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	last := view.Offers[len(view.Offers)-1]
	do(t, o, "buyer", c, "accept_offer", play.Pick("offer", strconv.Itoa(last.No)), play.Pick("offer_event_hash", last.Hash),
		play.List("claims", "1"), play.Pick("confirm", "yes"))
	do(t, o, "shop", c, "answer", play.Items("answers", dispute.Answers{play.Pick("claim", "2"), play.Pick("answer", "refuse")}))
	do(t, o, "buyer", c, "escalate")
	for day := 1; day < 60; day++ {
		if err := o.Until(ctx, officetest.Begins().AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
		if view, err = o.Casebook.Case(ctx, o.Who("buyer"), c); err != nil {
			t.Fatal(err)
		}
		if view.Phase == "decision" && view.Sight.World.Case.Claims[0].Paid == agreedMinor {
			return c, order
		}
	}
	t.Fatalf("the case stands in %s, %+v", view.Stage, view.Sight.World.Case.Claims)
	return c, order
}

// seen is everything a person is shown of a case and its order, as text: the case,
// the order with its money, lists and searches.
func seen(t *testing.T, o *officetest.Office, who clerk.Who, c id.Case, order id.Order) string {
	t.Helper()
	ctx := t.Context()
	view, err := o.Casebook.Case(ctx, who, c)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{dump(t, view)}
	for after, more := "", true; more; more = after != "" { // the timeline once more, page by page
		var page casebook.Case
		if page, after, err = o.Casebook.Timeline(ctx, who, c, after, 20); err != nil {
			t.Fatal(err)
		}
		all = append(all, dump(t, page))
	}
	add := func(part any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	one, err := o.Casebook.Order(ctx, who, order)
	one.Cases = slices.Clone(one.Cases)
	add(one, err)
	add(o.Casebook.MyOrders(ctx, who, casebook.OrderFilter{Limit: 50}))
	add(o.Casebook.MyCases(ctx, who, casebook.Filter{}))
	if rows, err := o.Casebook.Workbench(ctx, who, casebook.Filter{}); err == nil {
		add(rows, nil)
	}
	return strings.Join(all, "\n")
}

// tells are the numbers that give the agreed sum away: itself, and what is left of
// the line, of the order, or was moved in all.
func tells() []string {
	var out []string
	for _, n := range []int{agreedMinor, firstMinor - agreedMinor, firstMinor + secondMinor - agreedMinor, firstMinor - agreedMinor + secondMinor} {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// TestSettledSumsStayBehindTheWall proves that who decides one claim learns from no
// view, list or search what was agreed and paid on another: not from the case, not
// from the order, its money, its pay-outs or the merchant's books. The parties and
// other staff see it, else the test proves nothing.
func TestSettledSumsStayBehindTheWall(t *testing.T) {
	ctx := t.Context()
	o, err := officetest.Memory(ctx, 9, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, order := halfSettled(t, o)
	for _, name := range []string{"buyer", "shop", "officer"} {
		if text := seen(t, o, o.Who(name), c, order); !strings.Contains(text, tells()[0]) {
			t.Errorf("%s is not shown what was paid: the test proves nothing", name)
		}
	}
	for _, name := range []string{"adjudicator", "adjudicator_2", "reviewer"} {
		text := seen(t, o, o.Who(name), c, order)
		for _, n := range append(tells(), marker) {
			if at := strings.Index(text, n); at >= 0 {
				t.Errorf("%s is shown %s: …%s…", name, n, text[max(at-90, 0):min(at+30, len(text))])
			}
		}
		view, err := o.Casebook.Order(ctx, o.Who(name), order)
		if err != nil || view.Picture.FrozenMinor != secondMinor || view.Picture.PaidMinor != firstMinor+secondMinor {
			t.Errorf("%s decides on what is frozen and does not see it: %+v %v", name, view.Picture.Sums, err)
		}
		for _, query := range []string{marker, tells()[0]} {
			found, err := o.Casebook.Workbench(ctx, o.Who(name), casebook.Filter{Query: query})
			if err != nil || len(found.Rows) > 0 {
				t.Errorf("%s finds the case by %s: %v", name, query, err)
			}
		}
	}
}
