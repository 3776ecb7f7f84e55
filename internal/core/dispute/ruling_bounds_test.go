package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// TestGoodsKeptNeedAGround (inv. 9, 116 art 27(1)): money for goods that stay with the
// buyer is given only where fault is found, or a legal or impracticability ground is
// recorded; else they go back first.
func TestGoodsKeptNeedAGround(t *testing.T) {
	p := sit(t, "07-06 09:00").decided(Claim("A1", "REFUND_ONLY", 0, "1", "1"))
	with := func(more ...dispute.Answer) []dispute.Answer { return ruling(append(grants(1, 20000), more...)) }
	adj := p.staff("adjudicator")
	p.no(adj, "rule", "needs_reason", with()...)
	p.no(adj, "rule", "needs_reason", with(Pick("return", "no"))...)
	p.no(adj, "rule", "needs_reason", with(Pick("fault", "no"))...)
	p.no(adj, "rule", "bounds", with(Pick("return", "yes"), Pick("kept", "legal"))...)
	p.no(adj, "rule", "bounds", with(Pick("fault", "yes"), Pick("kept", "legal"))...)
	p.no(adj, "submit_draft", "needs_reason", with()[:3]...)
	for _, ok := range [][]dispute.Answer{{Pick("return", "yes")}, {Pick("fault", "yes")}, {Pick("fault", "no"), Pick("kept", "impracticable")}} {
		if r := p.Copy(nil).Do(adj, "rule", with(ok...)...); r != nil {
			t.Errorf("%v: %+v", ok, *r)
		}
	}
	p.do(adj, "rule", with(Pick("fault", "no"), Pick("kept", "legal"))...)
	if r := p.World.Case.Rulings[0].Results[0]; r.Kept != "legal" || r.Fault || r.Return {
		t.Errorf("the ground is not recorded: %+v", r)
	}
}

// TestGoodsThatAreNotThere (inv. 9): nothing is asked where no goods are with the buyer,
// or the claim is dismissed.
func TestGoodsThatAreNotThere(t *testing.T) {
	p := sit(t, "07-06 09:00", one(), one())
	p.decided(notReceived(), Claim("A1", "REFUND_ONLY", 0, "2", "1"))
	p.no(p.staff("adjudicator"), "rule", "bounds", ruling(append(grants(1, 100), Pick("kept", "legal")), dismisses(2))...)
	p.rules(grants(1, 100), dismisses(2))
	p.claim(2, dispute.Dismissed, 0)
}

// TestFourEyesCountWhatIsGranted (T34): two persons are needed for what a decision
// gives, not for what was asked.
func TestFourEyesCountWhatIsGranted(t *testing.T) {
	p := sit(t, "07-06 09:00", Goods{Qty: 1, Minor: 400000, Signed: 200 * time.Hour}, Goods{Qty: 1, Minor: 400000, Signed: 200 * time.Hour})
	p.decided(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	adj := p.staff("adjudicator")
	p.no(adj, "rule", "second_person", ruling(grants(1, 250000), grants(2, 250000))...)
	all := dispute.Answers{Pick("claim", "1"), Pick("result", "granted"), Say("reason", "proved")} // the sum goes without saying
	p.no(adj, "rule", "second_person", ruling(all, grants(2, 100000))...)
	other := p.Copy(nil)
	if r := other.Do(adj, "rule", ruling(grants(1, 250000), grants(2, 249999))...); r != nil {
		t.Errorf("4,999.99 by one person: %+v", *r)
	}
	p.do(adj, "submit_draft", ruling(grants(1, 250000), grants(2, 250000))[:3]...)
	p.due("K_FOUR", "07-07")
	p.no(adj, "approve", "wrong_capacity", Pick("draft", "1"), Sure())
	p.do(Roster()["four_eyes"], "approve", Pick("draft", "1"), Sure())
	p.do(adj, "rule", Pick("draft_hash", p.World.Deliberation.Drafts[0].Hash), Sure())
	p.stage("RULED")
}
