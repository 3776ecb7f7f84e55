package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// orders has the officer ask the respondent for an item.
func (p *play) orders() {
	p.t.Helper()
	p.do(p.staff("officer"), "order_evidence", Pick("to", "R"), Pick("kind", "PACK"), Say("item", "the packing film"), Say("reason", "who packed what"))
}

func item(more ...dispute.Answer) []dispute.Answer {
	return append([]dispute.Answer{Pick("digest", digest), Pick("kind", "PACK")}, more...)
}

// TestOrderOfEvidence (T23): from a party an item is due with the round, or 3 wd after it
// was ordered if that is later; after the round what was ordered still comes in.
func TestOrderOfEvidence(t *testing.T) {
	t.Parallel()
	t.Run("with the round", func(t *testing.T) {
		p := sit(t, "07-06 09:00").inEvidence(notReceived())
		p.do(p.Claimant(), "ask_extension", Say("reason", "away"))
		p.do(p.staff("officer"), "extend", Pick("deadline", two(p.Last("K_EVD").No)), Say("reason", "granted"))
		p.due("K_EVD", "07-10")
		p.orders()
		p.due("K_TPE", "07-10")
		p.do(p.Respondent(), "add_exhibit", item(Pick("order", "1"))...)
		if d := p.Last("K_TPE"); d.State != "met" {
			t.Errorf("the order is %s", d.State)
		}
	})
	t.Run("later than the round", func(t *testing.T) {
		p := sit(t, "07-06 09:00").inEvidence(notReceived())
		p.due("K_EVD", "07-09")
		p.until("07-09 10:00")
		p.orders()
		p.due("K_TPE", "07-14") // 3 wd from Thursday
		p.until("07-13")
		p.stage("ADJUDICATING")
		p.no(p.Claimant(), "add_exhibit", "too_late", item()...)
		p.no(p.Respondent(), "add_exhibit", "incomplete", item(Say("late_reason", "found"))...)
		p.until("07-14 10:00")
		p.do(p.Respondent(), "add_exhibit", item(Pick("order", "1"), Say("late_reason", "as ordered"))...)
		if x := p.World.Case.Exhibits[0]; !x.Late || x.Ordered != 1 {
			t.Errorf("the item: %+v", x)
		}
	})
	t.Run("who does not have it says so", func(t *testing.T) {
		p := sit(t, "07-06 09:00").decided(notReceived())
		p.do(p.staff("adjudicator"), "order_evidence", Pick("to", "R"), Pick("kind", "PACK"), Say("item", "the packing film"), Say("reason", "who packed what"))
		p.until("07-07 10:00")
		p.do(p.Respondent(), "lack_evidence", Pick("order", "1"))
		if d := p.Last("K_TPE"); d.State != "met" {
			t.Errorf("the order is %s", d.State)
		}
		if o := p.World.Case.Orders[0]; !o.Lacked || o.LackedAt.IsZero() || o.Done || o.Missed {
			t.Errorf("the order: %+v", o)
		}
		p.no(p.Respondent(), "lack_evidence", "nothing_there", Pick("order", "1"))
		p.until("07-09")
		if o := p.World.Case.Orders[0]; o.Missed {
			t.Errorf("what was answered is not missed: %+v", o)
		}
		p.no(p.Respondent(), "add_exhibit", "too_late", item(Pick("order", "1"))...)
	})
	t.Run("said before it was served", func(t *testing.T) {
		p := sit(t, "07-06 09:00").inEvidence(notReceived())
		p.Reads = map[dispute.Side]bool{}
		p.orders()
		p.do(p.Respondent(), "lack_evidence", Pick("order", "1"))
		p.until("07-07 09:00")
		p.due("K_TPE", "07-10")
		if d := p.Last("K_TPE"); d.State != "met" {
			t.Errorf("the order is %s", d.State)
		}
	})
	t.Run("what was missing is found in time", func(t *testing.T) {
		p := sit(t, "07-06 09:00").decided(notReceived())
		p.do(p.staff("adjudicator"), "order_evidence", Pick("to", "R"), Pick("kind", "PACK"), Say("item", "the packing film"), Say("reason", "who packed what"))
		p.do(p.Respondent(), "lack_evidence", Pick("order", "1"), Say("reason", "the camera was off"))
		p.until("07-08 10:00")
		p.do(p.Respondent(), "add_exhibit", item(Pick("order", "1"), Say("late_reason", "found it after all"))...)
		if o := p.World.Case.Orders[0]; !o.Done || !o.Lacked {
			t.Errorf("the order: %+v", o)
		}
	})
	t.Run("withheld", func(t *testing.T) {
		p := sit(t, "07-06 09:00").decided(notReceived())
		p.do(p.staff("adjudicator"), "order_evidence", Pick("to", "R"), Pick("kind", "PACK"), Say("item", "the packing film"), Say("reason", "who packed what"))
		p.due("K_TPE", "07-09")
		p.until("07-09")
		if o := p.World.Case.Orders[0]; !o.Missed || o.Done {
			t.Errorf("the order: %+v", o)
		}
		p.no(p.Respondent(), "add_exhibit", "too_late", item(Pick("order", "1"))...)
	})
	t.Run("not served", func(t *testing.T) {
		p := sit(t, "07-06 09:00").inEvidence(notReceived())
		p.Reads = map[dispute.Side]bool{}
		p.orders()
		p.is("before service nothing runs", int64(p.clocks("K_TPE")), 0)
		p.until("07-07 09:00")
		p.due("K_TPE", "07-10")
	})
}

// TestAnnulledWithTimeLeft (T44): the claims go back to their old stage with the time
// that was left when they left it, at least 2 wd; what was paid is an advance.
func TestAnnulledWithTimeLeft(t *testing.T) {
	for _, c := range []struct{ name, settled, due string }{
		{"four days were left", "07-07 10:00", "07-21"},
		{"one day was left", "07-10 10:00", "07-17"}, // at least 2 wd
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sit(t, "07-06 09:00").accepted(notReceived())
			p.due("K_NEG", "07-13")
			p.do(p.Respondent(), "answer", Items("answers", dispute.Answers{Pick("claim", "1"), Pick("answer", "contest")}))
			p.until(c.settled)
			p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 20000)}))
			p.until("07-14 10:00")
			p.do(p.Respondent(), "challenge_settlement", Pick("settlement", "1"), Pick("ground", "mistake"), Say("proof", "a slip of the keys"))
			p.stage("SETTLEMENT_CHECK")
			p.due("K_CHS_D", "07-21")
			p.until("07-15 10:00")
			p.do(p.staff("adjudicator"), "annul_settlement", Say("reason", "a mistake"))
			p.stage("NEGOTIATING")
			p.due("K_NEG", c.due)
			p.claim(1, dispute.Open, 20000)
			p.frozen(10000)
		})
	}
}

// TestSettlementStands (T44): nobody decides of the challenge, and the settlement stands
// for good.
func TestSettlementStands(t *testing.T) {
	p := sit(t, "07-06 09:00").accepted(notReceived())
	p.takes(p.Claimant(), p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 20000), Pick("return", "yes")}))
	p.do(p.Respondent(), "challenge_settlement", Pick("settlement", "1"), Pick("ground", "mistake"), Say("proof", "a slip of the keys"))
	address := p.Last("K_ADDR")
	if address.State != "paused" {
		t.Errorf("what is owed waits, but K_ADDR is %s", address.State)
	}
	p.until("07-13")
	p.stage("PERFORMING")
	if s := p.World.Case.Settled[0]; s.Annulled || !s.Closed || s.Challenged {
		t.Errorf("the settlement: %+v", s)
	}
	p.no(p.Claimant(), "challenge_settlement", "too_late", Pick("settlement", "1"), Pick("ground", "fraud"), Say("proof", "no"))
	if d := p.Last("K_ADDR"); d.State != "running" {
		t.Errorf("K_ADDR is %s", d.State)
	}
}

// TestCorrected (T51): a slip of sum is amended, both are told, and on that point alone
// the window to appeal opens again; a slip of pen changes no sum.
func TestCorrected(t *testing.T) {
	p := sit(t, "07-06 09:00", one(), Goods{Qty: 1, Minor: 9900, Signed: 200 * time.Hour})
	p.decided(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	adj := p.staff("adjudicator")
	p.rules(grants(1, 3000), grants(2, 9900))
	p.due("K_APP", "07-13")
	p.until("07-08 10:00")
	slip := func(amount int64, kind string) []dispute.Answer {
		return []dispute.Answer{Pick("claim", "1"), Pick("slip", kind), Pay("amount", amount), Say("reason", "a nought was lost")}
	}
	p.no(adj, "correct", "bounds", slip(30000, "pen")...)
	p.no(adj, "correct", "bounds", slip(30001, "sum")...)
	before := p.deadlinesOf(2)
	p.do(adj, "correct", slip(30000, "sum")...)
	p.told("amendment", dispute.Claimant, 1)
	p.told("amendment", dispute.Respondent, 1)
	if k := p.World.Case.Claim(1); k.Granted != 30000 || k.Track == p.World.Case.Claim(2).Track {
		t.Errorf("the point corrected: %+v", *k)
	}
	p.same("the window of the other point", before, p.deadlinesOf(2))
	p.due("K_APP", "07-15")
	p.until("07-13")
	p.claim(2, dispute.Performed, 9900)
	p.claim(1, dispute.Determined, 0)
	p.do(p.Respondent(), "appeal", appeals(3000)...)
	p.until("07-15")
	p.is("what the appeal concedes", p.World.Case.Claim(1).Paid, 3000)
}

// TestMediationOnly (T77): past K_FILE, at the claimant's wish; nothing is frozen and
// nothing decided. Both are asked at once; with both consents the mediator has it when
// the talks end, and without result the claims lapse and the routes are told.
func TestMediationOnly(t *testing.T) {
	t.Parallel()
	late := func(t *testing.T) *play {
		t.Helper()
		b, err := Load("tianping-std")
		if err != nil {
			t.Fatal(err)
		}
		t.Parallel()
		now := moment("07-06 09:00")
		goods := one()
		goods.Out = true
		o, m := Bought(b, now.Add(-60*24*time.Hour), func(*escrow.Purchase) {}, goods)
		p := &play{New(b, now, o, m), t}
		p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
		p.Open(dispute.Buyer)
		p.do(p.Claimant(), "submit", Items("claims", notReceived()), Pick("mediation_only", "yes"))
		if !p.World.Case.OutOfTime {
			t.Error("the filing is late")
		}
		if r := p.Make(dispute.Command{Move: "accept", As: "mediation_only", Actor: p.staff("officer")}); r != nil {
			t.Fatalf("accept: %+v", *r)
		}
		p.stage("NEGOTIATING")
		p.frozen(0)
		p.no(p.Claimant(), "escalate", "mediation_only")
		return p
	}
	yes := Pick("consent", "yes")
	t.Run("both consent", func(t *testing.T) {
		p := late(t)
		p.do(p.Claimant(), "consent_mediation", yes)
		p.do(p.Respondent(), "consent_mediation", yes)
		p.until("07-13")
		p.stage("MEDIATING")
		p.until("07-20")
		p.claim(1, dispute.Lapsed, 0)
		p.stage("CLOSED_NOT_PURSUED")
		p.is("the kit", int64(p.alerts("parties", "route_kit")), 1)
		p.never("ADJUDICATING", "EVIDENCE")
	})
	t.Run("the respondent is silent", func(t *testing.T) {
		p := late(t)
		p.do(p.Claimant(), "consent_mediation", yes)
		p.until("07-08 09:00")
		p.claim(1, dispute.Lapsed, 0)
		p.stage("CLOSED_NOT_PURSUED")
	})
	t.Run("they leave", func(t *testing.T) {
		p := late(t)
		p.do(p.Claimant(), "consent_mediation", yes)
		p.do(p.Respondent(), "consent_mediation", yes)
		p.until("07-13")
		p.do(p.Respondent(), "leave", Sure())
		p.claim(1, dispute.Lapsed, 0)
		p.stage("CLOSED_NOT_PURSUED")
	})
}

// TestObjection (T10, T11, K_OBJ): upheld it is a rejection; the desk's silence lets the
// acceptance stand, and other clocks run on.
func TestObjection(t *testing.T) {
	t.Parallel()
	ground := []dispute.Answer{Pick("ground", "NOT_OURS"), Say("reason", "another shop's order")}
	t.Run("upheld", func(t *testing.T) {
		p := sit(t, "07-06 09:00").accepted(notReceived())
		before := p.Last("K_ANS")
		p.do(p.Respondent(), "object_acceptance", ground...)
		p.due("K_OBJ", "07-08")
		p.same("K_ANS", before, p.Last("K_ANS"))
		p.no(p.staff("officer"), "uphold_objection", "conflict", ground...)
		p.do(Roster()["officer_2"], "uphold_objection", ground...)
		p.stage("REJECTED")
		p.due("K_RJ_HOLD", "07-09 09:00")
		p.frozen(30000)
	})
	t.Run("silence", func(t *testing.T) {
		p := sit(t, "07-06 09:00").accepted(notReceived())
		p.do(p.Respondent(), "object_acceptance", ground...)
		p.do(p.Respondent(), "answer", Items("answers", dispute.Answers{Pick("claim", "1"), Pick("answer", "contest")}))
		p.until("07-08")
		p.stage("NEGOTIATING")
		p.no(Roster()["officer_2"], "uphold_objection", "too_late", ground...)
	})
}

// TestRulebookPinned (T03, design 4): submit and accept each pin the rulebook in force;
// from acceptance the case keeps it.
func TestRulebookPinned(t *testing.T) {
	p := sit(t, "07-06 09:00")
	next := func(hash, version string) *dispute.Book {
		q := p.Book.Procedure
		q.Version = version
		return dispute.NewBook(hash, q, p.Book.Calendar, p.Book.Reasons, p.Book.Authority)
	}
	p.Open(dispute.Buyer)
	p.Book = next("second", "1.1.0")
	p.do(p.Claimant(), "submit", Items("claims", notReceived()))
	is := func(rulebook, procedure string) {
		t.Helper()
		if c := p.World.Case; c.Rulebook != rulebook || c.Procedure != procedure {
			t.Errorf("pinned %s %s, want %s %s", c.Rulebook, c.Procedure, rulebook, procedure)
		}
	}
	is("second", "tianping-std@1.1.0")
	p.Book = next("third", "1.2.0")
	p.do(p.staff("officer"), "accept")
	is("third", "tianping-std@1.2.0")
	p.Book = next("fourth", "1.3.0")
	p.refuses()
	p.do(p.Claimant(), "escalate")
	is("third", "tianping-std@1.2.0")
	pins := 0
	for _, e := range p.Entries {
		if _, ok := e.Event.(dispute.RulebookPinned); ok {
			pins++
		}
	}
	p.is("pinned", int64(pins), 2)
}
