package dispute

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
)

type (
	caseID   = id.Case
	timeT    = time.Time
	personID = id.Person
)

// World is everything a decision reads: the streams of the case and the facts
// outside them, loaded in the same transaction.
type World struct {
	Case         Case
	Talks        Talks
	Deliberation Deliberation
	Order        escrow.Order
	Merchant     escrow.Merchant
	Facts        Facts
	// InForce is the book of the same procedure that is in force now, for the acts that
	// pin it; nil: the book that decides.
	InForce *Book
}

// Facts is everything outside the case's streams that a guard reads.
type Facts struct {
	Now    time.Time                 // legal time
	Same   func(a, b id.Person) bool // one human behind two ids; nil compares ids
	Roster []Candidate
	// Identified, Reachable tell of each side: identity shown, one outside channel confirmed.
	Identified, Reachable []Side
	// PublishedContact tells that the merchant publishes an address by law (CC-37 12).
	PublishedContact bool
	// Locked are the sides whose account the platform has locked; a case that is
	// under way knows it by an event of its own (T66).
	Locked []Side
	// LockedSince is when such an account is said to have come into other hands.
	LockedSince time.Time
	// Tied are the persons who are, or ever were, members of a merchant of the case.
	Tied []id.Person
	// SelfOperated is what the market knows by now of the shop: "yes", "no", or ""
	// where nothing is known beyond the order.
	SelfOperated string
	// Refiled is how many other cases have been submitted as refilings of the one that
	// this case follows.
	Refiled int
	// Mass are the groups of equal cases that the platform's count has found.
	Mass []MassGroup
	// Outages are the recorded spans in which the platform could not be reached,
	// in order; they never overlap.
	Outages []Outage
	// FundFree is what the guarantee fund may pay for this case now, fen.
	FundFree int64
	// Drafted are the texts of approved drafts, by number and path ("facts/0/fact"):
	// the decision that adopts one repeats them. No guard reads them.
	Drafted map[int]map[string]string
}

// MassGroup is so many cases of one merchant, product and reason within the days
// the file names (T76).
type MassGroup struct {
	ID    string
	Cases int
}

// Candidate is a person of the staff who may take a seat.
type Candidate struct {
	Role   string
	Person id.Person
	Load   int
	Team   string
}

// Actor is who makes a move.
type Actor struct {
	Person id.Person
	// Side is set for a party (or who acts for it).
	Side Side
	// For is true for a representative: 「代为」.
	For bool
	// Roles are the staff capacities held by grant.
	Roles []string
	// Held are those grants and memberships themselves, as the market has them; nil
	// where there is no market behind the world.
	Held []party.Grant
	// Limit is the most, in fen, that an after-sales specialist may concede; 0: no limit.
	Limit int64
	// System is the timer, the carrier's data or another machine of the platform.
	System string // "", "T", "carrier", "platform"
}

func (f *Facts) same(a, b id.Person) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	return a == b || f.Same != nil && f.Same(a, b)
}
