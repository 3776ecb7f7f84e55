package casebook_test

import (
	"encoding/json"
	"fmt"
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

// marker is planted where no decider may read.
const marker = "墙内标记QX7"

func do(t *testing.T, o *officetest.Office, who string, c id.Case, move string, in ...dispute.Answer) {
	t.Helper()
	if err := o.Do(t.Context(), who, c, move, in...); err != nil {
		t.Fatalf("%s %s: %v", who, move, err)
	}
}

// heardCase plays a case with marked offers to the adjudicator's desk.
func heardCase(t *testing.T, o *officetest.Office) id.Case {
	t.Helper()
	ctx := t.Context()
	order, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	c := res.Case
	do(t, o, "buyer", c, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	do(t, o, "officer", c, "accept")
	term := dispute.Answers{play.Pick("claim", "1"), play.Pay("amount", 12345), play.Say("note", marker)}
	do(t, o, "shop", c, "offer", play.Items("terms", term), play.Say("note", marker))
	until := func(days int) {
		if err := o.Until(ctx, officetest.Begins().AddDate(0, 0, days)); err != nil {
			t.Fatal(err)
		}
	}
	until(8) // the talks have ended, the claimant's choice is awaited
	do(t, o, "buyer", c, "escalate")
	until(25)
	return c
}

// TestWall proves that nothing said in the talks reaches the adjudicator: not his
// view of the case, not his moves, not the search (invariant 7).
func TestWall(t *testing.T) {
	ctx := t.Context()
	o, err := officetest.Memory(ctx, 5, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c := heardCase(t, o)
	party, err := o.Casebook.Case(ctx, o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(dump(t, party), marker) || len(party.Offers) < 2 {
		t.Fatal("the buyer does not see the offer: the test proves nothing")
	}
	seat := party.Sight.World.Case.Seat("adjudicator")
	if seat.IsZero() {
		t.Fatalf("no adjudicator in %s", party.Stage)
	}
	for _, name := range []string{"adjudicator", "adjudicator_2", "reviewer"} {
		view, err := o.Casebook.Case(ctx, o.Who(name), c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text := dump(t, view)
		if strings.Contains(text, marker) || strings.Contains(text, "12345") || len(view.Offers) > 0 || view.Audience.Talks {
			t.Errorf("%s can read the talks", name)
		}
	}
	found, err := o.Casebook.Workbench(ctx, o.Who("adjudicator"), casebook.Filter{Query: marker})
	if err != nil || len(found.Rows) > 0 {
		t.Errorf("the search finds what was said in the talks: %d %v", len(found.Rows), err)
	}
}

// dump is everything a view holds, as text.
func dump(t *testing.T, v casebook.Case) string {
	t.Helper()
	v.Sight.Book = nil
	var all strings.Builder
	w := v.Sight.World
	for _, part := range []any{w.Case, w.Talks, w.Deliberation, w.Order, w.Merchant, v.Offers, v.Moves, v.Agreed} {
		text, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for _, e := range v.Timeline {
		text, err := json.Marshal(e.Event)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(&all, e.Kind, string(text), e.Texts)
	}
	return all.String()
}
