// Package form is the drawer of forms: it draws the inputs of any move from
// []dispute.Field and reads a posted form back into dispute.Answers. It never
// decides whether a move is allowed, never stores anything, and never loses what
// was typed: a form that is refused comes back as it was sent.
//
//	[]dispute.Field ─ Blank → typed ─ Draw → []Input ─ page
//	                  posted typed ─ Change (a row more, a row less) → Draw
//	                  posted typed ─ Read → dispute.Answers, or []Wrong → Draw
//
// Names of inputs: "reason"; of a group's rows "terms.0.sum"; "terms.rows" counts
// the rows; an instant has "until.date" and "until.time". Names that begin with
// an underscore belong to the page.
package form

import (
	"net/url"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Label is the word for a field or a value, with a sentence beside it if one helps.
type Label struct{ Name, Hint string }

// Words names fields and codes for people. path leaves row numbers out:
// "terms.sum". An empty Name makes the drawer show the code itself.
type Words interface {
	Field(act, path string) Label
	Option(act, path, value string) Label
}

// Sheet is one form: the fields of an act with the bounds that hold now.
type Sheet struct {
	Act    string
	Fields []dispute.Field
	Words  Words
	Text   *text.Text
	Zone   *time.Location // dates are read and written in it
	Now    time.Time      // for the year in bounds
	// FileMB is shown beside files; 0 hides it.
	FileMB int64
}

// Typed is a form as a person left it: names of inputs and what stands in them.
type Typed = url.Values

// Wrong is one thing to mend. ID is that of the input, empty when it is the whole
// form; Label names the field.
type Wrong struct{ ID, Label, Message string }

// Names the page itself uses in forms.
const (
	KeyName  = "_key"  // one-time key of the form
	AddName  = "_add"  // a row more of the group named
	DropName = "_drop" // a row less: "terms.1"
	StepName = "_step" // "confirm" on the confirmation page
	TagName  = "_etag" // version of a draft
	SeenName = "_seen" // how much of the case had happened when the form was made
	SureName = "_sure" // "yes" when private words are sent on all the same
	ThenName = "_then" // the choices that what was seen hangs on
	// PlaceName names where in the site a form stands: what is kept of it meanwhile
	// goes when it is sent.
	PlaceName = "_place"
)

// MaxRows bounds the repetitions of any group.
const MaxRows = 100

// maxText bounds a text whose field names no bound, in runes.
const maxText = 20000

// ID makes the id of an input from its name.
func ID(name string) string { return "f-" + strings.ReplaceAll(name, ".", "-") }

func (s Sheet) label(path string) Label {
	l := Label{}
	if s.Words != nil {
		l = s.Words.Field(s.Act, path)
	}
	if l.Name == "" {
		_, l.Name = cutLast(path)
	}
	return l
}

func (s Sheet) option(path string, o dispute.Option) Label {
	l := Label{}
	if s.Words != nil {
		l = s.Words.Option(s.Act, path, o.Value)
	}
	if o.Label != "" && !isDigest(o.Label) {
		l.Name = o.Label
	}
	if l.Name == "" { // a number of something: 请求 1
		l.Name = strings.TrimSpace(s.label(path).Name + " " + o.Value)
	}
	return l
}

// isDigest tells a hash, which says nothing to a reader.
func isDigest(label string) bool {
	return len(label) >= 32 && strings.Trim(label, "0123456789abcdef") == ""
}

// cutLast splits "a.b.c" into "a.b" and "c".
func cutLast(path string) (before, last string) {
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}
