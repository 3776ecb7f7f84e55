package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Question is one question inside a merchant, with its words.
type Question struct {
	talk.Question
	Note, Remark string
}

// superior tells as what a person works for a merchant: member, and one who answers.
func (b *Casebook) superior(ctx context.Context, who clerk.Who, of id.Merchant) (member, superior bool, err error) {
	market, legal, err := b.marketAt(ctx, who.Market)
	if err != nil {
		return false, false, err
	}
	for _, g := range party.Capacities(market, who.Acting(), legal) {
		if g.Capacity.Membership() && g.Merchant == of {
			member, superior = true, superior || clerk.Superior(g.Capacity)
		}
	}
	return member, superior, nil
}

// Inhouse reads what the members of a merchant asked each other about a case: for
// those members, and for nobody else. superior tells whether this one may answer.
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) Inhouse(ctx context.Context, who clerk.Who, c id.Case) (all []Question, superior bool, err error) {
	sight, err := b.Clerk.Look(ctx, who, c)
	if err != nil {
		return nil, false, err
	}
	member, superior, err := b.superior(ctx, who, sight.World.Order.Merchant)
	if err != nil {
		return nil, false, err
	}
	if !member {
		return nil, false, ErrUnknown
	}
	ref := docket.Ref{Place: sight.Place, Stream: talk.InhouseStream(c)}
	state, _, err := b.Clerk.Docket.Load(ctx, ref)
	if errors.Is(err, docket.ErrUnknownStream) {
		return nil, superior, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("casebook: inhouse: %w", err)
	}
	texts, err := b.textsAt(ctx, ref)
	if err != nil {
		return nil, false, err
	}
	inhouse, _ := state.(talk.Inhouse)
	for _, q := range inhouse.Questions {
		all = append(all, Question{Question: q, Note: texts[q.Seq]["note"], Remark: texts[q.Reply]["remark"]})
	}
	slices.Reverse(all)
	return all, superior, nil
}

// AskRow is one question in a list, without its words.
type AskRow struct {
	Case     id.Case
	No       int
	Merchant id.Merchant
	By       id.Person
	Choice   string
	Minor    int64
	Currency string
	At       time.Time
}

// OpenAsks lists the questions that wait for this person as a supervisor, oldest first.
func (b *Casebook) OpenAsks(ctx context.Context, who clerk.Who, after string, limit int) (Page[AskRow], error) {
	_, mine, err := b.Roles(ctx, who.Market, who.Acting())
	if err != nil {
		return Page[AskRow]{}, err
	}
	var of []any
	for _, m := range mine {
		if _, superior, err := b.superior(ctx, who, m); err != nil {
			return Page[AskRow]{}, err
		} else if superior {
			of = append(of, bytesOf(m.Bytes()))
		}
	}
	if len(of) == 0 {
		return Page[AskRow]{}, nil
	}
	p, err := page(ctx, b.Clerk.Docket, docket.Select{
		Market: who.Market, Table: streams.Asks, Limit: limitOf(limit), OrderBy: []string{"at"},
		Where: []docket.Cond{{Column: "merchant", Op: "in", Value: of}, {Column: "answered", Op: "=", Value: int64(0)}},
	}, after, askRow)
	p.Rows = slices.DeleteFunc(p.Rows, func(r AskRow) bool { return r.By == who.Acting() })
	return p, err
}

func askRow(r []any) AskRow {
	return AskRow{
		Case: id.From[id.Case](sixteen(r[0])), No: int(num(r[1])), Merchant: id.From[id.Merchant](sixteen(r[2])), By: id.From[id.Person](sixteen(r[3])),
		Choice: str(r[4]), Minor: num(r[5]), Currency: str(r[6]), At: instant(r[7]),
	}
}

// Direct is the talk of a buyer and a merchant about an order, whole, as both read it.
type Direct struct {
	talk.Say // who the two are, and on which side the reader stands
	Messages []DirectMessage
	Unread   int
}

// DirectMessage is one thing said; Text is "" when its writer was erased.
type DirectMessage struct {
	talk.Message
	Text string
}

// Direct reads a talk, for its two sides only. An order nobody has talked about gives
// an empty one. Errors: ErrUnknown, a fault.
func (b *Casebook) Direct(ctx context.Context, who clerk.Who, o id.Order) (Direct, error) {
	say, place, _, err := b.Clerk.DirectSide(ctx, who, o)
	if err != nil {
		return Direct{}, err
	}
	out := Direct{Say: say}
	ref := docket.Ref{Place: place, Stream: talk.DirectStream(o)}
	state, _, err := b.Clerk.Docket.Load(ctx, ref)
	if errors.Is(err, docket.ErrUnknownStream) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("casebook: direct: %w", err)
	}
	texts, err := b.textsAt(ctx, ref)
	if err != nil {
		return out, err
	}
	d, _ := state.(talk.Direct)
	out.Unread = d.Unread(say.Side)
	for _, m := range d.Messages {
		out.Messages = append(out.Messages, DirectMessage{Message: m, Text: texts[m.Seq]["text"]})
	}
	return out, nil
}

// DirectRow is one talk in a list.
type DirectRow struct {
	Order    id.Order
	Buyer    id.Person
	Merchant id.Merchant
	Messages int
	At       time.Time
	Unread   int // by the side that reads the list
}

// Directs lists the talks of a person or of his merchants, the newest first.
func (b *Casebook) Directs(ctx context.Context, who clerk.Who, as Hat, after string, limit int) (Page[DirectRow], error) {
	own, shops, err := b.under(ctx, who, as, "buyer")
	if err != nil || own.Column == "" {
		return Page[DirectRow]{}, err
	}
	return page(ctx, b.Clerk.Docket, docket.Select{Market: who.Market, Table: streams.Directs, Limit: limitOf(limit), OrderBy: []string{"-at"}, Where: []docket.Cond{own}}, after, func(r []any) DirectRow {
		row := DirectRow{Order: id.From[id.Order](sixteen(r[0])), Buyer: id.From[id.Person](sixteen(r[1])), Merchant: id.From[id.Merchant](sixteen(r[2])), Messages: int(num(r[3])), At: instant(r[4]), Unread: int(num(r[6]))}
		if shops {
			row.Unread = int(num(r[7]))
		}
		return row
	})
}
