package dispute_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
)

// less is a table without one rule, and the moves that rule speaks of.
func less(t party.Table, ruleID string) (left party.Table, acts []string) {
	rule, _ := t.Rule(ruleID)
	for _, class := range rule.Actions {
		acts = append(acts, class.Moves()...)
	}
	left = t
	left.Rules = slices.DeleteFunc(slices.Clone(t.Rules), func(r party.Rule) bool { return r.ID == ruleID })
	return left, acts
}

// plight is a case in a state where a rule of the table decides: the act of who, its
// refusal, and the rule that is named.
type plight struct {
	name, state string
	set         func(*stage) dispute.Command
	code, rule  string
}

// plights show the denials that no row of who-may.csv can show.
var plights = []plight{
	{"tied to the merchant", "SUBMITTED", func(s *stage) dispute.Command {
		s.World.Facts.Tied = []id.Person{Roster()["officer"].Person}
		return dispute.Command{Move: "accept", Actor: Roster()["officer"]}
	}, "conflict", "F01"},
	{"stepped down", "ADJUDICATING", func(s *stage) dispute.Command {
		who := s.holder("adjudicator")
		s.full(who, "recuse")
		return dispute.Command{Move: "order_evidence", Actor: who}
	}, "conflict", "F02"},
	{"approved, then decides", "ADJUDICATING", func(s *stage) dispute.Command {
		s.draftApproved()
		s.full(s.holder("adjudicator"), "recuse")
		return dispute.Command{Move: "rule", Actor: Roster()["four_eyes"]}
	}, "conflict", "F10"},
	{"looks again twice", "REJECT_REVIEW", func(s *stage) dispute.Command {
		s.full(Roster()["officer_2"], "accept")
		s.full(s.Respondent(), "object_acceptance")
		s.full(Roster()["officer"], "uphold_objection")
		s.full(s.Claimant(), "review_rejection")
		return dispute.Command{Move: "confirm_rejection", Actor: Roster()["officer_2"]}
	}, "conflict", "F14"},
	{"looked again, then runs the rounds", "REJECT_REVIEW", func(s *stage) dispute.Command {
		s.full(Roster()["officer_2"], "accept")
		return dispute.Command{Move: "message", Actor: Roster()["officer_2"]}
	}, "conflict", "F15"},
	{"decides, then opens the talks", "ADJUDICATING", func(s *stage) dispute.Command {
		who := s.holder("adjudicator")
		who.Roles = append(slices.Clone(who.Roles), "officer")
		return dispute.Command{Move: "open_talks", Actor: who}
	}, "conflict", "F21"},
	{"above the limit", "RULED", func(s *stage) dispute.Command {
		who := s.Respondent()
		who.Limit = 10000
		return dispute.Command{Move: "waive_appeal", Actor: who, In: dispute.Answers{Sure()}}
	}, "bounds", "F40"},
	{"a locked account agrees", "EVIDENCE", func(s *stage) dispute.Command {
		s.befalls("lock_party", dispute.Claimant)
		return dispute.Command{Move: "consent_stay", Actor: s.Claimant()}
	}, "locked", "F41"},
	{"a minor promises", "NEGOTIATING", func(s *stage) dispute.Command {
		s.befalls("incapable", dispute.Claimant)
		return dispute.Command{Move: "offer", Actor: s.Claimant()}
	}, "no_capacity", "F42"},
	{"the dead promise", "NEGOTIATING", func(s *stage) dispute.Command {
		s.befalls("substitute", dispute.Claimant)
		return dispute.Command{Move: "offer", Actor: s.Claimant()}
	}, "no_capacity", "F43"},
	{"an ordinary power settles", "NEGOTIATING", func(s *stage) dispute.Command {
		s.befalls("represent", dispute.Claimant, Pick("person", Person(21).String()))
		return dispute.Command{Move: "offer", Actor: dispute.Actor{Person: Person(21), Side: dispute.Claimant, For: true}}
	}, "wrong_capacity", "F44"},
	{"a power that has ended", "NEGOTIATING", func(s *stage) dispute.Command {
		until := s.Now.Add(time.Hour)
		s.befalls("represent", dispute.Claimant, Pick("person", Person(21).String()), dispute.Answer{Name: "until", At: &until})
		s.Until(until)
		return dispute.Command{Move: "add_exhibit", Actor: dispute.Actor{Person: Person(21), Side: dispute.Claimant, For: true}}
	}, "wrong_capacity", party.NoRule},
}

// begun sets a state up for a test that is no row of the table.
func begun(b *dispute.Book, state string) *stage {
	s := &stage{row: tableRow{state: state}}
	s.Desk = s.sit(b)
	s.reach(state)
	return s
}

// TestTheTableIsAsked proves that Moves and Decide ask the rule table: each plight is
// refused under its rule, not listed, and possible once the rule is taken out.
func TestTheTableIsAsked(t *testing.T) {
	t.Parallel()
	whole, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range plights {
		s := begun(whole, p.state)
		cmd := p.set(s)
		_, _, refusal := dispute.Decide(whole, s.now(), cmd)
		if refusal == nil || refusal.Code != p.code || refusal.Rule != p.rule {
			t.Errorf("%s: got %+v, want %s by %s", p.name, refusal, p.code, p.rule)
		}
		listed := func(b *dispute.Book) bool {
			return slices.ContainsFunc(dispute.Moves(b, s.now(), cmd.Actor), func(m dispute.Move) bool { return m.Name == cmd.Move })
		}
		if listed(whole) {
			t.Errorf("%s: listed although refused", p.name)
		}
		if p.rule == party.NoRule {
			continue
		}
		left, _ := less(whole.Authority, p.rule)
		broken := dispute.NewBook("test", whole.Procedure, whole.Calendar, whole.Reasons, left)
		_, _, now := dispute.Decide(broken, s.now(), cmd)
		if now != nil && now.Rule == p.rule {
			t.Errorf("%s: refused by a rule that is not there", p.name)
		}
		if now != nil && now.Code == p.code {
			t.Errorf("%s: still %s without %s", p.name, now.Code, p.rule)
		}
	}
}

// TestWhoActsForWhom proves that the right person in the same plight may act, under
// the rule the event then names: a special power, the guardian, the heir.
func TestWhoActsForWhom(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	for name, set := range map[string]func(*stage){
		"special power": func(s *stage) {
			s.befalls("represent", dispute.Claimant, Pick("person", Person(21).String()), Pick("power", string(party.SpecialAgent)))
		},
		"guardian": func(s *stage) { s.befalls("incapable", dispute.Claimant, Pick("person", Person(21).String())) },
		"heir": func(s *stage) {
			s.befalls("substitute", dispute.Claimant)
			s.befalls("succeed", dispute.Claimant, Pick("person", Person(21).String()))
		},
	} {
		s := begun(b, "NEGOTIATING")
		set(s)
		s.offers(s.Respondent(), 20000)
		o := s.World.Talks.Offers[len(s.World.Talks.Offers)-1]
		before := len(s.Entries)
		s.must(dispute.Actor{Person: Person(21), Side: dispute.Claimant, For: true}, "accept_offer", accepts(o)...)
		said := ""
		for _, e := range s.Entries[before:] {
			if act, ok := e.Event.(dispute.Act); ok && act.Move == "accept_offer" {
				said = act.Rule
			}
		}
		if said != "P03" || s.World.Case.Claims[0].State == dispute.Open {
			t.Errorf("%s: accepted under %q, the claim is %s", name, said, s.World.Case.Claims[0].State)
		}
	}
}

// TestNobodyVouchesForHimself proves what an account in doubt, a minor or who claims
// to be an heir may not say of itself: each of it is recorded by the desk only.
func TestNobodyVouchesForHimself(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ befell, event string }{
		{"lock_party", "unlock"}, {"lock_party", "represent"}, {"incapable", "guardian"}, {"incapable", "ratify"}, {"substitute", "succeed"}, {"substitute", "represent"},
	} {
		s := begun(b, "NEGOTIATING")
		s.befalls(c.befell, dispute.Claimant)
		say := []dispute.Answer{Pick("party", "C"), Pick("event", c.event), proof("proof")}
		if c.event != "unlock" && c.event != "ratify" {
			say = append(say, Pick("person", Person(21).String()))
		}
		if r := s.Do(s.Claimant(), "party_event", say...); r == nil {
			t.Errorf("after %s the account itself said %s", c.befell, c.event)
		}
	}
}

// TestTheCaseFollowsTheAccount proves that a lock of the account outside the case
// bars at once what cannot be undone, lays the hold when the case next looks, and
// ends with the account's lock; told twice it changes nothing.
func TestTheCaseFollowsTheAccount(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	s := begun(b, "NEGOTIATING")
	s.World.Facts.Locked, s.World.Facts.LockedSince = []dispute.Side{dispute.Claimant}, s.Now.Add(-time.Hour)
	if r := s.Do(s.Claimant(), "withdraw", List("claims", "1"), Sure()); r == nil || r.Code != "locked" {
		t.Errorf("withdrawn by an account that is locked: %+v", r)
	}
	out, w := dispute.Follow(b, s.now())
	p := w.Case.Party(dispute.Claimant)
	if len(out) == 0 || !p.Locked || !p.LockedSince.Equal(s.World.Facts.LockedSince) || len(w.Case.Holds) != 1 || w.Case.Holds[0].Kind != "LOCKED" {
		t.Fatalf("the case does not follow: %+v %+v", p, w.Case.Holds)
	}
	if again, _ := dispute.Follow(b, w); len(again) != 0 {
		t.Errorf("told twice: %v", again)
	}
	w.Facts.Locked = nil
	if _, w = dispute.Follow(b, w); w.Case.Party(dispute.Claimant).Locked || !w.Case.Holds[0].Lifted {
		t.Errorf("the lock outlives the account's: %+v", w.Case.Holds)
	}
}

// TestUnkept proves that a procedure whose separations the table does not keep is
// found out.
func TestUnkept(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Unkept(); len(got) != 0 {
		t.Errorf("not kept apart: %v", got)
	}
	for ruleID, pair := range map[string][2]string{
		"F03": {"adjudicator", "mediator"}, "F04": {"reviewer", "mediator"}, "F05": {"mediator", "adjudicator"}, "F06": {"reviewer", "adjudicator"},
		"F07": {"reviewer", "four_eyes"}, "F11": {"adjudicator", "saw_offers"}, "F12": {"reviewer", "saw_offers"}, "F13": {"officer_2", "officer"}, "F15": {"officer", "officer_2"},
	} {
		left, _ := less(b.Authority, ruleID)
		if got := dispute.NewBook("test", b.Procedure, b.Calendar, b.Reasons, left).Unkept(); !slices.Contains(got, pair) {
			t.Errorf("without %s: %v, want %v among them", ruleID, got, pair)
		}
	}
}
