package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// hold lays a hold over claims; only these stop, others go on (invariant 1).
func (a *act) hold(kind string, claims []int, by Side, as string) int {
	tracks := a.tracksFor(kind, claims)
	h := Hold{No: len(a.c().Holds) + 1, Kind: kind, Claims: claims, Tracks: tracks, By: by, Since: a.now, As: as}
	a.emit(HoldLaid{Hold: h})
	if a.b.pauses[kind] {
		for _, t := range tracks {
			a.pause(t, kind)
		}
	}
	return h.No
}

// tracksFor splits off the claims to be held, so that the rest goes on.
func (a *act) tracksFor(kind string, claims []int) []int {
	var tracks []int
	byTrack := map[int][]int{}
	var order []int
	for _, no := range claims {
		k := a.c().Claim(no)
		if k == nil || k.over() {
			continue
		}
		if !slices.Contains(order, k.Track) {
			order = append(order, k.Track)
		}
		byTrack[k.Track] = append(byTrack[k.Track], no)
	}
	for _, t := range order {
		if a.c().Track(t).Closed {
			continue
		}
		if a.b.pauses[kind] {
			t = a.split(t, byTrack[t], a.c().Track(t).Stage)
		}
		tracks = append(tracks, t)
	}
	return tracks
}

// pause stops the clocks of a track and of its duties, keeping what is left.
func (a *act) pause(track int, why string) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Track != track || !d.Running() || !a.stops(d) {
			continue
		}
		a.emit(DeadlinePaused{No: d.No, Rest: a.b.Calendar.Pause(d.Count, a.now), Why: why})
	}
}

// lift ends a hold; its claims go on in the same stage with the time left.
func (a *act) lift(no int, as string) {
	h := *a.c().Hold(no)
	a.emit(HoldLifted{No: no, As: as})
	a.endObject("hold", no)
	if h.Kind == insolvent {
		a.payKeptApart(h.Claims)
	}
	if !a.b.pauses[h.Kind] {
		return
	}
	for _, t := range h.Tracks {
		if a.c().Held(t) == nil || !a.b.pauses[a.c().Held(t).Kind] {
			a.resume(t)
		}
	}
}

// leaveHold ends, over one track, what waited for talks, a test or a body: its
// claims are settled, or decided there, and are performed now (T41, T70).
func (a *act) leaveHold(track int, as string) {
	for _, h := range slices.Clone(a.c().Holds) {
		waits := h.As == "agreed" || h.As == "external" || h.As == "test"
		switch {
		case h.Lifted || !waits || !a.b.pauses[h.Kind] || !slices.Contains(h.Tracks, track):
		case len(h.Tracks) == 1:
			a.lift(h.No, as)
		default:
			a.emit(HoldLifted{No: h.No, As: as, Track: track})
			if !a.held(track) {
				a.resume(track)
			}
		}
	}
}

// resume runs the clocks of a track on: whole days left, at least 2 wd for a
// party's act.
func (a *act) resume(track int) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Track != track || d.State != "paused" {
			continue
		}
		least := workday.Span{N: 2, Unit: workday.WorkingDays}
		a.runOn(d, a.b.Calendar.Resume(d.Rest, a.now, least))
	}
}

// runOn starts a stopped deadline again.
func (a *act) runOn(d Deadline, count workday.Count) {
	a.emit(DeadlineResumed{No: d.No, Count: count, Due: count.Due, Remind: a.ahead(d, count.Due)})
}

// pauseService stops the umbrellas that pause while service is pending.
func (a *act) pauseService(track int) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		k := a.b.clocks[d.Clock]
		if d.Track == track && d.Running() && k != nil && slices.Contains(k.Pause, "service_pending") {
			a.emit(DeadlinePaused{No: d.No, Rest: a.b.Calendar.Pause(d.Count, a.now), Why: "service_pending"})
		}
	}
}

// resumeService runs them on once everybody is served.
func (a *act) resumeService(track int) {
	if h := a.c().Held(track); h != nil && a.b.pauses[h.Kind] {
		return
	}
	for _, d := range a.c().Deadlines {
		if d.Track == track && d.Object == "notice" && d.Running() {
			return // another service is still pending
		}
	}
	for _, d := range slices.Clone(a.c().Deadlines) {
		k := a.b.clocks[d.Clock]
		if d.Track == track && d.State == "paused" && k != nil && slices.Contains(k.Pause, "service_pending") {
			a.runOn(d, a.b.Calendar.Resume(d.Rest, a.now, workday.Span{}))
		}
	}
}

// pausing is a hold that pauses the claims of a track; nil when there is none.
func (a *act) pausing(track int) *Hold {
	for i := range a.c().Holds {
		if h := &a.c().Holds[i]; !h.Lifted && a.b.pauses[h.Kind] && slices.Contains(h.Tracks, track) {
			return h
		}
	}
	return nil
}

// held tells whether the claims of a track are paused.
func (a *act) held(track int) bool { return a.pausing(track) != nil }

var _ = procedure.Start{}
