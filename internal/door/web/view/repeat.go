package view

// Repeats is what of a text was said alone with a side that not all of its readers
// heard. Without Runs there is nothing to ask.
type Repeats struct {
	To   string // 发给双方
	Runs []Repeat
}

// Repeat is one passage, as it stands in the text.
type Repeat struct {
	With string // 买家 林**
	Text string
}
