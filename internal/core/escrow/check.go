package escrow

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// Codes of what can be wrong with a field of a purchase.
const (
	CodeRequired    = "required"
	CodeRange       = "range"       // too small, too large, too long, too many
	CodeUnknown     = "unknown"     // not one of the known values, or names nothing
	CodeDuplicate   = "duplicate"   //
	CodeFuture      = "future"      // after the legal time of the import
	CodeSum         = "sum"         // does not add up
	CodeContradicts = "contradicts" // another value was told before
)

// The limits of a purchase.
const (
	maxLines    = 200
	maxParcels  = 200
	maxPayments = 50
	maxRefunds  = 200
	maxPoints   = 500
	maxQty      = 1_000_000
	maxCode     = 64   // bytes of a code or number
	maxText     = 2000 // characters of a text
)

// checker collects what is wrong.
type checker struct {
	now      time.Time
	problems []FieldError
}

func (c *checker) bad(when bool, code, format string, args ...any) {
	if when {
		c.problems = append(c.problems, FieldError{Field: fmt.Sprintf(format, args...), Code: code})
	}
}

func (c *checker) code(field, value string, required bool) {
	c.bad(required && value == "", CodeRequired, "%s", field)
	c.bad(len(value) > maxCode || !utf8.ValidString(value), CodeRange, "%s", field)
}

func (c *checker) text(field, value string) {
	c.bad(utf8.RuneCountInString(value) > maxText || !utf8.ValidString(value), CodeRange, "%s", field)
}

func (c *checker) digest(field, value string, required bool) {
	c.bad(required && value == "", CodeRequired, "%s", field)
	c.bad(value != "" && (len(value) != 64 || strings.Trim(value, "0123456789abcdef") != ""), CodeRange, "%s", field)
}

func (c *checker) minor(field string, value int64) {
	c.bad(value < 0 || value > money.MaxParsed, CodeRange, "%s", field)
}

func (c *checker) past(field string, at time.Time, required bool) {
	c.bad(required && at.IsZero(), CodeRequired, "%s", field)
	c.bad(at.After(c.now), CodeFuture, "%s", field)
}

// check reads a purchase by itself and works out its lines.
func (p Purchase) check(now time.Time) ([]Line, []FieldError) {
	c := &checker{now: now}
	p.checkHead(c)
	p.checkLines(c)
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	lines, err := p.share()
	c.bad(err != nil, CodeSum, "lines")
	for i, l := range lines {
		c.bad(l.ShareMinor < 0, CodeSum, "lines/%d", i)
	}
	p.checkSums(c, lines)
	p.checkPayments(c, lines)
	p.checkParcels(c)
	p.checkRefunds(c)
	return lines, c.problems
}

func (p Purchase) checkHead(c *checker) {
	c.bad(p.Order.IsZero(), CodeRequired, "order")
	c.bad(p.Buyer.Person.IsZero(), CodeRequired, "buyer/person")
	c.bad(p.Merchant.IsZero(), CodeRequired, "merchant")
	c.code("source", p.Source, true)
	c.code("number", p.Number, true)
	c.digest("digest", p.Digest, true)
	c.digest("termsDigest", p.TermsDigest, false)
	c.bad(p.Origin != Imported && p.Origin != Claimed, CodeUnknown, "origin")
	c.bad(p.Custody != Held && p.Custody != Instructed && p.Custody != None, CodeUnknown, "custody")
	c.bad(p.Origin == Claimed && p.Custody != None, CodeUnknown, "custody")
	_, err := money.Parse("0", p.Currency)
	c.bad(err != nil, CodeUnknown, "currency")
	c.past("boughtAt", p.BoughtAt, true)
	c.past("closedAt", p.ClosedAt, false)
	c.past("paidOutAt", p.PaidOutAt, false)
	c.text("buyer/nickname", p.Buyer.Nickname)
	c.text("buyer/name", p.Buyer.Name)
	c.text("buyer/phone", p.Buyer.Phone)
	c.text("buyer/address", p.Buyer.Address)
	c.text("note", p.Note)
}

func (p Purchase) checkLines(c *checker) {
	c.bad(len(p.Lines) == 0, CodeRequired, "lines")
	c.bad(len(p.Lines) > maxLines, CodeRange, "lines")
	c.minor("discount", p.DiscountMinor)
	c.minor("coupon", p.CouponMinor)
	c.minor("freight", p.FreightMinor)
	for i, l := range p.Lines {
		at := func(field string) string { return fmt.Sprintf("lines/%d/%s", i, field) }
		c.bad(l.No < 1 || l.No > maxLines, CodeRange, "lines/%d/no", i)
		c.bad(slices.ContainsFunc(p.Lines[:i], func(m PurchaseLine) bool { return m.No == l.No }), CodeDuplicate, "lines/%d/no", i)
		c.bad(l.Qty < 1 || l.Qty > maxQty, CodeRange, "lines/%d/qty", i)
		c.minor(at("unit"), l.UnitMinor)
		c.minor(at("discount"), l.DiscountMinor)
		c.minor(at("coupon"), l.CouponMinor)
		c.minor(at("freight"), l.FreightMinor)
		c.code(at("category"), l.Category, false)
		c.text(at("title"), l.Title)
		c.text(at("sku"), l.SKU)
		c.digest(at("listingDigest"), l.ListingDigest, false)
		c.bad(l.Windows.NoReasonDays < 0 || l.Windows.NoReasonDays > 365, CodeRange, "lines/%d/noReasonDays", i)
		c.bad(l.Windows.ReportHours < 0 || l.Windows.ReportHours > 24*365, CodeRange, "lines/%d/reportHours", i)
		c.code(at("exclusion"), l.Windows.Exclusion, false)
		c.code(at("guaranteeCode"), l.Windows.GuaranteeCode, false)
	}
}

// checkSums compares shares that were given with the totals.
func (p Purchase) checkSums(c *checker, lines []Line) {
	var discount, coupon, freight int64
	for _, l := range lines {
		discount, coupon, freight = discount+l.DiscountMinor, coupon+l.CouponMinor, freight+l.FreightMinor
	}
	c.bad(discount != p.DiscountMinor, CodeSum, "discount")
	c.bad(coupon != p.CouponMinor, CodeSum, "coupon")
	c.bad(freight != p.FreightMinor, CodeSum, "freight")
}

func (p Purchase) checkPayments(c *checker, lines []Line) {
	c.bad(len(p.Payments) > maxPayments, CodeRange, "payments")
	left := Order{Lines: lines}.TotalMinor()
	for i, q := range p.Payments {
		c.code(fmt.Sprintf("payments/%d/id", i), q.ID, true)
		c.code(fmt.Sprintf("payments/%d/tender", i), q.Tender, true)
		c.bad(q.Minor <= 0 || q.Minor > money.MaxParsed, CodeRange, "payments/%d/minor", i)
		c.past(fmt.Sprintf("payments/%d/at", i), q.At, true)
		c.bad(slices.ContainsFunc(p.Payments[:i], func(r Payment) bool { return r.ID == q.ID }), CodeDuplicate, "payments/%d/id", i)
		left -= q.Minor
	}
	c.bad(left < 0, CodeSum, "payments")
}

func (p Purchase) checkParcels(c *checker) {
	c.bad(len(p.Parcels) > maxParcels, CodeRange, "parcels")
	packed := map[int]int64{}
	for n, q := range p.Parcels {
		c.bad(q.No < 1 || q.No > maxParcels, CodeRange, "parcels/%d/no", n)
		c.bad(slices.ContainsFunc(p.Parcels[:n], func(r PurchaseParcel) bool { return r.No == q.No }), CodeDuplicate, "parcels/%d/no", n)
		c.code(fmt.Sprintf("parcels/%d/carrier", n), q.Carrier, false)
		c.code(fmt.Sprintf("parcels/%d/waybill", n), q.Waybill, false)
		c.digest(fmt.Sprintf("parcels/%d/waybillDigest", n), q.WaybillDigest, q.Waybill != "")
		c.past(fmt.Sprintf("parcels/%d/confirmedAt", n), q.ConfirmedAt, false)
		c.bad(len(q.Items) == 0, CodeRequired, "parcels/%d/items", n)
		for i, item := range q.Items {
			l := p.line(item.Line)
			c.bad(l == nil, CodeUnknown, "parcels/%d/items/%d/line", n, i)
			c.bad(slices.ContainsFunc(q.Items[:i], func(j Packed) bool { return j.Line == item.Line }), CodeDuplicate, "parcels/%d/items/%d/line", n, i)
			if l != nil && item.Qty <= maxQty {
				packed[item.Line] += item.Qty
				c.bad(packed[item.Line] > l.Qty, CodeSum, "parcels/%d/items/%d/qty", n, i)
			}
			c.bad(item.Qty < 1 || item.Qty > maxQty, CodeRange, "parcels/%d/items/%d/qty", n, i)
		}
		c.points(fmt.Sprintf("parcels/%d/track", n), q.Track)
	}
}

func (p Purchase) line(no int) *PurchaseLine {
	for i := range p.Lines {
		if p.Lines[i].No == no {
			return &p.Lines[i]
		}
	}
	return nil
}

func (c *checker) points(field string, points []TrackPoint) {
	c.bad(len(points) > maxPoints, CodeRange, "%s", field)
	for i, t := range points {
		c.past(fmt.Sprintf("%s/%d/at", field, i), t.At, true)
		c.bad(!slices.Contains(trackCodes(), t.Code), CodeUnknown, "%s/%d/code", field, i)
		c.bad(!slices.Contains([]Signer{"", SignedSelf, SignedProxy, SignedLocker, SignedUnknown}, t.Signer), CodeUnknown, "%s/%d/signer", field, i)
		c.text(fmt.Sprintf("%s/%d/place", field, i), t.Place)
	}
}

func trackCodes() []TrackCode {
	return []TrackCode{FirstScan, Moved, OutFor, Signed, Refused, SentBack, Lost, Delivered}
}

func (p Purchase) checkRefunds(c *checker) {
	c.bad(len(p.Refunds) > maxRefunds, CodeRange, "refunds")
	for i, r := range p.Refunds {
		c.code(fmt.Sprintf("refunds/%d/id", i), r.ID, true)
		c.bad(p.line(r.Line) == nil, CodeUnknown, "refunds/%d/line", i)
		c.bad(r.Minor <= 0 || r.Minor > money.MaxParsed, CodeRange, "refunds/%d/minor", i)
		c.past(fmt.Sprintf("refunds/%d/at", i), r.At, true)
		c.bad(slices.ContainsFunc(p.Refunds[:i], func(s PastRefund) bool { return s.ID == r.ID }), CodeDuplicate, "refunds/%d/id", i)
	}
}
