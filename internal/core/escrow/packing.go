package escrow

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/money"
)

func (o *Order) payment(id string) *Payment {
	for i := range o.Payments {
		if o.Payments[i].ID == id {
			return &o.Payments[i]
		}
	}
	return nil
}

// unpaid is what is still to pay of the price.
func (o *Order) unpaid() int64 {
	sum := o.TotalMinor()
	for _, p := range o.Payments {
		sum -= p.Minor
	}
	return sum
}

// travels tells whether anything of the order needs a parcel.
func (o *Order) travels() bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return !l.Digital })
}

// layOver books a tender: in proportion to what is still to pay per line, so that
// the last one pays each line to the fen.
func (d *desk) layOver(minor int64, j *journal) {
	left := make([]int64, len(d.o.Lines))
	for i, l := range d.o.Lines {
		left[i] = l.ShareMinor - d.o.paidIn(l.No)
	}
	shares, err := money.Allocate(minor, left)
	if err != nil {
		panic("escrow: a payment was not checked")
	}
	for i, l := range d.o.Lines {
		j.move(d.o.account(OutsidePurchase, l.No, 0), d.o.account(HeldAccount, l.No, 0), shares[i])
	}
}

// items gives units packed now their part of the line's share: that of the units
// that follow those packed before.
func (o *Order) items(packed []Packed) []Item {
	var items []Item
	for _, p := range packed {
		l := o.line(p.Line)
		share, err := units(l.ShareMinor, p.Line, o.packed(p.Line), p.Qty, l.Qty)
		if err != nil {
			panic("escrow: a parcel was not checked")
		}
		items = append(items, Item{Line: p.Line, Qty: p.Qty, ShareMinor: share})
	}
	return items
}

// packed is how many units of a line lie in parcels.
func (o *Order) packed(line int) int64 {
	var sum int64
	for _, p := range o.Parcels {
		for _, i := range p.Items {
			if i.Line == line {
				sum += i.Qty
			}
		}
	}
	return sum
}

// packMoney moves the money of a parcel's items to it once their line is paid in
// full; with the last parcel of a line goes whatever is left, frozen or not.
func (d *desk) packMoney(p Parcel) {
	e := ParcelPacked{Parcel: p.No}
	j := (*journal)(&e.Postings)
	for _, i := range p.Items {
		if i.Packed || d.o.paidIn(i.Line) < d.o.line(i.Line).ShareMinor {
			continue
		}
		e.Lines = append(e.Lines, i.Line)
		loose := func(name AccountName) func(Account) bool {
			return func(a Account) bool { return a.Name == name && a.Line == i.Line && a.Parcel == 0 }
		}
		to := func(a Account) Account { a.Parcel = p.No; return a }
		limit := i.ShareMinor
		if d.o.lastLoose(i.Line) {
			limit = d.o.line(i.Line).ShareMinor
			j.drain(d.o.Balances, loose(Frozen), to, limit)
		}
		j.drain(d.o.Balances, loose(HeldAccount), to, limit)
	}
	if len(e.Lines) == 0 {
		return
	}
	d.order(e)
	for _, line := range e.Lines {
		d.cover(line)
	}
}

// lastLoose tells whether all units of a line lie in parcels and all but one
// item's money does.
func (o *Order) lastLoose(line int) bool {
	loose := 0
	o.each(func(_ *Parcel, i *Item) {
		if i.Line == line && !i.Packed {
			loose++
		}
	})
	return loose == 1 && o.packed(line) == o.line(line).Qty
}
