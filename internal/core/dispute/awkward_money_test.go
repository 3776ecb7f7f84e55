package dispute_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// TestCase01_ThreeParcelsOneMissing (T02, §5 example 2): only the missing parcel's
// share is frozen; the others confirm, pay out and keep their clocks.
func TestCase01_ThreeParcelsOneMissing(t *testing.T) {
	p := cups(t) // bought 09-14, parcels 1 and 3 signed 09-18 14:00
	came := [][]escrow.Timer{p.timers(1), p.timers(3)}
	p.accepted(missingCup())
	p.frozen(4436)
	p.is("the rest is free", p.picture().HeldMinor, 30034)
	p.same("the clocks of the parcels that came", came, [][]escrow.Timer{p.timers(1), p.timers(3)})
	for _, w := range []struct {
		parcel, timer int
		want          string
	}{{1, 0, "09-28"}, {1, 1, "09-28"}, {3, 0, "09-28"}, {3, 1, "09-28"}} { // K_CONFIRM 10 nd; 7 nd end on Mid-Autumn, which rolls to 09-28
		due, runs := p.timers(w.parcel)[w.timer].Due()
		if !runs || !due.Equal(moment(w.want)) {
			t.Errorf("timer %d of parcel %d ends %s (%v), want %s", w.timer, w.parcel, due.In(shanghai), runs, w.want)
		}
	}
	p.until("09-28")
	p.is("confirmed by the timer", p.picture().ReleasedMinor, 30034)
	p.is("among the merchant's payouts", p.picture().UnsettledMinor, 30034)
	p.until("09-29")
	p.is("paid out 24 h later (K_PAYOUT)", p.picture().SendingMinor, 30034)
	p.frozen(4436)
	p.claim(1, dispute.Open, 0)
}

// TestCase03_OneOfTwoClaimsAccepted (T41, inv. 1): AGREED and paid; the deadlines of
// the other are byte for byte what they were.
func TestCase03_OneOfTwoClaimsAccepted(t *testing.T) {
	p := headset(t)
	p.until("09-14 15:00")
	p.do(p.Respondent(), "answer", Items("answers", dispute.Answers{Pick("claim", "2"), Pick("answer", "contest")}))
	o := p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 6000)})
	before := p.deadlinesOf(2)
	p.takes(p.Claimant(), o)
	if !slices.ContainsFunc(p.Entries, func(e record.Entry) bool {
		m, ok := e.Event.(dispute.ClaimMoved)
		return ok && m.Claim == 1 && m.State == dispute.Agreed && m.By == "agreement" && m.Granted == 6000
	}) {
		t.Error("claim 1 was never AGREED")
	}
	p.claim(1, dispute.Performed, 6000)
	p.claim(2, dispute.Open, 0)
	p.same("the deadlines of claim 2", before, p.deadlinesOf(2))
	if len(before) < 2 {
		t.Errorf("claim 2 has no deadlines to compare: %+v", before)
	}
	p.stage("NEGOTIATING", "PERFORMING")
	p.frozen(7620)
}

// ruledReturn is a ruling that both lines go back and their price is refunded.
func ruledReturn(t *testing.T, goods ...Goods) *play {
	t.Helper()
	p := sit(t, "09-07 09:00", goods...)
	claims := []dispute.Answers{Claim("A1", "RETURN_REFUND", 0, "1", "1")}
	if len(goods) > 1 {
		claims = append(claims, Claim("A1", "RETURN_REFUND", 0, "2", "1"))
	}
	p.decided(claims...)
	var results []dispute.Answers
	for i := range claims {
		results = append(results, dispute.Answers{Pick("claim", number(i+1)), Pick("result", "granted"), Pick("return", "yes"), Say("reason", "broken")})
	}
	p.rules(results...)
	p.do(p.Claimant(), "waive_appeal", Sure())
	p.do(p.Respondent(), "waive_appeal", Sure())
	return p
}

// duties are the obligations of a claim of a kind, as they arose.
func (p *play) duties(claim int, kind string) []dispute.Duty {
	return slices.DeleteFunc(slices.Clone(p.World.Case.Duties), func(d dispute.Duty) bool {
		return d.Claim != claim || d.Kind != kind || d.Cancelled
	})
}

// of is the first of them.
func (p *play) of(claim int, kind string) dispute.Duty {
	p.t.Helper()
	all := p.duties(claim, kind)
	if len(all) == 0 {
		p.t.Fatalf("claim %d has no obligation %s: %+v", claim, kind, p.World.Case.Duties)
	}
	return all[0]
}

// sendsBack brings both lines back to the merchant, signed for at an instant.
func (p *play) sendsBack(signed string) {
	p.t.Helper()
	at := []int{}
	for _, d := range p.World.Case.Duties {
		if d.Kind == "RETURN" {
			p.on(p.Respondent(), d.No, "give_address", Say("address", "12 Long Road"))
			p.on(p.Claimant(), d.No, "send_back", Pick("carrier", "SF"), Say("waybill", "SF1"))
			at = append(at, d.No)
		}
	}
	p.until(signed)
	for _, no := range at {
		p.on(Carrier(), no, "return_signed")
	}
}

var stone = []dispute.Answer{Pick("ground", "wrong_item"), Pick("opening_record", digest), Say("reason", "a stone")}

// TestCase04_WrongItemReturned (T62–T64): the contest holds that line alone; answer,
// evidence, ruling follow; a merchant who says nothing has accepted.
func TestCase04_WrongItemReturned(t *testing.T) {
	p := ruledReturn(t, one(), Goods{Qty: 1, Minor: 9900, Signed: 200 * time.Hour})
	p.sendsBack("09-10 10:00")
	p.due("K_INSP", "09-15")
	first := p.of(1, "RETURN").No
	p.on(p.Respondent(), first, "contest_return", stone...)
	p.due("K_RD_ANS", "09-12 10:00")
	p.until("09-11 10:00")
	p.on(p.Claimant(), first, "answer_contest", Say("reason", "it is what came"))
	p.due("K_RD_EVD", "09-16")
	p.is("that line's refund waits", p.of(1, "PAY").Paid, 0)
	if d := p.of(2, "RETURN"); d.State != "RET_INSPECT" {
		t.Errorf("the other line is in %s", d.State)
	}
	p.until("09-15") // nothing said of the other: accepted, refunded
	if d := p.of(2, "RETURN"); d.State != "RET_DONE" {
		t.Errorf("silence of the merchant is acceptance, the return is in %s", d.State)
	}
	p.claim(2, dispute.Performed, 9900)
	p.frozen(30000)
	p.until("09-16")
	p.due("K_RD_ADJ", "09-20") // a Sunday worked for the holiday
	p.until("09-17 10:00")
	p.on(p.staff("adjudicator"), first, "rule_return", Pick("result", "refused"), Say("reason", "weight"), Sure())
	p.due("K_RD_APP", "09-24")
	p.claim(1, dispute.Determined, 0)
	p.until("09-24")
	p.claim(1, dispute.Lapsed, 0)
	p.frozen(0)
	p.is("back to the escrow timer", p.picture().HeldMinor, 30000)
}

// TestCase05_BuyerDoesNotSendBack (T60): K_RET, K_RETG, K_RETL; then the obligation
// and the refund on it lapse, the money goes back to its timer, and the merchant is
// not in breach.
func TestCase05_BuyerDoesNotSendBack(t *testing.T) {
	p := ruledReturn(t)
	p.do(p.Respondent(), "give_address", Say("address", "12 Long Road"))
	p.due("K_RET", "09-14")
	p.until("09-14")
	p.due("K_RETG", "09-17")
	p.claim(1, dispute.Determined, 0)
	p.frozen(30000)
	p.until("09-17")
	p.told("lapse_notice", dispute.Claimant, 1)
	p.until("09-18 08:00") // quiet hours: it leaves in the morning, and is read
	p.due("K_RETL", "09-21 08:00")
	p.until("09-21 07:59")
	p.claim(1, dispute.Determined, 0)
	p.until("09-21 08:00")
	p.claim(1, dispute.Lapsed, 0)
	p.frozen(0)
	p.is("held again", p.picture().HeldMinor, 30000)
	if due, runs := p.timers(1)[0].Due(); !runs || due.Before(moment("09-24 08:00")) {
		t.Errorf("the escrow timer ends %s (%v), at least 72 h after both were told", due.In(shanghai), runs)
	}
	p.breach(false)
	p.stage("CLOSED_PERFORMED")
}

// TestCase06_AcceptedAfterPayout (T55–T57, §5 example 3): the merchant pays within
// 24 h, which is no breach; or his other payouts pay, then after notice his deposit,
// which is.
func TestCase06_AcceptedAfterPayout(t *testing.T) {
	t.Parallel()
	t.Run("paid in 24 h", func(t *testing.T) {
		p := paidOut(t)
		p.deposit(100000)
		p.due("K_PAY", "09-15 10:00")
		p.until("09-15 09:59")
		p.do(p.Respondent(), "pay", Pay("amount", 15000), Sure())
		p.Hear(dispute.Signal{Kind: "own_arrived", Ref: p.duty("PAY_DUE").Paying})
		p.claim(1, dispute.Performed, 15000)
		p.breach(false)
		p.is("deposit left", p.bond(), 100000)
		p.told("deposit_notice", dispute.Respondent, 0)
	})
	t.Run("not paid", func(t *testing.T) {
		p := paidOut(t)
		p.deposit(100000)
		p.until("09-15 09:00")
		p.unsettled(9200)
		p.until("09-15 10:00")
		p.is("payouts at once", p.duty("PAY_DEPOSIT").Paid, 9200)
		p.breach(false)
		p.told("deposit_notice", dispute.Respondent, 1)
		p.due("K_DEP", "09-16 10:00")
		p.is("nothing of the deposit before", p.bond(), 100000)
		p.until("09-16 10:00")
		p.is("the rest of the deposit", p.bond(), 100000-5800)
		p.claim(1, dispute.Performed, 15000)
		p.breach(true)
	})
}

// TestReducedReturnIsPerformed (T64): a return that came back worn is refunded in
// part; the claim is performed, the rest thaws.
func TestReducedReturnIsPerformed(t *testing.T) {
	p := ruledReturn(t)
	p.sendsBack("09-10 10:00")
	p.do(p.Respondent(), "contest_return", Pick("ground", "used"), Pick("opening_record", digest), Say("reason", "worn"))
	p.do(p.Claimant(), "answer_contest", Say("reason", "tried on only"))
	p.until("09-16 10:00")
	p.do(p.staff("adjudicator"), "rule_return", Pick("result", "reduced"), Pay("amount", 24000), Say("reason", "worn"), Sure())
	p.do(p.Claimant(), "waive_appeal", Sure())
	p.do(p.Respondent(), "waive_appeal", Sure())
	p.claim(1, dispute.Performed, 24000)
	p.is("thawed", p.picture().HeldMinor, 6000)
	p.stage("CLOSED_PERFORMED")
}
