package casebook_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestCountedIsListed proves that the cases counted as waiting for a member of staff are
// those his own list shows as his turn, whatever seat he holds there: the officer who
// reviews a colleague's rejection among them, whose seat no list knew before.
func TestCountedIsListed(t *testing.T) {
	ctx := t.Context()
	o, err := officetest.Memory(ctx, 7, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	staff := []string{"officer", "officer_2", "mediator", "adjudicator", "adjudicator_2", "reviewer", "supervisor"}
	agree := func(when string) (turns int) {
		t.Helper()
		for _, who := range staff {
			page, err := o.Casebook.Workbench(ctx, o.Who(who), casebook.Filter{Mine: true})
			if err != nil {
				t.Fatal(err)
			}
			var mine, early int
			for _, r := range page.Rows {
				if r.Mine != nil {
					mine++
					early += map[bool]int{true: 1}[!r.Mine.Due.IsZero() && r.Mine.Due.Before(officetest.Begins().AddDate(0, 0, 3))]
				}
			}
			n, err := o.Casebook.CountTurns(ctx, o.Who(who), time.Time{})
			if err != nil || n != mine {
				t.Errorf("%s, %s: %d are counted, %d are listed: %v", when, who, n, mine, err)
			}
			if n, err = o.Casebook.CountTurns(ctx, o.Who(who), officetest.Begins().AddDate(0, 0, 3)); err != nil || n != early {
				t.Errorf("%s, %s: %d are counted as early, %d are listed: %v", when, who, n, early, err)
			}
			turns += mine
		}
		return turns
	}
	rejected, _ := lodged(t, o, 2000)
	lodged(t, o, 4000)
	if agree("filed") != 2 {
		t.Error("a case that was filed waits for no officer: the test would prove nothing")
	}
	first, second := "officer", "officer_2"
	if !slices.Contains(work(t, o, first, casebook.Filter{Mine: true}), rejected) {
		first, second = second, first
	}
	do(t, o, first, rejected, "reject", play.Pick("ground", "NOT_OURS"), play.Say("reason", "不属于平台范围"))
	agree("rejected")
	do(t, o, "buyer", rejected, "review_rejection", play.Say("reason", "这是网购订单"))
	agree("under review")
	seen, err := o.Casebook.Case(ctx, o.Who(second), rejected)
	if err != nil {
		t.Fatal(err)
	}
	if turn, ok := dispute.TurnOf(seen.Turns, "officer_2"); !ok || turn.Due.IsZero() || !slices.Contains(work(t, o, second, casebook.Filter{Mine: true}), rejected) {
		t.Errorf("%s reviews the rejection (%v), and his list does not show it", second, seen.Turns)
	}
	if got := work(t, o, second, casebook.Filter{Mine: true, Stage: "REJECT_REVIEW"}); !slices.Equal(got, []id.Case{rejected}) {
		t.Errorf("by stage, among his own: %v", got)
	}
	do(t, o, second, rejected, "accept")
	agree("accepted")
	if err := o.Until(ctx, officetest.Begins().AddDate(0, 0, 12)); err != nil {
		t.Fatal(err)
	}
	agree("days later")
}
