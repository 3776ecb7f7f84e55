package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// sums are the money cells of one row.
type sums struct {
	paid, goods, freight, total, refund, price int64
	hasGoods, hasTotal, hasPrice               bool
	qty                                        int64
}

// sums reads the money columns.
func (o *csvOrder) sums() []sums {
	rows := make([]sums, len(o.rows))
	for i, c := range o.rows {
		s := &rows[i]
		s.paid, _ = c.sum(paid)
		s.goods, s.hasGoods = c.sum(goods)
		s.freight, _ = c.sum(freight)
		s.total, s.hasTotal = c.sum(total)
		s.refund, _ = c.sum(refund)
		s.price, s.hasPrice = c.sum(price)
		s.qty = c.count(qty)
	}
	return rows
}

// account makes lines, totals, payment and past refund of the sums.
func (o *csvOrder) account(rows []sums) {
	if !o.priced(rows) {
		return
	}
	due := o.due(rows)
	if o.bad() {
		return
	}
	o.lines(rows, due)
	o.pay(due)
}

// due is what the order costs and what came of it: one entry for the whole order,
// or one for each row when rows carry their own parts.
func (o *csvOrder) due(rows []sums) []sums {
	if o.perRow(rows) {
		o.p.SharesGiven = true
		return rows
	}
	whole := sums{}
	whole.paid = o.one(rows, paid, func(s sums) int64 { return s.paid })
	whole.goods = o.one(rows, goods, func(s sums) int64 { return s.goods })
	whole.freight = o.one(rows, freight, func(s sums) int64 { return s.freight })
	whole.total = o.one(rows, total, func(s sums) int64 { return s.total })
	whole.refund = o.one(rows, refund, func(s sums) int64 { return s.refund })
	for _, s := range rows {
		whole.hasGoods, whole.hasTotal = whole.hasGoods || s.hasGoods, whole.hasTotal || s.hasTotal
	}
	return []sums{whole}
}

// perRow tells whether each row has its own part of the money.
func (o *csvOrder) perRow(rows []sums) bool {
	if mode := o.file.columns.Amounts; mode != "auto" || len(rows) == 1 {
		return mode == "row" && len(rows) > 1
	}
	named := map[int64]bool{}
	for _, s := range rows {
		if s.paid != 0 {
			named[s.paid] = true
		}
	}
	return len(named) > 1
}

// one is a sum of the whole order, repeated or on one row only.
func (o *csvOrder) one(rows []sums, f Field, pick func(sums) int64) int64 {
	next := 0
	return agreed(o, f, func(*cells) int64 { next++; return pick(rows[next-1]) })
}

// owed is what the buyer had to pay: what he paid, or before that what the file
// says he owes.
func (o *csvOrder) owed(s sums) int64 {
	switch {
	case !o.paidAt.IsZero() && o.standing != unpaid:
		return s.paid
	case s.hasTotal:
		return s.total
	case s.hasGoods:
		return s.goods + s.freight
	}
	return s.paid
}

// priced makes sure that all rows or none have a price: between them nothing could
// be shared honestly.
func (o *csvOrder) priced(rows []sums) bool {
	some := slices.ContainsFunc(rows, func(s sums) bool { return s.hasPrice })
	for i, s := range rows {
		if some && !s.hasPrice {
			o.rows[i].wrong(o.rows[i].heading(price), Missing, "")
		}
	}
	return !o.bad()
}

// lines makes one line of each row. Without prices the goods' worth is shared by
// units; what the sum of prices exceeds what was owed is discount.
func (o *csvOrder) lines(rows, due []sums) {
	worth := make([]int64, len(rows)) // of each line's goods, before discount
	if o.p.SharesGiven {
		for i, s := range rows {
			worth[i] = o.goodsOf(s)
		}
	} else {
		units := make([]int64, len(rows))
		for i, s := range rows {
			units[i] = s.qty
		}
		shares, err := money.Allocate(o.goodsOf(due[0]), units)
		if err != nil {
			o.rows[0].wrong(o.rows[0].heading(qty), OutOfRange, "1 – "+strconv.Itoa(MaxQty))
			return
		}
		worth = shares
	}
	for i, s := range rows {
		unit := s.price
		if !s.hasPrice {
			unit = (worth[i] + s.qty - 1) / s.qty // a rest of a fen or so becomes discount
		}
		o.p.Lines = append(o.p.Lines, escrow.PurchaseLine{
			No: i + 1, Title: o.rows[i].text(title, maxTitle), SKU: o.rows[i].text(sku, maxTitle), Digital: o.digital(),
			Qty: s.qty, UnitMinor: unit, Windows: o.windows(),
		})
	}
	o.discount(due)
}

// goodsOf is what the goods cost without freight.
func (o *csvOrder) goodsOf(s sums) int64 {
	if s.hasGoods {
		return s.goods
	}
	return max(0, o.owed(s)-s.freight)
}

// discount books the difference between prices and what was owed, whole or line by
// line. A buyer who owed more than goods and freight is a mistake of the file.
func (o *csvOrder) discount(due []sums) {
	for i, s := range due {
		gross := int64(0)
		for j, line := range o.p.Lines {
			if !o.p.SharesGiven || i == j {
				value, err := money.MulDiv(line.UnitMinor, line.Qty, 1, money.HalfUp)
				if err != nil || value > money.MaxParsed {
					o.rows[j].wrong(o.rows[j].heading(price), OutOfRange, "0 – "+strconv.Itoa(money.MaxParsed))
					return
				}
				gross += value
			}
		}
		off := gross + s.freight - o.owed(s)
		if off < 0 {
			o.rows[i].wrong(o.rows[i].heading(paid), Unequal, o.formula(i))
			return
		}
		o.p.DiscountMinor += off
		o.p.FreightMinor += s.freight
		if o.p.SharesGiven {
			o.p.Lines[i].DiscountMinor, o.p.Lines[i].FreightMinor = off, s.freight
		}
	}
}

// formula says in the file's own headings what must hold.
func (o *csvOrder) formula(i int) string {
	c := o.rows[i]
	return c.heading(paid) + " ≤ " + c.heading(price) + " × " + c.heading(qty) + " + " + c.heading(freight)
}

// digital tells whether no parcel travels.
func (o *csvOrder) digital() bool {
	mode, _ := o.rows[0].cell(delivery)
	return mode != "" && slices.ContainsFunc(o.file.columns.Digital, func(word string) bool { return strings.Contains(mode, word) })
}

func (o *csvOrder) windows() escrow.Windows {
	if o.digital() {
		return escrow.Windows{Exclusion: "digital"}
	}
	return escrow.Windows{NoReasonDays: o.file.columns.NoReasonDays}
}
