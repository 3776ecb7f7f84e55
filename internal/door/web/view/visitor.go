package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Visitor is who is at the browser. The zero Visitor is nobody.
type Visitor struct {
	Market    id.Market
	Person    id.Person
	Account   string // credential: "account:…"
	Name      string
	Role      string // words for the roles held: 平台调解员
	Side      Side
	Staff     bool // sees the workbench
	Runs      bool // runs the marketplace: sees what was sent out to everybody
	Admin     bool // sees the administration
	MustEnrol bool // must first add a second step to his sign-in
	Unread    int
	Shops     []Shop // the merchants the visitor is a member of
	Lang      text.Lang
	Languages []text.Lang
}

// Shop is a merchant as its members know it.
type Shop struct {
	ID   id.Merchant
	Name string
}

// As is the visitor with another hat on: who works for a shop looks at what he bought
// himself. For anybody else nothing changes.
func (v Visitor) As(side Side, role string) Visitor {
	if len(v.Shops) > 0 && (side == Buyer || side == Seller) {
		v.Side, v.Role = side, role
	}
	return v
}

// Known tells whether somebody is signed in.
func (v Visitor) Known() bool { return !v.Person.IsZero() }

// Clock is the legal clock of a sandbox, as shown above every page.
type Clock struct {
	Now  time.Time
	Next time.Time // the next instant at which something falls due; zero when nothing does
	Busy string    // why the clock cannot step now; "" when it can
}

// ClockPage is the page that moves it.
type ClockPage struct {
	Clock
	Passed []Passed // what the last steps did, newest first
}

// Passed is one instant the clock stopped at.
type Passed struct {
	At   time.Time
	What string
	Link Link
}

// DemoAccount is an account of the demonstration, shown on the sign-in page.
type DemoAccount struct {
	Name, Role string
	Side       Side
	Account    string
	Password   string
}

// Start is the first page.
type Start struct {
	Problems []Problem
	Urgent   *Problem   // injury, fire, food: one tap away
	Chosen   *Diagnosis // nil until a problem is chosen
	Path     []Term
	Cases    []CaseRow
	Drafts   []CaseRow
	MoreURL  string
}

// Problem is one kind of trouble on the first page.
type Problem struct {
	Code, Name, Hint, Icon string
	URL                    string
}
