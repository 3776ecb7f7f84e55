// Package record is what every stream has in common: an event, who caused it,
// and the parts of it that are sealed. It knows nothing of any kind of stream.
//
//	Decide(…) → []Entry → the docket seals, hashes and appends → Recorded → Evolve
package record

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Kinds of streams (design §3). A decider's readers open Case and Order only.
const (
	Order            = "order"             // escrow, custody, delivery, return window
	Case             = "case"              // what a decider may read
	Talks            = "talks"             // offers, mediation: what no decider may ever read
	CaucusClaimant   = "caucus_claimant"   // private channel of the claimant with the mediator
	CaucusRespondent = "caucus_respondent" // the same of the respondent
	Deliberation     = "deliberation"      // drafts, votes, staff notes
	Inhouse          = "inhouse"           // of a case: what the members of its merchant ask each other; no party, no staff
	Direct           = "direct"            // of an order: what its buyer and its merchant say before any dispute; nobody else
	Person           = "person"
	Locker           = "locker"   // of a person: what he keeps before any dispute; nobody else
	Merchant         = "merchant" // unsettled payouts, deposit, members
	Market           = "market"   // grants, published rulebooks, the legal clock
	Fund             = "fund"     // guarantee fund: cash, recourse
)

// Stream names one stream inside a marketplace and home.
type Stream struct {
	Kind string
	ID   [16]byte
}

// Event is one thing that happened. Its exported fields, with json tags, are the
// public payload: codes, ids, amounts, instants, digests; never text that a
// person wrote, and no maps (the bytes are hashed as stored).
type Event interface {
	Kind() string // stored kind, e.g. "escalated"; never renamed
	Version() int // of that kind; starts at 1
}

// Owner is whose key seals a part: destroying the key erases the part and leaves
// the proof.
type Owner struct {
	Kind string // "case", "person" or "merchant"
	ID   [16]byte
}

// Clear is a part that leaves the core in the clear and enters the stream only
// as ciphertext. No guard, amount, date, state or timer may depend on it.
type Clear struct {
	Path  string // where it belongs in the event, e.g. "reason", "terms/2/note"
	Owner Owner
	Text  string
}

// Entry is one event to append, as decided.
type Entry struct {
	Stream    Stream
	Event     Event
	At        time.Time // legal instant the event takes effect; an expiry's due instant
	Authority string    // rule or clock that allowed it: "T17", "K_ANS"
	Rulebook  [32]byte  // document in force, zero outside cases
	Clear     []Clear
	// System is true where no person acts: timers, expiries, service by lapse of time.
	System bool
}

// Meta is what the envelope says of a recorded event.
type Meta struct {
	Seq        uint64 // 1 for the first of its stream
	Hash       [32]byte
	At         time.Time // legal time
	Recorded   time.Time // machine time
	Person     id.Person
	Capacity   string
	Credential string
	OnBehalfOf id.Person
	Authority  string
}

// Recorded is an event as it stands in its stream.
type Recorded struct {
	Event Event
	Meta  Meta
}
