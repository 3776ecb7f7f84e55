package form

import (
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// OfficeWords name fields and codes with the words that pages, API and notices share.
type OfficeWords struct{ Lang text.Lang }

// Field names an input of an act.
func (w OfficeWords) Field(act, path string) Label {
	f := wording.Field(act, path)
	return Label{Name: f.Name.In(w.Lang), Hint: f.Hint.In(w.Lang)}
}

// Option names a code. Numbers, ids and digests are no codes: they point at
// something, and are named by their label or their field.
func (w OfficeWords) Option(act, path, value string) Label {
	if isNumber(value) || isDigest(value) || isID(value) {
		return Label{}
	}
	return Label{Name: wording.Choice(act, path, value).In(w.Lang)}
}

func isNumber(value string) bool { return strings.Trim(value, "0123456789") == "" }

// isID tells an identifier at the doors: case_0f3k….
func isID(value string) bool {
	_, body, found := strings.Cut(value, "_")
	return found && len(body) == 26 && strings.Trim(body, "0123456789abcdefghjkmnpqrstvwxyz") == ""
}
