package wording

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// Term is a word people meet in a dispute and the one sentence that explains it.
// Mark U means unverified: an editable default and no legal fact.
type Term struct {
	ID, Group, Source, Mark string
	Word, Says              Words
}

// Piece is a stretch of a text; Term is the id of the term it names, "" for none.
type Piece struct{ Text, Term string }

// glossary is the built-in document of terms, ready to be asked.
type glossary struct {
	terms []Term
	forms map[Lang][]form // longest first
}

// form is one way a term is written.
type form struct{ text, id string }

//nolint:gochecknoglobals // read once, never written to
var explained = sync.OnceValue(func() glossary {
	doc, err := rulebook.Files.ReadFile("words/terms.yaml")
	if err != nil {
		panic("wording: the built-in terms are missing: " + err.Error())
	}
	read, err := rulebookfile.Terms(doc)
	if err != nil {
		panic("wording: the built-in terms do not read: " + err.Error())
	}
	g := glossary{forms: map[Lang][]form{}}
	for _, t := range read.Terms {
		g.terms = append(g.terms, Term{
			ID: t.ID, Group: t.Group, Source: t.Source, Mark: t.Mark,
			Word: Words{ZH: t.ZH.Word, EN: t.EN.Word}, Says: Words{ZH: t.ZH.Says, EN: t.EN.Says},
		})
		if t.Quiet {
			continue
		}
		for lang, all := range map[Lang][]string{ZH: append([]string{t.ZH.Word}, t.ZH.Also...), EN: append([]string{t.EN.Word}, t.EN.Also...)} {
			for _, f := range all {
				g.forms[lang] = append(g.forms[lang], form{text: strings.ToLower(f), id: t.ID})
			}
		}
	}
	for _, all := range g.forms {
		slices.SortFunc(all, func(a, b form) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), strings.Compare(a.text, b.text))
		})
	}
	return g
})

// Terms are all words that are explained, in the order of their document.
func Terms() []Term { return slices.Clone(explained().terms) }

// TermGroups are the codes of the headings terms stand under, in order.
func TermGroups() []string { return rulebookfile.TermGroups() }

// FindTerms cuts a text into pieces at the terms it names, the longest word first, each
// term once: not those in seen, to which the ones found are added. The pieces
// together are the text. English words count only whole, in any case.
func FindTerms(text string, lang Lang, seen map[string]bool) []Piece {
	low := strings.ToLower(text)
	if len(low) != len(text) { // a letter whose small form is longer: leave it alone
		return []Piece{{Text: text}}
	}
	var out []Piece
	for from := 0; from < len(text); {
		at, found := next(low, from, lang, seen)
		if at < 0 {
			out = append(out, Piece{Text: text[from:]})
			break
		}
		if at > from {
			out = append(out, Piece{Text: text[from:at]})
		}
		from = at + len(found.text)
		out = append(out, Piece{Text: text[at:from], Term: found.id})
		seen[found.id] = true
	}
	return out
}

// next finds the first term at or after from; of two that begin together the longer.
// A word inside a longer one that is known is never taken for itself.
func next(low string, from int, lang Lang, seen map[string]bool) (int, form) {
	for at := from; at < len(low); {
		longest := form{}
		for _, f := range explained().forms[lang] {
			if strings.HasPrefix(low[at:], f.text) && (lang != EN || whole(low, at, len(f.text))) {
				longest = f
				break
			}
		}
		if longest.text != "" && !seen[longest.id] {
			return at, longest
		}
		step := len(longest.text)
		if step == 0 {
			_, step = utf8.DecodeRuneInString(low[at:])
		}
		at += step
	}
	return -1, form{}
}

// whole tells whether a stretch of a text is not part of a longer word.
func whole(s string, at, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at+n:])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
}
