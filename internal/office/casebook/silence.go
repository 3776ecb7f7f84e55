package casebook

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// Silence is what happens when a deadline of the case passes and nobody acts, found by
// letting time pass on a copy: the same function that will decide it then. False where
// the clock says nothing of its end.
func (v Case) Silence(d dispute.Deadline, k *procedure.Clock) (procedure.Expiry, bool) {
	if k == nil || len(k.Expiry) == 0 || d.Due.IsZero() {
		return procedure.Expiry{}, false
	}
	world := v.Sight.World
	world.Facts.Now = d.Due
	if v.Audience.Decider { // what was agreed is behind the wall, and its clocks with it
		world.Case = world.Case.Clone()
		for i := range world.Case.Deadlines { // ended, not taken out: the next one is numbered by how many there are
			x := &world.Case.Deadlines[i]
			if x.Object == "duty" && world.Case.Duty(x.ObjectNo) == nil || x.Object == "settlement" || x.Object == "offer" {
				x.State = "cancelled"
			}
		}
	}
	entries, _ := dispute.Elapse(v.Sight.Book, world)
	does, to, seen := "", "", false
	for _, e := range entries {
		switch x := e.Event.(type) {
		case dispute.DeadlineExpired:
			if seen {
				continue
			}
			if seen = x.No == d.No; seen {
				does = x.Do
			}
		case dispute.Entered:
			if seen && to == "" && x.Track == d.Track {
				to = x.Stage
			}
		}
	}
	for _, e := range k.Expiry {
		if seen && e.Do == does && (e.To == to || e.To == "" || e.To == "same") {
			return e, true
		}
	}
	return k.Expiry[len(k.Expiry)-1], true
}

// Waits tells whether a case waits for its merchant.
func (r ShopRow) Waits() bool { return !r.Closed && (r.New || !r.Turn.IsZero()) }

// Stretch is in which stretch of time a case falls due for the merchant: closed, new,
// others (it waits for them), late, today, tomorrow, week, later. now is legal time in
// the zone days are counted in. What is due at 24:00 belongs to the day it ends.
func (r ShopRow) Stretch(now time.Time) string {
	switch {
	case r.Closed:
		return "closed"
	case r.Turn.IsZero() && r.New:
		return "new"
	case r.Turn.IsZero():
		return "others"
	case !r.Turn.After(now):
		return "late"
	}
	due, today := dayOf(r.Turn.In(now.Location()).Add(-time.Nanosecond)), dayOf(now)
	switch {
	case due.Equal(today):
		return "today"
	case due.Equal(today.AddDate(0, 0, 1)):
		return "tomorrow"
	case !due.After(Sunday(today)):
		return "week"
	}
	return "later"
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// Sunday is the last day of the week of a day.
func Sunday(d time.Time) time.Time { return d.AddDate(0, 0, (7-int(d.Weekday()))%7) }

// ShopSums are what is frozen in the orders of open cases, what their merchants may
// still have to pay, and what is left of their deposits, in fen. An order counts once,
// however many cases there are of it.
func ShopSums(all []ShopRow, purses []ShopPurse) (frozen, risk, free int64) {
	seen := map[id.Order]bool{}
	for _, r := range all {
		if r.Closed {
			continue
		}
		risk += r.RiskMinor
		if !seen[r.Order] {
			frozen, seen[r.Order] = frozen+r.Frozen, true
		}
	}
	for _, p := range purses {
		free += p.FreeMinor
	}
	return frozen, risk, free
}
