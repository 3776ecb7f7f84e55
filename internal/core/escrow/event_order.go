package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// OrderImported is what was bought, as at purchase. Clear parts beside it:
// number, buyer's nickname, name, phone, address, note, and lines/n/title, sku.
type OrderImported struct {
	first
	ID               id.Order    `json:"id"`
	Source           string      `json:"source"`
	Digest           string      `json:"digest"`
	Origin           Origin      `json:"origin"`
	Custody          Custody     `json:"custody"`
	Currency         string      `json:"currency"`
	Buyer            id.Person   `json:"buyer"`
	Merchant         id.Merchant `json:"merchant"`
	SelfOperated     bool        `json:"selfOperated,omitempty"`
	BoughtAt         time.Time   `json:"boughtAt,omitzero"`
	PromisedDispatch time.Time   `json:"promisedDispatch,omitzero"`
	TermsDigest      string      `json:"termsDigest,omitempty"`
	Lines            []Line      `json:"lines"`
}

// PaidIn is a tender paid by the buyer; Dispatch is K_DISPATCH, started by the
// payment that completes the price.
type PaidIn struct {
	first
	Payment  Payment `json:"payment"`
	Dispatch Timer   `json:"dispatch,omitzero"`
	Booking
}

// ParcelAdded is a parcel or digital delivery. Clear part: waybill.
type ParcelAdded struct {
	first
	No            int    `json:"no"`
	Carrier       string `json:"carrier,omitempty"`
	WaybillDigest string `json:"waybillDigest,omitempty"`
	Items         []Item `json:"items"`
}

// ParcelPacked says that the money of paid items now lies with their parcel.
type ParcelPacked struct {
	first
	Parcel int   `json:"parcel"`
	Lines  []int `json:"lines"`
	Change
}

// Tracked are new reports of the carrier. Clear parts: points/n/place. Timers
// and Returns are those that a signature starts.
type Tracked struct {
	first
	Parcel  int          `json:"parcel"`
	Points  []TrackPoint `json:"points"`
	Timers  []ItemTimer  `json:"timers,omitempty"`
	Returns []ItemTimer  `json:"returns,omitempty"`
}

// DispatchMissed marks that K_DISPATCH ended without a first scan of every unit
// known to us (reason D1). It moves nothing.
type DispatchMissed struct{ first }

// OrderClosed says that the shop closed the order.
type OrderClosed struct {
	first
	ClosedAt time.Time `json:"closedAt"`
}

// ReceiptConfirmed ends the escrow of items: what is held of them is released.
type ReceiptConfirmed struct {
	first
	Parcel int       `json:"parcel"`
	Lines  []int     `json:"lines"`
	By     string    `json:"by"` // "buyer", "timer", "shop"
	At     time.Time `json:"at"`
	// Transfer takes the money to the merchant's payouts; empty when nothing was
	// held, or when he had it before the order came to us.
	Transfer string `json:"transfer,omitempty"`
	Booking
}

// Kind implements record.Event.
func (OrderImported) Kind() string { return "order_imported" }

// Kind implements record.Event.
func (PaidIn) Kind() string { return "paid_in" }

// Kind implements record.Event.
func (ParcelAdded) Kind() string { return "parcel_added" }

// Kind implements record.Event.
func (ParcelPacked) Kind() string { return "packed" }

// Kind implements record.Event.
func (Tracked) Kind() string { return "tracked" }

// Kind implements record.Event.
func (DispatchMissed) Kind() string { return "dispatch_missed" }

// Kind implements record.Event.
func (OrderClosed) Kind() string { return "order_closed" }

// Kind implements record.Event.
func (ReceiptConfirmed) Kind() string { return "receipt_confirmed" }

func (e OrderImported) onOrder(o *Order, _ time.Time) {
	*o = Order{
		ID: e.ID, Source: e.Source, Digest: e.Digest, Origin: e.Origin, Custody: e.Custody,
		Currency: e.Currency, Buyer: e.Buyer, Merchant: e.Merchant, SelfOperated: e.SelfOperated,
		BoughtAt: e.BoughtAt, PromisedDispatch: e.PromisedDispatch, TermsDigest: e.TermsDigest,
		Lines: e.Lines,
	}
}

func (e PaidIn) onOrder(o *Order, _ time.Time) {
	o.Payments = append(o.Payments, e.Payment)
	if _, runs := e.Dispatch.Due(); runs {
		o.Dispatch = e.Dispatch
	}
}

func (e ParcelAdded) onOrder(o *Order, _ time.Time) {
	o.Parcels = append(o.Parcels, Parcel{
		No: e.No, Carrier: e.Carrier, WaybillDigest: e.WaybillDigest,
		Items: slices.Clone(e.Items),
	})
}

func (e ParcelPacked) onOrder(o *Order, _ time.Time) {
	for _, line := range e.Lines {
		o.item(e.Parcel, line).Packed = true
	}
	e.Change.onOrder(o)
}

func (e Tracked) onOrder(o *Order, _ time.Time) {
	p := o.parcel(e.Parcel)
	for _, t := range e.Points {
		p.report(t)
	}
	setTimers(o, e.Timers)
	setReturns(o, e.Returns)
	if o.dispatched() {
		o.Dispatch.Done = true
	}
}

// report keeps a point and what it says. Reports come in any order: the earliest
// scan and the earliest signature count.
func (p *Parcel) report(t TrackPoint) {
	p.Track = append(p.Track, t)
	switch t.Code {
	case Signed, Delivered:
		if earlier(t.At, p.SignedAt) {
			p.SignedAt, p.Signer = t.At, t.Signer
		}
	case Refused:
		if earlier(t.At, p.RefusedAt) {
			p.RefusedAt = t.At
		}
	case Lost:
		if earlier(t.At, p.LostAt) {
			p.LostAt = t.At
		}
	case FirstScan, Moved, OutFor, SentBack:
	}
	if earlier(t.At, p.DispatchedAt) {
		p.DispatchedAt = t.At
	}
}

func earlier(t, known time.Time) bool { return known.IsZero() || t.Before(known) }

// dispatched tells whether every unit bought has had a first scan.
func (o *Order) dispatched() bool {
	for _, l := range o.Lines {
		left := l.Qty
		for _, p := range o.Parcels {
			for _, i := range p.Items {
				if i.Line == l.No && !p.DispatchedAt.IsZero() {
					left -= i.Qty
				}
			}
		}
		if left > 0 {
			return false
		}
	}
	return true
}

func (e DispatchMissed) onOrder(o *Order, _ time.Time) { o.Dispatch.Done = true }

func (e OrderClosed) onOrder(o *Order, _ time.Time) { o.ClosedAt = e.ClosedAt }

func (e ReceiptConfirmed) onOrder(o *Order, _ time.Time) {
	if e.Transfer != "" {
		o.Transfers++
	}
	for _, line := range e.Lines {
		i := o.item(e.Parcel, line)
		i.Confirm.Done = true
		if i.ConfirmedAt.IsZero() {
			i.ConfirmedAt, i.ConfirmedBy = e.At, e.By
		}
	}
}
