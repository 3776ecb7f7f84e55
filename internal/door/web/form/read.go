package form

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Read turns a posted form into answers. Everything wrong is listed, in the order
// of the fields; with anything wrong the answers are not to be used. It accepts
// any bytes: what is no text, too long, given twice or not asked for is an error
// at its field.
func (s Sheet) Read(posted Typed) (dispute.Answers, []Wrong) {
	r := reading{Sheet: s, posted: posted, known: map[string]bool{}}
	answers := r.fields(s.Fields, "", "")
	names := slices.Sorted(maps.Keys(posted))
	extra := 0
	for _, name := range names {
		if r.known[name] || strings.HasPrefix(name, "_") {
			continue
		}
		if extra++; extra <= 5 { // a flood of names needs no flood of lines
			r.wrong = append(r.wrong, Wrong{Message: s.Text.Form.UnknownField(brief(name))})
		}
	}
	return answers, r.wrong
}

// brief makes a foreign name fit into a sentence.
func brief(name string) string {
	name = strings.ReplaceAll(Show(name), "\n", " ")
	if utf8.RuneCountInString(name) > 40 {
		name = string([]rune(name)[:40]) + "…"
	}
	return name
}

// reading is one pass over a posted form.
type reading struct {
	Sheet
	posted Typed
	known  map[string]bool
	wrong  []Wrong
}

func (r *reading) fields(fields []dispute.Field, prefix, path string) dispute.Answers {
	var out dispute.Answers
	for _, f := range chosen(fields, prefix, r.posted) {
		if f.Kind == dispute.Absent {
			r.unsaid(fields, join(prefix, f.Name), join(path, f.Name))
			continue
		}
		if a, given := r.field(f, join(prefix, f.Name), join(path, f.Name)); given {
			a.Name = f.Name
			out = append(out, a)
		}
	}
	return out
}

// unsaid is an input that has no place beside what was chosen: left empty it is
// nothing, filled in it is an error at its field.
func (r *reading) unsaid(fields []dispute.Field, name, path string) {
	_, last := cutLast(path)
	i := named(fields, last)
	if i < 0 {
		return
	}
	base := fields[i]
	prefix, _ := cutLast(name)
	r.know([]dispute.Field{base}, prefix)
	if typedIn(r.posted, name) {
		if base.Kind == dispute.Instant {
			name += ".date"
		}
		r.report(name, path, r.Text.Form.NotTogether)
	}
}

// typedIn tells whether anything stands in an input or in one of its parts.
func typedIn(typed Typed, name string) bool {
	for key, values := range typed {
		if key != name && !strings.HasPrefix(key, name+".") || strings.HasSuffix(key, ".rows") {
			continue
		}
		for _, v := range values {
			if strings.TrimSpace(v) != "" {
				return true
			}
		}
	}
	return false
}

func (r *reading) report(name, path, message string) {
	r.wrong = append(r.wrong, Wrong{ID: ID(name), Label: r.label(path).Name, Message: message})
}

// field reads one input; given is false when it was left out or is wrong.
func (r *reading) field(f dispute.Field, name, path string) (a dispute.Answer, given bool) {
	switch f.Kind {
	case dispute.Group:
		return r.group(f, name, path)
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		return r.several(f, name, path)
	case dispute.Instant:
		return r.instant(f, name, path)
	case dispute.Choice, dispute.Sum, dispute.Number, dispute.Text, dispute.Confirm,
		dispute.Seen, dispute.Staff, dispute.Code, dispute.Digest:
		return r.single(f, name, path)
	case dispute.Absent: // handled by who calls
	}
	return a, false // a kind this drawer does not know is drawn nowhere, so nothing was typed
}

// one takes the only value of an input; false with a report when there are more,
// when it is no text, or holds hidden characters.
func (r *reading) one(f dispute.Field, name, path string) (string, bool) {
	r.known[name] = true
	values := r.posted[name]
	if len(values) == 0 {
		return "", true
	}
	if len(values) > 1 {
		r.report(name, path, r.Text.Form.Repeated)
		return "", false
	}
	v := values[0]
	if !utf8.ValidString(v) {
		r.report(name, path, r.Text.Form.BrokenBytes)
		return "", false
	}
	if f.Kind == dispute.Text {
		v = lines(v)
	}
	if at := hidden(v, f.Kind == dispute.Text); at > 0 {
		r.report(name, path, r.Text.Form.HiddenCharacter(at))
		return "", false
	}
	return strings.TrimSpace(v), true
}

func (r *reading) single(f dispute.Field, name, path string) (a dispute.Answer, given bool) {
	if f.Kind == dispute.Digest {
		r.known[name+".name"] = true // the name of the file that was received
	}
	v, ok := r.one(f, name, path)
	if !ok {
		return a, false
	}
	if v == "" {
		if f.Required || f.Kind == dispute.Confirm {
			r.report(name, path, r.missing(f.Kind))
		}
		return a, false
	}
	message := r.take(f, v, &a)
	if message != "" {
		r.report(name, path, message)
	}
	return a, message == ""
}

func (r *reading) missing(k dispute.FieldKind) string {
	t := r.Text.Form
	switch k {
	case dispute.Choice, dispute.Choices, dispute.Claims, dispute.Exhibits, dispute.Staff, dispute.Group:
		return t.NeedChoice
	case dispute.Sum:
		return t.NeedSum
	case dispute.Number:
		return t.NeedNumber
	case dispute.Confirm:
		return t.NeedTick
	case dispute.Digest:
		return t.NeedFile
	case dispute.Instant:
		return t.NeedDate
	case dispute.Seen:
		return t.NotPosted
	case dispute.Text, dispute.Code, dispute.Absent:
	}
	return t.NeedText
}

// take puts a value into an answer, or says what is wrong with it.
func (r *reading) take(f dispute.Field, v string, a *dispute.Answer) (message string) {
	t := r.Text.Form
	switch f.Kind {
	case dispute.Choice, dispute.Staff:
		if !offers(f, v) {
			return t.NotOffered
		}
		a.Value = v
	case dispute.Confirm:
		if v != "yes" {
			return t.NeedTick
		}
		a.Value = v
	case dispute.Seen:
		if len(v) > 256 {
			return t.NotPosted
		}
		a.Value = v
	case dispute.Digest:
		if len(v) != 64 || strings.Trim(v, "0123456789abcdef") != "" {
			return t.BadFile
		}
		a.Value = v
	case dispute.Code:
		v = strings.TrimSpace(half(v))
		if most := int(bound(f.Max, 200)); len(v) > most {
			return t.Long(most, len(v))
		}
		a.Value = v
	case dispute.Text:
		if most, n := int(bound(f.Max, maxText)), utf8.RuneCountInString(v); n > most {
			return t.Long(most, n)
		}
		a.Text = v
	case dispute.Sum, dispute.Number:
		return r.quantity(f, v, a)
	case dispute.Choices, dispute.Claims, dispute.Exhibits, dispute.Instant, dispute.Group, dispute.Absent:
	}
	return ""
}

func bound(m, otherwise int64) int64 {
	if m > 0 && m < otherwise {
		return m
	}
	return otherwise
}

func (r *reading) quantity(f dispute.Field, v string, a *dispute.Answer) (message string) {
	t := r.Text.Form
	write := func(n int64) string { return strconv.FormatInt(n, 10) }
	n, err := int64(0), error(nil)
	if f.Kind == dispute.Sum {
		n, err = minor(v, f.Currency)
		write = func(n int64) string { return text.Sum(money.Amount{Minor: n, Currency: f.Currency}) }
	} else {
		n, err = number(v)
	}
	switch {
	case errors.Is(err, errDecimals):
		return t.Decimals(text.Places(f.Currency))
	case err != nil && f.Kind == dispute.Sum:
		return t.BadSum
	case err != nil:
		return t.BadNumber
	case n < f.Min:
		return t.Low(write(f.Min))
	case n > f.Max:
		return t.High(write(f.Max))
	}
	a.Minor = n
	return ""
}

func offers(f dispute.Field, v string) bool {
	return slices.ContainsFunc(f.Choices, func(o dispute.Option) bool { return o.Value == v })
}

// several reads the boxes ticked. The order is that of the choices, not of the form.
func (r *reading) several(f dispute.Field, name, path string) (a dispute.Answer, given bool) {
	r.known[name] = true
	t := r.Text.Form
	ticked := map[string]int{}
	for _, v := range r.posted[name] {
		if !offers(f, v) {
			r.report(name, path, t.NotOffered)
			return a, false
		}
		if ticked[v]++; ticked[v] > 1 {
			r.report(name, path, t.Repeated)
			return a, false
		}
	}
	for _, o := range f.Choices {
		if ticked[o.Value] > 0 {
			a.List = append(a.List, o.Value)
		}
	}
	switch n := int64(len(a.List)); {
	case n == 0 && f.Required:
		r.report(name, path, t.NeedChoice)
		return a, false
	case n > 0 && n < f.Min:
		r.report(name, path, t.Few(f.Min))
		return a, false
	case f.Max > 0 && n > f.Max:
		r.report(name, path, t.Many(f.Max))
		return a, false
	}
	return a, len(a.List) > 0
}

func (r *reading) instant(f dispute.Field, name, path string) (a dispute.Answer, given bool) {
	t := r.Text.Form
	date, okDate := r.one(f, name+".date", path)
	hour, okHour := r.one(f, name+".time", path)
	if !okDate || !okHour {
		return a, false
	}
	if date == "" && hour == "" {
		if f.Required {
			r.report(name+".date", path, t.NeedDate)
		}
		return a, false
	}
	if date == "" || hour == "" {
		missing, at := t.NeedDate, ".date"
		if date != "" {
			missing, at = t.NeedTime, ".time"
		}
		r.report(name+at, path, missing)
		return a, false
	}
	on, err := day(date, r.Zone)
	if err != nil {
		r.report(name+".date", path, t.BadDate)
		return a, false
	}
	at, err := clock(hour, on)
	if err != nil {
		r.report(name+".time", path, t.BadTime)
		return a, false
	}
	if message := r.window(f, at); message != "" {
		r.report(name+".date", path, message)
		return a, false
	}
	a.At = &at
	return a, true
}

func (r *reading) window(f dispute.Field, at time.Time) string {
	switch {
	case !f.Earliest.IsZero() && at.Before(f.Earliest):
		return r.Text.Form.Early(r.Text.At(f.Earliest.In(r.Zone), r.Now))
	case !f.Latest.IsZero() && at.After(f.Latest):
		return r.Text.Form.Late(r.Text.Till(f.Latest.In(r.Zone), r.Now))
	}
	return ""
}
