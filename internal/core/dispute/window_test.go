package dispute_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// TestFilingWindow is K_FILE line by line (procedure.md §3): 15 natural days, rolled,
// after completion of the parcel in question, a refusal of after-sale or the finding
// of a defect, and never before the end of a window kept with the goods. The order is
// bought on 2026-06-01, signed 200 h later (06-09 17:00) and completed on 06-09 18:00:
// the 15th day is 06-24.
func TestFilingWindow(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	bought := moment("06-01 09:00")
	day := func(text string) *time.Time { at := moment(text); return &at }
	dated := func(name, on string) dispute.Answer { return dispute.Answer{Name: name, At: day(on)} }
	proof := func(kind string) dispute.Answer { return Items("exhibits", dispute.Answers{Pick("kind", kind)}) }
	line := func(no string) dispute.Answer { return Items("claims", Claim("E1", "REFUND_ONLY", 0, no, "1")) }
	windows := func(shape func(*escrow.Windows)) func(*escrow.Purchase) {
		return func(p *escrow.Purchase) { shape(&p.Lines[0].Windows) }
	}
	plain := func(*escrow.Purchase) {}
	done := Goods{Qty: 1, Minor: 30000, Signed: 200 * time.Hour, Out: true}
	onWay := Goods{Qty: 1, Minor: 30000}
	for _, c := range []struct {
		name  string
		shape func(*escrow.Purchase)
		goods []Goods
		at    string
		in    dispute.Answers
		ends  string
		due   string // "" none
		late  bool
	}{
		{"the last moment", plain, []Goods{done}, "06-24 23:59", nil, "parcel_completed", "06-24", false},
		{"a moment later", plain, []Goods{done}, "06-25 00:00", nil, "parcel_completed", "06-24", true},
		{"goods on their way keep it open", plain, []Goods{onWay}, "08-01 09:00", nil, "", "", false},
		{"another parcel on its way does not help what came", plain, []Goods{done, onWay}, "07-10 09:00", dispute.Answers{line("1")}, "parcel_completed", "06-24", true},
		{"what is on its way may be complained of", plain, []Goods{done, onWay}, "07-10 09:00", dispute.Answers{line("2")}, "", "", false},
		{"after-sale refused later", plain, []Goods{done}, "07-05 09:00", dispute.Answers{dated("after_sale_refused", "06-20 10:00")}, "after_sale_refused", "07-06", false},
		{"refused too long ago", plain, []Goods{done}, "07-08 09:00", dispute.Answers{dated("after_sale_refused", "06-20 10:00")}, "after_sale_refused", "07-06", true},
		{"a hidden defect found later", plain, []Goods{done}, "08-10 09:00", dispute.Answers{dated("defect_found", "08-01 10:00")}, "defect_found", "08-17", false},
		{"a day to come counts for nothing", plain, []Goods{done}, "07-05 09:00", dispute.Answers{dated("defect_found", "07-06 10:00")}, "parcel_completed", "06-24", true},
		{"warranty", windows(func(w *escrow.Windows) { w.WarrantyUntil = moment("12-31") }), []Goods{done}, "12-31 23:59", nil, "warranty", "12-31", false},
		{"shelf life", windows(func(w *escrow.Windows) { w.BestBefore = moment("07-01") }), []Goods{done}, "07-02 00:00", nil, "shelf_life", "07-01", true},
		{"a promise of the merchant", windows(func(w *escrow.Windows) { w.PromisedUntil = moment("07-09") }), []Goods{done}, "07-09 09:00", nil, "promise", "07-09", false},
		{"thirty days of no-reason return from signature", windows(func(w *escrow.Windows) { w.NoReasonDays = 30 }), []Goods{done}, "07-09 23:59", nil, "statutory_window", "07-09", false},
		{"a finding of an authority lifts it", plain, []Goods{done}, "12-01 09:00", dispute.Answers{proof("ADM")}, "", "", false},
		{"a photo lifts nothing", plain, []Goods{done}, "12-01 09:00", dispute.Answers{proof("PHO")}, "parcel_completed", "06-24", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o, m := Bought(b, bought, c.shape, c.goods...)
			got := dispute.FilingWindow(b, New(b, moment(c.at), o, m).World, c.in)
			due := time.Time{}
			if c.due != "" {
				due = moment(c.due)
			}
			if got.Ends != c.ends || got.Late != c.late || !got.Due.Equal(due) {
				t.Errorf("ends by %q on %s, late %t; want %q on %s, late %t", got.Ends, got.Due, got.Late, c.ends, due, c.late)
			}
		})
	}
}

// A stated day and a window of the goods never shorten the time to file, and a filing
// is late exactly from its end on.
func TestFilingWindowOnlyGrows(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	bought := moment("06-01 09:00")
	rapid.Check(t, func(t *rapid.T) {
		now := bought.Add(time.Duration(rapid.IntRange(220, 4000).Draw(t, "now h")) * time.Hour)
		o, m := Bought(b, bought, func(*escrow.Purchase) {}, Goods{Qty: 1, Minor: 100, Signed: 200 * time.Hour, Out: true})
		before := dispute.FilingWindow(b, New(b, now, o, m).World, nil)
		found := bought.Add(time.Duration(rapid.IntRange(0, 4000).Draw(t, "found h")) * time.Hour)
		o.Lines[0].Windows.WarrantyUntil = bought.Add(time.Duration(rapid.IntRange(0, 4000).Draw(t, "warranty h")) * time.Hour)
		after := dispute.FilingWindow(b, New(b, now, o, m).World, dispute.Answers{{Name: "defect_found", At: &found}})
		if after.Due.Before(before.Due) {
			t.Fatalf("%s became %s", before.Due, after.Due)
		}
		for _, w := range []dispute.Window{before, after} {
			if w.Late == now.Before(w.Due) {
				t.Fatalf("late %t at %s with the end %s", w.Late, now, w.Due)
			}
		}
	})
}

// A matter of safety goes first from the filing on: the desk is called at once and
// the intake has four hours (T75, K_INTAKE); raised later, what is left of the intake
// shrinks to four hours, and a clock served on the merchant keeps its time.
func TestSafetyFromFiling(t *testing.T) {
	p := sit(t, "06-15 09:00").filed(Claim("A5", "RETURN_REFUND", 0, "1", "1"))
	p.due("K_INTAKE", "06-15 13:00")
	p.is("the quality desk", int64(p.alerts("quality_desk", "safety")), 1)
}

func TestSafetyRaisedAtIntake(t *testing.T) {
	p := sit(t, "06-15 09:00").filed(notReceived())
	p.due("K_INTAKE", "06-16 09:00")
	p.is("nobody is called", int64(p.alerts("quality_desk", "safety")), 0)
	p.until("06-15 11:00")
	p.do(p.Claimant(), "raise_safety", Pick("ground", "fire"), Say("reason", "电池起火"))
	p.due("K_INTAKE", "06-15 15:00")
	p.is("the quality desk", int64(p.alerts("quality_desk", "safety")), 1)
}

func TestSafetyRaisedJustBeforeIntakeEnds(t *testing.T) {
	p := sit(t, "06-15 09:00").filed(notReceived())
	p.until("06-16 08:00")
	p.do(p.Claimant(), "raise_safety", Pick("ground", "fire"), Say("reason", "电池起火"))
	p.due("K_INTAKE", "06-16 09:00")
}

func TestSafetyShortensNothingServed(t *testing.T) {
	p := sit(t, "06-15 09:00").accepted(notReceived())
	was := p.Last("K_ANS").Due
	p.do(p.Claimant(), "raise_safety", Pick("ground", "fire"), Say("reason", "电池起火"))
	if now := p.Last("K_ANS").Due; !now.Equal(was) {
		t.Errorf("K_ANS moved from %s to %s", was, now)
	}
}

// TestRefile: T02, T06, T20, T72.
func TestRefile(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	over := moment("06-15 09:00")
	ended := func(state dispute.ClaimState, shape func(*dispute.Case)) dispute.Case {
		c := dispute.Case{
			Submitted: over.Add(-72 * time.Hour), FiledAt: over.Add(-80 * time.Hour), Accepted: over.Add(-48 * time.Hour),
			Claims: []dispute.Claim{{No: 1, By: dispute.Claimant, State: state}}, Tracks: []dispute.Track{{No: 1, Stage: "CLOSED_NOT_PURSUED", Since: over, Closed: true}},
		}
		shape(&c)
		return c
	}
	asIs := func(*dispute.Case) {}
	second := func(c *dispute.Case) { c.Refiling = 1 }
	incomplete := func(c *dispute.Case) { c.Accepted = time.Time{} }
	for _, c := range []struct {
		name    string
		earlier dispute.Case
		side    dispute.Side
		facts   bool
		days    int
		code    string
		no      int
		first   bool
	}{
		{"not pursued, once", ended(dispute.Lapsed, asIs), dispute.Claimant, false, 1, "", 1, false},
		{"not pursued, twice", ended(dispute.Lapsed, second), dispute.Claimant, false, 1, "already_done", 0, false},
		{"new facts do not help what was not pursued", ended(dispute.Lapsed, second), dispute.Claimant, true, 1, "already_done", 0, false},
		{"withdrawn twice", ended(dispute.Withdrawn, second), dispute.Claimant, false, 1, "already_done", 0, false},
		{"withdrawn twice, with new facts", ended(dispute.Withdrawn, second), dispute.Claimant, true, 1, "", 2, false},
		{"incomplete keeps its first date", ended(dispute.Lapsed, incomplete), dispute.Claimant, false, 14, "", 1, true},
		{"incomplete, too long ago", ended(dispute.Lapsed, incomplete), dispute.Claimant, false, 17, "", 1, false},
		{"rejected keeps nothing", ended(dispute.Lapsed, func(c *dispute.Case) { incomplete(c); c.Deeds = []dispute.Deed{{Move: "reject"}} }), dispute.Claimant, false, 1, "", 1, false},
		{"decided: another complaint, no refiling", ended(dispute.Dismissed, second), dispute.Claimant, false, 1, "", 0, false},
		{"the respondent", ended(dispute.Lapsed, asIs), dispute.Respondent, false, 1, "wrong_capacity", 0, false},
		{"still open", ended(dispute.Open, func(c *dispute.Case) { c.Tracks[0].Stage = "EVIDENCE" }), dispute.Claimant, false, 1, "too_early", 0, false},
	} {
		got, refusal := dispute.Refile(b, c.earlier, c.side, c.facts, over.AddDate(0, 0, c.days))
		code := ""
		if refusal != nil {
			code = refusal.Code
		}
		if code != c.code || got.No != c.no || got.FirstFiled.Equal(c.earlier.FiledAt) != c.first {
			t.Errorf("%s: %+v %q; want no %d, first %t, %q", c.name, got, code, c.no, c.first, c.code)
		}
	}
}
