package disputetest

import (
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// Dice is where chance comes from: *rand.Rand, or a property test's own.
type Dice interface{ IntN(n int) int }

// plain is the dice of who wants no chance: the least of everything.
type plain struct{}

func (plain) IntN(int) int { return 0 }

// Fill makes inputs inside the bounds of fields: all that is required and, as the
// dice fall, what is not. Presets are taken as they are. Without dice it says the
// least: the first choice, the smallest sum, nothing that is not required.
func Fill(dice Dice, fields []dispute.Field, presets ...dispute.Answer) dispute.Answers {
	f := filler{dice: dice}
	if dice == nil {
		f.dice, f.least = plain{}, true
	}
	return f.fill(fields, presets)
}

type filler struct {
	dice  Dice
	least bool
}

// fill decides field by field, those first whose choice changes the others.
func (f filler) fill(fields []dispute.Field, presets []dispute.Answer) dispute.Answers {
	out := dispute.Answers(slices.Clone(presets))
	var skipped []string
	for {
		next, ok := undecided(dispute.Chosen(fields, out), out, skipped)
		if !ok {
			return out
		}
		if next.Kind == dispute.Absent || !possible(next) || next.Name == "files" || // a message's: its room measures them, nothing is decided by them
			!next.Required && (f.least || f.dice.IntN(3) == 0) {
			skipped = append(skipped, next.Name)
			continue
		}
		out = append(out, f.one(next))
	}
}

func undecided(fields []dispute.Field, said dispute.Answers, skipped []string) (dispute.Field, bool) {
	var found dispute.Field
	for _, x := range fields {
		if said.Has(x.Name) || slices.Contains(skipped, x.Name) {
			continue
		}
		then := slices.ContainsFunc(x.Choices, func(o dispute.Option) bool { return o.Then != nil })
		if x.Kind == dispute.Choice && then {
			return x, true
		}
		if found.Name == "" {
			found = x
		}
	}
	return found, found.Name != ""
}

// possible tells whether an input could be given at all.
func possible(x dispute.Field) bool {
	switch x.Kind {
	case dispute.Choice, dispute.Choices, dispute.Claims, dispute.Exhibits, dispute.Staff:
		return len(x.Choices) > 0
	case dispute.Sum, dispute.Number, dispute.Group:
		return x.Max >= x.Min
	default:
		return true
	}
}

func (f filler) one(x dispute.Field) dispute.Answer {
	a := dispute.Answer{Name: x.Name}
	switch x.Kind {
	case dispute.Choice, dispute.Staff:
		a.Value = x.Choices[f.dice.IntN(len(x.Choices))].Value
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		a.List = f.some(x)
	case dispute.Sum, dispute.Number:
		a.Minor = f.between(x.Min, x.Max)
	case dispute.Text:
		a.Text, a.Sealed = "as it was"[:2+f.dice.IntN(7)], true
	case dispute.Instant:
		at := f.instant(x)
		a.At = &at
	case dispute.Confirm:
		a.Value = "yes"
	case dispute.Seen:
		a.Value = x.Must
	case dispute.Code:
		a.Value = f.code(x)
	case dispute.Digest:
		a.Value = strings.Repeat("0a", 32)
	case dispute.Group:
		a.Items = f.items(x)
	case dispute.Absent:
	}
	return a
}

// some chooses as many as must be, and of the rest as the dice fall.
func (f filler) some(x dispute.Field) []string {
	least := max(int(x.Min), 1)
	var out []string
	for i, o := range x.Choices {
		left := len(x.Choices) - i
		must := least-len(out) >= left
		if x.Max > 0 && len(out) == int(x.Max) {
			break
		}
		if must || f.least && len(out) < least || !f.least && f.dice.IntN(2) == 0 {
			out = append(out, o.Value)
		}
	}
	return out
}

// between likes the ends, and small sums.
func (f filler) between(least, most int64) int64 {
	switch span := most - least; {
	case f.least || span == 0 || f.dice.IntN(4) == 0:
		return least
	case f.dice.IntN(4) == 0:
		return most
	default:
		return least + int64(f.dice.IntN(int(min(span, 80000))+1))
	}
}

func (f filler) instant(x dispute.Field) time.Time {
	at := x.Earliest
	switch {
	case at.IsZero():
		return x.Latest.Add(-time.Duration(f.dice.IntN(100)) * time.Hour)
	case !x.Latest.IsZero() && x.Latest.Before(at.Add(time.Hour)):
		return at
	}
	later := at.Add(time.Duration(1+f.dice.IntN(40)) * 6 * time.Hour)
	if !x.Latest.IsZero() && later.After(x.Latest) {
		return x.Latest.Truncate(time.Second)
	}
	return later
}

func (f filler) code(x dispute.Field) string {
	switch x.Form {
	case "case":
		return id.From[id.Case]([16]byte{0: 9, 15: []byte{2, 3, 4}[f.dice.IntN(3)]}).String()
	case "person":
		return Person([]byte{21, 22, 23, 24}[f.dice.IntN(4)]).String()
	default:
		return "X1"
	}
}

// items repeats a group; those of a distinct one differ.
func (f filler) items(x dispute.Field) []dispute.Answers {
	n := int(max(x.Min, 1))
	if more := int(min(x.Max, x.Min+2)) - n; more > 0 && !f.least {
		n += f.dice.IntN(more + 1)
	}
	var out []dispute.Answers
	for tries := 0; len(out) < n && tries < 40*n; tries++ {
		fields := slices.Clone(x.Fields)
		if x.Every != "" && len(out) == 0 { // the first speaks of all
			fields = slices.DeleteFunc(fields, func(f dispute.Field) bool { return f.Name == x.Every })
		}
		if x.Total > 0 {
			for i := range fields {
				if fields[i].Name == "amount" {
					fields[i].Max = max(fields[i].Min, min(fields[i].Max, x.Total/int64(n)))
				}
			}
		}
		if x.Distinct && len(x.By) == 0 {
			fields[0].Choices = slices.DeleteFunc(slices.Clone(fields[0].Choices), func(o dispute.Option) bool {
				return slices.ContainsFunc(out, func(in dispute.Answers) bool { return in.Code(fields[0].Name) == o.Value })
			})
			if len(fields[0].Choices) == 0 {
				break
			}
		}
		item := f.fill(fields, nil)
		if x.Total > 0 && !f.least && together(x, append(out[:len(out):len(out)], item)) > x.Total {
			continue // what else was chosen asks for more than is left
		}
		if len(x.By) > 0 && slices.ContainsFunc(out, func(in dispute.Answers) bool { return same(in, item, x.By) }) {
			continue
		}
		out = append(out, item)
	}
	return out
}

// together is what the sums of items come to.
func together(x dispute.Field, items []dispute.Answers) int64 {
	var n int64
	for _, in := range items {
		n += dispute.Given(x.Fields, in)
	}
	return n
}

func same(a, b dispute.Answers, by []string) bool {
	return !slices.ContainsFunc(by, func(name string) bool {
		x, y := a.Code(name), b.Code(name)
		return x != y && x != "" && y != ""
	})
}
