// Package text holds what the pages say, in each language, as typed Go values: a
// text that is missing does not compile or fails the test, and no text is looked
// up by name at run time. Words of codes that programs see too (acts, refusals,
// clocks, stages, reasons, remedies) are not here: they arrive in the views.
//
//	Accept-Language, cookie ─ Choose → Lang ─ Catalogue.Of → *Text → page
package text

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Lang is a language people may read the pages in.
type Lang = wording.Lang

// The languages of the pages.
const (
	Chinese = wording.ZH
	English = wording.EN
)

// Languages are all of them, the default first.
func Languages() []Lang { return []Lang{Chinese, English} }

// Parse reads a language as stored in a cookie or a form; false for any other text.
func Parse(s string) (Lang, bool) {
	switch Lang(s) {
	case Chinese, English:
		return Lang(s), true
	}
	return Chinese, false
}

// Choose picks the language a browser asks for (RFC 9110, 12.5.4): the one with
// the highest weight, the first of equals, Chinese when it asks for none we have.
func Choose(acceptLanguage string) Lang {
	best, bestWeight := Chinese, 0.0
	for i, part := range strings.Split(acceptLanguage, ",") {
		if i == 20 { // nobody reads twenty languages
			break
		}
		tag, params, _ := strings.Cut(part, ";")
		primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		weight := 1.0
		if q, found := strings.CutPrefix(strings.TrimSpace(params), "q="); found {
			parsed, err := strconv.ParseFloat(q, 64)
			if err != nil || parsed < 0 || parsed > 1 {
				continue
			}
			weight = parsed
		}
		if lang, ok := Parse(primary); ok && weight > bestWeight {
			best, bestWeight = lang, weight
		}
	}
	return best
}

// Catalogue is every text of every page.
type Catalogue struct{ zh, en *Text }

// Load makes the catalogue.
func Load() Catalogue { return Catalogue{zh: zh(), en: en()} }

// Of gives the texts of one language; Chinese for one there is not.
func (c Catalogue) Of(l Lang) *Text {
	if l == English {
		return c.en
	}
	return c.zh
}

// Text is what the pages say in one language. Sentences with parts are functions,
// so that each language puts the parts where its grammar wants them.
type Text struct {
	Lang  Lang
	HTML  string // the language tag of the document: zh-CN
	Shell Shell
	Form  Form
	Fault Fault

	SignIn  SignIn
	Start   Start
	Order   Order
	File    File
	Advice  Advice
	Buyer   Buyer
	Case    Case
	Move    Move
	Bench   Bench
	Work    Work
	Notice  Notice
	Clock   Clock
	Rules   Rules
	Help    Help
	Book    Rulebook
	Desk    Desk
	Shop    Shop
	Talk    Talk
	Sent    Sent
	Locker  Locker
	Status  Status
	Live    Live
	Ruling  Ruling
	Intake  Intake
	Leaf    Leaf
	Asked   Asked
	Review  Review
	Approve Approve
	Reveal  Reveal
	Behalf  Behalf
	Records Records
	StandIn StandIn

	Account Account
	People  People
	Admin   Admin

	Mediator Mediator
}
