package procedure_test

import (
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// TestCompiled proves what the engine may ask of a procedure, one line each.
func TestCompiled(t *testing.T) {
	t.Parallel()
	c := procedure.Compile(builtIn(t, std))
	moves := func(place string) (names []string) {
		for _, row := range c.RowsAt(place) {
			names = append(names, row.Move)
		}
		return names
	}
	if c.Initial().ID != "DRAFT" || c.Open("DRAFT") || !c.Open("SUBMITTED") || c.Open("PURGED") || c.Open("PAY_DUE") || c.Open("NOWHERE") {
		t.Error("open is every stage not terminal, but the initial one")
	}
	if !c.Terminal("PURGED") || !c.Terminal("PAY_DONE") || c.Terminal("PAY_DUE") || c.Terminal("NOWHERE") {
		t.Error("terminal are the ends of tracks and duties")
	}
	if c.Phase("APPEAL") != "appeal" || c.Phase("PAY_DUE") != "" || c.OwnerAt("MEDIATING") != "mediator" || c.OwnerAt("RET_TRANSIT") != "carrier" || c.OwnerAt("STAYED") != "parties" {
		t.Error("phases belong to stages, owners to places and holds")
	}
	if s, kind, ok := c.State("RET_GRACE"); !ok || kind != "RETURN" || s.Owner != "debtor" {
		t.Errorf("RET_GRACE is %v of %s", s, kind)
	}
	if got := moves("PAY_DUE"); !slices.Equal(got, []string{"pay"}) {
		t.Errorf("in PAY_DUE one may %v", got)
	}
	if got := moves("DRAFT"); !slices.Equal(got, []string{"protect", "submit"}) {
		t.Errorf("in DRAFT one may %v", got)
	}
	if got := moves("JURY"); !slices.Contains(got, "tally") || !slices.Contains(got, "withdraw") || slices.Contains(got, "submit") {
		t.Errorf("in JURY one may %v", got)
	}
	if rows := c.RowsOf("escalate"); len(rows) != 2 || rows[0].N == 0 || c.Moves[rows[0].N-1].Move != "escalate" || c.Moves[0].N != 0 {
		t.Errorf("escalate has the rows %v", rows)
	}
	if !c.Separated("adjudicator", "mediator") || c.Separated("officer", "mediator") {
		t.Error("separations hold both ways round")
	}
	order := procedure.Compile(builtIn(t, "order-std"))
	if got := len(order.RowsAt(procedure.AnyOpen)); got != 3 || order.Initial().ID != "" {
		t.Errorf("an order has %d moves and begins in %q", got, order.Initial().ID)
	}
}

// TestStartedAt proves which clocks an event starts where: those the place lists,
// the one that replaces a listed one, and those that belong to an object.
func TestStartedAt(t *testing.T) {
	t.Parallel()
	c := procedure.Compile(builtIn(t, std))
	for _, x := range []struct {
		start, place string
		want         []string
	}{
		{"served(filed)", "NEGOTIATING", []string{"K_ANS", "K_NEG"}},
		{"served(filed)", "EVIDENCE", nil},
		{"accept", "NEGOTIATING", []string{"K_TOTAL"}},
		{"ask_person", "ADJUDICATING", []string{"K_PLATFORM"}},
		{"ask_person", "APPEAL", nil},
		{"remand", "EVIDENCE", []string{"K_REMAND"}},
		{"accept_offer", "PERFORMING", []string{"K_SIGN", "K_CHS"}},
		{"expired(K_PLATFORM)", "ADJUDICATING", []string{"K_LAST"}},
		{"served(duty)", "PAY_DUE", []string{"K_PAY"}},
		{"enter(EVIDENCE)", "EVIDENCE", []string{"K_MEDASK"}},
	} {
		s, err := procedure.ParseStart(x.start)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.StartedAt(s, x.place); !slices.Equal(got, x.want) {
			t.Errorf("%s starts %v in %s, want %v", x.start, got, x.place, x.want)
		}
	}
}

// TestRule proves how a clock's lengths are given to the calendar.
func TestRule(t *testing.T) {
	t.Parallel()
	jd := procedure.Compile(builtIn(t, "jd"))
	evidence, _ := jd.Clock("K_EVD")
	rule := evidence.Rule(evidence.Len)
	if rule.Span != (workday.Span{N: 4, Unit: workday.Hours}) || rule.Business == nil || rule.Business.Open.Hours() != 9 || rule.Business.Close.Hours() != 18 {
		t.Errorf("4 h of opening hours are %+v", rule)
	}
	c := procedure.Compile(builtIn(t, std))
	for id, want := range map[string]workday.Rule{
		"K_ANS":      {Span: workday.Span{N: 48, Unit: workday.Hours}, RestGuard: 12 * 60 * 60 * 1e9},
		"K_ESC":      {Span: workday.Span{N: 7, Unit: workday.NaturalDays}, Roll: true},
		"K_PLATFORM": {Span: workday.Span{N: 15, Unit: workday.WorkingDays}},
		"K_POLICE":   {Span: workday.Span{N: 6, Unit: workday.Months}},
	} {
		if k, _ := c.Clock(id); k.Rule(k.Len) != want {
			t.Errorf("%s counts by %+v, want %+v", id, k.Rule(k.Len), want)
		}
	}
}

// TestPending proves that a file's words without code are told, and no others.
func TestPending(t *testing.T) {
	t.Parallel()
	words := procedure.Standard()
	if got := procedure.Pending(builtIn(t, std), words); got != nil {
		t.Errorf("nothing waits, told %v", got)
	}
	words.Pending = []string{"link_mass", "share_deposit_pro_rata", "quorum", "on_file_no_default", "confirm_receipt"}
	if got := procedure.Pending(builtIn(t, std), words); !slices.Equal(got, []string{"link_mass", "on_file_no_default", "quorum", "share_deposit_pro_rata"}) {
		t.Errorf("told %v", got)
	}
}
