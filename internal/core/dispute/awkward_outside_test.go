package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// body tells that a body outside took up claims.
func (p *play) body(which string, claims ...string) {
	p.t.Helper()
	p.do(p.Claimant(), "external_accepted", Pick("body", which), List("claims", claims...), Pick("proof", digest))
}

// stays has both sides agree to a stay of claims.
func (p *play) stays(claims ...string) {
	p.t.Helper()
	in := []dispute.Answer{List("claims", claims...), Say("reason", "talks elsewhere")}
	p.do(p.Claimant(), "consent_stay", in...)
	p.do(p.Respondent(), "stay", in...)
}

// result imports what a body gave for a claim.
func (p *play) result(proceeding, claim int, minor int64) {
	p.t.Helper()
	p.do(p.staff("officer"), "external_result", Pick("proceeding", number(proceeding)), Pick("kind", "agreement"),
		Items("results", dispute.Answers{Pick("claim", number(claim)), Pay("amount", minor)}), Pick("proof", digest), Sure())
}

// mediating brings a case of claims to the mediator.
func (p *play) mediating(claims ...dispute.Answers) *play {
	p.t.Helper()
	p.inEvidence(claims...)
	p.do(p.Claimant(), "consent_mediation", Pick("consent", "yes"))
	p.do(p.Respondent(), "consent_mediation", Pick("consent", "yes"))
	p.closeRound()
	p.stage("MEDIATING")
	return p
}

// advanced has 100.00 of claim 1 settled and paid, and the settlement annulled for a
// mistake: what was paid counts as advance (T44).
func (p *play) advanced() {
	p.t.Helper()
	p.do(p.staff("mediator"), "propose", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 10000)}))
	o := p.World.Talks.Offers[len(p.World.Talks.Offers)-1]
	p.takes(p.Claimant(), o)
	p.claim(1, dispute.Open, 0)
	p.takes(p.Respondent(), o)
	p.claim(1, dispute.Performed, 10000)
	p.do(p.Claimant(), "challenge_settlement", Pick("settlement", "1"), Pick("ground", "mistake"), Say("proof", "the sum was meant for one of three"))
	p.do(p.staff("adjudicator"), "annul_settlement", Say("reason", "a mistake"))
	p.claim(1, dispute.Open, 10000)
	p.frozen(20000)
}

// TestCase07_RegulatorDuringMediation (T69, T70, §5): 12315 takes it up and the
// platform goes on; both may stay; its result is imported, less what was paid.
func TestCase07_RegulatorDuringMediation(t *testing.T) {
	p := sit(t, "08-03 09:00").mediating(notReceived())
	p.advanced()
	p.stage("MEDIATING")
	before := p.deadlinesOf(1)
	p.body("regulator", "1")
	p.stage("MEDIATING")
	p.same("the deadlines", before, p.deadlinesOf(1))
	p.until("08-04 10:00")
	p.stays("1")
	p.due("K_STAY", "09-03")
	for _, d := range p.deadlinesOf(1) {
		if d.State == "running" {
			t.Errorf("%s runs during the stay", d.Clock)
		}
	}
	p.until("08-10 10:00")
	p.result(1, 1, 30000)
	p.claim(1, dispute.Performed, 30000)
	p.is("in all", p.promised(), 30000)
	p.is("of it now", p.duties(1, "PAY")[1].Paid, 20000)
	p.frozen(0)
	p.until("08-20")
	p.stage("CLOSED_PERFORMED")
}

// TestCase08_CourtHoldsClaim1 (T69): claim 1 stands still, claim 2 goes on; after 180
// nd without proof claim 1 resumes with at least 2 wd.
func TestCase08_CourtHoldsClaim1(t *testing.T) {
	p := sit(t, "03-02 09:00", one(), Goods{Qty: 1, Minor: 9900, Signed: 200 * time.Hour})
	p.inEvidence(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	p.due("K_EVD", "03-05")
	p.until("03-04 10:00")
	before := p.deadlinesOf(2)
	p.body("court", "1")
	p.stage("EVIDENCE", "EVIDENCE")
	p.same("the deadlines of claim 2", before, p.deadlinesOf(2))
	held := p.World.Case.Claim(1).Track
	if h := p.World.Case.Held(held); h == nil || h.Kind != "STAYED_EXTERNAL" || p.World.Case.Held(p.World.Case.Claim(2).Track) != nil {
		t.Fatalf("holds: %+v", p.World.Case.Holds)
	}
	p.due("K_EXT", "04-03")
	p.due("K_EXT_MAX", "08-31")
	p.until("03-10")
	p.stage("ADJUDICATING", "EVIDENCE")
	p.until("03-11 10:00")
	p.rules(grants(2, 9900))
	p.until("03-18")
	p.claim(2, dispute.Performed, 9900)
	p.frozen(30000)
	p.until("04-03")
	p.due("K_EXT", "05-03") // both are asked every 30 nd
	p.until("08-30")
	if p.World.Case.Held(held) == nil {
		t.Error("the claim resumed before its time")
	}
	p.until("08-31")
	if p.World.Case.Held(held) != nil {
		t.Error("180 nd without proof, and the claim is still held")
	}
	p.due("K_EVD", "09-02") // one whole day was left; a party's act has 2 wd
	p.claim(1, dispute.Open, 0)
}

// TestSettledDuringAStay (T41, T67): what both settle is performed at once; what
// they did not settle stays where it is.
func TestSettledDuringAStay(t *testing.T) {
	p := sit(t, "08-03 09:00", one(), Goods{Qty: 1, Minor: 9900, Signed: 200 * time.Hour})
	p.accepted(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	p.stays("1", "2")
	o := p.offers(p.Respondent(), dispute.Answers{Pick("claim", "2"), Pay("amount", 5000)})
	p.takes(p.Claimant(), o)
	p.claim(2, dispute.Performed, 5000)
	p.until("08-10") // K_SIGN and K_CHS ran; the stay goes on
	p.stage("NEGOTIATING", "CLOSED_PERFORMED")
	if p.World.Case.Held(1) == nil {
		t.Error("claim 1 is still stayed by both")
	}
	p.due("K_STAY", "09-02")
	p.until("08-11 10:00")
	p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 20000)}))
	p.claim(1, dispute.Performed, 20000)
	p.until("08-18")
	p.stage("CLOSED_PERFORMED", "CLOSED_PERFORMED") // it waits for no K_STAY
	if d := p.Last("K_STAY"); d.State != "cancelled" {
		t.Errorf("K_STAY is %s", d.State)
	}
}
