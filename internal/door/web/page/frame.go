// Package page draws views as HTML. A page asks nothing and decides nothing: what
// it shows is in its view, what it says is in package text. There is no script and
// no inline style; every control is a link, a form or a details element.
//
//	Frame + view ─ *.templ → *_templ.go (generated, committed) → HTML
package page

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/assets"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

//go:generate go tool templ generate

// Frame is what every page is drawn in.
type Frame struct {
	T       *text.Text
	Who     view.Visitor
	Now     time.Time // legal time, in the marketplace's zone
	Clock   *view.Clock
	Title   string
	Here    string // where the language switch comes back to
	Key     string // one-time key of this page's form
	Ref     string // reference id of the request
	Sandbox bool
	Section string // "orders", "cases" …: marks where in the navigation we are
	// Marks finds the words that are explained on this page; nil explains none.
	Marks *text.Marks
	// Bar takes the place of the tabs below on a phone: the one thing to do.
	Bar *Bar
	// Announced is said above the page: that the house is being mended, or will be.
	Announced string
	// Live pages change while they are looked at.
	Live bool
	// Back is the list a member of staff came from, with its filter; "" for the usual one.
	Back string
	// Form pages have their buttons there instead.
	Form bool
}

// Bar is the act bar of a phone: what, by when, and the button.
type Bar struct{ What, When, URL, Button string }

// In marks the part of the site the page belongs to.
func (f Frame) In(section string) Frame {
	f.Section = section
	return f
}

// Buttons marks a page whose own buttons stand at the bottom of a phone.
func (f Frame) Buttons() Frame {
	f.Form = true
	return f
}

// At writes an instant in the reader's language.
func (f Frame) At(t time.Time) string { return f.T.At(t, f.Now) }

// Till writes the end of a period: midnight belongs to the day it ends.
func (f Frame) Till(t time.Time) string { return f.T.Till(t, f.Now) }

// Day writes a date.
func (f Frame) Day(t time.Time) string { return f.T.Day(t, f.Now) }

// Left is how long there still is until an instant; "" when it has passed.
func (f Frame) Left(due time.Time) string {
	if !due.After(f.Now) {
		return ""
	}
	return f.T.Left(due.Sub(f.Now))
}

func iso(t time.Time) string { return t.Format(time.RFC3339) }

func sum(a money.Amount) string { return text.Sum(a) }

// mark is the first character of a name, for the round badge.
func mark(name string) string {
	for _, r := range name {
		return strings.ToUpper(string(r))
	}
	return "·"
}

func icon(name string) string { return assets.Icon(name) }

func style() string { return assets.Style() }

// said are the words a script may need, as attributes of the body.
func said(f Frame) templ.Attributes {
	return templ.Attributes{
		"data-stash": f.T.Live.Stash, "data-unsaved": f.T.Live.NotSaved, "data-offline": f.T.Live.Offline,
		"data-sending": f.T.Live.Sending, "data-cancel": f.T.Live.Cancel, "data-cancelled": f.T.Live.Cancelled, "data-failed": f.T.Live.Failed, "data-toomuch": f.T.Live.TooMuch,
	}
}

func script() string { return assets.Script() }

func logo() string { return assets.Mark() }

func num(n int) string { return strconv.Itoa(n) }

// other is the language the switch leads to.
func (f Frame) other() text.Lang {
	if f.T.Lang == text.English {
		return text.Chinese
	}
	return text.English
}

// Hidden turns a form that was typed into pairs to be carried along unseen. Names
// that begin with an underscore are the page's own; only what guards the form goes along.
func Hidden(typed form.Typed) []view.Pair {
	var out []view.Pair
	for _, name := range slices.Sorted(maps.Keys(typed)) {
		if strings.HasPrefix(name, "_") && name != form.KeyName && name != form.TagName && name != form.ThenName && name != form.PlaceName {
			continue
		}
		for _, v := range typed[name] {
			out = append(out, view.Pair{Name: name, Value: v})
		}
	}
	return out
}

// tone is how pressing a deadline is: calm for others, warm for the visitor,
// urgent in the last six hours.
func (f Frame) tone(d view.Deadline) string {
	switch {
	case !d.Mine:
		return "deadline calm"
	case !d.Due.IsZero() && d.Due.Sub(f.Now) < 6*time.Hour:
		return "deadline urgent"
	}
	return "deadline"
}

func (f Frame) barClass(d view.Deadline) string {
	switch f.tone(d) {
	case "deadline":
		return "warn"
	case "deadline urgent":
		return "bad"
	}
	return ""
}

// used is how much of a period has passed, in minutes, and how long it is.
func (f Frame) used(d view.Deadline) (passed, whole string) {
	all := d.Due.Sub(d.Began)
	gone := min(max(f.Now.Sub(d.Began), 0), all)
	return strconv.FormatInt(int64(gone/time.Minute), 10), strconv.FormatInt(max(int64(all/time.Minute), 1), 10)
}

// soon tells whether an instant is less than a day away.
func (f Frame) soon(due time.Time) bool { return due.Sub(f.Now) < 24*time.Hour }

func dueClass(f Frame, row view.CaseRow) string {
	switch {
	case row.Late:
		return "due late"
	case f.soon(row.Due):
		return "due soon"
	}
	return "due"
}

// room is the frame of a case: a party's next step stands at the bottom of a phone.
func (f Frame) room(c view.Case) Frame {
	f.Live = c.LiveURL != ""
	if d := c.Deadline; d != nil && d.Mine && d.URL != "" && !f.Who.Staff {
		f.Bar = &Bar{What: d.Act, When: f.T.Case.Before(f.Till(d.Due)), URL: d.URL, Button: d.ActName}
	}
	return f
}

// oversees tells a regulator, who neither buys here nor runs the marketplace.
func (f Frame) oversees() bool { return f.Who.Admin && !f.Who.Runs && !f.sells() }

// sells tells whether the visitor looks as a member of a shop.
func (f Frame) sells() bool { return f.Who.Side == view.Seller && len(f.Who.Shops) > 0 }
