package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// OrderEvent is an event of an order stream.
//
//sumtype:decl
type OrderEvent interface {
	record.Event
	onOrder(o *Order, at time.Time)
}

// MerchantEvent is an event of the money side of a merchant stream.
//
//sumtype:decl
type MerchantEvent interface {
	record.Event
	onMerchant(m *Merchant, at time.Time)
}

// FundEvent is an event of a guarantee fund's stream.
//
//sumtype:decl
type FundEvent interface {
	record.Event
	onFund(f *Fund, at time.Time)
}

// first is the version of events that have had one only.
type first struct{}

// Version implements record.Event.
func (first) Version() int { return 1 }

// Booked is an event with postings; every money event is one. The journal is the
// projection of exactly these, unique by (stream, seq, line).
type Booked interface{ Journal() []Posting }

// Booking are the postings of an event. They sum to zero.
type Booking struct {
	Postings []Posting `json:"postings,omitempty"`
}

// Journal implements Booked.
func (b Booking) Journal() []Posting { return b.Postings }

// Change is what an event on frozen money leaves behind: stakes and timers as
// they then are, and the postings.
type Change struct {
	Stakes []Stake     `json:"stakes,omitempty"`
	Timers []ItemTimer `json:"timers,omitempty"`
	Booking
}

// ItemTimer is the escrow timer of an item as an event sets it. A timer without
// count is taken away.
type ItemTimer struct {
	Parcel int   `json:"parcel"`
	Line   int   `json:"line"`
	Timer  Timer `json:"timer,omitzero"`
}

// ClaimRef names a claim of a case.
type ClaimRef struct {
	Case  id.Case `json:"case"`
	Claim int     `json:"claim"`
}

// EvolveOrder folds events onto an order and returns the new state; the old one
// is left alone. Events of other kinds of streams are a fault of the caller and
// panic, as does what can not have happened.
func EvolveOrder(o Order, events []record.Recorded) Order {
	o = o.clone()
	for _, e := range events {
		o.apply(e.Event.(OrderEvent), e.Meta.At)
	}
	return o
}

// EvolveMerchant folds the money events of a merchant stream; others are passed over.
func EvolveMerchant(m Merchant, events []record.Recorded) Merchant {
	m = m.clone()
	for _, e := range events {
		if event, ok := e.Event.(MerchantEvent); ok {
			m.apply(event, e.Meta.At)
		}
	}
	return m
}

// EvolveFund folds events onto a fund and returns the new state.
func EvolveFund(f Fund, events []record.Recorded) Fund {
	f = f.clone()
	for _, e := range events {
		f.apply(e.Event.(FundEvent), e.Meta.At)
	}
	return f
}

func (o *Order) apply(e OrderEvent, at time.Time) {
	e.onOrder(o, at)
	if b, ok := e.(Booked); ok {
		o.Balances = post(o.Balances, b.Journal())
	}
	if at.After(o.LastAt) {
		o.LastAt = at
	}
}

func (m *Merchant) apply(e MerchantEvent, at time.Time) {
	e.onMerchant(m, at)
	if b, ok := e.(Booked); ok {
		m.Balances = slices.DeleteFunc(post(m.Balances, b.Journal()), spent)
	}
}

func (f *Fund) apply(e FundEvent, at time.Time) {
	e.onFund(f, at)
	if b, ok := e.(Booked); ok {
		f.Balances = slices.DeleteFunc(post(f.Balances, b.Journal()), spent)
	}
}

// spent are the empty accounts of one case: a merchant has many in his life.
func spent(b Balance) bool { return b.Minor == 0 && !b.Case.IsZero() }

func (c Change) onOrder(o *Order) {
	for _, s := range c.Stakes {
		i := slices.IndexFunc(o.Stakes, func(f Stake) bool { return f.same(s) })
		switch {
		case i < 0:
			o.Stakes = append(o.Stakes, s)
		case s.WantMinor == 0 && s.DepositMinor == 0:
			o.Stakes = slices.Delete(o.Stakes, i, i+1)
		default:
			o.Stakes[i] = s
		}
	}
	setTimers(o, c.Timers)
}

func setTimers(o *Order, timers []ItemTimer) {
	for _, t := range timers {
		if item := o.item(t.Parcel, t.Line); item != nil {
			item.Confirm = t.Timer
		}
	}
}

func (f Stake) same(g Stake) bool {
	return f.ClaimRef == g.ClaimRef && f.Line == g.Line && f.Parcel == g.Parcel
}

func (o *Order) item(parcel, line int) *Item {
	for p := range o.Parcels {
		if o.Parcels[p].No != parcel {
			continue
		}
		for i := range o.Parcels[p].Items {
			if o.Parcels[p].Items[i].Line == line {
				return &o.Parcels[p].Items[i]
			}
		}
	}
	return nil
}

func (o *Order) parcel(no int) *Parcel {
	for p := range o.Parcels {
		if o.Parcels[p].No == no {
			return &o.Parcels[p]
		}
	}
	return nil
}

func (o *Order) line(no int) *Line {
	for i := range o.Lines {
		if o.Lines[i].No == no {
			return &o.Lines[i]
		}
	}
	return nil
}
