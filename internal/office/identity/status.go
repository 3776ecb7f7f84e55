package identity

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// StatusLength is how long a link that shows how a case stands is good for.
const StatusLength = 7 * 24 * time.Hour

// MostStatusLinks is how many of them a person may have open at once.
const MostStatusLinks = 10

// MakeStatusLink makes a link that shows once, without a sign-in, how a case stands:
// for who has no device of his own at hand, or asks somebody to look. It begins no
// session and serves nothing.
//
// Refusals: LinkMalformed, LinksFull.
func (d *Desk) MakeStatusLink(ctx context.Context, m id.Market, p id.Person, of id.Case) (string, Link, error) {
	open, err := d.StatusLinks(ctx, m, p)
	if err != nil {
		return "", Link{}, err
	}
	if len(open) >= MostStatusLinks {
		return "", Link{}, refuse(LinksFull)
	}
	return d.MakeLink(ctx, NewLink{Market: m, Purpose: SeeStatus, Person: p, Target: of.String(), Length: StatusLength})
}

// StatusLinks are those of a person that still work, the oldest first.
func (d *Desk) StatusLinks(ctx context.Context, m id.Market, p id.Person) ([]Link, error) {
	all, err := d.store.LinksOf(ctx, m, p, SeeStatus, d.now())
	return all, wrapped("links", err)
}

// EndStatusLink takes one back: it shows nothing any more.
//
// Refusals: LinkUnusable (there is none of that number that works).
func (d *Desk) EndStatusLink(ctx context.Context, m id.Market, p id.Person, n Number) error {
	err := d.store.EndLink(ctx, m, p, SeeStatus, n, d.now())
	if errors.Is(err, ErrUnknown) {
		return refuse(LinkUnusable)
	}
	return wrapped("end link", err)
}
