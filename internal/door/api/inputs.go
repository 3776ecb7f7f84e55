package api

import (
	"slices"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/api/strict"
)

// inputs reads the JSON of a move's inputs against the fields it has now. Only
// names and types are the door's business; bounds are the core's.
//
//	choice, code, seen, digest, staff, text: string · choices, claims, exhibits: list of strings
//	sum: {"minor","currency"} or whole fen · number: whole · instant: RFC 3339 · confirm: true · group: list of objects
func inputs(fields []dispute.Field, n strict.Node) (dispute.Answers, error) {
	r := &filling{}
	answers := r.object(fields, n)
	return answers, several(r.wrong)
}

// filling collects what is wrong.
type filling struct{ reading }

func (r *filling) object(fields []dispute.Field, n strict.Node) (out dispute.Answers) {
	fields = beside(fields, n)
	for _, member := range n.Fields {
		field, ok := fieldOf(fields, member.Name)
		if !ok {
			r.note("request/unknown_field", member.Value.Pointer)
			continue
		}
		if a, ok := r.answer(field, member.Value); ok {
			out = append(out, a)
		}
	}
	return out
}

// beside are the fields as they are beside the choices given: what an option says
// of another input takes that input's place, or adds it.
func beside(fields []dispute.Field, n strict.Node) []dispute.Field {
	out := slices.Clone(fields)
	for i := 0; i < len(out) && len(out) < maxItems; i++ {
		given, ok := n.Get(out[i].Name)
		if out[i].Kind != dispute.Choice || !ok {
			continue
		}
		for _, o := range out[i].Choices {
			if o.Value != given.Text {
				continue
			}
			for _, then := range o.Then {
				at := slices.IndexFunc(out, func(f dispute.Field) bool { return f.Name == then.Name })
				switch {
				case then.Kind == dispute.Absent: // the core says so
				case at < 0:
					out = append(out, then)
				default:
					out[at] = then
				}
			}
		}
	}
	return out
}

func fieldOf(fields []dispute.Field, name string) (dispute.Field, bool) {
	for _, f := range fields {
		if f.Name == name {
			return f, true
		}
	}
	return dispute.Field{}, false
}

// answer reads one input; ok is false when its type is wrong.
func (r *filling) answer(f dispute.Field, n strict.Node) (a dispute.Answer, ok bool) {
	a.Name = f.Name
	switch f.Kind {
	case dispute.Choice, dispute.Staff, dispute.Seen, dispute.Code, dispute.Digest:
		a.Value, ok = n.Text, n.Kind == strict.String
	case dispute.Text:
		a.Text, a.Sealed, ok = n.Text, n.Text != "", n.Kind == strict.String
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		a.List, ok = texts(n)
	case dispute.Number:
		a.Minor, ok = n.Whole()
	case dispute.Sum:
		return r.sum(f, n)
	case dispute.Instant:
		at, err := time.Parse(time.RFC3339Nano, n.Text)
		a.At, ok = &at, n.Kind == strict.String && err == nil
	case dispute.Confirm:
		ok = n.Kind == strict.Boolean
		a.Value = map[bool]string{true: "yes", false: "no"}[n.True]
	case dispute.Group:
		return r.group(f, n)
	case dispute.Absent: // beside leaves these out: the core says that they have no place
	}
	if !ok {
		r.note("request/wrong_type", n.Pointer)
	}
	return a, ok
}

func texts(n strict.Node) (out []string, ok bool) {
	for _, item := range n.Items {
		if item.Kind != strict.String {
			return nil, false
		}
		out = append(out, item.Text)
	}
	return out, n.Kind == strict.List
}

// sum reads {"minor","currency"}, or whole minor units of the order's currency.
func (r *filling) sum(f dispute.Field, n strict.Node) (dispute.Answer, bool) {
	a := dispute.Answer{Name: f.Name}
	if minor, ok := n.Whole(); ok {
		a.Minor = minor
		return a, true
	}
	before := len(r.wrong)
	minor, _ := n.Get("minor")
	currency, _ := n.Get("currency")
	v, whole := minor.Whole()
	switch {
	case n.Kind != strict.Object:
		r.note("request/wrong_type", n.Pointer)
	case !whole:
		r.note("request/wrong_type", minor.Pointer)
	case currency.Kind != strict.String:
		r.note("request/wrong_type", currency.Pointer)
	case f.Currency != "" && currency.Text != f.Currency:
		r.note("request/wrong_currency", currency.Pointer)
	}
	for _, member := range n.Fields {
		if member.Name != "minor" && member.Name != "currency" {
			r.note("request/unknown_field", member.Value.Pointer)
		}
	}
	a.Minor = v
	return a, len(r.wrong) == before
}

func (r *filling) group(f dispute.Field, n strict.Node) (dispute.Answer, bool) {
	a := dispute.Answer{Name: f.Name}
	if n.Kind != strict.List {
		r.note("request/wrong_type", n.Pointer)
		return a, false
	}
	if len(n.Items) > maxItems {
		r.note("request/too_many", n.Pointer)
		return a, false
	}
	for _, item := range n.Items {
		if item.Kind != strict.Object {
			r.note("request/wrong_type", item.Pointer)
			continue
		}
		a.Items = append(a.Items, r.object(f.Fields, item))
	}
	return a, true
}

// maxItems bounds what one group may repeat; the field's own bound is smaller.
const maxItems = 1000

// digests are the files named by inputs, with where they stand.
func digests(fields []dispute.Field, in dispute.Answers, pointer string) map[string]string {
	out := map[string]string{}
	for _, a := range in {
		f, _ := fieldOf(fields, a.Name)
		here := pointer + "/" + a.Name
		if f.Kind == dispute.Digest && a.Value != "" {
			out[a.Value] = here
		}
		for i, item := range a.Items {
			for digest, at := range digests(f.Fields, item, here+"/"+strconv.Itoa(i)) {
				out[digest] = at
			}
		}
	}
	return out
}
