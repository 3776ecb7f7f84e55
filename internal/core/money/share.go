package money

import (
	"math/bits"
	"slices"
)

// Allocate splits total minor units in proportion to weights by largest
// remainder: every share is rounded down, then the units left over go one each
// to the largest fractions, the earliest index first. The shares sum to total.
// A weight of zero gets nothing; if all are zero, all count alike. A total below
// zero is split as its opposite.
//
// Errors: ErrMalformed for no weights or a negative one, ErrOverflow when the
// weights do not add up. Source: procedure.md §5 (shares as kept at purchase).
func Allocate(total int64, weights []int64) ([]int64, error) {
	whole, err := weigh(weights)
	if err != nil {
		return nil, err
	}
	if whole == 0 {
		weights, whole = slices.Repeat([]int64{1}, len(weights)), uint64(len(weights))
	}
	if total < 0 {
		return opposite(total, weights)
	}
	shares, fractions := make([]int64, len(weights)), make([]uint64, len(weights))
	left := total
	for i, w := range weights {
		hi, lo := bits.Mul64(magnitude(total), magnitude(w))
		share, fraction := bits.Div64(hi, lo, whole)
		shares[i], fractions[i] = int64(share), fraction //nolint:gosec // w ≤ whole, so share ≤ total
		left -= shares[i]
	}
	for _, i := range largestFirst(fractions)[:left] { // left < number of fractions above zero
		shares[i]++
	}
	return shares, nil
}

func weigh(weights []int64) (uint64, error) {
	if len(weights) == 0 || slices.Min(weights) < 0 {
		return 0, ErrMalformed
	}
	whole, err := Sum(weights...)
	return magnitude(whole), err
}

func opposite(total int64, weights []int64) ([]int64, error) {
	if total == -1<<63 {
		return nil, ErrOverflow
	}
	shares, err := Allocate(-total, weights)
	for i := range shares {
		shares[i] = -shares[i]
	}
	return shares, err
}

func largestFirst(fractions []uint64) []int {
	order := make([]int, len(fractions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case fractions[a] > fractions[b]:
			return -1
		case fractions[a] < fractions[b]:
			return 1
		}
		return 0
	})
	return order
}

// Units is what the first q of Q like units of a line are worth, less what was
// refunded on it already: round_half_up(paid × q ⁄ Q) − already. Because q is
// cumulative, refunding one unit after the other ends at paid exactly. Zero when
// more than that was refunded already.
//
// Shape: paid and already in minor units, ≥ 0; 0 ≤ q ≤ Q, Q > 0. Errors:
// ErrMalformed. Source: procedure.md §5 (cups two and three: 44.35 and 44.36).
func Units(paid, already, q, Q int64) (int64, error) {
	if paid < 0 || already < 0 || q < 0 || Q <= 0 || q > Q {
		return 0, ErrMalformed
	}
	share, err := MulDiv(paid, q, Q, HalfUp)
	if err != nil {
		return 0, err
	}
	return max(0, share-already), nil
}
