package reception

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// fields are the inputs of the act for a page without scripts: what it is about is
// chosen already, values have names, and inputs that only some choices ask for are
// there, to be left empty where they do not belong. The rules check all of it again.
func (d *desk) fields() []dispute.Field {
	fields := slices.Clone(d.move.Fields)
	for i := range fields {
		fields[i] = d.narrowed(fields[i])
	}
	return d.named(unfold(fields))
}

// narrowed keeps of the first choice only what the address names, or the one offer
// the page shows.
func (d *desk) narrowed(f dispute.Field) dispute.Field {
	only := ""
	switch {
	case d.act == "message" && f.Name == "audience": // a draft never changes its audience
		only, f.Required = "both", true
		if d.on != "" {
			only = d.on
		}
	case d.act == "message" && f.Name == "call": // a note of a call has a form of its own
		f.Kind = dispute.Absent
		return f
	case d.act == "ask_cure" && f.Name == "ground":
		only = d.on
	case d.act == "ask_cure" && f.Name == "reason":
		f.Default = d.cureSays()
		return f
	case f.Name == "offer":
		if o := d.chosenOffer(); o != nil {
			only = strconv.Itoa(o.No)
		}
	case f.Kind == dispute.Choice && d.on != "" && slices.Contains([]string{"exhibit", "settlement", "hold", "deadline", "draft", "challenge", "proceeding"}, f.Name):
		only = d.on
	}
	if o := d.chosenOffer(); f.Name == "offer_event_hash" && f.Kind == dispute.Choice && o != nil {
		f.Kind, f.Choices, f.Must, f.Default = dispute.Seen, nil, o.Hash, o.Hash
		return f
	}
	if only == "" {
		return f
	}
	for _, o := range f.Choices {
		if o.Value == only {
			f.Choices, f.Default = []dispute.Option{o}, only
			return f
		}
	}
	return f
}

// unfold puts what choices ask besides into the form: exactly, where only one value
// is left; else as it may be asked, without a must.
func unfold(fields []dispute.Field) []dispute.Field {
	out := slices.Clone(fields)
	for i := 0; i < len(out); i++ {
		if len(out[i].Fields) > 0 {
			out[i].Fields = unfold(out[i].Fields)
		}
		if out[i].Kind != dispute.Choice {
			continue
		}
		single := len(out[i].Choices) == 1 && out[i].Required
		for _, o := range out[i].Choices {
			for _, f := range o.Then {
				out = besides(out, f, single)
			}
		}
	}
	return slices.DeleteFunc(out, func(f dispute.Field) bool { return f.Kind == dispute.Absent })
}

func besides(fields []dispute.Field, f dispute.Field, exact bool) []dispute.Field {
	at := slices.IndexFunc(fields, func(x dispute.Field) bool { return x.Name == f.Name })
	switch {
	case exact && at >= 0:
		fields[at] = f
	case exact:
		fields = append(fields, f)
	case f.Kind == dispute.Absent:
		if at >= 0 {
			fields[at].Required = false
		}
	case at < 0:
		f.Required = false
		fields = append(fields, f)
	default:
		known := &fields[at]
		for _, c := range f.Choices {
			if !slices.ContainsFunc(known.Choices, func(o dispute.Option) bool { return o.Value == c.Value }) {
				known.Choices = append(slices.Clone(known.Choices), c)
			}
		}
		known.Min, known.Max = min(known.Min, f.Min), max(known.Max, f.Max)
	}
	return fields
}

// named gives the values of fields the names people know them by.
func (r *room) named(fields []dispute.Field) []dispute.Field {
	for i := range fields {
		f := &fields[i]
		f.Choices = slices.Clone(f.Choices)
		for j := range f.Choices {
			if label := r.label(*f, f.Choices[j].Value); label != "" {
				f.Choices[j].Label = label
			}
			f.Choices[j].Then = r.named(slices.Clone(f.Choices[j].Then))
		}
		f.Fields = r.named(f.Fields)
		if (f.Kind == dispute.Number || f.Kind == dispute.Sum) && f.Required && f.Min == f.Max && f.Min > 0 && f.Default == "" {
			f.Default = strconv.FormatInt(f.Min, 10) // there is nothing to choose
		}
		if f.Kind == dispute.Choice && f.Required && len(f.Choices) == 1 && f.Default == "" {
			f.Default = f.Choices[0].Value
		}
	}
	return fields
}

// label is the name of a value that is a number of the case; "" for a code.
func (r *room) label(f dispute.Field, value string) string {
	no, _ := strconv.Atoi(value)
	name := f.Name
	if f.Kind == dispute.Claims {
		name = "claims"
	}
	switch name {
	case "claim", "claims":
		if k := r.kase.Claim(no); k != nil {
			sum := ""
			if k.Minor > 0 {
				sum = " " + r.sum(k.Minor, r.kase.Currency)
			}
			return fmt.Sprintf(r.t.Desk.ClaimWithSum, no, r.in(wording.Remedy(k.Remedy)), sum)
		}
	case "line":
		return r.lineTitle(no)
	case "parcel":
		return fmt.Sprintf(r.t.Desk.Parcel, no)
	case "exhibit", "exhibits":
		if no > 0 && no <= len(r.kase.Exhibits) {
			return exhibitNo(no) + " " + r.in(wording.Evidence(r.kase.Exhibits[no-1].Kind))
		}
	case "offer", "counter":
		return fmt.Sprintf(r.t.Desk.OfferNo, no)
	case "settlement":
		return fmt.Sprintf(r.t.Desk.Settlement, no)
	case "draft":
		return fmt.Sprintf(r.t.Desk.Draft, no)
	case "hold":
		if h := r.kase.Hold(no); h != nil {
			return capital(r.in(wording.Hold(h.Kind)))
		}
	case "deadline":
		for _, x := range r.kase.Deadlines {
			if x.No == no {
				return capital(r.in(wording.Clock(x.Clock)))
			}
		}
	case "order":
		for _, x := range r.kase.Orders {
			if x.No == no {
				return capital(r.in(wording.Evidence(x.Kind)))
			}
		}
	}
	if f.Kind == dispute.Staff {
		return r.colleague(value)
	}
	return ""
}

// colleague is a member of the staff by his number, with his role where known.
func (r *room) colleague(value string) string {
	p, err := id.Parse[id.Person](value)
	if err != nil {
		return ""
	}
	for _, c := range r.world.Facts.Roster {
		if c.Person == p {
			name := r.names[p]
			if name == "" {
				name = value[max(0, len(value)-6):]
			}
			return name + r.t.Desk.OpenParen + r.in(wording.Who(c.Role)) + r.t.Desk.CloseParen
		}
	}
	return ""
}
