// Package workday counts time as the law does and keeps the account: which days
// counted, which did not and why, what then moved the end. It never asks what
// time it is, never reads a file and never changes a count it was given.
//
//	Start + Rule ─ Calendar.Count → Count{Due, Trace, Steps}
//	                 Extend · Shift · Cap ──┘  └─ Pause → Rest ─ Resume → Count
//
// A Count is a value that an event stores and a page explains ("why this date",
// design §5). Due is half open: an act is in time iff at < Due, and "24:00" of a
// day is 00:00 of the next. Source: domain.md §3.5 "Time counting" (CivC 201–203),
// procedure.md §3 "Counting".
package workday

import (
	"errors"
	"time"
)

// Unit is what a Span counts.
type Unit string

// The units, written as in procedure files.
const (
	Hours       Unit = "h"  // from the moment; never roll
	NaturalDays Unit = "nd" // the start day is excluded; the last may roll
	WorkingDays Unit = "wd" // the start day is excluded
	Months      Unit = "mo" // to the matching day, or the end of a shorter month
)

// Span is a length of time in one unit; the zero Span is absent.
type Span struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// OpenHours are the hours of every day inside which hours count, as times of day
// after midnight: 9h and 18h. A day without rest: also weekends and holidays.
type OpenHours struct {
	Open  time.Duration `json:"open_ns"`
	Close time.Duration `json:"close_ns"`
}

// Rule is how long a clock runs.
type Rule struct {
	Span Span `json:"span"`
	// Roll moves a last natural day that is a rest day to the next working day.
	Roll bool `json:"roll,omitempty"`
	// RestGuard: if a window of hours lies wholly on rest days, it ends at this
	// time of the first working day (12h = noon); 0 = no guard.
	RestGuard time.Duration `json:"rest_guard_ns,omitempty"`
	// Business lets hours count only inside opening hours; nil = round the clock.
	Business *OpenHours `json:"business,omitempty"`
}

// ErrRule means a rule can not be counted by: unknown unit, a length below zero
// or beyond ten years, times outside the day.
var ErrRule = errors.New("workday: rule")

const day = 24 * time.Hour

// Check tells whether the rule can be counted by; rulebooks are checked before
// they are used, so Count does not return an error. Errors: ErrRule.
func (r Rule) Check() error {
	switch {
	case !r.Span.valid(),
		r.RestGuard < 0 || r.RestGuard >= day,
		r.RestGuard > 0 && (r.Span.Unit != Hours || r.Business != nil),
		r.Business != nil && r.Span.Unit != Hours,
		r.Business != nil && (r.Business.Open < 0 || r.Business.Close <= r.Business.Open || r.Business.Close > day):
		return ErrRule
	}
	return nil
}

// valid bounds a span to ten years.
func (s Span) valid() bool {
	longest := map[Unit]int{Hours: 24 * 3660, NaturalDays: 3660, WorkingDays: 3660, Months: 120}[s.Unit]
	return s.N >= 0 && s.N <= longest && longest > 0
}

// Start is where a count begins.
type Start struct {
	At time.Time `json:"at"`
	// FromDue: At is the due instant of an expired deadline, or the end of a
	// pause. 00:00 of the 11th is then 24:00 of the 10th, and the start day is the
	// 10th. Hours run from At in either case.
	FromDue bool `json:"from_due,omitempty"`
}

// Why says what a day was to a count.
type Why string

// The reasons. Those that name a holiday carry its Name.
const (
	ByHours  Why = "hours"      // hours ran on it
	Natural  Why = "natural"    // counted as a natural day, or as a day of a month
	Workday  Why = "workday"    // counted as a working day
	Makeup   Why = "makeup"     // a weekend day worked in exchange (调休上班): a working day
	Weekend  Why = "weekend"    // Saturday or Sunday
	Holiday  Why = "holiday"    // a day off by the published calendar
	RolledTo Why = "rolled"     // the working day the end rolled to
	GuardDay Why = "rest_guard" // the working day the rest guard ends on
	InPause  Why = "pause"      // the count stood still
)

// Name is what a holiday is called; empty for days without a name.
type Name struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Stretch is a run of days that meant the same to a count: From to To, both
// included (To is zero for a single day). Counted tells whether they used up
// the length; a last natural day that is a holiday is counted and yet a holiday.
type Stretch struct {
	From    Date `json:"from"`
	To      Date `json:"to,omitzero"`
	Counted bool `json:"counted,omitempty"`
	Why     Why  `json:"why"`
	Name    Name `json:"name,omitzero"`
}

// Last is the last day of the stretch.
func (s Stretch) Last() Date {
	if s.To == 0 {
		return s.From
	}
	return s.To
}

// Days is how many days the stretch has.
func (s Stretch) Days() int { return int(s.Last()-s.From) + 1 }

// Change is what moved the end of a count after its length had run.
type Change string

// The changes.
const (
	Rolled   Change = "rolled"   // last day was a rest day
	Guarded  Change = "guarded"  // all hours lay on rest days
	Extended Change = "extended" // longer by By
	Shifted  Change = "shifted"  // another deadline moved by By, and this one with it
	Restored Change = "restored" // an outage took By from it
	Capped   Change = "capped"   // cut short so that another deadline still fits
	Least    Change = "least"    // after a pause: never less than By
	Kept     Change = "kept"     // a new calendar would have shortened it
)

// Step is one change: Was is the due instant before it; after it stands the Was
// of the next step, or the Due of the count.
type Step struct {
	Change Change    `json:"change"`
	Was    time.Time `json:"was"`
	By     Span      `json:"by,omitzero"`
}

// Count is a deadline with its account. It is stored as it stands and never
// computed again silently; Calendar.Recount says what a newer calendar makes of it.
type Count struct {
	Calendar string    `json:"calendar"`
	Start    Start     `json:"start"`
	Rule     Rule      `json:"rule"`
	Due      time.Time `json:"due"`
	Trace    []Stretch `json:"trace,omitempty"`
	Steps    []Step    `json:"steps,omitempty"`
	// Provisional: a day beyond the published calendar was judged as Mon–Fri.
	Provisional bool `json:"provisional,omitempty"`
	// Resumed is what was left of the count before the pause that ended at Start.
	Resumed *Rest `json:"resumed,omitempty"`
}

// Has tells whether a change is among the steps.
func (c Count) Has(change Change) bool {
	for _, s := range c.Steps {
		if s.Change == change {
			return true
		}
	}
	return false
}

// Spent is how many days of the trace used up the length.
func (c Count) Spent() int {
	spent := 0
	for _, s := range c.Trace {
		if s.Counted {
			spent += s.Days()
		}
	}
	return spent
}
