// Package talk is what people say to each other beside a case: a member of a merchant
// asks his supervisor, and a buyer and a merchant talk about an order before there is
// any dispute. Nothing of it is part of a case file: no decider, no staff and no case
// stream ever reads it, no deadline runs in it, and silence in it means nothing. What
// was said is never changed and never taken back.
//
//	Ask, AnswerAsk → inhouse stream of a case   (members of the merchant)
//	Say            → direct stream of an order  (its buyer, its merchant)
package talk

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Limits of one stream and of one text, in characters.
const (
	MaxAsks     = 50
	MaxMessages = 500
	MaxText     = 1000
)

// Refusal says why something cannot be said, by a stable code.
type Refusal struct{ Code string }

// The codes.
const (
	Full        = "talk_full"     // the stream holds as much as it may
	TooLong     = "talk_too_long" // the text is empty where one is needed, or too long
	OpenAlready = "talk_open"     // the same question waits already
	NotOpen     = "talk_not_open" // no such question, or it was answered
	OwnQuestion = "talk_own"      // nobody answers his own question
	NotSuperior = "talk_superior" // only an owner or a supervisor of the merchant answers
)

// Error is the code.
func (r *Refusal) Error() string { return "talk: " + r.Code }

func refuse(code string) error { return &Refusal{Code: code} }

// By is who speaks, when, and under which rule.
type By struct {
	At        time.Time
	Person    id.Person
	Authority string
}

func (b By) entry(s record.Stream, e record.Event, clear ...record.Clear) []record.Entry {
	return []record.Entry{{Stream: s, Event: e, At: b.At.UTC(), Authority: b.Authority, Clear: clear}}
}

// InhouseStream is where the members of a merchant ask each other about a case.
func InhouseStream(c id.Case) record.Stream {
	return record.Stream{Kind: record.Inhouse, ID: c.Bytes()}
}

// DirectStream is where a buyer and a merchant talk about an order.
func DirectStream(o id.Order) record.Stream {
	return record.Stream{Kind: record.Direct, ID: o.Bytes()}
}
