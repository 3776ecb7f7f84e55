package procedure

import "slices"

// clocksOf checks what each clock must have: a length that can be counted, a
// start that something produces, a home, and an expiry that always does something.
func (c *check) clocksOf() {
	listed := map[string]bool{}
	c.eachPlace(func(_, _, _ string, clocks []string, _ bool) { mark(listed, clocks) })
	for _, h := range c.Holds {
		mark(listed, h.Clocks)
	}
	served := false
	for _, k := range c.Clocks {
		where := at("clocks", k.ID)
		if k.Kind == "" && !listed[k.ID] {
			c.add(where, "homeless")
		}
		c.lengthsOf(where, k)
		for i, s := range k.Start {
			served = served || s.Kind == OnServed
			c.startOf(nth(where+".start", i), s)
		}
		c.expiryOf(where+".expiry", k.Expiry)
		if x := k.Extend; x != nil && x.Move != "" && slices.Contains(c.v.Moves, x.Move) && !c.made[x.Move] {
			c.add(where+".extend", "extension_without_move", x.Move)
		}
		if k.Kind == "umbrella" && !slices.ContainsFunc(c.Umbrellas, func(u Umbrella) bool { return u.Clock == k.ID }) {
			c.add(where, "umbrella_missing")
		}
	}
	if served && c.Service.AfterReceipt.IsZero() {
		c.add("service", "service_missing")
	}
}

func mark(in map[string]bool, ids []string) {
	for _, id := range ids {
		in[id] = true
	}
}

// lengthsOf checks that every length of a clock can be counted and keeps its bounds.
func (c *check) lengthsOf(where string, k Clock) {
	lengths := []Length{k.Len, k.Min, k.Max, k.OpensEscalator}
	for _, name := range sorted(k.Variants) {
		lengths = append(lengths, k.Variants[name])
	}
	if k.Extend != nil {
		lengths = append(lengths, k.Extend.Len, k.Extend.Max)
		if longer(k.Extend.Len, k.Extend.Max) {
			c.add(where, "length_bounds", k.Extend.Len.String())
		}
	}
	for _, l := range lengths {
		if !l.IsZero() && k.Rule(l).Check() != nil {
			c.add(where, "length")
			return
		}
	}
	if longer(k.Min, k.Len) || longer(k.Len, k.Max) {
		c.add(where, "length_bounds", k.Len.String())
	}
}

// longer tells whether a is surely longer than b: both given, in units that
// compare without a calendar.
func longer(a, b Length) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	if a.Unit == b.Unit {
		return a.N > b.N
	}
	x, okA := a.hours()
	y, okB := b.hours()
	return okA && okB && x > y
}

// hours is a length of hours or natural days in hours.
func (l Length) hours() (int, bool) {
	switch l.Unit {
	case Hours:
		return l.N, true
	case NaturalDays:
		return l.N * 24, true
	default:
		return 0, false
	}
}

// startOf checks that a start is a known word and that something produces it.
func (c *check) startOf(where string, s Start) {
	switch s.Kind {
	case OnEvent, OnLatest:
		for _, name := range s.Names() {
			by, fact := c.v.Facts[name]
			word := slices.Contains(c.v.Moves, name) || slices.Contains(c.v.Effects, name)
			switch {
			case !fact && !word:
				c.add(where, "unknown_word", name, "start")
			case fact && !c.produced(by), !fact && !c.made[name]:
				c.add(where, "never_starts", name)
			}
		}
	case OnServed:
		by, known := c.v.Notices[s.Name]
		switch {
		case !known:
			c.add(where, "unknown_word", s.Name, "served")
		case !c.produced(by):
			c.add(where, "never_starts", s.String())
		}
	}
}

// produced tells whether the file makes one of these words; none means that it
// comes from outside.
func (c *check) produced(by []string) bool {
	return len(by) == 0 || slices.ContainsFunc(by, func(w string) bool { return c.made[w] })
}

// expiryOf checks that each entry does something and that one of them always holds.
func (c *check) expiryOf(where string, entries []Expiry) {
	for i, e := range entries {
		if e.Do == "" && e.To == "" && e.Alert == "" && len(e.Starts) == 0 {
			c.add(nth(where, i), "expiry_empty")
		}
		if len(e.If) == 0 && i < len(entries)-1 {
			c.add(nth(where, i), "expiry_shadowed")
		}
	}
	if len(entries) == 0 || len(entries[len(entries)-1].If) > 0 {
		c.add(where, "expiry_conditional")
	}
}
