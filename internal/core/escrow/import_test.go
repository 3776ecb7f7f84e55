package escrow_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

func twoLines(t *testing.T) Purchase {
	t.Helper()
	p := purchase([]PurchaseLine{goods(1, 2, 29900), goods(2, 1, 8000)}, 500, 3000, 1200)
	p.Buyer.Nickname, p.Note, p.Lines[0].Title, p.Lines[0].SKU = "小雯", "请放门口", "蓝牙耳机", "曜石黑"
	p.Parcels = []PurchaseParcel{sent(1, at(t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 2}, Packed{Line: 2, Qty: 1})}
	p.Refunds = []PastRefund{{ID: "r1", Line: 2, Minor: 100, At: at(t, "2026-09-16 18:00")}}
	return p
}

// TestImportAgain: the same told again gives nothing; what is new gives only that.
func TestImportAgain(t *testing.T) {
	t.Parallel()
	p := twoLines(t)
	s := openShop(t, "2026-09-17 09:00", p)
	n := len(s.all)
	s.tell(p)
	if len(s.all) != n {
		t.Fatalf("told again: %d new entries", len(s.all)-n)
	}
	s.now = s.now.Add(24 * time.Hour)
	for _, news := range []struct {
		what   string
		change func(*Purchase)
		kinds  []string
	}{
		{"a report of the carrier", func(p *Purchase) {
			p.Parcels[0].Track = append(p.Parcels[0].Track, TrackPoint{At: at(t, "2026-09-16 08:00"), Code: OutFor})
		}, []string{"tracked"}},
		{"a refund", func(p *Purchase) {
			p.Refunds = append(p.Refunds, PastRefund{ID: "r2", Line: 1, Minor: 200, At: at(t, "2026-09-17 10:00")})
		}, []string{"refunded_outside"}},
		{"receipt confirmed in the shop", func(p *Purchase) {
			p.Parcels[0].ConfirmedAt = at(t, "2026-09-17 12:00")
		}, []string{"receipt_confirmed", "payout_due"}},
		{"closed", func(p *Purchase) { p.ClosedAt = at(t, "2026-09-17 13:00") }, []string{"order_closed"}},
	} {
		news.change(&p)
		n := len(s.all)
		s.tell(p)
		var kinds []string
		for _, e := range s.all[n:] {
			kinds = append(kinds, e.Event.Kind())
		}
		if !slices.Equal(kinds, news.kinds) {
			t.Errorf("%s gives %v, want %v", news.what, kinds, news.kinds)
		}
	}
}

// TestImportInSteps: an order told bit by bit ends as the order told at once.
func TestImportInSteps(t *testing.T) {
	t.Parallel()
	whole := twoLines(t)
	whole.Payments = []Payment{
		{ID: "a", Tender: "points", Minor: 10001, At: whole.BoughtAt},
		{ID: "b", Tender: "card", Minor: whole.Payments[0].Minor - 10001, At: whole.BoughtAt},
	}
	whole.Refunds = nil
	atOnce := openShop(t, "2026-09-17 09:00", whole)

	p := whole
	p.Payments, p.Parcels = nil, nil
	bit := openShop(t, "2026-09-17 09:00", p)
	is(t, "unpaid", bit.b.Picture().HeldMinor, 0)
	p.Parcels = whole.Parcels
	bit.tell(p)
	p.Payments = whole.Payments[:1]
	bit.tell(p)
	is(t, "the first tender", bit.b.Picture().HeldMinor, 10001)
	p.Payments = whole.Payments
	bit.tell(p)
	for _, l := range whole.Lines {
		is(t, "paid", bit.line(l.No).PaidMinor, atOnce.line(l.No).PaidMinor)
		is(t, "held", bit.line(l.No).HeldMinor, atOnce.line(l.No).HeldMinor)
	}
	bit.until("2026-09-27 00:00")
	is(t, "released", bit.b.Picture().ReleasedMinor, whole.Payments[0].Minor+whole.Payments[1].Minor)
}

// TestTendersFillLines: two tenders pay each line to the fen, also where each
// alone is shared with a rest.
func TestTendersFillLines(t *testing.T) {
	t.Parallel()
	p := purchase([]PurchaseLine{goods(1, 1, 1), goods(2, 1, 1), goods(3, 1, 1)}, 0, 0, 0)
	first, last := p.Payments[0], p.Payments[0]
	first.Minor, last.ID, last.Minor = 1, "pay2", 2
	p.Payments = []Payment{first, last}
	s := openShop(t, "2026-09-17 09:00", p)
	for no := range 3 {
		is(t, "paid", s.line(no+1).PaidMinor, 1)
	}
}

// TestClaimBeforePayment: a claim on an order not yet paid freezes what is paid
// in later, packed or not.
func TestClaimBeforePayment(t *testing.T) {
	t.Parallel()
	for _, packed := range []bool{false, true} {
		p := purchase([]PurchaseLine{goods(1, 2, 5000)}, 0, 0, 0)
		paid := p.Payments
		p.Payments = nil
		if packed {
			p.Parcels = []PurchaseParcel{sent(1, time.Time{}, Packed{Line: 1, Qty: 1})}
		}
		s := openShop(t, "2026-09-17 09:00", p)
		f := claimStake(1, 1, 4000)
		if packed {
			f.Parcel = 1
		}
		is(t, "frozen", s.do(Freeze(s.b, s.by(), f)).Minor, 0)
		p.Payments = paid
		s.tell(p)
		is(t, "frozen when paid", s.b.Picture().FrozenMinor, 4000)
	}
}

// TestImportOnDelivery: paid at the door, after receipt was confirmed: the money
// goes on at once.
func TestImportOnDelivery(t *testing.T) {
	t.Parallel()
	p := purchase([]PurchaseLine{goods(1, 1, 5000)}, 0, 0, 0)
	paid := p.Payments
	p.Payments = nil
	p.Parcels = []PurchaseParcel{sent(1, at(t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 1})}
	p.Parcels[0].ConfirmedAt = at(t, "2026-09-16 15:10")
	s := openShop(t, "2026-09-17 09:00", p)
	p.Payments = paid
	s.tell(p)
	s.until("2026-09-17 09:00")
	is(t, "released", s.b.Picture().ReleasedMinor, 5000)
}

// TestImportProblems: one line for each thing that can be wrong; all are named,
// nothing is booked.
func TestImportProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field, code string
		change      func(*Purchase)
	}{
		{"order", CodeRequired, func(p *Purchase) { p.Order = id.Order{} }},
		{"buyer/person", CodeRequired, func(p *Purchase) { p.Buyer.Person = id.Person{} }},
		{"merchant", CodeRequired, func(p *Purchase) { p.Merchant = id.Merchant{} }},
		{"source", CodeRequired, func(p *Purchase) { p.Source = "" }},
		{"number", CodeRange, func(p *Purchase) { p.Number = strings.Repeat("1", 65) }},
		{"digest", CodeRange, func(p *Purchase) { p.Digest = "2026091400001" }},
		{"origin", CodeUnknown, func(p *Purchase) { p.Origin = "" }},
		{"custody", CodeUnknown, func(p *Purchase) { p.Origin = Claimed }},
		{"currency", CodeUnknown, func(p *Purchase) { p.Currency = "yuan" }},
		{"boughtAt", CodeFuture, func(p *Purchase) { p.BoughtAt = at(t, "2027-01-01 00:00") }},
		{"note", CodeRange, func(p *Purchase) { p.Note = "\xff" }},
		{"lines", CodeRequired, func(p *Purchase) { p.Lines = nil }},
		{"lines/0/no", CodeRange, func(p *Purchase) { p.Lines[0].No = 0 }},
		{"lines/1/no", CodeDuplicate, func(p *Purchase) { p.Lines[1].No = 1 }},
		{"lines/0/qty", CodeRange, func(p *Purchase) { p.Lines[0].Qty = 0 }},
		{"lines/0/unit", CodeRange, func(p *Purchase) { p.Lines[0].UnitMinor = -1 }},
		{"lines/0", CodeSum, func(p *Purchase) { p.DiscountMinor = 99999999 }},
		{"coupon", CodeSum, func(p *Purchase) { p.SharesGiven = true }},
		{"payments", CodeSum, func(p *Purchase) { p.Payments[0].Minor++ }},
		{"payments/0/minor", CodeRange, func(p *Purchase) { p.Payments[0].Minor = 0 }},
		{"payments/1/id", CodeDuplicate, func(p *Purchase) { p.Payments = append(p.Payments, p.Payments[0]) }},
		{"parcels/0/items", CodeRequired, func(p *Purchase) { p.Parcels[0].Items = nil }},
		{"parcels/0/items/0/qty", CodeSum, func(p *Purchase) { p.Parcels[0].Items[0].Qty = 3 }},
		{"parcels/0/items/1/line", CodeUnknown, func(p *Purchase) { p.Parcels[0].Items[1].Line = 7 }},
		{"parcels/0/waybillDigest", CodeRequired, func(p *Purchase) { p.Parcels[0].WaybillDigest = "" }},
		{"parcels/0/track/1/code", CodeUnknown, func(p *Purchase) { p.Parcels[0].Track[1].Code = "gone" }},
		{"parcels/0/track/1/at", CodeFuture, func(p *Purchase) { p.Parcels[0].Track[1].At = at(t, "2026-09-17 09:01") }},
		{"parcels/0/confirmedAt", CodeFuture, func(p *Purchase) { p.Parcels[0].ConfirmedAt = at(t, "2026-09-18 00:00") }},
		{"refunds/0/line", CodeUnknown, func(p *Purchase) { p.Refunds[0].Line = 7 }},
		{"refunds/0/minor", CodeSum, func(p *Purchase) { p.Refunds[0].Minor = 999999 }},
	} {
		p := twoLines(t)
		c.change(&p)
		s := &shop{t: t, now: at(t, "2026-09-17 09:00")}
		entries, err := Import(nil, p, s.by())
		if problem, ok := errors.AsType[*ImportError](err); !ok || len(entries) > 0 ||
			!slices.Contains(problem.Fields, FieldError{c.field, c.code}) {
			t.Errorf("%s: got %v and %d entries, want %s", c.field, err, len(entries), c.code)
		}
	}
}

// TestImportContradictions: what was told stands; another value is refused by
// the name of its field.
func TestImportContradictions(t *testing.T) {
	t.Parallel()
	other := strings.Repeat("ef", 32)
	for field, change := range map[string]func(*Purchase){
		"order":                 func(p *Purchase) { p.Order = id.From[id.Order](b16(77)) },
		"source":                func(p *Purchase) { p.Source = "shop-b" },
		"number":                func(p *Purchase) { p.Digest = other },
		"custody":               func(p *Purchase) { p.Custody = Instructed },
		"currency":              func(p *Purchase) { p.Currency = "USD" },
		"buyer/person":          func(p *Purchase) { p.Buyer.Person = id.From[id.Person](b16(78)) },
		"merchant":              func(p *Purchase) { p.Merchant = id.From[id.Merchant](b16(79)) },
		"selfOperated":          func(p *Purchase) { p.SelfOperated = true },
		"boughtAt":              func(p *Purchase) { p.BoughtAt = p.BoughtAt.Add(time.Second) },
		"termsDigest":           func(p *Purchase) { p.TermsDigest = other },
		"lines":                 func(p *Purchase) { p.Lines, p.Parcels, p.Refunds = p.Lines[:1], nil, nil; p.Payments = nil },
		"lines/0/qty":           func(p *Purchase) { p.Lines[0].Qty = 3 },
		"lines/0/category":      func(p *Purchase) { p.Lines[0].Category = "audio" },
		"lines/0/windows":       func(p *Purchase) { p.Lines[0].Windows.NoReasonDays = 15 },
		"lines/0/listingDigest": func(p *Purchase) { p.Lines[0].ListingDigest = other },
		"lines/0/coupon":        func(p *Purchase) { p.CouponMinor -= 100; p.DiscountMinor += 100 },
		"payments/0/minor":      func(p *Purchase) { p.Payments[0].Minor-- },
		"payments":              func(p *Purchase) { p.Payments[0].ID = "another" },
		"payments/0/tender":     func(p *Purchase) { p.Payments[0].Tender = "card" },
		"parcels/0/items":       func(p *Purchase) { p.Parcels[0].Items = p.Parcels[0].Items[:1] },
		"parcels/0/carrier":     func(p *Purchase) { p.Parcels[0].Carrier = "sf" },
		"parcels/0/waybill":     func(p *Purchase) { p.Parcels[0].WaybillDigest = other },
		"parcels":               func(p *Purchase) { p.Parcels[0].No = 2 },
		"refunds/0":             func(p *Purchase) { p.Refunds[0].Minor++ },
	} {
		s := openShop(t, "2026-09-17 09:00", twoLines(t))
		p := twoLines(t)
		change(&p)
		entries, err := Import(&s.b.Order, p, s.by())
		if problem, ok := errors.AsType[*ImportError](err); !ok || len(entries) > 0 ||
			!slices.ContainsFunc(problem.Fields, func(f FieldError) bool { return f.Field == field && f.Code != "" }) {
			t.Errorf("%s: got %v and %d entries", field, err, len(entries))
		}
	}
}

// TestNoPersonalDataInPayloads: what a person is called, lives or wrote leaves
// the core only as clear parts to be sealed with his key.
func TestNoPersonalDataInPayloads(t *testing.T) {
	t.Parallel()
	p := twoLines(t)
	s := openShop(t, "2026-09-17 09:00", p)
	var payloads strings.Builder
	sealed := map[string]string{}
	for _, e := range s.all {
		bytes, err := json.Marshal(e.Event)
		if err != nil {
			t.Fatal(err)
		}
		payloads.Write(bytes)
		for _, c := range e.Clear {
			if c.Owner.Kind != "person" || c.Owner.ID != p.Buyer.Person.Bytes() {
				t.Errorf("%s is sealed with the key of %v", c.Path, c.Owner)
			}
			sealed[c.Path] = c.Text
		}
	}
	for path, want := range map[string]string{
		"number": p.Number, "buyer/nickname": "小雯", "buyer/name": "林晓雯", "buyer/phone": "13800000000",
		"buyer/address": "杭州市", "note": "请放门口", "lines/1/title": "蓝牙耳机", "lines/1/sku": "曜石黑",
		"waybill": "75300000001", "points/1/place": "门口",
	} {
		if sealed[path] != want {
			t.Errorf("%s is sealed as %q, want %q", path, sealed[path], want)
		}
		if strings.Contains(payloads.String(), want) {
			t.Errorf("%s stands in a payload", path)
		}
	}
	state, err := json.Marshal(s.b.Order)
	if err != nil || strings.Contains(string(state), "林晓雯") {
		t.Errorf("the state holds personal data: %v", err)
	}
}
