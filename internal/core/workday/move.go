package workday

import "time"

// Extend makes a count longer: the new span counts from the due day of the old
// one, by the same roll. Extending by days ends at 24:00 also where the count ran
// by hours. Source: procedure.md §6 timeline 6 (K_EVD + 1 wd), §3 K_ANS + 3 wd.
func (c Calendar) Extend(k Count, by Span) Count { return c.lengthen(k, Extended, by) }

// Shift moves a count by as many working days as lie between two due instants of
// another deadline: a longer mediation moves K_PLATFORM. Nothing happens when
// the other did not move forward. Source: procedure.md §3 K_MED, K_ADJ.
func (c Calendar) Shift(k Count, was, is time.Time) Count {
	n := c.workdaysBetween(c.dueDay(was), c.dueDay(is))
	if n == 0 {
		return k
	}
	return c.lengthen(k, Shifted, Span{N: n, Unit: WorkingDays})
}

// Restore gives a count back what an outage took: hours to a count of hours, whole
// days to any other, so that its last day stays whole. What was taken is rounded up.
// Source: design §5, “An outage”.
func (c Calendar) Restore(k Count, taken time.Duration) Count {
	if taken <= 0 {
		return k
	}
	const day = 24 * time.Hour
	span := Span{N: int((taken + day - 1) / day), Unit: k.basis()}
	switch span.Unit {
	case Hours:
		span.N = int((taken + time.Hour - 1) / time.Hour)
	case Months:
		span.Unit = NaturalDays
	case NaturalDays, WorkingDays:
	}
	return c.lengthen(k, Restored, span)
}

func (c Calendar) lengthen(k Count, change Change, by Span) Count {
	if !by.valid() {
		panic(ErrRule)
	}
	t := c.reopen(k)
	t.step(change, by)
	if by.Unit == Hours {
		t.hours(time.Duration(by.N)*time.Hour, Rule{Business: k.Rule.Business})
	} else {
		t.days(by, k.Rule.Roll)
	}
	return t.Count
}

// Cap ends a count at an instant if it would end later, so that another deadline
// still fits; else it stays as it is. The instant is often that of Earlier. A
// count never ends before it starts: an earlier cap means "at once".
func (c Calendar) Cap(k Count, at time.Time) Count {
	if at.Before(k.Start.At) {
		at = k.Start.At
	}
	if !at.Before(k.Due) {
		return k
	}
	t := c.reopen(k)
	t.step(Capped, Span{})
	t.Due = at.In(c.Zone())
	end := c.dueDay(t.Due)
	t.Trace = t.Trace[:0]
	for _, s := range k.Trace {
		if s.From > end {
			break
		}
		if s.Last() > end {
			s.To = end
			if s.From == end {
				s.To = 0
			}
		}
		t.Trace = append(t.Trace, s)
	}
	return t.Count
}

// Earlier is the latest due instant from which a span still fits before another
// due instant: K_MED ends 5 wd before K_PLATFORM. Working days go back to the end
// of a working day; months to the matching day, hours to the moment.
func (c Calendar) Earlier(due time.Time, back Span) time.Time {
	if !back.valid() {
		panic(ErrRule)
	}
	due = due.In(c.Zone())
	last := c.dueDay(due)
	d := last
	switch back.Unit {
	case Hours:
		return due.Add(-time.Duration(back.N) * time.Hour)
	case NaturalDays:
		d -= Date(back.N)
	case Months:
		d = d.addMonths(-back.N)
	default:
		for left := back.N; left > 0 || !c.works(d); d-- {
			if c.works(d) {
				left--
			}
		}
	}
	return due.AddDate(0, 0, -int(last-d))
}

// After is 24:00 of the n-th working day after a start: the due instant of n wd.
func (c Calendar) After(from Start, n int) time.Time {
	return c.Count(from, Rule{Span: Span{N: n, Unit: WorkingDays}}).Due
}

// Opens is 00:00 of the n-th working day after a start: "escalation from working
// day 3" (procedure.md §6 timeline 2: served 02-10, opens 02-13 00:00).
func (c Calendar) Opens(from Start, n int) time.Time {
	return c.After(from, n).AddDate(0, 0, -1)
}

// workdaysBetween counts the working days after one day through another.
func (c Calendar) workdaysBetween(after, through Date) int {
	n := 0
	for d := after + 1; d <= through; d++ {
		if c.works(d) {
			n++
		}
	}
	return n
}

// Recount is what this calendar makes of a count made with an older one: the same
// start, rule, pauses and changes, but never an earlier due instant. A count is
// confirmed when Due is equal and Provisional is gone. Source: design §5.
func (c Calendar) Recount(old Count) Count {
	k := c.again(old)
	for i, s := range old.Steps {
		switch s.Change {
		case Extended, Shifted, Restored:
			k = c.lengthen(k, s.Change, s.By)
		case Capped:
			k = c.Cap(k, old.after(i))
		case Rolled, Guarded, Least, Kept: // the count itself decides these again
		}
	}
	if k.Due.Before(old.Due) {
		k.Steps = append(k.Steps, Step{Change: Kept, Was: k.Due})
		k.Due = old.Due
	}
	return k
}

func (c Calendar) again(old Count) Count {
	if old.Resumed != nil {
		return c.Resume(*old.Resumed, old.Start.At, old.Resumed.Least)
	}
	return c.Count(old.Start, old.Rule)
}

// after is the due instant a step led to.
func (c Count) after(step int) time.Time {
	if step+1 < len(c.Steps) {
		return c.Steps[step+1].Was
	}
	return c.Due
}
