package identity

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Purpose is what a one-time link is for; it is good for nothing else.
type Purpose string

// The purposes.
const (
	Enter         Purpose = "enter"          // begin a session
	Invite        Purpose = "invite"         // set the first password
	Reset         Purpose = "reset"          // set another password
	Unlock        Purpose = "unlock"         // open a locked account
	VerifyContact Purpose = "verify_contact" // prove to be reached there
	ReadNotice    Purpose = "read_notice"    // read what was served; Target is the notice
	Join          Purpose = "join"           // take part as member or representative; Target says where
	SeeStatus     Purpose = "see_status"     // see once how a case stands; Target is the case
	SecondStep    Purpose = "second_step"    // finish a sign-in; Target is the credential; see Half
)

func purposes() []Purpose {
	return []Purpose{Enter, Invite, Reset, Unlock, VerifyContact, ReadNotice, Join, SeeStatus, SecondStep}
}

// NewLink asks for a link.
type NewLink struct {
	Market  id.Market
	Purpose Purpose
	Person  id.Person
	Target  string
	Contact int
	Length  time.Duration // how long it is good for, at most LongestLink
}

// MakeLink makes a link. Its text is told once and never again; it can be clicked,
// or typed from paper ("0f3k-…", eight groups of four).
//
// Refusals: LinkMalformed.
func (d *Desk) MakeLink(ctx context.Context, n NewLink) (string, Link, error) {
	if !slices.Contains(purposes(), n.Purpose) || n.Person.IsZero() || n.Contact < 0 ||
		n.Length <= 0 || n.Length > LongestLink || !plain(n.Target, MaxTarget) {
		return "", Link{}, refuse(LinkMalformed)
	}
	number, err := d.dice.number()
	if err != nil {
		return "", Link{}, err
	}
	secret := make([]byte, linkBytes)
	if err := d.dice.fill(secret); err != nil {
		return "", Link{}, err
	}
	now := d.now()
	l := Link{
		Number: number, Secret: hashOf(secret), Market: n.Market, Purpose: n.Purpose, Person: n.Person,
		Target: n.Target, Contact: n.Contact, Created: now, Expires: now.Add(n.Length),
	}
	return printable(secret), l, wrapped("make link", d.store.AddLink(ctx, l))
}

// PeekLink says what a link is for without using it: a GET shows a button, and
// only the POST behind it uses the link.
//
// Refusals: LinkUnusable (unknown, used, expired, or for none of the purposes).
func (d *Desk) PeekLink(ctx context.Context, text string, of ...Purpose) (Link, error) {
	secret, ok := parsePrinted(text)
	if !ok {
		return Link{}, refuse(LinkUnusable)
	}
	l, err := d.store.Link(ctx, secret)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return Link{}, wrapped("link", err)
	}
	if err != nil || !l.Used.IsZero() || !d.now().Before(l.Expires) || !slices.Contains(of, l.Purpose) {
		return Link{}, refuse(LinkUnusable)
	}
	return l, nil
}

// UseLink uses a link up. Of any number of callers at once, at most one succeeds.
//
// Refusals: LinkUnusable.
func (d *Desk) UseLink(ctx context.Context, text string, of Purpose) (Link, error) {
	secret, ok := parsePrinted(text)
	if !ok {
		return Link{}, refuse(LinkUnusable)
	}
	l, err := d.store.UseLink(ctx, secret, of, d.now())
	if errors.Is(err, ErrUnknown) {
		return Link{}, refuse(LinkUnusable)
	}
	return l, wrapped("use link", err)
}

// Principal is who comes by a link that was just used, for the one act it is for.
func (l Link) Principal() Principal {
	return Principal{Market: l.Market, Person: l.Person, Credential: "link:" + l.Number.String()}
}

// plain: printable ASCII without spaces, at most so many bytes; codes and ids only.
func plain(s string, most int) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return len(s) <= most
}
