// Package reception stands between the pages and the office: it asks the casebook
// and the clerk on behalf of one visitor and builds the views of package web, in
// his language and for his eyes only. It decides nothing, keeps nothing, and never
// shows what the casebook did not give to this reader.
//
//	page ─ web.Ports ─ reception ─┬ casebook, identity, library → view
//	                              └ clerk ← act, answers, key
package reception

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/looks"
	"github.com/tianping-odr/tianping/internal/office/pace"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/unsent"
)

// Reception serves the visitors of one marketplace. Its fields are set once.
type Reception struct {
	Market   id.Market
	Clerk    *clerk.Clerk
	Casebook *casebook.Casebook
	Identity *identity.Desk
	Library  *library.Library
	Filing   *filing.Desk
	Evidence *evidence.Room
	// Looks keeps what staff have seen of their cases; nil: nothing is remembered.
	Looks looks.Looks
	// Prove sends a code to a contact of a person; ByContact slows that down.
	Prove     func(ctx context.Context, m id.Market, p id.Person, contact int, code string) error
	ByContact *pace.Gate
	// ByLook slows down who looks at unmasked data; nil lets everybody through.
	ByLook *pace.Gate
	// Lost helps who cannot get in.
	Lost *service.Recovery
	// Public is the address of the web site; "" where it is not known.
	Public string
	// Unsent keeps what people typed and have not sent; nil keeps nothing.
	Unsent *unsent.Desk
	// Stepper moves the test clock; nil outside a sandbox.
	Stepper *deadline.Stepper
	// Demo are the accounts shown on the sign-in page; none outside a demo.
	Demo []Account

	passed ledger
}

// Account is a way into a demo.
type Account struct{ Name, RoleZH, RoleEN, Password string }

// ledger remembers what the last steps of the test clock stopped at.
type ledger struct {
	mu   sync.Mutex
	list []time.Time
}

// Ports are the rooms behind the pages.
func (r *Reception) Ports() web.Ports {
	p := web.Ports{
		Gate: gate{r}, Front: front{r}, Orders: orders{r}, Filing: drafts{r}, Cases: cases{r}, Papers: documents{r}, Paying: enforcement{r}, Moves: moves{r},
		Live: live{r}, Files: files{r}, Workbench: bench{r}, Notices: mailbox{r}, Links: links{r}, Rules: rules{r},
		Rooms: rooms{r}, Shop: shops{r}, Talk: talks{r}, Sent: sent{r}, Locker: lockers{r},
	}
	if r.Unsent != nil {
		p.Unsent = drawers{r}
	}
	if r.Stepper != nil {
		p.Sandbox = sandbox{r}
	}
	return p
}

// zone is where the marketplace's dates are read and written: that of its calendar.
func (r *Reception) zone() *time.Location {
	return r.Library.Named("tianping-std").Calendar.Zone()
}

// who is the visitor as the clerk knows him.
func (r *Reception) who(v view.Visitor) clerk.Who {
	return clerk.Who{Market: r.Market, Person: v.Person, Credential: v.Account}
}

// session is one question of one visitor: his language, and names already looked up.
type session struct {
	*Reception
	visitor view.Visitor
	t       *text.Text
	now     time.Time
	names   map[id.Person]string
	shops   map[id.Merchant]string
	bought  map[id.Order]bought
	paying  map[id.Case]string // how far the payments of closed cases have come
}

// bought is what an order is known by.
type bought struct{ number, goods string }

func (r *Reception) ask(ctx context.Context, v view.Visitor) (*session, error) {
	legal, err := r.Clerk.Legal(ctx, r.Market)
	if err != nil {
		return nil, outside(err)
	}
	catalogue := text.Load()
	return &session{
		Reception: r, visitor: v, t: catalogue.Of(v.Lang), now: legal.In(r.zone()),
		names: map[id.Person]string{}, shops: map[id.Merchant]string{}, bought: map[id.Order]bought{},
		paying: map[id.Case]string{},
	}, nil
}

func (s *session) who() clerk.Who { return s.Reception.who(s.visitor) }

// hat is as what the visitor looks at his lists.
func (s *session) hat() casebook.Hat {
	switch {
	case len(s.visitor.Shops) == 0:
		return casebook.AnyHat
	case s.visitor.Side == view.Seller:
		return casebook.SellerHat
	}
	return casebook.BuyerHat
}

// local puts an instant into the marketplace's zone; none stays none.
func (s *session) local(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(s.zone())
}

// name is what a person is called, masked for who is not himself.
func (s *session) name(ctx context.Context, p id.Person, masked bool) (string, error) {
	name, ok := s.names[p]
	if !ok {
		var err error
		if name, err = s.Casebook.Name(ctx, s.Market, p); err != nil {
			return "", err
		}
		s.names[p] = name
	}
	if masked && p != s.visitor.Person {
		return mask(name), nil
	}
	return name, nil
}

// shop is what a merchant is called.
func (s *session) shop(ctx context.Context, m id.Merchant) (string, error) {
	name, ok := s.shops[m]
	if !ok {
		var err error
		if name, err = s.Casebook.ShopName(ctx, s.Market, m); err != nil {
			return "", err
		}
		s.shops[m] = name
	}
	if name == "" {
		name = s.t.Desk.SomeMerchant
	}
	return name, nil
}

// known is what an order is called in lists.
func (s *session) known(ctx context.Context, o id.Order) (bought, error) {
	b, ok := s.bought[o]
	if ok {
		return b, nil
	}
	number, titles, err := s.Casebook.Bought(ctx, s.Market, o)
	if err != nil {
		return b, err
	}
	s.bought[o] = s.called(number, titles)
	return s.bought[o], nil
}

// called writes the number of an order and its goods: the first, and how many more.
func (s *session) called(number string, titles map[int]string) (b bought) {
	if number != "" {
		b.number = s.t.Desk.OrderNumber + number
	}
	lines := sorted(titles)
	if len(lines) > 0 {
		b.goods = titles[lines[0]]
	}
	if more := len(lines) - 1; more > 0 {
		b.goods += fmt.Sprintf(s.t.Desk.More, more+s.both(1, 0))
	}
	return b
}

// mask leaves the first character of a name.
func mask(name string) string {
	for _, first := range name {
		return string(first) + "**"
	}
	return ""
}

var errNoProcedure = errors.New("reception: the library has no usual procedure")
