package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (q): service fails on all channels. No clock of whoever was not reached runs
// until the fallback of procedure.md §4: the merchant is served at the contact he
// publishes, the claimant in-site; a buyer as respondent never loses by it. Nobody
// opens a notice here: reading would serve.
func TestBrowserQServiceFails(t *testing.T) {
	told(t, "zh", func(s *stand) {
		more := officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}
		orders := []string{"against the merchant", "rejected", "against the buyer"}
		first, second, third := s.order, s.buy(more), s.buy(more)
		merchant := s.file(first, notReceived())
		rejected := s.file(second, notReceived())
		buyer := s.files("shop", third, claim{reason: "L3", remedy: "RECOVER_PRICE", line: "1", qty: "1", amount: "299.00"})
		s.deaf(true)
		s.accepted(merchant)
		officer := s.who
		s.whoever(rejected, "reject", "officer", "officer_2")
		s.move(rejected, "reject", "ground", "NOT_OURS", "reason", "不属于平台范围。")
		s.accepted(buyer)

		s.at(officer, merchant)
		s.look()
		if !s.due(on(9, 18, 0)) {
			s.t.Errorf("staff are not told until when to find another way:\n%s", s.body())
		}
		s.until(on(9, 17, 23))
		for i, kase := range []string{merchant, rejected, buyer} {
			s.at("shop", kase)
			if s.due(on(9, 16, 9)) || s.due(on(9, 21, 0)) {
				s.t.Errorf("%s: a clock runs before anybody is served:\n%s", orders[i], s.body())
			}
		}
		if got := s.money(second).FrozenMinor; got != 29900 {
			s.t.Errorf("frozen %d: the freeze runs out before the claimant is served", got)
		}
		s.until(on(9, 18, 0))
		s.at("buyer", rejected)
		s.see(s.two("改用其他方式送达", "Served another way"))
		if !s.due(on(9, 25, 0)) { // seven days from the first instant of the 18th, which is not over
			s.t.Errorf("served in-site, and no time to ask for a review:\n%s", s.body())
		}
		s.until(on(9, 19, 0))
		s.at("shop", merchant)
		s.look()
		if !s.due(on(9, 21, 0)) {
			s.t.Errorf("served at the published contact, and no time to answer:\n%s", s.body())
		}
		s.after(90 * 24 * time.Hour)
		s.at("buyer", merchant)
		s.see("¥299.00")
		s.paid(first, 29900, 0) // his silence counts from then on
		s.at("shop", buyer)
		s.look()
		s.see(s.two("已终止", "Ended without a decision"))
		if got := s.money(third); got.RefundedMinor != 0 || got.FrozenMinor != 0 {
			s.t.Errorf("something was taken: %+v", got.Sums)
		}
		s.at("buyer", buyer)
		if s.there(`#obligations`) {
			s.t.Errorf("the buyer owes something:\n%s", s.body())
		}
	})
}
