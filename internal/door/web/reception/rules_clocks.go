package reception

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// clocks are the periods: how long, from when, and what silence means.
func (s *session) clocks(p procedure.Procedure) []view.RuleClock {
	var out []view.RuleClock
	for i := range p.Clocks {
		out = append(out, s.ruleClock(p, &p.Clocks[i]))
	}
	return out
}

func (s *session) ruleClock(p procedure.Procedure, k *procedure.Clock) view.RuleClock {
	row := view.RuleClock{Code: k.ID, Name: capital(s.in(wording.Clock(k.ID))), Length: s.lengths(p, k), Extends: s.extends(k)}
	var starts []string
	for _, st := range k.Start {
		starts = append(starts, s.start(st))
	}
	row.Starts = s.list(starts)
	for _, e := range k.Expiry {
		line := s.in(wording.Then(k.ID, e))
		if len(e.If) > 0 {
			line = s.condition(e.If) + s.t.Desk.Colon + line
		}
		row.Then = append(row.Then, line)
	}
	return row
}

// lengths says how long a period is, and in which case it is of another length.
func (s *session) lengths(p procedure.Procedure, k *procedure.Clock) string {
	var out []string
	if !k.Len.IsZero() {
		out = append(out, wording.Length(k.Len.Span(), s.visitor.Lang))
	}
	for _, id := range k.Until {
		if clockOf(p, id) != nil {
			out = append(out, s.t.Book.Until(s.in(wording.Clock(id))))
		}
	}
	for _, in := range slices.Sorted(maps.Keys(k.Variants)) {
		out = append(out, s.t.Book.Variant(s.in(wording.Variant(in)), wording.Length(k.Variants[in].Span(), s.visitor.Lang)))
	}
	return strings.Join(out, s.t.Desk.Semicolon)
}

// extends says how a period may become longer, when it opens the way to the
// platform, and that it stands still.
func (s *session) extends(k *procedure.Clock) (out []string) {
	if e := k.Extend; e != nil {
		length, most := "", ""
		if !e.Len.IsZero() {
			length = wording.Length(e.Len.Span(), s.visitor.Lang)
		}
		if !e.Max.IsZero() {
			most = wording.Length(e.Max.Span(), s.visitor.Lang)
		}
		line := capital(s.t.Book.Extended(s.in(wording.Who(e.By)), length, most))
		if e.Once {
			line += s.t.Desk.Comma + s.t.Book.Once
		}
		if e.Decide != "" {
			line += s.t.Desk.Comma + s.t.Book.Decided
		}
		out = append(out, line)
	}
	if !k.OpensEscalator.IsZero() {
		out = append(out, capital(s.t.Book.NotBefore(wording.Length(k.OpensEscalator.Span(), s.visitor.Lang))))
	}
	if len(k.Pause) > 0 {
		out = append(out, s.t.Book.Pauses)
	}
	return out
}

// phases are the stages under their phases, each with its periods and who may act.
func (s *session) phases(p procedure.Procedure) []view.RulePhase {
	var out []view.RulePhase
	for _, st := range p.Stages {
		name := capital(s.in(wording.Phase(st.Phase)))
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, view.RulePhase{Name: name})
		}
		row := view.RuleStage{Code: st.ID, Name: capital(s.in(wording.Stage(st.ID))), May: s.mayAct(p, st.ID)}
		if st.Owner != "" {
			row.Owner = capital(s.in(wording.Who(st.Owner)))
		}
		for _, id := range st.Clocks {
			if k := clockOf(p, id); k != nil {
				row.Periods = append(row.Periods, s.ruleClock(p, k))
			}
		}
		out[len(out)-1].Stages = append(out[len(out)-1].Stages, row)
	}
	return out
}

// mayAct is who may do what in a stage, in the order of the file.
func (s *session) mayAct(p procedure.Procedure, stage string) []view.MayDo {
	var who []string
	acts := map[string][]string{}
	for _, row := range p.Moves {
		if !slices.Contains(row.From, stage) {
			continue
		}
		name := s.in(wording.Move(row.Move).Name)
		for _, by := range row.By {
			if by == "T" {
				continue
			}
			if !slices.Contains(who, by) {
				who = append(who, by)
			}
			if !slices.Contains(acts[by], name) {
				acts[by] = append(acts[by], name)
			}
		}
	}
	var out []view.MayDo
	for _, by := range who {
		out = append(out, view.MayDo{Who: capital(s.in(wording.Who(by))), Acts: acts[by]})
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

// otherRules are the pages of the other procedures.
func (u rules) otherRules(s *session, shown string) []view.Link {
	var out []view.Link
	for _, d := range u.Library.Documents() {
		if d.Kind == "procedure" && d.Name != shown && u.Library.Named(d.Name) != nil {
			out = append(out, view.Link{Name: s.in(wording.Procedure(d.Name)), URL: fmt.Sprintf("/rules?procedure=%s", d.Name)})
		}
	}
	return out
}
