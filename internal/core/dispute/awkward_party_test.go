package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// befalls records what happened to a party.
func (p *play) befalls(side dispute.Side, event string, more ...dispute.Answer) {
	p.t.Helper()
	in := append([]dispute.Answer{Pick("party", string(side)), Pick("event", event), Pick("proof", digest)}, more...)
	p.do(p.staff("officer"), "party_event", in...)
}

// TestCase10_MerchantInsolvent (T66, K_LEGAL): nothing is debited from deposit or
// payouts; the order's own escrow stands apart until K_LEGAL, then follows the
// determination.
func TestCase10_MerchantInsolvent(t *testing.T) {
	p := sit(t, "07-06 09:00", one(), Goods{Qty: 1, Minor: 15000, Signed: 100 * time.Hour, Out: true})
	p.World.Facts.FundFree = 0
	p.decided(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	p.deposit(100000)
	p.unsettled(9200)
	p.befalls(dispute.Respondent, "insolvency_opened")
	p.due("K_LEGAL", "08-05")
	p.is("the kit for a proof of claim", int64(p.alerts("creditor", "proof_of_claim_kit")), 1)
	p.stage("ADJUDICATING") // debits are held, not the claim
	p.rules(grants(1, 30000), grants(2, 15000))
	p.do(p.Claimant(), "waive_appeal", Sure())
	p.do(p.Respondent(), "waive_appeal", Sure())
	p.claim(1, dispute.Determined, 0)
	p.frozen(30000)
	p.until("07-09")
	p.claim(2, dispute.Unrecovered, 0) // neither payouts nor deposit may pay it
	p.is("shown as short", p.of(2, "PAY").Short, 15000)
	p.is("of the deposit", p.bond(), 100000)
	p.is("unsettled payouts", p.World.Merchant.Payouts[0].Minor, 9200)
	p.is("refused: of payouts, of the deposit", int64(p.alerts("officer", "money:debits_stopped")), 2)
	p.until("08-04")
	p.claim(1, dispute.Determined, 0)
	p.frozen(30000)
	p.until("08-05")
	p.claim(1, dispute.Performed, 30000)
	p.frozen(0)
	if s := p.of(1, "PAY").Sources; len(s) != 1 || s[0].Source != "order_escrow" {
		t.Errorf("paid from %+v", s)
	}
	p.stage("CLOSED_UNRECOVERED")
}
