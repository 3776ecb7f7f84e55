package view

// Rules is the page made from a procedure file, the reasons and the rule table in
// force. Everything on it comes from these documents.
type Rules struct {
	Code                     string // of the procedure; "" for that of new cases
	Name, Version, Effective string
	Hash                     string
	Intro                    []string
	Others                   []Link // the other procedures there are
	Phases                   []RulePhase
	Clocks                   []RuleClock
	Moves                    []RuleMove
	Grants                   []RuleGrant
	Reasons                  []RuleReason
}

// RulePhase is a phase with its stages.
type RulePhase struct {
	Name   string
	Stages []RuleStage
}

// RuleStage is a stage: whom it waits for, its periods, and who may do what in it.
// Code is its anchor.
type RuleStage struct {
	Code, Name, Owner string
	Periods           []RuleClock
	May               []MayDo
}

// RuleClock is one period: how long, from when, how it may become longer, and what
// its end brings (what silence means).
type RuleClock struct {
	Code, Name, Length, Starts string
	Extends                    []string
	Then                       []string
}

// RuleMove is who may do what where.
type RuleMove struct{ Code, Name, By, From, If, To string }

// RuleGrant is a row of the rule table.
type RuleGrant struct{ ID, Text, Source string }

// RuleReason is a problem with what is to be proved by whom.
type RuleReason struct{ Code, Name, Burden, Evidence, Remedies string }
