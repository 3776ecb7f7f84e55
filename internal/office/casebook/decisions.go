package casebook

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Decision is a decision with what it was made of: the inputs of the act that made it
// and its texts by path; none where a rule decided.
type Decision struct {
	Ruling dispute.Ruling
	In     dispute.Answers
	Texts  map[string]string
	Hash   [32]byte
}

// Decisions are those the reader's timeline holds, the oldest first.
func (v Case) Decisions() []Decision {
	var out []Decision
	var act dispute.Act
	var texts map[string]string
	for _, e := range slices.Backward(v.Timeline) {
		if e.Stream != record.Case {
			continue
		}
		switch x := e.Event.(type) {
		case dispute.Act:
			act, texts = x, e.Texts
		case dispute.RulingMade:
			d := Decision{Ruling: x.Ruling, Hash: e.Hash}
			if slices.Contains([]string{"rule", "vary", "final_answer"}, act.Move) && x.Ruling.By != "rule" {
				d.In, d.Texts = act.Inputs, texts
			}
			out = append(out, d)
		}
	}
	return out
}

// Spoken is how much was said and offered where, as far as this reader may see.
type Spoken struct{ Open, Talks, Private, Calls, Offers, Proposals int }

// Spoken counts what was said: what stands in the case a decider will read, all the
// rest he never does.
func (v Case) Spoken() (n Spoken) {
	for _, e := range v.Timeline {
		a, ok := e.Event.(dispute.Act)
		switch {
		case !ok || a.Move != "message":
		case e.Stream == record.Case:
			n.Open++
		case a.Inputs.Code("call") != "":
			n.Calls++
		case e.Stream == record.Talks:
			n.Talks++
		default:
			n.Private++
		}
	}
	for _, o := range v.Offers {
		if o.By == "" {
			n.Proposals++
		} else if !o.Due.IsZero() {
			n.Offers++
		}
	}
	return n
}
