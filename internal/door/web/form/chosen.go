package form

import (
	"maps"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// chosen are the fields as they are beside the values typed: what a chosen option
// says of another field takes that field's place, as dispute checks it.
func chosen(fields []dispute.Field, prefix string, typed Typed) []dispute.Field {
	out := slices.Clone(fields)
	for i := 0; i < len(out); i++ {
		if out[i].Kind != dispute.Choice {
			continue
		}
		value := strings.TrimSpace(typed.Get(join(prefix, out[i].Name)))
		for _, o := range out[i].Choices {
			if o.Value == value {
				out = merge(out, o.Then)
			}
		}
	}
	return out
}

func merge(fields, then []dispute.Field) []dispute.Field {
	for _, f := range then {
		if i := named(fields, f.Name); i >= 0 {
			fields[i] = f
		} else {
			fields = append(fields, f)
		}
	}
	return fields
}

func named(fields []dispute.Field, name string) int {
	return slices.IndexFunc(fields, func(f dispute.Field) bool { return f.Name == name })
}

// shown tells whether an option brings something the person must have seen.
func shown(o dispute.Option) bool {
	return slices.ContainsFunc(o.Then, func(f dispute.Field) bool { return f.Kind == dispute.Seen })
}

// relies tells whether any choice of the form brings something to be seen.
func (s Sheet) relies() bool {
	return slices.ContainsFunc(s.Fields, func(f dispute.Field) bool {
		return f.Kind == dispute.Choice && slices.ContainsFunc(f.Choices, shown)
	})
}

// relied names the choices that what the person has seen hangs on: "offer=2". A
// form drawn for one of them is not sent for another: it is drawn again first.
func (s Sheet) relied(typed Typed) string {
	var parts []string
	for _, f := range s.Fields {
		value := strings.TrimSpace(typed.Get(f.Name))
		if f.Kind == dispute.Choice && slices.ContainsFunc(f.Choices, func(o dispute.Option) bool { return o.Value == value && shown(o) }) {
			parts = append(parts, f.Name+"="+value)
		}
	}
	return strings.Join(parts, "&")
}

// rely draws a form anew for what was chosen now: the digests seen before, and what
// went with them, are forgotten.
func (s Sheet) rely(posted Typed) Typed {
	out := maps.Clone(posted)
	for _, f := range s.Fields {
		if f.Kind != dispute.Choice {
			continue
		}
		for _, o := range f.Choices {
			if !shown(o) {
				continue
			}
			for _, x := range o.Then {
				out.Del(x.Name)
			}
		}
	}
	s.blank(s.Fields, "", out)
	out.Set(ThenName, s.relied(out))
	return out
}
