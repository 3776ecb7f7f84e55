package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
)

// live tells when what a visitor sees has changed.
type live struct{ *Reception }

// watching is one visitor before one case.
type watching struct {
	book *casebook.Casebook
	casebook.Watch
}

// Watch implements web.Live.
func (l live) Watch(ctx context.Context, who view.Visitor, of id.Case) (web.Watch, error) {
	w, err := l.Casebook.Watch(ctx, l.who(who), of)
	return watching{l.Casebook, w}, outside(err)
}

// Heads implements web.Watch.
func (w watching) Heads(ctx context.Context) (string, error) {
	heads, err := w.book.Heads(ctx, w.Watch)
	return heads, outside(err)
}

// News implements web.Live.
func (l live) News(ctx context.Context, who view.Visitor, of id.Case, seen string) ([]view.Entry, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return nil, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return nil, err
	}
	return r.since(seen, func(e casebook.Entry) bool {
		act, ok := e.Event.(dispute.Act)
		said := ok && (act.Move == "message" || act.Move == "offer") // they stand elsewhere on the page
		return e.Person != who.Person && (said || !quiet(e.Event))
	}), nil
}
