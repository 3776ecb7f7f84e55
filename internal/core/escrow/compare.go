package escrow

import "time"

// compare finds what a purchase told again says otherwise than before. Silence
// is no contradiction: what is left out now (a parcel, a payment, an instant)
// stands as told.
func (p Purchase) compare(o Order, lines []Line) []FieldError {
	c := &checker{}
	differs := func(when bool, format string, args ...any) { c.bad(when, CodeContradicts, format, args...) }
	differs(p.Order != o.ID, "order")
	differs(p.Source != o.Source, "source")
	differs(p.Digest != o.Digest, "number")
	differs(p.Origin != o.Origin, "origin")
	differs(p.Custody != o.Custody, "custody")
	differs(p.Currency != o.Currency, "currency")
	differs(p.Buyer.Person != o.Buyer, "buyer/person")
	differs(p.Merchant != o.Merchant, "merchant")
	differs(p.SelfOperated != o.SelfOperated, "selfOperated")
	differs(!p.BoughtAt.Equal(o.BoughtAt), "boughtAt")
	differs(otherTime(p.PromisedDispatch, o.PromisedDispatch), "promisedDispatch")
	differs(otherTime(p.ClosedAt, o.ClosedAt), "closedAt")
	differs(p.TermsDigest != "" && p.TermsDigest != o.TermsDigest, "termsDigest")
	c.compareLines(o, lines)
	c.comparePayments(o, p.Payments)
	c.compareParcels(o, p)
	for i, r := range p.Refunds {
		if known := o.past(r.ID); known != nil {
			differs(known.Line != r.Line || known.Minor != r.Minor, "refunds/%d", i)
		}
	}
	return c.problems
}

// otherTime: a second value for what was known; a first value is news.
func otherTime(told, known time.Time) bool {
	return !told.IsZero() && !known.IsZero() && !told.Equal(known)
}

func (c *checker) compareLines(o Order, lines []Line) {
	c.bad(len(lines) != len(o.Lines), CodeContradicts, "lines")
	for i, l := range lines {
		k := o.line(l.No)
		if k == nil {
			c.bad(true, CodeContradicts, "lines/%d/no", i)
			continue
		}
		c.bad(l.Qty != k.Qty, CodeContradicts, "lines/%d/qty", i)
		c.bad(l.UnitMinor != k.UnitMinor, CodeContradicts, "lines/%d/unit", i)
		c.bad(l.DiscountMinor != k.DiscountMinor, CodeContradicts, "lines/%d/discount", i)
		c.bad(l.CouponMinor != k.CouponMinor, CodeContradicts, "lines/%d/coupon", i)
		c.bad(l.FreightMinor != k.FreightMinor, CodeContradicts, "lines/%d/freight", i)
		c.bad(l.Category != k.Category, CodeContradicts, "lines/%d/category", i)
		c.bad(l.Digital != k.Digital, CodeContradicts, "lines/%d/digital", i)
		c.bad(l.ListingDigest != "" && l.ListingDigest != k.ListingDigest, CodeContradicts, "lines/%d/listingDigest", i)
		c.bad(l.Windows.differ(k.Windows), CodeContradicts, "lines/%d/windows", i)
	}
}

func (w Windows) differ(v Windows) bool {
	return w.NoReasonDays != v.NoReasonDays || w.Exclusion != v.Exclusion || w.Confirmed != v.Confirmed ||
		w.ReportHours != v.ReportHours || w.GuaranteeCode != v.GuaranteeCode ||
		!w.WarrantyUntil.Equal(v.WarrantyUntil) || !w.BestBefore.Equal(v.BestBefore) || !w.PromisedUntil.Equal(v.PromisedUntil)
}

func (c *checker) comparePayments(o Order, payments []Payment) {
	left := o.unpaid()
	for i, q := range payments {
		known := o.payment(q.ID)
		if known == nil {
			left -= q.Minor
			continue
		}
		c.bad(known.Minor != q.Minor, CodeContradicts, "payments/%d/minor", i)
		c.bad(known.Tender != q.Tender, CodeContradicts, "payments/%d/tender", i)
		c.bad(!known.At.Equal(q.At), CodeContradicts, "payments/%d/at", i)
	}
	c.bad(left < 0, CodeSum, "payments")
}

func (c *checker) compareParcels(o Order, p Purchase) {
	packed := map[int]int64{}
	for n, q := range p.Parcels {
		known := o.parcel(q.No)
		if known == nil {
			for _, i := range q.Items {
				packed[i.Line] += i.Qty
			}
			continue
		}
		c.bad(q.Carrier != "" && q.Carrier != known.Carrier, CodeContradicts, "parcels/%d/carrier", n)
		c.bad(q.WaybillDigest != "" && q.WaybillDigest != known.WaybillDigest, CodeContradicts, "parcels/%d/waybill", n)
		c.bad(!sameItems(q.Items, known.Items), CodeContradicts, "parcels/%d/items", n)
		c.bad(len(q.Track)+len(known.Track) > 2*maxPoints, CodeRange, "parcels/%d/track", n)
	}
	for _, l := range o.Lines {
		c.bad(o.packed(l.No)+packed[l.No] > l.Qty, CodeSum, "parcels")
	}
}

func sameItems(told []Packed, known []Item) bool {
	if len(told) != len(known) {
		return false
	}
	for _, t := range told {
		found := false
		for _, k := range known {
			found = found || (k.Line == t.Line && k.Qty == t.Qty)
		}
		if !found {
			return false
		}
	}
	return true
}
