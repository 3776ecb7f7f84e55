package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Alerts implements web.Workbench. Who only runs the marketplace opens no case.
func (b bench) Alerts(ctx context.Context, who view.Visitor, after string) (view.AlertList, error) {
	s, err := b.ask(ctx, who)
	if err != nil {
		return view.AlertList{}, err
	}
	return b.alerts(ctx, s, after, benchPage)
}

func (b bench) alerts(ctx context.Context, s *session, after string, limit int) (view.AlertList, error) {
	page, err := b.Casebook.Alerts(ctx, s.who(), after, limit)
	if err != nil {
		return view.AlertList{}, outside(err)
	}
	out := view.AlertList{After: page.Next, First: after == ""}
	for _, a := range page.Rows {
		said := wording.Alert(a.Why)
		row := view.Alert{Why: capital(s.in(said.Why)), Do: s.in(said.Do), For: s.in(wording.Who(a.Whom)), Number: a.Number, At: s.local(a.At)}
		if a.Reads {
			row.CaseURL = caseURL(a.Case)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}
