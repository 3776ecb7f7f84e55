package form

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// forbidden tells whether a character has no business in what a person writes:
// controls, characters that turn the direction of writing around, invisible tags,
// and code points that are no characters. Joiners stay: names and emoji need them.
func forbidden(r rune, lines bool) bool {
	switch {
	case r == '\n' || r == '\t':
		return !lines
	case r < 0x20, r >= 0x7F && r < 0xA0: // C0, C1
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // direction overrides, isolates
		return true
	case r == 0x2028, r == 0x2029, r == 0xFEFF, r == 0x00AD:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
		return true
	}
	return unicode.Is(unicode.Co, r)
}

// hidden finds the first forbidden character, counted in runes from 1; 0 is none.
func hidden(s string, lines bool) int {
	n := 0
	for _, r := range s {
		n++
		if forbidden(r, lines) {
			return n
		}
	}
	return 0
}

// Show makes what was sent safe to stand in a page again, so that nothing typed is
// lost: bytes that are no text and forbidden characters become �, one each.
func Show(s string) string {
	if utf8.ValidString(s) && hidden(s, true) == 0 {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		if forbidden(r, true) {
			r = utf8.RuneError
		}
		out.WriteRune(r)
	}
	return out.String()
}

// lines makes line ends single, as the browser's CR LF arrives.
func lines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// half turns full-width digits, letters and signs (１２９９．００) into their plain
// forms: an input method leaves them behind unseen.
func half(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000, r == 0x00A0, r == 0x202F, r == 0x2009:
			return ' '
		case r == '￥':
			return '¥'
		case r == '。':
			return '.'
		case r == '、':
			return ','
		}
		return r
	}, s)
}
