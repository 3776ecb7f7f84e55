package view

// Diagnosis is what helps with one problem before anything is filed: what to do
// first, what to keep, what the buyer may ask, what happens by when, and the orders
// it may be about.
type Diagnosis struct {
	Problem
	Urgent  bool // injury, fire, food: goes first everywhere
	First   []Advice
	Collect []Check
	Rights  []Advice
	Path    []Term
	Sources []string // articles of law: a second look, never the first
	Near    []Problem
	Orders  []OrderRow
	AllURL  string // every order
}

// Advice is a sentence and what explains it; More may be empty.
type Advice struct{ Says, More string }

// Term is a step of the road: how long it may take, by when at the latest if it
// begins today, and what happens if nobody acts.
type Term struct{ Within, Name, By, Else string }
