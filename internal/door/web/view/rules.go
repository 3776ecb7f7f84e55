package view

// Rules is the page made from the procedure file and the rule table in force.
type Rules struct {
	Name, Version, Effective string
	Hash                     string
	Intro                    []string
	Phases                   []RulePhase
	Clocks                   []RuleClock
	Moves                    []RuleMove
	Grants                   []RuleGrant
	Reasons                  []RuleReason
	Papers                   []Link
}

// RulePhase is a phase with its stages.
type RulePhase struct {
	Name   string
	Stages []RuleStage
}

// RuleStage is a stage: who it waits for, how long, what then.
type RuleStage struct{ Code, Name, Owner, Clocks, Then string }

// RuleClock is one period.
type RuleClock struct{ Code, Name, Length, Starts, Then, Source string }

// RuleMove is who may do what where.
type RuleMove struct{ Code, Name, By, From, If, To string }

// RuleGrant is a row of the rule table.
type RuleGrant struct{ ID, Text, Source string }

// RuleReason is a problem with what is to be proved by whom.
type RuleReason struct{ Code, Name, Burden, Evidence, Remedies string }
