package escrow

import "slices"

// clone copies an order so deep that changing the copy leaves it alone. What
// events bring in whole (counts with their traces, parts) is shared: nothing
// changes it.
func (o Order) clone() Order {
	o.Lines = slices.Clone(o.Lines)
	o.Parcels = slices.Clone(o.Parcels)
	for i := range o.Parcels {
		o.Parcels[i].Items = slices.Clone(o.Parcels[i].Items)
		o.Parcels[i].Track = slices.Clone(o.Parcels[i].Track)
	}
	o.Payments = slices.Clone(o.Payments)
	o.Past = slices.Clone(o.Past)
	o.Stakes = slices.Clone(o.Stakes)
	o.Own = slices.Clone(o.Own)
	o.PayOuts = slices.Clone(o.PayOuts)
	o.Fund = slices.Clone(o.Fund)
	o.Advances = slices.Clone(o.Advances)
	o.Open = slices.Clone(o.Open)
	o.Balances = slices.Clone(o.Balances)
	return o
}

func (m Merchant) clone() Merchant {
	m.Payouts = slices.Clone(m.Payouts)
	m.Bar.Claims = slices.Clone(m.Bar.Claims)
	m.Refs = slices.Clone(m.Refs)
	m.Balances = slices.Clone(m.Balances)
	return m
}

func (f Fund) clone() Fund {
	f.Advances = slices.Clone(f.Advances)
	f.Open = slices.Clone(f.Open)
	f.Refs = slices.Clone(f.Refs)
	f.Balances = slices.Clone(f.Balances)
	return f
}
