package reception

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// leads is where a stage leads to, by moves or by the lapse of its clocks.
func leads(p procedure.Procedure, st procedure.Stage) []string {
	var out []string
	add := func(to string) {
		known := slices.ContainsFunc(p.Stages, func(s procedure.Stage) bool { return s.ID == to })
		if known && to != st.ID && !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	for _, row := range p.Moves {
		if slices.Contains(row.From, st.ID) || slices.Contains(row.From, "open") && !st.Terminal && !st.Initial {
			add(row.To)
		}
	}
	for _, name := range st.Clocks {
		if k := clockOf(p, name); k != nil {
			for _, e := range k.Expiry {
				add(e.To)
			}
		}
	}
	return out
}

func showProcedure(ctx context.Context, d *errand) (view.Leaf, error) {
	if _, _, err := d.roles(ctx); err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	book := d.Library.Named("tianping-std")
	if book == nil {
		return view.Leaf{}, errNoProcedure
	}
	p := book.Procedure
	list := view.Part{First: true, Table: &view.Table{Name: t.Procedure, Head: []string{t.Stage, t.Owner, t.Clocks, t.Leads}}}
	for _, st := range p.Stages {
		var clocks, to []string
		for _, c := range st.Clocks {
			clocks = append(clocks, d.in(wording.Clock(c)))
		}
		for _, s := range leads(p, st) {
			to = append(to, capital(d.in(wording.Stage(s))))
		}
		owner := ""
		if st.Owner != "" {
			owner = capital(d.in(wording.Who(st.Owner)))
		}
		list.Table.Rows = append(list.Table.Rows, view.TableRow{ID: "s-" + st.ID, Cells: []view.Cell{
			{Text: capital(d.in(wording.Stage(st.ID))), Sub: capital(d.in(wording.Phase(st.Phase)))}, {Text: owner}, {Text: d.list(clocks)}, {Text: d.list(to)},
		}})
	}
	about := view.Part{
		Facts:   []view.Fact{{Name: t.Procedure, Value: d.in(wording.Procedure(p.ID))}, {Name: t.Version, Value: p.Version}, {Name: t.Digest, Value: book.Hash, Mono: true}},
		Picture: d.stages(p),
	}
	return d.adminLeaf(t.Procedure, t.ProcedureSays, about, list), nil
}

// Measures of the picture of stages.
const (
	stageWide, stageHigh = 170, 44
	stageGapX, stageGapY = 56, 18
	stageMargin          = 12
)

// stages draws the stages in columns by phase, with a line to each place they lead to.
func (d *errand) stages(p procedure.Procedure) *view.Drawing {
	type spot struct{ x, y int }
	at, rows, column := map[string]spot{}, map[string]int{}, map[string]int{}
	high := 0
	for _, st := range p.Stages {
		if _, known := column[st.Phase]; !known {
			column[st.Phase] = len(column)
		}
		at[st.ID] = spot{stageMargin + column[st.Phase]*(stageWide+stageGapX), stageMargin + 24 + rows[st.Phase]*(stageHigh+stageGapY)}
		rows[st.Phase]++
		high = max(high, rows[st.Phase])
	}
	var lines, boxes strings.Builder
	for _, st := range p.Stages {
		from := at[st.ID]
		for _, to := range leads(p, st) {
			end := at[to]
			x1, x2 := from.x+stageWide, end.x
			if end.x < from.x {
				x1, x2 = from.x, end.x+stageWide
			}
			if end.x == from.x {
				x2 = end.x + stageWide
			}
			y1, y2 := from.y+stageHigh/2, end.y+stageHigh/2
			bend := stageGapX / 2
			if end.x < from.x {
				bend = -bend
			}
			back := -bend
			if end.x == from.x {
				back = bend
			}
			fmt.Fprintf(&lines, `<path class="lead" d="M%d %dC%d %d %d %d %d %d"/>`, x1, y1, x1+bend, y1, x2+back, y2, x2, y2)
		}
		fmt.Fprintf(&boxes, `<rect class="box" x="%d" y="%d" width="%d" height="%d" rx="6"/><text class="word" x="%d" y="%d">%s</text>`,
			from.x, from.y, stageWide, stageHigh, from.x+10, from.y+27, html.EscapeString(cutTo(capital(d.in(wording.Stage(st.ID))), 22)))
	}
	for phase, i := range column {
		fmt.Fprintf(&boxes, `<text class="phase" x="%d" y="%d">%s</text>`, stageMargin+i*(stageWide+stageGapX), stageMargin+12, html.EscapeString(capital(d.in(wording.Phase(phase)))))
	}
	return &view.Drawing{
		Name: d.t.Admin.Picture, Desk: true, Width: 2*stageMargin + len(column)*(stageWide+stageGapX) - stageGapX, Height: 2*stageMargin + 24 + high*(stageHigh+stageGapY),
		Inner: lines.String() + boxes.String(),
	}
}

func cutTo(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

func showCalendar(ctx context.Context, d *errand) (view.Leaf, error) {
	m, _, err := d.roles(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	c := d.Library.Named("tianping-std").Calendar
	year := d.now.Year()
	if n, err := time.Parse("2006", d.at.Kind); err == nil {
		year = n.Year()
	}
	part := func(title string, want workday.Why) view.Part {
		p := view.Part{Title: fmt.Sprintf("%s %d", title, year), First: true, Table: &view.Table{Name: title, Head: []string{t.When, t.Text}}}
		for day := workday.On(year, time.January, 1); day.Year() == year; day++ {
			_, why, name := c.Day(day)
			if why == want {
				p.Table.Rows = append(p.Table.Rows, view.TableRow{ID: "d" + day.String(), Cells: []view.Cell{{Text: d.t.Day(c.Midnight(day), d.now)}, {Text: d.in(wording.Words{ZH: name.ZH, EN: name.EN})}}})
			}
		}
		if len(p.Table.Rows) == 0 {
			p.Table, p.None, p.NoneSays = nil, t.Provisional, fmt.Sprintf(t.ProvisionalSays, c.Through().String()[:4])
		}
		return p
	}
	years := view.Part{Warn: fmt.Sprintf(t.ProvisionalSays, c.Through().String()[:4])}
	for y := year - 1; y <= year+1; y++ {
		years.Links = append(years.Links, view.Entrance{URL: fmt.Sprintf("/admin/calendar?kind=%d", y), Icon: "calendar", Name: fmt.Sprint(y), Beside: onOff(!c.Covers(workday.On(y, time.June, 1)), t.Provisional, "")})
	}
	books := view.Part{Title: t.Documents, First: true, Table: &view.Table{Name: t.Documents, Head: []string{t.Text, t.Version, t.InForce, t.Published, t.Digest}}}
	for _, p := range slices.Backward(m.Rulebook) {
		books.Table.Rows = append(books.Table.Rows, view.TableRow{ID: "b-" + p.Kind + "-" + p.Name + "-" + p.Version, Cells: []view.Cell{{Text: p.Name, Sub: p.Kind}, {Text: p.Version}, {At: d.local(p.From)}, {At: d.local(p.At)}, {Text: fmt.Sprintf("%x", p.Digest[:8]), Mono: true}}})
	}
	return d.adminLeaf(t.Calendar, t.CalendarSays, years, part(t.Holidays, workday.Holiday), part(t.WorkedDays, workday.Makeup), books), nil
}

func showRuleTable(ctx context.Context, d *errand) (view.Leaf, error) {
	if _, _, err := d.roles(ctx); err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	list := view.Part{First: true, Table: &view.Table{Name: t.Rules, Head: []string{t.Rule, t.Effect, t.Text, t.Source}}}
	for _, r := range d.Library.Table.Rules {
		effect := &view.Chip{Tone: view.Fine, Text: t.Permit}
		if r.Effect == party.Forbid {
			effect = &view.Chip{Tone: view.Bad, Text: t.Forbid}
		}
		list.Table.Rows = append(list.Table.Rows, view.TableRow{ID: r.ID, Cells: []view.Cell{{Text: r.ID, Mono: true}, {Chip: effect}, {Text: d.in(wording.Words(r.Text))}, {Text: d.source(r.Source), Own: true}}})
	}
	return d.adminLeaf(t.Rules, t.RulesSays, list), nil
}

// clockMoved is shown only when asked for: in a sandbox it is nearly every act.
const clockMoved = "clock_moved"

// kindsOfActs are the filters of the history.
func kindsOfActs() []string {
	return []string{
		"granted", "revoked", "person_locked", "person_unlocked", "person_recovered", "person_revealed", "records_asked", "records_answered", "records_read", "stand_in_asked", "stand_in_answered", "persons_linked", "persons_unlinked",
		"rulebook_published", "channels_set", "sign_in_policy_set", "outage_recorded", clockMoved, "market_opened",
	}
}

func showHistory(ctx context.Context, d *errand) (view.Leaf, error) {
	if _, _, err := d.roles(ctx); err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	kind, kinds := d.at.Kind, []string{d.at.Kind}
	if !slices.Contains(kindsOfActs(), kind) {
		kind, kinds = "", slices.DeleteFunc(kindsOfActs(), func(k string) bool { return k == clockMoved })
	}
	page, err := d.Casebook.AdminActs(ctx, d.who(), casebook.ActFilter{Kinds: kinds, After: d.at.After, Limit: 25})
	if err != nil {
		return view.Leaf{}, err
	}
	which := view.Question{Name: "kind", Label: t.Act, Kind: "select", Value: cmp.Or(kind, "all"), Choices: []view.Pair{{Value: "all", Name: t.AllKinds}}}
	for _, k := range kindsOfActs() {
		which.Choices = append(which.Choices, view.Pair{Value: k, Name: capital(d.in(wording.Happened(k, wording.Facts{})))})
	}
	list := view.Part{After: page.Next, First: d.at.After == "", Asks: []view.Ask{{Action: "/admin/history", Button: t.Filter, Read: true, Fields: []view.Question{which}}}}
	if list.Table, err = d.actTable(ctx, page.Rows); err != nil {
		return view.Leaf{}, err
	}
	if len(page.Rows) == 0 {
		list.Table, list.None, list.NoneSays = nil, t.NoHistory, t.NoHistorySays
	}
	return d.adminLeaf(t.History, t.HistorySays, list), nil
}

func (d *errand) actTable(ctx context.Context, acts []casebook.AdminAct) (*view.Table, error) {
	t := d.t.Admin
	out := &view.Table{Name: t.History, Head: []string{t.When, t.Act, t.WhoDid, t.About, t.Reason}}
	for i, a := range acts {
		by, err := d.actor(ctx, a.By)
		if err != nil {
			return nil, err
		}
		about := ""
		if !a.About.IsZero() {
			if about, err = d.name(ctx, a.About, true); err != nil {
				return nil, err
			}
		}
		sub := ""
		if !a.Case.IsZero() {
			sub = a.Case.String()
		}
		out.Rows = append(out.Rows, view.TableRow{ID: fmt.Sprintf("a-%d", i+1), Cells: []view.Cell{
			{At: d.local(a.At)}, {Text: capital(d.in(wording.Happened(a.Kind, wording.Facts{}))), Sub: d.actWhat(a)}, {Text: by, Own: true}, {Text: about, Sub: sub, Own: true}, {Text: a.Reason, Own: true},
		}})
	}
	return out, nil
}

// actWhat says what an act turned on.
func (d *errand) actWhat(a casebook.AdminAct) string {
	t := d.t.Admin
	switch a.Kind {
	case "granted":
		return capital(d.in(wording.Words(party.Capacity(a.What).Text())))
	case "revoked":
		return fmt.Sprintf("%d", a.No)
	case "person_locked":
		return t.LockReasons(a.What)
	case "person_recovered":
		return t.Checks(a.What)
	case "person_revealed":
		return t.Purposes(a.What)
	default:
		return t.What(a.What)
	}
}

func showOutages(ctx context.Context, d *errand) (view.Leaf, error) {
	m, _, err := d.roles(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	list := view.Part{First: true, Table: &view.Table{Name: t.Outages, Head: []string{t.From, t.Until, t.Lasted}}}
	for i, o := range slices.Backward(m.Outages) {
		list.Table.Rows = append(list.Table.Rows, view.TableRow{ID: fmt.Sprintf("o-%d", i+1), Cells: []view.Cell{{At: d.local(o.From)}, {At: d.local(o.To)}, {Text: d.t.Left(o.To.Sub(o.From))}}})
	}
	if len(m.Outages) == 0 {
		list.Table, list.None, list.NoneSays = nil, t.NoOutages, t.NoOutagesSays
	}
	return d.adminLeaf(t.Outages, t.OutagesSays, list), nil
}

func showMass(ctx context.Context, d *errand) (view.Leaf, error) {
	if _, _, err := d.roles(ctx); err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	limits := d.Library.Named("tianping-std").Procedure.Limits
	least, days := limits["mass.cases"].N, limits["mass.days"].N
	groups, err := d.Casebook.Mass(ctx, d.who(), max(least, 1), time.Duration(days)*24*time.Hour)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{First: true, Says: fmt.Sprintf(t.MassRule, least, days), Table: &view.Table{Name: t.Mass, Head: []string{t.Product, t.Cases, t.Opened2}}}
	for _, g := range groups {
		name, err := d.shop(ctx, g.Merchant)
		if err != nil {
			return view.Leaf{}, err
		}
		list.Table.Rows = append(list.Table.Rows, view.TableRow{ID: g.Merchant.String(), Cells: []view.Cell{{Text: name, Own: true}, {Text: fmt.Sprint(g.Cases)}, {At: d.local(g.Last)}}})
	}
	if len(groups) == 0 {
		list.Table, list.None, list.NoneSays = nil, t.NoMass, t.NoMassSays
	}
	return d.adminLeaf(t.Mass, t.MassSays, list), nil
}

// showRegulator is what a regulator or a consumer association gets, and how it asks
// for more: figures without a request, files only with one.
func showRegulator(ctx context.Context, d *errand) (view.Leaf, error) {
	if _, _, err := d.roles(ctx); err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	sums, err := d.Casebook.Sums(ctx, d.who())
	if err != nil {
		return view.Leaf{}, err
	}
	return d.adminLeaf(t.Regulator, t.RegulatorSays,
		view.Part{Title: t.Totals, Says: t.OnlySum, Facts: []view.Fact{{Name: t.Running, Value: fmt.Sprint(sums.Running)}, {Name: t.Overdue, Value: fmt.Sprint(sums.Overdue)}, {Name: t.Closed, Value: fmt.Sprint(sums.Closed)}}},
		view.Part{Title: t.RegulatorMay, Steps: t.RegulatorGets},
		view.Part{Title: t.RegulatorAsk, Steps: t.RegulatorHow}), nil
}
