package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Look is how an input is drawn.
type Look string

// The looks of inputs.
const (
	Line   Look = "line"   // one line of text
	Area   Look = "area"   // several lines
	Money  Look = "money"  // a sum, its currency before it
	Count  Look = "count"  // a whole number
	Radio  Look = "radio"  // one of few
	Select Look = "select" // one of many
	Boxes  Look = "boxes"  // several
	Tick   Look = "tick"   // a single box that must be ticked
	When   Look = "when"   // date and time
	Hidden Look = "hidden"
	File   Look = "file"
	Rows   Look = "rows" // a group, repeated
)

// fewChoices is how many choices are still shown all at once.
const fewChoices = 7

// Input is one field ready to be drawn, with what was typed into it.
type Input struct {
	Look           Look
	ID, Name, Path string
	Label, Hint    string
	Of             string // what it belongs to, where several of one label stand on a page: for who only hears
	Bounds         string // "¥0.01 到 ¥899.00", "最多 500 个字"
	Required       bool
	Value          string
	Options        []Option
	Sign           string // before a sum
	Date, Time     string
	Earliest       string // 2006-01-02, for the date picker
	Latest         string
	Most           int    // characters
	Kept           string // name of a file already received
	Wrong          string
	Rows           []Row
	AddLabel       string // empty: no row may be added
	RowCount       string
}

// Option is one thing to choose.
type Option struct {
	ID, Value, Label, Hint string
	On                     bool
}

// Row is one repetition of a group.
type Row struct {
	ID                         string
	Title, DropName, DropLabel string // DropName empty: this row must stay
	Inputs                     []Input
}

// Blank is the form before anybody typed: what each field shows first, and as many
// rows of each group as there must be (one where it is asked for).
func (s Sheet) Blank() Typed { return s.BlankWith(Typed{}) }

// BlankWith is the blank form with some inputs filled already.
func (s Sheet) BlankWith(filled Typed) Typed {
	out := maps.Clone(filled)
	s.blank(s.Fields, "", out)
	if s.relies() {
		out.Set(ThenName, s.relied(out))
	}
	return out
}

// blank fills in what a form shows first where nothing stands yet. Choices come
// first: what they say of other inputs counts for those.
func (s Sheet) blank(fields []dispute.Field, prefix string, out Typed) {
	for _, f := range fields {
		name := join(prefix, f.Name)
		if f.Kind != dispute.Choice || out.Has(name) {
			continue
		}
		if f.Default != "" {
			out.Set(name, f.Default)
		} else if f.Required && len(f.Choices) == 1 {
			out.Set(name, f.Choices[0].Value)
		}
	}
	for _, f := range chosen(fields, prefix, out) {
		name := join(prefix, f.Name)
		if typedIn(out, name) || out.Has(name+".rows") {
			continue
		}
		switch f.Kind {
		case dispute.Group:
			rows := int(f.Min)
			if f.Required {
				rows = max(rows, 1)
			}
			out.Set(name+".rows", strconv.Itoa(rows))
			for i := range rows {
				s.blank(f.Fields, join(name, strconv.Itoa(i)), out)
			}
		case dispute.Seen:
			out.Set(name, f.Must)
		case dispute.Sum:
			if n, err := strconv.ParseInt(f.Default, 10, 64); err == nil {
				out.Set(name, text.Plain(money.Amount{Minor: n, Currency: f.Currency}))
			}
		case dispute.Choices, dispute.Claims, dispute.Exhibits:
			if f.Default != "" {
				out[name] = strings.Split(f.Default, ",")
			} else if f.Required && (len(f.Choices) == 1 || int(f.Min) == len(f.Choices)) {
				for _, o := range f.Choices { // all of them, or the only one
					out.Add(name, o.Value)
				}
			}
		case dispute.Instant:
			if at, err := parseInstant(f.Default); err == nil {
				out.Set(name+".date", at.In(s.Zone).Format("2006-01-02"))
				out.Set(name+".time", at.In(s.Zone).Format("15:04"))
			}
		case dispute.Confirm, dispute.Absent, dispute.Choice:
		case dispute.Staff, dispute.Number, dispute.Text, dispute.Code, dispute.Digest:
			if f.Default != "" {
				out.Set(name, f.Default)
			}
		}
	}
}

// Change answers the buttons “add another” and “remove”: it gives the form with a
// row more or less, everything typed kept; false when neither was pressed. A form
// drawn for one thing and sent for another (another offer) is changed as well: what
// the person relies on must be shown before it is sent.
func (s Sheet) Change(posted Typed) (Typed, bool) {
	if name := posted.Get(AddName); name != "" {
		if f, ok := s.find(name); ok {
			n := s.rows(f, posted, name)
			if n < int(mostRows(f)) {
				posted.Set(name+".rows", strconv.Itoa(n+1))
				s.blank(f.Fields, join(name, strconv.Itoa(n)), posted)
			}
		}
		posted.Del(AddName)
		return posted, true
	}
	row := posted.Get(DropName)
	if row == "" {
		if s.relies() && posted.Has(ThenName) && posted.Get(ThenName) != s.relied(posted) {
			return s.rely(posted), true
		}
		return posted, false
	}
	posted.Del(DropName)
	name, number := cutLast(row)
	i, err := strconv.Atoi(number)
	if f, ok := s.find(name); ok && err == nil {
		s.drop(f, posted, name, i)
	}
	return posted, true
}

// find is the group with that name, rows counted in: "terms" or "claims.0.scope".
func (s Sheet) find(name string) (dispute.Field, bool) {
	fields, parts := s.Fields, strings.Split(name, ".")
	for i := 0; i < len(parts); i += 2 {
		at := slices.IndexFunc(fields, func(f dispute.Field) bool { return f.Name == parts[i] && f.Kind == dispute.Group })
		if at < 0 {
			return dispute.Field{}, false
		}
		if i == len(parts)-1 {
			return fields[at], true
		}
		fields = fields[at].Fields
	}
	return dispute.Field{}, false
}

// drop removes row i and moves the rows behind it up.
func (s Sheet) drop(f dispute.Field, posted Typed, name string, i int) {
	n := s.rows(f, posted, name)
	if i < 0 || i >= n || n <= int(f.Min) {
		return
	}
	for at := i; at < n; at++ {
		here, next := join(name, strconv.Itoa(at))+".", join(name, strconv.Itoa(at+1))+"."
		for key := range posted {
			if strings.HasPrefix(key, here) {
				posted.Del(key)
			}
		}
		for key, values := range posted {
			if rest, found := strings.CutPrefix(key, next); found && at < n-1 {
				posted[here+rest] = values
			}
		}
	}
	posted.Set(name+".rows", strconv.Itoa(n-1))
}

// Draw makes the inputs, with what was typed and what is wrong.
func (s Sheet) Draw(typed Typed, wrong []Wrong) []Input {
	out := s.draw(s.Fields, "", "", typed, wrong)
	if s.relies() {
		out = append(out, Input{Look: Hidden, Name: ThenName, Value: s.relied(typed)})
	}
	return out
}

func (s Sheet) draw(fields []dispute.Field, prefix, path string, typed Typed, wrong []Wrong) []Input {
	out := make([]Input, 0, len(fields))
	for i, f := range chosen(fields, prefix, typed) {
		if f.Kind == dispute.Absent { // drawn as ever: who changes the choice may need it
			if i >= len(fields) {
				continue
			}
			f = fields[i]
		}
		in := s.input(f, join(prefix, f.Name), join(path, f.Name), typed)
		for _, w := range wrong {
			if w.ID == in.ID || in.Look == When && (w.ID == in.ID+"-date" || w.ID == in.ID+"-time") {
				in.Wrong = w.Message
				break
			}
		}
		if f.Kind == dispute.Group {
			s.drawRows(f, &in, typed, wrong)
		}
		if ofFile(fields, f) {
			in.Look = Hidden
		}
		out = append(out, in)
	}
	return out
}

func (s Sheet) input(f dispute.Field, name, path string, typed Typed) Input {
	label := s.label(path)
	in := Input{ID: ID(name), Name: name, Path: path, Label: label.Name, Hint: label.Hint, Required: f.Required, Value: Show(typed.Get(name))}
	t := s.Text.Form
	switch f.Kind {
	case dispute.Choice, dispute.Staff:
		in.Look = Select
		if len(f.Choices) <= fewChoices && f.Kind == dispute.Choice && f.Required { // one that may be left open must be able to be emptied

			in.Look = Radio
		}
		in.Options = s.options(f, name, path, typed[name])
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		in.Look, in.Options = Boxes, s.options(f, name, path, typed[name])
	case dispute.Sum:
		in.Look, in.Sign, in.Bounds = Money, strings.TrimSpace(text.Sign(f.Currency)), s.sums(f)
	case dispute.Number:
		in.Look, in.Bounds = Count, t.Between(strconv.FormatInt(f.Min, 10), strconv.FormatInt(f.Max, 10))
		if f.Min == f.Max {
			in.Bounds = t.Exact(strconv.FormatInt(f.Min, 10))
		}
	case dispute.Text:
		in.Look, in.Most = Area, int(bound(f.Max, maxText))
		in.Bounds = t.Characters(int64(in.Most))
	case dispute.Code:
		in.Look, in.Most = Line, int(bound(f.Max, 200))
	case dispute.Instant:
		s.when(f, &in, typed)
	case dispute.Confirm:
		in.Look, in.Required = Tick, true
	case dispute.Seen:
		in.Look = Hidden
	case dispute.Digest:
		in.Look, in.Kept = File, Show(typed.Get(name+".name"))
		if s.FileMB > 0 {
			in.Bounds = t.FileLimit(s.FileMB)
		}
	case dispute.Group:
		in.Look = Rows
	case dispute.Absent:
	}
	return in
}

func (s Sheet) options(f dispute.Field, name, path string, chosen []string) []Option {
	out := make([]Option, len(f.Choices))
	for i, o := range f.Choices {
		l := s.option(path, o)
		out[i] = Option{
			ID: ID(name) + "-" + strconv.Itoa(i), Value: o.Value, Label: l.Name, Hint: l.Hint,
			On: slices.Contains(chosen, o.Value),
		}
	}
	return out
}

// anySum is a bound that only keeps sums countable: ten million of a currency with cents.
const anySum = 1_000_000_000

func (s Sheet) sums(f dispute.Field) string {
	t := s.Text.Form
	low := text.Sum(money.Amount{Minor: f.Min, Currency: f.Currency})
	high := text.Sum(money.Amount{Minor: f.Max, Currency: f.Currency})
	switch {
	case f.Min == f.Max:
		return t.Exact(low)
	case f.Min <= 1 && f.Max >= anySum:
		return "" // a bound nobody comes near says nothing
	case f.Min <= 1:
		return t.AtMost(high)
	}
	return t.Between(low, high)
}

func (s Sheet) when(f dispute.Field, in *Input, typed Typed) {
	in.Look = When
	in.Date, in.Time = Show(typed.Get(in.Name+".date")), Show(typed.Get(in.Name+".time"))
	if !f.Earliest.IsZero() {
		in.Earliest = f.Earliest.In(s.Zone).Format("2006-01-02")
	}
	if !f.Latest.IsZero() {
		in.Latest = f.Latest.In(s.Zone).Format("2006-01-02")
	}
	switch t := s.Text; {
	case !f.Earliest.IsZero() && !f.Latest.IsZero():
		in.Bounds = t.Form.Between(t.At(f.Earliest.In(s.Zone), s.Now), t.Till(f.Latest.In(s.Zone), s.Now))
	case !f.Latest.IsZero():
		in.Bounds = t.Form.Late(t.Till(f.Latest.In(s.Zone), s.Now))
	case !f.Earliest.IsZero():
		in.Bounds = t.Form.Early(t.At(f.Earliest.In(s.Zone), s.Now))
	}
}

func (s Sheet) drawRows(f dispute.Field, in *Input, typed Typed, wrong []Wrong) {
	rows := s.rows(f, typed, in.Name)
	t := s.Text.Form
	in.RowCount = strconv.Itoa(rows)
	for i := range rows {
		prefix := join(in.Name, strconv.Itoa(i))
		row := Row{ID: ID(prefix), Title: t.Item(in.Label, i+1), Inputs: s.draw(f.Fields, prefix, in.Path, typed, wrong)}
		if rows > int(f.Min) && (rows > 1 || !f.Required) {
			row.DropName, row.DropLabel = prefix, t.Drop(in.Label, i+1)
		}
		in.Rows = append(in.Rows, row)
	}
	if rows < int(mostRows(f)) {
		in.AddLabel = t.Add(in.Label)
		if rows == 0 {
			in.AddLabel = t.AddFirst(in.Label)
		}
	}
}
