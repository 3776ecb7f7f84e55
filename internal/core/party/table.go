package party

import "slices"

// Effect is what a rule does when it applies.
type Effect string

// The effects.
const (
	Permit Effect = "permit"
	Forbid Effect = "forbid"
)

// Rule applies when the acting capacity is among Capacities, the action's class
// among Actions, and every condition of When holds.
type Rule struct {
	ID         string // stable; stored in events as their authority
	Effect     Effect
	Capacities []Capacity
	Actions    []Class
	When       []Condition
	Text       Text   // for people
	Source     string // mission row, procedure.md, article
}

// Table is one document of the rulebook: who may do what.
type Table struct {
	ID, Version string
	Rules       []Rule
}

// NoRule is the rule named when nothing permits an action.
const NoRule = "A00"

// Decision is the table's answer.
type Decision struct {
	Allow bool
	Rule  string // the forbidding rule, else the permitting one, else NoRule
}

// Decide answers a request: nothing is allowed that no rule permits, and any
// rule that forbids wins over all that permit. Of several, the first in the
// table is named.
func Decide(t Table, r Request) Decision { return NewIndex(t).Decide(r) }

// Rule finds a rule by its id.
func (t Table) Rule(ruleID string) (Rule, bool) {
	at := slices.IndexFunc(t.Rules, func(r Rule) bool { return r.ID == ruleID })
	if at < 0 {
		return Rule{}, false
	}
	return t.Rules[at], true
}

// holds tells whether every condition does. One that is unknown holds for a rule
// that forbids and fails for one that permits, so that a gap never opens anything.
// Check refuses such tables before they are used.
func (rule Rule) holds(r Request) bool {
	for _, c := range rule.When {
		holds, known := c.holds(r)
		if !known {
			holds = rule.Effect != Permit
		}
		if !holds {
			return false
		}
	}
	return true
}
