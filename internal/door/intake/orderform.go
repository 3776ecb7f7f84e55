package intake

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// OrderForm reads one order in the JSON form of docs/import.md. All problems are
// reported at once; the purchase is good when there are none.
//
// line is where raw begins in its file, 1 for a request. Its size is the caller's
// business (MaxOrderBytes).
func OrderForm(raw []byte, line int, s Settings) Told {
	told := Told{Lines: []int{line}}
	root, bad := readTree(raw, line)
	if bad != nil {
		told.Problems = []Problem{*bad}
		return told
	}
	o := orderForm{form: form{told: s.Told}, settings: s}
	told.Purchase = o.order(root)
	told.Problems = o.problems
	return told
}

// orderForm is the reading of one order.
type orderForm struct {
	form
	settings Settings
}

func (f *orderForm) order(n node) escrow.Purchase {
	o := f.object(n)
	if o == nil {
		return escrow.Purchase{}
	}
	get := func(name string) node { return o.take(n, name) }
	p := escrow.Purchase{
		Source: f.code(get("source"), sourceShape()), Number: f.code(f.need(get("number")), numberShape()),
		Origin: escrow.Imported, Custody: oneOf(&f.form, get("custody"), f.settings.Custody, escrow.Held, escrow.Instructed, escrow.None),
		Currency: f.code(get("currency"), currencyShape()),
		Buyer:    f.buyer(f.need(get("buyer"))),
		Merchant: f.merchant(get("merchant"), f.settings.Merchant), SelfOperated: f.truth(get("selfOperated"), f.settings.SelfOperated),
		BoughtAt: f.past(f.need(get("boughtAt"))), PromisedDispatch: f.instant(get("promisedDispatchAt")),
		ClosedAt: f.past(get("closedAt")), PaidOutAt: f.past(get("paidOutAt")),
		TermsDigest:   f.code(get("termsSha256"), sha256Shape()),
		DiscountMinor: f.sum(get("discountMinor")), CouponMinor: f.sum(get("couponMinor")), FreightMinor: f.sum(get("freightMinor")),
		Note: f.prose(get("note"), maxNote),
	}
	if p.Source == "" {
		p.Source = f.settings.Source
	}
	if p.Currency == "" {
		p.Currency = f.settings.Currency
	}
	p.Lines, p.SharesGiven = f.lines(f.need(get("lines")))
	p.Payments = f.payments(get("payments"))
	p.Parcels = f.parcels(get("parcels"))
	p.Refunds = f.refunds(get("refunds"))
	f.rest(o)
	f.cross(n, p)
	return p
}

// sum is an amount in minor units of the order's currency.
func (f *orderForm) sum(n node) int64 { return f.whole(n, 0, money.MaxParsed) }

func (f *orderForm) buyer(n node) escrow.Buyer {
	o := f.object(n)
	if o == nil {
		return escrow.Buyer{}
	}
	b := escrow.Buyer{
		Nickname: f.text(f.need(o.take(n, "nickname")), maxName),
		Name:     f.text(o.take(n, "name"), maxName),
		Phone:    f.text(o.take(n, "phone"), maxCode),
		Address:  f.prose(o.take(n, "address"), maxAddress),
	}
	f.rest(o)
	return b
}

func (f *orderForm) payments(n node) (all []escrow.Payment) {
	seen := map[string]bool{}
	for _, item := range f.list(n, MaxPayments) {
		o := f.object(item)
		if o == nil {
			continue
		}
		p := escrow.Payment{
			ID:     f.code(f.need(o.take(item, "id")), codeShape()),
			Tender: f.code(f.need(o.take(item, "tender")), sourceShape()),
			Minor:  f.whole(f.need(o.take(item, "amountMinor")), 1, money.MaxParsed),
			At:     f.past(f.need(o.take(item, "at"))),
		}
		f.rest(o)
		f.once(o.take(item, "id"), seen, p.ID)
		all = append(all, p)
	}
	return all
}

func (f *orderForm) refunds(n node) (all []escrow.PastRefund) {
	seen := map[string]bool{}
	for _, item := range f.list(n, MaxRefunds) {
		o := f.object(item)
		if o == nil {
			continue
		}
		r := escrow.PastRefund{
			ID:    f.code(f.need(o.take(item, "id")), codeShape()),
			Line:  int(f.whole(f.need(o.take(item, "line")), 1, MaxLines)),
			Minor: f.whole(f.need(o.take(item, "amountMinor")), 1, money.MaxParsed),
			At:    f.past(f.need(o.take(item, "at"))),
		}
		f.rest(o)
		f.once(o.take(item, "id"), seen, r.ID)
		all = append(all, r)
	}
	return all
}

// once reports an id that was there before.
func (f *form) once(n node, seen map[string]bool, value string) {
	if value != "" && seen[value] {
		f.wrong(n, Twice, "")
	}
	seen[value] = true
}

// cross checks what no field can know alone; amounts are the escrow's business.
func (f *orderForm) cross(n node, p escrow.Purchase) {
	if len(f.problems) > 0 {
		return // first things first: a missing line is not also an unmatched one
	}
	at := func(name string) node { return n.value.(*object).take(n, name) }
	f.settled(at, p)
	lines := map[int]bool{}
	for _, l := range p.Lines {
		lines[l.No] = true
	}
	for i, r := range p.Refunds {
		if !lines[r.Line] {
			f.wrong(at("refunds").value.([]node)[i], Unmatched, "")
		}
	}
	for i, parcel := range p.Parcels {
		for _, item := range parcel.Items {
			if !lines[item.Line] {
				f.wrong(at("parcels").value.([]node)[i], Unmatched, "")
			}
		}
	}
	f.after(at("closedAt"), p.ClosedAt, p.BoughtAt)
	f.after(at("paidOutAt"), p.PaidOutAt, p.BoughtAt)
	f.after(at("promisedDispatchAt"), p.PromisedDispatch, p.BoughtAt)
}

func (f *orderForm) after(n node, later, bought time.Time) {
	if !later.IsZero() && later.Before(bought) {
		f.wrong(n, TimeOrder, "boughtAt")
	}
}

// settled checks that what settings could have given is there.
func (f *orderForm) settled(at func(string) node, p escrow.Purchase) {
	if p.Source == "" {
		f.wrong(at("source"), Missing, "")
	}
	if p.Currency == "" {
		f.wrong(at("currency"), Missing, "")
	}
	if p.Merchant.IsZero() {
		f.wrong(at("merchant"), Missing, "")
	}
	if p.Custody == "" {
		f.wrong(at("custody"), Missing, "")
	}
	if len(p.Lines) == 0 {
		f.wrong(at("lines"), Missing, "")
	}
}
