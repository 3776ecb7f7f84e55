package reception

import (
	"context"

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
