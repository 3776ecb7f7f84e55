// Package wording puts what the core says in codes and values into sentences a
// person reads, in Chinese and English. It never decides, never reads a clock,
// and never sees a page: doors ask it for texts and escape them.
//
//	workday.Count ─ Explain(lang) → "Not counted: Thu 1 – Wed 7 Oct (National Day)." …
//	code (procedure file, core/dispute) ─ Move, Stage, Clock, Then, Refusal, Happened … → Words{ZH, EN}
package wording

// Lang is a language of the pages and notices.
type Lang string

// The languages every text has.
const (
	ZH Lang = "zh" // simplified Chinese
	EN Lang = "en" // English
)
