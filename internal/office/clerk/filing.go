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

// Opening asks for a new case on an order.
type Opening struct {
	Order     id.Order
	Procedure string // "" the marketplace's usual one
	Follows   id.Case
	NewFacts  bool // the filer says there are new facts since the case it follows
}

// Open opens a draft on an order of which the person is buyer, or member of the
// merchant: either may file (M23).
//
// A case that follows an earlier one is of the same order and the same claimant, and
// keeps what dispute.Refile says.
//
// Errors: ErrUnknown (also for somebody else's order, and an earlier case of another
// order), *dispute.Refusal (of Refile), docket.ErrBusy, docket.ErrKeyReused, a fault.
func (k *Clerk) Open(ctx context.Context, who Who, in Opening) (Result, error) {
	market, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return Result{}, err
	}
	order, place, err := k.order(ctx, who.Market, in.Order)
	if err != nil {
		return Result{}, err
	}
	filer, ok := filerOf(market, order, who.Acting(), legal)
	if !ok {
		return Result{}, ErrUnknown
	}
	if err := who.may(party.Claimant); err != nil {
		return Result{}, err
	}
	if in.Procedure == "" {
		in.Procedure = "tianping-std"
	}
	book := k.Library.Named(in.Procedure)
	if book == nil {
		return Result{}, ErrNoRulebook
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return Result{}, err
	}
	kept, err := k.refiled(ctx, who, in, legal)
	if err != nil {
		return Result{}, err
	}
	c := id.From[id.Case](k.NewID())
	f := file{place: place, id: c, order: in.Order, merchant: order.Merchant, book: book}
	number := numberOf(c, legal)
	receipt, err := k.Docket.Submit(ctx, k.envelope(who, place, legal, "claimant"), f.needs(who.Market), func(v docket.View) (docket.Outcome, error) {
		w, entries := f.world(v, who.Market, legal)
		made, _ := dispute.Begin(book, w, dispute.Opening{
			Case: c, Number: number, Follows: in.Follows, Refiling: kept, Parties: parties(w.Order, filer, who.Acting()),
			Actor: dispute.Actor{Person: who.Acting(), Side: dispute.Claimant},
		})
		b := c.Bytes()
		return docket.Outcome{Appends: append(entries, k.finish(f, dispute.Case{}, made)...), Result: b[:]}, nil
	})
	if err != nil {
		return Result{}, err
	}
	if len(receipt.Result) == 16 {
		c = id.From[id.Case]([16]byte(receipt.Result))
	}
	head := receipt.Heads[caseStream(record.Case, c)]
	return Result{Case: c, Version: head.Version, Hash: head.Hash, Legal: legal, Repeated: receipt.Repeated}, nil
}

// refiled is what a new case keeps of the one it follows.
func (k *Clerk) refiled(ctx context.Context, who Who, in Opening, legal timeT) (dispute.Refiling, error) {
	if in.Follows.IsZero() {
		return dispute.Refiling{}, nil
	}
	earlier, err := k.Look(ctx, who, in.Follows)
	if err != nil {
		return dispute.Refiling{}, err
	}
	if earlier.World.Case.Order != in.Order {
		return dispute.Refiling{}, ErrUnknown
	}
	kept, refusal := dispute.Refile(earlier.Book, earlier.World.Case, earlier.Actor.Side, in.NewFacts, legal)
	if refusal != nil {
		return kept, refusal
	}
	this := dispute.Case{Order: in.Order, Follows: in.Follows, Refiling: kept.No}
	others, err := k.refilings(ctx, who.Market, earlier.Place, this)
	if err == nil && dispute.RefiledEnough(earlier.Book, kept.No, others) {
		return kept, &dispute.Refusal{Code: "already_done", Move: "submit", Guard: "refiled"}
	}
	return kept, err
}

// order reads an order and where it lives.
func (k *Clerk) order(ctx context.Context, m id.Market, o id.Order) (escrow.Order, docket.Place, error) {
	place, err := k.Docket.Find(ctx, m, orderStream(o))
	if err != nil {
		if errors.Is(err, docket.ErrUnknownStream) {
			return escrow.Order{}, place, ErrUnknown
		}
		return escrow.Order{}, place, fmt.Errorf("clerk: find order: %w", err)
	}
	state, _, err := k.Docket.Load(ctx, docket.Ref{Place: place, Stream: orderStream(o)})
	if err != nil {
		return escrow.Order{}, place, fmt.Errorf("clerk: load order: %w", err)
	}
	return state.(escrow.Order), place, nil //nolint:forcetypeassert // the fold of order streams
}

// filerOf tells which party of an order a person is.
func filerOf(m party.Market, o escrow.Order, p id.Person, at timeT) (dispute.PartyKind, bool) {
	if o.Buyer == p && !p.IsZero() {
		return dispute.Buyer, true
	}
	for _, g := range party.Capacities(m, p, at) {
		if g.Capacity.Membership() && g.Merchant == o.Merchant {
			return dispute.Merchant, true
		}
	}
	return "", false
}

func parties(o escrow.Order, filer dispute.PartyKind, who id.Person) []dispute.Party {
	buyer := dispute.Party{Side: dispute.Claimant, Kind: dispute.Buyer, Person: o.Buyer}
	shop := dispute.Party{Side: dispute.Respondent, Kind: dispute.Merchant, Merchant: o.Merchant}
	if filer == dispute.Merchant {
		buyer.Side, shop.Side, shop.Person = dispute.Respondent, dispute.Claimant, who
		return []dispute.Party{shop, buyer}
	}
	return []dispute.Party{buyer, shop}
}

// Books are the money of an order and of its merchant, with everything already
// due reckoned in. Nothing is written. Errors: ErrUnknown, a fault.
func (k *Clerk) Books(ctx context.Context, m id.Market, o id.Order) (escrow.Books, docket.Place, error) {
	order, place, err := k.order(ctx, m, o)
	if err != nil {
		return escrow.Books{}, place, err
	}
	_, legal, err := k.market(ctx, m)
	if err != nil {
		return escrow.Books{}, place, err
	}
	b := escrow.Books{Order: order}
	state, _, err := k.Docket.Load(ctx, docket.Ref{Place: place, Stream: merchantStream(order.Merchant)})
	if err == nil {
		b.Merchant = state.(escrow.Merchant) //nolint:forcetypeassert // the fold of merchant streams
	} else if !errors.Is(err, docket.ErrUnknownStream) {
		return b, place, fmt.Errorf("clerk: load merchant: %w", err)
	}
	return escrow.Elapse(b, escrow.By{At: legal, System: true, Rules: k.orderRules()}).Books, place, nil
}
