package escrow

import (
	"fmt"
	"slices"
)

// post books postings onto balances it owns and returns them. It panics on what
// can not have happened: lines that do not sum to zero, or a balance below zero
// that is not the outside world's.
//
// The transit account of a transfer belongs to both its ends; here its postings
// are added up per line: In is what was sent away, Out is what came.
func post(balances []Balance, lines []Posting) []Balance {
	for _, p := range lines {
		p.Transfer = ""
		i := slices.IndexFunc(balances, func(b Balance) bool { return b.Account == p.Account })
		if i < 0 {
			i = len(balances)
			balances = append(balances, Balance{Account: p.Account})
		}
		b := &balances[i]
		b.Minor += p.Minor
		if p.Minor > 0 {
			b.InMinor += p.Minor
		} else {
			b.OutMinor -= p.Minor
		}
	}
	check(balances, lines)
	return balances
}

func check(balances []Balance, lines []Posting) {
	for _, p := range lines {
		if total := sumOf(lines, p.Currency); total != 0 {
			panic(fmt.Sprintf("escrow: journal sums to %d", total))
		}
	}
	for _, b := range balances {
		if b.Minor < 0 && !b.Name.Outside() && b.Name != Transit {
			panic(fmt.Sprintf("escrow: %s line %d below zero", b.Name, b.Line))
		}
	}
}

func sumOf(lines []Posting, currency string) int64 {
	var total int64
	for _, p := range lines {
		if p.Currency == currency {
			total += p.Minor
		}
	}
	return total
}

// total adds the balances that match.
func total(balances []Balance, match func(Account) bool) int64 {
	var sum int64
	for _, b := range balances {
		if match(b.Account) {
			sum += b.Minor
		}
	}
	return sum
}

// journal is a list of postings being written.
type journal []Posting

// move writes two lines: minor out of one account into another.
func (j *journal) move(from, to Account, minor int64) {
	if minor > 0 {
		*j = append(*j, Posting{Account: from, Minor: -minor}, Posting{Account: to, Minor: minor})
	}
}

// drain moves up to limit out of the matching accounts, in the order of their
// parcels, each to where to says. It returns how much it moved.
func (j *journal) drain(balances []Balance, match func(Account) bool, to func(Account) Account, limit int64) int64 {
	var from []Balance
	for _, b := range balances {
		if b.Minor > 0 && match(b.Account) {
			from = append(from, b)
		}
	}
	slices.SortStableFunc(from, func(a, b Balance) int { return a.Parcel - b.Parcel })
	var moved int64
	for _, b := range from {
		m := min(b.Minor, limit-moved)
		j.move(b.Account, to(b.Account), m)
		moved += max(0, m)
	}
	return moved
}
