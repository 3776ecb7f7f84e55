package escrow

import "slices"

// PayoutDone books that the provider paid a payout to the merchant: it is settled.
// Told again, it does nothing. Of the books only Merchant is used.
//
// Errors: ErrUnknownRef (never sent; a settled payout is forgotten and is no error).
func PayoutDone(b Books, by By, id, ref string) (Done, error) {
	d := openMerchant(b, by)
	p := d.m.payout(id)
	switch {
	case p == nil:
		return Done{Books: b}, nil
	case !p.Sent:
		return Done{Books: b}, ErrUnknownRef
	}
	var j journal
	j.move(Account{Name: Paying, Currency: p.Currency}, Account{Name: OutsidePayout, Currency: p.Currency}, p.Minor)
	d.merchant(PayoutSettled{Payout: id, Ref: ref, Booking: Booking{j}})
	return d.done(), nil
}

// PayoutNotDone books that the provider refused a payout: the money is unsettled
// again, and K_PAYOUT starts anew. A notice about an earlier attempt does nothing.
//
// Errors: none; an unknown payout was settled.
func PayoutNotDone(b Books, by By, id string, attempt int, problem string) (Done, error) {
	d := openMerchant(b, by)
	p := d.m.payout(id)
	if p == nil || !p.Sent || p.Attempt != attempt {
		return Done{Books: b}, nil
	}
	var j journal
	j.move(Account{Name: Paying, Currency: p.Currency}, Account{Name: Payouts, Currency: p.Currency}, p.Minor)
	d.merchant(PayoutFailed{Payout: id, Problem: problem, Send: d.count(d.Rules.Payout), Booking: Booking{j}})
	return d.done(), nil
}

// send instructs a payout whose K_PAYOUT has ended.
func (d *desk) send(p Payout) {
	var j journal
	j.move(Account{Name: Payouts, Currency: p.Currency}, Account{Name: Paying, Currency: p.Currency}, p.Minor)
	d.merchant(PayoutSent{Payout: p.ID, Minor: p.Minor, Attempt: p.Attempt + 1, Booking: Booking{j}})
}

// byDue are the payouts in the order in which they will be sent.
func (m *Merchant) byDue() []Payout {
	return slices.SortedStableFunc(slices.Values(m.Payouts), func(a, b Payout) int {
		return a.Send.Count.Due.Compare(b.Send.Count.Due)
	})
}
