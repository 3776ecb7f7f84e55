package dispute_test

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// stage sets up one row; a step that is refused ends it with a fault.
type stage struct {
	*Desk
	row     tableRow
	pending *dispute.Command // the last act, where that is what the row plays
}

// first is the officer who took the decisions so far.
var first = Staff(19, "officer")

func setUp(b *dispute.Book, r tableRow) (out *scene) {
	out = &scene{row: r}
	s := &stage{row: r}
	defer func() {
		if s.Desk != nil {
			out.desk = s.Desk
		}
		if p := recover(); p != nil {
			f, ok := p.(fault)
			if !ok {
				f = fault(fmt.Sprintf("panic: %v", p))
			}
			out.fault = string(f)
		}
	}()
	s.Desk = s.sit(b)
	out.desk = s.Desk
	if r.state == "JURY" {
		return out
	}
	s.reach(r.state)
	s.after()
	out.owed = s.owed()
	out.due = r.has("due")
	if s.pending != nil {
		out.cmd = *s.pending
		return out
	}
	who := s.actor()
	out.cmd = dispute.Command{Move: r.act, Actor: who, Duty: out.owed}
	if r.has("as_mediation") {
		out.cmd.As = "mediation_only"
	}
	s.facts(who)
	out.cmd.In = s.inputs(out.cmd)
	return out
}

type fault string

func (s *stage) fail(format string, args ...any) { panic(fault(fmt.Sprintf(format, args...))) }

func (s *stage) must(who dispute.Actor, move string, in ...dispute.Answer) {
	s.make(dispute.Command{Move: move, Actor: who, In: in})
}

func (s *stage) make(cmd dispute.Command) {
	if r := s.Make(cmd); r != nil {
		s.fail("%s in %v: refused %s %s %s", cmd.Move, s.Stages(), r.Code, r.Guard, r.Field)
	}
}

// full makes a move with complete inputs beside those given.
func (s *stage) full(who dispute.Actor, move string, in ...dispute.Answer) {
	cmd := dispute.Command{Move: move, Actor: who}
	cmd.In = Fill(nil, dispute.Inputs(s.Book, s.now(), cmd), in...)
	s.make(cmd)
}

func (s *stage) now() dispute.World {
	w := s.World
	w.Facts.Now = s.Now
	return w
}

// sit lays out the ordinary case's order, changed as the words say.
func (s *stage) sit(b *dispute.Book) *Desk {
	at := on(7, 6, 10) // a Monday; no holiday is near
	goods := one()
	bought := at.Add(-240 * time.Hour)
	switch {
	case s.row.has("late_filing"), s.row.has("mediation_only"):
		bought = at.Add(-60 * 24 * time.Hour)
		goods.Out = true
	case s.duty() == "PAY":
		goods.Out = true
	case s.row.state == "RULE_DECIDED" && !s.row.has("from_appeal"):
		goods.Signed = -1
	case s.row.has("sum_high"):
		goods.Minor = 600000
	}
	if off := s.row.arg("off"); off != "" {
		p := b.Procedure
		p.Features = maps.Clone(p.Features)
		p.Features[off] = false
		b = dispute.NewBook("test", p, b.Calendar, b.Reasons, b.Authority)
	}
	selfOperated := s.row.has("self_operated") || s.row.state == "SELLER_FINAL" || s.row.state == "ANSWERED"
	o, m := Bought(b, bought, func(p *escrow.Purchase) { p.SelfOperated = selfOperated }, goods)
	d := New(b, at, o, m)
	d.Reads[dispute.Claimant], d.Reads[dispute.Respondent], d.Reads[""] = true, true, true
	if s.row.has("foreign_order") {
		d.Filer = Person(77)
	}
	if s.row.has("assignee_mediated") {
		d.World.Facts.Roster = append(d.World.Facts.Roster, dispute.Candidate{Role: "adjudicator", Person: Roster()["mediator"].Person})
	}
	if s.row.act == "replace_freeze" && !s.row.has("deposit_short") {
		d.World.Merchant = deposited(b, d)
	}
	return d
}

func deposited(b *dispute.Book, d *Desk) escrow.Merchant {
	by := escrow.By{At: d.Now, Authority: "deposit", Rules: b.Escrow}
	done, err := escrow.DepositIn(escrow.Books{Order: d.World.Order, Merchant: d.World.Merchant}, by, money.Amount{Minor: 100000, Currency: "CNY"}, "bond")
	if err != nil {
		panic(fault(err.Error()))
	}
	return done.Books.Merchant
}

// duty is the kind of obligation the row's state belongs to; "" of a stage.
func (s *stage) duty() string {
	for prefix, kind := range map[string]string{"PAY_": "PAY", "RET_": "RETURN", "REPL_": "REPLACE", "ACT_": "ACT"} {
		if len(s.row.state) > len(prefix) && s.row.state[:len(prefix)] == prefix {
			return kind
		}
	}
	return ""
}

// owed is the number of the obligation in the row's state.
func (s *stage) owed() int {
	for _, d := range s.World.Case.Duties {
		if d.State == s.row.state {
			return d.No
		}
	}
	if s.duty() != "" {
		s.fail("no obligation is in %s: %+v", s.row.state, s.World.Case.Duties)
	}
	return 0
}

// claims are what is filed.
func (s *stage) claims() dispute.Answers {
	switch {
	case s.row.has("merchant_files"):
		return Claim("L3", "RECOVER_PRICE", 30000, "1", "1")
	case s.duty() == "REPLACE":
		return Claim("B3", "RESHIP", 0, "1", "1")
	case s.duty() == "ACT":
		return Claim("I1", "INVOICE", 0, "1", "1")
	case s.duty() == "RETURN", s.row.state == "PERFORMING" && !s.row.has("by_settlement"):
		return Claim("A1", "RETURN_REFUND", 0, "1", "1")
	case s.row.state == "RULE_DECIDED" && !s.row.has("from_appeal"):
		return Claim("D2", "REFUND_ONLY", 0, "1", "1")
	default:
		return Claim("E1", "REFUND_ONLY", 0, "1", "1")
	}
}

var exhibit = dispute.Answers{{Name: "digest", Value: fmt.Sprintf("%064x", 7)}, Pick("kind", "PHO")}

// reach brings the case to a state in the ordinary way (who-may.md).
func (s *stage) reach(state string) {
	switch state {
	case "DRAFT":
		filer := dispute.Buyer
		if s.row.has("merchant_files") {
			filer = dispute.Merchant
		}
		s.Open(filer)
	case "SUBMITTED":
		s.submitted()
	case "SUPPLEMENT":
		s.reach("SUBMITTED")
		s.full(first, "ask_cure")
	case "REJECTED":
		s.reach("SUBMITTED")
		s.full(first, "reject", Pick("ground", "NOT_OURS"))
	case "REJECT_REVIEW":
		s.reach("REJECTED")
		if s.row.of("was", "officer") {
			s.full(Roster()["officer"], "message")
		}
		s.full(s.Claimant(), "review_rejection")
	case "CLOSED_REJECTED":
		s.reach("REJECTED")
		s.Until(s.Last("K_RJ_ASK").Due)
	case "NEGOTIATING":
		s.negotiating()
	case "AWAITING_CHOICE":
		s.reach("NEGOTIATING")
		s.contests()
		s.offers(s.Respondent(), 20000)
		s.Until(s.Last("K_NEG").Due)
	case "EVIDENCE":
		s.evidence()
	case "MEDIATING":
		s.mediating()
	case "ADJUDICATING", "SELLER_FINAL":
		s.reach("EVIDENCE")
		s.closes()
	case "ANSWERED":
		s.reach("SELLER_FINAL")
		s.must(Roster()["platform_as_seller"], "final_answer", Items("results", partly(10000)), Sure())
	case "RULED":
		s.reach("ADJUDICATING")
		s.rule(partly(15000))
	case "RULE_DECIDED":
		s.byRule()
	case "APPEAL":
		s.appeal()
	case "SETTLEMENT_CHECK":
		s.reach("NEGOTIATING")
		s.settle()
		s.full(s.Respondent(), "challenge_settlement")
	case "PERFORMING":
		s.performing()
	case "CLOSED_WITHDRAWN":
		s.reach("NEGOTIATING")
		s.full(s.Claimant(), "withdraw")
	case "CLOSED_PERFORMED":
		s.final(partly(30000))
	default:
		s.obligation(state)
	}
	if at := s.World.Case.Tracks[0].Stage; s.duty() == "" && state == s.row.state && at != state {
		s.fail("the case is in %s, not in %s", at, state)
	}
}

func (s *stage) submitted() {
	s.reach("DRAFT")
	in := []dispute.Answer{Items("claims", s.claims()), Items("exhibits", exhibit)}
	if s.row.has("wants_mediation") || s.row.has("mediation_only") {
		in = append(in, Pick("mediation_only", "yes"))
	}
	s.must(s.Claimant(), "submit", in...)
}

func (s *stage) negotiating() {
	s.reach("SUBMITTED")
	cmd := dispute.Command{Move: "accept", Actor: first}
	if s.row.has("mediation_only") {
		cmd.As = "mediation_only"
	}
	s.make(cmd)
	if s.row.of("was", "mediator") || s.row.has("assignee_mediated") {
		s.seat("mediator")
	}
	if s.row.has("saw_offers") { // early: who decides already may not open them any more
		reader := s.ordinary()
		reader.Roles = append(slices.Clone(reader.Roles), "officer")
		s.must(reader, "open_talks", Sure())
	}
}

// seat has the supervisor assign the desk's person to a role.
func (s *stage) seat(role string) {
	s.must(Roster()["supervisor"], "assign", Pick("role", role), Pick("person", Roster()[role].Person.String()))
}

// contests: the respondent's first answer is no refusal.
func (s *stage) contests() { s.answers("contest") }

func (s *stage) answers(how string) {
	s.must(s.Respondent(), "answer", Items("answers", dispute.Answers{Pick("claim", "1"), Pick("answer", how)}))
}

// wd3 is 00:00 of working day 3 of the talks.
func (s *stage) wd3() { s.Until(on(7, 9, 0)) }

// waits prolongs the time to answer, at half of it.
func (s *stage) waits() {
	s.halfway()
	s.must(s.Claimant(), "wait")
}

func (s *stage) halfway() {
	d := s.Last("K_ANS")
	s.Until(d.Count.Start.At.Add(d.Due.Sub(d.Count.Start.At) / 2))
}

func (s *stage) evidence() {
	s.reach("NEGOTIATING")
	switch {
	case s.row.has("silent"):
		s.Until(s.Last("K_ANS").Due)
		return
	case s.row.has("unheard"):
		s.waits()
		s.wd3()
	default:
		s.contests()
		s.must(s.Respondent(), "add_exhibit", exhibit...)
		s.wd3()
	}
	s.Until(s.Now.Add(10 * time.Hour))
	s.must(s.Claimant(), "escalate")
	if s.row.has("remanded_once") && !s.remanded() {
		s.remand()
	}
}

func (s *stage) remanded() bool {
	return slices.ContainsFunc(s.World.Case.Deeds, func(d dispute.Deed) bool { return d.Move == "remand" })
}

// remand takes the case once through ruling and appeal and back.
func (s *stage) remand() {
	s.closes()
	if s.row.of("was", "four_eyes") {
		s.draftApproved()
	}
	s.rule(partly(15000))
	s.appealBy(s.Claimant())
	s.full(s.Respondent(), "waive_appeal")
	s.full(s.holder("reviewer"), "remand", List("claims", "1"))
}

func (s *stage) consents(sides ...dispute.Actor) {
	for _, a := range sides {
		s.must(a, "consent_mediation", Pick("consent", "yes"))
	}
}

// dones has both sides say done with both parts of the round.
func (s *stage) dones() {
	for range 2 {
		s.must(s.Claimant(), "done")
		s.must(s.Respondent(), "done")
	}
}

func (s *stage) closes() {
	s.dones()
	s.must(first, "close_round")
}

func (s *stage) mediating() {
	if s.row.has("mediation_only") {
		s.reach("NEGOTIATING")
		s.contests()
		s.consents(s.Claimant(), s.Respondent())
		s.Until(s.Last("K_NEG").Due)
		return
	}
	s.reach("EVIDENCE")
	s.consents(s.Claimant(), s.Respondent())
	s.closes()
}

// holder is who has a seat, as the desk knows him.
func (s *stage) holder(role string) dispute.Actor {
	seat := s.World.Case.Seat(role)
	for _, a := range Roster() {
		if a.Person == seat {
			return a
		}
	}
	return Roster()[role]
}

func partly(minor int64) dispute.Answers {
	return dispute.Answers{Pick("claim", "1"), Pick("result", "partly"), Pay("amount", minor), Say("reason", "proved")}
}

func granted(back bool) dispute.Answers {
	in := dispute.Answers{Pick("claim", "1"), Pick("result", "granted"), Say("reason", "proved")}
	if back {
		in = append(in, Pick("return", "yes"))
	}
	return in
}

func (s *stage) rule(result dispute.Answers) {
	if s.row.of("was", "four_eyes") && !s.row.has("remanded_once") {
		s.draftApproved()
	}
	if _, approved := s.approvedDraft(); approved {
		s.full(s.holder("adjudicator"), "rule")
		return
	}
	s.full(s.holder("adjudicator"), "rule", Items("results", result))
}

// draftApproved has the draft of the adjudicator approved by a second person.
func (s *stage) draftApproved() {
	s.draft()
	s.full(Roster()["four_eyes"], "approve")
}

func (s *stage) draft() {
	result := partly(15000)
	if s.row.has("sum_high") {
		result = granted(false)
	}
	s.full(s.holder("adjudicator"), "submit_draft", Items("results", result))
}

func (s *stage) appealBy(who dispute.Actor) {
	sought := int64(30000)
	if who.Side == dispute.Respondent {
		sought = 0
	}
	s.must(who, "appeal", appeals(sought)...)
}

func (s *stage) appeal() {
	s.reach("RULED")
	s.appealBy(s.Claimant())
	if s.row.of("appealed", "R") {
		s.appealBy(s.Respondent())
	} else {
		s.full(s.Respondent(), "waive_appeal")
	}
}

func (s *stage) byRule() {
	if s.row.has("from_appeal") {
		s.appeal()
		s.Until(s.Last("K_REV").Due)
		s.Until(s.Last("K_LAST").Due)
		return
	}
	s.reach("NEGOTIATING")
	s.Until(s.Last("K_ANS").Due)
}

// final rules and has both waive.
func (s *stage) final(result dispute.Answers) {
	s.reach("ADJUDICATING")
	s.rule(result)
	s.full(s.Claimant(), "waive_appeal")
	s.full(s.Respondent(), "waive_appeal")
}

// settle: the respondent offers, the claimant accepts; the goods go back first.
func (s *stage) settle() {
	s.must(s.Respondent(), "offer", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 20000), Pick("return", "yes")}))
	o := s.World.Talks.Offers[len(s.World.Talks.Offers)-1]
	s.must(s.Claimant(), "accept_offer", accepts(o)...)
}

func accepts(o dispute.Offer) []dispute.Answer {
	return []dispute.Answer{Pick("offer", number(o.No)), Pick("offer_event_hash", o.Hash), List("claims", "1"), Sure()}
}

func (s *stage) offers(who dispute.Actor, minor int64, more ...dispute.Answer) {
	s.must(who, "offer", append([]dispute.Answer{Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", minor)})}, more...)...)
}

func (s *stage) performing() {
	if s.row.has("by_settlement") {
		s.reach("NEGOTIATING")
		s.settle()
		return
	}
	s.final(granted(true))
}
