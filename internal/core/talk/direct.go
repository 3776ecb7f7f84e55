package talk

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Side is who speaks in a direct talk.
type Side string

// The sides.
const (
	Buyer  Side = "buyer"
	Seller Side = "merchant"
)

// Said records one message of a direct talk. Its text is sealed at "text": a buyer's
// under his own key, a merchant's under the merchant's.
type Said struct {
	No    int       `json:"no"`
	Order id.Order  `json:"order"`
	Side  Side      `json:"side"`
	By    id.Person `json:"by"`
	// Buyer and Merchant are the two who read it: lists are made of them.
	Buyer    id.Person   `json:"buyer"`
	Merchant id.Merchant `json:"merchant"`
}

// Kind implements record.Event.
func (Said) Kind() string { return "direct_said" }

// Version implements record.Event.
func (Said) Version() int { return 1 }

// Seen records how far a side has read.
type Seen struct {
	Side Side `json:"side"`
	No   int  `json:"no"`
}

// Kind implements record.Event.
func (Seen) Kind() string { return "direct_seen" }

// Version implements record.Event.
func (Seen) Version() int { return 1 }

// DirectEvents lists the events such a stream may hold, as zero values.
func DirectEvents() []record.Event { return []record.Event{Said{}, Seen{}} }

// Message is one thing said; its text is a sealed part of the event Seq.
type Message struct {
	No   int       `json:"no"`
	Seq  uint64    `json:"seq"`
	Side Side      `json:"side"`
	By   id.Person `json:"by"`
	At   time.Time `json:"at"`
	Hash [32]byte  `json:"hash"`
}

// Direct is the fold of a direct talk: a value. It is append-only: what was said
// stands as it was said, and the two sides read the same.
type Direct struct {
	Messages []Message   `json:"messages,omitempty"`
	Buyer    id.Person   `json:"buyer,omitzero"`
	Merchant id.Merchant `json:"merchant,omitzero"`
	Order    id.Order    `json:"order,omitzero"`
	SeenBy   [2]int      `json:"seen"` // how far the buyer, and the merchant, have read
}

// Unread is how many messages of the other side a side has not opened.
func (d Direct) Unread(s Side) int {
	n := 0
	for _, m := range d.Messages {
		if m.Side != s && m.No > d.SeenBy[place(s)] {
			n++
		}
	}
	return n
}

func place(s Side) int {
	if s == Seller {
		return 1
	}
	return 0
}

// Say is one message to record.
type Say struct {
	Order    id.Order
	Buyer    id.Person
	Merchant id.Merchant
	Side     Side
	Text     string
}

// DecideSay records a message. Refusals: Full, TooLong.
// Source: mission M93 (私下沟通), M78, M50 (complete, so that nothing is quoted in part).
func DecideSay(d Direct, by By, s Say) ([]record.Entry, error) {
	n := utf8.RuneCountInString(s.Text)
	switch {
	case len(d.Messages) >= MaxMessages:
		return nil, refuse(Full)
	case n == 0 || n > MaxText:
		return nil, refuse(TooLong)
	}
	owner := record.Owner{Kind: "person", ID: s.Buyer.Bytes()}
	if s.Side == Seller {
		owner = record.Owner{Kind: "merchant", ID: s.Merchant.Bytes()}
	}
	e := Said{No: len(d.Messages) + 1, Order: s.Order, Side: s.Side, By: by.Person, Buyer: s.Buyer, Merchant: s.Merchant}
	return by.entry(DirectStream(s.Order), e, record.Clear{Path: "text", Owner: owner, Text: s.Text}), nil
}

// DecideSeen records that a side has read everything; nothing when it had.
func DecideSeen(d Direct, by By, s Side) ([]record.Entry, error) {
	last := len(d.Messages)
	if d.Unread(s) == 0 {
		return nil, nil
	}
	return by.entry(DirectStream(d.Order), Seen{Side: s, No: last}), nil
}

// EvolveDirect folds events.
func EvolveDirect(d Direct, events []record.Recorded) Direct {
	d.Messages = slices.Clone(d.Messages)
	for _, r := range events {
		switch e := r.Event.(type) {
		case Said:
			d.Order, d.Buyer, d.Merchant = e.Order, e.Buyer, e.Merchant
			d.Messages = append(d.Messages, Message{No: e.No, Seq: r.Meta.Seq, Side: e.Side, By: e.By, At: r.Meta.At, Hash: r.Meta.Hash})
			d.SeenBy[place(e.Side)] = e.No // who answers has read
		case Seen:
			d.SeenBy[place(e.Side)] = max(d.SeenBy[place(e.Side)], e.No)
		}
	}
	return d
}
