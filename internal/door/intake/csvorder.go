package intake

import (
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// csvOrder is the making of one purchase from its rows.
type csvOrder struct {
	file *CSV
	rows []*cells
	p    escrow.Purchase

	standing             standing
	paidAt, shipped, end time.Time // end: confirmed or closed
}

// order makes one purchase of the rows of one order. A bad row spoils the order;
// rows that are good themselves are reported as held back.
func (f *CSV) order(rows []*cells) Told {
	o := &csvOrder{file: f, rows: rows}
	o.p = escrow.Purchase{
		Source: f.settings.Source, Origin: escrow.Imported, Custody: f.settings.Custody, Currency: f.settings.Currency,
		Merchant: f.settings.Merchant, SelfOperated: f.settings.SelfOperated,
	}
	if len(rows) > MaxLines {
		rows[0].wrong("", TooMany, strconv.Itoa(MaxLines))
	}
	o.read()
	money := o.sums()
	if !o.bad() {
		o.account(money)
	}
	if !o.bad() {
		o.deliver()
	}
	told := Told{Purchase: o.p}
	for _, row := range rows {
		told.Lines = append(told.Lines, row.line)
		told.Problems = append(told.Problems, row.problems...)
	}
	if len(told.Problems) == 0 {
		return told
	}
	for _, row := range rows {
		if len(row.problems) == 0 {
			told.Problems = append(told.Problems, Problem{Line: row.line, Code: HeldBack})
		}
	}
	return told
}

func (o *csvOrder) bad() bool {
	for _, row := range o.rows {
		if len(row.problems) > 0 {
			return true
		}
	}
	return false
}

// agreed reads what the whole order has once: rows after the first may leave it
// out, but not say something else.
func agreed[T comparable](o *csvOrder, f Field, read func(*cells) T) (found T) {
	var none T
	for _, row := range o.rows {
		value := read(row)
		switch {
		case value == none:
		case found == none:
			found = value
		case value != found:
			row.wrong(row.heading(f), Disagree, "")
		}
	}
	return found
}

func (o *csvOrder) text(f Field, most int) string {
	return agreed(o, f, func(c *cells) string { return c.text(f, most) })
}

func (o *csvOrder) instant(f Field) time.Time {
	return agreed(o, f, func(c *cells) time.Time { return c.instant(f) })
}

// missing reports a field the whole order lacks on its first row.
func (o *csvOrder) missing(f Field) { o.rows[0].wrong(o.rows[0].heading(f), Missing, "") }

// read reads who, when and in what state; amounts and parcels come after.
func (o *csvOrder) read() {
	o.p.Number = agreed(o, number, func(c *cells) string { return c.code(number, numberShape()) })
	o.p.Buyer = escrow.Buyer{
		Nickname: o.text(buyer, maxName), Name: o.text(name, maxName), Phone: o.text(phone, maxCode), Address: o.text(address, maxAddress),
	}
	if o.p.Buyer.Nickname == "" {
		o.missing(buyer)
	}
	o.p.Note = o.text(note, maxNote)
	for _, c := range o.rows {
		c.need(title, maxTitle)
		c.text(sku, maxTitle)
	}
	o.readStatus()
	o.p.BoughtAt, o.paidAt, o.shipped = o.instant(createdAt), o.instant(paidAt), o.instant(shippedAt)
	confirmed, closing := o.instant(confirmedAt), o.instant(closedAt)
	if o.p.BoughtAt.IsZero() && !o.bad() {
		o.missing(createdAt)
	}
	if o.paidAt.IsZero() && !o.bad() && (o.standing == settled || o.standing == shipped || o.standing == done) {
		o.missing(paidAt)
	}
	switch o.standing {
	case done:
		o.end = o.confirmation(confirmed)
	case closed:
		o.end = latest(closing, o.p.BoughtAt, o.paidAt, o.shipped)
	case unpaid, settled, shipped: // still on its way
	}
	o.inOrder(createdAt, o.p.BoughtAt, paidAt, o.paidAt)
	o.inOrder(paidAt, o.paidAt, shippedAt, o.shipped)
	o.inOrder(shippedAt, o.shipped, confirmedAt, confirmed)
	o.inOrder(paidAt, o.paidAt, confirmedAt, confirmed)
	o.inOrder(createdAt, o.p.BoughtAt, closedAt, closing)
}

func (o *csvOrder) readStatus() {
	word := o.text(status, maxTitle)
	means, known := o.file.columns.Statuses[statusWord(word)]
	switch {
	case word == "" && !o.bad():
		o.missing(status)
	case word != "" && !known:
		o.rows[0].wrong(o.rows[0].heading(status), UnknownStatus, "")
	}
	o.standing = means
}

// confirmation is when a done order was confirmed: as told, else so long after
// payment as the map says, but not after the telling.
func (o *csvOrder) confirmation(told time.Time) time.Time {
	if !told.IsZero() {
		return told
	}
	at := latest(o.paidAt, o.shipped).AddDate(0, 0, o.file.columns.ConfirmAfterDays)
	if now := o.file.settings.Told; !now.IsZero() && at.After(now) {
		at = now.UTC()
	}
	return at
}

// inOrder reports a later thing told to be earlier, or later than the telling.
func (o *csvOrder) inOrder(first Field, before time.Time, second Field, after time.Time) {
	row := o.rows[0]
	if !before.IsZero() && !after.IsZero() && after.Before(before) {
		row.wrong(row.heading(second), TimeOrder, row.heading(first))
	}
	now := o.file.settings.Told
	if !now.IsZero() && after.After(now) && len(row.problems) == 0 {
		row.wrong(row.heading(second), InFuture, "")
	}
	if !now.IsZero() && before.After(now) && len(row.problems) == 0 {
		row.wrong(row.heading(first), InFuture, "")
	}
}

func latest(times ...time.Time) (last time.Time) {
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}
