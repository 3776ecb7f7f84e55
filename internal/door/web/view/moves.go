package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// Move is the form of one act on a case or an order.
type Move struct {
	Of      CaseBrief
	Act     Act
	About   []string // what it does, what follows
	Fields  []dispute.Field
	Seen    string // what its reader could see of the case when the form was made; "" is nothing to compare with
	Version string // what the page was made from, for the reader
	// Grave acts are asked twice: the second page states the money and what is given up.
	Grave bool
	Desk  *Desk  // material beside the form; nil for none
	Offer *Offer // the offer the act is about
	// Ruling is the desk of who decides, or approves; nil for every other act.
	Ruling *Ruling
	// Review is the ruling in force next to what is appealed; nil for acts that are about neither.
	Review *Review
	// Heard is what was said of the matter that is decided or answered; nil for none.
	Heard *Heard
	// Kept is what of his locker the visitor may choose in place of an upload.
	Kept []LockerItem
}

// Heard is what was said of one matter, oldest first. Note says what its reader may
// not see of it.
type Heard struct {
	Said []Entry
	Note string
}

// Desk is what lies beside a long form: evidence, claims, rules, what is missing.
type Desk struct {
	Exhibits []Exhibit
	Claims   []Claim
	Clauses  []Clause
	Checks   []Check
	Paper    *Preview
}

// Clause is a rule that may be cited.
type Clause struct{ No, Title, Text, Source string }

// Check is a point that must be in order before the act.
type Check struct {
	OK   bool
	Text string
}

// Preview is the document that would be served.
type Preview struct {
	Title string
	Lines []string
	Sign  string
}

// Foresight is what an act would do, computed before it is done.
type Foresight struct {
	Asks    string // 接受退款 ¥719.20？
	Money   []Flow
	GivesUp []string
	Follows []string
	Wall    *Wall     // what crosses the wall; nil unless the act ends mediation
	Undo    string    // 确认后不能撤回。 or how it can be undone
	Paper   *Decision // the document that will be served; nil for none
}

// Flow is money moving from one account to another.
type Flow struct {
	Sum      money.Amount
	From, To string // 担保账户 → 买家原支付账户
	By       time.Time
	Note     string
}

// Recorded is what an act left behind.
type Recorded struct {
	ID      string // the entry of the timeline that shows it
	Seq     uint64
	At      time.Time
	Title   string
	Lines   []string
	BackURL string
	// Again is true when the same form had been sent before: nothing new was done.
	Again bool
}

// Refusal says why an act is not possible and what is possible instead.
type Refusal struct {
	Code     string
	Title    string
	Why      []string
	Possible []Act
	// Since is what happened after the form was made: what the visitor had not seen.
	Since   []Entry
	BackURL string
	// Field is the input the refusal is about; "" for the whole form.
	Field string
}

// Keeping is where a form's words are kept while they are typed; no Place, and they
// are not. At is when what stands in the form now was kept; zero: nothing was.
type Keeping struct {
	Place string
	At    time.Time
}
