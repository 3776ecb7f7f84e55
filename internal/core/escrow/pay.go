package escrow

import (
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// PayClaim pays a debt out of what is frozen for its claims, as far as that goes
// (T54). The money stands in payable and one pay-out per part is instructed; it
// is refunded when the provider confirms. Done.Paid says what was covered: the
// rest is for the later sources. What stays frozen of the claims stays so: Thaw
// it when their result is final. To use more than the stake, Freeze more first.
// Nothing happens for an order in nobody's custody.
//
// Errors: ErrAmount, ErrPurpose, ErrUnknownLine.
func PayClaim(b Books, by By, debt Debt) (Done, error) {
	d := open(b, by)
	if err := d.checkDebt(debt); err != nil {
		return Done{Books: b}, err
	}
	in := inflow{source: FromEscrow, debt: debt}
	for _, p := range debt.Parts {
		if p.Purpose == ToMerchant {
			return Done{Books: b}, refuse(ErrPurpose, p.Line, 0)
		}
		f := Stake{ClaimRef: ClaimRef{debt.Case, p.Claim}, Line: p.Line, Parcel: p.Parcel}
		taken := in.journal.drain(d.o.apart(in.journal), isFrozen(f), func(Account) Account {
			return d.payable(debt, p)
		}, p.Minor)
		in.cover(p, taken)
	}
	d.instruct(in)
	return in.done(d), nil
}

// inflow is money found for a debt.
type inflow struct {
	source    Source
	debt      Debt
	own       string // id of the own payment that brought it
	transfer  string // id of the transfer that brought it
	paid      []Part
	fundMinor int64   // goes back to the guarantee fund
	stakes    []Stake // changed by where it came from
	journal   journal
}

func (in *inflow) cover(p Part, minor int64) {
	if minor > 0 {
		p.Minor = minor
		in.paid = append(in.paid, p)
	}
}

func (in *inflow) minor() int64 {
	sum := in.fundMinor
	for _, p := range in.paid {
		sum += p.Minor
	}
	return sum
}

// done closes the desk and says what was covered.
func (in *inflow) done(d *desk) Done {
	out := d.done()
	out.Paid, out.Minor = in.paid, in.minor()
	return out
}

// apart are the balances with postings not yet booked.
func (o *Order) apart(pending journal) []Balance {
	return post(slices.Clone(o.Balances), pending)
}

func (d *desk) payable(debt Debt, p Part) Account {
	return d.o.claimAccount(Payable, p.Line, 0, debt.Case, p.Claim)
}

func (d *desk) checkDebt(debt Debt) error {
	if debt.FundMinor < 0 {
		return refuse(ErrAmount, 0, 0)
	}
	for _, p := range debt.Parts {
		switch {
		case p.Minor < 0:
			return refuse(ErrAmount, p.Line, 0)
		case p.Line == 0 && p.Purpose == Refund:
			return refuse(ErrPurpose, 0, 0)
		case p.Line != 0 && d.o.line(p.Line) == nil:
			return refuse(ErrUnknownLine, p.Line, 0)
		}
	}
	return nil
}

// spread lays a sum over the parts of a debt in their order, then over what is
// owed to the fund; from names the account it comes out of for a part. It says
// what of the sum found no place.
func (d *desk) spread(in *inflow, minor int64, from Account) int64 {
	for _, p := range in.debt.Parts {
		take := min(p.Minor, minor)
		from.Line = p.Line
		in.journal.move(from, d.payable(in.debt, p), take)
		in.cover(p, take)
		minor -= take
	}
	in.fundMinor = min(minor, in.debt.FundMinor)
	if in.fundMinor > 0 {
		from.Line = 0
		to := d.o.account(Transit, 0, 0)
		to.Transfer = d.nextTransfer(1)
		if in.transfer == "" {
			to.Transfer = d.nextTransfer(0)
		}
		in.journal.move(from, to, in.fundMinor)
	}
	return minor - in.fundMinor
}

// nextTransfer is the id of the transfer after skip others.
func (d *desk) nextTransfer(skip int) string {
	return fmt.Sprintf("%s/t%d", d.o.ID, d.o.Transfers+1+skip)
}

// instruct books an inflow: pay-outs, stakes made smaller by it, timers that go
// on when a stake has ended.
func (d *desk) instruct(in inflow) {
	if in.minor() == 0 {
		return
	}
	e := PaymentInstructed{
		Case: in.debt.Case, Obligation: in.debt.Obligation, Source: in.source,
		Own: in.own, Transfer: in.transfer, Change: Change{Booking: Booking{in.journal}},
	}
	sent := tenderUse{}
	for i, p := range in.paid {
		e.PayOuts = append(e.PayOuts, PayOut{
			ID:   fmt.Sprintf("%s/p%d", d.o.ID, len(d.o.PayOuts)+1+i),
			Case: in.debt.Case, Obligation: in.debt.Obligation, Part: p, Source: in.source,
			Tenders: d.o.tenders(p, sent), At: d.At, State: PayOutInstructed, Attempt: 1,
		})
	}
	if in.fundMinor > 0 {
		t := in.journal[len(in.journal)-1].Transfer
		e.ToFund = &Transfer{ID: t, Minor: in.fundMinor, Until: d.count(d.Rules.FundAnswer).Count.Due}
	}
	e.Stakes = in.stakes
	if in.source == FromEscrow {
		d.lessen(in, &e.Change)
	}
	d.order(e)
	for _, p := range in.paid {
		d.trim(p.Line, ClaimRef{in.debt.Case, p.Claim})
	}
}

// lessen takes what escrow paid off the stakes it was frozen for.
func (d *desk) lessen(in inflow, c *Change) {
	for _, f := range d.o.Stakes {
		var out int64
		for _, p := range in.journal {
			if p.Minor < 0 && isFrozen(f)(p.Account) {
				out -= p.Minor
			}
		}
		if out == 0 {
			continue
		}
		f.WantMinor -= out
		c.Stakes = append(c.Stakes, f)
	}
	c.Timers = d.start(c.Stakes, d.At)
}

// tenderUse is what the pay-outs being made give back of each payment.
type tenderUse map[string]int64

// tenders divides a refund over the payments in proportion to what is left of
// each: it goes back the way it came (domain.md E01a).
func (o *Order) tenders(p Part, used tenderUse) []TenderPart {
	if p.Purpose != Refund || len(o.Payments) == 0 {
		return nil
	}
	left := make([]int64, len(o.Payments))
	for i, payment := range o.Payments {
		left[i] = max(0, payment.Minor-o.returned(payment.ID)-used[payment.ID])
	}
	if whole, err := money.Sum(left...); err != nil || whole < p.Minor {
		return nil // paid in ways we were not told of
	}
	shares, err := money.Allocate(p.Minor, left)
	if err != nil {
		return nil
	}
	var parts []TenderPart
	for i, minor := range shares {
		if minor > 0 {
			used[o.Payments[i].ID] += minor
			parts = append(parts, TenderPart{Payment: o.Payments[i].ID, Tender: o.Payments[i].Tender, Minor: minor})
		}
	}
	return parts
}

func (o *Order) returned(payment string) int64 {
	var sum int64
	for _, p := range o.PayOuts {
		for _, t := range p.Tenders {
			if t.Payment == payment {
				sum += t.Minor
			}
		}
	}
	return sum
}
