package escrow

import (
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// Import turns a purchase as told into events: of a new order (existing nil), or
// what is new about a known one: payments, parcels, tracking, confirmations,
// refunds, closing. The same told again gives no entries. What contradicts what
// is known, or can not be, gives an *ImportError with every such field, and
// nothing is booked. Personal parts are kept as first told.
//
// Deadlines passed must have been applied before (Elapse). Entries may include
// the merchant's half of releases, so his stream is appended to as well.
//
// Source: issue "Real input"; procedure.md §5.
func Import(existing *Order, in Purchase, by By) ([]record.Entry, error) {
	lines, problems := in.check(by.At)
	if existing != nil && len(problems) == 0 {
		problems = in.compare(*existing, lines)
	}
	if len(problems) > 0 {
		return nil, &ImportError{Fields: problems}
	}
	var b Books
	if existing != nil {
		b.Order = *existing
	}
	d := open(b, by)
	if existing == nil {
		d.o.ID, d.m.ID = in.Order, in.Merchant
		d.order(in.imported(lines), in.clear()...)
	}
	d.pay(in)
	d.pack(in)
	d.track(in)
	if fields := d.refunded(in); len(fields) > 0 {
		return nil, &ImportError{Fields: fields}
	}
	d.confirmed(in)
	if !in.ClosedAt.IsZero() && d.o.ClosedAt.IsZero() {
		d.order(OrderClosed{ClosedAt: in.ClosedAt})
	}
	return d.entries, nil
}

func (p Purchase) imported(lines []Line) OrderImported {
	return OrderImported{
		ID: p.Order, Source: p.Source, Digest: p.Digest, Origin: p.Origin, Custody: p.Custody,
		Currency: p.Currency, Buyer: p.Buyer.Person, Merchant: p.Merchant, SelfOperated: p.SelfOperated,
		BoughtAt: p.BoughtAt, PromisedDispatch: p.PromisedDispatch, TermsDigest: p.TermsDigest, Lines: lines,
	}
}

// clear are the personal parts; all are sealed with the buyer's key.
func (p Purchase) clear() []record.Clear {
	var parts []record.Clear
	add := p.sealer(&parts)
	add("number", p.Number)
	add("buyer/nickname", p.Buyer.Nickname)
	add("buyer/name", p.Buyer.Name)
	add("buyer/phone", p.Buyer.Phone)
	add("buyer/address", p.Buyer.Address)
	add("note", p.Note)
	for _, l := range p.Lines {
		add(fmt.Sprintf("lines/%d/title", l.No), l.Title)
		add(fmt.Sprintf("lines/%d/sku", l.No), l.SKU)
	}
	return parts
}

func (p Purchase) sealer(parts *[]record.Clear) func(path, text string) {
	owner := record.Owner{Kind: record.Person, ID: p.Buyer.Person.Bytes()}
	return func(path, text string) {
		if text != "" {
			*parts = append(*parts, record.Clear{Path: path, Owner: owner, Text: text})
		}
	}
}

// pay books tenders not yet known. Each is laid over the lines in proportion to
// what is still to pay for them; the one that completes the price starts K_DISPATCH.
func (d *desk) pay(in Purchase) {
	for _, p := range in.Payments {
		if d.o.payment(p.ID) != nil {
			continue
		}
		e := PaidIn{Payment: p}
		if d.o.Custody != None {
			d.layOver(p.Minor, (*journal)(&e.Postings))
		}
		if d.o.unpaid() == p.Minor {
			e.Dispatch = d.dispatchBy(p.At)
		}
		d.order(e)
		for _, l := range d.o.Lines {
			d.cover(l.No)
		}
	}
}

// dispatchBy is K_DISPATCH: the promised instant, else a length from payment.
func (d *desk) dispatchBy(paid time.Time) Timer {
	switch {
	case d.o.dispatched() || !d.o.travels():
		return Timer{}
	case d.o.PromisedDispatch.IsZero():
		return Timer{Count: d.Rules.Calendar.Count(startAt(paid), d.Rules.Dispatch)}
	}
	t := Timer{}
	t.Count.Calendar, t.Count.Start, t.Count.Due = d.Rules.Calendar.Name(), startAt(paid), d.o.PromisedDispatch
	return t
}

// pack adds parcels not yet known, then moves the money of paid items to theirs.
func (d *desk) pack(in Purchase) {
	for _, p := range in.Parcels {
		if d.o.parcel(p.No) != nil {
			continue
		}
		var clear []record.Clear
		in.sealer(&clear)("waybill", p.Waybill)
		d.order(ParcelAdded{
			No: p.No, Carrier: p.Carrier, WaybillDigest: p.WaybillDigest, Items: d.o.items(p.Items),
		}, clear...)
	}
	if d.o.Custody == None {
		return
	}
	for _, p := range slices.Clone(d.o.Parcels) {
		d.packMoney(p)
	}
}

// track appends reports not yet known.
func (d *desk) track(in Purchase) {
	for _, p := range in.Parcels {
		d.report(p.No, p.Track, in.sealer)
	}
}

// report books new points of a parcel; a first signature starts its timers.
func (d *desk) report(parcel int, points []TrackPoint, sealer func(*[]record.Clear) func(string, string)) {
	p := d.o.parcel(parcel)
	e, clear := Tracked{Parcel: parcel}, []record.Clear(nil)
	for _, t := range points {
		if !p.knows(t) && !slices.ContainsFunc(e.Points, t.same) {
			sealer(&clear)(fmt.Sprintf("points/%d/place", len(e.Points)), t.Place)
			e.Points = append(e.Points, t)
		}
	}
	if len(e.Points) == 0 {
		return
	}
	if at := firstSignature(e.Points); !at.IsZero() && p.SignedAt.IsZero() {
		e.Timers, e.Returns = d.signed(p, at)
	}
	d.order(e, clear...)
}

func firstSignature(points []TrackPoint) time.Time {
	var at time.Time
	for _, t := range points {
		if (t.Code == Signed || t.Code == Delivered) && earlier(t.At, at) {
			at = t.At
		}
	}
	return at
}

func (t TrackPoint) same(u TrackPoint) bool {
	return t.At.Equal(u.At) && t.Code == u.Code && t.Signer == u.Signer
}

func (p *Parcel) knows(t TrackPoint) bool { return slices.ContainsFunc(p.Track, t.same) }

// refunded books refunds made outside that are not yet known.
func (d *desk) refunded(in Purchase) []FieldError {
	var problems []FieldError
	for n, r := range in.Refunds {
		if err := d.refundOutside(r, true); err != nil {
			problems = append(problems, FieldError{fmt.Sprintf("refunds/%d/minor", n), CodeSum})
		}
	}
	return problems
}

// confirmed books receipts confirmed in the shop.
func (d *desk) confirmed(in Purchase) {
	for _, p := range in.Parcels {
		if p.ConfirmedAt.IsZero() {
			continue
		}
		var lines []int
		for _, i := range d.o.parcel(p.No).Items {
			if i.ConfirmedAt.IsZero() {
				lines = append(lines, i.Line)
			}
		}
		if len(lines) > 0 {
			settled := !in.PaidOutAt.IsZero() && !p.ConfirmedAt.After(in.PaidOutAt)
			d.confirm(p.No, lines, ByShop, p.ConfirmedAt, settled)
		}
	}
}

// Track books reports of a carrier on one parcel, as they come later. Told again,
// they do nothing.
//
// Errors: ErrUnknownParcel; *ImportError for points without time or code, or in
// the future (fields points/n/…).
func Track(b Books, by By, parcel int, points []TrackPoint) (Done, error) {
	d := open(b, by)
	if d.o.parcel(parcel) == nil {
		return Done{Books: b}, refuse(ErrUnknownParcel, 0, 0)
	}
	c := checker{now: by.At}
	c.points("points", points)
	if len(c.problems) > 0 {
		return Done{Books: b}, &ImportError{Fields: c.problems}
	}
	d.report(parcel, points, Purchase{Buyer: Buyer{Person: d.o.Buyer}}.sealer)
	return d.done(), nil
}
