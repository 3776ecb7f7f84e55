package party

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// MaxAsks is how many asks of one kind a person may have open at once.
const MaxAsks = 8

// StandIn is somebody's own ask to act for a party by law: as guardian of who cannot
// act, or as heir or successor of who is no more. It gives nothing by itself: the desk
// of the case checks the document and records the party event (T66), or says no.
type StandIn struct {
	No       int         `json:"no"` // StandIns[n-1].No == n
	Case     id.Case     `json:"case"`
	For      Capacity    `json:"for"`  // Buyer or Seller of the order
	Kind     MandateKind `json:"kind"` // Guardian or Successor
	Proof    string      `json:"proof"`
	At       time.Time   `json:"at"`
	Answered time.Time   `json:"answered,omitzero"` // zero: waits
	Granted  bool        `json:"granted,omitempty"`
}

// StandInAsked records the ask in the asker's own stream. What he says is sealed at
// "reason"; the document lies in the room of the case, Proof is its SHA-256.
type StandInAsked struct {
	No    int         `json:"no"`
	Case  id.Case     `json:"case"`
	For   Capacity    `json:"for"`
	As    MandateKind `json:"as"`
	Proof string      `json:"proof"`
}

// Kind implements record.Event.
func (StandInAsked) Kind() string { return "stand_in_asked" }

// Version implements record.Event.
func (StandInAsked) Version() int { return 1 }

// StandInAnswered is the desk's answer; why is sealed at "reason".
type StandInAnswered struct {
	No      int     `json:"no"`
	Case    id.Case `json:"case"`
	Granted bool    `json:"granted,omitempty"`
}

// Kind implements record.Event.
func (StandInAnswered) Kind() string { return "stand_in_answered" }

// Version implements record.Event.
func (StandInAnswered) Version() int { return 1 }

// AskStandIn asks to act for a party of a case.
type AskStandIn struct {
	Case   id.Case
	For    Capacity
	Kind   MandateKind
	Proof  string // SHA-256 of the document, hex
	Reason string // sealed
}

// DecideStandIn records an ask.
//
// Refusals: NotRegistered, UnknownReason (whom for, or as what), ReasonMissing,
// PaperMissing, AlreadyAsked, TooManyAsks.
func DecideStandIn(p Person, a Act, c AskStandIn) ([]record.Entry, error) {
	open := 0
	for _, s := range p.StandIns {
		if s.Answered.IsZero() {
			if open++; s.Case == c.Case {
				return nil, refuse(AlreadyAsked)
			}
		}
	}
	switch {
	case !p.Registered:
		return nil, refuse(NotRegistered)
	case c.For != Buyer && c.For != Seller, c.Kind != Guardian && c.Kind != Successor, c.Kind == Guardian && c.For == Seller:
		return nil, refuse(UnknownReason)
	case len(c.Proof) != 64:
		return nil, refuse(PaperMissing)
	case !reasonOK(c.Reason):
		return nil, refuse(ReasonMissing)
	case open >= MaxAsks:
		return nil, refuse(TooManyAsks)
	}
	e := StandInAsked{No: len(p.StandIns) + 1, Case: c.Case, For: c.For, As: c.Kind, Proof: c.Proof}
	return a.entry(p.Stream(), e, p.seal("reason", c.Reason)), nil
}

// DecideStandInAnswer records what the desk says of an ask.
//
// Refusals: UnknownAsk, ReasonMissing.
func DecideStandInAnswer(p Person, a Act, no int, granted bool, reason string) ([]record.Entry, error) {
	i := slices.IndexFunc(p.StandIns, func(s StandIn) bool { return s.No == no && s.Answered.IsZero() })
	switch {
	case i < 0:
		return nil, refuse(UnknownAsk)
	case !reasonOK(reason):
		return nil, refuse(ReasonMissing)
	}
	return a.entry(p.Stream(), StandInAnswered{No: no, Case: p.StandIns[i].Case, Granted: granted}, p.seal("reason", reason)), nil
}

// asked folds what a person asks for by law, and what became of it.
func (p *Person) asked(e record.Event, at time.Time) {
	switch e := e.(type) {
	case StandInAsked:
		p.StandIns = append(slices.Clip(p.StandIns), StandIn{No: e.No, Case: e.Case, For: e.For, Kind: e.As, Proof: e.Proof, At: at})
	case StandInAnswered:
		p.StandIns = slices.Clone(p.StandIns)
		if e.No >= 1 && e.No <= len(p.StandIns) {
			s := &p.StandIns[e.No-1]
			s.Answered, s.Granted = at, e.Granted
		}
	case RecordsAsked:
		p.Records = append(slices.Clip(p.Records), Records{No: e.No, Case: e.Case, Scope: e.Scope, Proof: e.Proof, Silent: e.Silent, At: at})
	case RecordsAnswered:
		p.atRecords(e.No, func(r *Records) { r.Answered, r.Granted, r.Until, r.Silent = at, e.Granted, e.Until, e.Silent })
	case RecordsRead:
		p.atRecords(e.No, func(r *Records) { r.Read, r.Times = at, r.Times+1 })
	}
}

func (p *Person) atRecords(no int, change func(*Records)) {
	p.Records = slices.Clone(p.Records)
	if no >= 1 && no <= len(p.Records) {
		change(&p.Records[no-1])
	}
}
