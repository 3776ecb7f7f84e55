package talk

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Asked records a question to the supervisors of a merchant: may I answer a case so?
// What the asker writes is sealed at "note" under the merchant's key.
type Asked struct {
	No       int         `json:"no"`
	Case     id.Case     `json:"case"`
	Merchant id.Merchant `json:"merchant"`
	By       id.Person   `json:"by"`
	Choice   string      `json:"choice"` // the proposed answer, coded: "accept-1", "offer-keep_50"
	Minor    int64       `json:"minor"`  // what it would concede, fen
	Currency string      `json:"currency"`
	Noted    bool        `json:"noted,omitempty"`
}

// Kind implements record.Event.
func (Asked) Kind() string { return "inhouse_asked" }

// Version implements record.Event.
func (Asked) Version() int { return 1 }

// AskAnswered records what a supervisor said: approved means that he has done the act
// himself, under his own name, before. His remark is sealed at "remark".
type AskAnswered struct {
	No       int       `json:"no"`
	By       id.Person `json:"by"`
	Approved bool      `json:"approved"`
	Remarked bool      `json:"remarked,omitempty"`
}

// Kind implements record.Event.
func (AskAnswered) Kind() string { return "inhouse_answered" }

// Version implements record.Event.
func (AskAnswered) Version() int { return 1 }

// InhouseEvents lists the events such a stream may hold, as zero values.
func InhouseEvents() []record.Event { return []record.Event{Asked{}, AskAnswered{}} }

// Question is one question and what became of it.
type Question struct {
	Asked
	Seq      uint64    `json:"seq"`
	At       time.Time `json:"at"`
	Answered time.Time `json:"answered,omitzero"`
	Answerer id.Person `json:"answerer,omitzero"`
	Approved bool      `json:"approved,omitempty"`
	Reply    uint64    `json:"reply,omitempty"` // seq of the answer
}

// Open tells whether it still waits.
func (q Question) Open() bool { return q.Answered.IsZero() }

// Inhouse is the fold of the stream: a value.
type Inhouse struct {
	Questions []Question `json:"questions,omitempty"`
}

// Question finds one by its number.
func (i Inhouse) Question(no int) (Question, bool) {
	at := slices.IndexFunc(i.Questions, func(q Question) bool { return q.No == no })
	if at < 0 {
		return Question{}, false
	}
	return i.Questions[at], true
}

// Ask is what a member of a merchant asks.
type Ask struct {
	Case     id.Case
	Merchant id.Merchant
	Choice   string
	Minor    int64
	Currency string
	Note     string // "" for none
}

// DecideAsk records a question. Who may ask is the caller's to know: a member of the
// merchant, and nobody else.
//
// Refusals: Full, TooLong, OpenAlready.
// Source: mission M81 (转接上级主管), M82.
func DecideAsk(state Inhouse, by By, a Ask) ([]record.Entry, error) {
	switch {
	case len(state.Questions) >= MaxAsks:
		return nil, refuse(Full)
	case utf8.RuneCountInString(a.Note) > MaxText || len(a.Choice) > 64:
		return nil, refuse(TooLong)
	case slices.ContainsFunc(state.Questions, func(q Question) bool { return q.Open() && q.Choice == a.Choice }):
		return nil, refuse(OpenAlready)
	}
	e := Asked{
		No: len(state.Questions) + 1, Case: a.Case, Merchant: a.Merchant, By: by.Person, Choice: a.Choice, Minor: a.Minor, Currency: a.Currency, Noted: a.Note != "",
	}
	return by.entry(InhouseStream(a.Case), e, sealed("note", a.Merchant, a.Note)...), nil
}

// DecideAnswer records what a supervisor said of a question.
//
// Refusals: NotOpen, OwnQuestion, TooLong (a remark is needed where the act is not
// approved).
func DecideAnswer(state Inhouse, by By, c id.Case, no int, approved bool, remark string) ([]record.Entry, error) {
	q, ok := state.Question(no)
	n := utf8.RuneCountInString(remark)
	switch {
	case !ok || !q.Open():
		return nil, refuse(NotOpen)
	case q.By == by.Person:
		return nil, refuse(OwnQuestion)
	case n > MaxText || !approved && n == 0:
		return nil, refuse(TooLong)
	}
	e := AskAnswered{No: no, By: by.Person, Approved: approved, Remarked: remark != ""}
	return by.entry(InhouseStream(c), e, sealed("remark", q.Merchant, remark)...), nil
}

func sealed(path string, m id.Merchant, text string) []record.Clear {
	if text == "" {
		return nil
	}
	return []record.Clear{{Path: path, Owner: record.Owner{Kind: "merchant", ID: m.Bytes()}, Text: text}}
}

// EvolveInhouse folds events.
func EvolveInhouse(i Inhouse, events []record.Recorded) Inhouse {
	i.Questions = slices.Clone(i.Questions)
	for _, r := range events {
		switch e := r.Event.(type) {
		case Asked:
			i.Questions = append(i.Questions, Question{Asked: e, Seq: r.Meta.Seq, At: r.Meta.At})
		case AskAnswered:
			for n := range i.Questions {
				if q := &i.Questions[n]; q.No == e.No {
					q.Answered, q.Answerer, q.Approved, q.Reply = r.Meta.At, e.By, e.Approved, r.Meta.Seq
				}
			}
		}
	}
	return i
}
