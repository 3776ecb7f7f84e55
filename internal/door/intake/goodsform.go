package intake

import (
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// lines reads the goods. shared tells whether lines carry their own shares of
// discount, coupon and freight.
func (f *orderForm) lines(n node) (all []escrow.PurchaseLine, shared bool) {
	seen := map[string]bool{}
	for i, item := range f.list(n, MaxLines) {
		o := f.object(item)
		if o == nil {
			continue
		}
		line, own := f.line(item, o)
		if line.No == 0 {
			line.No = i + 1
		}
		f.once(o.take(item, "no"), seen, strconv.Itoa(line.No))
		all = append(all, line)
		shared = shared || own
	}
	return all, shared
}

func (f *orderForm) line(n node, o *object) (line escrow.PurchaseLine, ownShares bool) {
	get := func(name string) node { return o.take(n, name) }
	line = escrow.PurchaseLine{
		No:    int(f.whole(get("no"), 1, MaxLines)),
		Title: f.text(f.need(get("title")), maxTitle), SKU: f.text(get("sku"), maxTitle),
		Category: f.code(get("category"), codeShape()), Digital: f.truth(get("digital"), false),
		Qty: f.whole(f.need(get("qty")), 1, MaxQty), UnitMinor: f.sum(f.need(get("unitMinor"))),
		DiscountMinor: f.sum(get("discountMinor")), CouponMinor: f.sum(get("couponMinor")), FreightMinor: f.sum(get("freightMinor")),
		ListingDigest: f.code(get("listingSha256"), sha256Shape()),
		Windows:       f.windows(get("windows")),
	}
	for _, name := range []string{"discountMinor", "couponMinor", "freightMinor"} {
		ownShares = ownShares || !get(name).absent
	}
	f.rest(o)
	return line, ownShares
}

// exclusions are the goods without seven-day return. Source: domain.md E02.
func exclusions() []string {
	return []string{"custom", "fresh", "digital", "press", "hygiene", "activated", "flawed"}
}

func (f *orderForm) windows(n node) escrow.Windows {
	o := f.object(n)
	if o == nil {
		return escrow.Windows{}
	}
	get := func(name string) node { return o.take(n, name) }
	w := escrow.Windows{
		NoReasonDays:  int(f.whole(get("noReasonDays"), 0, 365)),
		Exclusion:     oneOf(&f.form, get("exclusion"), "", exclusions()...),
		Confirmed:     f.truth(get("confirmed"), false),
		ReportHours:   int(f.whole(get("reportHours"), 0, 24*365)),
		WarrantyUntil: f.instant(get("warrantyUntil")),
		BestBefore:    f.instant(get("bestBefore")),
		PromisedUntil: f.instant(get("promisedUntil")),
		GuaranteeCode: f.code(get("guaranteeCode"), codeShape()),
	}
	f.rest(o)
	return w
}

func (f *orderForm) parcels(n node) (all []escrow.PurchaseParcel) {
	seen := map[string]bool{}
	for i, item := range f.list(n, MaxParcels) {
		o := f.object(item)
		if o == nil {
			continue
		}
		p := escrow.PurchaseParcel{
			No:          int(f.whole(o.take(item, "no"), 1, MaxParcels)),
			Carrier:     f.code(o.take(item, "carrier"), sourceShape()),
			Waybill:     f.code(o.take(item, "waybill"), waybillShape()),
			Items:       f.packed(f.need(o.take(item, "items"))),
			Track:       f.scans(o.take(item, "scans")),
			ConfirmedAt: f.past(o.take(item, "confirmedAt")),
		}
		if p.No == 0 {
			p.No = i + 1
		}
		f.rest(o)
		f.once(o.take(item, "no"), seen, strconv.Itoa(p.No))
		all = append(all, p)
	}
	return all
}

func (f *orderForm) packed(n node) (all []escrow.Packed) {
	for _, item := range f.list(n, MaxLines) {
		o := f.object(item)
		if o == nil {
			continue
		}
		all = append(all, escrow.Packed{
			Line: int(f.whole(f.need(o.take(item, "line")), 1, MaxLines)),
			Qty:  f.whole(f.need(o.take(item, "qty")), 1, MaxQty),
		})
		f.rest(o)
	}
	return all
}
