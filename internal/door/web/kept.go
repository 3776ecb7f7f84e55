package web

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Errors of Unsent.
var (
	ErrKeptTooLarge = errors.New("web: too large to be kept")
	ErrKeptTooMany  = errors.New("web: too many texts kept")
)

// longPlace bounds the name of a place.
const longPlace = 300

// caseBox is the place of a conversation's box: it names its audience, so that what
// was written to one is never offered at the box of another.
func caseBox(of id.Case, channel string) string { return "/cases/" + of.String() + "#to-" + channel }

// placeOf reads the place a form names: an address of this site, nothing else.
func placeOf(typed form.Typed) (string, bool) {
	place := typed.Get(form.PlaceName)
	return place, len(place) <= longPlace && local(place)
}

// keep takes what was typed so far, and answers with a line to be shown beside it. An
// empty form keeps nothing.
func (s *Site) keep(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return v.line(http.StatusRequestEntityTooLarge, v.t.Live.TooMuch)
	}
	place, ok := placeOf(posted)
	if !ok || s.Unsent == nil {
		return ErrUnknown
	}
	written := form.Typed{}
	for name, values := range posted {
		if !strings.HasPrefix(name, "_") {
			written[name] = values
		}
	}
	if blank(written) {
		err = s.Unsent.Drop(v.r.Context(), v.who, place)
	} else {
		err = s.Unsent.Keep(v.r.Context(), v.who, place, written, v.Now)
	}
	switch {
	case errors.Is(err, ErrKeptTooLarge):
		return v.line(http.StatusRequestEntityTooLarge, v.t.Live.TooMuch)
	case errors.Is(err, ErrKeptTooMany):
		return v.line(http.StatusConflict, v.t.Live.TooMany)
	case err != nil:
		s.report(v.r.Context(), http.StatusInternalServerError, err)
		return v.line(http.StatusInternalServerError, v.t.Live.NotSaved)
	}
	return v.line(http.StatusOK, v.t.Live.Saved(v.Now.Format("15:04")))
}

// line answers with one line of text.
func (v *visit) line(status int, text string) error {
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = io.WriteString(v.w, text) // who typed may have gone
	return nil
}

// blank tells whether nobody wrote anything; counts of rows are no writing.
func blank(typed form.Typed) bool {
	for name, values := range typed {
		for _, value := range values {
			if !strings.HasSuffix(name, ".rows") && strings.TrimSpace(value) != "" {
				return false
			}
		}
	}
	return true
}

// keptDrop puts away what is kept of a place, and leads back to it.
func (s *Site) keptDrop(v *visit) error {
	in, err := v.postedWithFiles(nil)
	if err != nil {
		return err
	}
	place, ok := placeOf(in.typed)
	if !ok {
		return ErrUnknown
	}
	v.forget(in.typed)
	return v.see(place)
}

// kept finds what this visitor left unsent at a place. A store that fails costs
// comfort, not the page.
func (v *visit) kept(place string) (form.Typed, view.Keeping) {
	if v.site.Unsent == nil || !v.who.Known() || len(place) > longPlace {
		return nil, view.Keeping{}
	}
	typed, at, err := v.site.Unsent.Kept(v.r.Context(), v.who, place)
	switch {
	case errors.Is(err, ErrUnknown):
	case err != nil:
		v.site.report(v.r.Context(), http.StatusInternalServerError, err)
	default:
		return typed, view.Keeping{Place: place, At: at}
	}
	return nil, view.Keeping{Place: place}
}

// forget drops what is kept of the place a form names: it was sent, or put away.
func (v *visit) forget(typed form.Typed) {
	place, ok := placeOf(typed)
	if !ok || v.site.Unsent == nil {
		return
	}
	if err := v.site.Unsent.Drop(v.r.Context(), v.who, place); err != nil {
		v.site.report(v.r.Context(), http.StatusInternalServerError, err)
	}
}

// over lays what was kept over a form; rows of a group replace those that stood there.
func over(typed, kept form.Typed) form.Typed {
	out := form.Typed{}
	maps.Copy(out, typed)
	for name := range kept {
		group, ok := strings.CutSuffix(name, ".rows")
		for stood := range typed {
			if ok && strings.HasPrefix(stood, group+".") {
				out.Del(stood)
			}
		}
	}
	maps.Copy(out, kept)
	return out
}

// recall puts what was left unsent into the boxes of a room.
func (v *visit) recall(of id.Case, c *view.Case) {
	for i := range c.Channels {
		if say := c.Channels[i].Say; say != nil {
			var typed form.Typed
			typed, say.Keeping = v.kept(caseBox(of, c.Channels[i].ID))
			say.Text = form.Show(typed.Get(say.Field))
		}
	}
}
