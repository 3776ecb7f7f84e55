package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (c): not accepted, with a coded reason and other routes; the claimant asks
// for a review; who rejected may not decide it, another officer accepts.
func TestBrowserCNotAcceptedReviewed(t *testing.T) {
	told(t, "en", func(s *stand) {
		kase := s.file(s.order, notReceived())
		first := s.whoever(kase, "reject", "officer", "officer_2")
		second := map[string]string{"officer": "officer_2", "officer_2": "officer"}[first]
		s.move(kase, "reject", "ground", "NOT_OURS", "reason", "不属于平台范围。", "routes", "可向12315投诉。")
		s.reads("buyer")
		s.at("buyer", kase)
		s.look()
		s.see(s.two("不属于平台处理范围", "not within the platform's scope"))
		s.see("可向12315投诉。")
		s.move(kase, "review_rejection", "reason", "这是网购订单。")
		s.finds(first, kase)
		if s.may(kase, "accept") {
			s.t.Error("who rejected decides the review")
		}
		s.do(second, kase, "accept")
		s.at("buyer", kase)
		s.see(s.two("协商", "Negotiation"))
		if got := s.money(s.order); got.FrozenMinor != 29900 {
			s.t.Errorf("frozen %d, want all of it", got.FrozenMinor)
		}
	})
}

// Journey (f): withdrawn; the escrow returns to its normal flow with the time it had
// left, and says so on the page of the order.
func TestBrowserFWithdrawnTimerGoesOn(t *testing.T) {
	told(t, "zh", func(s *stand) {
		s.atOrder("buyer", s.order)
		before := s.release(s.order)
		kase := s.file(s.order, notReceived())
		s.accepted(kase)
		s.atOrder("buyer", s.order)
		s.look()
		if due := s.release(s.order); !due.IsZero() {
			s.t.Errorf("the timer runs on to %s while there is a dispute", due)
		}
		s.after(48 * time.Hour)
		s.do("buyer", kase, "withdraw", "claims", "1")
		if got := s.money(s.order); got.FrozenMinor != 0 || got.HeldMinor != 29900 {
			s.t.Errorf("withdrawn and not thawed: %+v", got.Sums)
		}
		s.after(48 * time.Hour) // both have been told of the thaw
		s.atOrder("buyer", s.order)
		s.look()
		if later := s.release(s.order).Sub(before); later < 24*time.Hour || later > 144*time.Hour {
			s.t.Errorf("it was due %s and is %s: the time it had left, later by the pause", before, s.release(s.order))
		}
		s.after(20 * 24 * time.Hour)
		s.atEscrow("buyer", s.order)
		s.see("¥299.00")
		s.paid(s.order, 0, 29900)
	})
}

// release is when the page of the order says that the money goes to the merchant;
// zero while the timer stands still.
func (s *stand) release(order id.Order) time.Time {
	s.t.Helper()
	var due string
	s.ask("timer", `return document.querySelector(`+quoted(orderTimer)+`)?.getAttribute('datetime') || ''`, &due)
	if due == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, due)
	if err != nil {
		s.t.Fatalf("%s: %v", order, err)
	}
	return at
}

// Journey (h): an officer is about to close the round while both parties agree to a
// stay. What he sends then is refused, with the hold, until when, and what is possible
// instead; and it is no longer offered. What leads nowhere stays allowed.
func TestBrowserHRefusedDuringAStay(t *testing.T) {
	told(t, "en", func(s *stand) {
		kase := s.escalated(s.order, notReceived())
		for range 2 { // the round of evidence, then that of opinions
			s.do("buyer", kase, "done")
			s.do("shop", kase, "done")
		}
		officer := s.whoever(kase, "close_round", "officer", "officer_2")
		s.takes(kase, "close_round")
		s.do("buyer", kase, "consent_stay", "claims", "1", "reason", "等检测结果。")
		s.do("shop", kase, "stay", "claims", "1", "reason", "同意。")
		s.after(time.Hour)
		s.as(officer)
		s.follow("send", sendButton)
		s.look()
		if s.recorded() {
			s.t.Fatalf("the round was closed during a stay: %s", s.body())
		}
		s.see(s.two("案件中止", "on hold"))
		s.see(s.two("10月14日", "14 Oct"))
		if !s.there(instead) {
			s.t.Errorf("what is possible instead is not said:\n%s", s.body())
		}
		s.at(officer, kase)
		if s.may(kase, "close_round") {
			s.t.Error("the act is still offered")
		}
		s.at("buyer", kase)
		s.see(s.two("协议中止", "Stay agreed by both"))
		s.say("期间仍可沟通。")
		s.see("期间仍可沟通。")
	})
}

// Journey (i): a merchant files against a buyer, who has his money back and kept the
// goods; a person decides, the buyer owes and pays.
func TestBrowserIMerchantAgainstBuyer(t *testing.T) {
	told(t, "zh", func(s *stand) {
		order := s.buy(officetest.Goods{Qty: 1, Minor: 30000, Signed: 72 * time.Hour})
		s.refundedBefore(order)
		kase := s.files("shop", order, claim{reason: "L3", remedy: "RECOVER_PRICE", line: "1", qty: "1", amount: "150.00"})
		s.accepted(kase)
		s.reads("buyer")
		s.do("buyer", kase, "answer", "answers.0.claim", "1", "answers.0.answer", "refuse", "answers.0.reason", "商品已寄回。")
		s.do("shop", kase, "escalate")
		s.reads("buyer")
		s.reads("shop")
		s.decided(kase)
		s.rule(kase, "results.0.result", "granted", "results.0.amount", "150.00")
		s.at("shop", kase)
		s.see("¥150.00")
		s.reads("buyer")
		s.do("buyer", kase, "waive_appeal")
		s.do("shop", kase, "waive_appeal")
		s.reads("buyer")
		s.do("buyer", kase, "pay", "amount", "150.00")
		s.after(10 * 24 * time.Hour)
		s.at("shop", kase)
		s.look()
		s.see(s.two("已履行结案", "Closed: performed"))
	})
}

// refundedBefore lets an order be refunded in full by a settled dispute.
func (s *stand) refundedBefore(order id.Order) {
	s.t.Helper()
	kase := s.file(order, notReceived())
	s.accepted(kase)
	s.do("shop", kase, "accept_offer")
	s.after(10 * 24 * time.Hour)
	s.paid(order, s.money(order).RefundedMinor, 0)
	if got := s.money(order).RefundedMinor; got != 30000 {
		s.t.Fatalf("refunded %d before", got)
	}
}
