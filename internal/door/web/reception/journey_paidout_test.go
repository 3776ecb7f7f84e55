package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (k): one of two claims is settled and paid, the other decided; who decides
// reads of the first only that it is closed by agreement.
func TestBrowserKOneSettledOneDecided(t *testing.T) {
	told(t, "en", func(s *stand) {
		order := s.buy(officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 20000, Signed: 72 * time.Hour})
		kase := s.fileTwo(order, "E1", "REFUND_ONLY")
		s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "65.43")
		s.do("buyer", kase, "accept_offer")
		s.do("shop", kase, "answer", "answers.0.claim", "2", "answers.0.answer", "refuse", "answers.0.reason", "已签收。")
		s.do("buyer", kase, "escalate")
		s.reads("buyer")
		s.reads("shop")
		s.decided(kase)
		s.whoever(kase, "rule", "adjudicator", "adjudicator_2")
		s.not("65.43")
		s.see(s.two("已协议结束", "Closed by agreement"))
		s.rule(kase, "results.0.claim", "2", "results.0.result", "partly", "results.0.amount", "50.00")
		s.after(60 * 24 * time.Hour)
		s.at("buyer", kase)
		s.look()
		s.see("¥65.43")
		s.see("¥50.00")
		s.paid(order, 6543+5000, 30000-6543-5000)
	})
}

// settledAfterPayout is a case in which the merchant accepted what was asked, 150.00,
// when he had the money already; he has read that he is to pay.
func (s *stand) settledAfterPayout() (id.Order, string) {
	s.t.Helper()
	order := s.buy(officetest.Goods{Qty: 1, Minor: 30000, Signed: 72 * time.Hour})
	s.receives(order, "¥300.00")
	s.after(48 * time.Hour)
	kase := s.file(order, claim{reason: "B1", remedy: "PARTIAL", line: "1", qty: "1", amount: "150.00"})
	s.accepted(kase)
	s.do("shop", kase, "accept_offer")
	s.reads("shop")
	s.at("shop", kase)
	s.see(s.two("该您了：付款", "Your turn: pay"))
	return order, kase
}

// Journey (m): the merchant accepts after the payout and pays himself within his 24
// hours: performed, no breach.
func TestBrowserMAcceptsAfterPayoutAndPays(t *testing.T) {
	told(t, "zh", func(s *stand) {
		order, kase := s.settledAfterPayout()
		s.after(23 * time.Hour)
		s.do("shop", kase, "pay", "amount", "150.00")
		s.at("shop", kase)
		s.see("¥150.00")
		if s.may(kase, "pay") {
			s.t.Error("he may pay twice")
		}
		s.after(10 * 24 * time.Hour)
		s.at("buyer", kase)
		s.look()
		s.see(s.two("已履行结案", "Closed: performed"))
		s.not(s.two("违约", "breach"))
		s.paid(order, 15000, 30000)
	})
}

// Journey (m), variant: he accepts and does not pay: payouts of his other orders, then
// his deposit a day after its notice; it is a breach, and nothing is missing.
func TestBrowserMAcceptsAfterPayoutAndDoesNot(t *testing.T) {
	told(t, "en", func(s *stand) {
		order, kase := s.settledAfterPayout()
		s.deposited(order, 20000)
		s.after(time.Hour)
		s.receives(s.buy(officetest.Goods{Qty: 1, Minor: 9200, Signed: 72 * time.Hour}), "¥92.00")
		s.after(24 * time.Hour)
		s.reads("shop")
		s.after(25 * time.Hour)
		s.at("buyer", kase)
		s.look()
		s.inOrder("¥92.00", "¥58.00")
		s.after(60 * 24 * time.Hour)
		s.at("buyer", kase)
		s.see(s.two("已履行结案", "Closed: performed"))
		s.paid(order, 15000, 30000)
	})
}
