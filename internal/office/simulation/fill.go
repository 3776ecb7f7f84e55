package simulation

import (
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// filler makes inputs for the fields of a move: any that lie inside the bounds may
// come out, the bounds themselves often.
type filler struct {
	dice  *rand.Rand
	now   time.Time
	cases []string // ids of cases, for codes of the form "case"
	own   string   // the case the move is made in, which is none of these
	staff []string // ids of persons, for codes of the form "person"
}

// answers fills the fields; ok is false where the bounds leave nothing to say.
func (f *filler) answers(fields []dispute.Field) (out dispute.Answers, ok bool) {
	fields = slices.Clone(fields)
	given := map[string]bool{}
	for i := 0; i < len(fields); i++ { // choices first: they shape the others
		if fields[i].Kind != dispute.Choice || given[fields[i].Name] || !f.wanted(fields[i]) {
			continue
		}
		o, ok := f.pick(fields[i], out)
		if !ok {
			return nil, false
		}
		given[fields[i].Name] = true
		out = append(out, dispute.Answer{Name: fields[i].Name, Value: o.Value})
		fields = beside(fields, o.Then)
	}
	for _, x := range fields {
		if x.Kind == dispute.Choice || x.Kind == dispute.Absent || !f.wanted(x) {
			continue
		}
		a, ok := f.answer(x, out)
		if !ok && x.Required {
			return nil, false
		}
		if ok {
			out = append(out, a)
		}
	}
	return slices.DeleteFunc(out, func(a dispute.Answer) bool { return !offered(fields, a) }), true
}

func (f *filler) wanted(x dispute.Field) bool { return x.Required || f.dice.IntN(2) == 0 }

// offered tells whether an answer still has a field, after other choices were made.
func offered(fields []dispute.Field, a dispute.Answer) bool {
	return slices.ContainsFunc(fields, func(x dispute.Field) bool { return x.Name == a.Name && x.Kind != dispute.Absent })
}

// beside puts what a choice says of other fields in their places.
func beside(fields, then []dispute.Field) []dispute.Field {
	for _, t := range then {
		if i := slices.IndexFunc(fields, func(x dispute.Field) bool { return x.Name == t.Name }); i >= 0 {
			fields[i] = t
		} else {
			fields = append(fields, t)
		}
	}
	return fields
}

// pick chooses an option; of a pair, the one that belongs to what was chosen before.
func (f *filler) pick(x dispute.Field, so dispute.Answers) (dispute.Option, bool) {
	if len(x.Choices) == 0 {
		return dispute.Option{}, false
	}
	for _, o := range x.Choices {
		for _, before := range so {
			if o.Label != "" && o.Label == before.Value {
				return o, true
			}
		}
	}
	return x.Choices[f.dice.IntN(len(x.Choices))], true
}

func (f *filler) answer(x dispute.Field, so dispute.Answers) (dispute.Answer, bool) {
	a := dispute.Answer{Name: x.Name}
	switch x.Kind {
	case dispute.Staff:
		o, ok := f.pick(x, so)
		a.Value = o.Value
		return a, ok
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		a.List = f.some(x)
		return a, len(a.List) > 0
	case dispute.Sum, dispute.Number:
		a.Minor = f.number(x.Min, x.Max)
		return a, x.Max >= x.Min
	case dispute.Text:
		a.Text, a.Sealed = f.text(x.Max), true
		return a, x.Max > 0
	case dispute.Instant:
		at, ok := f.instant(x)
		a.At = &at
		return a, ok
	case dispute.Confirm:
		a.Value = "yes"
	case dispute.Seen:
		a.Value = x.Must
		return a, x.Must != ""
	case dispute.Code:
		a.Value = f.code(x)
		return a, a.Value != "" && int64(len(a.Value)) <= x.Max
	case dispute.Digest:
		a.Value = f.digest()
	case dispute.Group:
		if x.Name == "files" {
			return a, false // bytes are uploaded before; simulated people say in words what they have
		}
		a.Items = f.items(x)
		return a, int64(len(a.Items)) >= max(x.Min, 1)
	case dispute.Choice, dispute.Absent:
		return a, false
	}
	return a, true
}

// some is a list of different choices, of a length that is allowed.
func (f *filler) some(x dispute.Field) []string {
	most := int64(len(x.Choices))
	if x.Max > 0 {
		most = min(most, x.Max)
	}
	least := max(x.Min, 1)
	if most < least {
		return nil
	}
	var out []string
	for _, i := range f.dice.Perm(len(x.Choices))[:f.number(least, most)] {
		out = append(out, x.Choices[i].Value)
	}
	return out
}

// number lies within min and max, often on one of them.
func (f *filler) number(least, most int64) int64 {
	switch {
	case most <= least || f.dice.IntN(8) == 0:
		return least
	case f.dice.IntN(2) == 0:
		return most
	default:
		return least + f.dice.Int64N(most-least+1)
	}
}

func (f *filler) text(most int64) string {
	words := []rune("快递显示已签收但我没有收到请平台核实并退款")
	n := min(most, int64(1+f.dice.IntN(len(words))))
	return string(words[:max(n, 0)])
}

func (f *filler) instant(x dispute.Field) (time.Time, bool) {
	first, last := x.Earliest, x.Latest
	switch {
	case first.IsZero() && last.IsZero():
		return f.now, true
	case first.IsZero():
		return last.Add(-time.Duration(f.dice.IntN(72)) * time.Hour), true
	case last.IsZero():
		return first.Add(time.Duration(f.dice.IntN(72)) * time.Hour), true
	case last.Before(first):
		return first, false
	}
	return first.Add(time.Duration(f.number(0, int64(last.Sub(first))))).Truncate(time.Microsecond), true
}

func (f *filler) code(x dispute.Field) string {
	among := map[string][]string{"case": f.cases, "person": f.staff}[x.Form]
	switch {
	case x.Form == "":
		return ("SF" + strconv.Itoa(1_000_000+f.dice.IntN(9_000_000)))[:max(min(9, x.Max), 0)]
	case len(among) == 0:
		return ""
	}
	if v := among[f.dice.IntN(len(among))]; v != f.own {
		return v
	}
	return ""
}

func (f *filler) digest() string {
	var b [32]byte
	for i := range b {
		b[i] = byte(f.dice.IntN(256)) //nolint:gosec // one byte
	}
	return hex.EncodeToString(b[:])
}

// items are the repetitions of a group: different where they must be, together not
// above its total.
func (f *filler) items(x dispute.Field) []dispute.Answers {
	var out []dispute.Answers
	left := x.Total
	want := max(x.Min, 1)
	if f.dice.IntN(3) == 0 {
		want = min(want+1+int64(f.dice.IntN(2)), x.Max)
	}
	for range 4 * max(want, 1) {
		if int64(len(out)) >= want {
			break
		}
		fields := x.Fields
		if x.Every != "" && len(out) == 0 { // the first speaks of all
			fields = slices.DeleteFunc(slices.Clone(fields), func(f dispute.Field) bool { return f.Name == x.Every })
		}
		item, ok := f.answers(fields)
		if !ok {
			continue
		}
		sum := dispute.Given(x.Fields, item)
		like := func(other dispute.Answers) bool { return alike(x, item, other) }
		if x.Distinct && slices.ContainsFunc(out, like) || x.Total > 0 && sum > left {
			continue
		}
		left -= sum
		out = append(out, item)
	}
	return out
}

// alike tells whether two items of a group that must differ speak of the same
// thing: what is not said is all of it.
func alike(x dispute.Field, a, b dispute.Answers) bool {
	by := x.By
	if len(by) == 0 {
		by = []string{x.Fields[0].Name}
	}
	return !slices.ContainsFunc(by, func(name string) bool {
		u, v := a.Code(name), b.Code(name)
		return u != v && u != "" && v != ""
	})
}

// spoil puts one input outside its bounds, in a way that no field allows.
func (f *filler) spoil(fields []dispute.Field, in dispute.Answers) dispute.Answers {
	out := slices.Clone(in)
	for _, i := range f.dice.Perm(len(out)) {
		at := slices.IndexFunc(fields, func(x dispute.Field) bool { return x.Name == out[i].Name })
		if at < 0 {
			continue
		}
		switch x := fields[at]; x.Kind {
		case dispute.Choice, dispute.Staff, dispute.Seen, dispute.Confirm, dispute.Digest:
			out[i].Value = "no-such-value"
		case dispute.Choices, dispute.Claims, dispute.Exhibits:
			out[i].List = []string{"no-such-value"}
		case dispute.Text:
			out[i].Text = strings.Repeat("长", int(min(x.Max, 20_000))+1)
		case dispute.Group:
			out[i].Items = slices.Repeat(out[i].Items, int(x.Max)+1)
		case dispute.Sum, dispute.Number, dispute.Instant, dispute.Code, dispute.Absent:
			continue // what else was chosen may have moved these bounds
		}
		return out
	}
	return append(out, dispute.Answer{Name: "not-an-input", Value: "1"})
}
