package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// TestCase17_NeverSigned (T41, T42): what was accepted is valid and paid; the record
// says that nobody signed.
func TestCase17_NeverSigned(t *testing.T) {
	p := sit(t, "07-06 09:00").accepted(notReceived())
	p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 20000)}))
	p.claim(1, dispute.Performed, 20000)
	p.due("K_SIGN", "07-08 09:00")
	p.until("07-08 08:59")
	p.stage("PERFORMING")
	p.until("07-08 09:00")
	if s := p.World.Case.Settled[0]; !s.Unsigned || s.Annulled || len(s.Signed) != 0 {
		t.Errorf("the settlement: %+v", s)
	}
	p.claim(1, dispute.Performed, 20000)
	p.until("07-13") // K_CHS
	p.stage("CLOSED_PERFORMED")
}

// refusedFiling is a filing rejected, the notice read at 07-06 09:00.
func refusedFiling(t *testing.T) *play {
	t.Helper()
	p := sit(t, "07-06 09:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.filed(notReceived())
	p.do(p.staff("officer"), "reject", Pick("ground", "NOT_OURS"), Say("reason", "bought elsewhere"))
	p.due("K_RJ_HOLD", "07-09 09:00")
	p.due("K_RJ_ASK", "07-13")
	p.frozen(30000)
	return p
}

// TestCase18_RejectionReviewed (T07–T09): a review asked for within 72 h keeps the
// freeze until it is decided; asked later it still runs, and the money has thawed.
func TestCase18_RejectionReviewed(t *testing.T) {
	t.Parallel()
	second := Roster()["officer_2"]
	t.Run("at 71 h", func(t *testing.T) {
		p := refusedFiling(t)
		p.until("07-09 08:00")
		p.do(p.Claimant(), "review_rejection", Say("reason", "it was bought here"))
		p.due("K_RJ_REV", "07-13")
		p.until("07-10 12:00")
		p.frozen(30000)
		p.no(p.staff("officer"), "confirm_rejection", "conflict", Say("reason", "as before"))
		p.do(second, "confirm_rejection", Say("reason", "bought elsewhere"))
		p.claim(1, dispute.Lapsed, 0)
		p.frozen(0)
		p.stage("CLOSED_REJECTED")
	})
	t.Run("at 80 h", func(t *testing.T) {
		p := refusedFiling(t)
		p.until("07-09 09:00")
		p.frozen(0)
		p.until("07-09 17:00")
		p.do(p.Claimant(), "review_rejection", Say("reason", "it was bought here"))
		p.stage("REJECT_REVIEW")
		p.frozen(0)
		p.do(second, "accept")
		p.stage("NEGOTIATING")
		p.frozen(30000)
		p.told("filed", dispute.Respondent, 1)
	})
	t.Run("nobody decides", func(t *testing.T) {
		p := refusedFiling(t)
		p.until("07-09 08:00")
		p.do(p.Claimant(), "review_rejection", Say("reason", "it was bought here"))
		p.until("07-13")
		p.stage("NEGOTIATING")
		p.frozen(30000)
	})
}

// TestCase19_WithdrawnAfterRuling (T72, T21): after the ruling the claimant withdraws
// with the respondent's consent only; the respondent's own claim lives on.
func TestCase19_WithdrawnAfterRuling(t *testing.T) {
	p := sit(t, "07-06 09:00").inEvidence(notReceived())
	p.do(p.Respondent(), "counterclaim", Items("claims", Claim("L3", "RECOVER_PRICE", 5000, "1", "1")))
	p.closeRound()
	p.rules(grants(1, 20000), grants(2, 5000))
	out := []dispute.Answer{List("claims", "1"), Sure()}
	p.no(p.Claimant(), "withdraw", "not_consented", out...)
	p.claim(1, dispute.Determined, 0)
	p.do(p.Respondent(), "consent_withdrawal", out...)
	p.do(p.Claimant(), "withdraw", out...)
	p.claim(1, dispute.Withdrawn, 0)
	p.frozen(0)
	p.claim(2, dispute.Determined, 0)
	p.stage("RULED")
	p.due("K_APP", "07-13")
	p.until("07-13")
	p.stage("PERFORMING")
	if d := p.of(2, "PAY"); d.Debtor != dispute.Claimant || d.Minor != 5000 {
		t.Errorf("owed on the counterclaim: %+v", d)
	}
}

// TestCase20_FiftyAppealed (T46, T47): 800 of 850 granted, 50 appealed, the other side
// waives: 800 are paid now, 50 wait.
func TestCase20_FiftyAppealed(t *testing.T) {
	p := sit(t, "07-06 09:00", Goods{Qty: 1, Minor: 85000, Signed: 200 * time.Hour}).decided(notReceived())
	p.rules(grants(1, 80000))
	p.do(p.Claimant(), "appeal", appeals(85000)...)
	p.is("while the other side may still appeal", p.promised(), 0)
	p.do(p.Respondent(), "waive_appeal", Sure())
	p.claim(1, dispute.Determined, 80000)
	p.frozen(5000)
	p.stage("APPEAL")
	p.do(p.staff("reviewer"), "uphold", Say("reason", "rightly"), Sure())
	p.claim(1, dispute.Performed, 80000)
	p.is("thawed", p.picture().HeldMinor, 5000)
}

// TestCase21_ReviewerLate (T36, T38, T39): an appeal is not lost by it: the ruling is
// performed, and for 30 nd a person may be asked.
func TestCase21_ReviewerLate(t *testing.T) {
	p := ruled500(t) // ruled 09-07, 300.00 of 500.00
	p.do(p.Claimant(), "appeal", appeals(50000)...)
	p.do(p.Respondent(), "waive_appeal", Sure())
	p.due("K_REV", "09-14")
	p.until("09-14")
	p.due("K_SUP", "09-16")
	p.due("K_LAST", "09-28") // 10 wd: Sunday 09-20 is worked, 09-25 is off
	p.until("09-16")
	p.due("K_SUP2", "09-20")
	p.claim(1, dispute.Determined, 30000)
	p.frozen(20000)
	p.until("09-27")
	p.stage("APPEAL")
	p.until("09-28")
	p.stage("RULE_DECIDED")
	p.claim(1, dispute.Determined, 30000)
	p.frozen(20000)
	p.until("09-29 08:00") // quiet hours: the decision leaves in the morning
	p.due("K_HUMAN", "10-29")
	p.do(p.Claimant(), "ask_person", Say("reason", "nobody looked at it"))
	p.stage("APPEAL")
	p.do(p.staff("reviewer"), "vary", varies(1, 42000)...)
	p.claim(1, dispute.Performed, 42000)
	p.is("in all", p.promised(), 42000)
}

// merchantFiles is a claim of the shop against the buyer.
func merchantFiles(t *testing.T) *play {
	t.Helper()
	p := sit(t, "07-06 09:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.Open(dispute.Merchant)
	p.do(p.Claimant(), "submit", Items("claims", Claim("L3", "RECOVER_PRICE", 30000, "1", "1")))
	p.frozen(0)
	p.do(p.staff("officer"), "accept")
	return p
}

// TestCase22_MerchantAgainstBuyer (L3, T15, T58, inv. 5): a silent buyer is judged by
// burden, which is the merchant's; one who loses sees his debt, and nothing is debited.
func TestCase22_MerchantAgainstBuyer(t *testing.T) {
	t.Parallel()
	t.Run("silent", func(t *testing.T) {
		p := merchantFiles(t)
		p.until("07-08 09:00")
		p.stage("EVIDENCE") // never granted by rule
		p.until("08-20")    // nobody of the staff acts
		p.claim(1, dispute.Lapsed, 0)
		if len(p.World.Case.Duties) != 0 {
			t.Errorf("owed: %+v", p.World.Case.Duties)
		}
	})
	t.Run("loses", func(t *testing.T) {
		p := merchantFiles(t)
		p.until("07-08 09:00")
		p.until("07-15")
		p.stage("ADJUDICATING")
		p.until("07-16 10:00")
		p.rules(grants(1, 30000))
		p.do(p.Claimant(), "waive_appeal", Sure())
		p.do(p.Respondent(), "waive_appeal", Sure())
		p.due("K_PAY", "07-17 10:00")
		p.until("07-17 10:00")
		p.due("K_OWE", "07-24")
		p.until("07-24")
		d := p.of(1, "PAY")
		if d.State != "PAY_SHORT" || d.Short != 30000 || len(d.Sources) != 0 {
			t.Errorf("the debt: %+v", d)
		}
		p.claim(1, dispute.Unrecovered, 0)
		p.is("the kit for the merchant", int64(p.alerts("creditor", "route_kit")), 1)
		if len(p.World.Order.Own)+len(p.World.Order.PayOuts)+len(p.World.Order.Fund) != 0 {
			t.Error("money was asked of somebody")
		}
	})
}

// TestCase23_EscalateDuringAStay (T67): refused, with the date it is held until; either
// may end the stay after 7 nd.
func TestCase23_EscalateDuringAStay(t *testing.T) {
	p := sit(t, "08-03 09:00").accepted(notReceived())
	p.refuses()
	p.stays("1")
	r := p.why(p.Claimant(), "escalate", "held")
	if !r.Until.Equal(moment("09-02")) || r.Until != p.Last("K_STAY").Due {
		t.Errorf("held until %s", r.Until.In(shanghai))
	}
	p.until("08-10")
	p.no(p.Respondent(), "escalate", "held")
	p.do(p.Claimant(), "resume", Pick("hold", "1"))
	p.do(p.Claimant(), "escalate")
	p.stage("EVIDENCE")
}

// TestCase23_BeforeSevenDays: before that neither ends it alone.
func TestCase23_BeforeSevenDays(t *testing.T) {
	p := sit(t, "08-03 09:00").accepted(notReceived())
	p.stays("1")
	p.until("08-09 23:00")
	p.no(p.Claimant(), "resume", "too_early", Pick("hold", "1"))
	p.do(p.Respondent(), "consent_resume", Pick("hold", "1"))
	p.do(p.Claimant(), "resume", Pick("hold", "1"))
	p.stage("NEGOTIATING")
}
