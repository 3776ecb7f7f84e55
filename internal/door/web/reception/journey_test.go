package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (a), by pages alone and without scripts: signed for but not received; the
// merchant is silent; the platform steps in by itself; the merchant wakes in the
// evidence round; both consent; mediation ends without agreement; the ruling
// refunds from escrow.
func TestBrowserASignedForNotReceived(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			s := inChromium(t, lang)
			kase := s.file()
			s.see("¥299.00")
			s.as("shop")
			s.open(kase)
			s.not("测试买家") // the counterpart is masked
			s.do("officer", kase, "accept")
			s.until(officetest.Begins().AddDate(0, 0, 4))
			s.as("buyer")
			s.open(kase)
			s.see(s.two("举证", "Evidence"))
			s.do("shop", kase, "consent_mediation", "consent", "yes")
			s.do("buyer", kase, "consent_mediation", "consent", "yes")
			s.do("shop", kase, "done")
			s.do("buyer", kase, "done")
			s.until(officetest.Begins().AddDate(0, 0, 15))
			s.as("mediator")
			s.open("/workbench")
			s.look()
			s.do("mediator", kase, "fail", "ground", "no_agreement")
			s.as("buyer")
			s.open(kase)
			s.look()
			s.rule(kase)
			s.until(officetest.Begins().AddDate(0, 3, 0))
			s.as("buyer")
			s.open(kase)
			s.look()
			if got := s.refunded(kase); got != 29900 {
				t.Errorf("refunded %d fen, want 29900", got)
			}
		})
	}
}

// Journey (b): settled by the second counter-offer, the money split to the fen.
func TestBrowserBSettledBySecondCounterOffer(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			s := inChromium(t, lang)
			kase := s.file()
			s.do("officer", kase, "accept")
			s.until(officetest.Begins().Add(2 * time.Hour))
			s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "100.01")
			s.do("buyer", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "250.05")
			s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "199.97")
			s.do("buyer", kase, "accept_offer")
			s.until(officetest.Begins().AddDate(0, 1, 0))
			s.as("buyer")
			s.open(kase)
			s.look()
			s.see("¥199.97")
			if got := s.refunded(kase); got != 19997 {
				t.Errorf("refunded %d fen, want 19997", got)
			}
		})
	}
}

// rule lets whichever adjudicator holds the seat write the ruling.
func (s *stand) rule(kase string) {
	s.t.Helper()
	who := "adjudicator"
	s.as(who)
	s.open(kase)
	s.not("100.01")
	if !s.may(kase, "rule") {
		who = "adjudicator_2"
	}
	s.do(who, kase, "rule", "results.0.claim", "1", "results.0.result", "granted", "results.0.reason", "商家没有证明交付。",
		"facts.0.fact", "包裹没有交付给买家。", "facts.0.status", "not_found", "reasons", "商家没有证明交付。")
}
