package web

import (
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// officeWords names fields and codes with the words that pages, API and notices
// share.
type officeWords struct{ lang text.Lang }

// Field names an input of an act.
func (w officeWords) Field(act, path string) form.Label {
	f := wording.Field(act, path)
	return form.Label{Name: f.Name.In(w.lang), Hint: f.Hint.In(w.lang)}
}

// Option names a code. A number is no code: it counts something the page names.
func (w officeWords) Option(act, path, value string) form.Label {
	if strings.Trim(value, "0123456789") == "" {
		return form.Label{}
	}
	return form.Label{Name: wording.Choice(act, path, value).In(w.lang)}
}
