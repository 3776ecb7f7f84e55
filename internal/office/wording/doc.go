// Package wording turns codes into words, in Chinese and in English: stages,
// clocks and what their end brings, acts, refusals, obligations, notices, events,
// grounds and the fields of forms. Pages, API, notices and documents all take
// their words from here, so that one thing has one name. It never decides
// anything, never speaks of a person by name, and never fails: a code it does not
// know is shown as itself, in brackets, and a test lists it.
//
//	code (procedure file, core/dispute) ─ Move, Stage, Clock, Then, Refusal, Happened … → Words{ZH, EN}
//
// Figures are data and do not stand in these words: no sentence says how many
// days a file gives.
package wording

// Words is one text in both languages.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In is the text in a language: "en", else Chinese.
func (w Words) In(lang string) string {
	if lang == "en" {
		return w.EN
	}
	return w.ZH
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
