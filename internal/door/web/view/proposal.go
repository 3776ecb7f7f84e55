package view

import "github.com/tianping-odr/tianping/internal/core/money"

// Proposal is a proposal of the mediator reckoned from the claims, before it is sent.
type Proposal struct {
	Of      CaseBrief
	SendURL string // the act propose
	Seen    string
	Way     string // how it was reckoned: "middle", "asked", "offered", "share"
	Ways    []Pair // Value, Name
	Percent int
	Gap     *Gap
	Lines   []ProposalLine
	Total   money.Amount
	Says    []string // who pays, who gives way, in figures
	Freight []Pair   // Value, Name
}

// ProposalLine is one claim of it, with the arithmetic.
type ProposalLine struct {
	Claim, Name    string
	Asked, Offered string
	Reckon         string // （¥899.00 ＋ ¥719.20）÷ 2
	Sum            money.Amount
	Return         bool // goods go back first, as the claim asks
}
