package dispute_test

import (
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// never fails when a track ever stood in a stage.
func (p *play) never(stages ...string) {
	p.t.Helper()
	for _, e := range p.Entries {
		if x, ok := e.Event.(dispute.Entered); ok && slices.Contains(stages, x.Stage) {
			p.t.Errorf("track %d stood in %s", x.Track, x.Stage)
		}
	}
}

// TestCase02_NobodySpeaks (T16, T29, T35, inv. 5): the platform comes in by itself,
// and what is decided is decided on the file; the money waits for it.
func TestCase02_NobodySpeaks(t *testing.T) {
	p := sit(t, "09-07 09:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.filed(notReceived())
	p.do(p.staff("officer"), "accept")
	p.due("K_ANS", "09-09 09:00")
	p.until("09-09 08:59")
	p.stage("NEGOTIATING")
	p.until("09-09 09:00")
	p.stage("EVIDENCE")
	if !p.World.Case.Tracks[0].Silent {
		t.Error("the track is not marked: respondent silent")
	}
	p.until("09-16") // K_EVD and K_XEX from 09-09: 3 wd and 2 wd
	p.stage("ADJUDICATING")
	p.frozen(30000)
	p.until("09-17 10:00")
	p.rules(grants(1, 30000))
	p.until("09-24")
	p.claim(1, dispute.Performed, 30000)
	p.frozen(0)
	p.is("to the merchant", p.picture().ReleasedMinor+p.picture().HeldMinor, 0)
	p.never("AWAITING_CHOICE", "CLOSED_NOT_PURSUED", "MEDIATING")
}

// TestCase02_NoPathPaysTheSilent (T37, inv. 5): whatever the reason, where the
// merchant has to prove and says nothing, no way that time alone takes gives him
// the money of a buyer who says nothing either.
func TestCase02_NoPathPaysTheSilent(t *testing.T) {
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	t.Parallel()
	tried := 0
	for _, r := range b.Reasons.Reasons {
		if r.Burden.First() != "M" || r.Claimant == "merchant" {
			continue
		}
		tried++
		t.Run(r.Code, func(t *testing.T) {
			p := sit(t, "09-07 09:00").filed(Claim(r.Code, "REFUND_ONLY", 0, "1", "1"))
			p.until("11-30")
			k := p.World.Case.Claim(1)
			if k.DecideBy != "rule" || k.Granted != 30000 {
				t.Errorf("the claim is %+v", *k)
			}
			p.is("to the merchant", p.picture().ReleasedMinor, 0)
		})
	}
	if tried < 10 {
		t.Errorf("the merchant proves in %d reasons only", tried)
	}
}

// clocks counts how often a clock was started.
func (p *play) clocks(clock string) int {
	n := 0
	for _, d := range p.World.Case.Deadlines {
		if d.Clock == clock {
			n++
		}
	}
	return n
}

// alerts counts what the desk or the parties were told of, by its reason.
func (p *play) alerts(whom, why string) int {
	n := 0
	for _, e := range p.Entries {
		if a, ok := e.Event.(dispute.Alerted); ok && a.Whom == whom && a.Why == why {
			n++
		}
	}
	return n
}

// TestCase09_AllChannelsFail (§4, K_SERVE, K_UNSERVED): no clock runs against who
// was not reached; an officer has 1 wd, after 3 wd the published contact serves, and
// a buyer as respondent never loses by it.
func TestCase09_AllChannelsFail(t *testing.T) {
	t.Parallel()
	t.Run("a merchant", func(t *testing.T) {
		p := sit(t, "09-07 09:00")
		p.Deaf[dispute.Respondent] = true
		p.filed(notReceived())
		p.do(p.staff("officer"), "accept")
		p.is("K_ANS", int64(p.clocks("K_ANS")), 0)
		p.due("K_SERVE", "09-10")
		p.is("the officer is told", int64(p.alerts("officer", "K_SERVE")), 1)
		p.until("09-08")
		p.is("and again after 1 wd", int64(p.alerts("officer", "K_SERVE")), 2)
		if d := p.Last("K_TOTAL"); d.State != "paused" {
			t.Errorf("K_TOTAL is %s while service is pending", d.State)
		}
		p.until("09-10")
		p.is("K_ANS", int64(p.clocks("K_ANS")), 0)
		p.until("09-11") // 24 h after dispatch, receipt or not
		p.due("K_ANS", "09-14 12:00")
		if n := p.notice("filed"); n.How != "published_contact" {
			t.Errorf("served by %q", n.How)
		}
		p.until("09-14 12:00")
		p.stage("EVIDENCE")
	})
	t.Run("the officer finds a channel", func(t *testing.T) {
		p := sit(t, "09-07 09:00")
		p.Deaf[dispute.Respondent] = true
		p.filed(notReceived())
		p.do(p.staff("officer"), "accept")
		p.until("09-07 17:00")
		p.Deaf[dispute.Respondent] = false
		p.Hear(dispute.Signal{Kind: "contact_found", Notice: p.notice("filed").No})
		p.until("09-08 17:00")
		p.due("K_ANS", "09-10 17:00")
		if d := p.Last("K_SERVE"); d.State != "cancelled" {
			t.Errorf("K_SERVE is %s", d.State)
		}
	})
	t.Run("a merchant without a contact", func(t *testing.T) {
		p := sit(t, "09-07 09:00")
		p.Deaf[dispute.Respondent] = true
		p.World.Facts.PublishedContact = false
		p.filed(notReceived())
		p.do(p.staff("officer"), "accept")
		p.until("09-10")
		p.is("told to C with E40", int64(p.alerts("claimant", "E40")), 1)
		p.is("and the kit", int64(p.alerts("claimant", "route_kit")), 1)
		p.due("K_UNSERVED", "09-28") // 09-25 is Mid-Autumn, then a weekend
		p.until("09-28")
		p.claim(1, dispute.Lapsed, 0)
		p.stage("CLOSED_NOT_PURSUED")
	})
	t.Run("a claimant", func(t *testing.T) {
		p := sit(t, "09-07 09:00")
		p.Deaf[dispute.Claimant] = true
		p.filed(notReceived())
		p.do(p.staff("officer"), "ask_cure", Pick("ground", "order"), Say("reason", "which order?"))
		p.is("K_SUPP", int64(p.clocks("K_SUPP")), 0)
		p.until("09-10")         // the in-site notice serves
		p.due("K_SUPP", "09-14") // a Sunday rolls
	})
	t.Run("a buyer", func(t *testing.T) {
		p := sit(t, "09-07 09:00")
		p.Deaf[dispute.Respondent] = true
		p.Open(dispute.Merchant)
		p.do(p.Claimant(), "submit", Items("claims", Claim("L3", "RECOVER_PRICE", 30000, "1", "1")))
		p.do(p.staff("officer"), "accept")
		p.until("09-10")
		p.due("K_UNSERVED", "09-28")
		p.until("09-27")
		p.stage("NEGOTIATING")
		p.is("K_ANS", int64(p.clocks("K_ANS")), 0)
		p.until("09-28")
		p.claim(1, dispute.Lapsed, 0)
		p.stage("CLOSED_NOT_PURSUED")
		p.is("the kit", int64(p.alerts("parties", "route_kit")), 1)
	})
}
