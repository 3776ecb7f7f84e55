package reception

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Journey (a), by pages alone and without scripts: signed for but not received; the
// merchant is silent; the platform steps in by itself; the merchant wakes in the
// evidence round; both consent; mediation ends without agreement; the ruling
// refunds from escrow.
func TestBrowserASignedForNotReceived(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := inChromium(t, lang)
			kase := s.file(s.order, notReceived())
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
			s.paid(s.order, 29900, 0)
		})
	}
}

// Journey (b): settled by the second counter-offer, the money split to the fen.
func TestBrowserBSettledBySecondCounterOffer(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := inChromium(t, lang)
			kase := s.file(s.order, notReceived())
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
			s.paid(s.order, 19997, 9903)
		})
	}
}

// whoever opens the case as the one of these people who may take an act.
func (s *stand) whoever(kase, act string, people ...string) string {
	s.t.Helper()
	for _, who := range people {
		s.as(who)
		s.open(kase)
		if s.may(kase, act) {
			return who
		}
	}
	s.t.Fatalf("none of %v may %s", people, act)
	return ""
}

// rule lets whichever adjudicator holds the seat write the ruling on claim 1.
func (s *stand) rule(kase string, result ...string) {
	s.t.Helper()
	who := s.whoever(kase, "rule", "adjudicator", "adjudicator_2")
	s.not("100.01")
	if result == nil {
		result = []string{"results.0.result", "granted"}
	}
	s.move(who, kase, "rule", append(result, "results.0.claim", "1", "results.0.reason", "商家没有证明交付。",
		"facts.0.fact", "包裹没有交付给买家。", "facts.0.status", "not_found", "reasons", "商家没有证明交付。")...)
}

// reads lets somebody open every notice that waits for him.
func (s *stand) reads(who string) {
	s.t.Helper()
	s.as(who)
	const unread = `main button.row.unread`
	for range 20 {
		s.open("/notices")
		var there bool
		s.run("unread", chromedp.Evaluate(fmt.Sprintf(`!!document.querySelector(%q)`, unread), &there))
		if !there {
			return
		}
		s.run("open a notice", s.press(unread))
	}
	s.t.Fatal("the mailbox never ends")
}

// after lets some legal time pass.
func (s *stand) after(d time.Duration) {
	s.t.Helper()
	now, err := s.office.Clerk.Legal(s.t.Context(), s.office.Market)
	if err != nil {
		s.t.Fatal(err)
	}
	s.until(now.Add(d))
}

// escalated files, is accepted, refused and brought before the platform at once.
func (s *stand) escalated(order id.Order, asked claim) string {
	s.t.Helper()
	kase := s.file(order, asked)
	s.move(s.whoever(kase, "accept", "officer", "officer_2"), kase, "accept")
	s.reads("shop")
	s.as("buyer")
	s.open(kase)
	if s.may(kase, "escalate") {
		s.t.Fatal("escalation is open before the shop answered")
	}
	s.do("shop", kase, "answer", "answers.0.claim", "1", "answers.0.answer", "refuse", "answers.0.reason", "物流显示签收。")
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
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := inChromium(t, lang)
			order := s.buy(officetest.Goods{Qty: 1, Minor: 300000, Signed: 72 * time.Hour})
			s.receives(order, "¥3,000.00")
			s.after(48 * time.Hour)
			s.deposited(order, 20000)
			kase := s.escalated(order, claim{reason: "C1", remedy: "REFUND_ONLY", line: "1", qty: "1"})
			s.do(s.whoever(kase, "fast_track", "officer", "officer_2"), kase, "fast_track", "reason", "鉴定结论清楚。")
			s.reads("buyer")
			s.reads("shop")
			s.open(kase)
			s.see(s.two("该您了：指出还需查明的事项", "Your turn: name a point that still needs proof"))
			s.after(25 * time.Hour)
			s.rule(kase, "results.0.result", "granted", "results.0.fault", "yes")
			s.reads("buyer")
			s.do("buyer", kase, "waive_appeal")
			s.do("shop", kase, "waive_appeal")
			s.reads("shop")
			s.open(kase)
			s.see(s.two("该您了：付款", "Your turn: pay"))
			s.after(2 * time.Hour)
			s.receives(s.buy(officetest.Goods{Qty: 1, Minor: 3550, Signed: 72 * time.Hour}), "¥35.50")
			s.after(22*time.Hour + time.Minute)
			s.as("shop")
			s.reads("shop")
			s.after(25 * time.Hour)
			s.as("buyer")
			s.open(kase)
			s.look()
			s.see(s.two("差额 ¥764.50", "short by ¥764.50"))
			s.inOrder("¥35.50", "¥200.00", "¥2,000.00")
			s.paid(order, 223550, 300000)
		})
	}
}

// receives confirms receipt on the page of the order; the page before it says what
// goes to the merchant.
func (s *stand) receives(order id.Order, sum string, fields ...string) {
	s.t.Helper()
	s.as("buyer")
	s.open("/orders/" + order.String())
	before := s.money(order).ReleasedMinor
	s.run("confirm receipt", s.press(fmt.Sprintf(`main a[href="/orders/%s/moves/confirm_receipt"]`, order)))
	for i := 0; i+1 < len(fields); i += 2 {
		s.set(fields[i], fields[i+1])
	}
	s.run("look again", s.press(lastButton))
	s.see(sum)
	s.run("confirm", chromedp.Evaluate(`document.querySelectorAll('main form.form input[type=checkbox]').forEach(e => e.checked = true)`, nil), s.press(lastButton))
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
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := inChromium(t, lang)
			kase := s.escalated(s.order, notReceived())
			s.decided(kase)
			s.rule(kase, "results.0.result", "partly", "results.0.amount", "100.00")
			s.do("buyer", kase, "appeal", "points.0.claim", "1", "points.0.sought", "299.00", "points.0.ground", "error", "reason", "认定有误。")
			s.do("shop", kase, "waive_appeal")
			if got := s.money(s.order).RefundedMinor; got != 10000 {
				t.Errorf("the part nobody contests: refunded %d, want 10000", got)
			}
			s.after(8 * 24 * time.Hour)
			s.do("reviewer", kase, "vary", "points.0.claim", "1", "points.0.amount", "200.00", "points.0.reason", "应多退。", "reasons", "复核认定。")
			s.after(30 * 24 * time.Hour)
			s.as("buyer")
			s.open(kase)
			s.look()
			s.see("¥200.00")
			s.open("/orders/" + s.order.String() + "/escrow")
			s.look()
			s.see("¥99.00")
			s.paid(s.order, 20000, 9900)
		})
	}
}

// Journey (j): three parcels, the second missing (procedure.md §5, example 2): the
// others are confirmed and paid out; of the missing one its share of discount and
// freight is frozen and refunded.
func TestBrowserJThreeParcelsOneMissing(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := inChromium(t, lang)
			order := s.cupsAndKettle()
			kase := s.file(order, claim{reason: "E2", remedy: "REFUND_ONLY", line: "1", parcel: "2", qty: "1"})
			s.see("¥44.36")
			s.receives(order, "¥88.71")
			s.receives(order, "¥211.63", "parcel", "3")
			if sums := s.money(order).Sums; sums.FrozenMinor != 4436 || sums.ReleasedMinor != 30034 {
				t.Errorf("frozen %d and released %d, want 4436 and 30034", sums.FrozenMinor, sums.ReleasedMinor)
			}
			s.move(s.whoever(kase, "accept", "officer", "officer_2"), kase, "accept")
			s.do("shop", kase, "accept_offer")
			s.after(10 * 24 * time.Hour)
			s.as("buyer")
			s.open("/orders/" + order.String() + "/escrow")
			s.look()
			s.see("¥44.36")
			s.see("¥300.34")
			s.paid(order, 4436, 30034)
		})
	}
}

// cupsAndKettle is the order of procedure.md §5, example 2: 344.70 paid.
func (s *stand) cupsAndKettle() id.Order {
	s.t.Helper()
	legal, err := s.office.Clerk.Legal(s.t.Context(), s.office.Market)
	if err != nil {
		s.t.Fatal(err)
	}
	bought := legal.Add(-96 * time.Hour)
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
	t.Parallel()
	paper := filepath.Join(t.TempDir(), "12315.png")
	if err := os.WriteFile(paper, picture(t), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := inChromium(t, lang)
			kase := s.escalated(s.order, notReceived())
			s.do("shop", kase, "consent_mediation", "consent", "yes")
			s.do("buyer", kase, "consent_mediation", "consent", "yes")
			s.decided(kase)
			s.do("buyer", kase, "external_accepted", "body", "regulator", "claims", "1", "docket", "12315-0001", "proof", "file:"+paper)
			s.see(s.two("主持调解", "mediate"))
			if got := s.money(s.order).FrozenMinor; got != 29900 {
				t.Errorf("frozen %d after 12315 accepted, want all of it", got)
			}
			s.do("buyer", kase, "consent_stay", "claims", "1", "reason", "等待12315处理。")
			s.do("shop", kase, "stay", "claims", "1", "reason", "同意。")
			s.see(s.two("协议中止", "Stay agreed by both"))
			s.after(8 * 24 * time.Hour)
			s.do("shop", kase, "external_result", "proceeding", "1", "kind", "agreement", "results.0.claim", "1", "results.0.amount", "150.00", "proof", "file:"+paper)
			s.after(40 * 24 * time.Hour)
			s.as("buyer")
			s.open(kase)
			s.look()
			s.see("¥150.00")
			if s.may(kase, "external_result") {
				t.Error("the result may be entered twice")
			}
			s.paid(s.order, 15000, 14900)
		})
	}
}

// picture is a small paper, as a scan would be.
func picture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 56))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
