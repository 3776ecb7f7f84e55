package workday

import "time"

// Count runs a rule from a start and keeps the account. The rule must be one that
// Rule.Check accepts; anything else is a rulebook nobody checked, and panics.
//
// Source: domain.md §3.5 "Time counting"; procedure.md §3, rest guard: K_ANS.
func (c Calendar) Count(from Start, r Rule) Count {
	if err := r.Check(); err != nil {
		panic(err)
	}
	k := c.open(from, r)
	k.run(r)
	return k.Count
}

// tally is a count being made.
type tally struct {
	Count
	c    Calendar
	last Date // last day entered in the trace, or the start day
}

func (c Calendar) open(from Start, r Rule) *tally {
	from.At = from.At.In(c.Zone())
	return &tally{
		Count: Count{Calendar: c.name, Start: from, Rule: r, Due: from.At},
		c:     c, last: c.startDay(from),
	}
}

// run lets the length of a rule pass after what was entered so far.
func (k *tally) run(r Rule) {
	if r.Span.Unit == Hours {
		k.hours(time.Duration(r.Span.N)*time.Hour, r)
	} else {
		k.days(r.Span, r.Roll)
	}
}

// reopen goes on with a count from its due day.
func (c Calendar) reopen(k Count) *tally {
	k.Trace = append([]Stretch(nil), k.Trace...)
	k.Steps = append([]Step(nil), k.Steps...)
	return &tally{Count: k, c: c, last: c.dueDay(k.Due)}
}

func (c Calendar) startDay(s Start) Date {
	if s.FromDue {
		return c.dueDay(s.At)
	}
	return c.Date(s.At)
}

// dueDay is the day a due instant belongs to: 00:00 of the 11th is 24:00 of the 10th.
func (c Calendar) dueDay(due time.Time) Date { return c.Date(due.Add(-1)) }

// days counts natural days, working days or months after the last day entered.
func (k *tally) days(s Span, roll bool) {
	switch s.Unit {
	case WorkingDays:
		for left := s.N; left > 0; {
			if k.workday() {
				left--
			}
		}
	case Months:
		k.natural(k.last.addMonths(s.N), roll)
	default:
		k.natural(k.last+Date(s.N), roll)
	}
	k.Due = k.c.End(k.last)
	if roll && s.Unit != WorkingDays {
		k.roll()
	}
}

// workday enters the next day and tells whether it counted.
func (k *tally) workday() bool {
	works, why, name := k.judge(k.last + 1)
	k.enter(k.last+1, works, why, name)
	return works
}

// natural enters the days through end. Where the end may roll, a last day that
// is a rest day is entered with its reason.
func (k *tally) natural(end Date, roll bool) {
	for k.last < end {
		d, why, name := k.last+1, Natural, Name{}
		if d == end && roll {
			if works, rest, named := k.judge(d); !works {
				why, name = rest, named
			}
		}
		k.enter(d, true, why, name)
	}
}

// roll moves an end on a rest day to the next working day.
func (k *tally) roll() {
	if works, _, _ := k.judge(k.last); works {
		return
	}
	k.step(Rolled, Span{})
	k.toWorkday(RolledTo)
	k.Due = k.c.End(k.last)
}

// toWorkday enters rest days, then the first working day for the reason given.
func (k *tally) toWorkday(because Why) {
	for {
		works, why, name := k.judge(k.last + 1)
		if works {
			k.enter(k.last+1, false, because, name)
			return
		}
		k.enter(k.last+1, false, why, name)
	}
}

// judge asks the calendar, and notes when it does not reach so far.
func (k *tally) judge(d Date) (works bool, why Why, name Name) {
	k.Provisional = k.Provisional || !k.c.Covers(d)
	return k.c.judge(d)
}

func (k *tally) step(change Change, by Span) {
	k.Steps = append(k.Steps, Step{Change: change, Was: k.Due, By: by})
}

// enter writes a day into the trace, once; like days make one stretch.
func (k *tally) enter(d Date, counted bool, why Why, name Name) {
	k.last = d
	if n := len(k.Trace) - 1; n >= 0 {
		s := &k.Trace[n]
		if d <= s.Last() {
			return // hours that go on within a day already entered
		}
		if s.Last() == d-1 && s.Counted == counted && s.Why == why && s.Name == name {
			s.To = d
			return
		}
	}
	k.Trace = append(k.Trace, Stretch{From: d, Counted: counted, Why: why, Name: name})
}
