package dispute

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// FieldKind is the type of one input of a move.
type FieldKind string

// The kinds of inputs. Every door reads and draws exactly these.
const (
	Choice   FieldKind = "choice"   // one code of Choices
	Choices  FieldKind = "choices"  // several codes of Choices
	Sum      FieldKind = "sum"      // money, Min..Max fen
	Number   FieldKind = "number"   // whole number, Min..Max
	Text     FieldKind = "text"     // what a person writes: sealed, Max runes
	Claims   FieldKind = "claims"   // claim numbers, out of Choices
	Exhibits FieldKind = "exhibits" // exhibit numbers, out of Choices
	Instant  FieldKind = "instant"  // a moment, Earliest..Latest
	Confirm  FieldKind = "confirm"  // must be given: a fresh confirmation
	Seen     FieldKind = "seen"     // digest of what the person relies on; must equal Must
	Staff    FieldKind = "staff"    // a person of the staff, out of Choices
	Code     FieldKind = "code"     // an identifier from outside (waybill, docket number), Max bytes
	Digest   FieldKind = "digest"   // SHA-256 of bytes uploaded before, hex
	Group    FieldKind = "group"    // Min..Max repetitions of Fields
)

// Field is one input of a move, with the bounds that hold now.
type Field struct {
	Name             string
	Kind             FieldKind
	Required         bool
	Min, Max         int64
	Earliest, Latest time.Time
	Choices          []Option
	Must             string
	Default          string // what a form shows first
	Currency         string
	Sealed           bool // Text always is
	Distinct         bool // of a Group: its first choice may stand once
	Fields           []Field
}

// Option is one allowed value. Its Label is data (a name of goods, a number);
// codes get their words where the page is built.
type Option struct {
	Value string
	Label string
}

// Answer is one input as given. Exactly the part its kind uses is set.
type Answer struct {
	Name  string     `json:"name"`
	Value string     `json:"value,omitempty"` // Choice, Code, Seen, Digest, Staff, Confirm ("yes")
	List  []string   `json:"list,omitempty"`  // Choices, Claims, Exhibits
	Minor int64      `json:"minor,omitempty"` // Sum, Number
	At    *time.Time `json:"at,omitempty"`    // Instant
	Text  string     `json:"-"`               // Text: never in a payload
	Items []Answers  `json:"items,omitempty"` // Group
	// Sealed tells that a text was given; the text itself is a sealed part.
	Sealed bool `json:"sealed,omitempty"`
}

// Answers are the inputs of one move, or of one item of a group.
type Answers []Answer

// Amount reads a sum in a currency.
func (a Answers) Amount(name, currency string) money.Amount {
	return money.Amount{Minor: a.get(name).Minor, Currency: currency}
}

// Has tells whether an input was given.
func (a Answers) Has(name string) bool {
	for i := range a {
		if a[i].Name == name {
			return true
		}
	}
	return false
}

func (a Answers) get(name string) Answer {
	for i := range a {
		if a[i].Name == name {
			return a[i]
		}
	}
	return Answer{}
}
