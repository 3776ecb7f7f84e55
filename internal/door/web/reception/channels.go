package reception

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// inOrder is how conversations stand below each other: what all read, then what is
// said alone with one side, then what was said before.
func inOrder() []string {
	return []string{record.Talks, record.CaucusClaimant, record.CaucusRespondent, record.Case}
}

// channels are the conversations this reader may see, each with its audience, and
// each with a composer of its own: what is being written in one is never sent to
// another.
func (r *room) channels(ctx context.Context) ([]view.Channel, error) {
	all := map[string]*view.Channel{}
	open := func(stream string) *view.Channel {
		if all[stream] == nil {
			ch := r.channel(stream)
			all[stream] = &ch
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
		ch.Messages = append(ch.Messages, view.Message{ID: entryID(e), From: from, At: r.local(e.At), Text: e.Texts["text"], Call: r.callSays(a), Files: r.sentFiles(e)})
	}
	for _, to := range r.audiences() {
		open(to.stream).Say = r.say(to)
	}
	if ch := all[record.Case]; ch != nil && ch.Say == nil && len(r.audiences()) == 0 {
		ch.Closed = r.t.Desk.NothingCanBeWrittenHere
	}
	var out []view.Channel
	for _, stream := range inOrder() {
		if all[stream] != nil {
			out = append(out, *all[stream])
		}
	}
	return out, nil
}

// audience is whom a message may be sent to: the value its input takes ("" where
// there is no choice) and the stream it goes to.
type audience struct{ value, stream string }

// audiences are exactly those the rules offer this reader now.
func (r *room) audiences() []audience {
	m, ok := r.moveNamed("message")
	if !ok {
		return nil
	}
	at := slices.IndexFunc(m.Fields, func(f dispute.Field) bool { return f.Name == "audience" })
	if at < 0 {
		return []audience{{stream: record.Case}}
	}
	var out []audience
	for _, o := range m.Fields[at].Choices {
		to := audience{value: o.Value, stream: record.Talks}
		side := dispute.Side(o.Value)
		if o.Value == "private" {
			side = r.Audience.Side
		}
		switch side {
		case dispute.Claimant:
			to.stream = record.CaucusClaimant
		case dispute.Respondent:
			to.stream = record.CaucusRespondent
		}
		out = append(out, to)
	}
	return out
}

// say is the composer of one audience; its button names who will read it.
func (r *room) say(to audience) *view.Say {
	s := &view.Say{URL: moveURL(r.kase.ID, "message", to.value), Field: "text", Most: 4000, To: r.sendsTo(to.value), Attach: r.attach()}
	if to.value != "" {
		s.Preset = []view.Pair{{Name: "audience", Value: to.value}}
	}
	return s
}

// sendsTo is what the button of a composer says.
func (r *room) sendsTo(audience string) string {
	switch {
	case audience == "":
		return r.t.Mediator.ToAll
	case audience == "private":
		return r.t.Mediator.ToMediator
	case audience == "both" && r.Audience.Side != "":
		return r.t.Mediator.ToOther
	case audience == "both":
		return r.t.Mediator.ToBoth
	}
	return r.t.Mediator.OnlyTo(r.called(dispute.Side(audience)))
}

// called is a side by what it is and its name: 买家 林**.
func (r *room) called(side dispute.Side) string {
	w := r.who[side]
	if w.Name == "" || w.Name == w.Role {
		return w.Role
	}
	return w.Role + " " + w.Name
}

func (r *room) channel(stream string) view.Channel {
	ch := view.Channel{ID: stream, Title: r.t.Desk.Conversation, Audience: r.t.Desk.SeenAllSidesPlatform}
	switch stream {
	case record.Talks:
		ch.Title, ch.Audience = r.t.Desk.TalksMediation, r.t.Desk.SeenBothSidesMediatorNever
	case record.Case:
		if r.Phase == "mediation" {
			ch.Title = r.t.Mediator.Earlier
		}
	case record.CaucusClaimant:
		r.alone(&ch, dispute.Claimant)
	case record.CaucusRespondent:
		r.alone(&ch, dispute.Respondent)
	}
	return ch
}

// alone names a channel of one side and the mediator.
func (r *room) alone(ch *view.Channel, side dispute.Side) {
	ch.Private = true
	if r.Audience.Side != "" {
		ch.Title, ch.Audience = r.t.Desk.Private, r.t.Mediator.OnlyMediator
		return
	}
	ch.Title, ch.Audience = r.t.Mediator.With(r.called(side)), r.t.Mediator.OnlyYou(r.who[side].Role)
}

// callSays tells that a message is the note of a call; "" for what was written.
func (r *room) callSays(a dispute.Act) string {
	with := a.Inputs.Code("call")
	if with == "" {
		return ""
	}
	who := r.t.Mediator.CallBoth
	if with != "both" {
		who = r.who[dispute.Side(with)].Role
	}
	return r.t.Mediator.WhenCalled(who, r.t.Mediator.Minutes(a.Inputs.Int("minutes")))
}

// speaker is who said something, as this reader may see him.
func (r *room) speaker(ctx context.Context, a dispute.Act, p id.Person) (view.Who, error) {
	if a.Side != "" {
		w := r.who[a.Side]
		w.You = w.You && a.Side == r.Audience.Side
		if by := r.onBehalf(a, p); len(by) > 0 {
			w.Name, w.You = by[0], p == r.visitor.Person
		}
		return w, nil
	}
	name, err := r.name(ctx, p, false)
	role := capital(r.in(wording.Who(a.Role)))
	if name == "" {
		name = role
	}
	return view.Who{Name: name, Role: role, Side: view.Staff, You: p == r.visitor.Person && !p.IsZero()}, err
}

// stageName is a stage as this reader may know it: to a decider, the claimant's time
// to choose would tell that there was an offer (design.md §3).
func (r *room) stageName(stage string) wording.Words {
	s := r.book.Stage(stage)
	if r.Audience.Decider && s != nil && s.Phase == "negotiation" && s.Owner == "claimant" {
		return wording.Label("talks_ended")
	}
	return wording.Stage(stage)
}
