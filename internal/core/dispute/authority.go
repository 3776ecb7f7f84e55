package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// The rule table says who may do what, whatever the stage (design §9). What the
// case and the facts know is put into the table's words here, and its answer into
// those of a refusal. Nothing else in this package keeps persons apart.
//
//	Case, Talks, Deliberation, Facts, Actor ─ standing ─▶ party.Request ─ Table ─▶ verdict

// verdict is the table's answer on one act in one capacity.
type verdict struct {
	rule string // which permits, or forbids
	code string // of the refusal; "" where it permits
}

// refusal is nil where the table permits.
func (v verdict) refusal(move string, row int) *Refusal {
	if v.code == "" {
		return nil
	}
	return &Refusal{Code: v.code, Move: move, Rule: v.rule, row: row}
}

// standing is what a case is to one person: kept until the case or the person
// changes.
type standing struct {
	of      personID
	side    Side
	events  int
	request party.Request
}

// ruled asks the table about a row in a capacity.
func (a *act) ruled(role string, row *procedure.Row, at place) verdict {
	r := a.asks(role)
	r.Action = party.Do(row.Move)
	r.Facts.SumMinor = a.atStake(row.Move, at)
	if t := a.c().Track(at.track); t != nil && t.AnyQualified || rowNames(at, "under_supervision") {
		r.Facts.Overdue = true // in the second case the file asks when
	}
	return a.say(r, row)
}

// mayHold asks the table whether the actor may be seated in a role.
func (a *act) mayHold(role string) bool {
	r := a.asks(role)
	r.Action = party.Hold()
	r.Held = append(slices.Clone(r.Held), party.Grant{Person: r.Person, Capacity: party.Capacity(grantFor(role))})
	return a.say(r, nil).code == ""
}

// say decides and puts the answer into words. A condition that a test has broken
// open lifts the denials that say the same.
func (a *act) say(r party.Request, row *procedure.Row) verdict {
	d := a.b.table.DecideBut(r, func(rule party.Rule) bool {
		return a.b.test != nil && row != nil && slices.ContainsFunc(row.Guard, func(t procedure.Term) bool {
			return a.b.lifts(t.Name) && a.b.guard(t.Name).code == said(rule)
		})
	})
	if d.Allow {
		return verdict{rule: d.Rule}
	}
	rule, ok := a.b.table.Table().Rule(d.Rule)
	if !ok {
		return verdict{rule: d.Rule, code: "wrong_capacity"}
	}
	return verdict{rule: d.Rule, code: said(rule)}
}

// said is the refusal of a denial, by its conditions.
func said(rule party.Rule) string {
	for _, c := range rule.When {
		switch c {
		case party.IsLocked:
			return "locked"
		case party.OverLimit:
			return "bounds"
		case party.IsIncapable, party.SuccessionOpen:
			return "no_capacity"
		case party.Conflict, party.StoodDown, party.DidFirstStep, party.DidSecondStep, party.DidMediate, party.DidAdjudicate,
			party.DidApprove, party.DidReview, party.DidSeeOffers, party.DecidesHere:
			return "conflict"
		default:
		}
	}
	return "wrong_capacity"
}

// asks is a request of the actor in a role of the procedure file.
func (a *act) asks(role string) party.Request {
	if a.known == nil || a.known.of != a.actor.Person || a.known.side != a.actor.Side || a.known.events != len(a.out) {
		a.known = &standing{of: a.actor.Person, side: a.actor.Side, events: len(a.out), request: a.standing()}
	}
	r := a.known.request
	r.As = a.capacityOf(role)
	r.At = a.now
	return r
}

// capacityOf is the table's word for a role of the file.
func (a *act) capacityOf(role string) party.Capacity {
	switch {
	case a.actor.System != "":
		return party.System
	case a.actor.Side == "":
		return party.Capacity(role)
	case a.actor.For:
		return party.Representative
	case role == string(party.PlatformAsSeller):
		return party.PlatformAsSeller
	case a.actor.Side == Claimant:
		return party.Claimant
	default:
		return party.Respondent
	}
}

// standing puts the case into the table's words, for the actor.
func (a *act) standing() party.Request {
	p := a.actor.Person
	r := party.Request{Person: p, Held: a.grants(), Same: []personID{p}}
	if p.IsZero() {
		return r
	}
	r.Facts = party.Facts{Merchant: a.w.Order.Merchant, Parties: a.sides(), Took: a.took(), Assigned: a.assigned(), Barred: a.stoodDown()}
	r.Same = append(r.Same, a.otherLogins(r.Facts)...)
	if a.among(a.w.Facts.Tied) {
		r.Ties = []party.Grant{{Person: p, Merchant: a.w.Order.Merchant}}
	}
	return r
}

// Unkept are the pairs of the procedure's separations that the rule table does not
// keep apart: who has been the second may act as the first. A book with any may not
// be used. Source: procedure.md §1 inv. 6.
func (b *Book) Unkept() [][2]string {
	var out [][2]string
	for _, pair := range b.Procedure.Separations {
		for _, p := range [][2]string{{pair[0], pair[1]}, {pair[1], pair[0]}} {
			if !b.kept(p[0], p[1]) {
				out = append(out, p)
			}
		}
	}
	return out
}

// kept tells whether the table denies the work of a capacity to who has been another.
func (b *Book) kept(capacity, was string) bool {
	work := map[string]string{
		"officer": "reject", "officer_2": "confirm_rejection", "mediator": "propose", "adjudicator": "rule", "four_eyes": "approve", "reviewer": "uphold",
	}
	if capacity == string(party.SawOffers) {
		return true // what was seen does nothing; the other way round it is asked
	}
	p := id.From[personID]([16]byte{0: 1})
	r := party.Request{
		Person: p, As: party.Capacity(capacity), Action: party.Do(work[capacity]), Same: []personID{p},
		Held: []party.Grant{{Person: p, Capacity: party.Capacity(grantFor(capacity))}},
	}
	r.Facts.Assigned = []party.Assignment{{Person: p, As: r.As}}
	alone := b.table.Decide(r)
	r.Facts.Took = []party.Took{{Person: p, Part: party.Part(was)}}
	return alone.Allow && !b.table.Decide(r).Allow
}
