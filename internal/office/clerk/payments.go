package clerk

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Word is what whoever holds the money says of an instruction.
type Word struct {
	Done    bool
	Ref     string // its number when done
	Problem string // its code when refused
	Attempt int    // which attempt was refused, from 1
}

// PayOutTold books the word about a pay-out of an order. The same word told again
// does nothing; a success after refusals is booked, once.
//
// Errors: ErrUnknown, escrow.ErrUnknownRef, escrow.ErrContradicts (a refusal after
// the success, another number, an attempt that was never instructed).
func (k *Clerk) PayOutTold(ctx context.Context, who Who, o id.Order, payOut string, w Word) error {
	return k.onOrder(ctx, who, o, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		by.Authority = "provider"
		i := slices.IndexFunc(b.Order.PayOuts, func(p escrow.PayOut) bool { return p.ID == payOut })
		if i < 0 {
			return escrow.Done{Books: b}, escrow.ErrUnknownRef
		}
		p := b.Order.PayOuts[i]
		paid := p.State == escrow.PayOutConfirmed
		switch {
		case paid && (!w.Done || p.Ref != w.Ref), !w.Done && (w.Attempt < 1 || w.Attempt > p.Attempt):
			return escrow.Done{Books: b}, escrow.ErrContradicts
		case w.Done:
			return escrow.PayOutDone(b, by, payOut, w.Ref)
		default:
			return escrow.PayOutNotDone(b, by, payOut, w.Attempt, w.Problem)
		}
	})
}

// OwnTold books the word about a debtor's own payment. back is true when the money
// came and nothing is owed any more: it has to be given back to him, and stands in
// the books as not paid.
//
// Errors: ErrUnknown, escrow.ErrUnknownRef, escrow.ErrContradicts.
func (k *Clerk) OwnTold(ctx context.Context, who Who, o id.Order, c id.Case, payment string, w Word) (back bool, err error) {
	order, _, err := k.order(ctx, who.Market, o)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(order.Own, func(p escrow.OwnPayment) bool { return p.ID == payment })
	switch {
	case i < 0:
		return false, escrow.ErrUnknownRef
	case order.Own[i].State == escrow.OwnHere && w.Done:
		return false, nil
	case order.Own[i].State == escrow.OwnHere:
		return false, escrow.ErrContradicts
	case !w.Done:
		if _, err := k.Hear(ctx, who.Market, c, dispute.Signal{Kind: "own_failed", Ref: payment, Channel: w.Problem}); err != nil {
			return false, err
		}
		return false, k.OwnGone(ctx, who, o, payment, w.Problem)
	}
	if _, err := k.Hear(ctx, who.Market, c, dispute.Signal{Kind: "own_arrived", Ref: payment}); err != nil {
		return false, err
	}
	booked, err := k.OwnBooked(ctx, who.Market, o, payment)
	if err != nil || booked {
		return false, err
	}
	return true, k.OwnGone(ctx, who, o, payment, GiveBack)
}

// GiveBack is the problem of an own payment that came when nothing was owed any more.
const GiveBack = "give_back"

// OwnGone records that a debtor's own payment did not come, or went back to him.
// After it arrived, or told again, it does nothing. Errors: ErrUnknown, escrow.ErrUnknownRef.
func (k *Clerk) OwnGone(ctx context.Context, who Who, o id.Order, payment, problem string) error {
	return k.onOrder(ctx, who, o, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		by.Authority = "provider"
		return escrow.OwnFailed(b, by, payment, problem)
	})
}

// MerchantPaid books the word about a payout to a merchant. settled is the number
// under which it was settled before, "" where it was not: a settled payout is
// forgotten by the books. A payout that was refused waits unsettled, where debits
// reach it, so that a success told then contradicts them.
//
// Errors: ErrUnknown, escrow.ErrContradicts.
func (k *Clerk) MerchantPaid(ctx context.Context, who Who, m id.Merchant, payout, settled string, w Word) error {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	stream := merchantStream(m)
	place, err := k.Docket.Find(ctx, who.Market, stream)
	if err != nil {
		return ErrUnknown
	}
	_, err = k.Docket.Submit(ctx, k.envelope(who, place, legal, "system"), docket.Needs{Streams: []record.Stream{stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(stream)
		b := escrow.Books{Merchant: state.(escrow.Merchant)} //nolint:forcetypeassert // the fold of merchant streams
		d, err := merchantPaid(b, escrow.By{At: legal, System: true, Authority: "provider", Rules: k.orderRules()}, payout, settled, w)
		return docket.Outcome{Appends: d.Entries, Refusal: err}, nil
	})
	return err
}

func merchantPaid(b escrow.Books, by escrow.By, payout, settled string, w Word) (escrow.Done, error) {
	i := slices.IndexFunc(b.Merchant.Payouts, func(p escrow.Payout) bool { return p.ID == payout })
	switch {
	case i < 0 && w.Done && settled == w.Ref:
		return escrow.Done{Books: b}, nil
	case i < 0, w.Done && !b.Merchant.Payouts[i].Sent, !w.Done && (w.Attempt < 1 || w.Attempt > b.Merchant.Payouts[i].Attempt):
		return escrow.Done{Books: b}, escrow.ErrContradicts
	case w.Done:
		return escrow.PayoutDone(b, by, payout, w.Ref)
	default:
		return escrow.PayoutNotDone(b, by, payout, w.Attempt, w.Problem)
	}
}
