package wording

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Deadline is what a page knows about a deadline besides its count; all three
// are texts in the reader's language, without a full stop.
type Deadline struct {
	Name  string // the clock: "商家首次答复", "The merchant’s first answer"
	Began string // what started it: "投诉送达", "service of the complaint"
	Then  string // what happens when it ends; empty when nothing does
}

// Explain answers "why this date": where the count began, every day skipped or
// made up with its reason, what moved the end, the due instant and what happens
// then. One sentence or two in each string.
func Explain(k workday.Count, lang Lang, d Deadline) []string {
	s, a := speakerOf(lang), accountOf(k)
	lines := []string{begin(s, k, d)}
	lines = append(lines, days(s, k, a)...)
	lines = append(lines, changes(s, k, a)...)
	if k.Provisional {
		lines = append(lines, s.provisional())
	}
	lines = append(lines, s.due(a.moment(s, k.Due)))
	if d.Then != "" {
		lines = append(lines, s.then(d.Then))
	}
	return lines
}

// Moment writes an instant: 11月24日（周二）18:00, Tue 24 Nov 2026, 18:00.
func Moment(t time.Time, lang Lang) string { return speakerOf(lang).moment(when{t: t}) }

// DueMoment writes a due instant: 00:00 of a day is 24:00 of the day before.
func DueMoment(t time.Time, lang Lang) string { return speakerOf(lang).moment(asDue(t)) }

// Length writes a length: 5 个工作日, 5 working days.
func Length(s workday.Span, lang Lang) string { return speakerOf(lang).length(s) }

// speaker has every sentence of this file; a language without one does not compile.
type speaker interface {
	length(workday.Span) string
	time(time.Duration) string
	moment(when) string
	span(from, to, base workday.Date) string

	byHours(name, length, at, began string) string
	byOpenHours(name, length, at, began, open, closes string) string
	byDays(name, length, at, began string) string
	resumedHours(name, length, stopped, left, resumed string) string
	resumedDays(name, length, stopped, left, resumed string) string
	lessThan(one string) string

	counted(n int, runs []string) string
	everyDay(n int, runs []string) string
	matchingDay(run string) string
	skipped(runs []string) string
	restDay(run string, s workday.Stretch) string
	makeupDay(run string, s workday.Stretch) string

	rolled(rest []string, to string) string
	guarded(was string, rest []string, to string) string
	changed(c workday.Change, by, was, is string) string
	provisional() string
	due(at string) string
	then(what string) string
}

func speakerOf(lang Lang) speaker {
	if lang == EN {
		return english{}
	}
	return chinese{}
}

// when is an instant to be written; a due one at 00:00 is 24:00 of the day before.
type when struct {
	t    time.Time
	due  bool
	year bool // also where the language leaves the year out
}

func asDue(t time.Time) when { return when{t: t, due: true} }

// day and clock are the parts of the text.
func (w when) day() time.Time {
	if w.due {
		return w.t.Add(-1)
	}
	return w.t
}

func (w when) clock() string {
	if w.due && w.t.Format("15:04") == "00:00" {
		return "24:00"
	}
	return w.t.Format("15:04")
}

func begin(s speaker, k workday.Count, d Deadline) string {
	at := s.moment(when{t: k.Start.At, due: k.Start.FromDue, year: true})
	length, hours := s.length(k.Rule.Span), k.Rule.Span.Unit == workday.Hours
	switch b := k.Rule.Business; {
	case k.Resumed != nil:
		return resumed(s, k, d, at)
	case hours && b != nil:
		return s.byOpenHours(d.Name, length, at, d.Began, timeOfDay(b.Open), timeOfDay(b.Close))
	case hours:
		return s.byHours(d.Name, length, at, d.Began)
	}
	return s.byDays(d.Name, length, at, d.Began)
}

func resumed(s speaker, k workday.Count, d Deadline, at string) string {
	r := k.Resumed
	stopped, length := s.moment(when{t: r.At, year: true}), s.length(k.Rule.Span)
	switch {
	case r.Left.Unit == "":
		return s.resumedHours(d.Name, length, stopped, s.time(r.LeftTime), at)
	case r.Left.N == 0:
		one := workday.Span{N: 1, Unit: r.Left.Unit}
		return s.resumedDays(d.Name, length, stopped, s.lessThan(s.length(one)), at)
	}
	return s.resumedDays(d.Name, length, stopped, s.length(r.Left), at)
}

func timeOfDay(d time.Duration) string {
	if d == 24*time.Hour {
		return "24:00"
	}
	return time.Time{}.Add(d).Format("15:04")
}

// changes says what moved the end, one step after the other.
func changes(s speaker, k workday.Count, a account) (lines []string) {
	moves := a.moves
	for i, step := range k.Steps {
		is := k.Due
		if i+1 < len(k.Steps) {
			is = k.Steps[i+1].Was
		}
		was, to := a.moment(s, step.Was), a.moment(s, is)
		switch step.Change {
		case workday.Rolled, workday.Guarded:
			var rest []string
			if len(moves) > 0 {
				rest, moves = a.rest(s, moves[0]), moves[1:]
			}
			if step.Change == workday.Rolled {
				lines = append(lines, s.rolled(rest, to))
			} else {
				lines = append(lines, s.guarded(was, rest, to))
			}
		default:
			lines = append(lines, s.changed(step.Change, s.length(step.By), was, to))
		}
	}
	return lines
}
