package escrow

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// DepositIn books deposit that a merchant paid in; ref is the provider's number,
// told again it does nothing. Of the books only Merchant is used, as in all acts
// on a deposit that no order is part of; its ID must be set.
//
// Errors: ErrAmount.
func DepositIn(b Books, by By, sum money.Amount, ref string) (Done, error) {
	d, minor := openMerchant(b, by), sum.Minor
	if minor <= 0 {
		return Done{Books: b}, ErrAmount
	}
	if slices.Contains(d.m.Refs, ref) {
		return Done{Books: b}, nil
	}
	var j journal
	j.move(Account{Name: OutsideBond, Currency: sum.Currency}, Account{Name: DepositFree, Currency: sum.Currency}, minor)
	d.merchant(DepositPaidIn{Ref: ref, Booking: Booking{j}})
	return d.done(), nil
}

// DepositOut gives free deposit back to the merchant.
//
// Errors: ErrAmount, ErrNotEnough, ErrBarred.
func DepositOut(b Books, by By, sum money.Amount, ref string) (Done, error) {
	d, minor := openMerchant(b, by), sum.Minor
	free := d.m.free(sum.Currency)
	switch {
	case minor <= 0:
		return Done{Books: b}, ErrAmount
	case slices.Contains(d.m.Refs, ref):
		return Done{Books: b}, nil
	case d.m.barred():
		return Done{Books: b}, ErrBarred
	case minor > free:
		return Done{Books: b}, refuse(ErrNotEnough, 0, free)
	}
	var j journal
	j.move(Account{Name: DepositFree, Currency: sum.Currency}, Account{Name: OutsideBond, Currency: sum.Currency}, minor)
	d.merchant(DepositGivenBack{Ref: ref, Booking: Booking{j}})
	return d.done(), nil
}

func openMerchant(b Books, by By) *desk {
	d := open(b, by)
	d.m.ID = b.Merchant.ID
	return d
}

func (m *Merchant) free(currency string) int64 {
	return total(m.Balances, func(a Account) bool { return a.Name == DepositFree && a.Currency == currency })
}

// barred tells whether K_BAR runs.
func (m *Merchant) barred() bool {
	_, runs := m.Bar.Share.Due()
	return runs
}

// ReplaceFreeze lets free deposit secure what is frozen for a claim (T74): the
// escrow goes back to held and its timer. It replaces all that is frozen for the
// claim, or nothing.
//
// Errors: ErrNotEnough with what is free, ErrBarred, ErrStopped, ErrAmount when
// nothing is frozen.
func ReplaceFreeze(b Books, by By, ref ClaimRef) (Done, error) {
	d := open(b, by)
	frozen := d.o.frozen(Stake{ClaimRef: ref})
	free := d.m.free(d.o.Currency)
	switch {
	case frozen == 0:
		return Done{Books: b}, ErrAmount
	case d.m.Stopped != "":
		return Done{Books: b}, ErrStopped
	case d.m.barred():
		return Done{Books: b}, ErrBarred
	case free < frozen:
		return Done{Books: b}, refuse(ErrNotEnough, 0, free)
	}
	var j journal
	j.move(d.deposit(DepositFree, ClaimRef{}), d.deposit(DepositFrozen, ref), frozen)
	d.merchant(DepositFroze{ClaimRef: ref, Minor: frozen, Booking: Booking{j}})
	for _, f := range slices.Clone(d.o.Stakes) {
		if f.ClaimRef == ref {
			d.replace(f)
		}
	}
	out := d.done()
	out.Minor = frozen
	return out, nil
}

func (d *desk) replace(f Stake) {
	var j journal
	moved := j.drain(d.o.Balances, isFrozen(f), func(a Account) Account {
		return d.o.account(HeldAccount, a.Line, a.Parcel)
	}, d.o.frozen(f))
	f.WantMinor -= moved
	f.DepositMinor += moved
	d.order(FreezeReplaced{ClaimRef: f.ClaimRef, Line: f.Line, Minor: moved, Change: Change{
		Stakes: []Stake{f}, Timers: d.start([]Stake{f}, d.At), Booking: Booking{j},
	}})
}

// DebitDeposit pays a debt out of the merchant's deposit (T57): first what is
// frozen there for its claims, then what K_BAR set aside for the case, then what
// is free.
//
// Errors: ErrBarred (join the bar and wait), ErrStopped, ErrAmount, ErrPurpose,
// ErrUnknownLine, ErrOverRefund.
func DebitDeposit(b Books, by By, debt Debt) (Done, error) {
	d := open(b, by)
	if d.m.Stopped != "" {
		return Done{Books: b}, ErrStopped
	}
	transfer := d.nextTransfer(0)
	var j journal
	to := func(Account) Account { return d.transit(transfer) }
	left := debt.minor()
	stakes := d.spendStakes(debt, func(f Stake) int64 {
		n := j.drain(post(slices.Clone(d.m.Balances), j), d.secures(f.ClaimRef), to, min(left, f.DepositMinor))
		left -= n
		return n
	})
	left -= j.drain(d.m.Balances, d.secures(ClaimRef{Case: debt.Case}), to, left)
	if d.m.barred() && len(j) == 0 {
		return Done{Books: b}, ErrBarred
	}
	if !d.m.barred() {
		left -= j.drain(d.m.Balances, func(a Account) bool { return a == d.deposit(DepositFree, ClaimRef{}) }, to, left)
	}
	minor := debt.minor() - left
	if err := d.checkRoom(debt, minor); err != nil || minor == 0 {
		return Done{Books: b}, err
	}
	in := d.transferIn(FromDeposit, debt, minor)
	in.stakes = stakes
	d.merchant(DepositDebited{
		Transfer: transfer, Order: d.o.ID, Case: debt.Case, Obligation: debt.Obligation, Minor: minor, Booking: Booking{j},
	})
	d.instruct(in)
	return in.done(d), nil
}

func (d *desk) secures(ref ClaimRef) func(Account) bool {
	return func(a Account) bool { return a == d.deposit(DepositFrozen, ref) }
}

// spendStakes lets take say how much of each stake's deposit a debt uses, and
// returns the stakes as they then are.
func (d *desk) spendStakes(debt Debt, take func(Stake) int64) []Stake {
	var changed []Stake
	for _, f := range d.o.Stakes {
		mine := slices.ContainsFunc(debt.Parts, func(p Part) bool {
			return f.ClaimRef == ClaimRef{debt.Case, p.Claim} && (p.Line == 0 || p.Line == f.Line)
		})
		if mine && f.DepositMinor > 0 {
			if n := take(f); n > 0 {
				f.DepositMinor -= n
				changed = append(changed, f)
			}
		}
	}
	return changed
}
