package casebook_test

import (
	"slices"
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
	// The mailbox of who acts goes on as far as the buyer's own, whose notices they are:
	// beside it his own, here none, and never one of the other side.
	everything := func(who string, limit int, as ...casebook.Hat) (out []casebook.NoticeRow) {
		t.Helper()
		for after := ""; ; {
			p, err := o.Casebook.Notices(t.Context(), o.Who(who), after, limit, as...)
			if err != nil || len(p.Rows) > limit || len(out) > 1000 {
				t.Fatal(len(p.Rows), err)
			}
			out = append(out, p.Rows...)
			if after = p.Next; after == "" {
				return out
			}
		}
	}
	want := everything("buyer", 100, casebook.BuyerHat)
	if len(want) < many {
		t.Fatalf("the buyer has %d notices: the test would prove nothing", len(want))
	}
	for _, limit := range []int{1, 7, 100} {
		if got := everything("admin", limit, casebook.BuyerHat, casebook.AgentHat); !slices.Equal(got, want) {
			t.Errorf("by %d: %d notices, want the buyer's %d", limit, len(got), len(want))
		}
	}
	// Of two mailboxes the newest stand on the first page, and what does not fit is not lost.
	var left, right casebook.Page[casebook.NoticeRow]
	for i, n := range want[:20] {
		if i%3 == 0 {
			left.Rows = append(left.Rows, n)
		} else {
			right.Rows = append(right.Rows, n)
		}
	}
	for limit, more := range map[int]bool{7: true, 19: true, 20: false} {
		l, r := left, right
		l.Rows, r.Rows = l.Rows[:min(limit, len(l.Rows))], r.Rows[:min(limit, len(r.Rows))]
		if p := casebook.Together(limit, l, r, l); !slices.Equal(p.Rows, want[:limit]) || (p.Next != "") != more {
			t.Errorf("by %d: %d rows, more: %q", limit, len(p.Rows), p.Next)
		}
	}
}
