package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is the form of a code, and how to say it in any language.
type shape struct {
	least, most int // bytes
	holds       func(rune) bool
	words       string
}

func (s shape) fits(text string) bool {
	return len(text) >= s.least && len(text) <= s.most && utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !s.holds(r) }) < 0
}

// ascii tells whether r is an ASCII letter, a digit or one of also.
func ascii(also string) func(rune) bool {
	return func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune(also, r)
	}
}

// oneSet tells whether r is one of letters.
func oneSet(letters string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(letters, r) }
}

const small = "abcdefghijklmnopqrstuvwxyz0123456789"

func sourceShape() shape {
	return shape{1, 32, oneSet(small + "._-"), "a – z 0 – 9 . _ - (1 – 32)"}
}

func codeShape() shape {
	return shape{1, 64, ascii("._:/-"), "A – Z a – z 0 – 9 . _ : / - (1 – 64)"}
}

// numberShape is an order number: opaque, leading zeros kept (domain.md §6.9).
func numberShape() shape {
	return shape{1, 64, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._:/#-", r)
	}, "letters, digits . _ : / # - (1 – 64)"}
}

func waybillShape() shape { return shape{5, 40, ascii("-"), "A – Z a – z 0 – 9 - (5 – 40)"} }

func sha256Shape() shape {
	return shape{64, 64, oneSet("0123456789abcdef"), "SHA-256, 64 × 0 – 9 a – f"}
}

func currencyShape() shape {
	return shape{3, 3, oneSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "ISO 4217: CNY"}
}
