package party

import (
	"slices"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Limits of a person's stream.
const (
	MaxReferences = 32
	MaxContacts   = 16
	MaxReference  = 128 // bytes of an external id
	MaxAddress    = 256 // bytes of a contact's address
	MaxName       = 128 // bytes of a name
)

// Person is the fold of a person's stream: somebody of whom the marketplace
// knows a reference. It is a value. Names, ids and addresses are sealed parts
// and never in the state.
type Person struct {
	ID         id.Person   `json:"id"`
	Registered bool        `json:"registered"`
	References []Reference `json:"references,omitempty"`
	Contacts   []Contact   `json:"contacts,omitempty"` // Contacts[n-1].Number == n
	Lock       Lock        `json:"lock,omitzero"`
	StandIns   []StandIn   `json:"stand_ins,omitempty"` // asks to act for somebody by law
	Records    []Records   `json:"records,omitempty"`   // requests by law, of who acts for an authority
}

// Reference is how an outside system names the person: its source in the clear,
// its id only as HMAC of both under the person's key, so that destroying the key
// makes the reference meaningless.
// Source: design §3 “No bare digest of sealed matter”.
type Reference struct {
	Source string        `json:"source"` // "taobao", "crm": a code of the marketplace
	Digest record.Digest `json:"digest"` // HMAC under the person's key
}

// Contact is a way to reach the person; the address is sealed.
type Contact struct {
	Number    int       `json:"number"` // 1, 2, 3 …
	Channel   Channel   `json:"channel"`
	Published bool      `json:"published,omitempty"` // the merchant publishes it by law
	Verified  time.Time `json:"verified,omitzero"`
	Failed    time.Time `json:"failed,omitzero"` // a provider refuses it for good
	Dropped   time.Time `json:"dropped,omitzero"`
}

// Live tells whether the person still wants notices there.
func (c Contact) Live() bool { return c.Dropped.IsZero() }

// Open tells whether a notice may be tried there.
func (c Contact) Open() bool { return c.Live() && c.Failed.IsZero() }

// Confirmed tells whether the person was reached there, and nothing has failed since.
func (c Contact) Confirmed() bool { return c.Open() && !c.Verified.IsZero() }

// Lock says that the account may be in other hands (procedure.md T66).
type Lock struct {
	Since time.Time `json:"since,omitzero"` // acts since then are reviewable
	At    time.Time `json:"at,omitzero"`    // when it was locked; zero = open
}

// Locked tells whether the person's irreversible acts are barred.
func (p Person) Locked() bool { return !p.Lock.At.IsZero() }

// NewPerson is a person before the first event.
func NewPerson(p id.Person) Person { return Person{ID: p} }

// Stream is where the person's events stand.
func (p Person) Stream() record.Stream {
	return record.Stream{Kind: record.Person, ID: p.ID.Bytes()}
}

// PersonRegistered is the first event of a person.
type PersonRegistered struct {
	References []Reference `json:"references,omitempty"`
}

// Kind implements record.Event.
func (PersonRegistered) Kind() string { return "person_registered" }

// Version implements record.Event.
func (PersonRegistered) Version() int { return 1 }

// ReferenceAdded records another reference; its id is sealed at "reference/id".
type ReferenceAdded struct {
	Reference Reference `json:"reference"`
}

// Kind implements record.Event.
func (ReferenceAdded) Kind() string { return "reference_added" }

// Version implements record.Event.
func (ReferenceAdded) Version() int { return 1 }

// PersonNamed records a name, sealed at "name".
type PersonNamed struct{}

// Kind implements record.Event.
func (PersonNamed) Kind() string { return "person_named" }

// Version implements record.Event.
func (PersonNamed) Version() int { return 1 }

// External is a reference as it arrives: the digest made by the caller, who has
// the key, and the id in the clear, to be sealed.
type External struct {
	Reference
	ID string
}

// RegisterPerson asks to create a person, at the first order import or sign-up.
type RegisterPerson struct {
	References []External
	Name       string // "" = not known
}

// DecideRegister creates a person.
//
// Refusals: AlreadyRegistered, TooManyReferences, ReferenceEmpty, NameMalformed.
func DecideRegister(p Person, a Act, c RegisterPerson) ([]record.Entry, error) {
	if p.Registered {
		return nil, refuse(AlreadyRegistered)
	}
	if len(c.References) > MaxReferences {
		return nil, refuse(TooManyReferences)
	}
	if len(c.Name) > MaxName {
		return nil, refuse(NameMalformed)
	}
	var e PersonRegistered
	var clear []record.Clear
	for i, x := range c.References {
		if x.malformed() {
			return nil, refuse(ReferenceEmpty)
		}
		e.References = append(e.References, x.Reference)
		clear = append(clear, p.seal("references/"+strconv.Itoa(i)+"/id", x.ID))
	}
	out := a.entry(p.Stream(), e, clear...)
	if c.Name != "" {
		out = append(out, a.entry(p.Stream(), PersonNamed{}, p.seal("name", c.Name))...)
	}
	return out, nil
}

// DecideName records a name, or a changed one.
//
// Refusals: NotRegistered, NameMalformed.
func DecideName(p Person, a Act, name string) ([]record.Entry, error) {
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case name == "" || len(name) > MaxName:
		return nil, refuse(NameMalformed)
	}
	return a.entry(p.Stream(), PersonNamed{}, p.seal("name", name)), nil
}

// DecideReference adds a reference of another source.
//
// Refusals: NotRegistered, ReferenceEmpty, ReferenceKnown, TooManyReferences.
func DecideReference(p Person, a Act, x External) ([]record.Entry, error) {
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case x.malformed():
		return nil, refuse(ReferenceEmpty)
	case slices.Contains(p.References, x.Reference):
		return nil, refuse(ReferenceKnown)
	case len(p.References) >= MaxReferences:
		return nil, refuse(TooManyReferences)
	}
	return a.entry(p.Stream(), ReferenceAdded{Reference: x.Reference}, p.seal("reference/id", x.ID)), nil
}

func (x External) malformed() bool {
	return x.Source == "" || !scopeOK(x.Source) || x.ID == "" || len(x.ID) > MaxReference || x.Digest.IsZero()
}

func (p Person) seal(path, text string) record.Clear {
	return record.Clear{Path: path, Owner: record.Owner{Kind: "person", ID: p.ID.Bytes()}, Text: text}
}

// EvolvePerson folds events of a person. Events of other streams are passed over.
func EvolvePerson(p Person, events []record.Recorded) Person {
	p.References, p.Contacts = slices.Clone(p.References), slices.Clone(p.Contacts)
	for _, r := range events {
		switch e := r.Event.(type) {
		case PersonRegistered:
			p.Registered = true
			p.References = append(p.References, e.References...)
		case ReferenceAdded:
			p.References = append(p.References, e.Reference)
		case ContactAdded:
			p.Contacts = append(p.Contacts, Contact{Number: e.Number, Channel: e.Channel, Published: e.Published})
		case ContactVerified:
			p.atContact(e.Number, func(c *Contact) { c.verified(r.Meta.At) })
		case ContactFailed:
			p.atContact(e.Number, func(c *Contact) { c.Failed = r.Meta.At })
		case ContactDropped:
			p.atContact(e.Number, func(c *Contact) { c.Dropped = r.Meta.At })
		case PersonLocked:
			p.Lock = Lock{Since: e.Since, At: r.Meta.At}
		case PersonUnlocked:
			p.Lock = Lock{}
		default:
			p.asked(r.Event, r.Meta.At)
		}
	}
	return p
}

// verified keeps the first instant and forgets a failure.
func (c *Contact) verified(at time.Time) {
	if c.Verified.IsZero() {
		c.Verified = at
	}
	c.Failed = time.Time{}
}

// atContact changes a contact in p's own slice; only EvolvePerson calls it.
func (p *Person) atContact(number int, change func(*Contact)) {
	if number >= 1 && number <= len(p.Contacts) {
		change(&p.Contacts[number-1])
	}
}
