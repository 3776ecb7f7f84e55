package dispute_test

import (
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// out takes the platform away and brings it back; the outage is known before
// anything else happens.
func (p *play) out(from, to string) {
	p.until(from)
	p.World.Facts.Outages = append(p.World.Facts.Outages, dispute.Outage{From: moment(from), To: moment(to)})
	p.Now = moment(to)
}

// Hours are given back as hours, to the party that lost them, and it is told.
func TestAnOutageGivesHoursBack(t *testing.T) {
	p := sit(t, "09-14 09:00").accepted(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.due("K_ANS", "09-16 09:00")
	p.out("09-15 08:00", "09-15 18:30")
	p.until("09-15 18:31")
	p.due("K_ANS", "09-16 20:00") // ten and a half hours, rounded up
	p.told("moved", dispute.Respondent, 1)
	p.until("09-16 19:59")
	p.stage("NEGOTIATING")
	p.told("moved", dispute.Respondent, 1)
}

// What fell due while nobody could act is not expired: the time that was left when
// the platform went away is there when it is back.
func TestNothingExpiresInAnOutage(t *testing.T) {
	p := sit(t, "09-14 09:00").accepted(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.out("09-16 06:00", "09-17 06:00")
	p.until("09-17 06:01")
	p.due("K_ANS", "09-17 09:00")
	p.refuses()
}

// Days are given back whole, of the deadline's own kind; the platform's own time
// does not grow.
func TestAnOutageGivesDaysBack(t *testing.T) {
	p := sit(t, "09-14 09:00").inEvidence(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.due("K_EVD", "09-17 24:00")
	platform := p.Last("K_PLATFORM").Due
	p.out("09-16 20:00", "09-17 02:00")
	p.until("09-17 03:00")
	p.due("K_EVD", "09-18 24:00")
	if got := p.Last("K_PLATFORM").Due; !got.Equal(platform) {
		t.Errorf("the platform gave itself until %s, was %s", got, platform)
	}
	d := p.Last("K_EVD")
	if !slices.ContainsFunc(p.Entries, func(e record.Entry) bool {
		m, ok := e.Event.(dispute.DeadlineMoved)
		return ok && m.No == d.No && m.Why == "outage"
	}) {
		t.Error("no event says why")
	}
	if d.Extended != 0 {
		t.Error("what an outage gives back was counted as an extension")
	}
}

// A deadline that began after an outage, or ended before it, is left alone.
func TestAnOutageBesideADeadline(t *testing.T) {
	p := sit(t, "09-14 09:00")
	p.World.Facts.Outages = []dispute.Outage{{From: moment("09-12 08:00"), To: moment("09-13 18:00")}}
	p.accepted(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.due("K_ANS", "09-16 09:00")
	p.out("09-16 10:00", "09-16 20:00")
	p.until("09-16 20:30")
	p.stage("EVIDENCE") // due at 09:00, before the platform went away
}
