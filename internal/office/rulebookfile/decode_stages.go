package rulebookfile

import "github.com/tianping-odr/tianping/internal/core/procedure"

// maxName is how long the name of a stage may be, in characters.
const maxName = 40

func (r *reader) stages(to *[]procedure.Stage) into {
	return func(n *node) {
		r.entries(n, isID, "bad_id", func(id string, value *node) {
			s := procedure.Stage{ID: id}
			r.fields(value, fields{
				"zh": r.text(&s.ZH, maxName), "phase": r.oneOf(&s.Phase, procedure.Phases()...),
				"owner": r.word(&s.Owner), "clocks": r.strings(&s.Clocks, isID, "bad_id"),
				"initial": r.bool(&s.Initial), "terminal": r.bool(&s.Terminal), "feature": r.word(&s.Feature),
			}, "zh", "phase")
			*to = append(*to, s)
		})
	}
}

func (r *reader) duties(to *[]procedure.DutyKind) into {
	return func(n *node) {
		r.entries(n, isID, "bad_id", func(id string, value *node) {
			d := procedure.DutyKind{ID: id}
			r.fields(value, fields{"zh": r.text(&d.ZH, maxName), "states": r.states(&d.States)}, "zh", "states")
			*to = append(*to, d)
		})
	}
}

func (r *reader) states(to *[]procedure.DutyState) into {
	return func(n *node) {
		r.entries(n, isID, "bad_id", func(id string, value *node) {
			s := procedure.DutyState{ID: id}
			r.fields(value, fields{
				"owner": r.word(&s.Owner), "clocks": r.strings(&s.Clocks, isID, "bad_id"),
				"terminal": r.bool(&s.Terminal),
			})
			*to = append(*to, s)
		})
	}
}

func (r *reader) holds(to *[]procedure.Hold) into {
	return func(n *node) {
		r.entries(n, isID, "bad_id", func(id string, value *node) {
			h := procedure.Hold{ID: id}
			r.fields(value, fields{
				"zh": r.text(&h.ZH, maxName), "owner": r.word(&h.Owner),
				"clocks": r.strings(&h.Clocks, isID, "bad_id"), "over": r.oneOf(&h.Over, "deposit_debits"),
			}, "zh")
			*to = append(*to, h)
		})
	}
}

func (r *reader) moves(to *[]procedure.Row) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			var row procedure.Row
			r.fields(item, fields{
				"move": r.word(&row.Move), "from": r.from(&row.From), "by": r.words(&row.By),
				"guard": r.guard(&row.Guard), "as": r.word(&row.As), "to": r.word(&row.To),
			}, "move", "from", "by", "to")
			*to = append(*to, row)
		})
	}
}

// from reads the word open, or a list of stages and duty states.
func (r *reader) from(to *[]string) into {
	return func(n *node) {
		if n.text == procedure.AnyOpen {
			*to = []string{procedure.AnyOpen}
			return
		}
		r.strings(to, isID, "bad_id")(n)
	}
}

func (r *reader) guard(to *[]procedure.Term) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			s, given := r.scalar(item)
			if !given {
				return
			}
			t, err := procedure.ParseTerm(s)
			if err != nil {
				r.found.add(item, "bad_term", s)
			}
			*to = append(*to, t)
		})
	}
}
