package disputetest

import (
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// Spoil takes inputs inside the bounds of fields and puts one of them outside: one
// is missing, too much, unknown, too large, stale, or said twice. What it did is
// said in words.
func Spoil(dice Dice, fields []dispute.Field, in dispute.Answers) (dispute.Answers, string) {
	out := copied(in)
	var ways []way
	ways = append(ways, spoils(dispute.Chosen(fields, out), &out, "")...)
	w := ways[dice.IntN(len(ways))]
	w.do()
	return out, w.what
}

type way struct {
	what string
	do   func()
}

func copied(in dispute.Answers) dispute.Answers {
	out := slices.Clone(in)
	for i := range out {
		out[i].List = slices.Clone(out[i].List)
		out[i].Items = slices.Clone(out[i].Items)
		for j := range out[i].Items {
			out[i].Items[j] = copied(out[i].Items[j])
		}
	}
	return out
}

// spoils are all ways to leave the bounds, here and in the items of groups.
func spoils(fields []dispute.Field, in *dispute.Answers, path string) []way {
	ways := []way{
		{path + " unknown input", func() { *in = append(*in, Pick("no_such_input", "x")) }},
	}
	if len(*in) > 0 {
		ways = append(ways, way{path + " said twice", func() { *in = append(*in, (*in)[0]) }})
	}
	for _, f := range fields {
		at := slices.IndexFunc(*in, func(a dispute.Answer) bool { return a.Name == f.Name })
		if f.Kind == dispute.Absent {
			ways = append(ways, way{path + f.Name + " has no place", func() { *in = append(*in, Pick(f.Name, "yes")) }})
			continue
		}
		if at < 0 {
			continue
		}
		if f.Required {
			ways = append(ways, way{path + f.Name + " missing", func() { *in = slices.Delete(*in, at, at+1) }})
		}
		ways = append(ways, outside(f, &(*in)[at], path)...)
	}
	return ways
}

// outside are the ways one input may lie outside its bounds.
func outside(f dispute.Field, a *dispute.Answer, path string) []way {
	set := func(what string, do func()) way { return way{path + f.Name + " " + what, do} }
	switch f.Kind {
	case dispute.Choice, dispute.Staff:
		return []way{set("no choice", func() { a.Value = "no_such_choice" })}
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		ways := []way{
			set("no choice", func() { a.List = append(a.List, "no_such_choice") }),
			set("twice", func() { a.List = append(a.List, a.List[0]) }),
		}
		if f.Min > 1 {
			ways = append(ways, set("too few", func() { a.List = a.List[:1] }))
		}
		return ways
	case dispute.Sum, dispute.Number:
		return []way{set("too small", func() { a.Minor = f.Min - 1 }), set("too large", func() { a.Minor = f.Max + 1 })}
	case dispute.Text:
		return []way{set("too long", func() { a.Text = strings.Repeat("长", int(f.Max)+1) }), set("no text", func() { a.Text = "\xff" })}
	case dispute.Instant:
		return instants(f, a, set)
	case dispute.Confirm:
		return []way{set("not confirmed", func() { a.Value = "no" })}
	case dispute.Seen:
		return []way{set("stale", func() { a.Value = strings.Repeat("f", 64) })}
	case dispute.Code:
		return []way{set("too long", func() { a.Value = strings.Repeat("9", int(f.Max)+1) })}
	case dispute.Digest:
		return []way{set("no digest", func() { a.Value = strings.Repeat("x", 64) })}
	case dispute.Group:
		return groups(f, a, path, set)
	case dispute.Absent:
	}
	return nil
}

func instants(f dispute.Field, a *dispute.Answer, set func(string, func()) way) []way {
	var ways []way
	if !f.Earliest.IsZero() {
		ways = append(ways, set("too early", func() { at := f.Earliest.Add(-time.Second); a.At = &at }))
	}
	if !f.Latest.IsZero() {
		ways = append(ways, set("too late", func() { at := f.Latest.Add(time.Second); a.At = &at }))
	}
	return ways
}

func groups(f dispute.Field, a *dispute.Answer, path string, set func(string, func()) way) []way {
	var ways []way
	if f.Distinct {
		ways = append(ways, set("the same twice", func() { a.Items = append(a.Items, copied(a.Items[0])) }))
	}
	if f.Max < 50 {
		ways = append(ways, set("too many", func() {
			for int64(len(a.Items)) <= f.Max {
				a.Items = append(a.Items, copied(a.Items[0]))
			}
		}))
	}
	for i := range a.Items {
		ways = append(ways, spoils(dispute.Chosen(f.Fields, a.Items[i]), &a.Items[i], path+f.Name+"/")...)
	}
	return ways
}
