package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Facts is what the rule table asks of a case or an order. Whoever asks fills
// what applies; the zero value is a case of nobody.
type Facts struct {
	Parties  []Side      // of the case, and buyer and seller of its order; one row each
	Merchant id.Merchant // of the order, or the merchant whose members or payouts are meant

	Took     []Took       // what persons did in the case
	Assigned []Assignment // who is assigned now
	Barred   []id.Person  // stepped down, challenged with success, declared an interest
	Scopes   []string     // queues the case belongs to; grants with another scope don't reach it

	SumMinor int64     // fen that the act gives, promises or gives up; 0 = none
	Target   id.Person // who is to receive a grant or assignment

	Purpose       bool // a purpose was named and will be recorded with the read
	LawfulRequest bool // a request by law is on file
	Overdue       bool // K_SUP2 has begun: any qualified person may act
}

// Side is one party of a case, or buyer or seller of an order.
type Side struct {
	As       Capacity    // Claimant, Respondent, ThirdParty; Buyer, Seller of the order
	Person   id.Person   // a natural person, or
	Merchant id.Merchant // a merchant, through its members
	Mandates []Mandate

	Locked     bool // the account may be in other hands (T66 lock_party)
	Incapable  bool // a minor or somebody without capacity (T66 incapable)
	Succession bool // dead or dissolved, the successor not yet on file (T66 substitute)
}

// Mandate lets a representative act for a party.
type Mandate struct {
	Person      id.Person
	Kind        MandateKind
	From, Until time.Time // zero Until = no end
}

// MandateKind is how far a mandate reaches.
type MandateKind string

// The kinds of mandates. An agent needs a special mandate to settle, withdraw,
// waive or appeal (as 民事诉讼法 第六十二条 has it in court; here by design).
const (
	Agent        MandateKind = "agent"
	SpecialAgent MandateKind = "special_agent"
	Guardian     MandateKind = "guardian"  // of a minor or an incapable person
	Successor    MandateKind = "successor" // heir, legal successor, administrator
)

// Part is what somebody did in a case, in the words of the procedure file's
// separations.
type Part string

// The parts.
const (
	TookOfficer     Part = "officer"     // accepted, rejected
	TookOfficer2    Part = "officer_2"   // looked again at that
	TookMediator    Part = "mediator"    // was assigned and acted as mediator
	TookAdjudicator Part = "adjudicator" // drafted or decided, in whatever capacity
	TookFourEyes    Part = "four_eyes"   // approved a draft
	TookReviewer    Part = "reviewer"    // reviewed
	SawOffers       Part = "saw_offers"  // opened the offers or mediation file
)

// Took says that a person took a part.
type Took struct {
	Person id.Person
	Part   Part
}

// Assignment says that a person is assigned a capacity in the case.
type Assignment struct {
	Person id.Person
	As     Capacity
}

// Request asks the table about one action of one person in one capacity. Ask
// fills what the marketplace knows.
type Request struct {
	Person id.Person
	As     Capacity
	Action Action
	At     time.Time // legal time
	Facts  Facts

	Held []Grant     // what the person holds now
	Ties []Grant     // memberships, present or past, of the person and of all linked persons
	Same []id.Person // all persons of the same human, the person itself first
}

// Ask prepares a request with what the marketplace knows of a person.
func Ask(m Market, p id.Person, as Capacity, at time.Time) Request {
	r := Request{Person: p, As: as, At: at, Held: Capacities(m, p, at), Same: m.Linked(p)}
	for _, q := range r.Same {
		for _, g := range m.of(q) {
			if g.Capacity.Membership() && !at.Before(g.From) {
				r.Ties = append(r.Ties, g)
			}
		}
	}
	return r
}
