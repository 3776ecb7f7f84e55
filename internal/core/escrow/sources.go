package escrow

import (
	"fmt"
	"slices"
)

// The sources after the frozen escrow, in their order (design §6): the debtor's
// own payment, the merchant's unsettled payouts, his deposit, the guarantee fund.
// Each pays the parts of the debt in their order, then what is owed to the fund,
// as far as it goes; Done.Paid and Done.Minor say how far.

// checkRoom refuses what would give back more than was paid for a line, or take
// from what is secured there for other claims; and more than the fund advanced.
func (d *desk) checkRoom(debt Debt, minor int64) error {
	if err := d.checkDebt(debt); err != nil {
		return err
	}
	used := map[int]int64{}
	for _, p := range debt.Parts {
		take := min(p.Minor, minor)
		minor -= take
		if p.Purpose != Refund {
			continue
		}
		room := d.o.room(p.Line, ClaimRef{debt.Case, p.Claim}) - used[p.Line]
		if used[p.Line] += take; take > room {
			return refuse(ErrOverRefund, p.Line, max(0, room))
		}
	}
	if owed := d.owedToFund(debt); debt.FundMinor > owed {
		return refuse(ErrAmount, 0, owed)
	}
	return nil
}

func (d *desk) owedToFund(debt Debt) int64 {
	for _, a := range d.o.Advances {
		if a.Case == debt.Case && a.Obligation == debt.Obligation {
			return a.PaidMinor - a.BackMinor
		}
	}
	return 0
}

// minor is all of a debt.
func (debt Debt) minor() int64 {
	sum := debt.FundMinor
	for _, p := range debt.Parts {
		sum += p.Minor
	}
	return sum
}

// AskOwn records that the debtor begins to pay himself through the provider
// (T55); minor may be less than the debt. Nothing moves until OwnArrived. The id
// of the payment, also the idempotency id for the provider, is that of the last
// entry of Books.Order.Own.
//
// Errors: ErrAmount, ErrPurpose, ErrUnknownLine, ErrOverRefund.
func AskOwn(b Books, by By, debt Debt, minor int64) (Done, error) {
	d := open(b, by)
	if minor <= 0 || minor > debt.minor() {
		return Done{Books: b}, refuse(ErrAmount, 0, debt.minor())
	}
	if err := d.checkRoom(debt, minor); err != nil {
		return Done{Books: b}, err
	}
	d.order(OwnPaymentAsked{Payment: OwnPayment{
		ID: fmt.Sprintf("%s/o%d", d.o.ID, len(d.o.Own)+1), Debt: debt, Minor: minor, At: d.At, State: OwnAsked,
	}})
	out := d.done()
	out.Minor = minor
	return out, nil
}

// OwnArrived books an own payment that the provider confirms and instructs what
// it pays. Told again, it does nothing. A payment reported as failed may still arrive.
//
// Errors: ErrUnknownRef, ErrOverRefund (the debt was met in the meantime: the
// provider must give it back to the debtor, see OwnFailed).
func OwnArrived(b Books, by By, id string) (Done, error) {
	d := open(b, by)
	own := d.o.own(id)
	switch {
	case own == nil:
		return Done{Books: b}, ErrUnknownRef
	case own.State == OwnHere:
		return Done{Books: b}, nil
	}
	if err := d.checkRoom(own.Debt, own.Minor); err != nil {
		return Done{Books: b}, err
	}
	in := inflow{source: FromOwn, debt: own.Debt, own: id}
	d.spread(&in, own.Minor, d.o.account(OutsideOwn, 0, 0))
	d.instruct(in)
	return in.done(d), nil
}

// OwnFailed records that an own payment did not come, or was given back. Told
// again, or after it arrived, it does nothing.
//
// Errors: ErrUnknownRef.
func OwnFailed(b Books, by By, id, problem string) (Done, error) {
	d := open(b, by)
	own := d.o.own(id)
	if own == nil {
		return Done{Books: b}, ErrUnknownRef
	}
	if own.State == OwnAsked {
		d.order(OwnPaymentFailed{ID: id, Problem: problem})
	}
	return d.done(), nil
}

// DebitPayouts pays a debt out of the merchant's unsettled payouts, those due
// first (T56).
//
// Errors: ErrStopped, ErrAmount, ErrPurpose, ErrUnknownLine, ErrOverRefund.
func DebitPayouts(b Books, by By, debt Debt) (Done, error) {
	d := open(b, by)
	if d.m.Stopped != "" {
		return Done{Books: b}, ErrStopped
	}
	unsent := total(d.m.Balances, func(a Account) bool { return a.Name == Payouts && a.Currency == d.o.Currency })
	minor := min(debt.minor(), unsent)
	if err := d.checkRoom(debt, minor); err != nil || minor == 0 {
		return Done{Books: b}, err
	}
	in := d.transferIn(FromPayouts, debt, minor)
	var j journal
	j.move(d.o.account(Payouts, 0, 0), d.transit(in.transfer), minor)
	d.merchant(PayoutsDebited{
		Transfer: in.transfer, Order: d.o.ID, Case: debt.Case, Obligation: debt.Obligation,
		Taken: d.m.take(d.o.Currency, minor), Booking: Booking{j},
	})
	d.instruct(in)
	return in.done(d), nil
}

// transferIn is money that comes to the order from another stream.
func (d *desk) transferIn(source Source, debt Debt, minor int64) inflow {
	in := inflow{source: source, debt: debt, transfer: d.nextTransfer(0)}
	d.spread(&in, minor, d.transit(in.transfer))
	return in
}

func (d *desk) transit(id string) Account {
	return Account{Name: Transit, Currency: d.o.Currency, Transfer: id}
}

// take chooses the unsent payouts a debit comes from, those due first.
func (m *Merchant) take(currency string, minor int64) []Taken {
	var taken []Taken
	for _, p := range m.byDue() {
		if t := min(p.Minor, minor); t > 0 && !p.Sent && p.Currency == currency {
			taken = append(taken, Taken{Payout: p.ID, Minor: t})
			minor -= t
		}
	}
	return taken
}

// Less is what is left of a debt after a source paid parts of it.
func (debt Debt) Less(paid []Part) Debt {
	paid = slices.Clone(paid)
	left := debt
	left.Parts = nil
	for _, p := range debt.Parts {
		for i := range paid {
			if q := &paid[i]; q.Claim == p.Claim && q.Line == p.Line && q.Parcel == p.Parcel && q.Purpose == p.Purpose {
				p.Minor, q.Minor = p.Minor-min(p.Minor, q.Minor), q.Minor-min(p.Minor, q.Minor)
			}
		}
		if p.Minor > 0 {
			left.Parts = append(left.Parts, p)
		}
	}
	return left
}
