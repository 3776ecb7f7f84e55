package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// The worked timelines of procedure.md §6, every date in them. A day alone is its
// end.

func notReceived() dispute.Answers { return Claim("E1", "REFUND_ONLY", 0, "1", "1") }

// TestTimeline1SilenceLabourDay: nobody answers; the platform comes in by itself.
func TestTimeline1SilenceLabourDay(t *testing.T) {
	p := sit(t, "04-20 10:00").filed(notReceived())
	p.due("K_INTAKE", "04-21 10:00")
	p.until("04-20 15:00")
	p.do(p.staff("officer"), "accept")
	p.until("04-21 15:00")
	p.due("K_ANS", "04-23 15:00")
	p.due("K_NEG", "04-28")
	p.due("K_TOTAL", "06-19")
	p.until("04-23 15:00")
	p.stage("EVIDENCE")
	p.due("K_PLATFORM", "05-18")
	if d := p.Last("K_PLATFORM"); !d.Alert.Equal(moment("05-13")) {
		t.Errorf("alert of K_PLATFORM %s, want the end of 05-13", d.Alert)
	}
	p.until("04-24 15:00")
	p.due("K_EVD", "04-29")
	p.until("04-29")
	p.due("K_XEX", "05-06")
	p.until("05-06")
	p.stage("ADJUDICATING")
	p.due("K_ADJ", "05-12")
	p.until("05-11 10:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.rules(grants(1, 30000))
	p.due("K_APP", "05-18")
	p.due("K_TOTAL", "06-19")
}

// TestTimeline2SpringFestival: an offer, no agreement, the claimant's choice, a
// mediation that ends early so that the decision still fits.
func TestTimeline2SpringFestival(t *testing.T) {
	p := sit(t, "02-10 13:00")
	p.Reads[dispute.Respondent] = true
	p.filed(notReceived())
	p.until("02-10 14:00")
	p.do(p.staff("officer"), "accept")
	p.due("K_ANS", "02-12 14:00")
	p.due("K_NEG", "02-24")
	p.until("02-11 10:00")
	p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 5000)})
	if p.Last("K_ANS").State != "met" {
		t.Error("an offer is an answer")
	}
	if r := p.why(p.Claimant(), "escalate", "too_early"); !r.From.Equal(moment("02-12")) {
		t.Errorf("escalation opens %s, want 02-13 00:00", r.From)
	}
	p.until("02-24")
	p.stage("AWAITING_CHOICE")
	p.due("K_ESC", "03-03")
	p.until("03-02 19:00")
	p.Reads[dispute.Respondent] = false
	p.do(p.Claimant(), "escalate")
	p.due("K_PLATFORM", "03-23")
	p.until("03-03 09:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.Deliver()
	p.due("K_EVD", "03-06")
	p.until("03-06")
	p.due("K_XEX", "03-10")
	p.do(p.Claimant(), "consent_mediation", Pick("consent", "yes"))
	p.do(p.Respondent(), "consent_mediation", Pick("consent", "yes"))
	p.until("03-10")
	p.stage("MEDIATING")
	p.due("K_MED", "03-16")
	p.until("03-16")
	p.stage("ADJUDICATING")
	p.due("K_ADJ", "03-23")
}

// TestTimeline3NationalDay: the rest guard of the answer.
func TestTimeline3NationalDay(t *testing.T) {
	for _, c := range []struct {
		name, served, answer string
		signed               time.Duration
	}{
		{"in the holiday", "10-02 08:00", "10-08 12:00", 200 * time.Hour},
		{"not dispatched", "10-02 08:00", "10-08 12:00", -1},
		{"before it", "09-30 20:00", "10-02 20:00", 200 * time.Hour},
		{"a weekend", "10-17 09:00", "10-19 09:00", 200 * time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sit(t, c.served, Goods{Qty: 1, Minor: 30000, Signed: c.signed})
			p.accepted(notReceived())
			p.due("K_ANS", c.answer)
			if c.served == "10-02 08:00" {
				p.due("K_NEG", "10-13")
				p.until("10-03 10:00")
				p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 5000)})
				if r := p.why(p.Claimant(), "escalate", "too_early"); !r.From.Equal(moment("10-09")) {
					t.Errorf("escalation opens %s, want 10-10 00:00", r.From)
				}
			}
		})
	}
}

// reviewed is a case whose appeal is opened over National Day.
func reviewed(t *testing.T) *play {
	t.Helper()
	p := sit(t, "09-25 10:00").decided(notReceived())
	p.until("09-28 10:00")
	p.rules(grants(1, 10000))
	p.due("K_APP", "10-08")
	p.until("09-29 10:00")
	p.do(p.Claimant(), "appeal", appeals(30000)...)
	p.until("10-08")
	p.stage("APPEAL")
	return p
}

// TestTimeline4AppealOverNationalDay: the reviewer is late; the ruling is
// performed and a person may still be asked; or it is remanded.
func TestTimeline4AppealOverNationalDay(t *testing.T) {
	p := reviewed(t)
	p.due("K_REPLY", "10-10")
	p.due("K_REV", "10-14")
	p.until("10-14")
	p.due("K_SUP", "10-16")
	p.due("K_LAST", "10-28")
	p.until("10-16")
	p.due("K_SUP2", "10-21")
	p.until("10-28")
	p.stage("RULE_DECIDED")
	p.until("10-29 09:00")
	p.due("K_HUMAN", "11-30")
	p.claim(1, dispute.Determined, 10000)
}

func TestTimeline4Remanded(t *testing.T) {
	p := reviewed(t)
	p.until("10-14 15:00")
	p.Reads = map[dispute.Side]bool{}
	p.do(p.staff("reviewer"), "remand", List("claims", "1"), Say("reason", "not heard"), Sure())
	p.stage("EVIDENCE")
	p.due("K_REMAND", "10-29")
	p.until("10-15 15:00")
	p.due("K_EVD", "10-20")
	p.until("10-20")
	p.due("K_XEX", "10-22")
	p.until("10-22")
	p.due("K_ADJ", "10-29")
	for _, d := range p.World.Case.Deadlines {
		if d.Clock == "K_PLATFORM" && d.State == "running" {
			t.Error("a remanded round runs under K_REMAND, not under K_PLATFORM")
		}
	}
}

// returning is a case settled by a return, with the address served on 09-21.
func returning(t *testing.T) *play {
	t.Helper()
	p := sit(t, "09-21 09:00").accepted(Claim("A1", "RETURN_REFUND", 0, "1", "1"))
	p.takes(p.Respondent(), p.demand())
	p.do(p.Respondent(), "give_address", Say("address", "somewhere"), Say("label", "paid"))
	p.due("K_RET", "09-28")
	return p
}

// TestTimeline5ReturnNotSent: the refund lapses in three steps.
func TestTimeline5ReturnNotSent(t *testing.T) {
	p := returning(t)
	p.until("09-28")
	p.due("K_RETG", "10-08")
	p.Reads = map[dispute.Side]bool{}
	p.until("10-09 09:00")
	p.Reads[dispute.Claimant] = true
	p.Deliver()
	p.due("K_RETL", "10-12 09:00")
	p.until("10-12 09:00")
	p.claim(1, dispute.Lapsed, 0)
	p.frozen(0)
	for _, d := range p.World.Case.Duties {
		if d.Breach {
			t.Errorf("the merchant is not in breach: %+v", d)
		}
	}
}

// TestTimeline5ReturnContested: signed over the holiday, contested, decided.
func TestTimeline5ReturnContested(t *testing.T) {
	p := returning(t)
	p.until("09-25 10:00")
	p.do(p.Claimant(), "send_back", Pick("carrier", "SF"), Say("waybill", "SF1"))
	p.until("10-01 10:00")
	p.do(Carrier(), "return_signed")
	p.due("K_INSP", "10-08")
	p.due("K_REFD", "10-08")
	p.until("10-08 17:00")
	p.Reads = map[dispute.Side]bool{}
	p.do(p.Respondent(), "contest_return", Pick("ground", "wrong_item"), Pick("opening_record", digest), Say("reason", "a stone"))
	p.until("10-08 18:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.Deliver()
	p.due("K_RD_ANS", "10-10 18:00")
	p.until("10-10 18:00")
	p.due("K_RD_EVD", "10-14")
	p.until("10-14")
	p.due("K_RD_ADJ", "10-19")
}

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// TestTimeline6LongestLawfulCase: every extension there is still ends on day 60.
func TestTimeline6LongestLawfulCase(t *testing.T) {
	p := sit(t, "02-13 10:00").filed(notReceived())
	p.do(p.staff("officer"), "accept")
	p.until("02-14 10:00")
	p.due("K_NEG", "02-28")
	p.due("K_TOTAL", "04-14")
	p.do(p.Respondent(), "offer", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 5000)}))
	p.until("02-28")
	p.due("K_ESC", "03-09")
	p.until("03-09 10:00")
	p.do(p.Claimant(), "escalate")
	p.due("K_PLATFORM", "03-30")
	p.until("03-11 09:00")
	p.do(p.Respondent(), "ask_extension", Say("reason", "the factory is closed"))
	p.do(p.staff("officer"), "extend", Pick("deadline", two(p.Last("K_EVD").No)), Say("reason", "granted"))
	p.due("K_EVD", "03-16")
	p.do(p.Claimant(), "consent_mediation", Pick("consent", "yes"))
	p.do(p.Respondent(), "consent_mediation", Pick("consent", "yes"))
	p.until("03-16")
	p.due("K_XEX", "03-18")
	p.until("03-18")
	p.due("K_MED", "03-23")
	p.do(p.Claimant(), "consent_extension", Pay("days", 5))
	p.due("K_MED", "03-23")
	p.do(p.Respondent(), "extend_mediation", Pay("days", 5))
	p.due("K_MED", "03-30")
	p.until("03-30")
	p.stage("ADJUDICATING")
	p.do(p.staff("adjudicator"), "mark_complex", Say("reason", "two tests"))
	p.due("K_ADJ", "04-14")
	p.due("K_PLATFORM", "04-14")
	p.due("K_TOTAL", "04-14")
}

// TestTimeline7NobodyOfTheStaffActs: the rules decide on day 39; what the escrow
// does not hold is asked of the merchant.
func TestTimeline7NobodyOfTheStaffActs(t *testing.T) {
	p := sit(t, "06-15 09:00", one(), Goods{Qty: 1, Minor: 10000, Signed: 100 * time.Hour, Out: true})
	p.filed(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	p.until("06-16 09:00")
	p.stage("NEGOTIATING")
	p.until("06-17 09:00")
	p.due("K_ANS", "06-19 09:00")
	p.until("06-20 09:00")
	p.due("K_EVD", "06-24")
	p.until("06-24")
	p.due("K_XEX", "06-26")
	p.until("06-26")
	p.due("K_ADJ", "07-03")
	p.due("K_PLATFORM", "07-10")
	p.until("07-03")
	p.due("K_SUP", "07-07")
	p.until("07-07")
	p.due("K_SUP2", "07-10")
	p.until("07-10")
	p.due("K_LAST", "07-24")
	p.until("07-24")
	p.stage("RULE_DECIDED")
	p.claim(1, dispute.Determined, 30000)
	p.claim(2, dispute.Determined, 0)
	for _, n := range p.World.Case.Notices {
		if n.Queued.Equal(moment("07-24")) && !n.Leave.Equal(moment("07-25 08:00")) {
			t.Errorf("%s leaves at %s, want 07-25 08:00", n.Kind, n.Leave)
		}
	}
	p.until("07-26 08:00")
	p.due("K_PAY", "07-27 08:00")
	p.due("K_HUMAN", "08-25")
	if day := moment("07-24").Sub(moment("06-15")).Hours() / 24; day != 39 {
		t.Errorf("day %v, want 39", day)
	}
}

// TestTimeline8StayOfBoth: the clocks go on with what was left.
func TestTimeline8StayOfBoth(t *testing.T) {
	p := sit(t, "08-03 09:00").accepted(notReceived())
	p.refuses()
	p.Reads = map[dispute.Side]bool{}
	p.do(p.Claimant(), "escalate")
	p.until("08-04 10:00")
	p.due("K_EVD", "08-07")
	p.due("K_PLATFORM", "08-24")
	total := p.Last("K_TOTAL").Due
	p.until("08-05 10:00")
	stay := []dispute.Answer{List("claims", "1"), Say("reason", "a test outside")}
	p.do(p.Claimant(), "consent_stay", stay...)
	p.due("K_EVD", "08-07")
	p.do(p.Respondent(), "stay", stay...)
	p.due("K_STAY", "09-04")
	p.until("09-04")
	p.due("K_EVD", "09-08")
	p.due("K_PLATFORM", "09-22")
	if moved := p.Last("K_TOTAL").Due.Sub(total); moved != 30*24*time.Hour {
		t.Errorf("K_TOTAL moved by %s, want 30 days", moved)
	}
}

func two(n int) string {
	if n < 10 {
		return number(n)
	}
	return number(n/10) + number(n%10)
}
