package workday

import "time"

// TimeOfDay reads "09:00", as procedure files write it, as the time after
// midnight; "24:00" is the end of the day. Errors: ErrRule.
func TimeOfDay(text string) (time.Duration, error) {
	if text == "24:00" {
		return day, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, ErrRule
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}

// hours lets hours run from the due instant so far: inside opening hours if the
// rule has them, and under the rest guard if it has one.
func (k *tally) hours(length time.Duration, r Rule) {
	from := k.Due
	if r.Business != nil {
		k.Due = k.c.openUntil(from, length, *r.Business)
	} else {
		k.Due = from.Add(length)
	}
	first, last := k.c.touched(from, k.Due)
	if r.RestGuard > 0 && k.allRest(first, last) {
		k.guard(first, last, r.RestGuard)
		return
	}
	for d := first; d <= last; d++ {
		k.enter(d, true, ByHours, Name{})
	}
}

// touched are the first and last day a window lies on.
func (c Calendar) touched(from, to time.Time) (first, last Date) {
	first = c.Date(from)
	return first, max(first, c.dueDay(to))
}

func (k *tally) allRest(first, last Date) bool {
	for d := first; d <= last; d++ {
		if works, _, _ := k.judge(d); works {
			return false
		}
	}
	return true
}

// guard ends a window that lies wholly on rest days at noon (or so) of the first
// working day, and names the days that made it so.
func (k *tally) guard(first, last Date, at time.Duration) {
	for d := first; d <= last; d++ {
		_, why, name := k.judge(d)
		k.enter(d, true, why, name)
	}
	k.step(Guarded, Span{})
	k.toWorkday(GuardDay)
	k.Due = k.c.Midnight(k.last).Add(at)
}

// openUntil is when a length has run inside the opening hours.
func (c Calendar) openUntil(from time.Time, length time.Duration, h OpenHours) time.Time {
	for d := c.Date(from); ; d++ {
		opens, closes := c.Midnight(d).Add(h.Open), c.Midnight(d).Add(h.Close)
		if from.After(opens) {
			opens = from
		}
		if free := closes.Sub(opens); free >= length {
			return opens.Add(length)
		} else if free > 0 {
			length -= free
		}
	}
}

// openBetween is how much of a window lies inside the opening hours.
func (c Calendar) openBetween(from, to time.Time, h OpenHours) time.Duration {
	var sum time.Duration
	for d := c.Date(from); d <= c.Date(to); d++ {
		opens, closes := c.Midnight(d).Add(h.Open), c.Midnight(d).Add(h.Close)
		if from.After(opens) {
			opens = from
		}
		if to.Before(closes) {
			closes = to
		}
		sum += max(0, closes.Sub(opens))
	}
	return sum
}

// QuietUntil is when something ready at t may leave, if nothing leaves between
// the times of day from and to: with 22h and 8h, 23:10 and 07:00 wait for 08:00,
// and 08:00 leaves at once. Source: procedure.md §4 "Reminders".
func (c Calendar) QuietUntil(t time.Time, from, to time.Duration) time.Time {
	t = t.In(c.Zone())
	midnight := c.Midnight(c.Date(t))
	at := t.Sub(midnight)
	switch {
	case from <= to && at >= from && at < to, from > to && at < to:
		return midnight.Add(to)
	case from > to && at >= from:
		return midnight.Add(day + to)
	}
	return t
}
