package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// powerOf is a power as it was said: without an extent, an ordinary agent's.
func powerOf(in Answers, now time.Time) Power {
	w := Power{Person: personOf(in), Kind: party.Agent, From: now}
	if in.Code("power") == string(party.SpecialAgent) {
		w.Kind = party.SpecialAgent
	}
	if until := in.get("until").At; until != nil {
		w.Until = *until
	}
	return w
}

// empower records a power; a later one of the same person takes the earlier one's
// place.
func (p *Party) empower(w Power) {
	if w.Person.IsZero() {
		return
	}
	if !slices.Contains(p.RepBy, w.Person) {
		p.RepBy = append(p.RepBy, w.Person)
	}
	p.Powers = append(slices.DeleteFunc(p.Powers, func(old Power) bool { return old.Person == w.Person }), w)
}

// endPower takes a power back.
func (p *Party) endPower(who personID) {
	p.RepBy = slices.DeleteFunc(p.RepBy, func(q personID) bool { return q == who })
	p.Powers = slices.DeleteFunc(p.Powers, func(w Power) bool { return w.Person == who })
}

// Mandates are all who act for the party, or once did: powers, whether in force or
// not, guardian and successor.
func (p *Party) Mandates() []party.Mandate { return p.mandates() }

// ActsFor tells whether somebody may act for the party at an instant: under a power
// in force, as guardian or as successor. How far, the rule table says.
func (p *Party) ActsFor(who personID, at time.Time) bool {
	return !who.IsZero() && slices.ContainsFunc(p.mandates(), func(m party.Mandate) bool {
		return m.Person == who && !at.Before(m.From) && (m.Until.IsZero() || at.Before(m.Until))
	})
}

// follow makes the case follow the accounts of its parties, which live elsewhere: a
// side whose account the platform has locked since the case last looked is locked
// here too, with its hold, and a lock that followed an account ends with it (T66).
func (a *act) follow() {
	for i := range a.w.Case.Parties {
		p := a.w.Case.Parties[i]
		locked := slices.Contains(a.w.Facts.Locked, p.Side)
		stage := ""
		if len(a.c().Tracks) > 0 {
			stage = a.c().Tracks[a.first()].Stage
		}
		switch {
		case !a.b.isOpen(stage):
		case locked && !p.Locked:
			p.Locked, p.LockedBy, p.LockedSince = true, "account", a.w.Facts.LockedSince
			a.befalls(p, "lock_party")
		case locked && p.LockedBy == "": // told in this case first, and the account since
			p.LockedBy = "account"
			a.under("T66", func() { a.emit(PartyChanged{Party: p, Why: "account_locked"}) })
		case !locked && p.Locked && p.LockedBy == "account":
			p.Locked, p.LockedBy = false, ""
			a.befalls(p, "unlock")
		}
	}
}

func (a *act) befalls(p Party, what string) {
	a.under("T66", func() {
		a.emit(PartyChanged{Party: p, Why: what})
		a.afterParty(p, what)
	})
}

// first is the place of a track that is still open, else of the first.
func (a *act) first() int {
	return max(0, slices.IndexFunc(a.c().Tracks, func(t Track) bool { return a.b.isOpen(t.Stage) }))
}

// Lags tells whether Follow would change anything.
func Lags(w World) bool {
	return slices.ContainsFunc(w.Case.Parties, func(p Party) bool {
		locked := slices.Contains(w.Facts.Locked, p.Side)
		return locked && (!p.Locked || p.LockedBy == "") || !locked && p.Locked && p.LockedBy == "account"
	})
}

// Follow brings a case in line with the accounts of its parties, after what is due.
// Told again, it changes nothing.
func Follow(b *Book, w World) ([]record.Entry, World) {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	a.elapse()
	a.follow()
	a.settle()
	return a.out, a.w
}
