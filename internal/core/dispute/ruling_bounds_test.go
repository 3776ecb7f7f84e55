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

// TestFindingsHaveNoHole (T34, T35): a fact found names an exhibit and a clause; one
// still to be looked into decides nothing; every claim is spoken of.
func TestFindingsHaveNoHole(t *testing.T) {
	p := sit(t, "07-06 09:00", one(), one())
	p.inEvidence(notReceived(), Claim("A1", "REFUND_ONLY", 0, "2", "1"))
	p.do(p.Respondent(), "add_exhibit", item()...)
	p.closeRound()
	adj := p.staff("adjudicator")
	given := func(facts ...dispute.Answers) []dispute.Answer {
		return []dispute.Answer{Items("results", dismisses(1), dismisses(2)), Items("facts", facts...), Say("reasons", "as found"), Sure()}
	}
	fact := func(more ...dispute.Answer) dispute.Answers {
		return append(dispute.Answers{Say("fact", "the parcel came")}, more...)
	}
	proof, law := List("exhibits", "1"), List("cites", "CivC 512")
	p.no(adj, "rule", "incomplete", given(fact(Pick("status", "open")))...)
	p.no(adj, "rule", "needs_proof", given(fact(Pick("status", "found"), law))...)
	p.no(adj, "rule", "needs_proof", given(fact(Pick("status", "found"), List("exhibits"), law))...)
	p.no(adj, "rule", "incomplete", given(fact(Pick("status", "found"), proof))...)
	p.no(adj, "rule", "bounds", given(fact(Pick("status", "found"), List("exhibits", "99"), law))...)
	p.no(adj, "rule", "bounds", given(fact(Pick("status", "found"), proof, List("cites", "CC-TB 38")))...)
	p.no(adj, "submit_draft", "incomplete", given(fact(Pick("status", "open")))[:3]...)
	p.no(adj, "rule", "incomplete", given(fact(Pick("claim", "1"), Pick("status", "not_found")))...) // nothing is said of claim 2
	p.no(adj, "rule", "bounds", given(fact(Pick("status", "not_found")), fact(Pick("claim", "3"), Pick("status", "not_found")))...)
	p.do(adj, "rule", given(fact(Pick("claim", "1"), Pick("issue", "merchant_POD"), Pick("status", "found"), proof, law), fact(Pick("claim", "2"), Pick("status", "not_found")))...)
}

// TestADraftIsSentBack (T34): the second person sends a draft back with a reason; the
// time to approve ends, that to decide stays as it was; the next draft may be approved,
// the one sent back no longer.
func TestADraftIsSentBack(t *testing.T) {
	p := sit(t, "07-06 09:00").decided(notReceived())
	adj, second := p.staff("adjudicator"), Roster()["four_eyes"]
	p.do(adj, "submit_draft", ruling(grants(1, 100))[:3]...)
	due := p.Last("K_ADJ").Due
	p.no(adj, "return_draft", "wrong_capacity", Pick("draft", "1"), Say("reason", "no"))
	p.no(second, "return_draft", "needs_reason", Pick("draft", "1"))
	p.do(second, "return_draft", Pick("draft", "1"), Say("reason", "the waybill was not weighed"))
	if d := p.Last("K_FOUR"); d.State != "cancelled" {
		t.Errorf("K_FOUR is %s", d.State)
	}
	if d := p.Last("K_ADJ"); d.State != "running" || !d.Due.Equal(due) {
		t.Errorf("K_ADJ is %s, due %s", d.State, d.Due)
	}
	p.no(second, "approve", "already_done", Pick("draft", "1"), Sure())
	p.do(adj, "submit_draft", ruling(grants(1, 90))[:3]...)
	p.do(second, "approve", Pick("draft", "2"), Sure())
	p.do(adj, "rule", Pick("draft_hash", p.World.Deliberation.Drafts[1].Hash), Sure())
}

// TestADraftBecomesTheDecision (T34): the decision that adopts a draft holds it whole,
// with its texts, so that the parties read it without the deliberation.
func TestADraftBecomesTheDecision(t *testing.T) {
	p := sit(t, "07-06 09:00").decided(notReceived())
	adj := p.staff("adjudicator")
	p.do(adj, "submit_draft", ruling(grants(1, 100))[:3]...)
	p.do(Roster()["four_eyes"], "approve", Pick("draft", "1"), Sure())
	p.World.Facts.Drafted = map[int]map[string]string{1: {"results/0/reason": "proved", "facts/0/fact": "the parcel came", "reasons": "as found"}}
	made, _, refusal := dispute.Decide(p.Book, p.World, dispute.Command{Move: "rule", Actor: adj, In: dispute.Answers{Pick("draft_hash", p.World.Deliberation.Drafts[0].Hash), Sure()}})
	if refusal != nil {
		t.Fatalf("%+v", *refusal)
	}
	for _, e := range made {
		act, ok := e.Event.(dispute.Act)
		if !ok || act.Move != "rule" {
			continue
		}
		if e.Stream.Kind != "case" || act.Object != 1 || len(act.Inputs.Items("facts")) != 1 || act.Inputs.Items("facts")[0].Code("status") != "not_found" || act.Inputs.Items("results")[0].Minor("amount") != 100 {
			t.Errorf("the decision does not hold the draft: %+v", act.Inputs)
		}
		texts := map[string]string{}
		for _, c := range e.Clear {
			texts[c.Path] = c.Text
		}
		if len(texts) != 3 || texts["facts/0/fact"] != "the parcel came" || texts["reasons"] != "as found" || texts["results/0/reason"] != "proved" {
			t.Errorf("its texts: %v", texts)
		}
		return
	}
	t.Error("nothing was decided")
}
