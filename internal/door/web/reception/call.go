package reception

import (
	"context"
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// call is the form that notes a telephone call; nil where the rules offer none.
func (r *room) call() *view.Call {
	m, ok := r.moveNamed("message")
	at := slices.IndexFunc(m.Fields, func(f dispute.Field) bool { return f.Name == "call" })
	if !ok || at < 0 {
		return nil
	}
	out := &view.Call{Of: r.brief(), URL: caseURL(r.kase.ID) + "/call", Sentences: r.t.Mediator.Sentences}
	for _, o := range m.Fields[at].Choices {
		name := r.t.Mediator.CallBoth
		if o.Value != "both" {
			name = r.called(dispute.Side(o.Value))
		}
		out.Whom = append(out.Whom, view.Pair{Value: o.Value, Name: name})
	}
	for _, n := range []int{2, 5, 10, 20, 40} {
		out.Minutes = append(out.Minutes, view.Pair{Value: strconv.Itoa(n), Name: r.t.Mediator.Minutes(n)})
	}
	return out
}

// Call implements web.Cases.
func (c cases) Call(ctx context.Context, who view.Visitor, of id.Case) (view.Call, error) {
	s, err := c.ask(ctx, who)
	if err != nil {
		return view.Call{}, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return view.Call{}, err
	}
	form := r.call()
	if form == nil {
		return view.Call{}, web.ErrUnknown
	}
	form.Of.Deadline, _ = r.deadlines()
	return *form, nil
}
