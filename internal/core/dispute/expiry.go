package dispute

import (
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// place is where something happens: a track in a stage, or a duty in a state.
type place struct {
	track    int
	duty     int
	stage    string // stage or duty state
	as       string
	to       string
	object   string
	no       int
	deadline *Deadline
	row      *procedure.Row
}

func (p place) ref() ref {
	if p.duty != 0 {
		return ref{track: p.track, object: "duty", no: p.duty}
	}
	return ref{track: p.track, object: p.object, no: p.no}
}

// expireBy takes the first entry whose condition holds: what it does, where it
// leads, what it starts.
func (a *act) expireBy(d Deadline, k *procedure.Clock) {
	if a.waitsForBar(d) || a.waitsForLegal(d) {
		return
	}
	at := a.placeOf(d)
	var e *procedure.Expiry
	for i := range k.Expiry {
		if a.holds(k.Expiry[i].If, at) {
			e = &k.Expiry[i]
			break
		}
	}
	if e == nil {
		a.emit(DeadlineExpired{No: d.No, Clock: d.Clock})
		a.fire(procedure.Start{Kind: "expired", Name: k.ID}, at.ref(), 0)
		return
	}
	a.emit(DeadlineExpired{No: d.No, Clock: d.Clock, Do: e.Do})
	if n := a.c().Notice(at.no); at.object == "notice" && n != nil && n.Object == "duty" && e.To != "" {
		a.abandon(n.ObjectNo) // the obligation ends, not the case
		return
	}
	at.as, at.to = e.As, e.To
	a.expireUntil(k.ID, at)
	a.carryOut(e.Do, at)
	if h := a.c().Hold(at.no); at.object == "hold" && h != nil && !h.Lifted && k.Kind == "" {
		a.lift(h.No, "expired") // whatever else follows, its time is over
	}
	a.goTo(at)
	if n := a.c().Notice(at.no); at.object == "notice" && n != nil && e.To != "" {
		for _, t := range a.splitFrom(n) {
			if a.awaited(a.b.stages[a.c().Track(t).Stage], n.No) {
				a.carryOut(e.Do, place{track: t, deadline: at.deadline})
				a.goTo(place{track: t, to: e.To})
			}
		}
	}
	if e.Do != "" {
		a.event(e.Do, a.live(at).ref())
	}
	a.fire(procedure.Start{Kind: "expired", Name: k.ID}, a.live(at).ref(), 0)
	for _, name := range e.Starts {
		a.start(a.b.clocks[name], a.superviseRef(at), procedure.Start{Kind: "expired", Name: k.ID}, 0, workday.Start{At: a.now, FromDue: true})
	}
	if e.Alert != "" {
		a.emit(Alerted{No: d.No, Whom: e.Alert, Why: d.Clock})
	}
	if e.Offer != "" {
		a.emit(Alerted{No: d.No, Whom: "parties", Why: e.Offer})
	}
	if k.Repeat {
		a.start(k, a.live(at).ref(), procedure.Start{Kind: "expired", Name: k.ID}, 0, workday.Start{At: a.now, FromDue: true})
	}
}

// expireUntil ends the clocks that run until this one ends (K_MEDASK until K_XEX).
func (a *act) expireUntil(clock string, at place) {
	for i := range a.b.Procedure.Clocks {
		k := &a.b.Procedure.Clocks[i]
		if len(k.Until) != 1 || k.Until[0] != clock {
			continue
		}
		if d := a.c().Deadline(k.ID, at.track); d != nil {
			a.emit(DeadlineExpired{No: d.No, Clock: k.ID, Do: k.Expiry[0].Do})
			a.carryOut(k.Expiry[0].Do, place{track: at.track})
		}
	}
}

// placeOf is where a deadline's expiry happens.
func (a *act) placeOf(d Deadline) place {
	at := place{track: d.Track, deadline: &d, object: d.Object, no: d.ObjectNo}
	if t := a.c().Track(d.Track); t != nil {
		at.stage = t.Stage
	}
	if d.Object == "duty" {
		at.duty, at.stage, at.object = d.ObjectNo, a.c().Duty(d.ObjectNo).State, ""
	}
	return at
}

// live drops an object that a clock of the track does not belong to.
func (a *act) live(at place) place {
	if at.object == "notice" || at.object == "hold" {
		return at
	}
	return at
}

// superviseRef is what supervision of a decision belongs to: the duty or the track.
func (a *act) superviseRef(at place) ref {
	if at.duty != 0 {
		return ref{track: at.track, object: "duty", no: at.duty}
	}
	return ref{track: at.track}
}

// goTo leads on to a stage or duty state, as the file says.
func (a *act) goTo(at place) {
	switch {
	case at.to == "" || at.to == "same":
	case at.to == "back":
		t := a.c().Track(at.track)
		a.enter(at.track, t.Back)
	case a.b.stages[at.to] != nil:
		if t := a.c().Track(at.track); t != nil && t.Stage != at.to && !t.Closed {
			a.enter(at.track, at.to)
		}
	case a.b.duties[at.to] != nil:
		if at.duty != 0 && a.c().Duty(at.duty).State != at.to {
			a.moveDuty(at.duty, at.to)
		}
	default:
		panic("dispute: procedure leads to nowhere: " + at.to)
	}
}

// holds tells whether a condition of the file holds here.
func (a *act) holds(c procedure.Condition, at place) bool {
	if len(c) == 0 {
		return true
	}
	for _, all := range c {
		ok := true
		for _, t := range all {
			if !a.term(t, at) {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

func (a *act) term(t procedure.Term, at place) bool {
	return a.b.guard(t.Name).is(a, at, t.Arg) != t.Not
}
