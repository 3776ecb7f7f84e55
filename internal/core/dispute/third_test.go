package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// A third party nobody can reach takes nothing from the parties: the time for the
// item runs from the failure, and the case goes on without it (T23, K_TPE).
func TestAThirdPartyOutOfReach(t *testing.T) {
	p := sit(t, "09-14 09:00").inEvidence(Claim("E1", "REFUND_ONLY", 0, "1", "1"))
	p.Deaf[""] = true
	p.do(p.staff("officer"), "third_party_request", Fill(nil, p.fields(p.staff("officer"), "third_party_request"))...)
	if d := p.Last("K_TPE"); d.No == 0 || !d.Running() {
		t.Fatalf("the time for the item does not run: %+v", d)
	}
	if p.Last("K_SERVE").No != 0 {
		t.Error("service on a third party is pending")
	}
	if d := p.Last("K_PLATFORM"); !d.Running() {
		t.Errorf("the platform's time is %s", d.State)
	}
	p.Until(p.Now.Add(40 * 24 * time.Hour))
	for _, k := range p.World.Case.Claims {
		if k.State == dispute.Lapsed && k.Lapse == "not_pursued" {
			t.Error("the claim lapsed because a stranger could not be reached")
		}
	}
}

// fields are the inputs of a listed move.
func (p *play) fields(who dispute.Actor, move string) []dispute.Field {
	p.t.Helper()
	for _, m := range p.Moves(who) {
		if m.Name == move {
			return m.Fields
		}
	}
	p.t.Fatalf("%s is not offered", move)
	return nil
}
