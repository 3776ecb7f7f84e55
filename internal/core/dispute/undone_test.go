package dispute_test

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// A body outside that grants something else than money names no sum: the obligation
// begins, and the claim is determined; one it refused is dismissed and owes nothing
// (T70).
func TestResultFromOutsideInKind(t *testing.T) {
	t.Parallel()
	for refused, want := range map[string]dispute.ClaimState{"no": dispute.Determined, "yes": dispute.Dismissed} {
		t.Run("refused "+refused, func(t *testing.T) {
			p := sit(t, "08-03 09:00").inEvidence(Claim("F2", "SHIP", 0, "1", "1"))
			p.body("regulator", "1")
			p.do(p.staff("officer"), "external_result", Pick("proceeding", "1"), Pick("kind", "agreement"),
				Items("results", dispute.Answers{Pick("claim", "1"), Pay("amount", 0), Pick("refused", refused)}), Pick("proof", digest), Sure())
			if got := p.World.Case.Claim(1).State; got != want {
				t.Errorf("the claim is %s, want %s", got, want)
			}
			if owes := len(p.World.Case.Duties) > 0; owes != (want == dispute.Determined) {
				t.Errorf("obligations %+v", p.World.Case.Duties)
			}
		})
	}
}

// An obligation undone with its settlement begins nothing any more, though the notice
// of it is served afterwards: no clock runs, nothing turns into money (T44, T66).
func TestUndoneObligationStartsNoClock(t *testing.T) {
	p := sit(t, "07-06 09:00").accepted(notReceived())
	p.Reads[dispute.Respondent] = false
	p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pick("reship", "yes")}))
	p.stage("PERFORMING")
	p.befalls(dispute.Claimant, "incapable", Pick("person", Person(31).String()))
	p.claim(1, dispute.Open, 0)
	p.until("07-10 10:00")
	served := false
	for _, n := range p.World.Case.Notices {
		served = served || n.Object == "duty" && !n.Served.IsZero()
	}
	if !served {
		t.Fatal("the notice was never served: the test shows nothing")
	}
	for _, d := range p.World.Case.Deadlines {
		if d.Object == "duty" && (d.State == "running" || d.State == "expired") {
			t.Errorf("%s of an undone obligation is %s", d.Clock, d.State)
		}
	}
}

// Goods protected on the 29th day of a draft stay protected for the three days that were
// told: the draft is not purged before (T01, inv. 4).
func TestDraftOutlastsItsProtection(t *testing.T) {
	p := sit(t, "07-06 09:00")
	p.Open(dispute.Buyer)
	p.until("08-03 10:00")
	p.do(p.Claimant(), "protect", Pick("reason", "E1"), Items("lines", dispute.Answers{Pick("line", "1"), Pay("qty", 1)}))
	var ends, purge dispute.Deadline
	for _, d := range p.World.Case.Deadlines {
		switch d.Clock {
		case "K_DRAFT":
			ends = d
		case "K_IDLE":
			purge = d
		}
	}
	if ends.Due.IsZero() || !purge.Due.After(ends.Due) {
		t.Fatalf("protected until %s, purged at %s", ends.Due, purge.Due)
	}
	p.until("08-06 09:00")
	p.stage("DRAFT")
}
