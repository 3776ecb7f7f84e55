package reception

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// bench lists the work of staff.
type bench struct{ *Reception }

// Sizes of the workbench.
const (
	benchPage   = 25
	benchAlerts = 4
	mostOwn     = 100 // how far “next case” looks through one's own
)

func tabs() []string { return []string{"mine", "unassigned", "team", "overdue"} }

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
	if !slices.Contains(tabs(), ask.Tab) {
		ask.Tab = "mine"
	}
	out := view.Workbench{Tab: ask.Tab, Query: ask.Query, First: ask.After == "", Filters: s.filters(ask)}
	out.Narrow = ask.Query+ask.Stage+ask.Flag+ask.Reason+ask.Least != ""
	if err := s.counts(ctx, &out); err != nil {
		return out, err
	}
	if err := s.listed(ctx, ask, &out); err != nil {
		return out, err
	}
	if out.Alerts, err = s.fewAlerts(ctx); err != nil {
		return out, err
	}
	if out.Approve, err = s.approvals(ctx); err != nil {
		return out, err
	}
	roles, _, err := b.Casebook.Roles(ctx, b.Market, who.Person)
	out.Take = slices.Contains(roles, "officer") || slices.Contains(roles, "supervisor")
	out.Rota = !out.Take
	return out, outside(err)
}

// counts fills the tabs and the figures above the list.
func (s *session) counts(ctx context.Context, out *view.Workbench) error {
	names := map[string]string{"mine": s.t.Desk.Mine, "unassigned": s.t.Desk.Unassigned, "team": s.t.Desk.All, "overdue": s.t.Desk.Overdue}
	filters := make([]casebook.Filter, 0, len(tabs())+2)
	for _, tab := range tabs() {
		filters = append(filters, filterOf(tab))
	}
	n, err := s.Casebook.CountWork(ctx, s.who(), append(filters, casebook.Filter{Mine: true, Safety: true}, casebook.Filter{Mine: true, Overdue: true})...)
	if err != nil {
		return outside(err)
	}
	for i, tab := range tabs() {
		out.Tabs = append(out.Tabs, view.Tab{Code: tab, Name: names[tab], N: n[i]})
	}
	y, m, d := s.now.Date()
	tomorrow := time.Date(y, m, d+1, 0, 0, 0, 1000, s.now.Location()) // 24:00 is due today
	turns, err := s.Casebook.CountTurns(ctx, s.who(), time.Time{})
	if err != nil {
		return outside(err)
	}
	today, err := s.Casebook.CountTurns(ctx, s.who(), tomorrow)
	if err != nil {
		return outside(err)
	}
	for _, k := range []struct {
		name string
		n    int
	}{{s.t.Work.Turn, turns}, {s.t.Work.Today, today}, {s.t.Work.Unsafe, n[len(tabs())]}, {s.t.Work.Over, n[len(tabs())+1]}} {
		out.Counted = append(out.Counted, view.Count{Name: k.name, Value: s.t.Work.Count(k.n), Beside: s.t.Desk.Mine})
	}
	return nil
}

// listed fills the rows of the page, and the most urgent one.
func (s *session) listed(ctx context.Context, ask web.Work, out *view.Workbench) error {
	f := filterOf(ask.Tab)
	f.Stage, f.Reason, f.Query, f.After, f.Limit = ask.Stage, ask.Reason, ask.Query, ask.After, benchPage
	f.Safety, f.Held = ask.Flag == "safety", ask.Flag == "held"
	f.Overdue = f.Overdue || ask.Flag == "overdue"
	if yuan, err := strconv.ParseInt(ask.Least, 10, 32); err == nil && yuan > 0 {
		f.LeastMinor = yuan * 100
	}
	page, err := s.Casebook.Workbench(ctx, s.who(), f)
	if err != nil {
		return outside(err)
	}
	out.After = page.Next
	if err := s.beforehand(ctx, page.Rows); err != nil {
		return outside(err)
	}
	for i, row := range page.Rows {
		shown, err := s.caseRow(ctx, row)
		if err != nil {
			return outside(err)
		}
		line := view.BenchRow{CaseRow: shown, ID: row.Case.String(), Vacant: row.Vacant != ""}
		if row.TalksEnded {
			line.Stage.Text, line.Waiting = capital(s.in(wording.Label("talks_ended"))), view.Chip{}
		}
		line.Why = s.why(row, page.Rows[i+1:])
		out.Rows = append(out.Rows, line)
		if mine := row.Mine; out.Urgent == nil && mine != nil && !mine.Due.IsZero() {
			out.Title = shown.Title
			out.Urgent = &view.Deadline{Mine: true, Act: s.in(wording.Due(mine.Clock)), Began: s.local(row.Updated), Due: s.local(mine.Due), URL: shown.URL, ActName: s.t.Desk.OpenMostUrgent}
		}
	}
	return nil
}

// why says what puts a case before the one after it (M218).
func (s *session) why(row casebook.CaseRow, rest []casebook.CaseRow) string {
	switch {
	case row.Safety:
		return s.t.Work.WhySafety
	case row.Due.IsZero():
		return s.t.Work.WhyNoDue
	case row.Due.Before(s.now):
		return s.t.Work.WhyLate
	case len(rest) == 0 || !rest[0].Due.Equal(row.Due):
		return s.t.Work.WhyDue
	case rest[0].Minor != row.Minor:
		return s.t.Work.WhySum
	}
	return s.t.Work.WhyAge
}

// withReason are the problems a case may be about.
func (s *session) withReason() (out []view.Pair) {
	if book := s.Library.Named("tianping-std"); book != nil {
		for _, r := range book.Reasons.Reasons {
			out = append(out, view.Pair{Value: r.Code, Name: capital(s.in(wording.Reason(r.Code)))})
		}
	}
	return out
}

// filters are what the list may be narrowed to.
func (s *session) filters(ask web.Work) []view.Select {
	out := []view.Select{
		{Name: "stage", Label: s.t.Case.Stage, Chosen: ask.Stage, Options: s.stages()},
		{Name: "flag", Label: s.t.Bench.Flag, Chosen: ask.Flag, Options: []view.Pair{
			{Value: "safety", Name: s.t.Work.Safety}, {Value: "held", Name: s.t.Work.Held}, {Value: "overdue", Name: s.t.Desk.Overdue},
		}},
		{Name: "reason", Label: s.t.Work.Reason, Chosen: ask.Reason, Options: s.withReason()},
		{Name: "least", Label: s.t.Work.AtLeast, Chosen: ask.Least},
	}
	for _, yuan := range []int64{100, 500, 1000, 5000} {
		out[3].Options = append(out[3].Options, view.Pair{Value: strconv.FormatInt(yuan, 10), Name: s.sum(yuan*100, "CNY")})
	}
	return out
}

// stages are the stages a case may be in.
func (s *session) stages() []view.Pair {
	var out []view.Pair
	for _, st := range s.Library.Named("tianping-std").Procedure.Stages {
		if !st.Initial && !st.Terminal {
			out = append(out, view.Pair{Name: capital(s.in(wording.Stage(st.ID))), Value: st.ID})
		}
	}
	return out
}

// Take implements web.Workbench: the rules know who may be seated where.
func (b bench) Take(ctx context.Context, who view.Visitor, of id.Case, key string) (id.Case, error) {
	s, err := b.ask(ctx, who)
	if err != nil {
		return of, err
	}
	row, err := s.vacant(ctx, of)
	if err != nil {
		return of, err
	}
	actor := s.who()
	actor.Key, actor.Digest = key, sumOf([]string{"take", of.String()})
	_, err = b.Clerk.Move(ctx, actor, row.Case, dispute.Command{Move: "assign", In: dispute.Answers{
		{Name: "role", Value: row.Vacant}, {Name: "person", Value: who.Person.String()},
	}})
	if err != nil {
		return row.Case, s.refused(err, "/workbench?view=unassigned", row.Case)
	}
	return row.Case, nil
}

// vacant is the case named, or the most urgent, that waits for somebody.
func (s *session) vacant(ctx context.Context, of id.Case) (casebook.CaseRow, error) {
	f := casebook.Filter{Unassigned: true, Limit: 1}
	if !of.IsZero() {
		f.Query = of.String()
	}
	page, err := s.Casebook.Workbench(ctx, s.who(), f)
	if err != nil {
		return casebook.CaseRow{}, outside(err)
	}
	if len(page.Rows) == 0 {
		return casebook.CaseRow{}, web.ErrUnknown
	}
	return page.Rows[0], nil
}

// NextCase implements web.Workbench.
func (b bench) NextCase(ctx context.Context, who view.Visitor, after id.Case) (id.Case, error) {
	if !who.Staff {
		return after, web.ErrUnknown
	}
	page, err := b.Casebook.Workbench(ctx, b.who(who), casebook.Filter{Mine: true, Limit: mostOwn})
	if err != nil {
		return after, outside(err)
	}
	at := slices.IndexFunc(page.Rows, func(r casebook.CaseRow) bool { return r.Case == after })
	if len(page.Rows) == 0 || len(page.Rows) == 1 && at == 0 {
		return after, web.ErrUnknown
	}
	return page.Rows[(at+1)%len(page.Rows)].Case, nil
}

// fewAlerts are the newest things to look at; none for who has none to heed.
func (s *session) fewAlerts(ctx context.Context) ([]view.Alert, error) {
	list, err := bench{s.Reception}.alerts(ctx, s, "", benchAlerts)
	if err != nil {
		if errors.Is(err, web.ErrUnknown) {
			return nil, nil
		}
		return nil, fmt.Errorf("reception: alerts: %w", err)
	}
	return append([]view.Alert{}, list.Rows...), nil
}
