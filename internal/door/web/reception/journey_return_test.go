package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// on is an instant of 2026 in the marketplace's zone.
func on(month time.Month, day, hour int) time.Time {
	return time.Date(2026, month, day, hour, 0, 0, 0, officetest.Begins().Location())
}

// Journey (g): bought with seven days to return. Signed on Friday 18 September, so the
// seventh day is the first of Mid-Autumn; asked in the holiday; the time to send back
// ends in the National Day holiday and runs on to 8 October, and says why. Sent in the
// last hour; silence of who inspects is acceptance (procedure.md K_RET, K_INSP; §6 row 5).
func TestBrowserGSevenDaysEndInAHoliday(t *testing.T) {
	told(t, "en", func(s *stand) {
		s.until(on(9, 20, 9))
		order := s.lands(escrow.Purchase{
			Source: "test", Number: "G1", Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY", Merchant: s.office.Merchant, BoughtAt: on(9, 16, 9),
			Buyer:    escrow.Buyer{Nickname: "buyer", Name: "测试买家"},
			Lines:    []escrow.PurchaseLine{{No: 1, Title: "茶杯", Qty: 1, UnitMinor: 29900, Windows: escrow.Windows{NoReasonDays: 7}}},
			Payments: []escrow.Payment{{ID: "p", Tender: "alipay", Minor: 29900, At: on(9, 16, 9)}},
			Parcels: []escrow.PurchaseParcel{{No: 1, Carrier: "SF", Waybill: "SFG1", Items: []escrow.Packed{{Line: 1, Qty: 1}}, Track: []escrow.TrackPoint{
				{At: on(9, 16, 12), Code: escrow.FirstScan}, {At: on(9, 18, 15), Code: escrow.Signed, Signer: escrow.SignedUnknown},
			}}},
		})
		s.atOrder("buyer", order)
		s.look()
		s.until(on(9, 27, 20))
		kase := s.file(order, claim{reason: "F1", remedy: "RETURN_REFUND", line: "1", qty: "1"})
		s.accepted(kase)
		s.do("shop", kase, "accept_offer")
		s.until(on(9, 28, 9))
		s.reads("shop")
		s.do("shop", kase, "give_address", "address", "杭州市余杭区", "label", "运费已付")
		s.reads("buyer")
		s.at("buyer", kase)
		s.look()
		s.unfold()
		s.see(s.two("10月8日", "8 Oct 2026, 24:00"))
		s.see(s.two("国庆节", "National Day"))
		s.until(on(10, 8, 23))
		s.do("buyer", kase, "send_back", "carrier", "SF", "waybill", "SF7000000001")
		s.until(on(10, 10, 10))
		s.carried(kase, "return_signed", 1)
		s.until(on(10, 15, 23))
		if got := s.money(order).FrozenMinor; got != 29900 {
			s.t.Errorf("frozen %d an hour before the end, want all of it", got)
		}
		s.until(on(10, 16, 0))
		s.at("buyer", kase)
		s.look()
		s.see("¥299.00")
		s.paid(order, 29900, 0)
	})
}

// unfold opens everything that is folded, as who reads all of it does.
func (s *stand) unfold() {
	s.t.Helper()
	var n int
	s.ask("unfold", `const all = [...document.querySelectorAll('details')]; all.forEach(e => e.open = true); return all.length`, &n)
}

// carried is what the carrier's system tells of goods on their way back.
func (s *stand) carried(kase, told string, duty int) {
	s.t.Helper()
	of, err := id.Parse[id.Case](kase[len("/cases/"):])
	if err == nil {
		_, err = s.office.Clerk.CarrierTold(s.t.Context(), clerk.Who{Market: s.office.Market, Credential: "key:carrier"}, of, dispute.Command{Move: told, Duty: duty})
	}
	if err == nil {
		err = s.office.Stepper.Settle(s.t.Context(), s.office.Market)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// Journey (l): two lines go back; in one parcel lies something else. The merchant
// contests that one with the record of its opening: only that line is held, the other
// is refunded at once. Answer, evidence, a ruling that reduces the refund; nobody
// appeals; the reduced sum is paid, the rest goes on to the merchant (T59–T64).
func TestBrowserLWrongItemReturned(t *testing.T) {
	told(t, "zh", func(s *stand) {
		order := s.buy(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour})
		kase := s.fileTwo(order, "B1", "RETURN_REFUND")
		s.do("shop", kase, "accept_offer")
		s.reads("shop")
		backs := []string{"1", "3"}
		for _, back := range backs {
			s.do("shop", kase, "give_address?on="+back, "address", "杭州市余杭区")
		}
		s.reads("buyer")
		for i, back := range backs {
			s.do("buyer", kase, "send_back?on="+back, "carrier", "SF", "waybill", "SF1")
			s.carried(kase, "return_signed", []int{1, 3}[i])
		}
		s.do("shop", kase, "contest_return?on=1", "ground", "wrong_item", "opening_record", s.paper("opening.png"), "record", "opening", "reason", "是一块砖。")
		s.do("shop", kase, "accept_return?on=3")
		if got := s.money(order); got.RefundedMinor != 10000 || got.FrozenMinor != 29900 {
			s.t.Errorf("refunded %d and frozen %d, want the second line and the first", got.RefundedMinor, got.FrozenMinor)
		}
		s.reads("buyer")
		s.do("buyer", kase, "answer_contest?on=1", "reason", "寄的就是原物。")
		s.until(on(9, 18, 9))
		s.whoever(kase, "rule_return?on=1", "adjudicator", "adjudicator_2")
		s.see("是一块砖。")
		s.see("寄的就是原物。")
		s.move(kase, "rule_return?on=1", "result", "reduced", "amount", "200.00", "reason", "退回的不是原物。")
		s.reads("buyer")
		s.reads("shop")
		s.until(on(12, 1, 9))
		s.at("buyer", kase)
		s.look()
		s.see("¥200.00")
		s.paid(order, 30000, 9900)
	})
}

// fileTwo files one claim for each of two lines, and has the dispute accepted.
func (s *stand) fileTwo(order id.Order, reason, remedy string) string {
	s.t.Helper()
	kase := s.files("buyer", order, claim{reason: reason, remedy: remedy, line: "1", qty: "1"}, claim{reason: reason, remedy: remedy, line: "2", qty: "1"})
	s.accepted(kase)
	return kase
}
