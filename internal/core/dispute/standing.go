package dispute

import "time"

// Standing is the stage of the case: the earliest stage of its tracks not on
// hold; held when all are; closed when none is open (procedure.md §1).
func Standing(b *Book, c Case) (stage string, held, closed bool) {
	best, bestHeld := "", ""
	terminal := ""
	for i := range c.Tracks {
		t := &c.Tracks[i]
		if s := b.stages[t.Stage]; s == nil || s.Terminal {
			if terminal == "" || b.rank[t.Stage] > b.rank[terminal] {
				terminal = t.Stage
			}
			continue
		}
		into := &best
		if h := c.Held(t.No); h != nil && b.pauses[h.Kind] {
			into = &bestHeld
		}
		if *into == "" || b.rank[t.Stage] < b.rank[*into] {
			*into = t.Stage
		}
	}
	switch {
	case best != "":
		return best, false, false
	case bestHeld != "":
		return bestHeld, true, false
	default:
		return terminal, false, true
	}
}

// NextOffer is when the next open offer lapses; zero when none does.
func NextOffer(t Talks) time.Time {
	var next time.Time
	for _, o := range t.Offers {
		if o.State == "open" && !o.Due.IsZero() && (next.IsZero() || o.Due.Before(next)) {
			next = o.Due
		}
	}
	return next
}
