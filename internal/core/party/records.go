package party

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Limits of a request by law for the records of a case.
const (
	MaxRecordsOpen = 30 * 24 * time.Hour // how long one confirmation lets an authority read
	MaxRecordsText = 600                 // bytes of each of its texts
)

// Records is a request by law of an authority to read one case. It stands in the
// stream of the person who asks for the authority. Until an administrator confirms
// that it is on file nothing may be read; afterwards what its scope names, for a time.
//
// Source: rules R31, R32; 电子商务法 第二十五条. Whether a request is lawful is for the
// authority and counsel to say: the platform records that it was made and on what.
type Records struct {
	No       int       `json:"no"` // Records[n-1].No == n
	Case     id.Case   `json:"case"`
	Scope    []View    `json:"scope"`
	Proof    string    `json:"proof"`            // SHA-256 of the document, hex
	Silent   bool      `json:"silent,omitempty"` // the law forbids telling the parties
	At       time.Time `json:"at"`
	Answered time.Time `json:"answered,omitzero"` // zero: waits
	Granted  bool      `json:"granted,omitempty"`
	Until    time.Time `json:"until,omitzero"`
	Read     time.Time `json:"read,omitzero"` // last
	Times    int       `json:"times,omitempty"`
}

// Open tells whether a view may be read under it at an instant.
func (r Records) Open(v View, at time.Time) bool {
	return r.Granted && at.Before(r.Until) && slices.Contains(r.Scope, v)
}

// RecordsScopes are what a request may ask for: what rule R32 lets an authority read.
func RecordsScopes() []View { return []View{CaseView, OrderView, LedgerView, PersonalView} }

// Lawful is the request under which a person may read a view of a case now; 0 for none.
func (p Person) Lawful(c id.Case, v View, at time.Time) int {
	for _, r := range p.Records {
		if r.Case == c && r.Open(v, at) {
			return r.No
		}
	}
	return 0
}

// RecordsAsked records a request. Authority, legal basis, document number, what is
// asked and why the parties may not be told are sealed at "authority", "basis",
// "number", "reason" and "silence".
type RecordsAsked struct {
	No     int     `json:"no"`
	Case   id.Case `json:"case"`
	Scope  []View  `json:"scope"`
	Proof  string  `json:"proof"`
	Silent bool    `json:"silent,omitempty"`
}

// Kind implements record.Event.
func (RecordsAsked) Kind() string { return "records_asked" }

// Version implements record.Event.
func (RecordsAsked) Version() int { return 1 }

// RecordsAnswered is an administrator's answer; why is sealed at "reason".
type RecordsAnswered struct {
	No      int       `json:"no"`
	Case    id.Case   `json:"case"`
	Granted bool      `json:"granted,omitempty"`
	Until   time.Time `json:"until,omitzero"`
	Silent  bool      `json:"silent,omitempty"` // the parties are not told, for the reason given
}

// Kind implements record.Event.
func (RecordsAnswered) Kind() string { return "records_answered" }

// Version implements record.Event.
func (RecordsAnswered) Version() int { return 1 }

// RecordsRead records one reading, before it happens.
type RecordsRead struct {
	No   int     `json:"no"`
	Case id.Case `json:"case"`
}

// Kind implements record.Event.
func (RecordsRead) Kind() string { return "records_read" }

// Version implements record.Event.
func (RecordsRead) Version() int { return 1 }

// AskRecords asks for the records of a case.
type AskRecords struct {
	Case                             id.Case
	Scope                            []View
	Authority, Basis, Number, Reason string // sealed
	Silence                          string // why the parties may not be told, sealed; "" they are
	Proof                            string // SHA-256 of the document, hex
}

// DecideRecords records a request.
//
// Refusals: NotRegistered, UnknownReason (the scope), ReasonMissing, PaperMissing,
// AlreadyAsked, TooManyAsks.
func DecideRecords(p Person, a Act, c AskRecords) ([]record.Entry, error) {
	open := 0
	for _, r := range p.Records {
		if r.Answered.IsZero() {
			if open++; r.Case == c.Case {
				return nil, refuse(AlreadyAsked)
			}
		}
	}
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case !slices.Contains(c.Scope, CaseView), slices.ContainsFunc(c.Scope, func(v View) bool { return !slices.Contains(RecordsScopes(), v) }):
		return nil, refuse(UnknownReason)
	case len(c.Proof) != 64:
		return nil, refuse(PaperMissing)
	case !reasonOK(c.Authority), !reasonOK(c.Basis), !reasonOK(c.Number), !reasonOK(c.Reason), len(c.Silence) > MaxRecordsText:
		return nil, refuse(ReasonMissing)
	case open >= MaxAsks:
		return nil, refuse(TooManyAsks)
	}
	sealed := []record.Clear{p.seal("authority", c.Authority), p.seal("basis", c.Basis), p.seal("number", c.Number), p.seal("reason", c.Reason)}
	if c.Silence != "" {
		sealed = append(sealed, p.seal("silence", c.Silence))
	}
	return a.entry(p.Stream(), RecordsAsked{No: len(p.Records) + 1, Case: c.Case, Scope: slices.Clone(c.Scope), Proof: c.Proof, Silent: c.Silence != ""}, sealed...), nil
}

// AnswerRecords is what an administrator says of a request.
type AnswerRecords struct {
	No      int
	Granted bool
	Until   time.Time // of a granted one
	Silent  bool      // the parties are not told
	Reason  string    // sealed
}

// DecideRecordsAnswer records the answer.
//
// Refusals: UnknownAsk, ReasonMissing, WindowPast, WindowEmpty (longer than
// MaxRecordsOpen).
func DecideRecordsAnswer(p Person, a Act, c AnswerRecords) ([]record.Entry, error) {
	i := slices.IndexFunc(p.Records, func(r Records) bool { return r.No == c.No && r.Answered.IsZero() })
	switch {
	case i < 0:
		return nil, refuse(UnknownAsk)
	case !reasonOK(c.Reason):
		return nil, refuse(ReasonMissing)
	case c.Granted && !c.Until.After(a.At):
		return nil, refuse(WindowPast)
	case c.Granted && c.Until.After(a.At.Add(MaxRecordsOpen)):
		return nil, refuse(WindowEmpty)
	}
	e := RecordsAnswered{No: c.No, Case: p.Records[i].Case, Granted: c.Granted}
	if c.Granted {
		e.Until, e.Silent = c.Until, c.Silent
	}
	return a.entry(p.Stream(), e, p.seal("reason", c.Reason)), nil
}

// DecideRecordsRead records a reading before it happens.
//
// Refusals: UnknownAsk (not confirmed, or its time is over).
func DecideRecordsRead(p Person, a Act, no int) ([]record.Entry, error) {
	i := slices.IndexFunc(p.Records, func(r Records) bool { return r.No == no && r.Open(CaseView, a.At) })
	if i < 0 {
		return nil, refuse(UnknownAsk)
	}
	return a.entry(p.Stream(), RecordsRead{No: no, Case: p.Records[i].Case}), nil
}
