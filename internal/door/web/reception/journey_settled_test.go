package reception

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (b): settled by the second counter-offer, the money split to the fen.
func TestBrowserBSettledBySecondCounterOffer(t *testing.T) {
	told(t, "en", func(s *stand) {
		kase := s.file(s.order, notReceived())
		s.accepted(kase)
		s.until(officetest.Begins().Add(2 * time.Hour))
		s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "100.01")
		s.do("buyer", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "250.05")
		s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "199.97")
		s.do("buyer", kase, "accept_offer")
		s.until(officetest.Begins().AddDate(0, 1, 0))
		s.at("buyer", kase)
		s.look()
		s.see("¥199.97")
		s.paid(s.order, 19997, 9903)
	})
}

// Journey (j): three parcels, the second missing (procedure.md §5, example 2): the
// others are confirmed and paid out; of the missing one its share of discount and
// freight is frozen and refunded.
func TestBrowserJThreeParcelsOneMissing(t *testing.T) {
	told(t, "en", func(s *stand) {
		order := s.cupsAndKettle()
		kase := s.file(order, claim{reason: "E2", remedy: "REFUND_ONLY", line: "1", parcel: "2", qty: "1"})
		s.see("¥44.36")
		s.receives(order, "¥88.71")
		s.receives(order, "¥211.63", "parcel", "3")
		if sums := s.money(order).Sums; sums.FrozenMinor != 4436 || sums.ReleasedMinor != 30034 {
			s.t.Errorf("frozen %d and released %d, want 4436 and 30034", sums.FrozenMinor, sums.ReleasedMinor)
		}
		s.accepted(kase)
		s.do("shop", kase, "accept_offer")
		s.after(10 * 24 * time.Hour)
		s.atEscrow("buyer", order)
		s.look()
		s.see("¥44.36")
		s.see("¥300.34")
		s.paid(order, 4436, 30034)
	})
}

// cupsAndKettle is the order of procedure.md §5, example 2: 344.70 paid.
func (s *stand) cupsAndKettle() id.Order {
	s.t.Helper()
	bought := s.legal().Add(-96 * time.Hour)
	p := escrow.Purchase{
		Source: "test", Number: "T-KETTLE", Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY", Merchant: s.office.Merchant, BoughtAt: bought,
		Buyer: escrow.Buyer{Nickname: "buyer", Name: "测试买家"}, DiscountMinor: 2000, FreightMinor: 800,
		Lines:    []escrow.PurchaseLine{{No: 1, Title: "杯子", Qty: 3, UnitMinor: 4590}, {No: 2, Title: "水壶", Qty: 1, UnitMinor: 21900}},
		Payments: []escrow.Payment{{ID: "pay-kettle", Tender: "alipay", Minor: 34470, At: bought}},
	}
	for i, items := range [][]escrow.Packed{{{Line: 1, Qty: 2}}, {{Line: 1, Qty: 1}}, {{Line: 2, Qty: 1}}} {
		parcel := escrow.PurchaseParcel{No: i + 1, Carrier: "SF", Waybill: fmt.Sprintf("SF90000000000%d", i), Items: items, Track: []escrow.TrackPoint{{At: bought.Add(2 * time.Hour), Code: escrow.FirstScan}}}
		if i != 1 {
			parcel.Track = append(parcel.Track, escrow.TrackPoint{At: bought.Add(48 * time.Hour), Code: escrow.Signed, Signer: escrow.SignedUnknown})
		}
		p.Parcels = append(p.Parcels, parcel)
	}
	return s.lands(p)
}

// lands puts an order into the marketplace as it was told.
func (s *stand) lands(p escrow.Purchase) id.Order {
	s.t.Helper()
	var registering sync.Mutex
	order, err := s.office.Clerk.LandOrder(s.t.Context(), clerk.System(s.office.Market), p, &registering)
	if err != nil {
		s.t.Fatal(err)
	}
	return order
}

// Journey (n): 12315 accepts during mediation. Nothing closes, the platform goes on;
// then both stay; the agreement made before 12315 comes back, ends the stay and is
// paid from what is frozen, once (procedure.md T67, T69, T70).
func TestBrowserNAcceptedOutsideDuringMediation(t *testing.T) {
	told(t, "zh", func(s *stand) {
		paper := s.paper("12315.png")
		kase := s.escalated(s.order, notReceived())
		s.do("shop", kase, "consent_mediation", "consent", "yes")
		s.do("buyer", kase, "consent_mediation", "consent", "yes")
		s.decided(kase)
		s.do("buyer", kase, "external_accepted", "body", "regulator", "claims", "1", "docket", "12315-0001", "proof", paper)
		s.see(s.two("主持调解", "mediate"))
		if got := s.money(s.order).FrozenMinor; got != 29900 {
			s.t.Errorf("frozen %d after 12315 accepted, want all of it", got)
		}
		s.do("buyer", kase, "consent_stay", "claims", "1", "reason", "等待12315处理。")
		s.do("shop", kase, "stay", "claims", "1", "reason", "同意。")
		s.see(s.two("协议中止", "Stay agreed by both"))
		s.after(8 * 24 * time.Hour)
		s.do("shop", kase, "external_result", "proceeding", "1", "kind", "agreement", "results.0.claim", "1", "results.0.amount", "150.00", "proof", paper)
		s.after(40 * 24 * time.Hour)
		s.at("buyer", kase)
		s.look()
		s.see("¥150.00")
		if s.may(kase, "external_result") {
			s.t.Error("the result may be entered twice")
		}
		s.paid(s.order, 15000, 14900)
	})
}

// paper is a small paper, as a scan would be: the name of its file.
func (s *stand) paper(name string) string {
	s.t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 56))); err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return file
}
