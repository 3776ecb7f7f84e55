package api

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// ShopMoney is what a merchant has in disputes and beside them. Nothing is called done
// before whoever holds the money confirmed it.
type ShopMoney struct {
	Sums   ShopSums      `json:"sums" doc:"Of the newest 200 open cases at least."`
	More   bool          `json:"more,omitempty" doc:"There are more open cases than sums count."`
	Shops  []ShopPurse   `json:"merchants"`
	Orders []ShopOrder   `json:"orders" doc:"In dispute, the last moved first."`
	Next   string        `json:"next,omitempty"`
	Unpaid *money.Amount `json:"not_paid_out,omitempty" doc:"Released to the merchant, not confirmed as paid out yet."`
}

// ShopPurse is the deposit of one merchant, and what it waits for.
type ShopPurse struct {
	Merchant string       `json:"merchant"`
	Free     money.Amount `json:"deposit_left"`
	Frozen   money.Amount `json:"deposit_frozen"`
	Payouts  []ShopPayout `json:"payouts"`
}

// ShopPayout is money of a sale on its way to the merchant.
type ShopPayout struct {
	Order string       `json:"order"`
	Sum   money.Amount `json:"sum"`
	Due   *time.Time   `json:"due,omitempty"`
	Sent  bool         `json:"instructed" doc:"Instructed, not confirmed."`
}

// ShopOrder is the money of one order in dispute.
type ShopOrder struct {
	OrderRow
	Risk     money.Amount  `json:"at_risk"`
	Cases    []ShopOfCase  `json:"cases"`
	Payments []ShopPayment `json:"payments"`
}

// ShopOfCase is one case of an order.
type ShopOfCase struct {
	Case   string       `json:"case"`
	Number string       `json:"number"`
	Closed bool         `json:"closed,omitempty"`
	Risk   money.Amount `json:"at_risk"`
}

// ShopPayment is one instruction about the order's money.
type ShopPayment struct {
	Kind  Coded        `json:"kind"`
	State Coded        `json:"state"`
	Sum   money.Amount `json:"sum"`
	Case  string       `json:"case,omitempty"`
	Asked time.Time    `json:"asked"`
	Told  *time.Time   `json:"told,omitempty"`
}

func (d *door) shopMoney(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	purses, err := d.Casebook.Purses(v, v.who)
	if err != nil {
		return answer{}, err
	}
	list, err := d.Casebook.Shop(v, v.who, casebook.ShopFilter{Limit: 1})
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.ShopOrders(v, v.who, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := ShopMoney{Sums: shopSums(list.All, purses), More: list.More, Shops: []ShopPurse{}, Orders: []ShopOrder{}, Next: page.Next}
	var unpaid int64
	for _, p := range purses {
		purse := purseView(p)
		for _, x := range purse.Payouts {
			unpaid += x.Sum.Minor
		}
		out.Shops = append(out.Shops, purse)
	}
	left := sum(unpaid, out.Sums.Frozen.Currency)
	out.Unpaid = &left
	for _, o := range page.Rows {
		out.Orders = append(out.Orders, shopOrder(o))
	}
	return answer{body: out}, nil
}

func purseView(p casebook.ShopPurse) ShopPurse {
	out := ShopPurse{Merchant: p.Merchant.String(), Free: sum(p.FreeMinor, p.Currency), Frozen: sum(p.FrozenMinor, p.Currency), Payouts: []ShopPayout{}}
	for _, x := range p.Payouts {
		if x.Minor == 0 {
			continue
		}
		one := ShopPayout{Order: x.Order.String(), Sum: sum(x.Minor, x.Currency), Sent: x.Sent}
		if due, ok := x.Send.Due(); ok {
			one.Due = moment(due)
		}
		out.Payouts = append(out.Payouts, one)
	}
	return out
}

func shopOrder(o casebook.ShopOrder) ShopOrder {
	out := ShopOrder{OrderRow: orderRow(o.OrderRow), Cases: []ShopOfCase{}, Payments: []ShopPayment{}}
	var risk int64
	for _, r := range o.Cases {
		if !r.Closed {
			risk += r.RiskMinor
		}
		out.Cases = append(out.Cases, ShopOfCase{Case: r.Case.String(), Number: r.Number, Closed: r.Closed, Risk: sum(r.RiskMinor, r.Currency)})
	}
	out.Risk = sum(risk, o.Currency)
	for _, x := range o.Payments {
		one := ShopPayment{Kind: coded(x.Kind, wording.PaymentKind), State: coded(x.State, paymentWords), Sum: sum(x.Minor, x.Currency), Asked: x.Asked, Told: moment(x.Told)}
		if !x.Case.IsZero() {
			one.Case = x.Case.String()
		}
		out.Payments = append(out.Payments, one)
	}
	return out
}
