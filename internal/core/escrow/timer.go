package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// covers tells whether a stake stops the timer of an item.
func (f Stake) covers(parcel, line int) bool {
	return f.WantMinor > 0 && f.Line == line && (f.Parcel == 0 || f.Parcel == parcel)
}

// covered tells whether any of the stakes stops the timer of an item.
func covered(stakes []Stake, parcel, line int) bool {
	return slices.ContainsFunc(stakes, func(f Stake) bool { return f.covers(parcel, line) })
}

// stoppedAt is when the timer of an item stopped that was signed for at an
// instant; zero when no stake covers it.
func (o *Order) stoppedAt(parcel, line int, signed time.Time) time.Time {
	var stop time.Time
	for _, f := range o.Stakes {
		if f.covers(parcel, line) && earlier(f.At, stop) {
			stop = f.At
		}
	}
	if !stop.IsZero() && stop.Before(signed) {
		return signed
	}
	return stop
}

// each calls f for every item.
func (o *Order) each(f func(p *Parcel, i *Item)) {
	for p := range o.Parcels {
		for i := range o.Parcels[p].Items {
			f(&o.Parcels[p], &o.Parcels[p].Items[i])
		}
	}
}

// stop lets the running timers stand still that a stake covers.
func (d *desk) stop(f Stake) []ItemTimer {
	var stopped []ItemTimer
	d.o.each(func(p *Parcel, i *Item) {
		if _, runs := i.Confirm.Due(); runs && f.covers(p.No, i.Line) {
			rest := d.Rules.Calendar.Pause(i.Confirm.Count, d.At)
			stopped = append(stopped, ItemTimer{p.No, i.Line, Timer{Count: i.Confirm.Count, Rest: &rest}})
		}
	})
	return stopped
}

// start lets timers go on that the changed stakes covered and none covers any more.
func (d *desk) start(changed []Stake, told time.Time) []ItemTimer {
	after := append([]Stake(nil), changed...)
	for _, f := range d.o.Stakes {
		if !slices.ContainsFunc(changed, f.same) {
			after = append(after, f)
		}
	}
	var started []ItemTimer
	d.o.each(func(p *Parcel, i *Item) {
		at := slices.IndexFunc(changed, func(f Stake) bool {
			return f.Line == i.Line && (f.Parcel == 0 || f.Parcel == p.No)
		})
		_, runs := i.Confirm.Due()
		begun := i.Confirm.Rest != nil || i.Confirm.Done || !i.ConfirmedAt.IsZero()
		if at < 0 || runs || !begun || covered(after, p.No, i.Line) {
			return
		}
		started = append(started, ItemTimer{p.No, i.Line, d.Rules.goOn(i.Confirm.Rest, changed[at].ClaimRef, d.At, told)})
	})
	return started
}

// goOn is a timer that begins again at an instant with what was left of it (nil:
// nothing), and leaves at least 72 h after both sides were told. While they are
// not, it leaves as long as telling may take; Told then sets it anew.
//
// Source: procedure.md §1 invariant 2, §3 K_CONFIRM.
func (r Rules) goOn(rest *workday.Rest, thawed ClaimRef, at, told time.Time) Timer {
	t := Timer{}
	if told.IsZero() {
		t.Count = r.Calendar.Count(startAt(at), workday.Rule{Span: r.Untold})
		t.Untold = thawed
	} else {
		t.Count = r.Calendar.Count(startAt(told), workday.Rule{Span: r.ThawLeast})
	}
	if rest != nil {
		if left := r.Calendar.Resume(*rest, at, workday.Span{}); !left.Due.Before(t.Count.Due) {
			t.Count = left
		}
		t.Count.Resumed = rest
	}
	return t
}

// WasTold records when both sides had been told of a claim's thaw and sets the
// timers that waited for it: the time left from the thaw, at least 72 h from now
// on. Nothing happens when no timer waits for it.
//
// Source: procedure.md §1 invariant 2.
func WasTold(b Books, by By, ref ClaimRef, told time.Time) Done {
	d := open(b, by)
	var timers []ItemTimer
	d.o.each(func(p *Parcel, i *Item) {
		if _, runs := i.Confirm.Due(); runs && i.Confirm.Untold == ref && !ref.Case.IsZero() {
			c := i.Confirm.Count
			timers = append(timers, ItemTimer{p.No, i.Line, d.Rules.goOn(c.Resumed, ref, c.Start.At, told)})
		}
	})
	if len(timers) > 0 {
		d.order(Told{ClaimRef: ref, At: told, Timers: timers})
	}
	return d.done()
}

// signed starts K_CONFIRM and the no-reason window of a parcel's items. A timer
// that a stake covers stands still from when both the signature and the stake were.
func (d *desk) signed(p *Parcel, at time.Time) (confirm, returns []ItemTimer) {
	for _, i := range p.Items {
		rule := d.Rules.Confirm
		if d.o.line(i.Line).Digital {
			rule = d.Rules.ConfirmDigital
		}
		if i.Confirm.Count.Due.IsZero() && i.ConfirmedAt.IsZero() {
			t := Timer{Count: d.Rules.Calendar.Count(startAt(at), rule)}
			if stop := d.o.stoppedAt(p.No, i.Line, at); !stop.IsZero() {
				rest := d.Rules.Calendar.Pause(t.Count, stop)
				t.Rest = &rest
			}
			confirm = append(confirm, ItemTimer{p.No, i.Line, t})
		}
		if days := d.o.line(i.Line).Windows.NoReasonDays; days > 0 && i.Return.Count.Due.IsZero() {
			span := workday.Span{N: days, Unit: workday.NaturalDays}
			returns = append(returns, ItemTimer{p.No, i.Line, Timer{
				Count: d.Rules.Calendar.Count(startAt(at), workday.Rule{Span: span, Roll: d.Rules.ReturnRoll}),
			}})
		}
	}
	return confirm, returns
}

// count starts a deadline now.
func (d *desk) count(rule workday.Rule) Timer {
	return Timer{Count: d.Rules.Calendar.Count(startAt(d.At), rule)}
}

func startAt(at time.Time) workday.Start { return workday.Start{At: at} }
