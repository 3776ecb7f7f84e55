package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// notice is the first notice of a kind.
func (p *play) notice(kind string) dispute.Notice {
	p.t.Helper()
	for _, n := range p.World.Case.Notices {
		if n.Kind == kind {
			return n
		}
	}
	p.t.Fatalf("no notice %s was sent", kind)
	return dispute.Notice{}
}

func (p *play) tells(kind string, claimant, respondent int) {
	p.t.Helper()
	p.told(kind, dispute.Claimant, claimant)
	p.told(kind, dispute.Respondent, respondent)
}

func (p *play) running() (n int) {
	for _, d := range p.World.Case.Deadlines {
		if d.Running() {
			n++
		}
	}
	return n
}

// The column N of procedure.md §2, where no clock waits for the notice.
func TestPartiesAreTold(t *testing.T) {
	p := sit(t, "09-14 09:00").filed(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.tells("received", 1, 0) // T02
	p.do(p.staff("officer"), "accept")
	p.tells("accepted", 1, 0) // T03
	p.Until(p.Now.Add(25 * time.Hour))
	p.refuses()
	p.tells("answered", 1, 0) // T12
	o := p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 20000)})
	p.takes(p.Claimant(), o)
	p.tells("settlement", 1, 1) // T41
	p.until("12-20 09:00")
	p.tells("closed", 1, 1)
}

// Reminders go to whom the deadline waits for, none at night (§4).
func TestReminders(t *testing.T) {
	p := sit(t, "09-14 09:00").accepted(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.until("09-16 08:59")
	p.tells("reminder", 0, 2) // half-time is 24 h before; the last, at 07:00, waits for 08:00
	for _, n := range p.World.Case.Notices {
		if h := n.Leave.In(shanghai).Hour(); n.Kind == "reminder" && (h >= 22 || h < 8) {
			t.Errorf("a reminder left at %s", n.Leave.In(shanghai))
		}
	}
}

// What only informs starts nothing, stops nothing, and is never served by time.
func TestInformingWaitsForNobody(t *testing.T) {
	p := sit(t, "09-14 09:00").filed(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	no := p.notice("received").No
	running := p.running()
	p.Hear(dispute.Signal{Kind: "failed", Notice: no, Channel: "all", All: true})
	if got := p.running(); got != running {
		t.Errorf("%d deadlines run after an informing notice failed, want %d", got, running)
	}
	p.do(p.staff("officer"), "accept")
	for range 5 {
		p.Until(p.Now.Add(12 * time.Hour))
	}
	for _, n := range p.World.Case.Notices {
		if n.Kind == "accepted" && !n.Served.IsZero() {
			t.Errorf("an informing notice counts as served, %s", n.How)
		}
	}
}

// A party that other routes are shown to is told of them (E40: the merchant publishes
// no contact and cannot be reached).
func TestRoutesAreTold(t *testing.T) {
	p := sit(t, "09-14 09:00")
	p.Deaf[dispute.Respondent] = true
	p.World.Facts.PublishedContact = false
	p.filed(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.do(p.staff("officer"), "accept")
	p.until("09-18 12:00")
	p.tells("routes", 1, 0)
}

// Who was never told of a case is not told of its end.
func TestADraftEndsQuietly(t *testing.T) {
	p := sit(t, "09-14 09:00")
	p.Open(dispute.Buyer)
	p.until("12-30 09:00")
	p.tells("closed", 1, 0)
}
