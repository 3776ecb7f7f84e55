package reception

import (
	"context"
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// rules makes the page of the rules in force from the very documents that run.
type rules struct{ *Reception }

// Rules implements web.Rules.
func (u rules) Rules(ctx context.Context, lang text.Lang) (view.Rules, error) {
	s, err := u.ask(ctx, view.Visitor{Lang: lang})
	if err != nil {
		return view.Rules{}, err
	}
	book := u.Library.Named("tianping-std")
	if book == nil {
		return view.Rules{}, errNoProcedure
	}
	p := book.Procedure
	out := view.Rules{
		Name: s.t.Desk.TianpingStandardProcedure, Version: p.Version, Hash: book.Hash,
		Effective: fmt.Sprintf(s.t.Desk.ForceSince, p.EffectiveFrom),
		Intro: []string{
			s.t.Desk.PageMadeFromProcedureFile,
			capital(s.in(wording.Label("not_an_award"))) + s.t.Desk.Stop,
		},
		Phases: s.phases(p), Clocks: s.clocks(p), Moves: s.ruleMoves(p), Reasons: s.reasons(book),
	}
	for _, r := range u.Library.Table.Rules {
		out.Grants = append(out.Grants, view.RuleGrant{ID: r.ID, Text: s.in(wording.Words(r.Text)), Source: s.source(r.Source)})
	}
	return out, nil
}

func (s *session) phases(p procedure.Procedure) []view.RulePhase {
	var out []view.RulePhase
	for _, st := range p.Stages {
		name := capital(s.in(wording.Phase(st.Phase)))
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, view.RulePhase{Name: name})
		}
		row := view.RuleStage{Code: st.ID, Name: capital(s.in(wording.Stage(st.ID))), Clocks: s.clockNames(st.Clocks)}
		if st.Owner != "" {
			row.Owner = capital(s.in(wording.Who(st.Owner)))
		}
		for _, id := range st.Clocks {
			if k := clockOf(p, id); k != nil && k.Kind == "" && len(k.Expiry) > 0 {
				row.Then = s.in(wording.Then(id, k.Expiry[len(k.Expiry)-1]))
				break
			}
		}
		out[len(out)-1].Stages = append(out[len(out)-1].Stages, row)
	}
	return out
}

func clockOf(p procedure.Procedure, id string) *procedure.Clock {
	for i := range p.Clocks {
		if p.Clocks[i].ID == id {
			return &p.Clocks[i]
		}
	}
	return nil
}

func (s *session) clockNames(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, capital(s.in(wording.Clock(id))))
	}
	return s.list(out)
}

// clocks are the periods: how long, from when, and what silence means.
func (s *session) clocks(p procedure.Procedure) []view.RuleClock {
	var out []view.RuleClock
	for _, k := range p.Clocks {
		row := view.RuleClock{Code: k.ID, Name: capital(s.in(wording.Clock(k.ID)))}
		if !k.Len.IsZero() {
			row.Length = wording.Length(k.Len.Span(), s.visitor.Lang)
		}
		var starts []string
		for _, st := range k.Start {
			starts = append(starts, s.start(st))
		}
		row.Starts = s.list(starts)
		var then []string
		for _, e := range k.Expiry {
			line := s.in(wording.Then(k.ID, e))
			if len(e.If) > 0 {
				line = s.condition(e.If) + s.t.Desk.Colon + line
			}
			then = append(then, line)
		}
		row.Then = strings.Join(then, " ")
		out = append(out, row)
	}
	return out
}

// source is where a rule comes from, for the public: laws and the mission, and not
// the papers it was designed in.
func (s *session) source(all string) string {
	var out []string
	for _, one := range strings.Split(all, ";") {
		one = strings.TrimSpace(one)
		if one != "" && !strings.Contains(one, "design") && !strings.Contains(one, "procedure.md") {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return s.t.Desk.RulePlatform
	}
	return strings.Join(out, s.t.Desk.Semicolon)
}

// event is what sets a clock going, when nothing is served or entered.
func (s *session) event(name string) string {
	if words := s.t.Case.Event(name); words != "" {
		return words
	}
	if dispute.Past(name) != "" {
		return s.in(wording.Move(name).Name)
	}
	return s.in(wording.Happened(name, wording.Facts{}))
}

// start is what sets a clock going.
func (s *session) start(st procedure.Start) string {
	switch st.Kind {
	case "served":
		return fmt.Sprintf(s.t.Desk.Service, s.in(wording.Notice(st.Name).Title))
	case "enter":
		return fmt.Sprintf(s.t.Desk.Entering, s.in(wording.Place(st.Name)))
	case "expired":
		return fmt.Sprintf(s.t.Desk.EndOfClock, s.in(wording.Clock(st.Name)))
	case "event":
		return s.event(st.Name)
	}
	return st.Name
}

// condition is "or" of "and" of terms, in words.
func (s *session) condition(c procedure.Condition) string {
	var either []string
	for _, all := range c {
		var both []string
		for _, t := range all {
			both = append(both, s.in(wording.Guard(t)))
		}
		either = append(either, strings.Join(both, s.t.Desk.And))
	}
	return strings.Join(either, s.t.Desk.Or)
}

// ruleMoves are who may do what where, and on what conditions.
func (s *session) ruleMoves(p procedure.Procedure) []view.RuleMove {
	var out []view.RuleMove
	for _, row := range p.Moves {
		m := view.RuleMove{Code: row.Move, Name: capital(s.in(wording.Move(row.Move).Name))}
		var by, from, guards []string
		for _, who := range row.By {
			by = append(by, s.in(wording.Who(who)))
		}
		for _, place := range row.From {
			if place == procedure.AnyOpen {
				from = append(from, s.t.Desk.AnyOpenStage)
			} else {
				from = append(from, s.in(wording.Place(place)))
			}
		}
		for _, t := range row.Guard {
			guards = append(guards, s.in(wording.Guard(t)))
		}
		m.By, m.From, m.If = s.list(by), s.list(from), s.list(guards)
		switch row.To {
		case procedure.Same, "":
		case procedure.Back:
			m.To = s.t.Desk.BackWhereClaimsCameFrom
		default:
			m.To = s.in(wording.Place(row.To))
		}
		out = append(out, m)
	}
	return out
}

// reasons are the problems: who proves what, by what, and what may be asked.
func (s *session) reasons(book *dispute.Book) []view.RuleReason {
	var out []view.RuleReason
	for i := range book.Reasons.Reasons {
		r := &book.Reasons.Reasons[i]
		row := view.RuleReason{Code: r.Code, Name: s.title(r.Code)}
		var bearers, needs, asks []string
		for _, b := range r.Burden.Order {
			bearers = append(bearers, s.in(wording.Bearer(string(b))))
		}
		for _, n := range append(append([]remedy.Need{}, r.Buyer...), r.Merchant...) {
			needs = append(needs, s.in(wording.Evidence(n.Proof)))
		}
		for _, k := range r.Remedies {
			asks = append(asks, s.in(wording.Remedy(k)))
		}
		row.Burden, row.Evidence, row.Remedies = strings.Join(bearers, " → "), s.list(needs), s.list(asks)
		out = append(out, row)
	}
	return out
}
