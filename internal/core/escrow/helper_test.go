package escrow_test

import (
	"testing"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

func is(t *testing.T, what string, got, want int64) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %d, want %d", what, got, want)
	}
}

// less is what is left of a debt after a source paid; want is what it had to pay.
func less(due Debt, d Done, want int64, t *testing.T) Debt {
	t.Helper()
	is(t, "paid by the source", d.Minor, want)
	return due.Less(d.Paid)
}

func sum(d Debt) int64 {
	var total int64
	for _, p := range d.Parts {
		total += p.Minor
	}
	return total
}

func (s *shop) balance(name AccountName) int64 {
	var total int64
	for _, b := range append(s.b.Order.Balances, s.b.Merchant.Balances...) {
		if b.Name == name {
			total += b.Minor
		}
	}
	return total
}

// otherHalf stands for the release of an order that is not of this shop, so that
// its transfer closes.
func otherHalf(payout record.Entry) record.Entry {
	due := payout.Event.(PayoutDue)
	account := Account{Name: Transit, Currency: due.Currency, Transfer: due.Transfer}
	held := account
	held.Name = OutsidePurchase
	held.Transfer = ""
	payout.Stream = record.Stream{Kind: "other order"}
	payout.Event = otherOrder{Booking{Postings: []Posting{{Account: account, Minor: due.Minor}, {Account: held, Minor: -due.Minor}}}}
	return payout
}

type otherOrder struct{ Booking }

func (otherOrder) Kind() string { return "payout_due" } // any registered kind: its fold is skipped

func (otherOrder) Version() int { return 1 }
