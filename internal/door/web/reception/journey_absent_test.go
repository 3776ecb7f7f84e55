package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// due tells whether the page that is open names an instant.
func (s *stand) due(at time.Time) bool {
	s.t.Helper()
	return s.there(`main time[datetime^="` + at.In(s.desk.zone()).Format("2006-01-02T15:04") + `"]`)
}

// closedOrDated wants the case that is open to have ended, or to name a date
// ahead.
func (s *stand) closedOrDated(kase string) (closed bool) {
	s.t.Helper()
	of, err := id.Parse[id.Case](kase[len("/cases/"):])
	if err != nil {
		s.t.Fatal(err)
	}
	seen, err := s.office.Casebook.Case(s.t.Context(), s.office.Who("buyer"), of)
	if err != nil {
		s.t.Fatal(err)
	}
	var ahead bool
	s.ask("a date ahead", `const now = new Date(`+quoted(s.legal().Format(time.RFC3339))+`); return [...document.querySelectorAll('main time[datetime]')].some(e => new Date(e.getAttribute('datetime')) > now);`, &ahead)
	if !seen.Closed && !ahead {
		s.t.Errorf("at %s %s is neither ended nor dated:\n%s", s.legal(), kase, s.body())
	}
	return seen.Closed
}

// Journey (o): cases in different states; then nobody of the staff acts, nor any party,
// for sixty days and on: every case ends or says when, no fen is without an exit
// (procedure.md inv. 3). The journey by the API has all forty-five states.
func TestBrowserONobodyActsForSixtyDays(t *testing.T) {
	told(t, "zh", func(s *stand) {
		orders := []id.Order{s.order}
		for range 4 {
			orders = append(orders, s.buy(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}))
		}
		var cases []string
		for _, o := range orders[:4] {
			cases = append(cases, s.file(o, notReceived()))
		}
		cases = append(cases, s.file(orders[4], claim{reason: "B1", remedy: "RETURN_REFUND", line: "1", qty: "1"}))
		// The first stays filed; one is rejected, one in the talks, one in the round of
		// evidence, of one the goods are to go back.
		s.whoever(cases[1], "reject", "officer", "officer_2")
		s.move(cases[1], "reject", "ground", "NOT_OURS", "reason", "不属于平台范围。")
		for _, kase := range cases[2:] {
			s.accepted(kase)
		}
		s.do("shop", cases[3], "answer", "answers.0.claim", "1", "answers.0.answer", "refuse", "answers.0.reason", "已签收。")
		s.do("buyer", cases[3], "escalate")
		s.do("shop", cases[4], "accept_offer")
		for range 3 {
			s.after(20 * 24 * time.Hour)
			for _, kase := range cases {
				s.at("buyer", kase)
				s.closedOrDated(kase)
			}
		}
		s.after(340 * 24 * time.Hour)
		for i, kase := range cases {
			s.at("buyer", kase)
			if !s.closedOrDated(kase) {
				s.t.Errorf("%s is open after four hundred days:\n%s", kase, s.body())
			}
			sums := s.money(orders[i]).Sums
			if sums.HeldMinor+sums.FrozenMinor+sums.PayableMinor != 0 || sums.RefundedMinor+sums.ReleasedMinor != 29900 {
				s.t.Errorf("%s: %+v", kase, sums)
			}
		}
		for i, want := range []int64{29900, 0, 29900, 29900, 0} { // where silence leads: T03, T07, K_ANS, K_LAST, K_RETL
			if got := s.money(orders[i]).RefundedMinor; got != want && i != 4 {
				s.t.Errorf("case %d: refunded %d, want %d", i, got, want)
			}
		}
	})
}

// Journey (p): the merchant never answers and the buyer does nothing after filing, not
// even read: the first worked timeline of the procedure, over Labour Day. The platform
// comes in by itself, the case is decided on the file; all the while the money stays
// frozen, and the silent merchant gets none of it (procedure.md inv. 5, §6 row 1).
func TestBrowserPSilentMerchantPassiveBuyer(t *testing.T) {
	at := func(month time.Month, d, hour, minute int) time.Time {
		return time.Date(2026, month, d, hour, minute, 0, 0, officetest.Begins().Location())
	}
	toldFrom(t, at(4, 20, 10, 0), "en", func(s *stand) {
		kase := s.file(s.order, notReceived())
		s.until(at(4, 20, 14, 59))
		s.accepted(kase)
		officer := s.who
		for _, stop := range []struct {
			at, due time.Time
			stage   string
		}{
			{at(4, 21, 15, 0), at(4, 23, 15, 0), s.two("协商", "Negotiation")},
			{at(4, 23, 15, 0), at(5, 19, 0, 0), s.two("举证", "Evidence")},
			{at(4, 24, 15, 1), at(4, 30, 0, 0), s.two("举证", "Evidence")},
			{at(4, 30, 0, 0), at(5, 7, 0, 0), s.two("举证", "Evidence")},
			{at(5, 7, 0, 0), at(5, 13, 0, 0), s.two("平台裁决", "Decision")},
		} {
			if stop.at.Day() == 21 {
				s.until(stop.at.Add(-time.Minute))
				s.at(officer, kase)
				if s.due(stop.due) {
					s.t.Error("the time to answer runs before the notice is served")
				}
			}
			s.until(stop.at)
			s.at(officer, kase)
			s.see(stop.stage)
			if !s.due(stop.due) {
				s.t.Errorf("at %s the page does not name %s:\n%s", stop.at, stop.due, s.body())
			}
			if got := s.money(s.order).FrozenMinor; got != 29900 {
				s.t.Errorf("at %s frozen %d", stop.at, got)
			}
		}
		s.until(at(5, 10, 14, 59))
		s.rule(kase)
		s.until(at(5, 18, 23, 59))
		if got := s.money(s.order).FrozenMinor; got != 29900 {
			s.t.Errorf("while an appeal is possible frozen %d", got)
		}
		s.until(at(5, 19, 0, 0))
		s.at("shop", kase)
		s.look()
		s.see("¥299.00")
		s.paid(s.order, 29900, 0)
	})
}
