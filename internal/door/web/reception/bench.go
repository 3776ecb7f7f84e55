package reception

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// bench lists the work of staff.
type bench struct{ *Reception }

// counted is how far the tabs count.
const counted = 100

func filterOf(tab string) casebook.Filter {
	return casebook.Filter{Mine: tab == "mine", Unassigned: tab == "unassigned", Overdue: tab == "overdue"}
}

// Workbench implements web.Workbench.
func (b bench) Workbench(ctx context.Context, who view.Visitor, ask web.Work) (view.Workbench, error) {
	if !who.Staff {
		return view.Workbench{}, web.ErrUnknown
	}
	s, err := b.ask(ctx, who)
	if err != nil {
		return view.Workbench{}, err
	}
	tabs := []string{"mine", "unassigned", "team", "overdue"}
	if !slices.Contains(tabs, ask.Tab) {
		ask.Tab = "mine"
	}
	out := view.Workbench{Tab: ask.Tab, Stage: ask.Stage, Flag: ask.Flag, Stages: s.stages()}
	names := map[string]string{"mine": s.t.Desk.Mine, "unassigned": s.t.Desk.Unassigned, "team": s.t.Desk.All, "overdue": s.t.Desk.Overdue}
	for _, tab := range tabs {
		f := filterOf(tab)
		f.Limit = counted
		page, err := b.Casebook.Workbench(ctx, s.who(), f)
		if err != nil {
			return out, outside(err)
		}
		n := len(slices.DeleteFunc(page.Rows, s.isDraft))
		out.Tabs = append(out.Tabs, view.Tab{Code: tab, Name: names[tab], N: n})
	}
	f := filterOf(ask.Tab)
	f.Stage, f.Query, f.After, f.Limit = ask.Stage, ask.Query, ask.After, 25
	page, err := b.Casebook.Workbench(ctx, s.who(), f)
	if err != nil {
		return out, outside(err)
	}
	out.List = view.CaseList{Query: ask.Query, After: page.Next, First: ask.After == ""}
	for _, row := range page.Rows {
		if s.isDraft(row) || ask.Flag == "safety" && !row.Safety {
			continue
		}
		shown, err := s.caseRow(ctx, row)
		if err != nil {
			return out, outside(err)
		}
		out.List.Rows = append(out.List.Rows, shown)
		if out.Urgent == nil && shown.Mine && !row.Due.IsZero() {
			out.Title = shown.Title
			out.Urgent = &view.Deadline{Mine: true, Act: s.in(wording.Due(row.Clock)), Began: s.local(row.Updated), Due: s.local(row.Due), URL: shown.URL, ActName: s.t.Desk.OpenMostUrgent}
		}
	}
	out.Flags = []view.Pair{{Name: capital(s.in(wording.Label("safety"))), Value: "safety"}}
	return out, nil
}

// stages are what the list may be narrowed to.
func (s *session) stages() []view.Pair {
	var out []view.Pair
	for _, st := range s.Library.Named("tianping-std").Procedure.Stages {
		if !st.Initial && !st.Terminal {
			out = append(out, view.Pair{Name: capital(s.in(wording.Stage(st.ID))), Value: st.ID})
		}
	}
	return out
}
