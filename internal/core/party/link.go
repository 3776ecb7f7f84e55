package party

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Link says that two persons were found to be one human. The two are never
// merged: each keeps its stream, and the finding can be taken back.
type Link struct {
	A  id.Person `json:"a"`
	B  id.Person `json:"b"`
	At time.Time `json:"at"`
	By id.Person `json:"by,omitzero"`
}

// Human says that a person belongs to a group of linked persons, named by the
// lowest person of the group.
type Human struct {
	Person id.Person `json:"person"`
	Root   id.Person `json:"root"`
}

// LinkGround is why two persons are held to be one human.
type LinkGround string

// The grounds of a link.
const (
	SameIdentity LinkGround = "same_identity" // the same identity document
	SameContact  LinkGround = "same_contact"  // the same verified contact
	SamePayment  LinkGround = "same_payment"  // the same payment account
	OwnStatement LinkGround = "own_statement" // the person says so
)

// PersonsLinked records the finding.
type PersonsLinked struct {
	A      id.Person  `json:"a"`
	B      id.Person  `json:"b"`
	Ground LinkGround `json:"ground"`
}

// Kind implements record.Event.
func (PersonsLinked) Kind() string { return "persons_linked" }

// Version implements record.Event.
func (PersonsLinked) Version() int { return 1 }

// PersonsUnlinked takes a finding back.
type PersonsUnlinked struct {
	A id.Person `json:"a"`
	B id.Person `json:"b"`
}

// Kind implements record.Event.
func (PersonsUnlinked) Kind() string { return "persons_unlinked" }

// Version implements record.Event.
func (PersonsUnlinked) Version() int { return 1 }

// LinkPersons asks to record that two persons are one human.
type LinkPersons struct {
	A, B   id.Person
	Ground LinkGround
}

// DecideLink records the finding.
//
// Refusals: NotOpened, NoPerson, SamePerson, AlreadyLinked, UnknownGround.
// Source: design §2 (1): linked by an event, never merged.
func DecideLink(m Market, a Act, c LinkPersons) ([]record.Entry, error) {
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case c.A.IsZero() || c.B.IsZero():
		return nil, refuse(NoPerson)
	case c.A == c.B:
		return nil, refuse(SamePerson)
	case m.linkAt(c.A, c.B) >= 0:
		return nil, refuse(AlreadyLinked)
	}
	switch c.Ground {
	case SameIdentity, SameContact, SamePayment, OwnStatement:
	default:
		return nil, refuse(UnknownGround)
	}
	return a.entry(m.Stream(), PersonsLinked(c)), nil
}

// UnlinkPersons asks to take a finding back.
type UnlinkPersons struct{ A, B id.Person }

// DecideUnlink takes a finding back. Persons linked through others stay linked.
//
// Refusals: NotLinked.
func DecideUnlink(m Market, a Act, c UnlinkPersons) ([]record.Entry, error) {
	if m.linkAt(c.A, c.B) < 0 {
		return nil, refuse(NotLinked)
	}
	return a.entry(m.Stream(), PersonsUnlinked(c)), nil
}

// SameHuman tells whether two persons are one human: equal, or linked directly
// or through others. The absent person is nobody's.
func (m Market) SameHuman(a, b id.Person) bool {
	return !a.IsZero() && !b.IsZero() && m.root(a) == m.root(b)
}

// Linked lists all persons of the same human, the person itself first.
func (m Market) Linked(p id.Person) []id.Person {
	out := []id.Person{p}
	root := m.root(p)
	for _, h := range m.Humans {
		if h.Root == root && h.Person != p {
			out = append(out, h.Person)
		}
	}
	return out
}

func (m Market) root(p id.Person) id.Person {
	at, found := slices.BinarySearchFunc(m.Humans, p, compareHuman)
	if !found {
		return p
	}
	return m.Humans[at].Root
}

func (m Market) linkAt(a, b id.Person) int {
	return slices.IndexFunc(m.Links, func(l Link) bool {
		return l.A == a && l.B == b || l.A == b && l.B == a
	})
}

func (m *Market) link(e PersonsLinked, meta record.Meta) {
	m.Links = append(m.Links, Link{A: e.A, B: e.B, At: meta.At, By: meta.Person})
	m.join(e.A, e.B)
}

func (m *Market) unlink(e PersonsUnlinked) {
	at := m.linkAt(e.A, e.B)
	if at < 0 {
		return
	}
	m.Links = slices.Delete(m.Links, at, at+1)
	m.Humans = nil
	for _, l := range m.Links {
		m.join(l.A, l.B)
	}
}

// join makes one group of the groups of a and b.
func (m *Market) join(a, b id.Person) {
	for _, p := range []id.Person{a, b} {
		if at, found := slices.BinarySearchFunc(m.Humans, p, compareHuman); !found {
			m.Humans = slices.Insert(m.Humans, at, Human{Person: p, Root: p})
		}
	}
	low, high := m.root(a), m.root(b)
	if comparePersons(low, high) > 0 {
		low, high = high, low
	}
	for i := range m.Humans {
		if m.Humans[i].Root == high {
			m.Humans[i].Root = low
		}
	}
}

func compareHuman(h Human, p id.Person) int { return comparePersons(h.Person, p) }

func comparePersons(a, b id.Person) int {
	x, y := a.Bytes(), b.Bytes()
	return slices.Compare(x[:], y[:])
}
