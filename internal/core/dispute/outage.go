package dispute

import (
	"time"
)

// Outage is a recorded span of legal time in which the platform could not be
// reached.
type Outage struct{ From, To time.Time }

// nextOutage is the next outage that took time from a party's running deadline and
// is not made good yet. It is due at its own beginning: before anything that fell
// due while nobody could act.
func (a *act) nextOutage(d *Deadline) (Outage, bool) {
	if len(a.w.Facts.Outages) == 0 || !d.Running() || d.Due.IsZero() || len(a.waitedFor(*d)) == 0 {
		return Outage{}, false
	}
	for _, o := range a.w.Facts.Outages {
		if o.To.After(d.Outage) && o.From.Before(d.Due) && d.Count.Start.At.Before(o.To) {
			return o, true
		}
	}
	return Outage{}, false
}

// outageFrom is when a deadline came under an outage.
func outageFrom(d *Deadline, o Outage) time.Time {
	if o.From.Before(d.Count.Start.At) {
		return d.Count.Start.At
	}
	return o.From
}

// restore gives a deadline back what an outage took from it: all of the outage that
// lay after its start. Who had three hours left when the platform went away has
// three hours left when it is back. Source: design §5, “An outage”.
func (a *act) restore(no int, o Outage) {
	d := *a.c().deadlineNo(no)
	count := a.b.Calendar.Restore(d.Count, o.To.Sub(outageFrom(&d, o)))
	a.under("outage", func() {
		a.emit(DeadlineMoved{No: no, Count: count, Due: count.Due, Why: "outage", Remind: a.ahead(d, count.Due), Outage: o.To})
		for _, s := range a.waitedFor(d) {
			a.tell(noticeMoved, s, ref{track: d.Track, object: d.Object, no: d.ObjectNo})
		}
	})
}
