// Package view holds what each page is given: only what this visitor may see, in
// the visitor's language, masked and refused before it gets here. A view knows no
// rule, reads nothing and is never changed by a page.
//
//	casebook, wording ─ adapter (cmd) → view ─ page → HTML
//
// Words of codes (acts, stages, clocks, refusals, reasons, remedies) are finished
// sentences here; headings and buttons of a page come from package text. Instants
// are in the marketplace's zone. Sums carry their currency.
package view

import "time"

// Side is who a thing belongs to; it has one colour on every page, and always a
// word beside the colour.
type Side string

// The sides.
const (
	NoSide Side = ""
	Buyer  Side = "buyer"
	Seller Side = "seller"
	Staff  Side = "staff" // the platform
	Gold   Side = "gold"  // decision, escrow, private
)

// Tone is the colour of a chip.
type Tone string

// The tones.
const (
	Plain      Tone = ""
	Brand      Tone = "brand"
	Fine       Tone = "ok"
	Warn       Tone = "warn"
	Bad        Tone = "bad"
	Golden     Tone = "gold"
	BuyerTone  Tone = "buyer"
	SellerTone Tone = "seller"
)

// Chip is a short status: 调解中, ¥899.00 担保中.
type Chip struct {
	Tone Tone
	Icon string // Lucide name; "" for none
	Text string
}

// Who is a person or shop as this visitor may see it: masked where needed.
type Who struct {
	Name string // 林晓雯, 北辰数码专营店, 王**
	Side Side
	Role string // 买家, 商家, 平台调解员
	You  bool
}

// Act is one thing the visitor may do now: exactly the moves the procedure lists.
type Act struct {
	Code    string // "accept_offer"
	Name    string // 接受方案
	Hint    string // what it does, one sentence; may be empty
	URL     string // where its form is
	Primary bool   // the next step of this visitor; at most one on a page
	Danger  bool   // drawn apart: withdraw, reject
	Until   time.Time
}

// Pair is a name and what stands beside it.
type Pair struct{ Name, Value string }

// Link leads somewhere.
type Link struct{ Name, URL string }
