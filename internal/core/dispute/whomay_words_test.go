package dispute_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// obligation brings the case to a state of an obligation.
func (s *stage) obligation(state string) {
	switch state {
	case "PAY_DUE", "PAY_OWN", "PAY_DEPOSIT", "PAY_DONE":
		s.final(partly(30000))
		switch state {
		case "PAY_DEPOSIT", "PAY_OWN":
			s.Until(s.Last("K_PAY").Due)
		case "PAY_DONE":
			s.on(s.Respondent(), "PAY_DUE", "pay")
			s.Hear(dispute.Signal{Kind: "own_arrived", Ref: s.World.Case.Duties[0].Paying})
		}
	case "RET_ADDRESS":
		s.final(granted(true))
	case "RET_DUE":
		s.obligation("RET_ADDRESS")
		s.on(s.Respondent(), "RET_ADDRESS", "give_address")
	case "RET_GRACE":
		s.obligation("RET_DUE")
		s.Until(s.Last("K_RET").Due)
	case "RET_LAPSING":
		s.obligation("RET_GRACE")
		s.Until(s.Last("K_RETG").Due)
	case "RET_LAPSED":
		s.obligation("RET_LAPSING")
		s.Until(s.Now.Add(12 * time.Hour)) // a notice queued at midnight leaves in the morning
		s.Until(s.Last("K_RETL").Due)
	case "RET_TRANSIT":
		s.obligation("RET_DUE")
		s.on(s.Claimant(), "RET_DUE", "send_back")
	case "RET_INSPECT":
		s.obligation("RET_TRANSIT")
		s.must(Carrier(), "return_signed")
	case "RET_DONE":
		s.obligation("RET_INSPECT")
		s.on(s.Respondent(), "RET_INSPECT", "accept_return")
	case "RET_DISPUTE_ANSWER":
		s.obligation("RET_INSPECT")
		s.on(s.Respondent(), "RET_INSPECT", "contest_return")
	case "RET_DISPUTE_EVIDENCE":
		s.obligation("RET_DISPUTE_ANSWER")
		s.on(s.Claimant(), "RET_DISPUTE_ANSWER", "answer_contest")
	case "RET_DISPUTE_DECIDE":
		s.obligation("RET_DISPUTE_EVIDENCE")
		s.Until(s.Last("K_RD_EVD").Due)
	case "RET_DISPUTE_RULED":
		s.obligation("RET_DISPUTE_DECIDE")
		s.Until(s.Now.Add(10 * time.Hour))
		result := "refused"
		if s.row.of("appealed", "R") {
			result = "accepted"
		}
		s.on(s.holder("adjudicator"), "RET_DISPUTE_DECIDE", "rule_return", Pick("result", result))
	case "RET_DISPUTE_REVIEW":
		s.obligation("RET_DISPUTE_RULED")
		who := s.Claimant()
		if s.row.of("appealed", "R") {
			who = s.Respondent()
		}
		s.on(who, "RET_DISPUTE_RULED", "appeal")
		s.Until(s.Last("K_RD_APP").Due)
	default:
		s.goods(state)
	}
}

// goods are the obligations to send goods again, and to do an act.
func (s *stage) goods(state string) {
	switch state {
	case "REPL_SHIP", "ACT_DUE":
		s.final(granted(false))
	case "REPL_WAY":
		s.goods("REPL_SHIP")
		s.on(s.Respondent(), "REPL_SHIP", "ship_replacement")
	case "REPL_CHOICE":
		s.goods("REPL_SHIP")
		s.Until(s.Last("K_REPL_SHIP").Due)
	case "REPL_DONE":
		s.goods("REPL_WAY")
		s.must(Carrier(), "confirm_replacement")
	case "ACT_BREACH":
		s.goods("ACT_DUE")
		s.Until(s.Last("K_ACT").Due)
	case "ACT_VALUE":
		s.goods("ACT_BREACH")
		s.on(s.Claimant(), "ACT_BREACH", "ask_value")
	default:
		s.fail("%s is no state this build knows", state)
	}
}

// on makes a move on the obligation of a state.
func (s *stage) on(who dispute.Actor, state, move string, in ...dispute.Answer) {
	for _, d := range s.World.Case.Duties {
		if d.State == state && !d.Cancelled {
			cmd := dispute.Command{Move: move, Actor: who, Duty: d.No}
			cmd.In = Fill(nil, dispute.Inputs(s.Book, s.now(), cmd), in...)
			s.make(cmd)
			return
		}
	}
	s.fail("no obligation is in %s", state)
}

// after changes what is so in the state reached.
func (s *stage) after() {
	for i, g := range s.row.given {
		last := i == len(s.row.given)-1 && s.row.who == "timer" && s.row.act == "close_window" && s.row.expect == "allowed"
		s.word(g, last)
	}
}

// ahead are words that reach and sit have dealt with, or that the inputs, the
// facts or the actor show.
var ahead = []string{
	"merchant_files", "self_operated", "found_self_operated", "found_ordinary", "foreign_order", "other_order", "lacks", "late_filing",
	"wants_mediation", "as_mediation", "mediation_only", "unlisted_ground", "out_of_bounds", "silent", "unheard", "saw_offers", "by_other_login",
	"assignee_mediated", "remanded_once", "from_appeal", "return_accepted", "not_a_slip", "by_settlement", "deposit_short", "forbidden_term",
	"body_letter", "mass20", "sum_high", "result_missing", "worse_for_C", "was", "off",
}

func (s *stage) word(g given, last bool) {
	us := s.side()
	them := s.party(us.Other())
	switch g.word {
	case "answered":
		if s.row.state == "NEGOTIATING" && !s.row.has("wd3") {
			s.contests()
		}
	case "refused":
		s.answers("refuse")
	case "objected":
		s.full(s.Respondent(), "object_acceptance")
		if s.row.of("over", "K_OBJ") {
			s.contests()
		}
	case "wd3":
		if s.row.has("answered") {
			s.contests()
		} else {
			s.waits()
		}
		s.wd3()
	case "over":
		s.over(g.of)
	case "running":
		s.running(g.of)
	case "second_time":
		s.secondTime()
	case "offer":
		s.offer(g.of, us)
	case "other_agreed":
		s.otherAgreed(them)
	case "locked":
		if s.row.state == "DRAFT" {
			s.World.Facts.Locked = []dispute.Side{us}
			return
		}
		s.befalls("lock_party", us)
	case "incapable":
		s.befalls("incapable", us)
	case "guardian":
		s.befalls("incapable", us, Pick("person", Person(24).String()))
	case "held":
		s.hold(g.of, us)
	case "both_done":
		s.dones()
	case "both_consented":
		s.consents(s.Claimant(), s.Respondent())
	case "one_consented":
		s.consents(s.Claimant())
	case "item_ordered":
		s.order(us)
	case "new_item_served":
		s.newItem(them)
	case "extension_asked":
		s.full(s.Claimant(), "ask_extension")
	case "extension_used":
		s.full(Roster()["officer"], "extend")
	case "draft_done":
		s.draft()
	case "approved":
		s.full(Roster()["four_eyes"], "approve")
	case "challenged":
		s.full(s.Claimant(), "challenge_neutral")
	case "appealed", "waived":
		s.window(g, last)
	case "external":
		s.must(s.Claimant(), "external_accepted", Pick("body", "regulator"), List("claims", "1"), proof("proof"))
	case "linked":
		s.full(Roster()["officer"], "link")
	case "due":
		s.beforeDue()
	default:
		if !slices.Contains(ahead, g.word) {
			s.fail("%q is no word this test knows", g.word)
		}
	}
}

func proof(name string) dispute.Answer { return Pick(name, fmt.Sprintf("%064x", 9)) }

// side is the side of who acts; of staff and strangers the claimant's, so that
// "the other side" is the respondent.
func (s *stage) side() dispute.Side {
	switch s.row.who {
	case "respondent":
		return dispute.Respondent
	case "creditor":
		if s.duty() == "RETURN" {
			return dispute.Respondent
		}
	case "debtor":
		if s.duty() != "RETURN" {
			return dispute.Respondent
		}
	}
	return dispute.Claimant
}

func (s *stage) party(side dispute.Side) dispute.Actor {
	if side == dispute.Claimant {
		return s.Claimant()
	}
	return s.Respondent()
}

// befalls records what happened to a side, told by an officer.
func (s *stage) befalls(event string, side dispute.Side, more ...dispute.Answer) {
	s.must(first, "party_event", append([]dispute.Answer{Pick("party", string(side)), Pick("event", event), proof("proof")}, more...)...)
}

func (s *stage) over(what string) {
	switch what {
	case "half_K_ANS":
		s.halfway()
	case "K_RJ_HOLD":
		s.Until(s.Now.Add(80 * time.Hour))
	case "stay.min":
		s.Until(s.Now.AddDate(0, 0, 8))
	default:
		s.Until(s.Last(what).Due)
	}
}

func (s *stage) running(clock string) {
	switch clock {
	case "K_FAST":
		s.full(first, "fast_track")
	case "K_SUP", "K_SUP2":
		for _, c := range []string{"K_ADJ", "K_RD_ADJ", "K_VAL"} {
			if d := s.Last(c); d.No != 0 && d.Running() {
				s.Until(d.Due)
			}
		}
		if clock == "K_SUP2" {
			s.Until(s.Last("K_SUP").Due)
		}
	}
	if d := s.Last(clock); d.No == 0 || !d.Running() {
		s.fail("%s does not run", clock)
	}
}

// secondTime makes the row's own act once.
func (s *stage) secondTime() {
	who := s.actor()
	switch s.row.act {
	case "ask_cure":
		s.full(who, "ask_cure")
		s.full(s.Claimant(), "cure")
	case "wait":
		s.must(who, "wait")
	case "choose_time":
		s.on(who, "REPL_CHOICE", "choose_time")
		s.Until(s.Last("K_REPL_SHIP").Due)
	case "appeal":
		if s.duty() != "" {
			s.on(who, s.row.state, "appeal")
			return
		}
		s.appealBy(who)
	default:
		if s.duty() != "" {
			s.on(who, s.row.state, s.row.act)
			return
		}
		s.full(who, s.row.act)
	}
}

func (s *stage) offer(kind string, us dispute.Side) {
	them := s.party(us.Other())
	if s.row.state == "MEDIATING" {
		s.must(s.holder("mediator"), "propose", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 20000)}))
		return
	}
	switch kind {
	case "open":
		s.offers(them, 20000)
	case "own":
		s.offers(s.party(us), 20000)
	case "changed":
		s.offers(them, 20000)
		s.offers(them, 10000)
	case "lapsed":
		s.offers(them, 20000, dispute.Answer{Name: "hours", Minor: 24})
		s.Until(s.Now.Add(25 * time.Hour))
	}
}

// otherAgreed: the other side consents to just this act on these terms.
func (s *stage) otherAgreed(them dispute.Actor) {
	switch s.row.act {
	case "accept_offer":
		s.must(them, "accept_offer", accepts(s.World.Talks.Offers[len(s.World.Talks.Offers)-1])...)
	case "agree_deadline":
		until := s.Now.AddDate(0, 0, 4)
		s.must(them, "consent_deadline", dispute.Answer{Name: "until", At: &until})
	case "extend_mediation":
		s.must(them, "consent_extension", Pay("days", 5))
	case "withdraw":
		s.full(them, "consent_withdrawal", List("claims", "1"))
	default:
		s.full(them, "consent_"+s.row.act)
	}
}

func (s *stage) hold(kind string, us dispute.Side) {
	claims := List("claims", "1")
	switch kind {
	case "STAYED":
		s.must(s.Respondent(), "consent_stay", claims)
		s.must(s.Claimant(), "stay", claims)
	case "STAYED_PROOF", "STAYED_POLICE":
		s.must(first, "stay", claims, proof("letter"), Say("reason", "police"))
		if kind == "STAYED_POLICE" {
			s.must(first, "prove_held", Pick("hold", "1"), proof("proof"))
		}
	case "STAYED_EXTERNAL":
		s.must(s.Claimant(), "external_accepted", Pick("body", "court"), claims, proof("proof"))
	case "STAYED_PARTY":
		s.befalls("substitute", us.Other())
	case "STAYED_TEST":
		s.full(first, "order_test")
	case "LOCKED":
		s.befalls("lock_party", us.Other())
	case "INSOLVENT":
		s.befalls("insolvency_opened", dispute.Respondent)
	case "MASS_BAR":
		s.World.Facts.Mass = []dispute.MassGroup{{ID: "m1", Cases: 20}}
		s.must(first, "link_mass", Pick("group", "m1"), Pick("deposit_risk", "yes"), Say("reason", "equal"))
	}
	if n := len(s.World.Case.Holds); n == 0 || s.World.Case.Holds[n-1].Kind != kind {
		s.fail("no hold %s: %+v", kind, s.World.Case.Holds)
	}
}

// order has who decides ask an item of the side, or of a third party.
func (s *stage) order(us dispute.Side) {
	who, move, to := s.holder("adjudicator"), "order_evidence", string(us)
	switch s.row.state {
	case "APPEAL":
		who = s.holder("reviewer")
	case "EVIDENCE":
		who = Roster()["officer"]
	}
	if s.row.who == "third_party" {
		move, to = "third_party_request", "carrier"
	}
	s.full(who, move, Pick("to", to))
}

func (s *stage) newItem(them dispute.Actor) {
	if s.duty() != "" {
		s.on(them, s.row.state, "add_exhibit")
		return
	}
	s.order(them.Side)
	s.full(them, "add_exhibit")
}

// window is an appeal or a waiver of a side; where the row is about what then
// follows by itself, it is the act played.
func (s *stage) window(g given, last bool) {
	if s.row.state == "APPEAL" || s.duty() != "" {
		return // in the way there
	}
	who := s.party(dispute.Side(g.of))
	cmd := dispute.Command{Move: "waive_appeal", Actor: who, In: dispute.Answers{Sure()}}
	if g.word == "appealed" {
		cmd.Move, cmd.In = "appeal", appeals(map[dispute.Side]int64{dispute.Claimant: 30000}[who.Side])
	}
	if last {
		s.pending = &cmd
		return
	}
	s.make(cmd)
}

// beforeDue stands just before the instant at which the clock that calls the act
// ends.
func (s *stage) beforeDue() {
	clock := map[string]string{
		"SUBMITTED": "K_INTAKE", "REJECT_REVIEW": "K_RJ_REV", "NEGOTIATING": "K_ANS", "EVIDENCE": "K_XEX",
		"SELLER_FINAL": "K_FINAL", "RULED": "K_APP", "RET_INSPECT": "K_INSP",
	}[s.row.state]
	if s.row.act == "resume" {
		clock = "K_STAY"
	}
	if clock == "K_XEX" {
		s.Until(s.Last("K_EVD").Due)
	}
	d := s.Last(clock)
	if d.No == 0 || !d.Running() {
		s.fail("%s does not run", clock)
	}
	s.Until(d.Due.Add(-time.Second))
}

// actor is who acts in the row.
func (s *stage) actor() dispute.Actor {
	a := s.ordinary()
	switch {
	case s.row.has("guardian"):
		a.Person, a.For = Person(24), true
	case s.row.has("was"):
		a.Person = s.been(s.row.arg("was"))
	}
	if s.row.has("by_other_login") {
		s.World.Facts.Same = linked(a.Person, Person(99))
		a.Person = Person(99)
	}
	return a
}

func linked(x, y id.Person) func(a, b id.Person) bool {
	return func(a, b id.Person) bool { return a == x && b == y || a == y && b == x }
}

func (s *stage) ordinary() dispute.Actor {
	switch s.row.who {
	case "claimant", "respondent", "debtor", "creditor":
		return s.party(s.side())
	case "timer":
		return dispute.Actor{System: "T"}
	case "carrier":
		return Carrier()
	case "stranger":
		return dispute.Actor{Person: Person(66)}
	case "representative":
		return dispute.Actor{Person: Person(21), Side: dispute.Claimant, For: true}
	case "third_party":
		return Staff(20, "third_party")
	case "regulator":
		return Staff(22, "regulator")
	case "admin":
		return Staff(23, "admin")
	case "four_eyes":
		return dispute.Actor{Person: Roster()["four_eyes"].Person, Roles: []string{"four_eyes"}}
	case "mediator", "adjudicator", "reviewer":
		if s.row.has("saw_offers") {
			return Roster()[s.row.who]
		}
		return s.holder(s.row.who)
	default:
		return Roster()[s.row.who]
	}
}

// been is the person who has been something in this case.
