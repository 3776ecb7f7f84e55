package casebook_test

import (
	"strings"
	"testing"
	"time"

	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Who acts for others finds every case of theirs, page by page, each once, and is told
// when it is his turn; nobody else finds one.
func TestActedForIsPaged(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 6, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	const many = 30
	for range many {
		order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		opened, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Do(t.Context(), "buyer", opened.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
			t.Fatal(err)
		}
		if err := o.Do(t.Context(), "buyer", opened.Case, "party_event", play.Pick("party", "C"), play.Pick("event", "represent"), play.Pick("proof", strings.Repeat("0", 64)), play.Pick("person", o.People["admin"].String()), play.Pick("power", "special_agent")); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		who  string
		want int
	}{{"admin", many}, {"mediator", 0}} {
		seen := map[id.Case]int{}
		f := casebook.Filter{As: casebook.AgentHat, Limit: 7}
		for range many {
			p, err := o.Casebook.MyCases(t.Context(), o.Who(c.who), f)
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Rows) > f.Limit {
				t.Errorf("a page of %d", len(p.Rows))
			}
			for _, r := range p.Rows {
				seen[r.Case]++
				if r.Mine != nil || len(r.Awaited) == 0 || r.Awaited[0].Who != "officer" {
					t.Errorf("%s waits for %+v", r.Number, r.Awaited)
				}
			}
			if f.After = p.Next; p.Next == "" {
				break
			}
		}
		if len(seen) != c.want {
			t.Errorf("%s finds %d cases, want %d", c.who, len(seen), c.want)
		}
		for of, n := range seen {
			if n != 1 {
				t.Errorf("%s stands %d times", of, n)
			}
		}
	}
}
