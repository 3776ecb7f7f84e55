package view

// Call is the form that notes a telephone call in a few presses (M73).
type Call struct {
	Of        CaseBrief
	URL       string
	Whom      []Pair   // Value, Name: with whom it was
	Minutes   []Pair   // Value, Name: how long, to choose
	Sentences []string // ready ones, to tick
}
