package wording

import (
	"fmt"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// english are the sentences of deadline.go in English.
type english struct{}

// length says "calendar days" for natural days: that is what readers call them.
func (english) length(s workday.Span) string {
	unit := map[workday.Unit]string{
		workday.Hours: "hour", workday.NaturalDays: "calendar day", workday.WorkingDays: "working day", workday.Months: "month",
	}[s.Unit]
	return plural(s.N, unit)
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func (english) time(d time.Duration) string {
	hours, minutes := int(d.Hours()), int(d.Minutes())%60
	switch {
	case hours == 0:
		return plural(minutes, "minute")
	case minutes == 0:
		return plural(hours, "hour")
	}
	return plural(hours, "hour") + " " + plural(minutes, "minute")
}

func (english) moment(w when) string { return w.day().Format("Mon 2 Jan 2006, ") + w.clock() }

func (e english) span(from, to, base workday.Date) string {
	if from == to {
		return e.day(from, base)
	}
	year, month, _ := from.Civil()
	y, m, _ := to.Civil()
	switch {
	case y == year && m == month:
		return e.format(from, "Mon 2 – ") + e.day(to, base)
	case y == year:
		return e.format(from, "Mon 2 Jan – ") + e.day(to, base)
	}
	return e.format(from, "Mon 2 Jan 2006 – ") + e.format(to, "Mon 2 Jan 2006")
}

// day names the year only where it is not that of the base.
func (e english) day(d, base workday.Date) string {
	if d.Year() != base.Year() {
		return e.format(d, "Mon 2 Jan 2006")
	}
	return e.format(d, "Mon 2 Jan")
}

func (english) format(d workday.Date, layout string) string {
	year, month, day := d.Civil()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(layout)
}

func (english) byHours(name, length, at, began string) string {
	return fmt.Sprintf("%s: %s, running without a break from %s (%s), weekends and holidays included.", name, length, at, began)
}

func (english) byOpenHours(name, length, at, began, open, closes string) string {
	return fmt.Sprintf("%s: %s from %s (%s), counted only between %s and %s each day.", name, length, at, began, open, closes)
}

func (english) byDays(name, length, at, began string) string {
	return fmt.Sprintf("%s: %s from %s (%s); that day is not counted.", name, length, at, began)
}

func (english) resumedHours(name, length, stopped, left, resumed string) string {
	return fmt.Sprintf("%s: %s. The clock stopped on %s with %s left, and runs on from %s.", name, length, stopped, left, resumed)
}

func (english) resumedDays(name, length, stopped, left, resumed string) string {
	return fmt.Sprintf("%s: %s. The clock stopped on %s with %s left, and runs on from %s; that day is not counted.", name, length, stopped, left, resumed)
}

func (english) lessThan(one string) string { return "no full " + strings.TrimPrefix(one, "1 ") }

func (english) counted(n int, runs []string) string {
	return "Counted (" + plural(n, "working day") + "): " + strings.Join(runs, "; ") + "."
}

func (english) everyDay(n int, runs []string) string {
	return "Counted (" + plural(n, "day") + ", weekends and holidays included): " + strings.Join(runs, "; ") + "."
}

func (english) matchingDay(run string) string {
	return "It ends on the matching day of the month, or on the month’s last day if there is none: " + run + "."
}

func (english) skipped(runs []string) string { return "Not counted: " + strings.Join(runs, "; ") + "." }

func (english) restDay(run string, s workday.Stretch) string {
	if s.Why == workday.Holiday {
		return run + " (" + s.Name.EN + ")"
	}
	return run + " (weekend)"
}

func (english) makeupDay(run string, s workday.Stretch) string {
	return run + " (worked in exchange for " + s.Name.EN + ")"
}

func (english) rolled(rest []string, to string) string {
	if len(rest) == 0 {
		return "The last day is a day off, so the end moves to the next working day: " + to + "."
	}
	return "The last day falls on days off: " + strings.Join(rest, "; ") + ". The end moves to the next working day: " + to + "."
}

func (english) guarded(was string, rest []string, to string) string {
	if len(rest) == 0 {
		return fmt.Sprintf("That would end on %s, but all of it falls on days off, so it ends on the first working day instead: %s.", was, to)
	}
	return fmt.Sprintf("That would end on %s, but all of it falls on days off: %s. It ends on the first working day instead: %s.", was, strings.Join(rest, "; "), to)
}

func (english) changed(c workday.Change, by, was, is string) string {
	switch c {
	case workday.Extended:
		return fmt.Sprintf("Extended by %s: from %s to %s.", by, was, is)
	case workday.Shifted:
		return fmt.Sprintf("A related deadline moved, and this one with it, by %s: from %s to %s.", by, was, is)
	case workday.Restored:
		return fmt.Sprintf("The platform could not be reached for a time; %s given back: from %s to %s.", by, was, is)
	case workday.Least:
		return fmt.Sprintf("A pause must leave at least %s, so the end moves from %s to %s.", by, was, is)
	case workday.Capped:
		return fmt.Sprintf("It ends early, on %s instead of %s, to fit a related deadline.", is, was)
	case workday.Kept:
		return fmt.Sprintf("By the newly published calendar it would be %s; a deadline already notified is never shortened, so it stays %s.", was, is)
	default: // Rolled and Guarded have sentences of their own
		return ""
	}
}

func (english) provisional() string {
	return "Provisional: the days off for part of this time are not published yet, so Monday to Friday are taken as working days. " +
		"Publication can confirm or extend this deadline, never shorten it."
}

func (english) due(at string) string {
	return "Due: " + at + ". Whatever is done before that moment is in time."
}

func (english) then(what string) string { return "After that: " + what + "." }
