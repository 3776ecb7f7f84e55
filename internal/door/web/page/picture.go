package page

import (
	"fmt"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// drawing is a picture laid out: boxes, lines between them, in its own units.
type drawing struct {
	box   string
	boxes []station
	lines []line
	note  string
	noteX string
}

type station struct{ x, y, mid, nameY, noteY, class, name, note string }

type line struct{ d, class string }

const (
	boxWide = 190
	boxStep = 234
	boxHigh = 62
)

// lay places the stations: the path in a row, the branch under the station it
// leaves from, the possible ends in a row below; or, without a branch, the ends
// below the station where the money is now.
func lay(p view.Picture) drawing {
	d := drawing{box: fmt.Sprintf("-6 30 %d %d", max(len(p.Path)*boxStep, 940), 320)}
	for i, s := range p.Path {
		x := i * boxStep
		d.put(s, x, 40)
		if i > 0 {
			d.across(x-boxStep+boxWide, x, 71, s.State)
		}
	}
	from, row := placeNow(p), 102
	if p.Branch != nil {
		x := p.From*boxStep + boxWide/2
		d.down(x, 102, 168, true)
		d.put(*p.Branch, p.From*boxStep, 168)
		d.note, d.noteX = p.Note, fmt.Sprint(x+10)
		from, row = p.From, 230
	}
	d.ends(p.Ends, from, row)
	if len(p.Ends) == 0 {
		d.box = fmt.Sprintf("-6 30 %d %d", max(len(p.Path)*boxStep, 940), row-20)
	}
	return d
}

// placeNow is the place on the path where the money is.
func placeNow(p view.Picture) int {
	for i, s := range p.Path {
		if s.State == view.Now {
			return i
		}
	}
	return max(len(p.Path)-1, 0)
}

func (d *drawing) put(s view.Station, x, y int) {
	class := "st-possible"
	switch s.State {
	case view.Done:
		class = "st-done"
	case view.Now:
		class = "st-now"
	case view.Next, view.PassedBy:
	}
	d.boxes = append(d.boxes, station{
		x: fmt.Sprint(x), y: fmt.Sprint(y), mid: fmt.Sprint(x + boxWide/2), nameY: fmt.Sprint(y + 27), noteY: fmt.Sprint(y + 47),
		class: class, name: s.Name, note: s.Note,
	})
}

func (d *drawing) across(from, to, y int, state view.StepState) {
	d.arrow(fmt.Sprintf("M%d %dH%d", from, y, to-8), fmt.Sprintf("M%d %dl-9 -5v10z", to, y), state != view.Next)
}

func (d *drawing) down(x, from, to int, happened bool) {
	d.arrow(fmt.Sprintf("M%d %dV%d", x, from, to-12), fmt.Sprintf("M%d %dl-5 -9h10z", x, to-2), happened)
}

func (d *drawing) arrow(shaft, head string, happened bool) {
	if happened {
		d.lines = append(d.lines, line{shaft, "st-path"}, line{head, "st-head-on"})
		return
	}
	d.lines = append(d.lines, line{shaft, "st-dash"}, line{head, "st-head"})
}

// ends puts the possible ends in a row below, with dashed lines to each.
func (d *drawing) ends(ends []view.Station, from, row int) {
	if len(ends) == 0 {
		return
	}
	top := row + 46
	first := min(max(from-len(ends)/2, 0), max(4-len(ends), 0))
	mid := from*boxStep + boxWide/2
	for i, e := range ends {
		x := (first + i) * boxStep
		d.put(e, x, top)
		if to := x + boxWide/2; to == mid {
			d.down(mid, row, top, false)
		} else {
			d.arrow(fmt.Sprintf("M%d %dV%dH%dV%d", mid, row, row+20, to, top-12), fmt.Sprintf("M%d %dl-5 -9h10z", to, top-2), false)
		}
	}
	d.box = fmt.Sprintf("-6 30 %d %d", max((first+len(ends))*boxStep, 940), top+boxHigh-20)
}

// stations is the picture as a list, for narrow screens: what happened, where the
// money is, where it may go.
func stations(p view.Picture) []view.Station {
	var out []view.Station
	for i, s := range p.Path {
		if p.Branch == nil || i <= p.From {
			out = append(out, s)
		}
	}
	if p.Branch != nil {
		out = append(out, *p.Branch)
	}
	return append(out, p.Ends...)
}
