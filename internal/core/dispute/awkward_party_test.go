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

// longer has an officer give the longest extension left of a clock once.
func (p *play) longer(clock string) {
	p.t.Helper()
	p.do(p.staff("officer"), "extend", Pick("deadline", two(p.Last(clock).No)), Say("reason", "the heirs are being asked"))
}

// TestCase11_BuyerDies (T66, K_PARTY): 30 nd three times at the most, then a person
// decides on the file; silence is not counted.
func TestCase11_BuyerDies(t *testing.T) {
	t.Parallel()
	t.Run("the claimant", func(t *testing.T) {
		p := sit(t, "07-06 09:00").accepted(notReceived())
		p.befalls(dispute.Claimant, "substitute")
		p.due("K_PARTY", "08-05")
		p.no(p.Claimant(), "withdraw", "no_capacity", List("claims", "1"), Sure())
		p.longer("K_PARTY")
		p.due("K_PARTY", "09-04")
		p.longer("K_PARTY")
		p.due("K_PARTY", "10-08") // 10-04 lies in National Day
		p.no(p.staff("officer"), "extend", "already_done", Pick("deadline", two(p.Last("K_PARTY").No)), Say("reason", "more"))
		p.until("10-07")
		p.stage("NEGOTIATING")
		p.until("10-08")
		p.stage("ADJUDICATING")
		if k := p.World.Case.Tracks[0]; !k.OnFile || k.Silent {
			t.Errorf("the track is %+v, want on file and no silence", k)
		}
		p.due("K_PLATFORM", "10-28") // 15 wd, Saturday 10-10 is worked
		p.frozen(30000)
		p.until("10-09 10:00")
		p.rules(grants(1, 30000))
	})
	t.Run("the respondent", func(t *testing.T) {
		p := sit(t, "07-06 09:00")
		p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
		p.Open(dispute.Merchant)
		p.do(p.Claimant(), "submit", Items("claims", Claim("L3", "RECOVER_PRICE", 30000, "1", "1")))
		p.do(p.staff("officer"), "accept")
		p.befalls(dispute.Respondent, "substitute")
		p.until("07-20")
		if d := p.Last("K_ANS"); d.State != "paused" {
			t.Errorf("K_ANS against the dead is %s", d.State)
		}
		p.until("08-05")
		p.stage("ADJUDICATING")
		p.until("10-31") // nobody decides either
		p.claim(1, dispute.Lapsed, 0)
		if len(p.World.Case.Duties) != 0 {
			t.Errorf("owed: %+v", p.World.Case.Duties)
		}
	})
	t.Run("an heir comes", func(t *testing.T) {
		p := sit(t, "07-06 09:00").accepted(notReceived())
		p.until("07-07 09:00")
		p.befalls(dispute.Claimant, "substitute")
		p.until("07-20 09:00")
		p.befalls(dispute.Claimant, "succeed", Pick("person", Person(30).String()))
		p.stage("NEGOTIATING")
		p.due("K_NEG", "07-24") // four whole days were left
		heir := dispute.Actor{Person: Person(30), Side: dispute.Claimant, For: true}
		if r := p.Do(heir, "message", Say("text", "I am her daughter")); r != nil {
			t.Errorf("who acts for the dead is refused: %+v", *r)
		}
	})
}

// TestPartyLostBeforeAcceptance (T66, section 2.6): in intake nothing is decided on the
// file, for nobody was told of the claims; it goes on where it stopped, and no
// silence of the lost claimant ends it later.
func TestPartyLostBeforeAcceptance(t *testing.T) {
	t.Parallel()
	t.Run("submitted", func(t *testing.T) {
		p := sit(t, "07-06 09:00")
		p.Reads[dispute.Respondent] = true
		p.filed(notReceived())
		p.befalls(dispute.Claimant, "substitute")
		p.until("08-05")
		p.stage("SUBMITTED")
		p.due("K_INTAKE", "08-07") // at least 2 wd
		p.until("08-07")
		p.stage("NEGOTIATING")
		p.until("08-09 10:00") // served the morning before, a Saturday
		p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 100)})
		p.until("08-14")
		p.stage("AWAITING_CHOICE")
		p.until("08-21") // the silence of the dead is no choice
		p.stage("EVIDENCE")
		p.claim(1, dispute.Open, 0)
	})
	t.Run("supplement", func(t *testing.T) {
		p := sit(t, "07-06 09:00")
		p.Reads[dispute.Claimant] = true
		p.filed(notReceived())
		p.do(p.staff("officer"), "ask_cure", Pick("ground", "order"), Say("reason", "which order?"))
		p.befalls(dispute.Claimant, "substitute")
		p.until("08-05")
		p.stage("SUPPLEMENT")
		p.due("K_SUPP", "08-10") // all three days were left, and a Saturday rolls
		p.until("08-10")
		p.stage("NEGOTIATING")
	})
	t.Run("rejected", func(t *testing.T) {
		p := sit(t, "07-06 09:00")
		p.Reads[dispute.Claimant] = true
		p.filed(notReceived())
		p.do(p.staff("officer"), "reject", Pick("ground", "NOT_OURS"), Say("reason", "bought elsewhere"))
		p.befalls(dispute.Claimant, "substitute")
		p.until("08-05")
		p.stage("REJECTED") // an officer decided it; what was left to ask for a review runs on
		p.until("08-12")
		p.stage("CLOSED_REJECTED")
	})
}

// TestCase12_AccountTakenOver (T66, K_LOCK): nothing irreversible slips through while
// the account is locked; what was done since the stated moment can be reviewed.
func TestCase12_AccountTakenOver(t *testing.T) {
	p := sit(t, "07-06 09:00", one(), Goods{Qty: 1, Minor: 9900, Signed: 200 * time.Hour})
	p.accepted(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	o := p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 100)})
	p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "2"), Pay("amount", 100)})) // by whoever held the account
	since := moment("07-06 08:00")
	p.until("07-07 09:00")
	p.befalls(dispute.Claimant, "lock_party", dispute.Answer{Name: "since", At: &since})
	p.due("K_LOCK", "07-14")
	p.no(p.Claimant(), "accept_offer", "locked", Pick("offer", number(o.No)), Pick("offer_event_hash", o.Hash), List("claims", "1"), Sure())
	p.no(p.Claimant(), "withdraw", "locked", List("claims", "1"), Sure())
	for _, d := range p.deadlinesOf(1) {
		if d.State == "running" && d.Clock != "K_MEDASK" {
			t.Errorf("%s runs against a locked account", d.Clock)
		}
	}
	if l := p.World.Case.Party(dispute.Claimant); !l.Locked || !l.LockedSince.Equal(since) {
		t.Errorf("locked since %s", l.LockedSince)
	}
	p.until("07-13 10:00")
	p.befalls(dispute.Claimant, "unlock")
	p.stage("NEGOTIATING", "PERFORMING")
	if p.World.Case.Held(1) != nil {
		t.Error("the account is its own again, and the claim still held")
	}
	// the settlement of claim 2 was the thief's: its window ran on, and holds
	p.do(p.Claimant(), "challenge_settlement", Pick("settlement", "1"), Pick("ground", "fraud"), Say("proof", "the account was not mine"))
	p.do(p.staff("adjudicator"), "annul_settlement", Say("reason", "by another"))
	p.claim(2, dispute.Open, 100)
}

// TestCase12_LockedWaives: nor is an appeal waived, or a final answer accepted.
func TestCase12_LockedWaives(t *testing.T) {
	p := ruled500(t)
	p.befalls(dispute.Claimant, "lock_party")
	p.no(p.Claimant(), "waive_appeal", "locked", Sure())
	if d := p.Last("K_APP"); d.State != "paused" {
		t.Errorf("K_APP is %s", d.State)
	}
}

// minor accepts the respondent's offer of 200.00 for a claim of 300.00.
func minor(t *testing.T) *play {
	t.Helper()
	p := sit(t, "07-06 09:00").accepted(notReceived())
	p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 20000), Pick("return", "yes")}))
	p.stage("PERFORMING")
	return p
}

// TestCase13_MinorAccepts (T66): what a minor accepted is void unless the guardian
// ratifies it; the claim is open again and the money stays.
func TestCase13_MinorAccepts(t *testing.T) {
	t.Parallel()
	t.Run("not ratified", func(t *testing.T) {
		p := minor(t)
		p.until("07-07 10:00")
		p.befalls(dispute.Claimant, "incapable", Pick("person", Person(31).String()))
		p.stage("NEGOTIATING")
		p.claim(1, dispute.Open, 0)
		p.frozen(30000)
		if !p.World.Case.Settled[0].Annulled {
			t.Errorf("the settlement stands: %+v", p.World.Case.Settled[0])
		}
		o := p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 25000)})
		in := []dispute.Answer{Pick("offer", number(o.No)), Pick("offer_event_hash", o.Hash), List("claims", "1"), Sure()}
		p.no(p.Claimant(), "accept_offer", "no_capacity", in...)
		p.no(p.Claimant(), "withdraw", "no_capacity", List("claims", "1"), Sure())
		guardian := dispute.Actor{Person: Person(31), Side: dispute.Claimant, For: true}
		p.do(guardian, "accept_offer", in...)
		p.claim(1, dispute.Performed, 25000)
	})
	t.Run("ratified", func(t *testing.T) {
		p := minor(t)
		p.befalls(dispute.Claimant, "ratify")
		p.befalls(dispute.Claimant, "incapable", Pick("person", Person(31).String()))
		p.stage("PERFORMING")
		p.claim(1, dispute.Agreed, 0)
		if s := p.World.Case.Settled[0]; s.Annulled || len(s.Ratified) != 1 {
			t.Errorf("the settlement: %+v", s)
		}
	})
}
