package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// line are the numbers of a track and of those it was split off from: what was
// done on them was done on it too.
func (a *act) line(track int) []int {
	var out []int
	for t := a.c().Track(track); t != nil && !slices.Contains(out, t.No); t = a.c().Track(t.From) {
		out = append(out, t.No)
	}
	return out
}

// did tells whether a move was made on a track in its present round.
func (a *act) did(move string, track int) bool {
	t, line := a.c().Track(track), a.line(track)
	return slices.ContainsFunc(a.c().Deeds, func(d Deed) bool {
		return d.Move == move && slices.Contains(line, d.Track) && t != nil && d.Round == t.Entered
	})
}

// since are the deeds on a track after the last of the named moves.
func (a *act) since(track int, moves ...string) []Deed {
	line := a.line(track)
	var out []Deed
	for _, d := range a.c().Deeds {
		if !slices.Contains(line, d.Track) {
			continue
		}
		if slices.Contains(moves, d.Move) {
			out = nil
		}
		out = append(out, d)
	}
	return out
}

// answered tells whether the respondent has given a first answer since the case
// was accepted.
func answered(a *act, at place, _ string) bool {
	return slices.ContainsFunc(a.since(at.track, "accept"), func(d Deed) bool { return d.Move == "answer" })
}

func reviewAsked(a *act, at place, _ string) bool {
	return slices.ContainsFunc(a.since(at.track, "reject", "uphold_objection"), func(d Deed) bool { return d.Move == "review_rejection" })
}

func (a *act) runs(clock string, at place) bool {
	for _, d := range a.c().Deadlines {
		if d.Clock == clock && d.Track == at.track && d.Running() && (at.duty == 0 || d.Object != "duty" || d.ObjectNo == at.duty) {
			return true
		}
	}
	return false
}

// once: the same side (or, of staff, anybody) has not made the same act before on
// the same thing. An appeal waived is spent like one made.
func once(a *act, at place, _ string) bool {
	if at.row.Move == "appeal" {
		return !a.appealSpent(at, a.actor.Side)
	}
	t, line := a.c().Track(at.track), a.line(at.track)
	return !slices.ContainsFunc(a.c().Deeds, func(d Deed) bool {
		same := d.Duty == at.duty && slices.Contains(line, d.Track) && (a.actor.Side == "" || d.Side == a.actor.Side)
		return d.Move == at.row.Move && same && (at.row.Move != "reply_appeal" || d.Round == t.Entered)
	})
}

// appealSpent tells whether a side has appealed or waived, here.
func (a *act) appealSpent(at place, s Side) bool {
	if d := a.c().Duty(at.duty); at.duty != 0 {
		return slices.Contains(d.Appealed, s) || slices.Contains(d.Waived, s)
	}
	return spent(a.c().Track(at.track), s)
}

// oncePerLine: some line of the order is not protected yet.
func oncePerLine(a *act, _ place, _ string) bool {
	return slices.ContainsFunc(a.w.Order.Lines, func(l orderLine) bool { return !a.protected(l.No) })
}

// answerHalfTime: half of the time to answer has passed; of the time as it first
// was, once it has been made longer.
func answerHalfTime(a *act, at place, _ string) bool {
	d := a.answerClock(at)
	if d == nil {
		return false
	}
	start := d.Count.Start.At
	return d.Extended > 0 || !a.now.Before(start.Add(d.Due.Sub(start)/2))
}

// answerClock is the running deadline that a row's move lengthens.
func (a *act) answerClock(at place) *Deadline {
	for i := range a.c().Deadlines {
		d := &a.c().Deadlines[i]
		if k := a.b.clocks[d.Clock]; k != nil && d.Track == at.track && d.Running() && k.Extend != nil && k.Extend.Move == at.row.Move {
			return d
		}
	}
	return nil
}

// whyNotWait: an answer was given, so there is nothing left to wait longer for.
func whyNotWait(a *act, at place, _ string) string {
	if a.answerClock(at) == nil && answered(a, at, "") {
		return "too_late"
	}
	return ""
}

// mayEscalate: from 00:00 of the working day the file names, at once after a
// refusal or silence, and always where only the claimant's choice is awaited.
func mayEscalate(a *act, at place, _ string) bool {
	t := a.c().Track(at.track)
	if t.Silent || a.refusedAnswer(at.track) {
		return true
	}
	opens, runs := a.escalationOpens(at.track)
	if !runs {
		return a.choiceOnly(t)
	}
	return !opens.IsZero() && !a.now.Before(opens)
}

// choiceOnly: a stage whose owner is the claimant alone waits for his choice.
func (a *act) choiceOnly(t *Track) bool { return a.b.stages[t.Stage].Owner == "claimant" }

// refusedAnswer tells whether the respondent's answer was a refusal.
func (a *act) refusedAnswer(track int) bool {
	return slices.ContainsFunc(a.since(track, "accept"), func(d Deed) bool { return d.Move == "answer" && d.Value == "refuse" })
}

// escalationOpens is the instant from which the platform may be asked in; runs
// tells whether a clock that opens it exists here.
func (a *act) escalationOpens(track int) (opens time.Time, runs bool) {
	for i := range a.b.Procedure.Clocks {
		k := &a.b.Procedure.Clocks[i]
		if k.OpensEscalator.N == 0 || !a.b.lists(a.b.stages[a.c().Track(track).Stage].Clocks, k) {
			continue
		}
		d := a.c().Deadline(k.ID, track)
		if d == nil {
			return time.Time{}, true
		}
		return a.opensAt(d.Count.Start, k.OpensEscalator), true
	}
	return time.Time{}, false
}

// opensAt: 00:00 of the n-th working day, or after so many hours.
func (a *act) opensAt(from workday.Start, l procedure.Length) time.Time {
	if l.Unit == procedure.WorkingDays {
		end := a.b.Calendar.Count(from, workday.Rule{Span: span(l)}).Due
		return end.AddDate(0, 0, -1)
	}
	return a.b.Calendar.Count(from, workday.Rule{Span: span(l)}).Due
}

func extensionLeft(a *act, at place, _ string) bool { return len(a.extendable(at)) > 0 }

// whyNotExtend: nothing runs that an officer may lengthen, or was asked to.
func whyNotExtend(a *act, at place, _ string) string {
	for i := range a.c().Deadlines {
		if a.officerMayExtend(&a.c().Deadlines[i]) {
			return ""
		}
	}
	return "nothing_there"
}

// neverRan: a window that has not opened cannot have ended.
func neverRan(a *act, at place, clock string) string {
	if slices.ContainsFunc(a.c().Deadlines, func(d Deadline) bool { return d.Clock == clock && slices.Contains(a.line(at.track), d.Track) }) {
		return ""
	}
	return "nothing_there"
}

// mayResume: some hold may be ended by the actor now.
func mayResume(a *act, _ place, _ string) bool { return len(a.resumable()) > 0 }

func whyNotResume(a *act, _ place, _ string) string {
	for i := range a.c().Holds {
		if h := &a.c().Holds[i]; !h.Lifted && a.b.pauses[h.Kind] {
			return ""
		}
	}
	return "nothing_there"
}

// resumable are the holds that the actor may end: a stay both agreed, with the
// other side or alone once it has lasted; an officer one that a body laid or
// proof ends. A lock ends by its link, a court's by its own moves (T66–T70).
func (a *act) resumable() []*Hold {
	var out []*Hold
	for i := range a.c().Holds {
		h := &a.c().Holds[i]
		if h.Lifted || !a.b.pauses[h.Kind] {
			continue
		}
		ok := h.As == "agreed" && (a.lasted(h) || a.consent("resume", itoa(h.No)) != nil)
		if a.actor.Side == "" {
			ok = h.As != "lock_party" && h.As != "external"
		}
		if ok {
			out = append(out, h)
		}
	}
	return out
}

// lasted: either side may end an agreed stay after the time the file names.
func (a *act) lasted(h *Hold) bool {
	least := a.b.Procedure.Limits["stay.min"].Length
	return !a.now.Before(a.b.Calendar.Count(workday.Start{At: h.Since}, workday.Rule{Span: span(least)}).Due)
}
