package procedure

import "github.com/tianping-odr/tianping/internal/core/workday"

// FindingCodes are all codes a finding may have.
func FindingCodes() []string { return sorted(findingTexts()) }

// Stances counts the ways to stand somewhere that Check explores.
func Stances(p Procedure, v Vocabulary) int {
	c := &check{Compiled: Compile(p), v: v, made: made(p)}
	return c.exits()
}

// Chain tells how many natural days parts take one after another from a day.
func Chain(p Procedure, calendar workday.Calendar) func(workday.Date, []Part) (int, bool) {
	c := &check{Compiled: Compile(p), calendar: calendar}
	return c.chain
}
