package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Money implements web.Shop.
func (p shops) Money(ctx context.Context, who view.Visitor, after string) (view.ShopMoney, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return view.ShopMoney{}, err
	}
	purses, err := p.Casebook.Purses(ctx, s.who())
	if err != nil {
		return view.ShopMoney{}, outside(err)
	}
	list, err := p.Casebook.Shop(ctx, s.who(), casebook.ShopFilter{Limit: 1})
	if err != nil {
		return view.ShopMoney{}, outside(err)
	}
	out := view.ShopMoney{First: after == ""}
	frozen, risk, free := casebook.ShopSums(list.All, purses)
	var unsettled int64
	currency := "CNY"
	for _, purse := range purses {
		currency = purse.Currency
		shown, err := s.deposit(ctx, purse)
		if err != nil {
			return out, outside(err)
		}
		for _, x := range shown.Payouts {
			unsettled += x.Sum.Minor
		}
		out.Shops = append(out.Shops, shown)
	}
	kpi := func(name string, minor int64, beside string) {
		out.Kpis = append(out.Kpis, view.Count{Name: name, Value: s.whole(minor, currency), Beside: beside})
	}
	kpi(s.t.Shop.Frozen, frozen, s.t.Shop.Period)
	kpi(s.t.Shop.AtRisk, risk, s.t.Shop.Period)
	kpi(s.t.Shop.Deposit, free, "")
	kpi(s.t.Shop.Unsettled, unsettled, "")
	page, err := p.Casebook.ShopOrders(ctx, s.who(), after, 20)
	if err != nil {
		return out, outside(err)
	}
	out.After = page.Next
	for _, o := range page.Rows {
		out.Orders = append(out.Orders, s.shopOrder(o))
	}
	return out, nil
}

// deposit is what one merchant has outside his orders.
func (s *session) deposit(ctx context.Context, p casebook.ShopPurse) (view.ShopDeposit, error) {
	name, err := s.shop(ctx, p.Merchant)
	out := view.ShopDeposit{Name: name, Free: money.Amount{Minor: p.FreeMinor, Currency: p.Currency}, Frozen: money.Amount{Minor: p.FrozenMinor, Currency: p.Currency}}
	if err != nil {
		return out, err
	}
	for _, x := range p.Payouts {
		if x.Minor == 0 {
			continue
		}
		shown := view.ShopPayment{What: s.t.Desk.ReleasedMerchant, Sum: money.Amount{Minor: x.Minor, Currency: x.Currency}, State: view.Chip{Text: s.t.Shop.Unsettled}}
		of, err := s.known(ctx, x.Order)
		if err != nil {
			return out, err
		}
		shown.What = of.number
		if due, ok := x.Send.Due(); ok {
			shown.Asked = s.local(due)
		}
		if x.Sent {
			shown.State = view.Chip{Tone: view.Warn, Text: s.t.Desk.InstructedNotConfirmed}
		}
		out.Payouts = append(out.Payouts, shown)
	}
	return out, nil
}

// shopOrder is the money of one order in dispute.
func (s *session) shopOrder(o casebook.ShopOrder) view.ShopOrder {
	sum := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: o.Currency} }
	out := view.ShopOrder{URL: orderURL(o.Order) + "/escrow", Number: o.Number, Total: sum(o.TotalMinor), Held: sum(o.HeldMinor), Frozen: sum(o.FrozenMinor), State: s.standing(o.OrderRow)}
	var titles []string
	for _, line := range sorted(o.Titles) {
		titles = append(titles, o.Titles[line])
	}
	out.Title = s.list(titles)
	for _, r := range o.Cases {
		if !r.Closed {
			out.Risk.Minor += r.RiskMinor
		}
		out.Cases = append(out.Cases, view.Link{Name: r.Number, URL: caseURL(r.Case)})
	}
	out.Risk.Currency = o.Currency
	for _, x := range o.Payments {
		out.Payments = append(out.Payments, s.shopPayment(x))
	}
	return out
}

func orderURL(o id.Order) string { return "/orders/" + o.String() }

// shopPayment is one instruction. Only what was confirmed is called done.
func (s *session) shopPayment(x casebook.PaymentRow) view.ShopPayment {
	out := view.ShopPayment{
		What: s.payment(x),
		Sum:  money.Amount{Minor: x.Minor, Currency: x.Currency}, Asked: s.local(x.Asked), Told: s.local(x.Told),
	}
	state := "instructed"
	switch x.State {
	case streams.PayDone:
		state, out.State.Tone = "confirmed", view.Fine
	case streams.PayRefused:
		state, out.State.Tone = "refused", view.Bad
	default:
		out.State.Tone = view.Warn
	}
	out.State.Text = capital(s.in(wording.Payment(state)))
	return out
}

// payment names an instruction: what kind, and out of which account.
func (s *session) payment(x casebook.PaymentRow) string {
	kind := capital(s.in(wording.PaymentKind(x.Kind)))
	if x.Source == "" {
		return kind
	}
	return kind + " · " + capital(s.in(sourceWords(escrow.Source(x.Source))))
}
