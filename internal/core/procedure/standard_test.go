package procedure_test

import (
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/procedure/proceduretest"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// TestMovesHaveCode proves that the moves procedure.md knows and those code carries
// out are the same; the three of an order are core/escrow's.
func TestMovesHaveCode(t *testing.T) {
	t.Parallel()
	order := []string{"confirm_receipt", "report_tracking", "refund_outside"}
	known, coded := procedure.Standard().Moves, append(order, dispute.Words()...)
	for _, move := range known {
		if !slices.Contains(coded, move) {
			t.Errorf("the vocabulary knows %s, no code makes it", move)
		}
	}
	for _, move := range coded {
		if !slices.Contains(known, move) {
			t.Errorf("code makes %s, the vocabulary does not know it: files could not name it", move)
		}
	}
}

// TestEscrowCountsAsTheOrderFile proves that the clocks core/escrow runs on an
// order are those of order-std, and the pro-rata bar that of tianping-std.
func TestEscrowCountsAsTheOrderFile(t *testing.T) {
	t.Parallel()
	order, cases := procedure.Compile(builtIn(t, "order-std")), procedure.Compile(builtIn(t, std))
	clock := func(c *procedure.Compiled, id string) procedure.Clock {
		k, ok := c.Clock(id)
		if !ok {
			t.Fatalf("no clock %s", id)
		}
		return k
	}
	dispatch, confirm, payout, bar := clock(order, "K_DISPATCH"), clock(order, "K_CONFIRM"), clock(order, "K_PAYOUT"), clock(cases, "K_BAR")
	rules := escrow.Standard(proceduretest.Calendar())
	for name, c := range map[string]struct{ code, file workday.Rule }{
		"K_DISPATCH":           {rules.Dispatch, dispatch.Rule(dispatch.Len)},
		"K_CONFIRM":            {rules.Confirm, confirm.Rule(confirm.Len)},
		"K_CONFIRM of digital": {rules.ConfirmDigital, confirm.Rule(confirm.Variants["digital"])},
		"K_PAYOUT":             {rules.Payout, payout.Rule(payout.Len)},
		"K_BAR":                {rules.Bar, bar.Rule(bar.Len)},
		"thaw.min":             {workday.Rule{Span: rules.ThawLeast}, workday.Rule{Span: order.Limits["thaw.min"].Length.Span()}},
	} {
		if c.code != c.file {
			t.Errorf("%s: escrow counts by %+v, the file says %+v", name, c.code, c.file)
		}
	}
}
