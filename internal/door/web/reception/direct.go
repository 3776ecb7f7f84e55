package reception

import (
	"bytes"
	"context"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// Direct implements web.Talk. A look changes nothing: who writes has read.
func (p talks) Direct(ctx context.Context, who view.Visitor, of id.Order, draft string, looked bool) (view.DirectTalk, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return view.DirectTalk{}, err
	}
	d, err := p.Casebook.Direct(ctx, s.who(), of)
	if err != nil {
		return view.DirectTalk{}, outside(err)
	}
	known, err := s.known(ctx, of)
	if err != nil {
		return view.DirectTalk{}, outside(err)
	}
	url := orderURL(of)
	out := view.DirectTalk{Order: known.number, Title: known.goods, OrderURL: url, FileURL: url + "/talk/file", Compose: s.advice(draft, "", looked), Unread: d.Unread}
	buyer, shop, err := s.two(ctx, d)
	if err != nil {
		return out, outside(err)
	}
	out.With = shop.Name
	if d.Side == talk.Seller {
		out.With = buyer.Name
	}
	for _, m := range d.Messages {
		from := buyer
		if m.Side == talk.Seller {
			from = shop
		}
		out.Messages = append(out.Messages, view.Message{From: from, At: s.local(m.At), Text: m.Text})
	}
	out.Cases, err = s.attachable(ctx, of)
	return out, outside(err)
}

// two are the sides of a talk, each to be known by the other.
func (s *session) two(ctx context.Context, d casebook.Direct) (buyer, shop view.Who, err error) {
	buyer = view.Who{Side: view.Buyer, Role: s.t.Talk.FileSide(string(talk.Buyer)), You: d.Side == talk.Buyer}
	shop = view.Who{Side: view.Seller, Role: s.t.Talk.FileSide(string(talk.Seller)), You: d.Side == talk.Seller}
	if buyer.Name, err = s.name(ctx, d.Buyer, true); err != nil {
		return buyer, shop, err
	}
	shop.Name, err = s.shop(ctx, d.Merchant)
	return buyer, shop, err
}

// attachable are the cases of the order into which this visitor may bring evidence now.
func (s *session) attachable(ctx context.Context, of id.Order) ([]view.Link, error) {
	seen, err := s.Casebook.Order(ctx, s.who(), of)
	if err != nil {
		return nil, err
	}
	var out []view.Link
	for _, row := range seen.Cases {
		if row.Closed || s.isDraft(row) {
			continue
		}
		r, err := s.glance(ctx, row.Case)
		if err != nil {
			return nil, err
		}
		if _, ok := r.moveNamed("add_exhibit"); ok {
			out = append(out, view.Link{Name: row.Number, URL: row.Case.String()})
		}
	}
	return out, nil
}

// Say implements web.Talk.
func (p talks) Say(ctx context.Context, who view.Visitor, of id.Order, text, key string) error {
	s, err := p.ask(ctx, who)
	if err != nil {
		return err
	}
	actor := s.who()
	actor.Key, actor.Digest = key, sumOf([]string{"say", of.String(), text})
	_, err = p.Clerk.Say(ctx, actor, of, text)
	return s.talked(err)
}

// Seen implements web.Talk.
func (p talks) Seen(ctx context.Context, who view.Visitor, of id.Order, key string) error {
	s, err := p.ask(ctx, who)
	if err != nil {
		return err
	}
	actor := s.who()
	actor.Key, actor.Digest = key, sumOf([]string{"seen", of.String()})
	_, err = p.Clerk.SeeDirect(ctx, actor, of)
	return s.talked(err)
}

// Record implements web.Talk: every message with its instant and the hash of its event,
// and the digest of the whole, so that a part of it is seen to be a part (M50).
func (p talks) Record(ctx context.Context, who view.Visitor, of id.Order) (string, []byte, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return "", nil, err
	}
	d, err := p.Casebook.Direct(ctx, s.who(), of)
	if err != nil {
		return "", nil, outside(err)
	}
	if len(d.Messages) == 0 {
		return "", nil, web.ErrUnknown
	}
	known, err := s.known(ctx, of)
	if err != nil {
		return "", nil, outside(err)
	}
	file, _ := d.Record(known.number, s.t.Lang, p.zone())
	return "talk-" + of.String() + ".txt", file, nil
}

// Attach implements web.Talk: the whole record becomes an exhibit of a case, by the
// ordinary act and under its rules.
func (p talks) Attach(ctx context.Context, who view.Visitor, of id.Order, to id.Case, key string) (view.Recorded, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return view.Recorded{}, err
	}
	cases, err := s.attachable(ctx, of)
	if err != nil {
		return view.Recorded{}, outside(err)
	}
	for _, c := range cases {
		if c.URL != to.String() {
			continue
		}
		name, body, err := p.Record(ctx, who, of)
		if err != nil {
			return view.Recorded{}, err
		}
		item, err := p.Evidence.Take(ctx, evidence.Place{Market: p.Market, Case: to}, bytes.NewReader(body))
		if err != nil {
			return view.Recorded{}, s.refused(err, caseURL(to), to)
		}
		given := dispute.Answers{
			{Name: "digest", Value: item.Digest}, {Name: "kind", Value: "CHAT"}, {Name: "purpose", Text: s.t.Talk.FileHead, Sealed: true}, {Name: "name", Text: name, Sealed: true},
		}
		return moves(p).Do(ctx, who, web.Of{Case: to}, "add_exhibit", "", key, given)
	}
	return view.Recorded{}, web.ErrUnknown
}
