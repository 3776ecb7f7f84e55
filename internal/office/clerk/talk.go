package clerk

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// membership is as what a person works for a merchant now: the widest of what he
// holds. False for anybody else, staff of the platform among them.
func membership(m party.Market, p id.Person, of id.Merchant, at timeT) (party.Capacity, bool) {
	best, ok := party.Capacity(""), false
	for _, g := range party.Capacities(m, p, at) {
		if !g.Capacity.Membership() || g.Merchant != of {
			continue
		}
		if !ok || best == party.AfterSales {
			best, ok = g.Capacity, true
		}
	}
	return best, ok
}

// Superior tells whether a member may answer questions of others.
func Superior(c party.Capacity) bool { return c != party.AfterSales && c.Membership() }

// Spoken is what was recorded of something said: its number in its stream (0 where
// there is none), the hash of the newest event then, and whether it was known.
type Spoken struct {
	No       int
	Hash     [32]byte
	Repeated bool
}

// spoken reads a receipt; the number was kept with it.
func spoken(r docket.Receipt, s record.Stream, err error) (Spoken, error) {
	no, _ := binary.Uvarint(r.Result)
	return Spoken{No: int(no), Hash: r.Heads[s].Hash, Repeated: r.Repeated}, err //nolint:gosec // at most talk.MaxMessages
}

// numbered keeps the number of what was said with its receipt.
func numbered(made []record.Entry) []byte {
	for _, e := range made {
		switch x := e.Event.(type) {
		case talk.Said:
			return binary.AppendUvarint(nil, uint64(x.No)) //nolint:gosec // at most talk.MaxMessages
		case talk.Asked:
			return binary.AppendUvarint(nil, uint64(x.No)) //nolint:gosec // at most talk.MaxAsks
		case talk.AskAnswered:
			return binary.AppendUvarint(nil, uint64(x.No)) //nolint:gosec // at most talk.MaxAsks
		}
	}
	return nil
}

// Ask puts a question to the supervisors of the merchant that is a party of a case. It
// stands in a stream of its own, which neither the other party nor staff ever read.
//
// Errors: ErrUnknown (also for who is no member), *talk.Refusal, *identity.Refusal,
// docket.ErrBusy, docket.ErrKeyReused, a fault.
func (k *Clerk) Ask(ctx context.Context, who Who, c id.Case, choice string, minor int64, currency, note string) (Spoken, error) {
	return k.inhouse(ctx, who, c, func(state talk.Inhouse, by talk.By, of id.Merchant, _ party.Capacity) ([]record.Entry, error) {
		return talk.DecideAsk(state, by, talk.Ask{Case: c, Merchant: of, Choice: choice, Minor: minor, Currency: currency, Note: note})
	})
}

// AnswerAsk records what a supervisor says of a question. Who approves has done the act
// himself before. Errors as Ask; *talk.Refusal with NotSuperior.
func (k *Clerk) AnswerAsk(ctx context.Context, who Who, c id.Case, no int, approved bool, remark string) (Spoken, error) {
	return k.inhouse(ctx, who, c, func(state talk.Inhouse, by talk.By, _ id.Merchant, as party.Capacity) ([]record.Entry, error) {
		if !Superior(as) {
			return nil, &talk.Refusal{Code: talk.NotSuperior}
		}
		return talk.DecideAnswer(state, by, c, no, approved, remark)
	})
}

type inhouseDecision func(talk.Inhouse, talk.By, id.Merchant, party.Capacity) ([]record.Entry, error)

func (k *Clerk) inhouse(ctx context.Context, who Who, c id.Case, decide inhouseDecision) (Spoken, error) {
	market, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return Spoken{}, err
	}
	f, err := k.open(ctx, who.Market, c)
	if err != nil {
		return Spoken{}, err
	}
	state, _, err := k.Docket.Load(ctx, docket.Ref{Place: f.place, Stream: caseStream(record.Case, c)})
	if err != nil {
		return Spoken{}, err
	}
	as, ok := membership(market, who.Acting(), f.merchant, legal)
	kase, _ := state.(dispute.Case)
	if !ok || !slices.ContainsFunc(kase.Parties, func(p dispute.Party) bool { return p.Merchant == f.merchant && p.Kind == dispute.Merchant }) {
		return Spoken{}, ErrUnknown
	}
	if err := who.may(party.Claimant); err != nil {
		return Spoken{}, err
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return Spoken{}, err
	}
	stream := talk.InhouseStream(c)
	needs := docket.Needs{Streams: []record.Stream{stream}, Keys: []record.Owner{{Kind: "merchant", ID: f.merchant.Bytes()}}}
	receipt, err := k.Docket.Submit(ctx, k.envelope(who, f.place, legal, string(as)), needs, func(v docket.View) (docket.Outcome, error) {
		s, _ := v.State(stream)
		now, _ := s.(talk.Inhouse)
		out, refusal := decide(now, talk.By{At: legal, Person: who.Acting(), Authority: "M81"}, f.merchant, as)
		return docket.Outcome{Appends: out, Refusal: refusal, Result: numbered(out)}, nil
	})
	return spoken(receipt, stream, err)
}

// Say records a message of the buyer or the merchant of an order to the other.
//
// Errors: ErrUnknown (also for who is neither), *talk.Refusal, *identity.Refusal,
// docket.ErrBusy, docket.ErrKeyReused, a fault.
func (k *Clerk) Say(ctx context.Context, who Who, o id.Order, text string) (Spoken, error) {
	return k.direct(ctx, who, o, func(d talk.Direct, by talk.By, say talk.Say) ([]record.Entry, error) {
		say.Text = text
		return talk.DecideSay(d, by, say)
	})
}

// SeeDirect records that a side has read what the other wrote. Errors as Say.
func (k *Clerk) SeeDirect(ctx context.Context, who Who, o id.Order) (Spoken, error) {
	return k.direct(ctx, who, o, func(d talk.Direct, by talk.By, say talk.Say) ([]record.Entry, error) {
		return talk.DecideSeen(d, by, say.Side)
	})
}

func (k *Clerk) direct(ctx context.Context, who Who, o id.Order, decide func(talk.Direct, talk.By, talk.Say) ([]record.Entry, error)) (Spoken, error) {
	say, place, legal, err := k.DirectSide(ctx, who, o)
	if err != nil {
		return Spoken{}, err
	}
	if err := who.may(party.Claimant); err != nil {
		return Spoken{}, err
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return Spoken{}, err
	}
	stream := talk.DirectStream(o)
	needs := docket.Needs{Streams: []record.Stream{stream}, Keys: []record.Owner{
		{Kind: "person", ID: say.Buyer.Bytes()}, {Kind: "merchant", ID: say.Merchant.Bytes()},
	}}
	receipt, err := k.Docket.Submit(ctx, k.envelope(who, place, legal, string(say.Side)), needs, func(v docket.View) (docket.Outcome, error) {
		s, _ := v.State(stream)
		now, _ := s.(talk.Direct)
		out, refusal := decide(now, talk.By{At: legal, Person: who.Acting(), Authority: "M93"}, say)
		return docket.Outcome{Appends: out, Refusal: refusal, Result: numbered(out)}, nil
	})
	return spoken(receipt, stream, err)
}

// DirectSide finds on which side of an order a person stands, and where the talk about
// it lives. Errors: ErrUnknown for anybody but its buyer and its merchant's members.
func (k *Clerk) DirectSide(ctx context.Context, who Who, o id.Order) (talk.Say, docket.Place, timeT, error) {
	market, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return talk.Say{}, docket.Place{}, legal, err
	}
	order, place, err := k.order(ctx, who.Market, o)
	if err != nil {
		return talk.Say{}, place, legal, err
	}
	say := talk.Say{Order: o, Buyer: order.Buyer, Merchant: order.Merchant, Side: talk.Buyer}
	if order.Buyer == who.Acting() && !order.Buyer.IsZero() {
		return say, place, legal, nil
	}
	if _, ok := membership(market, who.Acting(), order.Merchant, legal); ok {
		say.Side = talk.Seller
		return say, place, legal, nil
	}
	return talk.Say{}, place, legal, ErrUnknown
}
