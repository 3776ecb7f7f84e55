package party

import (
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// MaxReason is how long the words of a reason may be, in bytes.
const MaxReason = 600

// CheckedBy is how staff made sure who somebody is.
type CheckedBy string

// The ways of checking an identity.
const (
	InPerson  CheckedBy = "in_person" // with a document, on the spot
	ByVideo   CheckedBy = "by_video"  // with a document, by video
	ByPayment CheckedBy = "by_payment"
	ByManager CheckedBy = "by_manager" // of staff: their superior vouches
)

// WaysOfChecking lists them.
func WaysOfChecking() []CheckedBy { return []CheckedBy{InPerson, ByVideo, ByPayment, ByManager} }

// PersonRecovered records that staff helped somebody back into the account. The words
// of the reason are sealed at "reason".
type PersonRecovered struct {
	By         CheckedBy `json:"by"`
	SecondStep bool      `json:"second_step,omitempty"` // it was put off as well
}

// Kind implements record.Event.
func (PersonRecovered) Kind() string { return "person_recovered" }

// Version implements record.Event.
func (PersonRecovered) Version() int { return 1 }

// Recover asks to help somebody back in.
type Recover struct {
	By         CheckedBy
	SecondStep bool
	Reason     string // sealed
}

// DecideRecovered records it. A locked account is unlocked first, which is another
// act with other conditions.
//
// Refusals: NotRegistered, AlreadyLocked, UnknownReason (the way of checking),
// ReasonMissing.
func DecideRecovered(p Person, a Act, c Recover) ([]record.Entry, error) {
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case p.Locked():
		return nil, refuse(AlreadyLocked)
	case !slices.Contains(WaysOfChecking(), c.By):
		return nil, refuse(UnknownReason)
	case !reasonOK(c.Reason):
		return nil, refuse(ReasonMissing)
	}
	return a.entry(p.Stream(), PersonRecovered{By: c.By, SecondStep: c.SecondStep}, p.seal("reason", c.Reason)), nil
}

func reasonOK(s string) bool { return strings.TrimSpace(s) != "" && len(s) <= MaxReason }

// Purpose is why somebody looks at unmasked personal data.
type Purpose string

// The purposes.
const (
	ToReach   Purpose = "reach"         // to reach a party whom notices do not reach
	ToDeliver Purpose = "deliver"       // to send goods or papers
	ToVerify  Purpose = "verify"        // to check who somebody is
	ByRequest Purpose = "legal_request" // because an authority asks for it by law
)

// Purposes lists them.
func Purposes() []Purpose { return []Purpose{ToReach, ToDeliver, ToVerify, ByRequest} }

// PersonRevealed records that somebody of the staff saw contacts and name of a person
// unmasked, in which case and what for. The words of the reason are sealed at
// "reason"; what was seen stands nowhere.
type PersonRevealed struct {
	Case    id.Case `json:"case,omitzero"`
	Purpose Purpose `json:"purpose"`
}

// Kind implements record.Event.
func (PersonRevealed) Kind() string { return "person_revealed" }

// Version implements record.Event.
func (PersonRevealed) Version() int { return 1 }

// Reveal asks to see a person unmasked.
type Reveal struct {
	Case    id.Case
	Purpose Purpose
	Reason  string // sealed
}

// DecideReveal records the look before it happens.
//
// Refusals: NotRegistered, UnknownReason (the purpose), ReasonMissing.
// Source: design §7 “one Reveal(item, purpose)”; 个人信息保护法 第六条.
func DecideReveal(p Person, a Act, c Reveal) ([]record.Entry, error) {
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case !slices.Contains(Purposes(), c.Purpose):
		return nil, refuse(UnknownReason)
	case !reasonOK(c.Reason):
		return nil, refuse(ReasonMissing)
	}
	return a.entry(p.Stream(), PersonRevealed{Case: c.Case, Purpose: c.Purpose}, p.seal("reason", c.Reason)), nil
}
