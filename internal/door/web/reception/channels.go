package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// channels are the conversations this reader may see, each with its audience.
func (r *room) channels(ctx context.Context) ([]view.Channel, error) {
	all := map[string]*view.Channel{}
	var order []string
	open := func(stream string) *view.Channel {
		if all[stream] == nil {
			ch := r.channel(stream)
			all[stream] = &ch
			order = append(order, stream)
		}
		return all[stream]
	}
	for _, e := range r.rows {
		a, ok := e.Event.(dispute.Act)
		if !ok || a.Move != "message" {
			continue
		}
		from, err := r.speaker(ctx, a, e.Person)
		if err != nil {
			return nil, err
		}
		ch := open(e.Stream)
		ch.Messages = append(ch.Messages, view.Message{From: from, At: r.local(e.At), Text: e.Texts["text"]})
	}
	if m, ok := r.moveNamed("message"); ok {
		stream := record.Case
		if r.Phase == "mediation" && r.Audience.Talks && all[record.Talks] != nil {
			stream = record.Talks
		}
		most := int64(4000)
		for _, f := range m.Fields {
			if f.Name == "text" && f.Max > 0 {
				most = f.Max
			}
		}
		open(stream).Say = &view.Say{URL: moveURL(r.kase.ID, "message", ""), Field: "text", Most: most, To: r.t.Desk.AllSidesPlatform}
	} else if ch := all[record.Case]; ch != nil {
		ch.Closed = r.t.Desk.NothingCanBeWrittenHere
	}
	var out []view.Channel
	for _, stream := range order {
		out = append(out, *all[stream])
	}
	return out, nil
}

func (r *room) channel(stream string) view.Channel {
	ch := view.Channel{ID: stream, Title: r.t.Desk.Conversation, Audience: r.t.Desk.SeenAllSidesPlatform}
	switch stream {
	case record.Talks:
		ch.Title, ch.Audience = r.t.Desk.TalksMediation, r.t.Desk.SeenBothSidesMediatorNever
	case record.CaucusClaimant, record.CaucusRespondent:
		ch.Title, ch.Private = r.t.Desk.Private, true
		ch.Audience = r.t.Desk.OnlyOneSideMediator
	}
	return ch
}

// speaker is who said something, as this reader may see him.
func (r *room) speaker(ctx context.Context, a dispute.Act, p id.Person) (view.Who, error) {
	if a.Side != "" {
		w := r.who[a.Side]
		w.You = w.You && a.Side == r.Audience.Side
		return w, nil
	}
	name, err := r.name(ctx, p, false)
	role := capital(r.in(wording.Who(a.Role)))
	if name == "" {
		name = role
	}
	return view.Who{Name: name, Role: role, Side: view.Staff, You: p == r.visitor.Person && !p.IsZero()}, err
}
