package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// appealing tells whether the form is the application for review: claim by claim,
// each ticked or left as it was ruled.
func (d *doing) appealing() bool { return d.act == "appeal" && d.move.Review != nil }

// appealable are the claims that may be ticked, by number.
func (d *doing) appealable() []string {
	var out []string
	for _, f := range d.move.Fields {
		for _, in := range f.Fields {
			if f.Name != "points" || in.Name != "claim" {
				continue
			}
			for _, o := range in.Choices {
				out = append(out, o.Value)
			}
		}
	}
	return out
}

// setUpAppeal ticks the only claim there is; of several none.
func (d *doing) setUpAppeal() {
	d.typed.Set("points.rows", "0")
	if all := d.appealable(); len(all) == 1 {
		d.typed.Set("points.rows", "1")
		d.typed.Set("points.0.claim", all[0])
	}
}

// tick is the box of one claim: an input of the page, not of the act.
func tick(claim string) string { return "_on." + claim }

// onlyTicked leaves of the claims those that are ticked, counted anew: what stands
// in the fields of others is not asked for.
func (d *doing) onlyTicked() {
	n, err := strconv.Atoi(d.typed.Get("points.rows"))
	if err != nil || n < 0 || n > form.MaxRows {
		n = 0
	}
	kept := form.Typed{}
	rows := 0
	for i := range n {
		from := "points." + strconv.Itoa(i) + "."
		if last(d.typed[tick(d.typed.Get(from+"claim"))]) != "yes" {
			continue
		}
		to := "points." + strconv.Itoa(rows) + "."
		for name, values := range d.typed {
			if rest, ok := strings.CutPrefix(name, from); ok {
				kept[to+rest] = values
			}
		}
		rows++
	}
	maps.DeleteFunc(d.typed, func(name string, _ []string) bool { return strings.HasPrefix(name, "points.") })
	maps.Copy(d.typed, kept)
	d.typed.Set("points.rows", strconv.Itoa(rows))
}

// showReview draws an act on a ruling beside the ruling and what was said of it.
func (d *doing) showReview(status int, refusal *view.Refusal, says string) error {
	sheet := d.open()
	m := page.ReviewForm{MoveForm: d.drawn(sheet, refusal, says)}
	section := "cases"
	if d.who.Staff {
		section = "workbench"
	}
	if d.appealing() {
		d.sections(sheet, &m)
	} else {
		m.Rest = m.Inputs
	}
	return d.show(status, page.ReviewPage(d.frame(d.move.Act.Name).In(section), m))
}

// sections gives each claim that may be appealed its place, ticked or not.
func (d *doing) sections(sheet form.Sheet, m *page.ReviewForm) {
	typed := maps.Clone(d.typed)
	ticked, _ := strconv.Atoi(typed.Get("points.rows"))
	n := ticked
	for _, no := range d.appealable() {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(typed)), func(name string) bool {
			return strings.HasPrefix(name, "points.") && strings.HasSuffix(name, ".claim") && typed.Get(name) == no
		}) {
			typed.Set("points."+strconv.Itoa(n)+".claim", no)
			n++
		}
	}
	typed.Set("points.rows", strconv.Itoa(n))
	for _, in := range sheet.Draw(typed, d.wrong) {
		if in.Name != "points" {
			m.Rest = append(m.Rest, in)
			continue
		}
		m.Points = in
		for i, row := range in.Rows {
			no := chosenIn(row.Inputs, "claim")
			s := page.AppealSection{No: no, Name: tick(no), ID: form.ID("on." + no), On: i < ticked, Inputs: hideClaim(row.Inputs)}
			for _, p := range d.move.Review.Points {
				if p.No == s.No {
					s.Point = p
				}
			}
			m.Sections = append(m.Sections, s)
		}
	}
	slices.SortStableFunc(m.Sections, func(a, b page.AppealSection) int { return strings.Compare(a.No, b.No) })
}
