package workday

import "time"

// Rest is what is left of a count that stands still.
type Rest struct {
	// At is the instant of the pause.
	At time.Time `json:"at"`
	// Rule is the rule of the count that was paused.
	Rule Rule `json:"rule"`
	// Left are the whole days left after the day of the pause; zero for hours.
	Left Span `json:"left,omitzero"`
	// LeftTime is the time left of a count by hours, opening hours where it has
	// them.
	LeftTime time.Duration `json:"left_time_ns,omitempty"`
	// Least is the least that Resume was told to leave.
	Least Span `json:"least,omitzero"`
}

// Pause is what is left at an instant: of hours the exact time, of days the whole
// days after the day of the pause through the due day (a roll included: nothing
// notified is shortened). After the due instant nothing is left.
//
// Source: procedure.md §3 "Counting", §6 timeline 8.
func (c Calendar) Pause(k Count, at time.Time) Rest {
	rest := Rest{At: at.In(c.Zone()), Rule: k.Rule}
	switch basis := k.basis(); {
	case basis == Hours && k.Rule.Business != nil:
		rest.LeftTime = c.openBetween(at, k.Due, *k.Rule.Business)
	case basis == Hours:
		rest.LeftTime = max(0, k.Due.Sub(at))
	case basis == WorkingDays:
		rest.Left = Span{N: c.workdaysLeft(c.dueDay(at), c.dueDay(k.Due)), Unit: WorkingDays}
	default:
		rest.Left = Span{N: max(0, int(c.dueDay(k.Due)-c.dueDay(at))), Unit: NaturalDays}
	}
	return rest
}

// basis is the unit the count ended in: that of its last extension, or its own.
func (c Count) basis() Unit {
	for i := len(c.Steps) - 1; i >= 0; i-- {
		if s := c.Steps[i]; s.Change == Extended || s.Change == Shifted || s.Change == Restored || s.Change == Least {
			return s.By.Unit
		}
	}
	if c.Resumed != nil && c.Resumed.Left.Unit != "" {
		return c.Resumed.Left.Unit
	}
	return c.Rule.Span.Unit
}

// workdaysLeft counts the working days after one day through another; a due day
// that is a rest day (it was capped there) counts too, so that nothing is lost.
func (c Calendar) workdaysLeft(after, due Date) int {
	left := c.workdaysBetween(after, due)
	if due > after && !c.works(due) {
		left++
	}
	return left
}

// Resume goes on with what is left, from the instant the pause ended, and leaves
// at least the given span (zero: no least). The days of the pause stand in the
// trace, uncounted. 00:00 belongs to the day that ended, as for Start.FromDue.
func (c Calendar) Resume(rest Rest, at time.Time, least Span) Count {
	rest.Least = least
	k := c.open(Start{At: at, FromDue: true}, rest.Rule)
	k.Resumed = &rest
	if rest.Left.Unit == "" {
		k.pause(rest.At, c.Date(at)-1)
		k.hours(rest.LeftTime, rest.Rule)
	} else {
		k.pause(rest.At, c.dueDay(at))
		k.days(rest.Left, rest.Rule.Roll)
	}
	return c.atLeast(k.Count, least)
}

// pause enters the days after the day of the pause through another.
func (k *tally) pause(from time.Time, through Date) {
	for d := k.c.dueDay(from) + 1; d <= through; d++ {
		k.enter(d, false, InPause, Name{})
	}
}

// atLeast gives the party its least where the rest is shorter.
func (c Calendar) atLeast(k Count, least Span) Count {
	if least.N == 0 {
		return k
	}
	t := c.open(k.Start, k.Rule)
	t.Resumed, t.Steps = k.Resumed, []Step{{Change: Least, Was: k.Due, By: least}}
	t.pause(k.Resumed.At, c.dueDay(k.Start.At))
	t.run(Rule{Span: least})
	if !t.Due.After(k.Due) {
		return k
	}
	return t.Count
}
