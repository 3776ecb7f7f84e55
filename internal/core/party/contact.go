package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// ContactAdded records a contact; its address is sealed at "address".
type ContactAdded struct {
	Number  int     `json:"number"`
	Channel Channel `json:"channel"`
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
	Channel Channel
	Address string // sealed
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
	case c.Address == "" || len(c.Address) > MaxAddress:
		return nil, refuse(ContactMalformed)
	case len(p.Contacts) >= MaxContacts:
		return nil, refuse(TooManyContacts)
	}
	e := ContactAdded{Number: len(p.Contacts) + 1, Channel: c.Channel}
	return a.entry(p.Stream(), e, p.seal("address", c.Address)), nil
}

// DecideVerified records that the person proved to be reached at a contact.
// Verifying again keeps the first instant: a lock looks at who came first.
//
// Refusals: UnknownContact (also dropped); a known contact that was verified
// before gives no event.
func DecideVerified(p Person, a Act, number int) ([]record.Entry, error) {
	c, ok := p.contact(number)
	switch {
	case !ok || !c.Live():
		return nil, refuse(UnknownContact)
	case !c.Verified.IsZero():
		return nil, nil
	}
	return a.entry(p.Stream(), ContactVerified{Number: number}), nil
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

// PersonLocked bars the person's irreversible acts.
type PersonLocked struct {
	Since time.Time `json:"since"`
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
// Refusals: NotRegistered, AlreadyLocked, LockAhead (since lies in the future).
// Source: procedure.md T66 lock_party, §8 case 12.
func DecideLock(p Person, a Act, since time.Time) ([]record.Entry, error) {
	if since.IsZero() {
		since = a.At
	}
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case p.Locked():
		return nil, refuse(AlreadyLocked)
	case since.After(a.At):
		return nil, refuse(LockAhead)
	}
	return a.entry(p.Stream(), PersonLocked{Since: since.UTC()}), nil
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
