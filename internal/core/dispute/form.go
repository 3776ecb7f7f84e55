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
	Absent   FieldKind = "absent"   // only in Option.Then: beside this choice it is not to be said
)

// Field is one input of a move, with the bounds that hold now. Min and Max are
// fen of a Sum, a count of list entries (Claims, Choices, Exhibits: Max 0 is no
// limit), of repetitions of a Group, of runes of a Text, of bytes of a Code.
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
	Sealed           bool     // Text always is
	Distinct         bool     // of a Group: its items differ in their first input, or in those of By
	By               []string // of a Distinct Group: what its items differ in; what is not said is all of it
	Every            string   // of a Group: each choice of its input of this name is spoken of by an item; one that leaves it out speaks of all
	Total            int64    // of a Group: the most its sums called "amount" may be together; 0: no limit
	Over, OverGuard  string   // of a Total: what a refusal beyond it says (bounds), and the condition it carries out
	Form             string   // of a Code: "case" is the id of another case, "person" of a person
	Fields           []Field

	// Guard is the condition of the procedure file that this bound carries out.
	Guard string
	// Missing, Outside and None are what a refusal says when the input is not given,
	// when it lies outside, and when nothing could be chosen; empty: incomplete,
	// bounds, nothing_there. Under is for sums below Min.
	Missing, Outside, None, Under string
	// Barred are values that once were, or seem, possible, each with its refusal.
	Barred []Bar
}

// Option is one allowed value. Its Label is data (a name of goods, a number);
// codes get their words where the page is built.
type Option struct {
	Value string
	Label string
	// Then are the inputs as they are when this value is chosen: each takes the
	// place of the one of its name, which shows only the widest bounds, or is added.
	Then []Field
}

// Bar is a value that is refused for a reason of its own.
type Bar struct{ Value, Code string }

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
