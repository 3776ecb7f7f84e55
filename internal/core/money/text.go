package money

import (
	"strconv"
	"strings"
)

// MaxParsed is the largest sum a text may name, in minor units: 9,999,999,999,999.99 CNY.
const MaxParsed = 999_999_999_999_999

const longestText = 64 // bytes

// Parse reads a sum a person or a file wrote: "719.20", "￥1,299", "７１９．２０",
// "1，299.5 元". Digits and marks may be full width; commas must part thousands.
// Nothing is rounded: more decimals than the currency has are refused.
//
// Errors: ErrCurrency (unknown code, ¥ or 元 for another currency), ErrOverflow
// (beyond MaxParsed), ErrMalformed (anything else, also negative sums).
func Parse(text, currency string) (Amount, error) {
	places, err := decimals(currency)
	if err != nil {
		return Amount{}, err
	}
	if len(text) > longestText {
		return Amount{}, ErrMalformed
	}
	plain, err := bare(halfWidth(text), currency)
	if err != nil {
		return Amount{}, err
	}
	whole, fraction, pointed := strings.Cut(plain, ".")
	whole = ungroup(whole)
	if !digits(whole) || (pointed && !digits(fraction)) || len(fraction) > places {
		return Amount{}, ErrMalformed
	}
	minor, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", places-len(fraction)), 10, 64)
	if err != nil || minor > MaxParsed {
		return Amount{}, ErrOverflow
	}
	return Amount{Minor: minor, Currency: currency}, nil
}

// Format writes the sum with the decimals of its currency: 719.20, −0.05 as
// "-0.05". Signs, thousands and the name of the currency are the reader's
// language's business.
func (a Amount) Format() string {
	places, err := decimals(a.Currency)
	if err != nil {
		places = 2
	}
	text := strconv.FormatUint(magnitude(a.Minor), 10)
	if places > 0 {
		text = strings.Repeat("0", max(0, places+1-len(text))) + text
		text = text[:len(text)-places] + "." + text[len(text)-places:]
	}
	if a.Minor < 0 {
		return "-" + text
	}
	return text
}

// decimals is how many places a currency has. Source: ISO 4217.
func decimals(currency string) (int, error) {
	switch currency {
	case "JPY", "KRW", "VND", "CLP", "ISK":
		return 0, nil
	case "BHD", "JOD", "KWD", "OMR", "TND":
		return 3, nil
	}
	if len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return 0, ErrCurrency
	}
	return 2, nil
}

// halfWidth turns full-width digits and marks into their ASCII form.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // U+FF01…U+FF5E mirror U+0021…U+007E
			return r - '！' + '!'
		case r == '￥':
			return '¥'
		}
		return r
	}, text)
}

// bare takes away spaces and the sign of the currency.
func bare(text, currency string) (string, error) {
	text = strings.TrimSpace(text)
	unsigned, yen := strings.CutPrefix(text, "¥")
	unsigned, yuan := strings.CutSuffix(unsigned, "元")
	if (yen && currency != "CNY" && currency != "JPY") || (yuan && currency != "CNY") {
		return "", ErrCurrency
	}
	return strings.TrimSpace(unsigned), nil
}

// ungroup takes away commas that part thousands; empty when one does not.
func ungroup(whole string) string {
	groups := strings.Split(whole, ",")
	if len(groups) == 1 {
		return whole
	}
	for i, g := range groups {
		if (i > 0 && len(g) != 3) || (i == 0 && (g == "" || len(g) > 3)) {
			return ""
		}
	}
	return strings.Join(groups, "")
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
