package procedure

import (
	"fmt"
	"slices"
	"strings"
)

// Draw is the picture of the stages as SVG: a column for each phase, a box for
// each stage with its owner, its clocks and one line for each place it leads to,
// naming the moves and clocks that lead there. A line of timers alone is dashed.
// What may happen in any open stage, and what holds do, is told below.
//
// Colours are presentation attributes, so the file is readable by itself; every
// element has a class, so a page's style sheet may dress it otherwise. The same
// procedure always gives the same bytes.
func Draw(p Procedure) []byte {
	d := newDrawing(Compile(p))
	d.place()
	var out strings.Builder
	d.open(&out)
	for _, b := range d.boxes {
		for _, port := range b.ports {
			d.edge(&out, b, port)
		}
	}
	for _, b := range d.boxes {
		b.write(&out)
	}
	d.notes(&out)
	out.WriteString("</svg>\n")
	return []byte(out.String())
}

// Measures of the picture, in pixels.
const (
	boxWidth   = 264
	columnGap  = 116
	rowGap     = 26
	margin     = 24
	headHeight = 40
	lineHeight = 16
	letterWide = 7 // of the small monospaced text
)

type drawing struct {
	*Compiled
	columns       []string // the phases that have stages
	boxes         []*box
	byStage       map[string]*box
	arrived       map[string]int // edges that already end at a box
	width, height int
}

type box struct {
	Stage
	column, x, y, h int
	about           []string // owner and clocks, wrapped
	ports           []*port
}

// port is one place a stage leads to, by which moves and clocks.
type port struct {
	to    string
	timer bool     // clocks alone
	lines []string // wrapped
	y     int      // of its first line
}

func newDrawing(p *Compiled) *drawing {
	d := &drawing{Compiled: p, byStage: map[string]*box{}, arrived: map[string]int{}}
	for _, phase := range Phases() {
		some := false
		for _, s := range p.Stages {
			if s.Phase == phase {
				b := &box{Stage: s, column: len(d.columns), ports: d.portsOf(s)}
				if !s.Terminal {
					b.about = wrap(append([]string{s.Owner + ":"}, s.Clocks...), " ")
				}
				d.boxes, some = append(d.boxes, b), true
				d.byStage[s.ID] = b
			}
		}
		if some {
			d.columns = append(d.columns, phase)
		}
	}
	return d
}

// portsOf gathers the moves and clocks that lead out of a stage, by target.
func (d *drawing) portsOf(s Stage) []*port {
	var ports []*port
	labels := map[string][]string{}
	add := func(to, label string, timer bool) {
		if to == "" || to == Same || to == Back || to == s.ID {
			return
		}
		i := slices.IndexFunc(ports, func(p *port) bool { return p.to == to })
		if i < 0 {
			i, ports = len(ports), append(ports, &port{to: to, timer: true})
		}
		ports[i].timer = ports[i].timer && timer
		if !slices.Contains(labels[to], label) {
			labels[to] = append(labels[to], label)
		}
	}
	for _, row := range d.RowsAt(s.ID) {
		if !slices.Contains(row.From, AnyOpen) {
			add(row.To, row.Move, false)
		}
	}
	for _, id := range s.Clocks {
		for _, e := range d.clocks[id].Expiry {
			add(e.To, id, true)
		}
	}
	for _, p := range ports {
		p.lines = wrap(append([]string{"→ " + p.to + ":"}, labels[p.to]...), " ")
		for i := range p.lines[1:] {
			p.lines[i+1] = "\u00a0\u00a0" + p.lines[i+1]
		}
	}
	return ports
}

// wrap joins words into lines that fit into a box.
func wrap(words []string, sep string) (lines []string) {
	const most = (boxWidth - 20) / letterWide
	line := ""
	for _, w := range words {
		if line != "" && len(line)+len(sep)+len(w) > most {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += sep
		}
		line += w
	}
	return append(lines, line)
}

// place gives each box its place: columns from left to right, stages of one
// column below each other in the order of the file; ends beside what leads to them.
func (d *drawing) place() {
	bottom := make([]int, len(d.columns))
	for i := range bottom {
		bottom[i] = margin + headHeight
	}
	set := func(b *box, y int) {
		b.x, b.y = margin+b.column*(boxWidth+columnGap), max(bottom[b.column], y)
		b.h = 48 + lineHeight*len(b.about)
		for _, p := range b.ports {
			p.y = b.y + b.h + lineHeight - 4
			b.h += lineHeight * len(p.lines)
		}
		if len(b.ports) > 0 {
			b.h += 8
		}
		bottom[b.column] = b.y + b.h + rowGap
		d.height = max(d.height, b.y+b.h)
	}
	var ends []*box
	for _, b := range d.boxes {
		if b.Terminal {
			ends = append(ends, b)
			continue
		}
		set(b, 0)
	}
	slices.SortStableFunc(ends, func(a, b *box) int { return d.pull(a) - d.pull(b) })
	for _, b := range ends {
		set(b, d.pull(b)-30)
	}
	d.width = 2*margin + len(d.columns)*(boxWidth+columnGap) - columnGap
}

// pull is the mean height of the lines that lead to a box.
func (d *drawing) pull(to *box) int {
	sum, n := 0, 0
	for _, b := range d.boxes {
		for _, p := range b.ports {
			if p.to == to.ID {
				sum, n = sum+p.y, n+1
			}
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

func (d *drawing) open(out *strings.Builder) {
	notes := len(d.noteLines())
	height := d.height + rowGap + notes*lineHeight + 2*margin
	title := escape(d.ID + " " + d.Version)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" class="procedure" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="system-ui, 'Noto Sans CJK SC', sans-serif" font-size="11">`+"\n",
		d.width, height, d.width, height)
	fmt.Fprintf(out, "<title>%s</title>\n", title)
	fmt.Fprintf(out, `<defs><marker id="%s-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z" fill="#5b6573"/></marker></defs>`+"\n", escape(d.ID))
	fmt.Fprintf(out, `<rect class="paper" width="%d" height="%d" fill="#fff"/>`+"\n", d.width, height)
	for i, phase := range d.columns {
		fmt.Fprintf(out, `<text class="phase" x="%d" y="%d" font-size="14" font-weight="600" fill="#5b6573">%s %s</text>`+"\n",
			margin+i*(boxWidth+columnGap), margin+14, phaseZH()[phase], phase)
	}
}

func phaseZH() map[string]string {
	return map[string]string{
		"intake": "受理", "negotiation": "协商", "evidence": "举证质证", "mediation": "调解", "panel": "评审",
		"decision": "处理决定", "appeal": "复核", "performance": "履行", Closed: "结案",
	}
}

// edge is a curve from the line that names it to the box it leads to.
func (d *drawing) edge(out *strings.Builder, from *box, p *port) {
	to, ok := d.byStage[p.to]
	if !ok {
		return
	}
	x1, y1 := from.x+boxWidth, p.y-4
	x2, y2 := to.x, to.y+14+min(d.arrived[p.to]*7, max(to.h-20, 0))
	d.arrived[p.to]++
	bend1, bend2 := columnGap, -columnGap
	switch {
	case to.column == from.column:
		x2, bend1, bend2 = to.x+boxWidth, columnGap/2, columnGap/2
	case to.column < from.column:
		x1, x2, bend1, bend2 = from.x, to.x+boxWidth, -columnGap, columnGap
	}
	class, dash := "edge move", ""
	if p.timer {
		class, dash = "edge timer", ` stroke-dasharray="5 4"`
	}
	fmt.Fprintf(out, `<path class="%s" d="M%d %dC%d %d %d %d %d %d" fill="none" stroke="#8a94a3"%s marker-end="url(#%s-arrow)"/>`+"\n",
		class, x1, y1, x1+bend1, y1, x2+bend2, y2, x2, y2, dash, escape(d.ID))
}

func (b *box) write(out *strings.Builder) {
	class := "stage"
	fill, stroke := "#f7f9fc", "#41506a"
	switch {
	case b.Terminal:
		class, fill = "stage end", "#eef0f3"
	case b.Initial:
		class, fill = "stage begin", "#eaf4ee"
	}
	dash := ""
	if b.Feature != "" {
		class, dash = class+" switched", ` stroke-dasharray="2 3"`
	}
	fmt.Fprintf(out, `<g class="%s"><rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="%s"%s/>`+"\n",
		class, b.x, b.y, boxWidth, b.h, fill, stroke, dash)
	fmt.Fprintf(out, `<text class="name" x="%d" y="%d" font-size="14" font-weight="600" fill="#1c2430">%s</text>`+"\n", b.x+10, b.y+20, escape(b.ZH))
	line(out, "id", b.x+10, b.y+36, b.ID, "#41506a")
	for i, text := range b.about {
		line(out, "about", b.x+10, b.y+52+i*lineHeight, text, "#5b6573")
	}
	for _, p := range b.ports {
		for i, text := range p.lines {
			line(out, "port", b.x+10, p.y+i*lineHeight, text, "#1c2430")
		}
	}
	out.WriteString("</g>\n")
}

func line(out *strings.Builder, class string, x, y int, text, colour string) {
	fmt.Fprintf(out, `<text class="%s" x="%d" y="%d" font-family="ui-monospace, 'Noto Sans Mono CJK SC', monospace" fill="%s">%s</text>`+"\n",
		class, x, y, colour, escape(text))
}

// noteLines tell what may happen in any open stage, and what each hold does.
func (d *drawing) noteLines() (lines []string) {
	lines = append(lines, "实线：动作；虚线：仅因期限届满。solid: a move; dashed: a clock alone.")
	for _, row := range d.Moves {
		if slices.Contains(row.From, AnyOpen) && row.To != Same && row.To != Back {
			lines = append(lines, "任一未结阶段 any open stage: "+row.Move+" ("+list(row.By)+") → "+row.To)
		}
	}
	for _, h := range d.Holds {
		text := "停程 hold: " + h.ID + " " + h.ZH + " · " + h.Owner
		for _, id := range h.Clocks {
			var ends []string
			for _, e := range d.clocks[id].Expiry {
				ends = append(ends, e.String())
			}
			text += " · " + id + " " + strings.Join(ends, "; ")
		}
		lines = append(lines, text)
	}
	return lines
}

func (d *drawing) notes(out *strings.Builder) {
	for i, text := range d.noteLines() {
		line(out, "note", margin, d.height+rowGap+margin+i*lineHeight, text, "#5b6573")
	}
}

// escape makes text safe inside SVG; ids and names come from files.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace(s)
}
