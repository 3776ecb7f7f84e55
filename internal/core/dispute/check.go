package dispute

import (
	"slices"
	"unicode/utf8"
)

// check holds inputs against the bounds of a move. Every refusal names the input.
func check(fields []Field, in Answers, path string) *Refusal {
	for i := range in {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Name == in[i].Name }) {
			return &Refusal{Code: "unknown_field", Field: path + in[i].Name}
		}
		if slices.ContainsFunc(in[:i], func(o Answer) bool { return o.Name == in[i].Name }) {
			return &Refusal{Code: "repeated_field", Field: path + in[i].Name}
		}
	}
	for _, f := range fields {
		if !in.Has(f.Name) {
			if f.Required {
				return &Refusal{Code: "missing_field", Field: path + f.Name}
			}
			continue
		}
		if code := f.refuse(in.get(f.Name)); code != "" {
			return &Refusal{Code: code, Field: path + f.Name}
		}
		if f.Kind != Group {
			continue
		}
		seen := map[string]bool{}
		for n, item := range in.Items(f.Name) {
			if r := check(f.Fields, item, path+f.Name+"/"+itoa(n)+"/"); r != nil {
				return r
			}
			if key := f.unique(item); key != "" {
				if seen[key] {
					return &Refusal{Code: "repeated_item", Field: path + f.Name + "/" + itoa(n)}
				}
				seen[key] = true
			}
		}
	}
	return nil
}

// unique is the value that may stand once in a group: its first input, when that
// is a choice.
func (f Field) unique(item Answers) string {
	if len(f.Fields) > 0 && f.Fields[0].Kind == Choice && f.Distinct {
		return item.Code(f.Fields[0].Name)
	}
	return ""
}

// refuse tells what is wrong with one answer; "" when nothing is.
func (f Field) refuse(in Answer) string {
	allowed := func(v string) bool {
		return slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Value == v })
	}
	switch f.Kind {
	case Choice, Staff:
		if !allowed(in.Value) {
			return "not_a_choice"
		}
	case Choices, Claims, Exhibits:
		if f.Required && len(in.List) == 0 {
			return "missing_field"
		}
		for i, v := range in.List {
			if !allowed(v) || slices.Contains(in.List[:i], v) {
				return "not_a_choice"
			}
		}
	case Sum, Number:
		if in.Minor < f.Min || in.Minor > f.Max {
			return "out_of_bounds"
		}
	case Text:
		if f.Required && in.Text == "" && !in.Sealed {
			return "missing_field"
		}
		if int64(utf8.RuneCountInString(in.Text)) > f.Max || !utf8.ValidString(in.Text) {
			return "too_long"
		}
	case Instant:
		if in.At == nil || in.At.Before(f.Earliest) || !f.Latest.IsZero() && in.At.After(f.Latest) {
			return "out_of_bounds"
		}
	case Confirm:
		if in.Value != "yes" {
			return "not_confirmed"
		}
	case Seen:
		if in.Value != f.Must {
			return "changed_meanwhile"
		}
	case Code:
		if f.Required && in.Value == "" || int64(len(in.Value)) > f.Max {
			return "out_of_bounds"
		}
	case Digest:
		if len(in.Value) != 64 || !hexOnly(in.Value) {
			return "not_a_digest"
		}
	case Group:
		if int64(len(in.Items)) < f.Min || int64(len(in.Items)) > f.Max {
			return "out_of_bounds"
		}
	}
	return ""
}

func hexOnly(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
