package reception

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// in is a text in the visitor's language.
func (s *session) in(w wording.Words) string { return w.In(s.visitor.Lang) }

// both counts what one language counts and the other does not.
func (s *session) both(zh, en int) int {
	if s.visitor.Lang == text.English {
		return en
	}
	return zh
}

func (s *session) sum(minor int64, currency string) string {
	return text.Sum(money.Amount{Minor: minor, Currency: currency})
}

func (s *session) till(t time.Time) string { return s.t.Till(s.local(t), s.now) }

func (s *session) at(t time.Time) string { return s.t.At(s.local(t), s.now) }

// list joins words.
func (s *session) list(words []string) string { return strings.Join(words, s.t.Desk.Comma) }

// capital begins a name of its own with a capital letter.
func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return word
	}
	return string(unicode.ToUpper(first)) + word[size:]
}

// short is the visible part of a digest: b1e0…94af.
func short(digest string) string {
	if len(digest) < 12 {
		return digest
	}
	return digest[:4] + "…" + digest[len(digest)-4:]
}

func hashText(h [32]byte) string { return short(fmt.Sprintf("%x", h)) }

// size writes a number of bytes.
func size(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
}

// Words names the inputs of forms.
func Words(lang text.Lang) form.Words { return formWords{lang} }

type formWords struct{ lang text.Lang }

// Field implements form.Words.
func (w formWords) Field(act, path string) form.Label {
	if act == "submit" && path == "reason" { // the filing asks for the problem of all its claims at once
		path = "claims.reason"
	}
	f := wording.Field(act, path)
	return form.Label{Name: capital(f.Name.In(w.lang)), Hint: f.Hint.In(w.lang)}
}

// Option implements form.Words.
func (w formWords) Option(act, path, value string) form.Label {
	return form.Label{Name: capital(wording.Choice(act, path, value).In(w.lang))}
}
