package reception

import (
	"context"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
)

// Orders implements web.Orders.
func (o orders) Orders(ctx context.Context, who view.Visitor, ask web.OrdersAsk) (view.OrderList, error) {
	s, err := o.ask(ctx, who)
	if err != nil {
		return view.OrderList{}, err
	}
	return s.orderList(ctx, ask)
}

// orderPage is how many orders stand on one page of their list, monthsBack how many
// months it can be narrowed to.
const (
	orderPage  = 20
	monthsBack = 12
)

// orderList is a page of the visitor's orders. What is asked for and unknown is not
// regarded: an old link still shows a list.
func (s *session) orderList(ctx context.Context, ask web.OrdersAsk) (view.OrderList, error) {
	if !casebook.KnownState(ask.State) {
		ask.State = ""
	}
	f := casebook.OrderFilter{As: s.hat(), Query: ask.Query, State: ask.State, After: ask.After, Limit: orderPage}
	from, err := time.ParseInLocation(monthLayout, ask.Month, s.zone())
	if err == nil {
		f.From, f.To = from, from.AddDate(0, 1, 0)
	} else {
		ask.Month = ""
	}
	page, err := s.Casebook.MyOrders(ctx, s.who(), f)
	if err != nil {
		return view.OrderList{}, outside(err)
	}
	out := view.OrderList{Query: ask.Query, After: page.Next, First: ask.After == "", ForWho: s.t.Desk.MyOrders}
	if s.visitor.Side == view.Seller {
		out.ForWho = s.t.Desk.OrdersShop
	}
	s.narrowed(&out, ask)
	var people []id.Person
	var shops []id.Merchant
	for _, row := range page.Rows {
		people, shops = append(people, row.Buyer), append(shops, row.Merchant)
	}
	if err := s.callAll(ctx, people, shops, nil); err != nil {
		return out, outside(err)
	}
	for _, row := range page.Rows {
		shown, err := s.orderRow(ctx, row)
		if err != nil {
			return out, outside(err)
		}
		out.Rows = append(out.Rows, shown)
	}
	return out, nil
}

// monthLayout is a month as addresses say it.
const monthLayout = "2006-01"

// narrowed are the ways to narrow the list, and what it says when nothing is left.
func (s *session) narrowed(out *view.OrderList, ask web.OrdersAsk) {
	t := s.t.Order
	out.State, out.Filtered = ask.State, ask.State+ask.Month != ""
	out.States = []view.Tab{{Name: t.All}, {Code: casebook.OrdersOpen, Name: t.InDispute}, {Code: casebook.OrdersHeld, Name: t.IsHeld}, {Code: casebook.OrdersSoon, Name: t.DueSoon}}
	out.Month = view.Select{Name: "month", Label: t.Month, Chosen: ask.Month}
	first := time.Date(s.now.Year(), s.now.Month(), 1, 0, 0, 0, 0, s.now.Location())
	for back := range monthsBack {
		m := first.AddDate(0, -back, 0)
		out.Month.Options = append(out.Month.Options, view.Pair{Value: m.Format(monthLayout), Name: t.MonthOf(m.Year(), m.Month())})
	}
	switch {
	case ask.Month != "":
		out.None, out.NoneSays = t.NoneThen, t.NoneThenSays
	case ask.State == casebook.OrdersOpen:
		out.None, out.NoneSays = t.NoOpen, t.NoOpenSays
	case ask.State == casebook.OrdersHeld:
		out.None, out.NoneSays = t.NoHeld, t.NoHeldSays
	case ask.State == casebook.OrdersSoon:
		out.None, out.NoneSays = t.NoSoon(int(casebook.Soon/(24*time.Hour))), t.NoSoonSays
	}
}
