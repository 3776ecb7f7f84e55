package intake

import (
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// pay books what came in and what went back before the order came to us.
func (o *csvOrder) pay(due []sums) {
	if o.bad() || o.paidAt.IsZero() || o.standing == unpaid {
		return
	}
	in, back := int64(0), int64(0)
	for _, s := range due {
		in += s.paid
		back += s.refund
	}
	if in == 0 {
		return
	}
	o.p.Payments = []escrow.Payment{{ID: o.paymentID(), Tender: o.file.columns.Tender, Minor: in, At: o.paidAt}}
	if o.standing == closed { // paid, then closed: all of it went back
		back = in
	}
	if back > in {
		c := o.rows[0]
		c.wrong(c.heading(refund), Unequal, c.heading(refund)+" ≤ "+c.heading(paid))
		return
	}
	o.giveBack(o.backByLine(due, back))
}

// paymentID is the provider's number, or 1: the order's own number is not public.
func (o *csvOrder) paymentID() string {
	found := agreed(o, paymentID, func(c *cells) string { return c.code(paymentID, codeShape()) })
	if found == "" {
		return "1"
	}
	return found
}

// backByLine is what went back for each line: as its row says, or shared as the
// lines were paid, which is also how the escrow shares discount and freight.
func (o *csvOrder) backByLine(due []sums, back int64) []int64 {
	if o.p.SharesGiven {
		shares := make([]int64, len(due))
		for i, s := range due {
			shares[i] = s.refund
			if o.standing == closed {
				shares[i] = s.paid
			}
		}
		return shares
	}
	gross := make([]int64, len(o.p.Lines))
	for i, line := range o.p.Lines {
		gross[i] = line.UnitMinor * line.Qty // checked in discount
	}
	off, errOff := money.Allocate(o.p.DiscountMinor, gross)
	fare, errFare := money.Allocate(o.p.FreightMinor, gross)
	if errOff != nil || errFare != nil {
		return nil
	}
	for i := range gross {
		gross[i] = max(0, gross[i]-off[i]+fare[i])
	}
	shares, err := money.Allocate(back, gross)
	if err != nil {
		return nil
	}
	return shares
}

func (o *csvOrder) giveBack(shares []int64) {
	at := latest(o.paidAt, o.shipped, o.end)
	for i, share := range shares {
		if share > 0 {
			o.p.Refunds = append(o.p.Refunds, escrow.PastRefund{ID: "r" + strconv.Itoa(i+1), Line: i + 1, Minor: share, At: at})
		}
	}
}

// deliver makes one parcel of the rows that share a waybill. It bears the number of
// its first line, so that the same parcel has the same number when more is told
// later. Where some rows have a waybill, the others are not on their way yet.
func (o *csvOrder) deliver() {
	switch o.standing {
	case closed:
		o.p.ClosedAt = o.end
		return
	case done:
		o.p.PaidOutAt = o.end
	case unpaid, settled:
		return
	case shipped:
	}
	waybills := make([]string, len(o.rows))
	for i, c := range o.rows {
		waybills[i] = o.waybill(c)
	}
	waiting := o.standing == shipped && slices.ContainsFunc(waybills, func(no string) bool { return no != "" })
	byWaybill := map[string]int{}
	for i, no := range waybills {
		if no == "" && waiting {
			continue
		}
		at, known := byWaybill[no]
		if !known {
			at = len(o.p.Parcels)
			byWaybill[no] = at
			o.p.Parcels = append(o.p.Parcels, o.parcel(i, no))
		}
		o.p.Parcels[at].Items = append(o.p.Parcels[at].Items, escrow.Packed{Line: i + 1, Qty: o.p.Lines[i].Qty})
	}
}

func (o *csvOrder) parcel(row int, no string) escrow.PurchaseParcel {
	c, parcel := o.rows[row], escrow.PurchaseParcel{No: row + 1, Waybill: no}
	if o.standing == done {
		parcel.ConfirmedAt = o.end
	}
	if o.digital() {
		if at := latest(o.shipped, o.paidAt); o.standing == done || !o.shipped.IsZero() {
			parcel.Track = []escrow.TrackPoint{{At: at, Code: escrow.Delivered}}
		}
		return parcel
	}
	if company := c.text(carrier, maxName); company != "" {
		parcel.Carrier = "other"
		if code, ok := o.file.columns.Carriers[company]; ok {
			parcel.Carrier = code
		}
	}
	return parcel
}
