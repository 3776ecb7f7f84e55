package procedure

import (
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// separations checks that no file leaves out a pair that one person may never
// hold, where both may act (invariant 6).
func (c *check) separations() {
	acts := map[string]bool{}
	for _, row := range c.Moves {
		mark(acts, row.By)
	}
	for i, pair := range c.Separations {
		for _, capacity := range pair {
			c.word(nth("separations", i), capacity, "separations", slices.Concat(c.v.Actors, c.v.Words["capacity"]))
		}
		if pair[0] == pair[1] {
			c.add(nth("separations", i), "separation_same", pair[0])
		}
	}
	for _, pair := range c.v.Separate {
		both := true
		for _, capacity := range pair {
			both = both && (acts[capacity] || !slices.Contains(c.v.Actors, capacity))
		}
		if both && !c.Separated(pair[0], pair[1]) {
			c.add("separations", "separation_missing", pair[0], pair[1])
		}
	}
}

// features checks that each switch is known and agrees with the stages there are.
func (c *check) features() {
	for _, name := range sorted(c.Features) {
		phase, known := c.v.Features[name]
		if !known {
			c.add("features", "unknown_word", name, "features")
		}
		if phase == "" {
			continue
		}
		some := false
		for _, s := range c.Stages {
			if s.Phase != phase {
				continue
			}
			some = true
			if !c.Features[name] && s.Feature != name {
				c.add(at("stages", s.ID), "feature_off_stage", name, phase)
			}
		}
		if c.Features[name] && !some {
			c.add(at("features", name), "feature_no_stage", name, phase)
		}
	}
}

// limits checks that each setting is known and may have its value.
func (c *check) limits() {
	for _, name := range sorted(c.Limits) {
		limit, where := c.Limits[name], at("limits", name)
		rule, known := c.v.Limits[name]
		isLength, isList := !limit.Length.IsZero(), limit.List != nil
		switch {
		case !known:
			c.add(where, "unknown_word", name, "limits")
		case rule.Kind == "length" && !isLength:
			c.add(where, "limit_length")
		case rule.Kind == "list" && !isList:
			c.add(where, "limit_list")
		case rule.Kind == "number" && (isLength || isList):
			c.add(where, "limit_number")
		case isLength && !atLeast(limit.Length, rule.Least):
			c.add(where, "limit_least", rule.Least.String())
		}
		for _, word := range limit.List {
			c.word(where, word, rule.Words, c.v.Words[rule.Words])
		}
	}
}

// atLeast tells whether a length is surely as long as the least one, if any.
func atLeast(l, least Length) bool {
	return least.IsZero() || !longer(least, l) && (l.Unit == least.Unit || sameScale(l, least))
}

func sameScale(a, b Length) bool {
	_, x := a.hours()
	_, y := b.hours()
	return x && y
}

// firstStart is the first day the sums are proved for: where the built-in calendar
// begins (domain.md §5).
func firstStart() workday.Date { return workday.On(2024, time.January, 1) }

// umbrellas proves that the parts of each umbrella fit into it.
func (c *check) umbrellas() {
	for i, u := range c.Umbrellas {
		k, ok := c.clocks[u.Clock]
		if !ok {
			continue
		}
		where := nth("umbrellas", i)
		if !c.partsKnown(where, u) {
			continue
		}
		c.sum(at(where, "base"), u.Base, k.Len)
		c.sum(at(where, "tight"), u.Tight, k.Len)
		for _, part := range u.Extensions {
			x := c.clocks[part.Clock].Extend
			if x == nil || x.Moves != k.stands() {
				c.add(at(where, "extensions"), "umbrella_extension", partName(part))
			}
		}
		if len(u.CalendarCheck) > 0 {
			c.overCalendar(at(where, "calendar_check"), u, k)
		}
	}
}

// partsKnown tells whether each part has a length that can be counted.
func (c *check) partsKnown(where string, u Umbrella) bool {
	known := true
	for _, part := range slices.Concat(u.Base, u.Tight, u.Extensions, u.CalendarCheck) {
		l := c.lengthOf(part)
		switch {
		case l.IsZero():
			c.add(where, "part_missing", partName(part))
			known = false
		case c.clocks[part.Clock].Rule(l).Check() != nil:
			known = false // told where the clock stands
		}
	}
	return known
}

// sum adds parts of one unit and compares with the umbrella.
func (c *check) sum(where string, parts []Part, most Length) {
	if len(parts) == 0 {
		return
	}
	total, same := Length{Unit: most.Unit}, true
	var names []string
	for _, part := range parts {
		l := c.lengthOf(part)
		names = append(names, partName(part))
		if h, ok := l.hours(); ok && most.Unit == NaturalDays {
			l = Length{N: (h + 23) / 24, Unit: NaturalDays}
		}
		same = same && l.Unit == most.Unit
		total.N += l.N
	}
	switch list := strings.Join(names, " + "); {
	case !same:
		c.add(where, "umbrella_units", list)
	case total.N > most.N:
		c.add(where, "umbrella_tight", list, total.String(), most.String())
	}
}

// lengthOf is the longest a part may be.
func (c *check) lengthOf(p Part) Length {
	k := c.clocks[p.Clock]
	switch {
	case p.Clock == "":
		return p.Slack
	case p.Of == "min":
		return k.Min
	case p.Of != "extend":
		return k.Len
	case k.Extend == nil:
		return Length{}
	case k.Extend.Max.IsZero():
		return k.Extend.Len
	default:
		return k.Extend.Max
	}
}

func partName(p Part) string {
	switch {
	case p.Clock == "":
		return p.Slack.String()
	case p.Of == "":
		return p.Clock
	default:
		return p.Clock + "." + p.Of
	}
}

// overCalendar runs the parts one after another from every start day whose sum
// lies in the published calendar, and compares with the umbrella in natural days.
func (c *check) overCalendar(where string, u Umbrella, k Clock) {
	proved := 0
	for day := firstStart(); day < c.calendar.Through(); day++ {
		days, ok := c.chain(day, u.CalendarCheck)
		if !ok {
			continue
		}
		proved++
		if days > k.Len.N {
			c.add(where, "umbrella_calendar", day.String(), days, k.Len.N)
			return
		}
	}
	if proved == 0 || k.Len.Unit != NaturalDays {
		c.add(where, "calendar_missing", c.Calendar)
	}
}

// chain is how many natural days the parts take when each begins where the one
// before ended; not ok beyond the published calendar.
func (c *check) chain(start workday.Date, parts []Part) (days int, ok bool) {
	from := workday.Start{At: c.calendar.Midnight(start).Add(12 * time.Hour)}
	last := start
	for _, part := range parts {
		count := c.calendar.Count(from, c.clocks[part.Clock].Rule(c.lengthOf(part)))
		if count.Provisional {
			return 0, false
		}
		from = workday.Start{At: count.Due, FromDue: true}
		last = c.calendar.Date(count.Due.Add(-1))
	}
	return int(last - start), true
}
