package reception

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// wall says, when an act takes a case out of mediation to who decides, what of it he
// will see and what never, in the figures of this case; nil for every other act.
// It counts only what this reader may see himself.
func (d *desk) wall(made []record.Entry) *view.Wall {
	if d.act != "fail" && d.act != "leave" || d.Audience.Decider {
		return nil
	}
	decided := slices.ContainsFunc(made, func(e record.Entry) bool {
		in, ok := e.Event.(dispute.Entered)
		s := d.book.Stage(in.Stage)
		return ok && s != nil && s.Phase == "decision"
	})
	if !decided {
		return nil
	}
	t := d.t.Mediator
	n := d.spokenOf()
	out := &view.Wall{Sees: slices.Clone(t.Facts), Never: []string{}}
	add := func(to *[]string, what string, n int) {
		if n > 0 {
			*to = append(*to, t.Count(what, n))
		}
	}
	add(&out.Sees, t.Exhibits, len(d.kase.Exhibits))
	add(&out.Sees, t.Messages, n.open)
	for _, o := range d.Offers {
		if o.By == "" {
			n.proposals++
		} else if !o.Due.IsZero() {
			n.offers++
		}
	}
	add(&out.Never, t.Offers, n.offers)
	add(&out.Never, t.Proposals, n.proposals)
	add(&out.Never, t.TalkLines, n.talks)
	add(&out.Never, t.Private, n.private)
	add(&out.Never, t.Calls, n.calls)
	if len(out.Never) == 0 {
		out.Never = append(out.Never, t.NothingOf)
	}
	return out
}

// talked is how much was said where.
type talked struct{ open, talks, private, calls, offers, proposals int }

func (d *desk) spokenOf() (n talked) {
	for _, e := range d.rows {
		a, ok := e.Event.(dispute.Act)
		switch {
		case !ok || a.Move != "message":
		case e.Stream == record.Case:
			n.open++
		case a.Inputs.Code("call") != "":
			n.calls++
		case e.Stream == record.Talks:
			n.talks++
		default:
			n.private++
		}
	}
	return n
}
