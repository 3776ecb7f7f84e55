package party

import (
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// ContactAdded records a contact; its address is sealed at "address".
type ContactAdded struct {
	Number  int     `json:"number"`
	Channel Channel `json:"channel"`
	// Published says that this is the contact the person's merchant publishes by
	// law (CC-37 12): what is left when every channel has failed.
	Published bool `json:"published,omitempty"`
}

// Kind implements record.Event.
func (ContactAdded) Kind() string { return "contact_added" }

// Version implements record.Event.
func (ContactAdded) Version() int { return 1 }

// ContactVerified records that the person answered there.
type ContactVerified struct {
	Number int `json:"number"`
}

// Kind implements record.Event.
func (ContactVerified) Kind() string { return "contact_verified" }

// Version implements record.Event.
func (ContactVerified) Version() int { return 1 }

// ContactFailed records that a provider refuses this address for good: until the
// person is reached there again, it confirms nothing and nothing is sent there.
type ContactFailed struct {
	Number int `json:"number"`
}

// Kind implements record.Event.
func (ContactFailed) Kind() string { return "contact_failed" }

// Version implements record.Event.
func (ContactFailed) Version() int { return 1 }

// ContactDropped records that nothing is sent there any more.
type ContactDropped struct {
	Number int `json:"number"`
}

// Kind implements record.Event.
func (ContactDropped) Kind() string { return "contact_dropped" }

// Version implements record.Event.
func (ContactDropped) Version() int { return 1 }

// AddContact asks to keep a contact.
type AddContact struct {
	Channel   Channel
	Address   string // sealed; an e-mail address, a telephone number, or what is written on a letter
	Published bool
}

// wellFormed tells whether an address can be one of its channel: enough to refuse
// what no provider would take, and every character that could break out of a line.
func (c AddContact) wellFormed() bool {
	if c.Address == "" || len(c.Address) > MaxAddress || strings.ContainsFunc(c.Address, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return false
	}
	switch c.Channel {
	case Email:
		name, host, found := strings.Cut(c.Address, "@")
		return found && name != "" && strings.Trim(host, ".") == host && host != "" && !strings.ContainsAny(c.Address, " ,;<>\"()") && !strings.Contains(host, "@")
	case SMS:
		digits := strings.TrimPrefix(c.Address, "+")
		return len(digits) >= 5 && len(digits) <= 20 && strings.Trim(digits, "0123456789") == ""
	default:
		return true
	}
}

// DecideContact keeps a contact, not yet verified.
//
// Refusals: NotRegistered, UnknownChannel, ContactMalformed, TooManyContacts.
func DecideContact(p Person, a Act, c AddContact) ([]record.Entry, error) {
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case !c.Channel.Known():
		return nil, refuse(UnknownChannel)
	case !c.wellFormed():
		return nil, refuse(ContactMalformed)
	case len(p.Contacts) >= MaxContacts:
		return nil, refuse(TooManyContacts)
	}
	e := ContactAdded{Number: len(p.Contacts) + 1, Channel: c.Channel, Published: c.Published}
	return a.entry(p.Stream(), e, p.seal("address", c.Address)), nil
}

// DecideVerified records that the person proved to be reached at a contact.
// Verifying again keeps the first instant: a lock looks at who came first. It
// mends a contact that had failed.
//
// Refusals: UnknownContact (also dropped); a known contact that was verified
// before and has not failed since gives no event.
func DecideVerified(p Person, a Act, number int) ([]record.Entry, error) {
	c, ok := p.contact(number)
	switch {
	case !ok || !c.Live():
		return nil, refuse(UnknownContact)
	case !c.Verified.IsZero() && c.Failed.IsZero():
		return nil, nil
	}
	return a.entry(p.Stream(), ContactVerified{Number: number}), nil
}

// DecideContactFailed records that a provider refuses an address for good. A
// failure told again gives no event.
//
// Refusals: UnknownContact (also dropped).
// Source: procedure.md §4 “All channels fail”; T02 asks for one confirmed channel.
func DecideContactFailed(p Person, a Act, number int) ([]record.Entry, error) {
	c, ok := p.contact(number)
	switch {
	case !ok || !c.Live():
		return nil, refuse(UnknownContact)
	case !c.Failed.IsZero():
		return nil, nil
	}
	return a.entry(p.Stream(), ContactFailed{Number: number}), nil
}

// DecideDropContact stops the use of a contact. While the person is locked,
// contacts stay: the way back leads over them.
//
// Refusals: UnknownContact, AlreadyLocked.
func DecideDropContact(p Person, a Act, number int) ([]record.Entry, error) {
	c, ok := p.contact(number)
	switch {
	case !ok || !c.Live():
		return nil, refuse(UnknownContact)
	case p.Locked():
		return nil, refuse(AlreadyLocked)
	}
	return a.entry(p.Stream(), ContactDropped{Number: number}), nil
}

func (p Person) contact(number int) (Contact, bool) {
	if number < 1 || number > len(p.Contacts) {
		return Contact{}, false
	}
	return p.Contacts[number-1], true
}

// LockReason is why an account is locked.
type LockReason string

// The reasons of a lock.
const (
	TakenOver      LockReason = "taken_over"      // somebody else is said to use it
	DeviceLost     LockReason = "device_lost"     // device or credential is lost
	FraudSuspected LockReason = "fraud_suspected" // the platform's own finding
	AskedByHolder  LockReason = "asked_by_holder" // the person wants it
	ToldInCase     LockReason = "told_in_case"    // lock_party in a case (T66)
)

// LockReasons lists them.
func LockReasons() []LockReason {
	return []LockReason{TakenOver, DeviceLost, FraudSuspected, AskedByHolder, ToldInCase}
}

// PersonLocked bars the person's irreversible acts.
type PersonLocked struct {
	Since time.Time  `json:"since"`
	Why   LockReason `json:"why,omitempty"` // absent in the oldest events
}

// Kind implements record.Event.
func (PersonLocked) Kind() string { return "person_locked" }

// Version implements record.Event.
func (PersonLocked) Version() int { return 1 }

// PersonUnlocked lifts the bar.
type PersonUnlocked struct {
	Contact int `json:"contact,omitempty"` // by which contact; 0 = staff checked the identity
}

// Kind implements record.Event.
func (PersonUnlocked) Kind() string { return "person_unlocked" }

// Version implements record.Event.
func (PersonUnlocked) Version() int { return 1 }

// DecideLock bars the irreversible acts of a person whose account may be in
// other hands. since is when that is said to have begun; zero means now.
//
// Refusals: NotRegistered, AlreadyLocked, UnknownReason, LockAhead (since lies in
// the future).
// Source: procedure.md T66 lock_party, §8 case 12.
func DecideLock(p Person, a Act, since time.Time, why LockReason) ([]record.Entry, error) {
	if since.IsZero() {
		since = a.At
	}
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case p.Locked():
		return nil, refuse(AlreadyLocked)
	case !slices.Contains(LockReasons(), why):
		return nil, refuse(UnknownReason)
	case since.After(a.At):
		return nil, refuse(LockAhead)
	}
	return a.entry(p.Stream(), PersonLocked{Since: since.UTC(), Why: why}), nil
}

// DecideUnlock lifts the bar: for somebody who answered at a contact that was
// verified before the takeover is said to have begun, or, contact 0, when staff
// checked the person's identity (the way out for who has no such contact). Time
// alone never lifts it: K_LOCK only lets the case go on.
//
// Refusals: NotLocked, UnknownContact, NotVerified.
// Source: procedure.md T66, K_LOCK.
func DecideUnlock(p Person, a Act, contact int) ([]record.Entry, error) {
	if !p.Locked() {
		return nil, refuse(NotLocked)
	}
	if contact != 0 {
		c, ok := p.contact(contact)
		if !ok {
			return nil, refuse(UnknownContact)
		}
		if c.Verified.IsZero() || !c.Verified.Before(p.Lock.Since) {
			return nil, refuse(NotVerified)
		}
	}
	return a.entry(p.Stream(), PersonUnlocked{Contact: contact}), nil
}
