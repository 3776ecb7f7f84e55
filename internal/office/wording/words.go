package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words is one text in both languages. Words never speak of a person by name and
// hold no figure: how many days a file gives is data, and stands beside them.
// A code without words is shown as itself, in brackets; a test lists it.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In is the text in a language.
func (w Words) In(lang Lang) string {
	if lang == EN {
		return w.EN
	}
	return w.ZH
}

// Clause is a sentence made ready to stand inside another: without its stop, the
// English without its capital. Deadline.Then takes one.
func (w Words) Clause() Words {
	en := strings.TrimSuffix(w.EN, ".")
	if first, size := utf8.DecodeRuneInString(en); size > 0 {
		en = string(unicode.ToLower(first)) + en[size:]
	}
	return Words{ZH: strings.TrimSuffix(w.ZH, "。"), EN: en}
}

// IsZero tells that there are no words.
func (w Words) IsZero() bool { return w == Words{} }

// fallback makes a code that has no words visible.
func fallback(code string) Words { return Words{ZH: "〔" + code + "〕", EN: "[" + code + "]"} }

// table is a closed list of codes with their words; never written to after start.
type table map[string]Words

func (t table) of(code string) Words {
	if w, ok := t[code]; ok {
		return w
	}
	return fallback(code)
}
