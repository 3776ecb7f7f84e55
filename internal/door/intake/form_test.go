package intake

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

func orderFile(t testing.TB) string {
	t.Helper()
	body, err := os.ReadFile("testdata/order.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestOrderForm proves that every field of the documented form arrives where it
// belongs.
func TestOrderForm(t *testing.T) {
	t.Parallel()
	told := OrderForm([]byte(orderFile(t)), 1, testSettings())
	if len(told.Problems) > 0 {
		t.Fatal(where(told.Problems))
	}
	landTwice(t, []Told{told})
	p := told.Purchase
	want := "2026-000123 lin_ke off=1000 freight=600 | 1 青瓷茶杯 2×5000 −1000 +600 | 2 刻字茶盘 1×3000 −0 +0 | in pay-1 wechat 12100 09-01T10:05" +
		" | parcel 1 yto YT1234567890123 [{1 2} {2 1}] 09-05T09:00 first_scan 09-02T18:00 signed 09-04T11:20 | back old-1 line 1 100 09-06T09:00 | closed - paidout 09-05T09:00"
	if short(p) != want {
		t.Errorf("got\n%s\nwant\n%s", short(p), want)
	}
	for name, ok := range map[string]bool{
		"source": p.Source == "shop-a", "origin": p.Origin == escrow.Imported, "custody": p.Custody == escrow.Held, "currency": p.Currency == "CNY",
		"merchant": p.Merchant == testSettings().Merchant, "name": p.Buyer.Name == "林可", "phone": p.Buyer.Phone == "13900000000",
		"address": strings.HasPrefix(p.Buyer.Address, "浙江省"), "terms": strings.HasPrefix(p.TermsDigest, "9f86"), "note": p.Note == "请不要放驿站",
		"promised": p.PromisedDispatch.Equal(time.Date(2026, 9, 3, 2, 0, 0, 0, time.UTC)), "shares": p.SharesGiven && p.CouponMinor == 500,
		"sku": p.Lines[0].SKU == "月白 6 只", "category": p.Lines[0].Category == "home", "coupon": p.Lines[0].CouponMinor == 500,
		"listing": strings.HasPrefix(p.Lines[0].ListingDigest, "6030"), "windows": p.Lines[0].Windows.NoReasonDays == 7 && !p.Lines[0].Windows.WarrantyUntil.IsZero(),
		"exclusion": p.Lines[1].Windows.Exclusion == "custom" && p.Lines[1].Windows.Confirmed && p.Lines[1].Windows.GuaranteeCode == "fake_1_pay_10",
		"signer":    p.Parcels[0].Track[1].Signer == escrow.SignedProxy && p.Parcels[0].Track[1].Place == "330106", "utc": p.BoughtAt.Location() == time.UTC,
	} {
		if !ok {
			t.Errorf("%s did not arrive: %+v", name, p)
		}
	}
}

// TestOrderFormRefuses is the rule table of bad JSON: one change to a good order,
// and the path and code that answer it.
func TestOrderFormRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, fresh, want string }{
		{"unknown field", `"note":`, `"notes":`, "notes unknown_field"},
		{"unknown field deep inside", `"qty": 1, "unitMinor"`, `"qty": 1, "prize": 3, "unitMinor"`, "lines[1].prize unknown_field"},
		{"a field name that may be a person's is not repeated", `"note":`, `"13900000000":`, "? unknown_field"},
		{"the same field twice", `"note":`, `"number": "1", "note":`, "number field_twice"},
		{"the same field twice, one escaped", `"note":`, `"\u006eumber": "1", "note":`, "number field_twice"},
		{"not text", `"林可"`, "\"林\xff\"", " not_text"},
		{"half a surrogate pair", `"林可"`, `"林\ud83d"`, "buyer.name not_text"},
		{"a NUL", `"林可"`, `"林\u0000"`, "buyer.name not_text"},
		{"a line break in a name", `"林可"`, `"林\n可"`, "buyer.name not_text"},
		{"too deep", `"lines": [`, `"x": [[[[[[[[[]]]]]]]]], "lines": [`, "x[0][0][0][0][0][0][0] too_deep"},
		{"not JSON", `"note":`, `note:`, " not_json"},
		{"cut short", `"paidOutAt": "2026-09-05T09:00:00+08:00"` + "\n}", ``, " not_json"},
		{"more after it", "+08:00\"\n}\n", "+08:00\"\n} {}\n", " not_json"},
		{"another type", `"number": "2026-000123"`, `"number": 2026`, "number not_type"},
		{"missing", `"number": "2026-000123",`, ``, "number missing"},
		{"null is missing", `"number": "2026-000123"`, `"number": null`, "number missing"},
		{"a whole number with a point", `"qty": 2`, `"qty": 2.0`, "lines[0].qty not_number"},
		{"a number beyond all sense", `"unitMinor": 5000`, `"unitMinor": 99999999999999999999`, "lines[0].unitMinor not_number"},
		{"no units", `"qty": 2, "unitMinor"`, `"qty": 0, "unitMinor"`, "lines[0].qty out_of_range"},
		{"below zero", `"amountMinor": 12100`, `"amountMinor": -1`, "payments[0].amountMinor out_of_range"},
		{"a time without offset", `"2026-09-01T10:00:00+08:00"`, `"2026-09-01T10:00:00"`, "boughtAt not_time"},
		{"a time to come", `"boughtAt": "2026-09-01`, `"boughtAt": "2026-09-15`, "boughtAt in_future"},
		{"paid out before it was bought", `"paidOutAt": "2026-09-05`, `"paidOutAt": "2026-08-05`, "paidOutAt time_order"},
		{"an unknown word", `"held"`, `"holding"`, "custody not_one_of"},
		{"not a merchant", `mer_00000000000000000000000001`, `per_00000000000000000000000001`, "merchant not_formed"},
		{"not a digest", `9f86d081`, `9F86d081`, "termsSha256 not_formed"},
		{"a signer without signature", `"first_scan", "place"`, `"first_scan", "signer": "self", "place"`, "parcels[0].scans[0].signer not_one_of"},
		{"the same line twice", `"no": 2, "title"`, `"no": 1, "title"`, "lines[1].no twice"},
		{"a parcel with goods not bought", `{"line": 2, "qty": 1}`, `{"line": 3, "qty": 1}`, "parcels[0] unmatched"},
		{"a refund for goods not bought", `"line": 1, "amountMinor"`, `"line": 4, "amountMinor"`, "refunds[0] unmatched"},
		{"a title too long", `"刻字茶盘"`, `"` + strings.Repeat("长", maxTitle+1) + `"`, "lines[1].title too_long"},
		{"an item that is nothing", `[{"id": "pay-1"`, `[null, {"id": "pay-1"`, "payments[0] not_type"},
		{"too many payments", `[{"id": "pay-1"`, `[` + strings.Repeat(`{},`, MaxPayments) + `{"id": "pay-1"`, "payments too_many"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			good := orderFile(t)
			bad := strings.Replace(good, c.old, c.fresh, 1)
			if bad == good {
				t.Fatalf("%q does not occur in the good order", c.old)
			}
			told := OrderForm([]byte(bad), 1, testSettings())
			if len(told.Problems) != 1 {
				t.Fatalf("%d problems: %s", len(told.Problems), where(told.Problems))
			}
			p := told.Problems[0]
			if got := p.Column + " " + string(p.Code); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if p.Line < 1 || p.Line > strings.Count(bad, "\n")+1 {
				t.Errorf("line %d of %d", p.Line, strings.Count(bad, "\n")+1)
			}
		})
	}
}

// TestOrderFormSettings proves that what neither order nor settings give is asked
// for, and that settings give the rest.
func TestOrderFormSettings(t *testing.T) {
	t.Parallel()
	const least = `{"number": "1", "buyer": {"nickname": "n"}, "boughtAt": "2026-09-01T10:00:00+08:00", "lines": [{"title": "t", "qty": 1, "unitMinor": 1}]}`
	if told := OrderForm([]byte(least), 1, testSettings()); len(told.Problems) > 0 || told.Purchase.Source != "shop-a" || told.Purchase.SharesGiven {
		t.Errorf("%+v", told)
	}
	if got := where(OrderForm([]byte(least), 1, Settings{}).Problems); got != "1 source missing; 1 currency missing; 1 merchant missing; 1 custody missing" {
		t.Error(got)
	}
	if got := where(OrderForm([]byte(strings.Replace(least, `{"title": "t", "qty": 1, "unitMinor": 1}`, "", 1)), 1, testSettings()).Problems); got != "1 lines missing" {
		t.Error(got)
	}
	if got := where(OrderForm([]byte(`[]`), 3, testSettings()).Problems); got != "3  not_type" {
		t.Error(got)
	}
}

// TestTrackingForm is the rule table of tracking histories.
func TestTrackingForm(t *testing.T) {
	t.Parallel()
	told := testSettings().Told
	for _, c := range []struct{ body, want string }{
		{`{"waybill": "YT12345", "carrier": "yto", "scans": [{"at": "2026-09-02T18:00:00+08:00", "status": "signed"}]}`, ""},
		{`{"source": "shop-a", "number": "1", "parcel": 2, "scans": [{"at": "2026-09-02T18:00:00+08:00", "status": "lost", "place": "某转运中心"}]}`, ""},
		{`{"scans": [{"at": "2026-09-02T18:00:00+08:00", "status": "signed"}]}`, "1 waybill missing"},
		{`{"parcel": 1, "scans": []}`, "1 scans missing"},
		{`{"parcel": 1}`, "1 scans missing"},
		{`{"parcel": 1, "scans": [{"at": "2026-09-02T18:00:00+08:00", "status": "eaten"}]}`, "1 scans[0].status not_one_of"},
		{`{"parcel": 1, "scans": [{"at": "2026-10-02T18:00:00+08:00", "status": "signed", "signer": "dog"}]}`, "1 scans[0].at in_future; 1 scans[0].signer not_one_of"},
		{`{"parcel": 1, "scans": {}}`, "1 scans not_type"},
		{`{"parcel": 1, "weather": "fine", "scans": [{"at": "2026-09-02T18:00:00+08:00", "status": "signed"}]}`, "1 weather unknown_field"},
		{`"signed"`, "1  not_type"},
	} {
		got, problems := TrackingForm([]byte(c.body), 1, told)
		if where(problems) != c.want {
			t.Errorf("%s: got %q, want %q", c.body, where(problems), c.want)
		}
		if c.want == "" && len(got.Scans) != 1 {
			t.Errorf("%s: scans %+v", c.body, got.Scans)
		}
	}
	got, _ := TrackingForm([]byte(`{"waybill": "YT12345", "scans": [{"at": "2026-09-02T18:00:00+08:00", "status": "signed"}]}`), 1, told)
	if got.Scans[0].Signer != escrow.SignedUnknown {
		t.Errorf("a signature of nobody is by %q, want unknown", got.Scans[0].Signer)
	}
}
