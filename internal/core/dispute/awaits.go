package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// broadly is in how many stages a clock must be listed to be the platform's promise
// over the whole case, and nobody's next step.
const broadly = 3

// Awaits finds the deadline that a side of a case has to keep next: the earliest
// running one that nobody but this side, or both, can end by acting. False when the
// case waits for others. A party's silence has a price only in such a deadline
// (procedure.md §2, column “On expiry”).
//
// It reads the case stream alone, so that a projection may ask it; the time an offer
// stands is of the talks, and is not among them.
func Awaits(b *Book, c Case, s Side) (Deadline, bool) {
	var best Deadline
	for _, d := range c.Deadlines {
		if !d.Running() || d.Due.IsZero() || !best.Due.IsZero() && !d.Due.Before(best.Due) {
			continue
		}
		if b.awaits(c, d, s) {
			best = d
		}
	}
	return best, !best.Due.IsZero()
}

func (b *Book) awaits(c Case, d Deadline, s Side) bool {
	k := b.clocks[d.Clock]
	if k == nil || k.Kind != "" || len(k.Parties) > 0 && !slices.ContainsFunc(k.Parties, func(by string) bool { return sideNamed(by) == s }) {
		return false
	}
	switch {
	case d.Object == "duty":
		return b.dutyAwaits(c.Duty(d.ObjectNo), s)
	case d.Object != "":
		return false
	case d.Clock == clockAnswer:
		return s == Respondent
	case b.broad(k):
		return false
	}
	t := c.Track(d.Track)
	if t == nil || t.Closed || b.stages[t.Stage] == nil {
		return false
	}
	switch owner := b.stages[t.Stage].Owner; owner {
	case "parties":
		if endedBy(k)[0] == "answer" && s == Claimant {
			return false // talking: the next word is the respondent's
		}
		return b.lists(b.stages[t.Stage].Clocks, k) && !done(c, d, s, endedBy(k))
	default:
		return sideNamed(owner) == s
	}
}

// broad tells a clock that spans so many stages that it is nobody's next step.
func (b *Book) broad(k *procedure.Clock) bool {
	n := 0
	for _, s := range b.stages {
		if slices.Contains(s.Clocks, k.ID) {
			n++
		}
	}
	return n >= broadly
}

func (b *Book) dutyAwaits(d *Duty, s Side) bool {
	if d == nil || d.Ended || d.Paying != "" || d.Paused {
		return false
	}
	for _, kind := range b.Procedure.Duties {
		for _, st := range kind.States {
			if kind.ID != d.Kind || st.ID != d.State {
				continue
			}
			switch st.Owner {
			case "debtor":
				return d.Debtor == s
			case "creditor":
				return d.Creditor() == s
			default:
				return st.Owner == "both" || st.Owner == "parties"
			}
		}
	}
	return false
}

// endedBy are the moves by which a side has done its part in a clock that waits for
// both, by what happens when nobody does.
func endedBy(k *procedure.Clock) []string {
	for _, e := range k.Expiry {
		switch e.Do {
		case "escalate":
			return []string{"answer", "escalate"}
		case "finalise":
			return []string{"appeal", "waive_appeal", "ask_person"}
		}
	}
	return []string{"done"}
}

// done tells whether a side has made one of the moves since a clock began.
func done(c Case, d Deadline, s Side, moves []string) bool {
	return slices.ContainsFunc(c.Deeds, func(x Deed) bool {
		return x.Side == s && slices.Contains(moves, x.Move) && (x.Track == d.Track || x.Track == 0) && !x.At.Before(d.Count.Start.At)
	})
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
