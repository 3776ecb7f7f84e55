package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// Asking is the page of questions inside a merchant about one case.
type Asking struct {
	Of        CaseBrief
	Proposed  *QuickAnswer // what would be asked about now; nil when only looking
	Questions []Asked
	Superior  bool // this visitor may answer
	Note      string
	Wrong     string
}

// Asked is one question and what became of it.
type Asked struct {
	No           int
	From         string
	At           time.Time
	What         string
	Sum          money.Amount
	Note, Remark string
	State        Chip
	Answerer     string
	Answered     time.Time
	MayAnswer    bool
	CaseURL      string
	CaseTitle    string
	URL          string
}

// Compose is a text being written, with what a reader would miss in it.
type Compose struct {
	Text   string
	Advice []string
	Fine   bool // it was looked at, and nothing is missing
	Wrong  string
	Most   int64
}

// Words is the page on which a merchant answers in his own words.
type Words struct {
	Of CaseBrief
	Compose
}

// DirectTalk is the talk about one order.
type DirectTalk struct {
	Order, Title, OrderURL string
	With                   string
	Messages               []Message
	Compose
	FileURL string
	Cases   []Link // open cases it may be attached to
	Unread  int
}

// AskURL is where questions about the case are asked inside the merchant.
func (b CaseBrief) AskURL() string { return "/shop/cases/" + b.ID + "/ask" }

// QuickURL is where the case is answered with one press.
func (b CaseBrief) QuickURL() string { return "/shop/cases/" + b.ID + "/answer" }

// WordsURL is where the case is answered in one's own words.
func (b CaseBrief) WordsURL() string { return "/shop/cases/" + b.ID + "/words" }
