package view

import "time"

// Leaf is a page made of plain parts: those of the account and of the
// administration are of this kind. It is built for its reader in his language.
type Leaf struct {
	Back        *Link
	Title, Says string
	Section     string // of the navigation
	Parts       []Part
}

// Part is one block of a leaf; what is empty is not drawn.
type Part struct {
	ID          string // where a link on this page leads to
	Title, Says string
	Lines       []string
	Steps       []string // in order
	Facts       []Fact
	Told        []string // secrets shown this once
	Warn        string   // a notice in the part
	Picture     *Drawing
	Links       []Entrance
	Table       *Table
	Asks        []Ask
	None        string // where the list is empty: what it would show
	NoneSays    string
	After       string // cursor of the next page
	First       bool
	Wide        bool
}

// Fact is a name and its value.
type Fact struct {
	Name, Value string
	At          time.Time // instead of Value
	Mono, Own   bool      // as of a Cell
	Chip        *Chip
}

// Entrance leads to another leaf.
type Entrance struct{ URL, Icon, Name, Says, Beside string }

// Drawing is a picture made by the server, with its words. Inner is SVG the server
// wrote itself; it holds nothing of a visitor's.
type Drawing struct {
	Name   string
	Width  int
	Height int
	Inner  string
	Desk   bool // too wide for a phone, which gets the table beside it
}

// Table is a list with columns; on a phone each row is a block.
type Table struct {
	Name string
	Head []string
	Rows []TableRow
}

// TableRow is one row and what can be done with it.
type TableRow struct {
	ID    string
	Cells []Cell
	Asks  []Ask
}

// Cell is one field of a row.
type Cell struct {
	Text, Sub string
	Mono      bool
	Own       bool      // a name, or what a person or a law says: not the page's own words
	At        time.Time // instead of Text
	URL       string
	Chip      *Chip
}

// Ask is a form.
type Ask struct {
	Action, Button, Tone string // Tone: "primary", "danger" or none
	Title, Says          string
	Read                 bool // a search: GET
	Fields               []Question
	Hidden               []Pair
	Slim                 bool   // a lone button
	Lang                 string // the language of the button's words, where it is another than the page's
}

// Question is one input of a form.
type Question struct {
	Name, Label, Hint string
	Kind              string // "text", "password", "area", "select", "date", "code", "tick", "file"
	Value, Fill       string // Fill: what the browser may fill in (autocomplete)
	Wrong             string
	Choices           []Pair
	Optional          bool
	Most              int
}

// LeafDone is what a form of a leaf did: another page to see, or words told once.
type LeafDone struct {
	Next string
	Told *Leaf
	// Token begins a session, for so long; "" leaves the cookie as it is.
	Token string
	Lasts time.Duration
	// Half is a sign-in whose second step is due.
	Half string
	// Ended tells that this very session is over.
	Ended bool
}
