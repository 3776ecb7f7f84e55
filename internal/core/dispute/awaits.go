package dispute

import (
	"slices"
)

// broadly is in how many stages a clock must be listed to be the platform's promise
// over the whole case, and nobody's next step.
const broadly = 3

// Awaits finds the deadline that a side of a case has to keep next: of its turns the
// one with a time. False when the case waits for others, or no time runs yet.
//
// It reads the case stream alone, so that a projection may ask it; the time an offer
// stands is of the talks, and is not among them.
func Awaits(b *Book, c Case, s Side) (Deadline, bool) {
	t, ok := TurnOf(Turns(b, c), OwnerOf(s))
	if !ok || t.No == 0 {
		return Deadline{}, false
	}
	for _, d := range c.Deadlines {
		if d.No == t.No {
			return d, true
		}
	}
	return Deadline{}, false
}

// Promise tells a clock that is the platform's promise over the whole case, and
// nobody's next step: one of so many stages, or one that others must fit into.
func Promise(b *Book, clock string) bool {
	n := 0
	for _, s := range b.stages {
		if slices.Contains(s.Clocks, clock) {
			n++
		}
	}
	k := b.clocks[clock]
	return n >= broadly || k != nil && k.Kind == "umbrella"
}

// sideNamed reads a side as procedure files name it; "" for nobody of the parties.
func sideNamed(name string) Side {
	switch name {
	case string(Claimant), "claimant":
		return Claimant
	case string(Respondent), "respondent":
		return Respondent
	}
	return ""
}

// AtStake is what a side may still have to pay, in fen: open claims against it, and
// what it owes and has not paid.
func AtStake(c Case, s Side) int64 {
	var n int64
	for i := range c.Claims {
		k := &c.Claims[i]
		switch {
		case k.By == s:
		case k.State == Open:
			n += k.Minor
		case k.State == Determined && !k.Final:
			n += max(k.Granted-k.Settled, 0)
		}
	}
	for i := range c.Duties {
		if d := &c.Duties[i]; d.Debtor == s && !d.Ended {
			n += max(d.Minor-d.Paid, 0)
		}
	}
	return n
}

// InCharge is who last acted for a side; the zero person when nobody did yet.
func InCharge(c Case, s Side) personID {
	for i := len(c.Deeds) - 1; i >= 0; i-- {
		if c.Deeds[i].Side == s && !c.Deeds[i].Person.IsZero() {
			return c.Deeds[i].Person
		}
	}
	return personID{}
}
