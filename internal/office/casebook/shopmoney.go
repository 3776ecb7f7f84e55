package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// ShopPurse is the money of one merchant outside his orders, fen by currency.
type ShopPurse struct {
	Merchant id.Merchant
	Currency string
	// FreeMinor is the deposit nobody has a hold on, FrozenMinor the rest of it.
	FreeMinor, FrozenMinor int64
	Payouts                []escrow.Payout // released to him, not yet confirmed as paid out
}

// ShopOrder is one order in dispute, with every instruction about its money.
type ShopOrder struct {
	OrderRow
	Cases    []ShopRow
	Payments []PaymentRow
}

// mostPaid is how many instructions are shown of an order, the newest.
const mostPaid = 20

// Purses reads what the person's merchants have. Errors: ErrUnknown, a fault.
func (b *Casebook) Purses(ctx context.Context, who clerk.Who) ([]ShopPurse, error) {
	_, mine, err := b.Roles(ctx, who.Market, who.Acting())
	if err != nil {
		return nil, err
	}
	if len(mine) == 0 {
		return nil, ErrUnknown
	}
	var out []ShopPurse
	for _, m := range slices.CompactFunc(mine, func(x, y id.Merchant) bool { return x == y }) {
		stream := record.Stream{Kind: record.Merchant, ID: m.Bytes()}
		ref := docket.Ref{Place: docket.Place{Market: who.Market, Home: clerk.HomeOf(escrow.Purchase{Merchant: m})}, Stream: stream}
		state, _, err := b.Clerk.Docket.Load(ctx, ref)
		if err != nil && !errors.Is(err, docket.ErrUnknownStream) {
			return nil, fmt.Errorf("casebook: purse: %w", err)
		}
		merchant, _ := state.(escrow.Merchant)
		out = append(out, purseOf(m, merchant))
	}
	return out, nil
}

func purseOf(m id.Merchant, of escrow.Merchant) ShopPurse {
	p := ShopPurse{Merchant: m, Currency: "CNY", Payouts: of.Payouts}
	if len(of.Balances) > 0 {
		p.Currency = of.Balances[0].Currency
	}
	for _, x := range of.Balances {
		switch {
		case x.Currency != p.Currency:
		case x.Name == escrow.DepositFree:
			p.FreeMinor += x.Minor
		case x.Name == escrow.DepositFrozen:
			p.FrozenMinor += x.Minor
		}
	}
	return p
}

// ShopOrders lists the orders in dispute of the person's merchants, those whose case
// moved last first. An order with several cases stands once on a page.
//
// Errors: ErrUnknown, ErrCursor, a fault.
func (b *Casebook) ShopOrders(ctx context.Context, who clerk.Who, after string, limit int) (Page[ShopOrder], error) {
	own, _, err := b.under(ctx, who, SellerHat, "buyer")
	if err != nil {
		return Page[ShopOrder]{}, err
	}
	if own.Column == "" {
		return Page[ShopOrder]{}, ErrUnknown
	}
	p, err := page(ctx, b.Clerk.Docket, docket.Select{Market: who.Market, Table: streams.Cases, Limit: limitOf(limit), OrderBy: []string{"-updated"}, Where: []docket.Cond{own}}, after, shopRow)
	if err != nil {
		return Page[ShopOrder]{}, err
	}
	rows := slices.DeleteFunc(p.Rows, func(r ShopRow) bool { return len(b.notDrafts([]CaseRow{r.CaseRow}, who.Acting(), false)) == 0 })
	orders, err := b.ordersOf(ctx, who.Market, rows)
	if err != nil {
		return Page[ShopOrder]{}, err
	}
	var of []id.Order
	for o := range orders {
		of = append(of, o)
	}
	bought, err := b.BoughtIn(ctx, who.Market, of)
	if err != nil {
		return Page[ShopOrder]{}, err
	}
	paid, err := b.PaymentsOf(ctx, who.Market, of, mostPaid)
	if err != nil {
		return Page[ShopOrder]{}, err
	}
	out := Page[ShopOrder]{Next: p.Next}
	for _, r := range rows {
		if i := slices.IndexFunc(out.Rows, func(o ShopOrder) bool { return o.Order == r.Order }); i >= 0 {
			out.Rows[i].Cases = append(out.Rows[i].Cases, r)
			continue
		}
		o := ShopOrder{OrderRow: orders[r.Order], Cases: []ShopRow{r}, Payments: paid[r.Order]}
		o.Number, o.Titles = bought[r.Order].Number, bought[r.Order].Titles
		out.Rows = append(out.Rows, o)
	}
	return out, nil
}
