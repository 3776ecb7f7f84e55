package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
)

// beforehand looks up, for all rows of a list at once, what their lines show: names of
// buyers, shops and goods, and how far closed cases are paid.
func (s *session) beforehand(ctx context.Context, rows []casebook.CaseRow) error {
	var people []id.Person
	var shops []id.Merchant
	var orders, closed []id.Order
	for _, r := range rows {
		people, shops, orders = append(people, r.Buyer), append(shops, r.Merchant), append(orders, r.Order)
		if r.Closed {
			closed = append(closed, r.Order)
		}
	}
	if err := s.callAll(ctx, people, shops, orders); err != nil {
		return err
	}
	paid, err := s.Casebook.PaymentsOf(ctx, s.Market, closed, 100)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Closed {
			s.paying[r.Case] = payingOf(r, paid[r.Order])
		}
	}
	return nil
}

// callAll looks up what persons, shops and orders are called.
func (s *session) callAll(ctx context.Context, people []id.Person, shops []id.Merchant, orders []id.Order) error {
	names, err := s.Casebook.Names(ctx, s.Market, people)
	if err != nil {
		return err
	}
	for _, p := range people {
		s.names[p] = names[p]
	}
	signs, err := s.Casebook.ShopNames(ctx, s.Market, shops)
	if err != nil {
		return err
	}
	for _, m := range shops {
		s.shops[m] = signs[m]
	}
	bought, err := s.Casebook.BoughtIn(ctx, s.Market, orders)
	for _, o := range orders {
		s.bought[o] = s.called(bought[o].Number, bought[o].Titles)
	}
	return err
}
