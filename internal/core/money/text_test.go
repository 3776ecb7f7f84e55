package money_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/money"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"719.20": 71920, "719.2": 71920, "719": 71900, "0": 0, "0.05": 5, "007.00": 700,
		"￥719.20": 71920, "¥719.20": 71920, "¥ 719.20": 71920, "719.20元": 71920, "719.20 元": 71920,
		"７１９．２０": 71920, "￥１，２９９．５": 129950, "1,299.00": 129900, "1，299.00": 129900, "12,345,678.90": 1234567890,
		" 719.20 ": 71920, "\u3000719.20\u00a0": 71920, "9,999,999,999,999.99": 999_999_999_999_999,
	} {
		if got, err := money.Parse(text, "CNY"); err != nil || got != cny(want) {
			t.Errorf("%q: %v %v, want %d", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": money.ErrMalformed, " ": money.ErrMalformed, "￥": money.ErrMalformed, "元": money.ErrMalformed,
		"-1.00": money.ErrMalformed, "－1.00": money.ErrMalformed, "+1.00": money.ErrMalformed, "(1.00)": money.ErrMalformed,
		"719.205": money.ErrMalformed, "719.200": money.ErrMalformed, ".5": money.ErrMalformed, "5.": money.ErrMalformed, "1.2.3": money.ErrMalformed,
		"1e3": money.ErrMalformed, "0x10": money.ErrMalformed, "1_000": money.ErrMalformed, "1 000": money.ErrMalformed, "NaN": money.ErrMalformed,
		"1,29": money.ErrMalformed, "1,2990": money.ErrMalformed, ",299": money.ErrMalformed, "1299,000": money.ErrMalformed, "1,,299": money.ErrMalformed, "1.2,3": money.ErrMalformed,
		"$5": money.ErrMalformed, "五元": money.ErrMalformed, "٣": money.ErrMalformed, "\xff1": money.ErrMalformed,
		"=719.20": money.ErrMalformed, strings.Repeat("0", 65): money.ErrMalformed,
		"10000000000000.00": money.ErrOverflow, "99999999999999999999": money.ErrOverflow,
	} {
		if got, err := money.Parse(text, "CNY"); !errors.Is(err, want) || got != (money.Amount{}) {
			t.Errorf("%q: %v %v, want %v", text, got, err, want)
		}
	}
	for _, c := range []struct {
		text, currency string
		want           int64
		err            error
	}{
		{"1,200", "JPY", 1200, nil},
		{"¥1200", "JPY", 1200, nil},
		{"1200.5", "JPY", 0, money.ErrMalformed},
		{"1.234", "KWD", 1234, nil},
		{"5.00", "USD", 500, nil},
		{"¥5.00", "USD", 0, money.ErrCurrency},
		{"5元", "JPY", 0, money.ErrCurrency},
		{"5.00", "", 0, money.ErrCurrency},
		{"5.00", "cny", 0, money.ErrCurrency},
		{"5.00", "YUAN", 0, money.ErrCurrency},
	} {
		if got, err := money.Parse(c.text, c.currency); got.Minor != c.want || !errors.Is(err, c.err) {
			t.Errorf("%q %s: %v %v", c.text, c.currency, got, err)
		}
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		amount money.Amount
		want   string
	}{
		{cny(71920), "719.20"},
		{cny(5), "0.05"},
		{cny(0), "0.00"},
		{cny(-5), "-0.05"},
		{cny(-1 << 63), "-92233720368547758.08"},
		{money.Amount{Minor: 1200, Currency: "JPY"}, "1200"},
		{money.Amount{Minor: 1, Currency: "KWD"}, "0.001"},
		{money.Amount{Minor: 1}, "0.01"},
	} {
		if got := f.amount.Format(); got != f.want {
			t.Errorf("%v: %s, want %s", f.amount, got, f.want)
		}
	}
}

func TestParseReadsWhatFormatWrites(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount{
			Minor:    rapid.Int64Range(0, money.MaxParsed).Draw(t, "minor"),
			Currency: rapid.SampledFrom([]string{"CNY", "JPY", "KWD", "USD"}).Draw(t, "currency"),
		}
		if got, err := money.Parse(a.Format(), a.Currency); got != a || err != nil {
			t.Fatalf("%v written %s, read %v %v", a, a.Format(), got, err)
		}
	})
}

// FuzzParse: a text is refused, or read as a sum whose digits are the text's.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"719.20", "￥１，２９９．５", "1,299 元", "-1", "9e9", "\xff", "99999999999999999999", "0.001", "¥"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := money.Parse(text, "CNY")
		if err != nil {
			if a != (money.Amount{}) {
				t.Fatalf("%q refused with %v", text, a)
			}
			return
		}
		if a.Minor < 0 || a.Minor > money.MaxParsed {
			t.Fatalf("%q read as %d", text, a.Minor)
		}
		if again, err := money.Parse(a.Format(), "CNY"); again != a || err != nil {
			t.Fatalf("%q read as %v, written %s, read %v %v", text, a, a.Format(), again, err)
		}
		if read, written := value(text), strings.TrimLeft(strings.Replace(a.Format(), ".", "", 1), "0"); read != written {
			t.Fatalf("%q has digits %s, read %s", text, read, written)
		}
	})
}

// value is what the digits of a text say in fen, by a cruder way.
func value(text string) string {
	whole, places, seen := "", 0, false
	for _, r := range text {
		switch {
		case r >= '０' && r <= '９':
			whole, places = whole+string(r-'０'+'0'), places+1
		case r >= '0' && r <= '9':
			whole, places = whole+string(r), places+1
		case r == '.' || r == '．':
			seen, places = true, 0
		}
	}
	if !seen {
		places = 0
	}
	return strings.TrimLeft(whole+strings.Repeat("0", 2-places), "0")
}
