package reception

import (
	"context"
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// rules makes the page of the rules in force from the very documents that run.
type rules struct{ *Reception }

// Rules implements web.Rules: "" is the procedure new cases run on.
func (u rules) Rules(ctx context.Context, lang text.Lang, name string) (view.Rules, error) {
	s, err := u.ask(ctx, view.Visitor{Lang: lang})
	if err != nil {
		return view.Rules{}, err
	}
	if name == "" {
		name = "tianping-std"
	}
	book := u.Library.Named(name)
	if book == nil {
		return view.Rules{}, web.ErrUnknown
	}
	p := book.Procedure
	out := view.Rules{
		Name: s.in(wording.Procedure(name)), Version: p.Version, Hash: book.Hash, Others: u.otherRules(s, name),
		Intro: []string{
			s.t.Desk.PageMadeFromProcedureFile,
			s.t.Book.SilenceSays,
			capital(s.in(wording.Label("not_an_award"))) + s.t.Desk.Stop,
		},
		Phases: s.phases(p), Clocks: s.clocks(p), Moves: s.ruleMoves(p), Reasons: s.reasons(book),
	}
	if p.EffectiveFrom != "" {
		out.Effective = fmt.Sprintf(s.t.Desk.ForceSince, p.EffectiveFrom)
	}
	if name != "tianping-std" {
		out.Code = name
		out.Intro = append([]string{s.t.Book.Sketch}, out.Intro...)
	}
	for _, r := range u.Library.Table.Rules {
		out.Grants = append(out.Grants, view.RuleGrant{ID: r.ID, Text: s.in(wording.Words(r.Text)), Source: s.source(r.Source)})
	}
	return out, nil
}

// source is where a rule comes from, for the public: laws, and not the papers it was
// designed in.
func (s *session) source(all string) string {
	var out []string
	for _, one := range strings.Split(all, ";") {
		one = strings.TrimSpace(one)
		if one != "" && !strings.Contains(one, "design") && !strings.Contains(one, "procedure.md") && !strings.Contains(one, "mission") {
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
	case "latest":
		var all []string
		for _, name := range st.Names() {
			all = append(all, s.event(name))
		}
		return fmt.Sprintf(s.t.Book.Latest, s.list(all))
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
