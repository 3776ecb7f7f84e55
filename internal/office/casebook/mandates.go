package casebook

import (
	"context"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// Mandate is one power to act for a side as the case's own events tell it: whose,
// how far, since and until when, and the document it rests on. One that ended stays
// in the list: what was done under it was done under it.
//
// Source: procedure.md T66 represent; rule P03 (shown 「代为」).
type Mandate struct {
	No     int // place among the mandates of the case, from 1; 0 when its act is not in reach
	Side   dispute.Side
	Person id.Person
	Kind   party.MandateKind
	From   time.Time
	Until  time.Time // as was said; zero: no end
	Ended  time.Time // taken back, replaced, or the reason for it gone; zero: not
	Proof  string    // SHA-256 of the document, hex; "" when not in reach
	By     string    // capacity in which it was brought
}

// At tells whether it was in force at an instant.
func (m Mandate) At(t time.Time) bool {
	return !t.Before(m.From) && (m.Until.IsZero() || t.Before(m.Until)) && (m.Ended.IsZero() || t.Before(m.Ended))
}

// Mandates are all powers to act for a side that the case has known, the oldest
// first. Of a case whose timeline does not reach back to the act that gave one, only
// what the case knows of it now is told.
func (v Case) Mandates() []Mandate {
	var out []Mandate
	for _, e := range slices.Backward(v.Timeline) {
		if a, ok := e.Event.(dispute.Act); ok && a.Move == "party_event" {
			out = mandated(out, a, e)
		}
	}
	for i := range v.Sight.World.Case.Parties {
		p := &v.Sight.World.Case.Parties[i]
		for _, m := range p.Mandates() {
			if !slices.ContainsFunc(out, func(x Mandate) bool { return x.Side == p.Side && x.Person == m.Person && x.Kind == m.Kind }) {
				out = append(out, Mandate{Side: p.Side, Person: m.Person, Kind: m.Kind, From: m.From, Until: m.Until})
			}
		}
	}
	return out
}

// mandated adds what one act says of the mandates of a side.
func mandated(all []Mandate, a dispute.Act, e Entry) []Mandate {
	side := dispute.Side(a.Inputs.Code("party"))
	var who id.Person
	if err := who.UnmarshalText([]byte(a.Inputs.Code("person"))); err != nil {
		who = id.Person{}
	}
	end := func(is func(Mandate) bool) {
		for i := range all {
			if m := &all[i]; m.Side == side && m.Ended.IsZero() && is(*m) {
				m.Ended = e.At
			}
		}
	}
	kind := party.Agent
	switch a.Inputs.Code("event") {
	case "represent":
		if a.Inputs.Code("power") == string(party.SpecialAgent) {
			kind = party.SpecialAgent
		}
		end(func(m Mandate) bool {
			return m.Person == who && (m.Kind == party.Agent || m.Kind == party.SpecialAgent)
		})
	case "guardian", "incapable":
		kind = party.Guardian
		if !who.IsZero() {
			end(func(m Mandate) bool { return m.Kind == kind })
		}
	case "succeed":
		kind = party.Successor
		end(func(m Mandate) bool { return m.Kind == kind })
	case "end_power":
		end(func(m Mandate) bool {
			return m.Person == who && (m.Kind == party.Agent || m.Kind == party.SpecialAgent)
		})
		return all
	case "capable":
		end(func(m Mandate) bool { return m.Kind == party.Guardian })
		return all
	default:
		return all
	}
	if who.IsZero() {
		return all
	}
	m := Mandate{No: len(all) + 1, Side: side, Person: who, Kind: kind, From: e.At, Proof: a.Inputs.Code("proof"), By: a.Role}
	for _, x := range a.Inputs {
		if x.Name == "until" && x.At != nil {
			m.Until = *x.At
		}
	}
	return append(all, m)
}

// Under is the mandate somebody had for a side at an instant.
func Under(all []Mandate, side dispute.Side, who id.Person, at time.Time) (Mandate, bool) {
	for _, m := range slices.Backward(all) {
		if m.Side == side && m.Person == who && m.At(at) {
			return m, true
		}
	}
	return Mandate{}, false
}

// MayOpen tells whether a reader may have the bytes of the document of a mandate,
// which is full of personal data: its own side, and of the staff whoever has named a
// purpose, on record, to see the person unmasked in this case (R01, R30). That it is
// there, and of what kind, everybody in the case sees.
//
// Errors: a fault.
func (b *Casebook) MayOpen(ctx context.Context, who clerk.Who, v Case, m Mandate) (bool, error) {
	if !v.Audience.Staff || m.Proof == "" {
		return m.Proof != "" && v.Audience.Side == m.Side, nil
	}
	return b.hasLookedAt(ctx, who, v.Sight.World.Case.ID, m.Person)
}

// hasLookedAt tells whether staff named a purpose to see somebody in a case.
func (b *Casebook) hasLookedAt(ctx context.Context, who clerk.Who, c id.Case, p id.Person) (bool, error) {
	for after := ""; ; {
		page, err := b.acts(ctx, who.Market, ActFilter{Kinds: []string{"person_revealed"}, About: p, Case: c, After: after})
		if err != nil || slices.ContainsFunc(page.Rows, func(a AdminAct) bool { return a.By == who.Acting() }) {
			return err == nil, err
		}
		if after = page.Next; after == "" {
			return false, nil
		}
	}
}
