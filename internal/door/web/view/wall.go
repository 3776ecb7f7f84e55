package view

// Wall is what of a case an adjudicator will see after mediation, and what never.
type Wall struct{ Sees, Never []string }
