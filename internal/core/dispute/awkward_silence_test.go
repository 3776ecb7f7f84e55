package dispute_test

import (
	"slices"
	"testing"
	"time"

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

var _ = time.Hour
