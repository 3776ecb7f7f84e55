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

// mostAddressees bounds how many persons are asked for a contact of one party.
const mostAddressees = 12

// PersonRef is where a person's stream lives.
func PersonRef(m id.Market, p id.Person) docket.Ref {
	return docket.Ref{Place: docket.Place{Market: m, Home: homeOfPerson(p)}, Stream: record.Stream{Kind: record.Person, ID: p.Bytes()}}
}

// Addressees are the persons at whose contacts a party is served, in the order in
// which they are tried: the party itself, everybody found to be the same human,
// who acts for it; for a merchant its owners before its other members. Nobody is
// looked for at the contacts of somebody dead.
//
// Source: procedure.md §4 “Lost parties”.
func Addressees(m party.Market, p dispute.Party, at time.Time) []id.Person {
	var out []id.Person
	add := func(who id.Person) {
		if !who.IsZero() && !slices.Contains(out, who) && len(out) < mostAddressees {
			out = append(out, who)
		}
	}
	if !p.Person.IsZero() && !p.Dead {
		for _, who := range m.Linked(p.Person) {
			add(who)
		}
	}
	for _, who := range p.RepBy {
		add(who)
	}
	add(p.Guardian)
	add(p.Successor)
	if p.Kind != dispute.Merchant {
		return out
	}
	for _, as := range []party.Capacity{party.Owner, party.PlatformAsSeller, party.MerchantSupervisor, party.AfterSales} {
		for _, g := range m.Grants {
			if g.Capacity == as && g.Merchant == p.Merchant && g.At(at) {
				add(g.Person)
			}
		}
	}
	return out
}

// Usable tells whether a party may be served at a contact of a person: it is
// confirmed and its channel is on. While the account may be in other hands, only
// what was confirmed before that counts.
//
// Source: procedure.md §4 “Lost parties”, T66.
func Usable(p dispute.Party, who id.Person, c party.Contact) bool {
	if !c.Confirmed() || c.Published {
		return false
	}
	return !p.Locked || who != p.Person || p.LockedSince.IsZero() || c.Verified.Before(p.LockedSince)
}

// PublishedBy tells whether a contact is the one a merchant publishes by law, and
// not known to be false.
func PublishedBy(p dispute.Party, c party.Contact) bool {
	return p.Kind == dispute.Merchant && c.Published && c.Open()
}

// people are the streams of everybody who may be served for a party of a case.
func (k *Clerk) people(ctx context.Context, m id.Market, c dispute.Case) ([]docket.Ref, error) {
	market, legal, err := k.market(ctx, m)
	if err != nil {
		return nil, fmt.Errorf("clerk: addressees: %w", err)
	}
	var out []docket.Ref
	for _, p := range c.Parties {
		for _, who := range Addressees(market, p, legal) {
			if r := PersonRef(m, who); !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// reach says of each side whether it has a confirmed channel outside, and of the
// merchant whether it publishes a contact. In a sandbox whose sandbox channel is
// on everybody has that one; that it is told to fail is no fault of a party.
func reach(f *dispute.Facts, c dispute.Case, m party.Market, person func(docket.Ref) any) {
	sandbox := slices.ContainsFunc(m.Channels, func(w party.Way) bool { return w.Channel == party.SandboxChannel })
	for _, p := range c.Parties {
		confirmed := sandbox
		for _, who := range Addressees(m, p, f.Now) {
			state, _ := person(PersonRef(m.ID, who)).(party.Person)
			for _, contact := range state.Contacts {
				confirmed = confirmed || Usable(p, who, contact) && outside(m, contact.Channel)
				f.PublishedContact = f.PublishedContact || PublishedBy(p, contact)
			}
		}
		if confirmed && !slices.Contains(f.Reachable, p.Side) {
			f.Reachable = append(f.Reachable, p.Side)
		}
	}
}

// outside tells whether a channel is on and leads out by itself: a printed link
// needs somebody who hands it over.
func outside(m party.Market, c party.Channel) bool {
	return c != party.PrintedLink && slices.ContainsFunc(m.Channels, func(w party.Way) bool { return w.Channel == c })
}
