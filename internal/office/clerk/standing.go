package clerk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// stand finds in what capacity somebody stands in a case, as the envelope names it,
// and what has to be read because it is this person. acts tells that more than
// looking is meant, for which an API key needs a scope.
//
// Errors: ErrUnknown (strangers), *identity.Refusal (ScopeMissing), a fault.
func (k *Clerk) stand(ctx context.Context, f *file, m party.Market, who Who, legal time.Time, acts bool) (string, error) {
	state, _, err := k.Docket.Load(ctx, docket.Ref{Place: f.place, Stream: caseStream(record.Case, f.id)})
	if err != nil {
		return "", fmt.Errorf("clerk: load case: %w", err)
	}
	kase := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
	a, ok := actor(m, kase, who.Acting(), legal)
	if !ok {
		return "", ErrUnknown
	}
	if err := who.may(scopeOf(a)); acts && err != nil {
		return "", err
	}
	if own := PersonRef(who.Market, who.Acting()); !slices.Contains(f.people, own) {
		f.people = append(slices.Clone(f.people), own)
	}
	if slices.Contains(a.Roles, string(party.Officer)) {
		f.mass, err = k.mass(ctx, who.Market, *f, kase)
	}
	return capacityText(a), err
}

// scopeOf is the capacity an API key's scope is asked for: a party's, or staff's.
func scopeOf(a dispute.Actor) party.Capacity {
	if a.Side != "" {
		return party.Claimant
	}
	return party.Officer
}

// actor finds in what capacities a person stands in a case: as the party in person,
// as a member of the merchant that is a party, for a party, or as staff. ok is false
// for a stranger, and for staff who are close to a party: for them the case does not
// exist (M123).
func actor(m party.Market, c dispute.Case, p id.Person, at time.Time) (a dispute.Actor, ok bool) {
	a = dispute.Actor{Person: p, Held: append([]party.Grant{}, party.Capacities(m, p, at)...)}
	for i := range c.Parties {
		if side := &c.Parties[i]; side.Kind == dispute.Buyer && side.Person == p && !p.IsZero() {
			a.Side = side.Side
			return a, true
		}
	}
	if asMember(&a, c) {
		return a, true
	}
	for i := range c.Parties {
		if c.Parties[i].ActsFor(p, at) {
			a.Side, a.For = c.Parties[i].Side, true
			return a, true
		}
	}
	for _, g := range a.Held {
		if !g.Capacity.Membership() {
			a.Roles = append(a.Roles, string(g.Capacity))
			ok = ok || staffed(string(g.Capacity))
		}
	}
	return a, ok && !isClose(m, c, p)
}

// asMember makes the actor a member of the merchant that is a party. Of several
// memberships the widest counts: an owner who is after-sales specialist as well has
// no limit.
func asMember(a *dispute.Actor, c dispute.Case) bool {
	bound := int64(0)
	for _, g := range a.Held {
		if !g.Capacity.Membership() {
			continue
		}
		for i := range c.Parties {
			side := &c.Parties[i]
			if side.Kind != dispute.Merchant || side.Merchant != g.Merchant {
				continue
			}
			if g.Capacity == party.PlatformAsSeller {
				a.Roles = []string{string(party.PlatformAsSeller)} // who answers for the platform's own shop
			}
			if a.Side == "" || bound > 0 && g.Capacity != party.AfterSales {
				bound = 0
			}
			if g.Capacity == party.AfterSales && (a.Side == "" || bound > 0) {
				bound = max(bound, g.LimitMinor, 1)
			}
			a.Side = side.Side
		}
	}
	a.Limit = bound
	return a.Side != ""
}

// isClose tells whether a person is one human with a party, with who acts for it, or
// with a present or past member of the merchant.
func isClose(m party.Market, c dispute.Case, p id.Person) bool {
	for i := range c.Parties {
		side := &c.Parties[i]
		near := append([]id.Person{side.Person, side.Guardian, side.Successor}, side.RepBy...)
		if side.Kind == dispute.Merchant {
			near = append(near, tied(m, side.Merchant)...)
		}
		if slices.ContainsFunc(near, func(q id.Person) bool { return m.SameHuman(p, q) }) {
			return true
		}
	}
	return false
}

// staffed tells whether a capacity lets a person look into cases at all.
func staffed(capacity string) bool {
	return capacity != string(party.Admin) && capacity != string(party.Regulator)
}

// tied are all who are, or ever were, members of a merchant.
func tied(m party.Market, of id.Merchant) []id.Person {
	var out []id.Person
	for i := range m.Grants {
		if g := &m.Grants[i]; g.Capacity.Membership() && g.Merchant == of && !of.IsZero() && !slices.Contains(out, g.Person) {
			out = append(out, g.Person)
		}
	}
	return out
}

// ownShop is "yes" when nobody but the platform answers for the merchant; else the
// order says what the shop was when it was bought.
func ownShop(m party.Market, of id.Merchant, at time.Time) string {
	members := party.Members(m, of, at)
	other := slices.ContainsFunc(members, func(g party.Grant) bool { return g.Capacity != party.PlatformAsSeller })
	if len(members) > 0 && !other {
		return "yes"
	}
	return ""
}

// accounts says of each side whether its identity is shown and whether its account
// is locked. A buyer is known by a reference of the marketplace it bought in or by a
// confirmed contact; a merchant by the members the marketplace has let act for it.
func accounts(f *dispute.Facts, c dispute.Case, m party.Market, person func(docket.Ref) any) {
	for i := range c.Parties {
		p := &c.Parties[i]
		if p.Kind == dispute.Merchant {
			if len(party.Members(m, p.Merchant, f.Now)) > 0 {
				f.Identified = append(f.Identified, p.Side)
			}
			continue
		}
		if p.Person.IsZero() {
			continue
		}
		if p.Dead { // the desk has seen who succeeds; the account of the dead says nothing more
			if !p.Successor.IsZero() {
				f.Identified = append(f.Identified, p.Side)
			}
			continue
		}
		state, _ := person(PersonRef(m.ID, p.Person)).(party.Person)
		if state.Registered && (len(state.References) > 0 || slices.ContainsFunc(state.Contacts, party.Contact.Confirmed)) {
			f.Identified = append(f.Identified, p.Side)
		}
		if state.Locked() {
			f.Locked, f.LockedSince = append(f.Locked, p.Side), state.Lock.Since
		}
	}
}

// ownLock adds the lock of the account that acts, where it is not the party's own:
// a member's, or a representative's. The case does not follow that one.
func (f file) ownLock(facts *dispute.Facts, a dispute.Actor, other func(docket.Ref) (any, docket.Head), who Who) {
	state, _ := other(PersonRef(who.Market, who.Acting()))
	if p, ok := state.(party.Person); ok && p.Locked() && a.Side != "" && !slices.Contains(facts.Locked, a.Side) {
		facts.Locked = append(slices.Clone(facts.Locked), a.Side)
	}
}
