// Package money counts whole minor units. It never rounds unless told how, never
// overflows silently, and knows no float.
//
//	"￥７１９.２０" ─ Parse → Amount{71920, CNY} ─ Add · Sub · MulDiv → Amount ─ Format → "719.20"
//	one sum, many lines ─ Allocate → shares that add up to it again
//
// A sum is an Amount where the currency may differ, and a plain int64 of minor
// units (fen) inside an order, which has one currency (design §6).
package money

import (
	"errors"
	"math/bits"
)

// Errors a caller branches on.
var (
	// ErrOverflow means the result, or a written sum, is too large.
	ErrOverflow = errors.New("money: too large")
	// ErrMalformed means a text is not a sum, or an argument is out of its range.
	ErrMalformed = errors.New("money: malformed")
	// ErrCurrency means two currencies were mixed, or one is unknown.
	ErrCurrency = errors.New("money: currency")
)

// Amount is a sum in one currency: 719.20 CNY is {71920, "CNY"}.
type Amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// Add is a + b. Errors: ErrCurrency, ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	return a.with(b, AddMinor)
}

// Sub is a − b; it may be below zero. Errors: ErrCurrency, ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	return a.with(b, SubMinor)
}

func (a Amount) with(b Amount, op func(x, y int64) (int64, error)) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, ErrCurrency
	}
	minor, err := op(a.Minor, b.Minor)
	if err != nil {
		return Amount{}, err
	}
	return Amount{Minor: minor, Currency: a.Currency}, nil
}

// Cmp is −1, 0 or +1 as a is less than, equal to or more than b. Errors: ErrCurrency.
func (a Amount) Cmp(b Amount) (int, error) {
	switch {
	case a.Currency != b.Currency:
		return 0, ErrCurrency
	case a.Minor < b.Minor:
		return -1, nil
	case a.Minor > b.Minor:
		return 1, nil
	}
	return 0, nil
}

// Less tells whether a is the smaller sum. Errors: ErrCurrency.
func (a Amount) Less(b Amount) (bool, error) {
	c, err := a.Cmp(b)
	return c < 0, err
}

// Min is the smaller of a and b. Errors: ErrCurrency.
func (a Amount) Min(b Amount) (Amount, error) {
	c, err := a.Cmp(b)
	if err != nil || c <= 0 {
		return a, err
	}
	return b, nil
}

// IsZero tells whether there is no money in it, in whatever currency.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// MulDiv is a × num ⁄ den, rounded as told. Errors as the function MulDiv.
func (a Amount) MulDiv(num, den int64, r Rounding) (Amount, error) {
	minor, err := MulDiv(a.Minor, num, den, r)
	if err != nil {
		return Amount{}, err
	}
	return Amount{Minor: minor, Currency: a.Currency}, nil
}

// AddMinor is a + b in minor units. Errors: ErrOverflow.
func AddMinor(a, b int64) (int64, error) {
	sum := a + b
	if (a > 0 && b > 0 && sum < 0) || (a < 0 && b < 0 && sum >= 0) {
		return 0, ErrOverflow
	}
	return sum, nil
}

// SubMinor is a − b in minor units. Errors: ErrOverflow.
func SubMinor(a, b int64) (int64, error) {
	diff := a - b
	if (a >= 0 && b < 0 && diff < 0) || (a < 0 && b > 0 && diff >= 0) {
		return 0, ErrOverflow
	}
	return diff, nil
}

// Sum adds minor units. Errors: ErrOverflow.
func Sum(minors ...int64) (int64, error) {
	var total int64
	for _, m := range minors {
		var err error
		if total, err = AddMinor(total, m); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// Rounding says what becomes of a fraction of a minor unit.
type Rounding int

// The ways to round. All go by the size of the sum: −0.5 half up is −1.
const (
	HalfUp Rounding = iota // 0.5 and more become 1 (domain.md §3: once, at the end)
	Down                   // the fraction is dropped
	Up                     // any fraction becomes 1
)

// MulDiv is x × num ⁄ den, exact until the one rounding at the end (the product
// has 128 bits). Errors: ErrMalformed when den is zero, ErrOverflow when the
// result does not fit.
func MulDiv(x, num, den int64, r Rounding) (int64, error) {
	if den == 0 {
		return 0, ErrMalformed
	}
	negative := (x < 0) != (num < 0) != (den < 0)
	size, err := mulDiv(magnitude(x), magnitude(num), magnitude(den), r)
	switch {
	case err != nil:
		return 0, err
	case negative && size == 1<<63:
		return -1 << 63, nil
	case size >= 1<<63:
		return 0, ErrOverflow
	case negative:
		return -int64(size), nil //nolint:gosec // size < 1<<63
	}
	return int64(size), nil //nolint:gosec // size < 1<<63
}

func mulDiv(x, num, den uint64, r Rounding) (uint64, error) {
	hi, lo := bits.Mul64(x, num)
	if hi >= den {
		return 0, ErrOverflow
	}
	quotient, rest := bits.Div64(hi, lo, den)
	if (r == HalfUp && rest >= den-rest) || (r == Up && rest > 0) {
		if quotient == 1<<64-1 {
			return 0, ErrOverflow
		}
		quotient++
	}
	return quotient, nil
}

// magnitude is |x|, also of the smallest int64.
func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x) //nolint:gosec // two's complement: right for the smallest int64 too
	}
	return uint64(x)
}
