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
	n := d.Spoken()
	out := &view.Wall{Sees: slices.Clone(t.Facts), Never: []string{}}
	add := func(to *[]string, what string, n int) {
		if n > 0 {
			*to = append(*to, t.Count(what, n))
		}
	}
	add(&out.Sees, t.Exhibits, len(d.kase.Exhibits))
	add(&out.Sees, t.Messages, n.Open)
	add(&out.Never, t.Offers, n.Offers)
	add(&out.Never, t.Proposals, n.Proposals)
	add(&out.Never, t.TalkLines, n.Talks)
	add(&out.Never, t.Private, n.Private)
	add(&out.Never, t.Calls, n.Calls)
	if len(out.Never) == 0 {
		out.Never = append(out.Never, t.NothingOf)
	}
	return out
}
