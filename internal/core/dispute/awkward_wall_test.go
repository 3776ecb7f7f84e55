package dispute_test

import (
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// TestCase24_MarkedOffer (inv. 7): a marker in offers, in a proposal, in what a side
// tells the mediator alone: no stream that the adjudicator, the reviewer or a bundle
// reads holds it, nor the terms of the offer.
func TestCase24_MarkedOffer(t *testing.T) {
	const marker = "MARKER-7f3a"
	p := sit(t, "07-06 09:00").accepted(notReceived())
	p.do(p.Respondent(), "offer", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 12321), Say("note", marker)}), Say("note", marker))
	p.do(p.Claimant(), "decline_offer", Pick("offer", "2"), Say("note", marker))
	p.refuses()
	p.do(p.Claimant(), "escalate")
	p.do(p.Claimant(), "consent_mediation", Pick("consent", "yes"))
	p.do(p.Respondent(), "consent_mediation", Pick("consent", "yes"))
	p.closeRound()
	p.do(p.Claimant(), "message", Say("text", marker), Pick("audience", "private"))
	p.do(p.staff("mediator"), "message", Say("text", marker), Pick("audience", "R"))
	p.do(p.staff("mediator"), "message", Say("text", marker), Pick("call", "R"), Pay("minutes", 8))
	p.do(p.staff("mediator"), "message", Say("text", marker), Pick("call", "both"), Pay("minutes", 3))
	p.do(p.Respondent(), "message", Say("text", marker))
	p.do(p.staff("mediator"), "propose", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 12321), Say("note", marker)}))
	p.do(p.Claimant(), "leave", Sure())
	p.rules(grants(1, 30000))
	p.do(p.Respondent(), "appeal", appeals(0)...)
	p.do(p.Claimant(), "waive_appeal", Sure())
	p.stage("APPEAL")
	behind := map[string]int{}
	for _, e := range p.Entries {
		for _, c := range e.Clear {
			if strings.Contains(c.Text, marker) {
				behind[e.Stream.Kind]++
			}
		}
	}
	for kind, n := range behind {
		if kind != record.Talks && kind != record.CaucusClaimant && kind != record.CaucusRespondent {
			t.Errorf("the marker stands %d times in %s", n, kind)
		}
	}
	if behind[record.Talks] != 6 || behind[record.CaucusClaimant] != 1 || behind[record.CaucusRespondent] != 2 {
		t.Errorf("the markers went to %v", behind)
	}
	p.unread("12321")
}

// unread fails when a stream that deciders read holds a word.
func (p *play) unread(word string) {
	p.t.Helper()
	for _, e := range p.Entries {
		if e.Stream.Kind != record.Case && e.Stream.Kind != record.Deliberation {
			continue
		}
		if text := payload(p.t, e); strings.Contains(text, word) {
			p.t.Errorf("%s holds %s: %s", e.Event.Kind(), word, text)
		}
	}
}

// TestCase25_RuleReversed (T15, T39): granted by rule; on day 6 the merchant asks a
// person, who finds that it was shipped: the guarantee fund bears what was paid,
// with recourse to the buyer, from whom nothing is debited.
func TestCase25_RuleReversed(t *testing.T) {
	p := sit(t, "07-06 09:00", Goods{Qty: 1, Minor: 30000, Signed: -1})
	p.accepted(Claim("D2", "REFUND_ONLY", 0, "1", "1"))
	p.due("K_ANS", "07-07 09:00") // not dispatched: 24 h
	p.until("07-07 09:00")
	p.stage("RULE_DECIDED")
	p.claim(1, dispute.Determined, 30000)
	p.due("K_HUMAN", "07-14")
	p.told("rule_decision", dispute.Respondent, 1)
	p.until("07-13 10:00")
	p.do(p.Respondent(), "ask_person", Say("reason", "it was shipped on the first"))
	p.stage("ADJUDICATING")
	p.claim(1, dispute.Open, 30000)
	p.rules(dismisses(1))
	p.until("07-20")
	p.claim(1, dispute.Dismissed, 30000)
	back := p.of(1, "PAY")
	for _, d := range p.duties(1, "PAY") {
		if d.Basis == "reversal" {
			back = d
		}
	}
	if back.Basis != "reversal" || back.Debtor != dispute.Claimant || back.Minor != 30000 {
		t.Fatalf("owed back: %+v", p.World.Case.Duties)
	}
	asked := p.World.Order.Fund
	if len(asked) != 1 || asked[0].Obligation != back.No || asked[0].Parts[0].Minor != 30000 {
		t.Fatalf("asked of the fund: %+v", asked)
	}
	p.fundPays(30000)
	var toMerchant int64
	for _, x := range p.World.Order.PayOuts {
		if x.Purpose == escrow.ToMerchant && x.Source == escrow.FromFund {
			toMerchant += x.Minor
		}
	}
	p.is("the fund pays the merchant", toMerchant, 30000)
	p.is("recourse", p.World.Order.Advances[0].PaidMinor-p.World.Order.Advances[0].BackMinor, 30000)
	if len(p.World.Order.Own) != 0 {
		t.Errorf("taken from the buyer: %+v", p.World.Order.Own)
	}
	p.Hear(dispute.Signal{Kind: "recovered", Duty: back.No, Minor: 10000, Ref: "late-1"})
	p.is("what he pays later goes to the fund", p.World.Order.Advances[0].BackMinor, 10000)
	p.stage("CLOSED_PERFORMED")
}
