package api

import (
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/door/api/strict"
)

// reading reads members of a JSON object by name and collects everything wrong.
type reading struct {
	of    strict.Node
	asked map[string]bool
	wrong []ProblemElement
}

func read(n strict.Node) *reading { return &reading{of: n, asked: map[string]bool{}} }

func (r *reading) note(code, pointer string) {
	p := requestProblems[code]
	mend := p.mend
	r.wrong = append(r.wrong, ProblemElement{Code: code, Pointer: pointer, Texts: p.wrong, Mend: &mend})
}

// get finds a member of a kind; ok is false when it is absent, or wrong.
func (r *reading) get(name string, kind strict.Kind, required bool) (strict.Node, bool) {
	r.asked[name] = true
	n, there := r.of.Get(name)
	switch {
	case !there && required:
		r.note("request/missing_field", n.Pointer)
	case there && n.Kind != kind:
		r.note("request/wrong_type", n.Pointer)
	default:
		return n, there
	}
	return n, false
}

func (r *reading) text(name string, required bool) string {
	n, _ := r.get(name, strict.String, required)
	return n.Text
}

func (r *reading) whole(name string, required bool) int {
	n, ok := r.get(name, strict.Number, required)
	if !ok {
		return 0
	}
	v, whole := n.Whole()
	if !whole || v < 0 || v > 1<<31 {
		r.note("request/wrong_type", n.Pointer)
		return 0
	}
	return int(v)
}

func (r *reading) truth(name string, required bool) bool {
	n, _ := r.get(name, strict.Boolean, required)
	return n.True
}

func (r *reading) instant(name string, required bool) time.Time {
	n, ok := r.get(name, strict.String, required)
	if !ok {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, n.Text)
	if err != nil || t.Year() < 1990 || t.Year() > 2200 {
		r.note("request/wrong_type", n.Pointer)
		return time.Time{}
	}
	return t
}

// idOf parses an id; one that is malformed is reported.
func idOf[T any](r *reading, name string, required bool, parse func(string) (T, error)) (out T) {
	n, ok := r.get(name, strict.String, required)
	if !ok {
		return out
	}
	out, err := parse(n.Text)
	if err != nil || n.Text == "" {
		r.note("request/wrong_type", n.Pointer)
	}
	return out
}

// end reports members nobody asked for, and gives the problem; nil when all is well.
func (r *reading) end() error {
	for _, f := range r.of.Fields {
		if !r.asked[f.Name] {
			r.note("request/unknown_field", f.Value.Pointer)
		}
	}
	return several(r.wrong)
}

// several is one problem for everything wrong; nil for nothing.
func several(wrong []ProblemElement) error {
	if len(wrong) == 0 {
		return nil
	}
	p := request(wrong[0].Code).at(wrong[0].Pointer)
	if len(wrong) > 1 {
		p.Errors = wrong[:min(len(wrong), 100)]
	}
	return p
}

// page reads the parameters of a list.
func (v *visit) page() (after string, limit int, err error) {
	q := v.r.URL.Query()
	limit = usualLimit
	if text := q.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > pageLimit {
			return "", 0, badParameter("limit")
		}
		limit = n
	}
	return q.Get("after"), limit, nil
}
