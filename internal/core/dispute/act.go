package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// act is one decision in the making: a working copy of the world, the instant at
// which things take effect, and what is to be appended.
type act struct {
	b         *Book
	w         World
	now       time.Time
	actor     Actor
	role      string // capacity in which the actor acts
	authority string
	out       []record.Entry
	known     *standing // what the case is to the actor, in the words of the rule table
	fromDue   bool      // now is the due instant of an expired deadline
	kept      []KeptSince
}

func newAct(b *Book, w World, actor Actor) *act {
	w.Case, w.Talks = w.Case.Clone(), w.Talks.Clone()
	return &act{b: b, w: w, now: w.Facts.Now, actor: actor}
}

func (a *act) c() *Case { return &a.w.Case }

// emit appends an event to the case and folds it, so that what follows sees it.
func (a *act) emit(e record.Event) {
	a.emitTo(record.Case, e)
	if alert, ok := e.(Alerted); ok {
		a.tellAlert(alert)
	}
}

func (a *act) emitTo(kind string, e record.Event, clear ...record.Clear) {
	m := record.Meta{At: a.now, Person: a.actor.Person, Capacity: a.role, Authority: a.authority}
	switch kind {
	case record.Case:
		a.w.Case.apply(e, m)
	case record.Talks:
		a.w.Talks.apply(e, m)
	case record.Deliberation:
		a.w.Deliberation = EvolveDeliberation(a.w.Deliberation, []record.Recorded{{Event: e, Meta: m}})
	}
	a.out = append(a.out, record.Entry{
		Stream: record.Stream{Kind: kind, ID: a.w.Case.ID.Bytes()}, Event: e, At: a.now,
		Authority: a.authority, Clear: clear, System: a.actor.System != "",
	})
}

// under runs f with another authority, as the platform itself: what follows from
// a deadline or from the rules is nobody's act.
func (a *act) under(authority string, f func()) {
	actor, role, before := a.actor, a.role, a.authority
	a.actor, a.role, a.authority = Actor{System: timer}, timer, authority
	f()
	a.actor, a.role, a.authority = actor, role, before
}

// move records that the actor made a move.
func (a *act) move(w *Word, at place, in Answers, set func(*Act)) {
	e := Act{Move: w.Name, Track: at.track, Duty: at.duty, Role: a.role, Side: a.actor.Side, For: a.actor.For, As: at.as, Inputs: in, Kept: keptOf(a.kept, in)}
	if t := a.c().Track(at.track); t != nil {
		e.Round, e.Stage = t.Entered, t.Stage
	}
	if set != nil {
		set(&e)
	}
	stream := w.Stream
	if w.Where != nil {
		stream = w.Where(a, at, in)
	}
	if stream == "" {
		stream = record.Case
	}
	a.emitTo(stream, e, sealed(a, e.Inputs, "")...) // texts of a draft go where the draft goes
}

// sealed collects the texts of inputs, by path.
func sealed(a *act, in Answers, prefix string) []record.Clear {
	var out []record.Clear
	owner := record.Owner{Kind: "case", ID: a.w.Case.ID.Bytes()}
	for _, one := range in {
		if one.Text != "" {
			out = append(out, record.Clear{Path: prefix + one.Name, Owner: owner, Text: one.Text})
		}
		for i, item := range one.Items {
			out = append(out, sealed(a, item, prefix+one.Name+"/"+itoa(i)+"/")...)
		}
	}
	return out
}

// enter moves a track to a stage: clocks of the old stage that the new one does
// not list end, those of the new one start, notices go out, a seat is filled.
func (a *act) enter(track int, stage string) {
	t := a.c().Track(track)
	old, next := a.b.stages[t.Stage], a.b.stages[stage]
	if next == nil {
		panic("dispute: procedure leads to an unknown stage " + stage)
	}
	a.emit(Entered{Track: track, Stage: stage, From: t.Stage, Back: t.Back, Closed: next.Terminal})
	a.endClocks(track, old, next)
	a.resumeService(track)
	if next.Terminal {
		a.closeTrack(track)
		a.tellEntered(track, next)
		return
	}
	a.fire(procedure.Start{Kind: "enter", Name: stage}, ref{track: track}, 0)
	a.queueFor(next.Owner, next.Clocks, ref{track: track})
	a.tellEntered(track, next)
	a.seatOwner(next.Owner, track)
}

// endClocks cancels what the new stage no longer lists. Windows, money clocks
// and umbrellas belong to their objects and end with those.
func (a *act) endClocks(track int, old, next *procedure.Stage) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Track != track || d.State != "running" && d.State != "paused" {
			continue
		}
		k := a.b.clocks[d.Clock]
		if d.Object == "notice" && !a.awaited(next, d.ObjectNo) {
			a.emit(DeadlineCancelled{No: d.No}) // nothing waits for this service any more
		}
		if k == nil || d.Object != "" && d.Object != "round" {
			continue
		}
		bound := a.b.lists(old.Clocks, k) && (k.Kind == "" || k.Kind == "side" || k.Kind == "alert" || k.Kind == "umbrella")
		if next.Terminal && (k.Kind == "" || k.Kind == "side" || k.Kind == "alert" || k.Kind == "umbrella" || k.Kind == "money") {
			bound = true
		} else if a.b.lists(next.Clocks, k) {
			continue
		}
		if bound {
			a.emit(DeadlineCancelled{No: d.No})
		}
	}
}

// awaited tells whether a clock of a stage, or an obligation, waits for a notice.
func (a *act) awaited(s *procedure.Stage, notice int) bool {
	n := a.c().Notice(notice)
	return n.Object != "" || slices.ContainsFunc(s.Clocks, func(id string) bool {
		k := a.b.clocks[id]
		return k != nil && slices.Contains(k.Start, procedure.Start{Kind: "served", Name: startsAs(n.Kind)})
	})
}

// closeTrack ends what is left when a track reaches a terminal stage.
func (a *act) closeTrack(track int) {
	for _, d := range a.dutiesOf(track) {
		if !d.Ended {
			a.abandon(d.No)
		}
	}
	for _, k := range a.c().Of(track) {
		if k.State == Open || k.State == Determined && !k.Final || k.State == Dismissed && !k.Final {
			a.lapse(k.No, "closed")
		}
	}
	for _, h := range slices.Clone(a.c().Holds) {
		if !h.Lifted && slices.Contains(h.Tracks, track) && len(h.Tracks) == 1 {
			a.endObject("hold", h.No)
			a.emit(HoldLifted{No: h.No, As: "closed"})
		}
	}
	a.releaseAll(track)
}

// releaseAll thaws what a closed track still holds, whatever froze it: a protection
// whose draft is purged before it ends, money frozen for an obligation that lapsed.
// Nothing is frozen for a case that has ended (procedure.md §1, invariants 2 and 3).
func (a *act) releaseAll(track int) {
	for _, k := range a.c().Of(track) {
		if a.stakeOf(k.No) > 0 {
			a.thaw(k.No)
		}
	}
	if !slices.ContainsFunc(a.c().Tracks, func(t Track) bool { return !t.Closed }) {
		a.thawProtected()
	}
}

// split moves claims of a track into a track of their own, with copies of the
// running clocks (same due instant). When they are the whole track it is kept.
func (a *act) split(track int, claims []int, stage string) int {
	whole := true
	for _, k := range a.c().Of(track) {
		if !slices.Contains(claims, k.No) && !k.over() {
			whole = false
		}
	}
	if whole {
		return track
	}
	no := len(a.c().Tracks) + 1
	t := a.c().Track(track)
	a.emit(TrackOpened{Track: no, From: track, Stage: stage, Back: t.Back, Claims: claims})
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Track == track && d.Object == "" && (d.State == "running" || d.State == "paused") {
			d.No, d.Track = a.nextDeadline(), no
			a.emit(DeadlineSet{Deadline: d})
		}
	}
	return no
}

// over tells whether nothing is left to do for a claim.
func (k *Claim) over() bool {
	return k.State == Withdrawn || k.State == Lapsed || k.State == Performed || k.State == Unrecovered ||
		k.State == Dismissed && k.Final
}

func (a *act) nextDeadline() int { return len(a.c().Deadlines) + 1 }
