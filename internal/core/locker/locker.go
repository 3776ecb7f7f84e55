package locker

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Item is one thing in a locker, or one that was there and went into a case.
type Item struct {
	No    int       `json:"no"`
	Seq   uint64    `json:"seq"` // of its event, where its texts are sealed
	Order id.Order  `json:"order,omitzero"`
	Bytes int64     `json:"bytes"`
	Media string    `json:"media"`
	Mark  string    `json:"mark"`
	At    time.Time `json:"at"` // when the platform received it
	Until time.Time `json:"until"`
	Hash  [32]byte  `json:"hash"` // of its event
	Cases []id.Case `json:"cases,omitempty"`
	Gone  bool      `json:"gone,omitempty"`
}

// Locker is the fold of a locker: a value. What was removed and never went into a case
// leaves only a count.
type Locker struct {
	Person id.Person `json:"person,omitzero"`
	Items  []Item    `json:"items,omitempty"`
	Ever   int       `json:"ever,omitempty"`
}

// Here finds an item that is kept at an instant.
func (l Locker) Here(no int, at time.Time) (Item, bool) {
	for _, i := range l.Items {
		if i.No == no && !i.Gone && at.Before(i.Until) {
			return i, true
		}
	}
	return Item{}, false
}

// Kept are the items kept at an instant, the newest first.
func (l Locker) Kept(at time.Time) []Item {
	var out []Item
	for _, i := range slices.Backward(l.Items) {
		if !i.Gone && at.Before(i.Until) {
			out = append(out, i)
		}
	}
	return out
}

// UsedIn are the items that went into a case, also those that were removed since.
func (l Locker) UsedIn(c id.Case) []Item {
	var out []Item
	for _, i := range l.Items {
		if slices.Contains(i.Cases, c) {
			out = append(out, i)
		}
	}
	return out
}

// Bytes is how much is kept in all.
func (l Locker) Bytes() int64 {
	var n int64
	for _, i := range l.Items {
		if !i.Gone {
			n += i.Bytes
		}
	}
	return n
}

// Next is when the next item's time is over; zero: never.
func (l Locker) Next() time.Time {
	var next time.Time
	for _, i := range l.Items {
		if !i.Gone && (next.IsZero() || i.Until.Before(next)) {
			next = i.Until
		}
	}
	return next
}

// Keep is one item to be kept.
type Keep struct {
	Person     id.Person
	Order      id.Order
	Name, Note string
	Digest     string // SHA-256 of the bytes, hexadecimal
	Bytes      int64
	Media      string
	Until      time.Time
	Authority  string                // the rule that says how long
	Salt       func(no int) [32]byte // of each number, under the person's key
}

// Find gives the item that has these bytes and belongs to the same order: the same
// thing kept again is the same item, with its first instant.
func (l Locker) Find(at time.Time, k Keep) (Item, bool) {
	for _, i := range l.Items {
		if !i.Gone && at.Before(i.Until) && i.Order == k.Order && i.Mark == Mark(k.Salt(i.No), k.Digest) {
			return i, true
		}
	}
	return Item{}, false
}

// DecideKeep records an item. Nothing when it is there already.
//
// Refusals: Full, TooLong. Source: mission M58 (保留好所有购物相关的证据).
func DecideKeep(l Locker, at time.Time, k Keep) ([]record.Entry, error) {
	if utf8.RuneCountInString(k.Name) > MaxName || utf8.RuneCountInString(k.Note) > MaxNote {
		return nil, refuse(TooLong)
	}
	if _, there := l.Find(at, k); there {
		return nil, nil
	}
	if len(l.Kept(at)) >= MaxItems || l.Ever >= MaxEver || l.Bytes()+k.Bytes > MaxBytes {
		return nil, refuse(Full)
	}
	no := l.Ever + 1
	own := record.Owner{Kind: "person", ID: k.Person.Bytes()}
	e := record.Entry{Stream: Stream(k.Person), At: at.UTC(), Authority: k.Authority, Event: Kept{
		No: no, Order: k.Order, Bytes: k.Bytes, Media: k.Media, Mark: Mark(k.Salt(no), k.Digest), Until: k.Until.UTC(),
	}}
	for _, part := range []struct{ path, text string }{{"name", k.Name}, {"note", k.Note}, {"digest", k.Digest}} {
		if part.text != "" {
			e.Clear = append(e.Clear, record.Clear{Path: part.path, Owner: own, Text: part.text})
		}
	}
	return []record.Entry{e}, nil
}

// DecideUse records that an item went into a case. Nothing when it had.
//
// Refusals: Gone, Full (too many cases).
func DecideUse(l Locker, at time.Time, p id.Person, no int, c id.Case) ([]record.Entry, error) {
	i, ok := l.Here(no, at)
	switch {
	case !ok:
		return nil, refuse(Gone)
	case slices.Contains(i.Cases, c):
		return nil, nil
	case len(i.Cases) >= MaxUses:
		return nil, refuse(Full)
	}
	return []record.Entry{{Stream: Stream(p), At: at.UTC(), Authority: "M58", Event: Used{No: no, Case: c}}}, nil
}

// DecideRemove records that its person wants an item kept no longer. A case that has it
// keeps its own copy, and since when it had been here.
//
// Refusals: Gone.
func DecideRemove(l Locker, at time.Time, p id.Person, no int) ([]record.Entry, error) {
	if _, ok := l.Here(no, at); !ok {
		return nil, refuse(Gone)
	}
	return []record.Entry{{Stream: Stream(p), At: at.UTC(), Authority: "M58", Event: Removed{No: no, Why: Asked}}}, nil
}

// Elapse removes what has been kept to its end, at the instant it ended.
func Elapse(l Locker, at time.Time, p id.Person) []record.Entry {
	var out []record.Entry
	for _, i := range l.Items {
		if !i.Gone && !at.Before(i.Until) {
			out = append(out, record.Entry{Stream: Stream(p), At: i.Until, Authority: "M58", Event: Removed{No: i.No, Why: Expired}, System: true})
		}
	}
	return out
}

// Evolve folds events.
func Evolve(l Locker, events []record.Recorded) Locker {
	l.Items = slices.Clone(l.Items)
	for _, r := range events {
		switch e := r.Event.(type) {
		case Kept:
			l.Ever = max(l.Ever, e.No)
			l.Items = append(l.Items, Item{
				No: e.No, Seq: r.Meta.Seq, Order: e.Order, Bytes: e.Bytes, Media: e.Media, Mark: e.Mark, At: r.Meta.At, Until: e.Until, Hash: r.Meta.Hash,
			})
		case Used:
			if at := l.index(e.No); at >= 0 {
				l.Items[at].Cases = append(slices.Clone(l.Items[at].Cases), e.Case)
			}
		case Removed:
			if at := l.index(e.No); at >= 0 && len(l.Items[at].Cases) == 0 {
				l.Items = slices.Delete(l.Items, at, at+1)
			} else if at >= 0 {
				l.Items[at].Gone = true
			}
		}
	}
	return l
}

func (l Locker) index(no int) int {
	return slices.IndexFunc(l.Items, func(i Item) bool { return i.No == no })
}
