package dispute

import (
	"slices"
	"unicode/utf8"
)

// bounds holds inputs against the fields of a move. skip are the guards whose
// bounds do not count: none, but in the run that breaks each guard.
type bounds struct {
	skip func(guard string) bool
	own  caseID
}

// check is the first refusal, in the order of Codes; it names the input.
func (b bounds) check(fields []Field, in Answers, path string) *Refusal {
	fields = Chosen(fields, in)
	var worst *Refusal
	say := func(code, guard, name string) {
		worst = earlier(worst, &Refusal{Code: code, Guard: guard, Field: path + name})
	}
	for i := range in {
		known := slices.ContainsFunc(fields, func(f Field) bool { return f.Name == in[i].Name && f.Kind != Absent })
		again := slices.ContainsFunc(in[:i], func(o Answer) bool { return o.Name == in[i].Name })
		if !known || again {
			say("bounds", "", in[i].Name)
		}
	}
	for _, f := range fields {
		if f.Kind == Absent || b.skip != nil && b.skip(f.Guard) {
			continue
		}
		if !in.Has(f.Name) || f.empty(in.get(f.Name)) {
			if code, _ := b.impossible([]Field{f}); f.Required && code == "" {
				say(or(f.Missing, "incomplete"), f.Guard, f.Name)
			}
			continue
		}
		if code := b.refuse(f, in.get(f.Name)); code != "" {
			say(code, f.Guard, f.Name)
		}
		if f.Kind == Group {
			worst = earlier(worst, b.group(f, in.Items(f.Name), path+f.Name))
		}
	}
	return worst
}

// Chosen are the fields as they are beside the values given: what an option says
// of another field takes that field's place.
func Chosen(fields []Field, in Answers) []Field {
	out := slices.Clone(fields)
	for i := 0; i < len(out); i++ {
		if out[i].Kind != Choice || !in.Has(out[i].Name) {
			continue
		}
		value := in.get(out[i].Name).Value
		for _, o := range out[i].Choices {
			if o.Value == value {
				out = merge(out, o.Then)
			}
		}
	}
	return out
}

func merge(fields, then []Field) []Field {
	for _, f := range then {
		if i := slices.IndexFunc(fields, func(x Field) bool { return x.Name == f.Name }); i >= 0 {
			fields[i] = f
		} else {
			fields = append(fields, f)
		}
	}
	return fields
}

// group checks the repetitions of a group, that they differ, and their total.
func (b bounds) group(f Field, items []Answers, path string) *Refusal {
	var worst *Refusal
	var total int64
	for n, item := range items {
		worst = earlier(worst, b.check(f.Fields, item, path+"/"+itoa(n)+"/"))
		if f.Distinct && slices.ContainsFunc(items[:n], func(x Answers) bool { return f.overlap(x, item) }) {
			worst = earlier(worst, &Refusal{Code: "bounds", Field: path + "/" + itoa(n)})
		}
		total += Given(f.Fields, item)
	}
	if miss := f.Unspoken(items); miss != "" {
		worst = earlier(worst, &Refusal{Code: "incomplete", Field: path})
	}
	if f.Total > 0 && total > f.Total && (b.skip == nil || !b.skip(f.OverGuard)) {
		worst = earlier(worst, &Refusal{Code: or(f.Over, "bounds"), Guard: f.OverGuard, Field: path})
	}
	return worst
}

// Unspoken is the first choice of the input Every that no item of a group speaks
// of; "" when none is left out, or the group asks for nothing of the kind.
func (f Field) Unspoken(items []Answers) string {
	i := slices.IndexFunc(f.Fields, func(x Field) bool { return x.Name == f.Every })
	if f.Every == "" || i < 0 || slices.ContainsFunc(items, func(in Answers) bool { return in.Code(f.Every) == "" }) {
		return ""
	}
	for _, o := range f.Fields[i].Choices {
		if !slices.ContainsFunc(items, func(in Answers) bool { return in.Code(f.Every) == o.Value }) {
			return o.Value
		}
	}
	return ""
}

// Given is the sum called "amount" that an item of a group gives: what it says, or,
// where it leaves it out, the only sum it could be; in fen.
func Given(fields []Field, item Answers) int64 {
	if item.Has("amount") {
		return item.Minor("amount")
	}
	for _, f := range Chosen(fields, item) {
		if f.Name == "amount" && f.Kind == Sum && f.Min == f.Max {
			return f.Min
		}
	}
	return 0
}

// overlap tells whether two items of a distinct group speak of the same thing; what
// is not said is all of it.
func (f Field) overlap(x, y Answers) bool {
	by := f.By
	if len(by) == 0 {
		by = []string{f.Fields[0].Name}
	}
	return !slices.ContainsFunc(by, func(name string) bool {
		a, b := x.Code(name), y.Code(name)
		return a != b && a != "" && b != ""
	})
}

// empty tells whether an answer was given without saying anything.
func (f Field) empty(in Answer) bool {
	switch f.Kind {
	case Choices, Claims, Exhibits:
		return len(in.List) == 0
	case Text:
		return in.Text == "" && !in.Sealed
	case Choice, Staff, Code, Digest, Confirm, Seen:
		return in.Value == ""
	case Instant:
		return in.At == nil
	case Group:
		return len(in.Items) == 0
	case Sum, Number, Absent:
	}
	return false
}

// refuse tells what is wrong with one answer; "" when nothing is.
func (b bounds) refuse(f Field, in Answer) string {
	bad := or(f.Outside, "bounds")
	switch f.Kind {
	case Choice, Staff:
		return f.choose(in.Value)
	case Choices, Claims, Exhibits:
		for i, v := range in.List {
			if code := f.choose(v); code != "" || slices.Contains(in.List[:i], v) {
				return or(code, bad)
			}
		}
		return f.many(len(in.List))
	case Sum, Number:
		if in.Minor < f.Min {
			return or(f.Under, bad)
		}
		if in.Minor > f.Max {
			return bad
		}
	case Text:
		if int64(utf8.RuneCountInString(in.Text)) > f.Max || !utf8.ValidString(in.Text) {
			return bad
		}
	case Instant:
		if in.At.Before(f.Earliest) || !f.Latest.IsZero() && in.At.After(f.Latest) {
			return bad
		}
	case Confirm:
		if in.Value != "yes" {
			return "not_confirmed"
		}
	case Seen:
		if in.Value != f.Must {
			return "changed"
		}
	case Code:
		if int64(len(in.Value)) > f.Max || !utf8.ValidString(in.Value) || !b.formed(f.Form, in.Value) {
			return bad
		}
	case Digest:
		if len(in.Value) != 64 || !hexOnly(in.Value) {
			return bad
		}
	case Group:
		return f.many(len(in.Items))
	case Absent:
	}
	return ""
}

// choose tells what is wrong with one chosen value.
func (f Field) choose(v string) string {
	if slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Value == v }) {
		return ""
	}
	for _, x := range f.Barred {
		if x.Value == v {
			return x.Code
		}
	}
	return or(f.Outside, "bounds")
}

// many tells what is wrong with a count.
func (f Field) many(n int) string {
	switch {
	case int64(n) < f.Min:
		return or(f.Missing, "incomplete")
	case int64(n) > f.Max && (f.Max > 0 || f.Kind == Group):
		return or(f.Outside, "bounds")
	}
	return ""
}

// formed tells whether an identifier has the form its field asks for.
func (b bounds) formed(form, text string) bool {
	switch form {
	case "case":
		c, err := parseCase(text)
		return err == nil && !c.IsZero() && c != b.own
	case "person":
		var p personID
		return p.UnmarshalText([]byte(text)) == nil && !p.IsZero()
	default:
		return true
	}
}

func or(code, otherwise string) string {
	if code != "" {
		return code
	}
	return otherwise
}

func hexOnly(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// impossible says why a required input cannot be given at all; "" when it can.
func (b bounds) impossible(fields []Field) (code, name string) {
	for _, f := range fields {
		if b.skip != nil && b.skip(f.Guard) {
			continue
		}
		choice := f.Kind == Choice || f.Kind == Choices || f.Kind == Claims || f.Kind == Exhibits || f.Kind == Staff
		none := false
		switch {
		case !f.Required:
		case choice:
			none = len(f.Choices) == 0
		case f.Kind == Sum || f.Kind == Number || f.Kind == Group && f.Max < f.Min:
			none = f.Max < f.Min
		case f.Kind == Seen:
			none = f.Must == ""
		case f.Kind == Instant:
			none = !f.Latest.IsZero() && f.Latest.Before(f.Earliest)
		case f.Kind == Group && f.Min > 0:
			if code, inner := b.impossible(f.Fields); code != "" {
				return code, f.Name + "/" + inner
			}
		}
		if none {
			return or(f.None, "nothing_there"), f.Name
		}
	}
	return "", ""
}
