package procedure

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Compiled is a checked procedure with its indexes: what the engine asks. It is
// never changed, so any number of cases may share it.
//
// A place is the id of a stage or of a duty state; their names do not overlap.
type Compiled struct {
	Procedure
	stages map[string]Stage
	duties map[string]DutyKind
	states map[string]placedState
	holds  map[string]Hold
	clocks map[string]Clock
	rows   map[string][]Row // by place
	moves  map[string][]Row
	starts map[Start][]string
	first  Stage
}

type placedState struct {
	DutyState
	kind string
}

// Compile indexes a procedure that Check found nothing in.
func Compile(p Procedure) *Compiled {
	c := &Compiled{
		Procedure: p,
		stages:    map[string]Stage{}, duties: map[string]DutyKind{}, states: map[string]placedState{},
		holds: map[string]Hold{}, clocks: map[string]Clock{},
		rows: map[string][]Row{}, moves: map[string][]Row{}, starts: map[Start][]string{},
	}
	for _, s := range p.Stages {
		c.stages[s.ID] = s
		if s.Initial {
			c.first = s
		}
	}
	for _, d := range p.Duties {
		c.duties[d.ID] = d
		for _, s := range d.States {
			c.states[s.ID] = placedState{s, d.ID}
		}
	}
	for _, h := range p.Holds {
		c.holds[h.ID] = h
	}
	for _, k := range p.Clocks {
		c.clocks[k.ID] = k
		for _, s := range k.Start {
			c.starts[s] = append(c.starts[s], k.ID)
		}
	}
	c.indexRows()
	return c
}

func (c *Compiled) indexRows() {
	for i, row := range c.Moves {
		row.N = i + 1
		c.moves[row.Move] = append(c.moves[row.Move], row)
		for _, place := range c.placesOf(row) {
			c.rows[place] = append(c.rows[place], row)
		}
	}
}

// placesOf is the “from” of a row with “open” written out.
func (c *Compiled) placesOf(row Row) []string {
	if !slices.Contains(row.From, AnyOpen) {
		return row.From
	}
	var open []string
	for _, s := range c.Stages {
		if c.Open(s.ID) {
			open = append(open, s.ID)
		}
	}
	if len(c.Stages) == 0 { // a file without stages: an order is open or is not
		return []string{AnyOpen}
	}
	return open
}

// Stage finds a stage.
func (c *Compiled) Stage(id string) (Stage, bool) { s, ok := c.stages[id]; return s, ok }

// Initial is the stage a case begins in; the zero Stage in a file without stages.
func (c *Compiled) Initial() Stage { return c.first }

// Open tells whether a stage is neither terminal nor the initial one (procedure.md
// §2); false for anything that is no stage.
func (c *Compiled) Open(stage string) bool {
	s, ok := c.stages[stage]
	return ok && !s.Terminal && !s.Initial
}

// Terminal tells whether nothing more happens in a stage or duty state.
func (c *Compiled) Terminal(place string) bool {
	return c.stages[place].Terminal || c.states[place].Terminal
}

// Phase is the phase of a stage; "" for anything else.
func (c *Compiled) Phase(stage string) string { return c.stages[stage].Phase }

// Duty finds a kind of duty; its first state is where it begins.
func (c *Compiled) Duty(kind string) (DutyKind, bool) { d, ok := c.duties[kind]; return d, ok }

// State finds a state of a duty, and the kind it belongs to.
func (c *Compiled) State(id string) (s DutyState, kind string, ok bool) {
	p, ok := c.states[id]
	return p.DutyState, p.kind, ok
}

// Hold finds a hold.
func (c *Compiled) Hold(id string) (Hold, bool) { h, ok := c.holds[id]; return h, ok }

// Clock finds a clock.
func (c *Compiled) Clock(id string) (Clock, bool) { k, ok := c.clocks[id]; return k, ok }

// ClocksAt are the ids of the clocks listed at a stage, duty state or hold.
func (c *Compiled) ClocksAt(place string) []string {
	if s, ok := c.stages[place]; ok {
		return s.Clocks
	}
	if s, ok := c.states[place]; ok {
		return s.Clocks
	}
	return c.holds[place].Clocks
}

// OwnerAt is who must act next at a stage or duty state, or during a hold.
func (c *Compiled) OwnerAt(place string) string {
	if s, ok := c.stages[place]; ok {
		return s.Owner
	}
	if s, ok := c.states[place]; ok {
		return s.Owner
	}
	return c.holds[place].Owner
}

// RowsAt are the rows that may be used at a place, in the order of the file. In a
// file without stages ask for AnyOpen.
func (c *Compiled) RowsAt(place string) []Row { return c.rows[place] }

// RowsOf are all rows of a move, in the order of the file.
func (c *Compiled) RowsOf(move string) []Row { return c.moves[move] }

// StartedBy are the clocks that name this start, in the order of the file. A
// “latest” start is not found here: ask for it as written.
func (c *Compiled) StartedBy(s Start) []string { return c.starts[s] }

// StartedAt are those of StartedBy that may run at a place: a clock of no kind of
// its own runs only where it, or the clock it replaces, is listed; a clock of a
// kind belongs to its object and runs wherever that is.
func (c *Compiled) StartedAt(s Start, place string) []string {
	listed := c.ClocksAt(place)
	return slices.DeleteFunc(slices.Clone(c.starts[s]), func(id string) bool {
		k := c.clocks[id]
		return k.Kind == "" && !slices.Contains(listed, k.stands())
	})
}

// Separated tells whether the file forbids one person both capacities in one case.
func (c *Compiled) Separated(a, b string) bool {
	return slices.Contains(c.Separations, [2]string{a, b}) || slices.Contains(c.Separations, [2]string{b, a})
}

// Rule is how core/workday counts a length of this clock: its Len, one of its
// Variants or its extension.
func (k Clock) Rule(l Length) workday.Rule {
	rule := workday.Rule{Span: l.Span(), Roll: k.Roll}
	if l.Unit != Hours {
		return rule
	}
	rule.Roll, rule.RestGuard = false, timeOfDay(k.RestGuard)
	if k.Business != nil {
		rule.Business = &workday.OpenHours{Open: timeOfDay(k.Business.Open), Close: timeOfDay(k.Business.Close)}
	}
	return rule
}

// Span is the length as core/workday counts it.
func (l Length) Span() workday.Span { return workday.Span{N: l.N, Unit: workday.Unit(l.Unit)} }

// timeOfDay reads "12:00" as the time after midnight; anything else is 0.
func timeOfDay(s string) time.Duration {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}
