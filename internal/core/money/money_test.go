package money_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/money"
)

func cny(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "CNY"} }

// One line that obeys and one that breaks each rule of arithmetic.
func TestAmounts(t *testing.T) {
	t.Parallel()
	usd := money.Amount{Minor: 1, Currency: "USD"}
	for _, a := range []struct {
		what string
		got  func() (money.Amount, error)
		want money.Amount
		err  error
	}{
		{"add", func() (money.Amount, error) { return cny(4436).Add(cny(4435)) }, cny(8871), nil},
		{"add another currency", func() (money.Amount, error) { return cny(1).Add(usd) }, money.Amount{}, money.ErrCurrency},
		{"add beyond int64", func() (money.Amount, error) { return cny(math.MaxInt64).Add(cny(1)) }, money.Amount{}, money.ErrOverflow},
		{"sub below zero", func() (money.Amount, error) { return cny(100).Sub(cny(250)) }, cny(-150), nil},
		{"sub beyond int64", func() (money.Amount, error) { return cny(math.MinInt64).Sub(cny(1)) }, money.Amount{}, money.ErrOverflow},
		{"sub another currency", func() (money.Amount, error) { return cny(1).Sub(usd) }, money.Amount{}, money.ErrCurrency},
		{"min left", func() (money.Amount, error) { return cny(1).Min(cny(2)) }, cny(1), nil},
		{"min right", func() (money.Amount, error) { return cny(3).Min(cny(2)) }, cny(2), nil},
		{"a third, half up", func() (money.Amount, error) { return cny(13307).MulDiv(1, 3, money.HalfUp) }, cny(4436), nil},
		{"divide by zero", func() (money.Amount, error) { return cny(1).MulDiv(1, 0, money.HalfUp) }, money.Amount{}, money.ErrMalformed},
	} {
		if got, err := a.got(); got != a.want || !errors.Is(err, a.err) {
			t.Errorf("%s: %v %v, want %v %v", a.what, got, err, a.want, a.err)
		}
	}
	if _, err := cny(1).Min(usd); !errors.Is(err, money.ErrCurrency) {
		t.Error("min of two currencies")
	}
	if less, err := cny(1).Less(cny(2)); !less || err != nil {
		t.Error("1 is less than 2")
	}
	if less, err := cny(2).Less(cny(2)); less || err != nil {
		t.Error("2 is not less than 2")
	}
	if _, err := cny(1).Less(usd); !errors.Is(err, money.ErrCurrency) {
		t.Error("two currencies do not compare")
	}
	if !cny(0).IsZero() || cny(1).IsZero() {
		t.Error("zero")
	}
}

func TestMulDivRounds(t *testing.T) {
	t.Parallel()
	for _, m := range []struct {
		x, num, den      int64
		halfUp, down, up int64
	}{
		{5, 1, 10, 1, 0, 1},
		{4, 1, 10, 0, 0, 1},
		{6, 1, 10, 1, 0, 1},
		{-5, 1, 10, -1, 0, -1},
		{5, -1, 10, -1, 0, -1},
		{5, 1, -10, -1, 0, -1},
		{-5, -1, 10, 1, 0, 1},
		{1, 1, 3, 0, 0, 1},
		{2, 1, 3, 1, 0, 1},
		{20, 1, 10, 2, 2, 2},
		{math.MinInt64, 1, 1, math.MinInt64, math.MinInt64, math.MinInt64},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
	} {
		for r, want := range map[money.Rounding]int64{money.HalfUp: m.halfUp, money.Down: m.down, money.Up: m.up} {
			if got, err := money.MulDiv(m.x, m.num, m.den, r); got != want || err != nil {
				t.Errorf("%d × %d ⁄ %d rounding %d: %d %v, want %d", m.x, m.num, m.den, r, got, err, want)
			}
		}
	}
	if _, err := money.MulDiv(9, 8198552921648689607, 4, money.HalfUp); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("2⁶⁴ − ¼ must not round to 0: %v", err)
	}
	for _, m := range [][3]int64{{math.MaxInt64, 2, 1}, {math.MinInt64, -1, 1}, {1 << 62, 1 << 62, 1 << 60}, {math.MaxInt64, math.MaxInt64, 2}} {
		if _, err := money.MulDiv(m[0], m[1], m[2], money.Down); !errors.Is(err, money.ErrOverflow) {
			t.Errorf("%v: %v", m, err)
		}
	}
}

// The examples of procedure.md §5, to the fen.
func TestSharesOfTheProcedure(t *testing.T) {
	t.Parallel()
	for _, s := range []struct {
		what    string
		total   int64
		weights []int64
		want    []int64
	}{
		{"1 coupon 30.00 over 299.00 and 80.00", 3000, []int64{29900, 8000}, []int64{2367, 633}},
		{"1 freight 12.00", 1200, []int64{29900, 8000}, []int64{947, 253}},
		{"2 discount 20.00 over cups and kettle", 2000, []int64{13770, 21900}, []int64{772, 1228}},
		{"2 freight 8.00", 800, []int64{13770, 21900}, []int64{309, 491}},
		{"a tie goes to the earliest", 100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{"a weight of zero gets nothing", 101, []int64{0, 1, 1}, []int64{0, 51, 50}},
		{"all weights zero count alike", 5, []int64{0, 0, 0}, []int64{2, 2, 1}},
		{"nothing to share", 0, []int64{3, 4}, []int64{0, 0}},
		{"below zero", -100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{"the largest remainder first", 10, []int64{6, 3, 5}, []int64{4, 2, 4}},
		{"as large as can be", math.MaxInt64, []int64{math.MaxInt64 - 1, 1}, []int64{math.MaxInt64 - 1, 1}},
	} {
		got, err := money.Allocate(s.total, s.weights)
		if err != nil || !slices.Equal(got, s.want) {
			t.Errorf("%s: %v %v, want %v", s.what, got, err, s.want)
		}
	}
	for what, s := range map[string]struct {
		total   int64
		weights []int64
		err     error
	}{
		"no weights":            {1, nil, money.ErrMalformed},
		"a weight below zero":   {1, []int64{2, -1}, money.ErrMalformed},
		"weights beyond int64":  {1, []int64{math.MaxInt64, 1}, money.ErrOverflow},
		"the smallest of int64": {math.MinInt64, []int64{1}, money.ErrOverflow},
	} {
		if _, err := money.Allocate(s.total, s.weights); !errors.Is(err, s.err) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// procedure.md §5, example 2: three cups paid 133.07.
func TestUnits(t *testing.T) {
	t.Parallel()
	for _, u := range []struct{ paid, already, q, of, want int64 }{
		{13307, 0, 1, 3, 4436},
		{13307, 4436, 2, 3, 4435},
		{13307, 8871, 3, 3, 4436},
		{13307, 0, 0, 3, 0},
		{13307, 13307, 3, 3, 0},
		{13307, 5000, 1, 3, 0}, // a part was refunded beyond this unit's share
	} {
		if got, err := money.Units(u.paid, u.already, u.q, u.of); got != u.want || err != nil {
			t.Errorf("%+v: %d %v", u, got, err)
		}
	}
	for _, u := range [][4]int64{{-1, 0, 1, 1}, {1, -1, 1, 1}, {1, 0, -1, 1}, {1, 0, 2, 1}, {1, 0, 0, 0}} {
		if _, err := money.Units(u[0], u[1], u[2], u[3]); !errors.Is(err, money.ErrMalformed) {
			t.Errorf("%v: %v", u, err)
		}
	}
}

func TestSumStopsAtOverflow(t *testing.T) {
	t.Parallel()
	if got, err := money.Sum(1, 2, -4); got != -1 || err != nil {
		t.Errorf("%d %v", got, err)
	}
	if _, err := money.Sum(math.MaxInt64, 1, -1); !errors.Is(err, money.ErrOverflow) {
		t.Error("a sum that leaves int64 on the way is refused")
	}
}

// Second opinion: arbitrary precision.

// edgy numbers are random, or where int64 ends.
func edgy() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{
		math.MinInt64, math.MinInt64 + 1, -2, -1, 0, 1, 2, math.MaxInt64 - 1, math.MaxInt64, 1 << 62, 1 << 32,
	}))
}

func TestArithmeticAgreesWithBig(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := edgy().Draw(t, "x"), edgy().Draw(t, "y"), edgy().Draw(t, "z")
		agree(t, "add", new(big.Int).Add(big.NewInt(x), big.NewInt(y)), money.AddMinor, x, y)
		agree(t, "sub", new(big.Int).Sub(big.NewInt(x), big.NewInt(y)), money.SubMinor, x, y)
		if z == 0 {
			return
		}
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(x), big.NewInt(y)), big.NewInt(z))
		for _, r := range []money.Rounding{money.HalfUp, money.Down, money.Up} {
			want := rounded(exact, r)
			got, err := money.MulDiv(x, y, z, r)
			if want.IsInt64() != (err == nil) || (err == nil && got != want.Int64()) {
				t.Fatalf("%d × %d ⁄ %d rounding %d: %d %v, want %s", x, y, z, r, got, err, want)
			}
		}
	})
}

func agree(t *rapid.T, what string, want *big.Int, op func(x, y int64) (int64, error), x, y int64) {
	got, err := op(x, y)
	if want.IsInt64() != (err == nil) || (err == nil && got != want.Int64()) {
		t.Fatalf("%s %d %d: %d %v, want %s", what, x, y, got, err, want)
	}
}

func rounded(r *big.Rat, how money.Rounding) *big.Int {
	size := new(big.Rat).Abs(r)
	switch whole := new(big.Int).Quo(size.Num(), size.Denom()); {
	case how == money.HalfUp:
		size.Add(size, big.NewRat(1, 2))
	case how == money.Up && size.Cmp(new(big.Rat).SetInt(whole)) > 0:
		size.Add(size, big.NewRat(1, 1))
	}
	whole := new(big.Int).Quo(size.Num(), size.Denom())
	if r.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole
}

// No fen is made or lost, and nobody is off by a whole fen from the exact share
// (fairness); more weight never gets less.
func TestAllocateIsWholeAndFair(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(-1<<62, 1<<62).Draw(t, "total")
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1<<50), 1, 30).Draw(t, "weights")
		shares, err := money.Allocate(total, weights)
		if err != nil {
			t.Fatal(err)
		}
		if sum, err := money.Sum(shares...); sum != total || err != nil {
			t.Fatalf("shares add up to %d (%v), not %d", sum, err, total)
		}
		whole, _ := money.Sum(weights...)
		for i, w := range weights {
			fair(t, shares[i], total, w, whole, len(weights))
			for j := range weights {
				if weights[i] > weights[j] && abs(shares[i]) < abs(shares[j]) {
					t.Fatalf("more weight, less money: %v %v", weights, shares)
				}
			}
		}
	})
}

func abs(x int64) int64 { return max(x, -x) }

func fair(t *rapid.T, share, total, w, whole int64, n int) {
	if whole == 0 { // all count alike
		w, whole = 1, int64(n)
	}
	exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(total), big.NewInt(w)), big.NewInt(whole))
	off := new(big.Rat).Sub(exact, new(big.Rat).SetInt64(share))
	if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
		t.Fatalf("share %d is off the exact %s by a unit or more", share, exact.FloatString(3))
	}
}

// Units one after the other, in any steps, end at what was paid exactly.
func TestUnitsEndAtPaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		paid := rapid.Int64Range(0, 1<<55).Draw(t, "paid")
		units := rapid.Int64Range(1, 500).Draw(t, "units")
		var already, q int64
		for q < units {
			q += rapid.Int64Range(1, units-q).Draw(t, "step")
			refund, err := money.Units(paid, already, q, units)
			if err != nil || refund < 0 {
				t.Fatalf("%d %v", refund, err)
			}
			already += refund
		}
		if already != paid {
			t.Fatalf("refunded %d of %d", already, paid)
		}
	})
}
