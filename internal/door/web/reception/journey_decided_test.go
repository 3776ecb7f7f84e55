package reception

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (a), by pages alone: signed for but not received; the merchant is silent;
// the platform steps in by itself; the merchant wakes in the evidence round; both
// consent; mediation ends without agreement; the ruling refunds from escrow.
func TestBrowserASignedForNotReceived(t *testing.T) {
	told(t, "zh", func(s *stand) {
		kase := s.file(s.order, notReceived())
		s.see("¥299.00")
		s.at("shop", kase)
		s.not("测试买家") // the counterpart is masked
		s.accepted(kase)
		s.until(officetest.Begins().AddDate(0, 0, 4))
		s.at("buyer", kase)
		s.see(s.two("举证", "Evidence"))
		s.do("shop", kase, "consent_mediation", "consent", "yes")
		s.do("buyer", kase, "consent_mediation", "consent", "yes")
		s.do("shop", kase, "done")
		s.do("buyer", kase, "done")
		s.until(officetest.Begins().AddDate(0, 0, 15))
		s.do("mediator", kase, "fail", "ground", "no_agreement")
		s.rule(kase)
		s.until(officetest.Begins().AddDate(0, 3, 0))
		s.at("buyer", kase)
		s.look()
		s.paid(s.order, 29900, 0)
	})
}

// accepted lets whichever officer holds the case accept it.
func (s *stand) accepted(kase string) {
	s.t.Helper()
	s.whoever(kase, "accept", "officer", "officer_2")
	s.move(kase, "accept")
}

// rule lets whichever adjudicator holds the seat write the ruling on one claim.
func (s *stand) rule(kase string, result ...string) {
	s.t.Helper()
	s.whoever(kase, "rule", "adjudicator", "adjudicator_2")
	s.not("100.01")
	if result == nil {
		result = []string{"results.0.result", "granted"}
	}
	if result[0] != "results.0.claim" {
		result = append([]string{"results.0.claim", "1"}, result...)
	}
	s.takes(kase, "rule")
	if find := fmt.Sprintf(findOn, result[1]); !s.there(`main [name="facts.0.fact"]`) && s.there(find) {
		s.follow("a fact", allOf(find))
	}
	s.fills(append(result, "results.0.reason", "商家没有证明交付。", "facts.0.fact", "包裹没有交付给买家。", "facts.0.status", "not_found", "reasons", "商家没有证明交付。")...)
	s.send()
	if !s.recorded() {
		s.t.Fatalf("%s: the ruling was not recorded: %s\n%s", s.who, s.where(), s.body())
	}
}

// refused is a case the shop was served, and refused at once.
func (s *stand) refused(order id.Order, asked claim) string {
	s.t.Helper()
	kase := s.file(order, asked)
	s.accepted(kase)
	s.reads("shop")
	s.at("buyer", kase)
	if s.may(kase, "escalate") {
		s.t.Fatal("escalation is open before the shop answered")
	}
	s.do("shop", kase, "answer", "answers.0.claim", "1", "answers.0.answer", "refuse", "answers.0.reason", "物流显示签收。")
	return kase
}

// escalated files, is accepted, refused and brought before the platform at once.
func (s *stand) escalated(order id.Order, asked claim) string {
	s.t.Helper()
	kase := s.refused(order, asked)
	s.do("buyer", kase, "escalate")
	s.see(s.two("举证", "Evidence"))
	s.reads("buyer")
	s.reads("shop")
	return kase
}

// decided lets both say that they are done, and time pass until somebody decides.
func (s *stand) decided(kase string) {
	s.t.Helper()
	s.do("buyer", kase, "done")
	s.do("shop", kase, "done")
	s.after(6 * 24 * time.Hour)
}

// Journey (d): the order was paid out before. The merchant refuses, the platform
// comes in at once, the evidence is clear: fast track. The merchant does not perform:
// his unsettled payouts, his deposit after notice, the fund up to its limit, and the
// rest is shown to the fen (procedure.md T12, T17, T27, T54–T57, §5).
func TestBrowserDPaidOutFastTrackShortfall(t *testing.T) {
	told(t, "en", func(s *stand) {
		order := s.buy(officetest.Goods{Qty: 1, Minor: 300000, Signed: 72 * time.Hour})
		s.receives(order, "¥3,000.00")
		s.after(48 * time.Hour)
		s.deposited(order, 20000)
		kase := s.escalated(order, claim{reason: "C1", remedy: "REFUND_ONLY", line: "1", qty: "1"})
		s.whoever(kase, "fast_track", "officer", "officer_2")
		s.move(kase, "fast_track", "reason", "鉴定结论清楚。")
		s.reads("buyer")
		s.reads("shop")
		s.at("shop", kase)
		s.see(s.two("该您了：指出还需查明的事项", "Your turn: name a point that still needs proof"))
		s.after(25 * time.Hour)
		s.rule(kase, "results.0.result", "granted", "results.0.fault", "yes")
		s.reads("buyer")
		s.do("buyer", kase, "waive_appeal")
		s.do("shop", kase, "waive_appeal")
		s.reads("shop")
		s.at("shop", kase)
		s.see(s.two("该您了：付款", "Your turn: pay"))
		s.after(2 * time.Hour)
		s.receives(s.buy(officetest.Goods{Qty: 1, Minor: 3550, Signed: 72 * time.Hour}), "¥35.50")
		s.after(22*time.Hour + time.Minute)
		s.reads("shop")
		s.after(25 * time.Hour)
		s.at("buyer", kase)
		s.look()
		s.see(s.two("差额 ¥764.50", "short by ¥764.50"))
		s.inOrder("¥35.50", "¥200.00", "¥2,000.00")
		s.paid(order, 223550, 300000)
	})
}

// receives confirms receipt on the page of the order; the page before it says what
// goes to the merchant.
func (s *stand) receives(order id.Order, sum string, fields ...string) {
	s.t.Helper()
	s.atOrder("buyer", order)
	before := s.money(order).ReleasedMinor
	s.takes("/orders/"+order.String(), "confirm_receipt", fields...)
	s.follow("look again", sendButton)
	s.see(sum)
	s.confirm()
	if got := s.money(order).ReleasedMinor; got == before {
		s.t.Fatalf("nothing was released: %s\n%s", s.where(), s.body())
	}
}

// deposited books a deposit of the merchant.
func (s *stand) deposited(order id.Order, minor int64) {
	s.t.Helper()
	_, place, err := s.office.Clerk.Books(s.t.Context(), s.office.Market, order)
	if err == nil {
		err = s.office.Clerk.DepositIn(s.t.Context(), clerk.System(s.office.Market), place.Home, s.office.Merchant, money.Amount{Minor: minor, Currency: "CNY"}, "deposit/1")
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// inOrder wants sums in the list of sources, one after the other.
func (s *stand) inOrder(sums ...string) {
	s.t.Helper()
	text := s.body()
	line := text[max(0, strings.Index(text, s.two("保证\n", "Secured by\n"))):]
	at := 0
	for _, sum := range sums {
		next := strings.Index(line[at:], sum)
		if next < 0 {
			s.t.Fatalf("%s does not come after the others in: %s", sum, line)
		}
		at += next + len(sum)
	}
}

// Journey (e): an appeal varies the sum; the difference is paid, nothing twice.
func TestBrowserEAppealVaries(t *testing.T) {
	told(t, "zh", func(s *stand) {
		kase := s.escalated(s.order, notReceived())
		s.decided(kase)
		s.rule(kase, "results.0.result", "partly", "results.0.amount", "100.00")
		s.do("buyer", kase, "appeal", "points.0.sought", "299.00", "points.0.ground", "error", "reason", "认定有误。")
		s.do("shop", kase, "waive_appeal")
		if got := s.money(s.order).RefundedMinor; got != 10000 {
			s.t.Errorf("the part nobody contests: refunded %d, want 10000", got)
		}
		s.after(8 * 24 * time.Hour)
		s.do("reviewer", kase, "vary", "points.0.amount", "200.00", "points.0.reason", "应多退。", "reasons", "复核认定。")
		s.after(30 * 24 * time.Hour)
		s.at("buyer", kase)
		s.look()
		s.see("¥200.00")
		s.atEscrow("buyer", s.order)
		s.look()
		s.see("¥99.00")
		s.paid(s.order, 20000, 9900)
	})
}
