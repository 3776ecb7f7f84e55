package clerk

import (
	"context"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Wake fires a timer: a command like any other, so that a late or repeated firing
// is a no-op. A timer is only a hint; the fold knows what is due.
func (k *Clerk) Wake(ctx context.Context, due docket.Due) error {
	switch due.Stream.Kind {
	case record.Case, record.Talks:
		_, err := k.run(ctx, System(due.Market), id.From[id.Case](due.Stream.ID), func(f file, w dispute.World, _ dispute.Actor) ([]record.Entry, *dispute.Refusal) {
			out, _ := dispute.Elapse(f.book, w)
			return out, nil
		})
		return err
	case record.Order:
		return k.onOrder(ctx, System(due.Market), id.From[id.Order](due.Stream.ID), func(b escrow.Books, _ escrow.By) (escrow.Done, error) {
			return escrow.Done{Books: b}, nil
		})
	case record.Merchant:
		return k.wakeMerchant(ctx, due)
	case record.Locker:
		return k.wakeLocker(ctx, due)
	default:
		return fmt.Errorf("clerk: nothing wakes streams of kind %s", due.Stream.Kind)
	}
}

func (k *Clerk) wakeMerchant(ctx context.Context, due docket.Due) error {
	_, legal, err := k.market(ctx, due.Market)
	if err != nil {
		return err
	}
	_, err = k.Docket.Submit(ctx, k.envelope(System(due.Market), due.Place, legal, "system"), docket.Needs{Streams: []record.Stream{due.Stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(due.Stream)
		m, _ := state.(escrow.Merchant)
		return docket.Outcome{Appends: escrow.ElapseMerchant(escrow.Books{Merchant: m}, escrow.By{At: legal, System: true, Rules: k.orderRules()}).Entries}, nil
	})
	return err
}

// orderRules are the clocks of orders outside any case.
func (k *Clerk) orderRules() escrow.Rules { return k.Library.Named("tianping-std").Escrow }

// onOrder does an act on the books of an order, after what was due there.
func (k *Clerk) onOrder(ctx context.Context, who Who, o id.Order, act func(escrow.Books, escrow.By) (escrow.Done, error)) error {
	return k.onOrderBy(ctx, who, o, docket.Needs{}, func(docket.View, escrow.Order) error { return nil }, act)
}

// onOrderBy is onOrder for who may: may is asked where the act is decided, and reads
// what more names.
func (k *Clerk) onOrderBy(ctx context.Context, who Who, o id.Order, more docket.Needs, may func(docket.View, escrow.Order) error, act func(escrow.Books, escrow.By) (escrow.Done, error)) error {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	order, place, err := k.order(ctx, who.Market, o)
	if err != nil {
		return err
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return err
	}
	needs := docket.Needs{
		Streams: []record.Stream{orderStream(o), merchantStream(order.Merchant)}, Read: more.Read,
		Keys: []record.Owner{{Kind: "person", ID: order.Buyer.Bytes()}}, // a scan's place and signer are the buyer's
	}
	_, err = k.Docket.Submit(ctx, k.envelope(who, place, legal, "system"), needs, func(v docket.View) (docket.Outcome, error) {
		so, _ := v.State(orderStream(o))
		sm, _ := v.State(merchantStream(order.Merchant))
		var b escrow.Books
		b.Order, _ = so.(escrow.Order)
		b.Merchant, _ = sm.(escrow.Merchant)
		by := escrow.By{At: legal, System: who.Acting().IsZero(), Rules: k.orderRules()}
		d := escrow.Elapse(b, by)
		if err := may(v, d.Books.Order); err != nil {
			return docket.Outcome{Appends: d.Entries, Refusal: err}, nil //nolint:nilerr // a refusal of the table is an outcome, not a fault
		}
		done, err := act(d.Books, by)
		if err != nil {
			return docket.Outcome{Appends: d.Entries, Refusal: err}, nil //nolint:nilerr // a refusal of the books is an outcome, not a fault
		}
		return docket.Outcome{Appends: append(d.Entries, done.Entries...)}, nil
	})
	return err
}

// ConfirmReceipt is the buyer's own confirmation of a parcel (确认收货, M176). It
// releases money for good: not while the account is locked (T66).
//
// Errors: ErrUnknown, *dispute.Refusal ("locked"), *identity.Refusal (ScopeMissing),
// *escrow.Refusal, docket.ErrBusy, a fault.
func (k *Clerk) ConfirmReceipt(ctx context.Context, who Who, o id.Order, parcel int) error {
	order, _, err := k.order(ctx, who.Market, o)
	if err != nil {
		return err
	}
	if order.Buyer != who.Acting() {
		return ErrUnknown
	}
	if err := who.may(party.Buyer); err != nil {
		return err
	}
	own := PersonRef(who.Market, order.Buyer)
	more := docket.Needs{Read: []docket.Ref{own, MarketRef(who.Market)}}
	return k.onOrderBy(ctx, who, o, more, func(v docket.View, order escrow.Order) error {
		return k.mayConfirm(v, who, own, order)
	}, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		return escrow.ConfirmReceipt(b, by, parcel)
	})
}

// mayConfirm asks the rule table about the buyer of an order.
func (k *Clerk) mayConfirm(v docket.View, who Who, own docket.Ref, order escrow.Order) error {
	person, _ := v.Other(own)
	market, _ := v.Other(MarketRef(who.Market))
	state, _ := person.(party.Person)
	m, _ := market.(party.Market)
	f := party.Facts{Merchant: order.Merchant, Parties: []party.Side{{As: party.Buyer, Person: order.Buyer, Locked: state.Locked()}}}
	_, _, err := party.Allow(k.Library.Authority(), m, who.Acting(), m.LegalTime(k.Now()), "confirm_receipt", f, party.Buyer)
	var r *party.Refusal
	if errors.As(err, &r) {
		code := "wrong_capacity"
		if state.Locked() {
			code = "locked"
		}
		return &dispute.Refusal{Code: code, Move: "confirm_receipt", Rule: r.Rule}
	}
	return err
}

// PayOutDone books that the provider paid something out.
func (k *Clerk) PayOutDone(ctx context.Context, m id.Market, o id.Order, payOut, ref string) error {
	return k.onOrder(ctx, System(m), o, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		return escrow.PayOutDone(b, by, payOut, ref)
	})
}

// PayOutNotDone books that the provider refused a pay-out.
func (k *Clerk) PayOutNotDone(ctx context.Context, m id.Market, o id.Order, payOut string, attempt int, problem string) error {
	return k.onOrder(ctx, System(m), o, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		return escrow.PayOutNotDone(b, by, payOut, attempt, problem)
	})
}

// OwnBooked tells whether a debtor's own payment stands in the books of an order.
func (k *Clerk) OwnBooked(ctx context.Context, m id.Market, o id.Order, payment string) (bool, error) {
	order, _, err := k.order(ctx, m, o)
	if err != nil {
		return false, err
	}
	for _, p := range order.Own {
		if p.ID == payment {
			return p.State == escrow.OwnHere, nil
		}
	}
	return false, nil
}
