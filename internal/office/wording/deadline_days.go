package wording

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// account is a trace sorted by what a reader asks: what counted, what did not,
// and which rest days moved an end.
type account struct {
	base    workday.Date        // the day of the start: its year need not be repeated
	worked  []workday.Stretch   // working days that counted
	every   []workday.Stretch   // natural days that counted
	skipped []workday.Stretch   // rest days that did not
	moves   [][]workday.Stretch // rest days behind each roll or guard, in order
}

func accountOf(k workday.Count) account {
	a := account{base: workday.On(k.Start.At.Date())}
	var rest []workday.Stretch // rest days since the last day that was none
	for _, s := range k.Trace {
		switch s.Why {
		case workday.Weekend, workday.Holiday:
			rest = append(rest, s)
			if s.Counted && k.Rule.Span.Unit != workday.Hours {
				a.every = join(a.every, s)
			}
			continue
		case workday.RolledTo, workday.GuardDay:
			a.moves = append(a.moves, rest)
			rest = nil
		case workday.Workday, workday.Makeup:
			a.worked = append(a.worked, s)
		case workday.Natural:
			a.every = join(a.every, s)
		case workday.ByHours, workday.InPause: // said in the first sentence
		}
		a.skip(rest)
		rest = nil
	}
	if len(rest) > 0 && a.moves == nil && (k.Has(workday.Rolled) || k.Has(workday.Guarded)) {
		a.moves = append(a.moves, rest) // capped before the day it moved to
		return a
	}
	a.skip(rest)
	return a
}

func (a *account) skip(rest []workday.Stretch) {
	for _, s := range rest {
		if !s.Counted {
			a.skipped = append(a.skipped, s)
		}
	}
}

// join adds days to a list of runs; days that follow on make one run.
func join(runs []workday.Stretch, s workday.Stretch) []workday.Stretch {
	if n := len(runs) - 1; n >= 0 && runs[n].Last() == s.From-1 {
		runs[n].To = s.Last()
		return runs
	}
	return append(runs, workday.Stretch{From: s.From, To: s.To})
}

// days says which days counted and which did not.
func days(s speaker, k workday.Count, a account) (lines []string) {
	byMonth := k.Rule.Span.Unit == workday.Months && k.Resumed == nil && len(a.every) == 1 && len(k.Steps) <= 1
	switch {
	case byMonth:
		last := a.every[0].Last()
		lines = append(lines, s.matchingDay(s.span(last, last, a.base)))
	case len(a.every) > 0:
		lines = append(lines, s.everyDay(total(a.every), a.texts(s, a.every)))
	}
	if len(a.worked) > 0 {
		lines = append(lines, s.counted(total(a.worked), a.texts(s, a.worked)))
	}
	if len(a.skipped) > 0 {
		lines = append(lines, s.skipped(a.texts(s, a.skipped)))
	}
	return lines
}

func total(runs []workday.Stretch) (n int) {
	for _, r := range runs {
		n += r.Days()
	}
	return n
}

// moment writes a due instant, with its year where that is not the start's.
func (a account) moment(s speaker, due time.Time) string {
	w := asDue(due)
	w.year = w.day().Year() != a.base.Year()
	return s.moment(w)
}

// rest are the rest days behind a roll; those of one holiday are one run.
func (a account) rest(s speaker, days []workday.Stretch) []string {
	var runs []workday.Stretch
	for _, d := range days {
		if n := len(runs) - 1; n >= 0 && runs[n].Why == d.Why && runs[n].Name == d.Name && runs[n].Last() == d.From-1 {
			runs[n].To = d.Last()
			continue
		}
		runs = append(runs, d)
	}
	return a.texts(s, runs)
}

// texts writes runs of days, each with its reason where it has one.
func (a account) texts(s speaker, runs []workday.Stretch) []string {
	texts := make([]string, len(runs))
	for i, r := range runs {
		text := s.span(r.From, r.Last(), a.base)
		switch r.Why {
		case workday.Makeup:
			text = s.makeupDay(text, r)
		case workday.Weekend, workday.Holiday:
			text = s.restDay(text, r)
		default: // a day like any other
		}
		texts[i] = text
	}
	return texts
}
