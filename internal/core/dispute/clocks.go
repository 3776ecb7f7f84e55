package dispute

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ref is what a clock belongs to: a track, and perhaps an object of it.
type ref struct {
	track  int
	object string // duty, notice, hold, offer, challenge, order, settlement, draft
	no     int
}

// fire starts every clock that waits for this and that applies here. from is
// the instant it counts from; due tells that it is the due instant of an expired
// deadline (its day, not the next).
func (a *act) fire(s procedure.Start, r ref, notice int) {
	a.fireFrom(s, r, notice, workday.Start{At: a.now, FromDue: a.fromDue})
}

func (a *act) fireFrom(s procedure.Start, r ref, notice int, from workday.Start) {
	for i := range a.b.Procedure.Clocks {
		k := &a.b.Procedure.Clocks[i]
		if slices.Contains(k.Start, s) && a.applies(k, r) {
			a.start(k, r, s, notice, from)
		}
	}
}

// event fires the clocks that a recorded event or a named fact starts.
func (a *act) event(name string, r ref) { a.fire(procedure.Start{Kind: "event", Name: name}, r, 0) }

// applies tells whether a clock may run on this object now: a clock of a stage
// (or duty state, or hold) only while that lists it, one of an object always.
func (a *act) applies(k *procedure.Clock, r ref) bool {
	switch {
	case k.Kind == "side" && r.object == "":
		t := a.c().Track(r.track)
		return t != nil && a.b.lists(a.b.stages[t.Stage].Clocks, k)
	case k.Kind != "" && k.Kind != "alert":
		return k.Kind != "window" || r.object != "" || k.Until == nil
	case r.object == "duty":
		d := a.c().Duty(r.no)
		state := a.b.duties[d.State]
		if d.Cancelled {
			return false // its notice may be served after it was undone
		}
		return state != nil && (a.b.lists(state.Clocks, k) || a.superviseClock(k))
	case r.object == "hold":
		h := a.b.holds[a.c().Hold(r.no).Kind]
		return h != nil && slices.Contains(h.Clocks, k.ID)
	default:
		t := a.c().Track(r.track)
		return t != nil && a.b.lists(a.b.stages[t.Stage].Clocks, k)
	}
}

// superviseClock tells whether the clock is one that supervision starts; those
// run on a duty's decision as on a track's.
func (a *act) superviseClock(k *procedure.Clock) bool {
	return slices.ContainsFunc(k.Start, func(s procedure.Start) bool {
		return s.Kind == "event" && (s.Name == "supervise" || s.Name == "assign_outside")
	})
}

// start computes a deadline once and records it with every counted day.
func (a *act) start(k *procedure.Clock, r ref, s procedure.Start, notice int, from workday.Start) {
	for _, d := range a.c().Deadlines {
		if d.Clock == k.ID && d.Track == r.track && d.Object == r.object && d.ObjectNo == r.no && (d.State == "running" || d.State == "paused") {
			return
		}
		if t := a.c().Track(r.track); a.superviseClock(k) && d.Clock == k.ID && d.Track == r.track && d.Object == r.object && d.ObjectNo == r.no &&
			d.State == "expired" && t != nil && !d.Count.Start.At.Before(t.Since) {
			return // supervision of one decision begins once
		}
	}
	if k.ID == clockAnswer && a.did("answer", r.track) {
		return // answered before the notice was served
	}
	d := Deadline{
		No: a.nextDeadline(), Clock: k.ID, Track: r.track, Object: r.object, ObjectNo: r.no,
		StartBy: startText(s), Notice: notice, State: "running", Variant: a.variant(k, r),
	}
	switch {
	case k.Until != nil && k.Len.N == 0:
		d.Due = a.until(r)
		d.Count = workday.Count{Start: from, Due: d.Due}
	default:
		d.Count = a.b.Calendar.Count(from, a.b.rule(k, d.Variant))
		d.Count = a.agreed(k, r, from, d.Count)
		d.Count = a.capped(k, r, from, d.Count)
		d.Due = d.Count.Due
	}
	d.Remind = a.reminders(k, from.At, d.Due)
	if k.Alert != nil && k.Alert.At.N > 0 {
		d.Alert = a.b.Calendar.Count(from, workday.Rule{Span: span(k.Alert.At)}).Due
	}
	if k.Task != nil {
		d.Alert = a.b.Calendar.Count(from, workday.Rule{Span: span(k.Task.Len)}).Due
	}
	a.emit(DeadlineSet{Deadline: d})
	if k.Task != nil {
		a.emit(Alerted{No: d.No, Whom: k.Task.Owner, Why: k.ID})
	}
	if a.held(r.track) && a.stops(d) {
		a.emit(DeadlinePaused{No: d.No, Rest: a.b.Calendar.Pause(d.Count, a.now), Why: a.c().Held(r.track).Kind})
	}
}

// stops tells whether a hold stops a deadline.
func (a *act) stops(d Deadline) bool {
	k := a.b.clocks[d.Clock]
	return !d.Due.IsZero() && d.Object != "hold" && d.Object != "notice" && k != nil && k.Kind != "window" && k.Kind != "archive"
}

func startText(s procedure.Start) string {
	if s.Kind == "event" {
		return s.Name
	}
	return s.Kind + "(" + s.Name + ")"
}

// until is the due instant of a clock that ends with something else; zero when
// that is not yet known.
func (a *act) until(r ref) time.Time {
	if r.object == "duty" {
		return a.c().Duty(r.no).By
	}
	return time.Time{}
}

// agreed runs the first clock of a duty to the day both sides agreed on, when that is
// later than the file's own period. Source: procedure.md T40 (dates).
func (a *act) agreed(k *procedure.Clock, r ref, from workday.Start, count workday.Count) workday.Count {
	if r.object != "duty" {
		return count
	}
	d := a.c().Duty(r.no)
	kind := a.b.kinds[d.State]
	if d.By.IsZero() || !d.By.After(count.Due) || kind == nil || d.State != kind.States[0].ID || !a.b.lists(kind.States[0].Clocks, k) {
		return count
	}
	for days := 1; days <= maxAgreedDays; days++ {
		if c := a.b.Calendar.Count(from, natural(days)); !c.Due.Before(d.By) {
			return c
		}
	}
	return count
}

// maxAgreedDays is as many days as a term may name (fields_settle.go), and a day for
// its service.
const maxAgreedDays = 91

// capped ends a clock early so that another still fits before a third, but never
// below its minimum (K_MED ends 5 wd before K_PLATFORM, at least 3 wd).
func (a *act) capped(k *procedure.Clock, r ref, from workday.Start, count workday.Count) workday.Count {
	if k.Cap == nil {
		return count
	}
	umbrella := a.c().Deadline(k.Cap.Before, r.track)
	if umbrella == nil {
		umbrella = a.replacement(k.Cap.Before, r.track)
	}
	room := a.b.clocks[k.Cap.By]
	if umbrella == nil || room == nil {
		return count
	}
	latest := a.b.Calendar.Earlier(umbrella.Due, span(room.Len))
	if k.Min.N > 0 {
		if least := a.b.Calendar.Count(from, workday.Rule{Span: span(k.Min)}).Due; latest.Before(least) {
			latest = least
		}
	}
	return a.b.Calendar.Cap(count, latest)
}

// replacement is the running deadline that stands in for a clock (K_REMAND for K_PLATFORM).
func (a *act) replacement(clock string, track int) *Deadline {
	for i := range a.b.Procedure.Clocks {
		if k := &a.b.Procedure.Clocks[i]; k.Replaces == clock {
			return a.c().Deadline(k.ID, track)
		}
	}
	return nil
}

// variant picks the length that the case's circumstances call for.
func (a *act) variant(k *procedure.Clock, r ref) string {
	t := a.c().Track(r.track)
	known := []struct {
		name string
		is   bool
	}{
		{"safety", a.c().Safety},
		{"undispatched", a.c().Undispatched},
		{"fast_track", t != nil && t.FastTrack && !t.ItemNamed},
		{"k_last", t != nil && t.AfterLast},
	}
	for _, v := range known {
		if _, ok := k.Variants[v.name]; ok && v.is {
			return v.name
		}
	}
	return ""
}

// reminders are the instants at which the party is reminded, as far as they fit;
// none at night except in safety cases.
func (a *act) reminders(k *procedure.Clock, from, due time.Time) []time.Time {
	if due.IsZero() {
		return nil
	}
	var out []time.Time
	for _, text := range k.Remind {
		at := remindAt(text, from, due)
		if !a.c().Safety {
			at = a.quiet(at)
		}
		if at.After(from) && at.Before(due) && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

func remindAt(text string, from, due time.Time) time.Time {
	if text == "half" {
		return from.Add(due.Sub(from) / 2).Truncate(time.Microsecond) // what is stored is whole microseconds; a timer must not come before
	}
	if day, ok := strings.CutPrefix(text, "day "); ok {
		n, err := strconv.Atoi(day)
		if err != nil {
			return time.Time{}
		}
		return from.AddDate(0, 0, n)
	}
	body := strings.TrimPrefix(text, "-")
	if days, ok := strings.CutSuffix(body, "nd"); ok {
		n, err := strconv.Atoi(days)
		if err != nil {
			return time.Time{}
		}
		return due.AddDate(0, 0, -n)
	}
	n, err := strconv.Atoi(strings.TrimSuffix(body, "h"))
	if err != nil {
		return time.Time{}
	}
	return due.Add(-time.Duration(n) * time.Hour)
}

// quiet moves an instant of the night to the morning.
func (a *act) quiet(at time.Time) time.Time {
	s := a.b.Procedure.Service
	if s.QuietFrom == "" {
		return at
	}
	return a.b.Calendar.QuietUntil(at, clockTime(s.QuietFrom), clockTime(s.QuietTo))
}

// meet ends a deadline because what it waited for happened.
func (a *act) meet(clock string, r ref) bool {
	met := false
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Clock == clock && d.Track == r.track && d.Object == r.object && d.ObjectNo == r.no && (d.State == "running" || d.State == "paused") {
			a.emit(DeadlineMet{No: d.No})
			met = true
		}
	}
	return met
}

// endObject cancels the deadlines of an object that ended.
func (a *act) endObject(object string, no int) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Object == object && d.ObjectNo == no && (d.State == "running" || d.State == "paused") {
			a.emit(DeadlineCancelled{No: d.No})
		}
	}
}

// lengthen moves a deadline by a span and records why.
func (a *act) lengthen(d Deadline, by workday.Span, why string) {
	count := a.b.Calendar.Extend(d.Count, by)
	a.moveDeadline(d, count, by.N, why)
}

// moveDeadline records a new due instant of a running deadline, with the reminders
// that still lie ahead.
func (a *act) moveDeadline(d Deadline, count workday.Count, units int, why string) {
	a.emit(DeadlineMoved{No: d.No, Count: count, Due: count.Due, Units: units, Why: why, Remind: a.ahead(d, count.Due)})
}

// ahead are the reminders of a deadline after now.
func (a *act) ahead(d Deadline, due time.Time) []time.Time {
	k := a.b.clocks[d.Clock]
	if k == nil {
		return nil
	}
	return slices.DeleteFunc(a.reminders(k, d.Count.Start.At, due), func(at time.Time) bool { return !at.After(a.now) })
}

// alert tells staff that a deadline comes near, or that a task beside it is due.
func (a *act) alert(no int) {
	d := a.c().deadlineNo(no)
	k := a.b.clocks[d.Clock]
	whom := ""
	switch {
	case k.Alert != nil:
		whom = k.Alert.Whom
	case k.Task != nil:
		whom = k.Task.Owner
	}
	a.under(d.Clock, func() { a.emit(Alerted{No: no, Whom: whom, Why: d.Clock, Ahead: true}) })
}

// kit tells a side, or the parties, of the routes outside (external kit).
func (a *act) kit(whom string) { a.emit(Alerted{Whom: whom, Why: "route_kit"}) }
