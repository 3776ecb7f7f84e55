package reception

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// happens says what happens now, from the procedure this case runs on: whom it
// waits for and by when, what each side may do in this stage, and what silence
// means (said with each deadline). nil where nothing runs any more.
func (r *room) happens(first *view.Deadline, others []view.Deadline) *view.Happens {
	stage := r.book.Stage(r.Stage)
	if stage == nil || stage.Terminal {
		return nil
	}
	out := &view.Happens{Stage: capital(r.in(wording.Stage(r.Stage)))}
	if first != nil {
		out.Waiting = append(out.Waiting, *first)
	}
	out.Waiting = append(out.Waiting, others...)
	for i := range out.Waiting { // the dates are accounted for beside the bar already
		out.Waiting[i].Why = nil
	}
	for _, who := range r.actors() {
		out.May = append(out.May, view.MayDo{Who: capital(r.in(wording.Who(r.sideName(who)))), Acts: r.mayDo(who)})
	}
	return out
}

// actors are those who may act in this stage, the parties first, in the order of
// the file.
func (r *room) actors() []string {
	all := []string{"C", "R"}
	for _, row := range r.book.Procedure.Moves {
		if !slices.Contains(row.From, r.Stage) {
			continue
		}
		for _, by := range row.By {
			if by != "T" && !slices.Contains(all, by) {
				all = append(all, by)
			}
		}
	}
	return slices.DeleteFunc(all, func(who string) bool { return len(r.mayDo(who)) == 0 })
}

// everywhere are moves open in every stage that parties should know of.
func everywhere() []string { return []string{"offer", "accept_offer", "withdraw"} }

// mayDo are the names of the moves somebody may make in this stage.
func (r *room) mayDo(who string) []string {
	var out []string
	for _, row := range r.book.Procedure.Moves {
		here := slices.Contains(row.From, r.Stage) || slices.Contains(row.From, procedure.AnyOpen) && slices.Contains(everywhere(), row.Move)
		if !here || !slices.Contains(row.By, who) || !r.kase.MediationOnly && asks(row, "mediation_only") {
			continue
		}
		if name := r.in(wording.Move(row.Move).Name); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// asks tells whether a row holds only under a condition.
func asks(row procedure.Row, condition string) bool {
	return slices.ContainsFunc(row.Guard, func(t procedure.Term) bool { return t.String() == condition })
}
