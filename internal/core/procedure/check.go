package procedure

import (
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Check finds what a procedure must not have: words code does not know, dead
// ends, places without owner or dated way out, clocks that could never start or
// do nothing, rows that contradict each other, parts that do not fit their
// umbrella. An empty answer means: if all staff sleep, every case still ends.
//
// Findings come in the order of the checks; those about ways out are made only
// when the names are in order. Source: procedure.md §7, invariants 3 and 6.
func Check(p Procedure, v Vocabulary, calendar workday.Calendar) []Finding {
	c := &check{Compiled: Compile(p), v: v, calendar: calendar, made: made(p)}
	c.names()
	c.words()
	c.places()
	c.clocksOf()
	c.rowsOf()
	if len(c.all) == 0 {
		c.exits()
	}
	c.umbrellas()
	c.separations()
	c.features()
	c.limits()
	return c.all
}

type check struct {
	*Compiled
	findings
	v        Vocabulary
	calendar workday.Calendar
	made     map[string]bool // moves and effects that something in the file makes
}

// made are the moves some row allows and the words some expiry does.
func made(p Procedure) map[string]bool {
	in := map[string]bool{}
	for _, row := range p.Moves {
		in[row.Move] = true
	}
	for _, k := range p.Clocks {
		for _, e := range k.Expiry {
			in[e.Do] = true
		}
	}
	delete(in, "")
	return in
}

func at(section, id string) string { return section + "." + id }

func nth(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// eachPlace goes through stages and duty states: where, its id, owner, clocks and
// whether it is terminal.
func (c *check) eachPlace(do func(where, id, owner string, clocks []string, terminal bool)) {
	for _, s := range c.Stages {
		do(at("stages", s.ID), s.ID, s.Owner, s.Clocks, s.Terminal)
	}
	for _, d := range c.Duties {
		for _, s := range d.States {
			do(at("duties", d.ID)+at(".states", s.ID), s.ID, s.Owner, s.Clocks, s.Terminal)
		}
	}
}

// where is the key of a place in the file.
func (c *check) where(place string) string {
	if _, kind, ok := c.State(place); ok {
		return at("duties", kind) + at(".states", place)
	}
	return at("stages", place)
}

func (c *check) isPlace(id string) bool {
	_, stage := c.stages[id]
	_, state := c.states[id]
	return stage || state
}

// places checks what each stage, duty state and hold must have by itself.
func (c *check) places() {
	initial := 0
	for _, s := range c.Stages {
		if s.Initial {
			initial++
		}
		if s.Terminal != (s.Phase == Closed) {
			c.add(at("stages", s.ID), "phase")
		}
	}
	if len(c.Stages) > 0 && (initial != 1 || c.first.Terminal) {
		c.add("stages", "initial", initial)
	}
	c.eachPlace(func(where, id, owner string, clocks []string, terminal bool) {
		if terminal {
			if owner != "" || len(clocks) > 0 || len(c.RowsAt(id)) > 0 {
				c.add(where, "terminal_waits")
			}
			return
		}
		c.waits(where, owner, clocks)
	})
	for _, h := range c.Holds {
		where := at("holds", h.ID)
		c.waits(where, h.Owner, h.Clocks)
		if len(h.Clocks) > 0 && !slices.ContainsFunc(h.Clocks, c.endsHold) {
			c.add(where, "no_hold_end", list(c.v.EndsHold))
		}
	}
}

func (c *check) waits(where, owner string, clocks []string) {
	if owner == "" {
		c.add(where, "ownerless")
	}
	if len(clocks) == 0 {
		c.add(where, "clockless")
	}
}

// endsHold tells whether every entry of a clock's expiry ends a hold or leads away.
func (c *check) endsHold(clock string) bool {
	k := c.clocks[clock]
	return len(k.Expiry) > 0 && !slices.ContainsFunc(k.Expiry, func(e Expiry) bool {
		return e.To == "" && !slices.Contains(c.v.EndsHold, e.Do)
	})
}

// rowsOf finds rows that let one actor make one move in one place and lead to
// different places, unless a guard of one is the other's not_.
func (c *check) rowsOf() {
	for i, a := range c.Moves {
		for j, b := range c.Moves[:i] {
			if a.Move != b.Move || a.To == b.To || exclude(a.Guard, b.Guard) {
				continue
			}
			if share(a.By, b.By) && share(c.placesOf(a), c.placesOf(b)) {
				c.add(nth("moves", i), "rows_contradict", j, b.To, a.To)
			}
		}
	}
}

// exclude tells whether two guards hold a pair x and not_x.
func exclude(a, b []Term) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Arg == y.Arg && (x.Name == "not_"+y.Name || y.Name == "not_"+x.Name) {
				return true
			}
		}
	}
	return false
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
