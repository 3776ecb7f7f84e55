package party

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Limits of grants.
const (
	MaxGrants     = 64                // live or coming, per person and marketplace
	MaxScope      = 64                // bytes of a scope
	MaxLimitMinor = 1_000_000_000_000 // fen: a settlement limit, at most 10,000,000,000.00
)

// Grant is a capacity that a marketplace gave to a person, or a membership of a
// merchant. It holds from From, up to but not at Until.
type Grant struct {
	Number   int         `json:"number"` // 1, 2, 3 … in the marketplace
	Person   id.Person   `json:"person"`
	Capacity Capacity    `json:"capacity"`
	Scope    string      `json:"scope,omitempty"`   // queue it is for; "" = the whole marketplace
	Merchant id.Merchant `json:"merchant,omitzero"` // memberships only
	// LimitMinor is what an after-sales specialist may agree to alone, in fen;
	// 0 = nothing. Other capacities have none and no limit.
	LimitMinor int64     `json:"limit_minor,omitempty"`
	From       time.Time `json:"from"`
	Until      time.Time `json:"until,omitzero"`
	By         id.Person `json:"by,omitzero"` // who granted; zero at set-up
}

// At tells whether the grant holds at a legal instant.
func (g Grant) At(at time.Time) bool { return inWindow(at, g.From, g.Until) }

// Granted records a grant or membership.
type Granted struct {
	Number     int         `json:"number"`
	Person     id.Person   `json:"person"`
	Capacity   Capacity    `json:"capacity"`
	Scope      string      `json:"scope,omitempty"`
	Merchant   id.Merchant `json:"merchant,omitzero"`
	LimitMinor int64       `json:"limit_minor,omitempty"`
	From       time.Time   `json:"from"`
	Until      time.Time   `json:"until,omitzero"`
}

// Kind implements record.Event.
func (Granted) Kind() string { return "granted" }

// Version implements record.Event.
func (Granted) Version() int { return 1 }

// Revoked ends a grant at an instant, at the earliest when it was said.
type Revoked struct {
	Number int       `json:"number"`
	Until  time.Time `json:"until"`
}

// Kind implements record.Event.
func (Revoked) Kind() string { return "revoked" }

// Version implements record.Event.
func (Revoked) Version() int { return 1 }

// GrantCapacity asks for a grant or membership. The zero From means now.
type GrantCapacity struct {
	Person      id.Person
	Capacity    Capacity
	Scope       string
	Merchant    id.Merchant
	LimitMinor  int64
	From, Until time.Time
	Reason      string // why, for the history; sealed; "" = not said
}

// DecideGrant gives a capacity. Who may give it is the rule table's business.
//
// Refusals: NotOpened, NoPerson, UnknownCapacity, MerchantMissing,
// MerchantNotMeant, LimitNotMeant, LimitOutOfRange, ScopeMalformed, WindowEmpty,
// WindowPast, AlreadyGranted, TooManyGrants, ReasonMissing (too long).
// Source: mission M81, M82, M116, M120.
func DecideGrant(m Market, a Act, c GrantCapacity) ([]record.Entry, error) {
	if c.From.IsZero() {
		c.From = a.At
	}
	if code := c.malformed(m, a.At); code != "" {
		return nil, refuse(code)
	}
	live := 0
	for _, g := range m.of(c.Person) {
		if !g.Until.IsZero() && !a.At.Before(g.Until) {
			continue
		}
		live++
		if c.same(g) {
			return nil, refuse(AlreadyGranted)
		}
	}
	if live >= MaxGrants {
		return nil, refuse(TooManyGrants)
	}
	return a.entry(m.Stream(), Granted{
		Number: len(m.Grants) + 1, Person: c.Person, Capacity: c.Capacity, Scope: c.Scope,
		Merchant: c.Merchant, LimitMinor: c.LimitMinor, From: c.From.UTC(), Until: utc(c.Until),
	}, reasonOf(c.Person, c.Reason)...), nil
}

// reasonOf seals the words of a reason under the key of the person they are about.
func reasonOf(about id.Person, reason string) []record.Clear {
	if reason == "" || about.IsZero() {
		return nil
	}
	return []record.Clear{NewPerson(about).seal("reason", reason)}
}

func (c GrantCapacity) malformed(m Market, now time.Time) Code {
	switch {
	case !m.Opened:
		return NotOpened
	case c.Person.IsZero():
		return NoPerson
	case len(c.Reason) > MaxReason:
		return ReasonMissing
	case !c.Capacity.Grantable():
		return UnknownCapacity
	case c.Capacity.Membership() && c.Merchant.IsZero():
		return MerchantMissing
	case !c.Capacity.Membership() && !c.Merchant.IsZero():
		return MerchantNotMeant
	case c.LimitMinor != 0 && c.Capacity != AfterSales:
		return LimitNotMeant
	case c.LimitMinor < 0 || c.LimitMinor > MaxLimitMinor:
		return LimitOutOfRange
	case !scopeOK(c.Scope):
		return ScopeMalformed
	case !c.Until.IsZero() && !c.From.Before(c.Until):
		return WindowEmpty
	case c.From.Before(now):
		return WindowPast
	default:
		return ""
	}
}

// same tells whether a live grant already gives what is asked, at any moment of
// the window asked for. Another limit needs the old one revoked first, so that
// the limit in force is never in doubt.
func (c GrantCapacity) same(g Grant) bool {
	return g.Capacity == c.Capacity && g.Scope == c.Scope && g.Merchant == c.Merchant &&
		(g.Until.IsZero() || c.From.Before(g.Until)) && (c.Until.IsZero() || g.From.Before(c.Until))
}

// scopeOK: a queue code, at most MaxScope bytes of a–z, 0–9, "_" and "-".
func scopeOK(s string) bool {
	for i := range len(s) {
		b := s[i]
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '_' && b != '-' {
			return false
		}
	}
	return len(s) <= MaxScope
}

// RevokeGrant asks to end a grant. The zero Until means now.
type RevokeGrant struct {
	Number int
	Until  time.Time
	Reason string // as GrantCapacity.Reason
}

// DecideRevoke ends a grant. The last administrator and the last owner of a
// merchant stay, so that somebody can always put things right.
//
// Refusals: UnknownGrant, GrantEnded, WindowPast, LastAdmin, LastOwner.
func DecideRevoke(m Market, a Act, c RevokeGrant) ([]record.Entry, error) {
	if c.Until.IsZero() {
		c.Until = a.At
	}
	if c.Number < 1 || c.Number > len(m.Grants) {
		return nil, refuse(UnknownGrant)
	}
	g := m.Grants[c.Number-1]
	switch {
	case !g.Until.IsZero() && !c.Until.Before(g.Until):
		return nil, refuse(GrantEnded)
	case c.Until.Before(a.At):
		return nil, refuse(WindowPast)
	case len(c.Reason) > MaxReason:
		return nil, refuse(ReasonMissing)
	case g.Capacity == Admin && !m.another(g):
		return nil, refuse(LastAdmin)
	case g.Capacity == Owner && !m.another(g):
		return nil, refuse(LastOwner)
	}
	return a.entry(m.Stream(), Revoked{Number: c.Number, Until: c.Until.UTC()}, reasonOf(g.Person, c.Reason)...), nil
}

// another tells whether somebody else holds the same, without end.
func (m Market) another(of Grant) bool {
	return slices.ContainsFunc(m.Grants, func(g Grant) bool {
		return g.Number != of.Number && g.Capacity == of.Capacity && g.Merchant == of.Merchant &&
			g.Scope == "" && g.Until.IsZero()
	})
}

// Capacities lists what a person holds at a legal instant: grants and
// memberships, oldest first. Persons linked to this one are not asked: a link
// bars, it never opens.
func Capacities(m Market, p id.Person, at time.Time) []Grant {
	var out []Grant
	for _, g := range m.of(p) {
		if g.At(at) {
			out = append(out, g)
		}
	}
	return out
}

// Members lists who may act for a merchant at a legal instant.
func Members(m Market, of id.Merchant, at time.Time) []Grant {
	var out []Grant
	for _, g := range m.Grants {
		if g.Merchant == of && !of.IsZero() && g.At(at) {
			out = append(out, g)
		}
	}
	return out
}

// Holders lists who holds a capacity of the marketplace at a legal instant, as
// itself or through Serves.
func Holders(m Market, as Capacity, at time.Time) []Grant {
	var out []Grant
	for _, g := range m.Grants {
		if g.Capacity.Serves(as) && g.At(at) {
			out = append(out, g)
		}
	}
	return out
}

// of lists all grants a person ever had.
func (m Market) of(p id.Person) []Grant {
	first, _ := slices.BinarySearchFunc(m.ByPerson, p, func(at int, p id.Person) int {
		return comparePersons(m.Grants[at].Person, p)
	})
	var out []Grant
	for _, at := range m.ByPerson[first:] {
		if m.Grants[at].Person != p {
			break
		}
		out = append(out, m.Grants[at])
	}
	return out
}

func (m *Market) addGrant(e Granted, by id.Person) {
	m.Grants = append(m.Grants, Grant{
		Number: e.Number, Person: e.Person, Capacity: e.Capacity, Scope: e.Scope, Merchant: e.Merchant,
		LimitMinor: e.LimitMinor, From: e.From, Until: e.Until, By: by,
	})
	// After the last position of the same person: numbers stay in order.
	at, _ := slices.BinarySearchFunc(m.ByPerson, e.Person, func(at int, p id.Person) int {
		if c := comparePersons(m.Grants[at].Person, p); c != 0 {
			return c
		}
		return -1
	})
	m.ByPerson = slices.Insert(m.ByPerson, at, len(m.Grants)-1)
}

func (m *Market) endGrant(e Revoked) {
	if e.Number >= 1 && e.Number <= len(m.Grants) {
		m.Grants[e.Number-1].Until = e.Until
	}
}

func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}
