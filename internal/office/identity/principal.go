package identity

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
)

// Scope is what an API key is good for.
type Scope string

// The scopes.
const (
	OrdersWrite Scope = "orders:write" // import orders and tracking
	CasesRead   Scope = "cases:read"
	ActParty    Scope = "act:party" // act on behalf of a party, or a member of a merchant
	ActStaff    Scope = "act:staff" // act on behalf of staff
	AdminScope  Scope = "admin"
)

// AllScopes lists every scope.
func AllScopes() []Scope { return []Scope{OrdersWrite, CasesRead, ActParty, ActStaff, AdminScope} }

// Principal is who a door lets in, and by what. All of it stands in the events
// that follow (design §2 (1)).
type Principal struct {
	Market     id.Market
	Person     id.Person // whose credential it is; zero for a key of nobody
	Credential string    // "account:…", "link:…", "key:…", "system"
	Scopes     []Scope   // of an API key; nil for a person's own session
	OnBehalfOf id.Person // named by ActAs
}

// System is the principal of timers and set-up in a marketplace.
func System(market id.Market) Principal {
	return Principal{Market: market, Credential: "system"}
}

// Acting is whose capacities count: the person named, else the credential's own.
func (p Principal) Acting() id.Person {
	if !p.OnBehalfOf.IsZero() {
		return p.OnBehalfOf
	}
	return p.Person
}

// IsKey tells whether a program is at the door.
func (p Principal) IsKey() bool { return p.Scopes != nil }

// Require refuses a key that lacks a scope. Sessions have no scopes: what their
// person may do is the rule table's business.
//
// Refusals: ScopeMissing.
func (p Principal) Require(s Scope) error {
	if p.IsKey() && !slices.Contains(p.Scopes, s) {
		return refuse(ScopeMissing)
	}
	return nil
}

// RequireAct refuses a key that may not act in a capacity: parties and members
// of merchants need act:party, everybody else act:staff.
//
// Refusals: ScopeMissing.
func (p Principal) RequireAct(as party.Capacity) error {
	switch as {
	case party.Claimant, party.Respondent, party.ThirdParty, party.Representative, party.Buyer, party.Seller:
		return p.Require(ActParty)
	case party.Admin:
		return p.Require(AdminScope)
	default:
		return p.Require(ActStaff)
	}
}
