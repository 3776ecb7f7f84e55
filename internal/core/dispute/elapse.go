package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// maxSteps bounds what one catching-up may do; more is a broken procedure.
const maxSteps = 2000

// Elapse applies everything already due at the world's instant, in order: leaving
// of notices, service by lapse of time, reminders, expiries. It is what a timer's
// firing does, and what every command does first.
func Elapse(b *Book, w World) ([]record.Entry, World) {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	a.elapse()
	return a.out, a.w
}

// NextDue is when the case next wants to be woken; zero when never.
func NextDue(b *Book, w World) time.Time {
	a := &act{b: b, w: w, now: w.Facts.Now, actor: Actor{System: timer}} // it only looks: no copy
	if d := a.next(); d != nil {
		return d.at
	}
	return time.Time{}
}

// due is one thing that has an instant.
type due struct {
	at   time.Time
	rank int // at one instant: service first, then reminders, parts, umbrellas
	no   int
	do   func(*act)
}

func (a *act) elapse() {
	until := a.w.Facts.Now
	for range maxSteps {
		d := a.next()
		if d == nil || d.at.After(until) {
			a.now = until
			return
		}
		a.now = d.at
		a.w.Facts.Now = d.at
		d.do(a)
		a.settle()
		a.w.Facts.Now = until
	}
	panic("dispute: a case that never comes to rest")
}

// next is the earliest thing due.
func (a *act) next() *due {
	var best *due
	add := func(d due) {
		if d.at.IsZero() {
			return
		}
		if best == nil || d.at.Before(best.at) || d.at.Equal(best.at) && (d.rank < best.rank || d.rank == best.rank && d.no < best.no) {
			best = &d
		}
	}
	for i := range a.c().Notices {
		n := &a.c().Notices[i]
		no := n.No
		if !n.Left && !n.Dead {
			add(due{n.Leave, 0, no, func(a *act) { a.leave(no) }})
		}
		if n.pending() && n.Receipt.IsZero() {
			add(due{n.Expect, 0, no, func(a *act) { a.under("service", func() { a.emit(NoticeReceipted{No: no, Channel: "sandbox"}) }) }})
		}
		add(due{a.lapseAt(n), 1, no, func(a *act) { a.lapseServe(no) }})
	}
	for i := range a.w.Talks.Offers {
		if o := &a.w.Talks.Offers[i]; o.State == "open" {
			no := o.No
			add(due{o.Due, 3, no, func(a *act) { a.lapseOffer(no, "lapsed") }})
		}
	}
	for i := range a.c().Deadlines {
		d := &a.c().Deadlines[i]
		if !d.Running() {
			continue
		}
		no := d.No
		if o, ok := a.nextOutage(d); ok {
			add(due{outageFrom(d, o), 0, no, func(a *act) { a.restore(no, o) }})
			continue
		}
		if len(d.Remind) > 0 {
			add(due{d.Remind[0], 2, no, func(a *act) { a.remind(no) }})
		}
		add(due{d.Alert, 2, no, func(a *act) { a.alert(no) }})
		add(due{d.Due, a.rank(d), no, func(a *act) { a.expire(no) }})
	}
	return best
}

// Ranks of expiries at one instant.
const (
	part     = 4
	umbrella = 5
)

// rank orders expiries of one instant: parts before umbrellas.
func (a *act) rank(d *Deadline) int {
	for _, u := range a.b.Procedure.Umbrellas {
		if u.Clock == d.Clock {
			return umbrella
		}
	}
	return part
}

func (a *act) leave(no int) {
	a.under("service", func() { a.emit(NoticeLeft{No: no}) })
}

func (a *act) lapseServe(no int) {
	how := "receipt"
	if f := a.c().Notice(no).Fallback; f != "" {
		how = f
	}
	a.under("service", func() { a.served(no, how) })
}

func (a *act) remind(no int) {
	d := a.c().deadlineNo(no)
	at := d.Remind[0]
	waiting := *d
	a.under(d.Clock, func() {
		a.emit(Reminded{No: no, At: at})
		for _, s := range a.waitedFor(waiting) {
			a.tell(noticeReminder, s, ref{track: waiting.Track, object: waiting.Object, no: waiting.ObjectNo})
		}
	})
}

// expire ends a deadline and does what the procedure says of it: the first entry
// whose condition holds.
func (a *act) expire(no int) {
	d := *a.c().deadlineNo(no)
	k := a.b.clocks[d.Clock]
	a.under(d.Clock, func() {
		a.fromDue = true
		defer func() { a.fromDue = false }()
		a.expireBy(d, k)
	})
}

// settle does what follows by itself: rows of the timer whose guards hold, and
// clocks that end with something else (K_PERF).
func (a *act) settle() {
	for range 50 {
		if !a.settleOnce() {
			return
		}
	}
	panic("dispute: automatic moves without end")
}

func (a *act) settleOnce() bool {
	for _, t := range slices.Clone(a.c().Tracks) {
		if t.Closed || a.held(t.No) {
			continue
		}
		if a.finishPerforming(t.No) || a.automatic(t.No) {
			return true
		}
	}
	return false
}
