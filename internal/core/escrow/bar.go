package escrow

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// BarDeposit stops debits of a deposit that may be too small for all linked
// cases, and starts K_BAR (T76). Repeated while it runs, it does nothing.
func BarDeposit(b Books, by By) Done {
	d := openMerchant(b, by)
	if !d.m.barred() {
		d.merchant(DepositBarred{Share: d.count(d.Rules.Bar)})
	}
	return d.done()
}

// JoinBar registers what an obligation asks of a barred deposit. Registered
// again for the same obligation, the new sum replaces the old.
//
// Errors: ErrAmount, ErrUnknownRef when no bar runs.
func JoinBar(b Books, by By, due BarredDue) (Done, error) {
	d := openMerchant(b, by)
	switch {
	case due.Minor <= 0:
		return Done{Books: b}, ErrAmount
	case !d.m.barred():
		return Done{Books: b}, ErrUnknownRef
	case slices.Contains(d.m.Bar.Claims, due):
		return Done{Books: b}, nil
	}
	d.merchant(BarJoined{Due: due})
	return d.done(), nil
}

// shareDeposit is the end of K_BAR: the free deposit is frozen for those who
// registered, pro rata by largest remainder, nobody more than he asked.
//
// Source: procedure.md T76, §8 case 14.
func (d *desk) shareDeposit() {
	claims := slices.Clone(d.m.Bar.Claims)
	var j journal
	for _, currency := range currencies(claims) {
		var asked []int64
		for _, c := range claims {
			asked = append(asked, ifSame(c.Currency, currency, c.Minor))
		}
		whole, err := money.Sum(asked...)
		if err != nil {
			panic("escrow: claims on a deposit overflow")
		}
		shares, err := money.Allocate(min(whole, d.m.free(currency)), asked)
		if err != nil {
			panic("escrow: claims on a deposit do not add up")
		}
		for i, share := range shares {
			claims[i].ShareMinor += share
			j.move(Account{Name: DepositFree, Currency: currency},
				Account{Name: DepositFrozen, Currency: currency, Case: claims[i].Case}, share)
		}
	}
	d.merchant(DepositShared{Claims: claims, Booking: Booking{j}})
}

func currencies(claims []BarredDue) []string {
	var all []string
	for _, c := range claims {
		if !slices.Contains(all, c.Currency) {
			all = append(all, c.Currency)
		}
	}
	return all
}

func ifSame(a, b string, minor int64) int64 {
	if a == b {
		return minor
	}
	return 0
}

// StopDebits stops all debits of a merchant (T66, insolvency); an empty reason
// lets them go on. What stands already does nothing.
func StopDebits(b Books, by By, reason string) Done {
	d := openMerchant(b, by)
	switch reason {
	case d.m.Stopped:
	case "":
		d.merchant(DebitsResumed{})
	default:
		d.merchant(DebitsStopped{Reason: reason})
	}
	return d.done()
}
