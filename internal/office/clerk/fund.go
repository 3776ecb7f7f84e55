package clerk

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// FundTurn is one turn of the way between an order and the guarantee fund, which
// lives in another home: two commits, each balanced, joined by the request's id
// (escrow: AskFund → Pay → FundAnswer → Settle; ToFund → Receive → Arrived). Every
// turn may be made again.
func (k *Clerk) FundTurn(ctx context.Context, m id.Market, kind string, o id.Order, c id.Case, ref string) error {
	order, _, err := k.order(ctx, m, o)
	if err != nil {
		return err
	}
	if kind == "to_fund" {
		return k.toFund(ctx, m, order, ref)
	}
	i := slices.IndexFunc(order.Fund, func(r escrow.FundRequest) bool { return r.ID == ref })
	if i < 0 {
		return fmt.Errorf("clerk: fund: %w", escrow.ErrUnknownRef)
	}
	request := order.Fund[i]
	paid := int64(0)
	err = k.onFund(ctx, m, func(f escrow.Fund, s record.Stream, by escrow.By) (escrow.FundDone, error) {
		d := f.Pay(s, by, o, order.Currency, request)
		paid = d.Minor
		return d, nil
	})
	if err != nil {
		return err
	}
	if _, err := k.Hear(ctx, m, c, dispute.Signal{Kind: "fund_answered", Ref: ref, Minor: paid}); err != nil {
		return err
	}
	order, _, err = k.order(ctx, m, o)
	if err != nil {
		return err
	}
	returned := paid - tookFrom(order, ref)
	return k.onFund(ctx, m, func(f escrow.Fund, s record.Stream, by escrow.By) (escrow.FundDone, error) {
		return f.Settle(s, by, ref, returned), nil
	})
}

// tookFrom is what an order used of a request's money.
func tookFrom(o escrow.Order, ref string) int64 {
	var n int64
	for _, r := range o.Fund {
		if r.ID != ref {
			continue
		}
		for _, p := range o.PayOuts {
			if p.Source == escrow.FromFund && p.Case == r.Case && p.Obligation == r.Obligation {
				n += p.Minor
			}
		}
	}
	return n
}

func (k *Clerk) toFund(ctx context.Context, m id.Market, o escrow.Order, ref string) error {
	i := slices.IndexFunc(o.Open, func(t escrow.Transfer) bool { return t.ID == ref })
	if i < 0 {
		return nil // arrived already
	}
	transfer := o.Open[i]
	err := k.onFund(ctx, m, func(f escrow.Fund, s record.Stream, by escrow.By) (escrow.FundDone, error) {
		return f.Receive(s, by, o.ID, o.Currency, escrow.Debt{FundMinor: transfer.Minor}, transfer)
	})
	if err != nil {
		return err
	}
	return k.onOrder(ctx, System(m), o.ID, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		return escrow.Arrived(b, by, ref), nil
	})
}

// onFund does an act on the guarantee fund of a marketplace.
func (k *Clerk) onFund(ctx context.Context, m id.Market, act func(escrow.Fund, record.Stream, escrow.By) (escrow.FundDone, error)) error {
	_, legal, err := k.market(ctx, m)
	if err != nil {
		return err
	}
	r := FundRef(m)
	_, err = k.Docket.Submit(ctx, k.envelope(System(m), r.Place, legal, "system"), docket.Needs{Streams: []record.Stream{r.Stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(r.Stream)
		f, _ := state.(escrow.Fund)
		d, err := act(f, r.Stream, escrow.By{At: legal, System: true, Authority: "fund", Rules: k.orderRules()})
		return docket.Outcome{Appends: d.Entries, Refusal: err}, nil
	})
	return err
}

// PayoutTold books what the provider says of a payout to a merchant.
func (k *Clerk) PayoutTold(ctx context.Context, place docket.Place, m id.Merchant, payout string, attempt int, ok bool, ref, problem string) error {
	_, legal, err := k.market(ctx, place.Market)
	if err != nil {
		return err
	}
	stream := merchantStream(m)
	_, err = k.Docket.Submit(ctx, k.envelope(System(place.Market), place, legal, "system"), docket.Needs{Streams: []record.Stream{stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(stream)
		b := escrow.Books{Merchant: state.(escrow.Merchant)} //nolint:forcetypeassert // the fold of merchant streams
		by := escrow.By{At: legal, System: true, Authority: "provider", Rules: k.orderRules()}
		d, err := escrow.PayoutNotDone(b, by, payout, attempt, problem)
		if ok {
			d, err = escrow.PayoutDone(b, by, payout, ref)
		}
		return docket.Outcome{Appends: d.Entries, Refusal: err}, nil
	})
	return err
}
