package workday_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// What must hold for every count, over random starts in the published years and
// random rules; and an independent recount that shares no code with the package:
// it walks a list of working days written out from the papers.

// recount is the second opinion: the working days as a sorted list of days.
type recount struct{ open []time.Time }

func secondOpinion(t testing.TB) recount {
	off, made := map[string]bool{}, map[string]bool{}
	days := paperDays(t, off, made)
	var r recount
	for _, d := range days {
		text := d.Format(time.DateOnly)
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if made[text] || (!weekend && !off[text]) {
			r.open = append(r.open, d)
		}
	}
	return r
}

// nth is 24:00 of the n-th working day after a day.
func (r recount) nth(after time.Time, n int) time.Time {
	for _, d := range r.open {
		if d.After(after) {
			if n--; n == 0 {
				return d.AddDate(0, 0, 1)
			}
		}
	}
	return time.Time{}
}

func (r recount) rest(d time.Time) bool {
	for _, o := range r.open {
		if o.Equal(d) {
			return false
		}
	}
	return true
}

func (r recount) due(from time.Time, rule workday.Rule) time.Time {
	y, m, d := from.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, china)
	n := rule.Span.N
	switch rule.Span.Unit {
	case workday.Months: // below
	case workday.Hours:
		return r.hours(from, n, rule.RestGuard)
	case workday.WorkingDays:
		return r.nth(today, n)
	case workday.NaturalDays:
		return r.rolled(time.Date(y, m, d+n, 0, 0, 0, 0, china), rule.Roll)
	}
	last := time.Date(y, m+time.Month(n), d, 0, 0, 0, 0, china)
	for last.Day() != d && last.Day() < 4 { // overflowed into the next month
		last = last.AddDate(0, 0, -1)
	}
	return r.rolled(last, rule.Roll)
}

func (r recount) rolled(last time.Time, roll bool) time.Time {
	if roll && r.rest(last) {
		return r.nth(last, 1)
	}
	return last.AddDate(0, 0, 1)
}

func (r recount) hours(from time.Time, n int, guard time.Duration) time.Time {
	due := from.Add(time.Duration(n) * time.Hour)
	if guard == 0 {
		return due
	}
	var last time.Time
	for at := from; at.Before(due) || at.Equal(from); at = at.Add(time.Minute) {
		y, m, d := at.Date()
		if day := time.Date(y, m, d, 0, 0, 0, 0, china); !day.Equal(last) {
			if last = day; !r.rest(day) {
				return due
			}
		}
	}
	return r.nth(last, 1).AddDate(0, 0, -1).Add(guard)
}

// moments are whole minutes of 2024 to October 2026, midnights often among them.
func moments() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		day := rapid.IntRange(0, 1030).Draw(t, "day")
		minute := rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 1439)).Draw(t, "minute")
		return time.Date(2024, 1, 1+day, 0, minute, 0, 0, china)
	})
}

// lengths are rules of every basis, short enough to stay inside the calendar.
func lengths() *rapid.Generator[workday.Rule] {
	return rapid.Custom(func(t *rapid.T) workday.Rule {
		unit := rapid.SampledFrom([]workday.Unit{
			workday.Hours, workday.NaturalDays, workday.WorkingDays, workday.Months,
		}).Draw(t, "unit")
		most := map[workday.Unit]int{workday.Hours: 100, workday.NaturalDays: 40, workday.WorkingDays: 25, workday.Months: 1}[unit]
		rule := workday.Rule{Span: workday.Span{N: rapid.IntRange(1, most).Draw(t, "n"), Unit: unit}}
		rule.Roll = rapid.Bool().Draw(t, "roll")
		if unit == workday.Hours && rapid.Bool().Draw(t, "guard") {
			rule.RestGuard = 12 * time.Hour
		}
		return rule
	})
}

func TestCountAgreesWithSecondOpinion(t *testing.T) {
	t.Parallel()
	c, second := cn(t), secondOpinion(t)
	rapid.Check(t, func(t *rapid.T) {
		from, rule := moments().Draw(t, "from"), lengths().Draw(t, "rule")
		got := c.Count(workday.Start{At: from}, rule)
		if want := second.due(from, rule); !got.Due.Equal(want) {
			t.Fatalf("due %s, second opinion %s", got.Due, want)
		}
	})
}

func TestTraceAccountsForEveryDay(t *testing.T) {
	t.Parallel()
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		from, rule := moments().Draw(t, "from"), lengths().Draw(t, "rule")
		k := c.Count(workday.Start{At: from}, rule)
		unbroken(t, c, k)
		switch unit := rule.Span.Unit; {
		case (unit == workday.WorkingDays || unit == workday.NaturalDays) && k.Spent() != rule.Span.N:
			t.Fatalf("trace counts %d, length is %d", k.Spent(), rule.Span.N)
		case (unit == workday.WorkingDays || (rule.Roll && unit != workday.Hours)) && !c.IsWorkday(k.Due.Add(-1)):
			t.Fatalf("ends on a rest day: %s", k.Due)
		}
	})
}

// unbroken: the days of a trace follow on each other through the due day.
func unbroken(t *rapid.T, c workday.Calendar, k workday.Count) {
	if len(k.Trace) == 0 {
		if c.Date(k.Due.Add(-1)) > c.Date(k.Start.At) {
			t.Fatal("no account")
		}
		return // capped on the day it began
	}
	next := k.Trace[0].From
	for _, s := range k.Trace {
		if s.From != next || s.Days() < 1 {
			t.Fatalf("trace broken at %s: %+v", s.From, k.Trace)
		}
		next = s.Last() + 1
	}
	if last := c.Date(k.Due.Add(-1)); next-1 != last {
		t.Fatalf("trace ends %s, due day is %s", next-1, last)
	}
}

func TestCountIsMonotone(t *testing.T) {
	t.Parallel()
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := moments().Draw(t, "a"), moments().Draw(t, "b")
		rule := lengths().Draw(t, "rule")
		rule.RestGuard = 0 // the guard is not: served Sat 00:00 ends Mon 12:00, Sat 09:00 ends Mon 09:00
		if b.Before(a) {
			a, b = b, a
		}
		early, late := c.Count(workday.Start{At: a}, rule), c.Count(workday.Start{At: b}, rule)
		if late.Due.Before(early.Due) {
			t.Fatalf("a later start ends earlier: %s, %s", early.Due, late.Due)
		}
		if guarded := rule; rule.Span.Unit == workday.Hours {
			guarded.RestGuard = 12 * time.Hour
			if k := c.Count(workday.Start{At: a}, guarded); k.Due.Before(early.Due) {
				t.Fatalf("the guard shortens: %s, %s", k.Due, early.Due)
			}
		}
		longer := rule
		longer.Span.N++
		if k := c.Count(workday.Start{At: a}, longer); k.Due.Before(early.Due) {
			t.Fatalf("a longer length ends earlier: %s, %s", k.Due, early.Due)
		}
	})
}

// changed is a count after random extensions, caps and a pause, as a case would
// make them.
func changed(t *rapid.T, c workday.Calendar) workday.Count {
	k := c.Count(workday.Start{At: moments().Draw(t, "from")}, lengths().Draw(t, "rule"))
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		switch rapid.IntRange(0, 2).Draw(t, "change") {
		case 0:
			k = c.Extend(k, lengths().Draw(t, "by").Span)
		case 1:
			k = c.Cap(k, k.Due.Add(-time.Duration(rapid.IntRange(1, 48).Draw(t, "cap"))*time.Hour))
		default:
			at := k.Start.At.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "pause")) * time.Hour)
			k = c.Resume(c.Pause(k, at), at.Add(time.Duration(rapid.IntRange(0, 900).Draw(t, "stood"))*time.Hour), workday.Span{})
		}
	}
	return k
}

func TestPauseTakesNothingAway(t *testing.T) {
	t.Parallel()
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		k := changed(t, c)
		at := k.Start.At.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "minutes")) * 20 * time.Minute)
		if !at.Before(k.Due) {
			at = k.Due.Add(-1)
		}
		if at.Before(k.Start.At) {
			return // capped before it began
		}
		unbroken(t, c, k)
		rest := c.Pause(k, at)
		same := c.Resume(rest, at, workday.Span{})
		if same.Due.Before(k.Due) {
			t.Fatalf("paused for no time at %s, %s became %s", at, k.Due, same.Due)
		}
		later := at.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "hours")) * time.Hour)
		longer := c.Resume(rest, later, workday.Span{N: 2, Unit: workday.WorkingDays})
		unbroken(t, c, longer)
		if longer.Due.Before(same.Due) || longer.Due.Before(c.After(workday.Start{At: later, FromDue: true}, 2)) {
			t.Fatalf("resumed %s: %s", later, longer.Due)
		}
	})
}

func TestEarlierLeavesRoom(t *testing.T) {
	t.Parallel()
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		end := c.After(workday.Start{At: moments().Draw(t, "from")}, rapid.IntRange(1, 20).Draw(t, "n"))
		back := workday.Span{N: rapid.IntRange(0, 12).Draw(t, "back"), Unit: workday.WorkingDays}
		at := c.Earlier(end, back)
		fits := func(at time.Time) bool {
			return !c.Count(workday.Start{At: at, FromDue: true}, workday.Rule{Span: back}).Due.After(end)
		}
		if !fits(at) || !c.IsWorkday(at.Add(-1)) {
			t.Fatalf("%v do not fit between %s and %s", back, at, end)
		}
		if next := c.After(workday.Start{At: at, FromDue: true}, 1); back.N > 0 && fits(next) {
			t.Fatalf("%s would do, got %s", next, at)
		}
	})
}

func TestNewCalendarNeverShortens(t *testing.T) {
	t.Parallel()
	c := cn(t)
	old, err := workday.New("cn", 8*3600, nil)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		k := changed(t, old)
		again := c.Recount(k)
		if again.Due.Before(k.Due) {
			t.Fatalf("shortened from %s to %s", k.Due, again.Due)
		}
		if again.Provisional && c.Covers(c.Date(again.Due)) {
			t.Fatal("still provisional inside the calendar")
		}
		if twice := c.Recount(again); !twice.Due.Equal(again.Due) {
			t.Fatalf("moves again: %s, %s", again.Due, twice.Due)
		}
	})
}
