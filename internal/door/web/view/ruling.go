package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// Decision is a decision as a document: the same for the preview and for what the
// parties read, and made from the decision alone.
type Decision struct {
	Title, Number string
	Preview       string // why it binds nobody yet; "" once it was made
	ByRule        string // 未经人工裁决; "" where a person decided
	Parties       []Pair
	Claims        []Line
	Facts         []Found
	Reasons       []string // paragraphs, as they were written
	Outcomes      []Outcome
	Performance   []string
	Appeal        []string
	Routes        []string
	Cited         []Pair // clauses, with what the taxonomy says of their source
	Exhibits      []Pair // exhibits relied on: number, and what, from whom, digest
	Amended       []string
	Signs         []Pair
	Day           time.Time
	Code          string // verification code; "" before it was made
	Notes         []string
	URL           string
	CaseURL       string
}

// Line is a numbered line of a document.
type Line struct{ No, Text string }

// Found is one fact of a decision with what proves it.
type Found struct {
	No, Claim, Issue, Text string
	Status                 Chip
	Exhibits               []string
	Cites                  []string
}

// Outcome is what becomes of one claim.
type Outcome struct {
	No, Asks, Result string
	Sum              money.Amount
	Says             string // arithmetic: asked, given, refused
	Reason           string
}

// Ruling is the desk of who decides: each claim with what has to be proved, the
// evidence and the clauses, and what is still missing.
type Ruling struct {
	Claims   []RulingClaim
	Exhibits []Exhibit
	Asked    []AskedItem // evidence that was ordered, and the answers
	Clauses  []Clause
	Sources  []string // where the money would come from, in order
	Remarks  []string // what the second person said of the draft before
	FourEyes string   // from which sum a second person is needed
	Back     *Act     // send the draft back instead of approving it
	ToDraft  *Act     // hand to a second person
	Drafts   []DraftPaper
	Mine     string // when the private working draft was kept; "" for none
	// Given and Texts are the reader's own draft that was sent back: his form opens with
	// them. Texts go by name of input.
	Given dispute.Answers
	Texts []Pair
}

// RulingClaim is one claim to be decided.
type RulingClaim struct {
	Claim
	Burden []string // in order: 商家举证
	Note   string   // what has to be proved
	Issues []Issue
	Cites  []string // clauses of its reason
	Bounds string   // ¥0.00 to ¥899.00, as asked
}

// Issue is one point to be proved: by whom, and by what.
type Issue struct {
	Code, Who, What string
	Brought         []string // exhibits of that kind
}

// DraftPaper is a draft of the deciders, with what became of it.
type DraftPaper struct {
	No       int
	By       string
	State    Chip
	Remark   string
	Decision Decision
}

// Settled is an agreement as a paper, with who has confirmed it.
type Settled struct {
	Title, Number string
	Parties       []Pair
	Terms         []Outcome
	Lines         []string // obligations that follow
	Left          []string // what it does not settle
	Confirmed     []Pair   // who, when and how
	State         Chip
	Day           time.Time
	Code          string
	Notes         []string
	CaseURL       string
	SignURL       string
}

// CaseFile is the whole case on paper, as its reader may see it.
type CaseFile struct {
	Case
	Made      time.Time // when it was printed
	Decisions []Decision
	Mandates  []Pair // who acts, or acted, for a party: number of the document, and what it says
	Rest      bool   // older lines are in the export only
	Notes     []string
}

// Payment is one instruction for an obligation: from which source, how much, how far.
type Payment struct {
	ID, Source, Kind, To string
	Sum                  money.Amount
	State                Chip
	Asked, Told, Again   time.Time
	Tries                string // 第 3 次未成功
	Problem, Next        string // why it was refused, what happens next
	Case, CaseURL        string
	Order, OrderURL      string
	Attention            bool
}

// PaymentList is a page of payments.
type PaymentList struct {
	State  string
	States []Pair
	Rows   []Payment
	After  string
	First  bool
}
