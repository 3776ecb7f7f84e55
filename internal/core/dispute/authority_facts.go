package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/party"
)

// grants are what the actor holds: as the market says, or, where a world is set up
// without one, as the actor's own roles and side say.
func (a *act) grants() []party.Grant {
	if a.actor.Held != nil {
		return a.actor.Held
	}
	var out []party.Grant
	for _, role := range a.actor.Roles {
		g := party.Grant{Person: a.actor.Person, Capacity: party.Capacity(grantFor(role))}
		if g.Capacity == party.PlatformAsSeller {
			g.Merchant = a.w.Order.Merchant
		}
		out = append(out, g)
	}
	if p := a.c().Party(a.actor.Side); p.Kind == Merchant && !a.actor.For {
		g := party.Grant{Person: a.actor.Person, Capacity: party.Owner, Merchant: p.Merchant}
		if a.actor.Limit > 0 {
			g.Capacity, g.LimitMinor = party.AfterSales, a.actor.Limit
		}
		out = append(out, g)
	}
	return out
}

// sides are the parties of the case, and who was asked for an item.
func (a *act) sides() []party.Side {
	out := make([]party.Side, 0, len(a.c().Parties)+1)
	for i := range a.c().Parties {
		p := &a.c().Parties[i]
		s := party.Side{
			As: party.Claimant, Person: p.Person, Mandates: p.mandates(), Incapable: p.Incapable, Succession: p.Dead,
			Locked: p.Locked || slices.Contains(a.w.Facts.Locked, p.Side),
		}
		if p.Side == Respondent {
			s.As = party.Respondent
		}
		if p.Kind == Merchant {
			out = append(out, party.Side{As: party.Seller, Person: p.Person, Merchant: p.Merchant}) // who filed for it
			s.Person, s.Merchant = personID{}, p.Merchant
		}
		out = append(out, s)
	}
	if a.actor.Side == "" && a.holds3rd() {
		out = append(out, party.Side{As: party.ThirdParty, Person: a.actor.Person})
	}
	return out
}

// mandates are the powers to act for a party. One recorded without its extent
// reaches no further than an ordinary agent's.
func (p *Party) mandates() []party.Mandate {
	var out []party.Mandate
	for _, who := range p.RepBy {
		if !slices.ContainsFunc(p.Powers, func(w Power) bool { return w.Person == who }) {
			out = append(out, party.Mandate{Person: who, Kind: party.Agent})
		}
	}
	for _, w := range p.Powers {
		out = append(out, party.Mandate{Person: w.Person, Kind: w.Kind, From: w.From, Until: w.Until})
	}
	if !p.Guardian.IsZero() {
		out = append(out, party.Mandate{Person: p.Guardian, Kind: party.Guardian})
	}
	if !p.Successor.IsZero() {
		out = append(out, party.Mandate{Person: p.Successor, Kind: party.Successor})
	}
	return out
}

// took is who did what in the case that must be kept apart from something else.
func (a *act) took() []party.Took {
	var out []party.Took
	add := func(p personID, part party.Part) {
		if t := (party.Took{Person: p, Part: part}); !p.IsZero() && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for i := range a.c().Deeds {
		d := &a.c().Deeds[i]
		switch d.Role {
		case "officer", "officer_2", "mediator", "adjudicator", "four_eyes", "reviewer":
			add(d.Person, party.Part(d.Role))
		}
		if class, ok := a.b.table.Class(d.Move); ok && class == party.DecideClass {
			add(d.Person, party.TookAdjudicator) // in whatever capacity
		}
	}
	for _, s := range a.c().Seats {
		switch s.Role {
		case "mediator", "adjudicator", "reviewer":
			add(s.Person, party.Part(s.Role))
		}
	}
	for i := range a.w.Deliberation.Drafts {
		d := &a.w.Deliberation.Drafts[i]
		add(d.By, party.TookAdjudicator)
		add(d.Approved, party.TookFourEyes)
		add(d.Returned, party.TookFourEyes) // he had a part in it
	}
	for _, d := range a.w.Talks.Opened {
		add(d.Person, party.SawOffers)
	}
	return out
}

// assigned is who holds a seat. A person is assigned under every log-in: whom a
// link bars must not be locked out of his own task by it.
func (a *act) assigned() []party.Assignment {
	var out []party.Assignment
	for _, s := range a.c().Seats {
		if s.Left {
			continue
		}
		p := s.Person
		if a.is(p) {
			p = a.actor.Person
		}
		out = append(out, party.Assignment{Person: p, As: party.Capacity(s.Role)})
	}
	return out
}

// stoodDown is who stepped down, or was challenged with success (T73).
func (a *act) stoodDown() []personID {
	var out []personID
	for i := range a.c().Deeds {
		if d := &a.c().Deeds[i]; d.Move == "recuse" {
			out = append(out, d.Person)
		}
	}
	for _, ch := range a.c().Challenges {
		if ch.Ended == "upheld" || ch.Ended == "replaced" {
			out = append(out, ch.Person)
		}
	}
	return out
}

// otherLogins are the other persons named in the facts who are the same human.
func (a *act) otherLogins(f party.Facts) []personID {
	var out []personID
	add := func(p personID) {
		if p != a.actor.Person && a.is(p) && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, s := range f.Parties {
		add(s.Person)
		for _, m := range s.Mandates {
			add(m.Person)
		}
	}
	for _, t := range f.Took {
		add(t.Person)
	}
	for _, p := range f.Barred {
		add(p)
	}
	return out
}

// atStake is what an act gives up as a whole, fen: more than an after-sales
// specialist's limit is for others to give up. What an offer concedes is bounded
// where its sums are said.
func (a *act) atStake(move string, at place) int64 {
	if a.actor.Limit == 0 {
		return 0
	}
	var sum int64
	switch move {
	case "withdraw", "external_withdraw":
		for _, k := range a.withdrawable() {
			sum += k.Minor
		}
	case "waive_appeal":
		for _, k := range a.c().Of(at.track) {
			if determined(k) && a.actor.Side == k.By {
				sum += k.Minor - k.Granted
			} else if determined(k) {
				sum += k.Granted
			}
		}
	}
	return sum
}
