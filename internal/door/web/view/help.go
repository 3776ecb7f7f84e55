package view

// Help is the page that explains words: those that match Query, by heading.
type Help struct {
	Query  string
	Groups []HelpGroup
}

// HelpGroup is a heading with its words.
type HelpGroup struct {
	Name  string
	Terms []HelpTerm
}

// HelpTerm is one word, the sentence that explains it, and where that comes from.
// Unsure says that the meaning was not verified at its source; "" when it was.
type HelpTerm struct {
	ID, Word, Says, Source, Unsure string
	Original                       bool // the source is in Chinese, for every reader
}

// Happens is what happens now in a case, made from the procedure the case runs on:
// whom it waits for and by when, what each side may do, what silence means.
type Happens struct {
	Stage   string
	Waiting []Deadline
	May     []MayDo
}

// MayDo is what one side may do in this stage.
type MayDo struct {
	Who  string
	Acts []string
}
