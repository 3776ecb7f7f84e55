package docket

import (
	"hash/fnv"
	"strings"
	"unicode"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Chinese has no spaces, so a text is indexed by its bigrams: every two neighbouring
// characters, and the last one alone. A query finds the rows that hold all bigrams
// of its words and then looks whether the words really stand there.

// maxQuery bounds a search text, in runes.
const maxQuery = 64

// Words cuts a text into runs of characters as they are searched: lower case, wide
// forms made narrow, spaces, punctuation and controls between runs.
func Words(text string) []string {
	return strings.FieldsFunc(strings.Map(searchRune, text), func(r rune) bool { return r == ' ' })
}

func searchRune(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e { // full-width ASCII
		r -= 0xfee0
	}
	if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) {
		return ' '
	}
	return unicode.ToLower(r)
}

// gram writes runes as four characters of a–z0–9 each, so that no tokenizer of a
// database has an opinion about them.
func gram(runes ...rune) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	b := make([]byte, 0, 8)
	for _, r := range runes {
		n := int(r)
		b = append(b, digits[n/46656%36], digits[n/1296%36], digits[n/36%36], digits[n%36])
	}
	return string(b)
}

// Grams is the text handed to a full-text index for a row: the bigrams of its text. Each
// begins with its marketplace, so that no query walks another's rows.
func Grams(market id.Market, text string) string {
	var tokens []string
	of := marketGram(market)
	seen := make(map[string]bool)
	for _, word := range Words(text) {
		runes := []rune(word)
		for i := range runes {
			token := of + gram(runes[i:min(i+2, len(runes))]...)
			if !seen[token] {
				seen[token] = true
				tokens = append(tokens, token)
			}
		}
	}
	return strings.Join(tokens, " ")
}

// marketGram is what all tokens of a marketplace begin with. Two marketplaces may come
// to the same: their rows are told apart by their own column, as in any query.
func marketGram(market id.Market) string {
	b := market.Bytes()
	h := fnv.New32a()
	_, _ = h.Write(b[:]) // a hash takes everything
	return gram(rune(h.Sum32() % (1 << 20)))
}

// Query is what a full-text index must hold for a row to be worth a look: whole
// tokens, and prefixes of tokens for words of one character.
func Query(market id.Market, text string) (tokens, prefixes []string) {
	of := marketGram(market)
	for _, word := range queryWords(text) {
		runes := []rune(word)
		if len(runes) == 1 {
			prefixes = append(prefixes, of+gram(runes...))
		}
		for i := range len(runes) - 1 {
			tokens = append(tokens, of+gram(runes[i], runes[i+1]))
		}
	}
	return tokens, prefixes
}

func queryWords(text string) []string {
	if runes := []rune(text); len(runes) > maxQuery {
		text = string(runes[:maxQuery])
	}
	return Words(text)
}

// Found tells whether every word of a query stands in a text.
func Found(text, query string) bool {
	var spread string
	for i, word := range queryWords(query) {
		if i == 0 {
			spread = strings.Join(Words(text), " ")
		}
		if !strings.Contains(spread, word) {
			return false
		}
	}
	return true
}
