package intake

import "strconv"

// Problem is what is wrong with one row, cell or field, and where. It never holds
// what stood there.
type Problem struct {
	Line   int    `json:"line"`             // of the file, from 1; where the row begins
	Column string `json:"column,omitempty"` // heading of the CSV column, or path in JSON: "lines[0].qty"
	Code   Code   `json:"code"`
	Arg    string `json:"arg,omitempty"` // what the rule asks for: a limit, the words allowed; never input
}

// Error is the English text, for logs: it holds no personal data.
func (p Problem) Error() string {
	where := ""
	if p.Line > 0 {
		where = "line " + strconv.Itoa(p.Line) + ": "
	}
	if p.Column != "" {
		where += p.Column + ": "
	}
	return where + p.Text("en")
}

// Text says in a language ("zh", "en") what is wrong.
func (p Problem) Text(language string) string {
	return say(p, language, func(w wording) string { return w.text })
}

// Mend says in a language ("zh", "en") how to put it right.
func (p Problem) Mend(language string) string {
	return say(p, language, func(w wording) string { return w.mend })
}

// Code names a kind of problem for ever; programs may branch on it.
type Code string

// Problems of any row.
const (
	Missing     Code = "missing"      // a value that must be given is not
	NotText     Code = "not_text"     // bytes that are no text in the file's encoding, or control characters
	TooLong     Code = "too_long"     // Arg: most characters
	TooMany     Code = "too_many"     // Arg: most items
	NotNumber   Code = "not_number"   // not a whole number
	OutOfRange  Code = "out_of_range" // Arg: "1 – 9999"
	NotMoney    Code = "not_money"    // not a sum with at most two decimals
	NotTime     Code = "not_time"     // not a date and time
	TimeOrder   Code = "time_order"   // earlier than what must come before it; Arg: that column
	InFuture    Code = "in_future"    // later than the import itself
	NotOneOf    Code = "not_one_of"   // Arg: the words allowed
	NotFormed   Code = "not_formed"   // does not have the form of its kind; Arg: the form
	Twice       Code = "twice"        // the same number or id a second time
	Unmatched   Code = "unmatched"    // names a line or parcel that is not there
	Unequal     Code = "unequal"      // amounts that do not add up; Arg: what must equal what
	RowTooLong  Code = "row_too_long" // Arg: most bytes
	Refused     Code = "refused"      // the platform would not take it; Arg: its code
	Contradicts Code = "contradicts"  // says otherwise than what is known of the order
	TooManyBad  Code = "too_many_bad" // the import stopped; Arg: most bad rows
	FileRefused Code = "file_refused" // the file as a whole cannot be read; Arg: why
)

// Problems of CSV rows.
const (
	Cells           Code = "cells"            // more cells than headings
	OpenQuote       Code = "open_quote"       // a quotation mark that nothing closes
	Disagree        Code = "disagree"         // rows of one order say different things
	HeldBack        Code = "held_back"        // nothing wrong here, but another row of the order is bad
	UnknownStatus   Code = "unknown_status"   // a status the column map does not name
	SeveralWaybills Code = "several_waybills" // one row, several parcels
	Mangled         Code = "mangled"          // a spreadsheet turned a number into 1.23E+17
	NoHeading       Code = "no_heading"       // the file lacks a column that must be there; Arg: the headings looked for
	HeadingTwice    Code = "heading_twice"    // two columns with the same meaning
	TooScattered    Code = "too_scattered"    // the rows of one order stand too far apart
)

// Problems of JSON.
const (
	NotJSON      Code = "not_json"      // Arg: what the reader met
	NotType      Code = "not_type"      // Arg: the type asked for
	UnknownField Code = "unknown_field" // a field the form does not have
	FieldTwice   Code = "field_twice"   // the same field twice in one object
	TooDeep      Code = "too_deep"      // Arg: most levels
)
