package reception

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/unsent"
)

// drawers hold what visitors typed and have not sent.
type drawers struct{ *Reception }

func (d drawers) owner(who view.Visitor) unsent.Owner {
	return unsent.Owner{Market: d.Market, Person: who.Person}
}

// Keep implements web.Unsent. Of a person who was erased nothing is kept.
func (d drawers) Keep(ctx context.Context, who view.Visitor, place string, typed form.Typed, at time.Time) error {
	err := d.Unsent.Keep(ctx, d.owner(who), place, unsent.Text{Typed: typed, At: at})
	switch {
	case errors.Is(err, unsent.ErrTooLarge):
		return web.ErrKeptTooLarge
	case errors.Is(err, unsent.ErrFull):
		return web.ErrKeptTooMany
	case errors.Is(err, docket.ErrKeyDestroyed):
		return nil
	}
	return err
}

// Kept implements web.Unsent.
func (d drawers) Kept(ctx context.Context, who view.Visitor, place string) (form.Typed, time.Time, error) {
	text, err := d.Unsent.Kept(ctx, d.owner(who), place)
	if errors.Is(err, unsent.ErrUnknown) {
		return nil, time.Time{}, web.ErrUnknown
	}
	return text.Typed, d.local(text.At), err
}

// Drop implements web.Unsent.
func (d drawers) Drop(ctx context.Context, who view.Visitor, place string) error {
	return d.Unsent.Drop(ctx, d.owner(who), place)
}

// local puts an instant into the marketplace's zone; none stays none.
func (d drawers) local(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(d.zone())
}
