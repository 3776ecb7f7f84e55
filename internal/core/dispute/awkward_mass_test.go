package dispute_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// TestCase14_EqualComplaints (T76, K_BAR): 300 equal complaints and a deposit that
// does not reach. They are linked, never merged; debits wait for K_BAR, then share
// it pro rata by largest remainder; the order's own escrow is nobody else's.
func TestCase14_EqualComplaints(t *testing.T) {
	p := sit(t, "07-06 09:00", Goods{Qty: 1, Minor: 15000, Signed: 100 * time.Hour, Out: true}, one())
	p.World.Facts.FundFree = 0
	p.World.Facts.Mass = []dispute.MassGroup{{ID: "m1", Cases: 300}}
	p.accepted(notReceived(), Claim("E1", "REFUND_ONLY", 0, "2", "1"))
	p.deposit(100000)
	p.do(p.staff("officer"), "link_mass", Pick("group", "m1"), Pick("deposit_risk", "yes"), Say("reason", "one batch"))
	p.due("K_BAR", "07-27")
	if c := p.World.Case; len(c.Claims) != 2 || len(c.Parties) != 2 || len(c.Tracks) != 1 {
		t.Errorf("linked is not merged: %+v", c.Claims)
	}
	p.takes(p.Respondent(), p.demand())
	p.claim(2, dispute.Performed, 30000) // its own escrow, at once
	p.until("07-08 09:00")
	p.is("deposit before K_BAR", p.bond(), 100000)
	owed := p.of(1, "PAY")
	if owed.State != "PAY_DEPOSIT" || owed.Breach {
		t.Errorf("while the deposit is barred nobody is late: %+v", owed)
	}
	p.due("K_DEP", "07-27")
	if joined := p.World.Merchant.Bar.Claims; len(joined) != 1 || joined[0].Minor != 15000 || joined[0].Obligation != owed.No {
		t.Errorf("joined: %+v", joined)
	}
	for n := range 299 {
		p.books(func(b escrow.Books, by escrow.By) (escrow.Done, error) {
			other := id.From[id.Case]([16]byte{0: 5, 14: byte(n >> 8), 15: byte(n)})
			return escrow.JoinBar(b, by, escrow.BarredDue{Case: other, Obligation: 1, Currency: "CNY", Minor: 15000})
		})
	}
	p.until("07-27")
	shares := map[int64]int{}
	var total int64
	for _, c := range p.World.Merchant.Bar.Claims {
		shares[c.ShareMinor]++
		total += c.ShareMinor
	}
	if shares[333] != 200 || shares[334] != 100 {
		t.Errorf("shares %v, want 200 of 3.33 and 100 of 3.34", shares)
	}
	p.is("shared out", total, 100000)
	short := p.of(1, "PAY")
	if want := []dispute.Paid{{Source: "deposit", Minor: 334}}; !slices.Equal(short.Sources, want) || short.State != "PAY_SHORT" {
		t.Errorf("paid %+v in %s", short.Sources, short.State)
	}
	p.is("short to the fen", short.Short, 15000-334)
	p.claim(1, dispute.Unrecovered, 334)
	p.claim(2, dispute.Performed, 30000)
}

// shopOfPlatform is a case against a shop of the platform's own, after the round.
func shopOfPlatform(t *testing.T) *play {
	t.Helper()
	p := shaped(t, "07-06 09:00", func(x *escrow.Purchase) { x.SelfOperated = true }, one())
	p.inEvidence(notReceived())
	return p
}

// TestCase15_SelfOperated (E42, T28, T29, T52, T53): mediation by an outside body, then
// a final answer that binds the seller alone; no ruling is reachable; the routes
// outside are told at once, and what was refused stays frozen 15 nd.
func TestCase15_SelfOperated(t *testing.T) {
	t.Parallel()
	answer := []dispute.Answer{Items("results", grants(1, 10000)), Sure()}
	seller := Roster()["platform_as_seller"]
	answered := func(t *testing.T) *play {
		t.Helper()
		p := shopOfPlatform(t)
		p.closeRound()
		p.stage("SELLER_FINAL")
		p.due("K_FINAL", "07-13")
		p.do(seller, "final_answer", answer...)
		p.stage("ANSWERED")
		p.claim(1, dispute.Determined, 10000)
		p.frozen(20000)
		p.is("the kit, at once", int64(p.alerts("claimant", "route_kit")), 1)
		p.told("final_answer", dispute.Claimant, 1)
		p.due("K_FINX", "07-21")
		return p
	}
	t.Run("time passes", func(t *testing.T) {
		p := answered(t)
		p.until("07-20")
		p.frozen(20000)
		p.until("07-21")
		p.frozen(0)
		p.is("thawed", p.picture().HeldMinor, 20000)
		p.claim(1, dispute.Performed, 10000)
		p.stage("CLOSED_FINAL_ANSWER")
		p.never("RULED", "ADJUDICATING", "APPEAL", "RULE_DECIDED", "MEDIATING")
	})
	t.Run("the claimant takes it", func(t *testing.T) {
		p := answered(t)
		p.do(p.Claimant(), "accept_final_answer", Sure())
		p.claim(1, dispute.Performed, 10000)
		p.frozen(0)
		p.stage("CLOSED_PERFORMED")
	})
	t.Run("refused outright", func(t *testing.T) {
		p := shopOfPlatform(t)
		p.closeRound()
		p.do(seller, "final_answer", Items("results", dismisses(1)), Sure())
		p.claim(1, dispute.Open, 0)
		p.until("07-20")
		p.frozen(30000)
		p.until("07-21")
		p.claim(1, dispute.Lapsed, 0)
		p.is("thawed", p.picture().HeldMinor, 30000)
	})
	t.Run("filed outside", func(t *testing.T) {
		p := answered(t)
		p.until("07-20 10:00")
		p.body("regulator", "1")
		if due := p.Last("K_EXT_MAX").Due; !due.Equal(moment("01-18").AddDate(1, 0, 0)) { // 180 nd end on a Saturday
			t.Errorf("K_EXT_MAX is due %s", due.In(shanghai))
		}
		p.until("12-31")
		p.frozen(20000)
	})
	t.Run("the seller is silent", func(t *testing.T) {
		p := shopOfPlatform(t)
		p.closeRound()
		p.until("07-13")
		p.stage("ANSWERED")
		p.claim(1, dispute.Performed, 30000)
	})
	t.Run("mediation by an outside body", func(t *testing.T) {
		p := shopOfPlatform(t)
		p.do(p.Claimant(), "consent_mediation", Pick("consent", "yes"))
		p.do(p.Respondent(), "consent_mediation", Pick("consent", "yes"))
		p.no(p.staff("officer"), "fast_track", "self_operated", Say("reason", "clear"))
		p.closeRound()
		p.stage("MEDIATING")
		p.do(p.Claimant(), "leave", Sure())
		p.stage("SELLER_FINAL")
		p.no(p.staff("adjudicator"), "rule", "wrong_stage", ruling(grants(1, 10000))...)
	})
}

// TestCase16_StaffAbsent (T36, T37, inv. 3; timeline 7): from every state of a track or an
// obligation, with nobody of the staff for 60 days, every case has ended or has a
// dated exit, and in the end no fen is held by it.
func TestCase16_StaffAbsent(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for _, s := range allScenes(t) {
		if s.fault != "" || s.row.state == "JURY" || s.row.has("off") || tried[s.row.state] {
			continue
		}
		tried[s.row.state] = true
		if err := atRest(NewPlayer(s.desk.Copy(b), 1)); err != nil {
			t.Errorf("%s: %v", s.row.state, err)
		}
	}
	for i := range b.Procedure.Stages {
		if g := &b.Procedure.Stages[i]; !g.Terminal && g.Feature == "" && !tried[g.ID] {
			t.Errorf("%s was not tried", g.ID)
		}
	}
	for i := range b.Procedure.Duties {
		for _, s := range b.Procedure.Duties[i].States {
			if !s.Terminal && !tried[s.ID] {
				t.Errorf("%s was not tried", s.ID)
			}
		}
	}
}
