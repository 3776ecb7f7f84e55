package casebook_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// filed is a case nobody has taken up.
func filed(t *testing.T, o *officetest.Office) id.Case {
	t.Helper()
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	return res.Case
}

// alerted is what somebody's list says, a page of so many at a time.
func alerted(t *testing.T, o *officetest.Office, who string, limit int) []string {
	t.Helper()
	out := []string{}
	for after := ""; ; {
		page, err := o.Casebook.Alerts(t.Context(), o.Who(who), after, limit)
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
		for _, a := range page.Rows {
			out = append(out, fmt.Sprintf("%s %s %s", a.Number, a.Whom, a.Why))
		}
		if after = page.Next; after == "" {
			return out
		}
	}
}

// What staff are alerted to stands in the list of those it is for, newest first, and
// leaves it when the deadline is met or the case closes (procedure.md §3, §4).
func TestAlertsOfOpenCasesForWhomTheyConcern(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 11, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	until := func(d time.Duration) {
		t.Helper()
		if err := o.Until(t.Context(), officetest.Begins().Add(d)); err != nil {
			t.Fatal(err)
		}
	}
	var numbers []string
	first := filed(t, o)
	until(time.Hour)
	second := filed(t, o)
	for _, c := range []id.Case{second, first} {
		v, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, v.Sight.World.Case.Number)
	}
	if got := alerted(t, o, "supervisor", 50); len(got) > 0 {
		t.Fatalf("too early: %q", got)
	}
	until(26 * time.Hour) // K_ACK has passed in both
	want := []string{numbers[0] + " supervisor K_ACK", numbers[1] + " supervisor K_ACK"}
	for _, limit := range []int{50, 1} {
		if got := alerted(t, o, "supervisor", limit); !slices.Equal(got, want) {
			t.Errorf("pages of %d: %q, want %q", limit, got, want)
		}
	}
	if got := alerted(t, o, "officer", 50); len(got) > 0 {
		t.Errorf("the officer reads what is for the supervisor: %q", got)
	}
	for _, name := range []string{"buyer", "shop"} {
		if _, err := o.Casebook.Alerts(t.Context(), o.Who(name), "", 50); !errors.Is(err, casebook.ErrUnknown) {
			t.Errorf("%s reads the list of staff: %v", name, err)
		}
	}
	if _, err := o.Casebook.Alerts(t.Context(), o.Who("supervisor"), "nonsense", 50); !errors.Is(err, casebook.ErrCursor) {
		t.Errorf("a cursor of somebody else: %v", err)
	}
	do(t, o, "buyer", second, "withdraw", play.List("claims", "1"), play.Sure())
	do(t, o, "officer", first, "raise_safety", play.Pick("ground", "fire"), play.Say("reason", "充电时起火"))
	want = []string{numbers[1] + " quality_desk safety", numbers[1] + " supervisor K_ACK"}
	if got := alerted(t, o, "supervisor", 50); !slices.Equal(got, want) {
		t.Errorf("after the end of one case: %q, want %q", got, want)
	}
	if got := alerted(t, o, "officer", 50); !slices.Equal(got, want[:1]) {
		t.Errorf("the officer: %q, want %q", got, want[:1])
	}
}
