package escrow_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// shop is a small world for tests: one order, its merchant and the fund. Every
// act is booked and then audited by rules written apart from the code (audit_test.go).
type shop struct {
	t    tester
	now  time.Time
	b    Books
	f    Fund
	all  []record.Entry
	auto bool // the provider confirms every pay-out at once
	// tries replaces how often a pay-out is instructed by itself; 0 leaves it.
	tries int
}

type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

var china = time.FixedZone("+08:00", 8*3600)

func at(t tester, text string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", text, china)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return when
}

// calendar is the PRC calendar around National Day 2026 (domain.md §5).
func calendar(t tester) workday.Calendar {
	t.Helper()
	c, err := workday.New("cn", 8*3600, []workday.Year{{
		Year: 2026,
		Off: []workday.Range{
			{From: workday.On(2026, 9, 25), To: workday.On(2026, 9, 27), Name: workday.Name{ZH: "中秋节"}},
			{From: workday.On(2026, 10, 1), To: workday.On(2026, 10, 7), Name: workday.Name{ZH: "国庆节"}},
		},
		Makeup: []workday.MakeupDay{
			{Date: workday.On(2026, 9, 20), Name: workday.Name{ZH: "国庆节"}},
			{Date: workday.On(2026, 10, 10), Name: workday.Name{ZH: "国庆节"}},
		},
	}})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c
}

func b16(n byte) (b [16]byte) { b[15] = n; return b }

func caseNo(n byte) id.Case { return id.From[id.Case](b16(n)) }

func ref(claim int) ClaimRef { return ClaimRef{Case: caseNo(1), Claim: claim} }

func claimStake(claim, line int, minor int64) Stake {
	return Stake{ClaimRef: ref(claim), Line: line, WantMinor: minor}
}

func refund(claim, line int, minor int64) Part {
	return Part{Claim: claim, Line: line, Purpose: Refund, Minor: minor}
}

func debt(parts ...Part) Debt { return Debt{Case: caseNo(1), Obligation: 1, Parts: parts} }

// purchase is a paid order of the given lines, bought and paid on 2026-09-14 10:00.
func purchase(lines []PurchaseLine, discount, coupon, freight int64) Purchase {
	bought := time.Date(2026, 9, 14, 10, 0, 0, 0, china)
	p := Purchase{
		Order: id.From[id.Order](b16(9)), Source: "shop-a", Number: "2026091400001", Digest: strings.Repeat("ab", 32),
		Origin: Imported, Custody: Held, Currency: "CNY",
		Buyer:    Buyer{Person: id.From[id.Person](b16(3)), Name: "林晓雯", Phone: "13800000000", Address: "杭州市"},
		Merchant: id.From[id.Merchant](b16(5)), BoughtAt: bought,
		Lines: lines, DiscountMinor: discount, CouponMinor: coupon, FreightMinor: freight,
	}
	total := freight - discount - coupon
	for _, l := range lines {
		total += l.Qty * l.UnitMinor
	}
	if total > 0 {
		p.Payments = []Payment{{ID: "pay1", Tender: "alipay", Minor: total, At: bought}}
	}
	return p
}

func goods(no int, qty, unit int64) PurchaseLine {
	return PurchaseLine{No: no, Title: "货", Qty: qty, UnitMinor: unit, Windows: Windows{NoReasonDays: 7}}
}

// sent is a parcel first scanned on 2026-09-15 09:00 and, unless signed is zero,
// signed for by the buyer.
func sent(no int, signed time.Time, items ...Packed) PurchaseParcel {
	p := PurchaseParcel{No: no, Carrier: "zto", Waybill: "75300000001", WaybillDigest: strings.Repeat("cd", 32), Items: items}
	p.Track = []TrackPoint{{At: time.Date(2026, 9, 15, 9, 0, 0, 0, china), Code: FirstScan}}
	if !signed.IsZero() {
		p.Track = append(p.Track, TrackPoint{At: signed, Code: Signed, Signer: SignedSelf, Place: "门口"})
	}
	return p
}

// open imports a purchase at an instant.
func openShop(t tester, now string, p Purchase) *shop {
	t.Helper()
	s := &shop{t: t, now: at(t, now), auto: true}
	s.b.Merchant.ID = p.Merchant
	s.tell(p)
	return s
}

func (s *shop) by() By {
	by := By{At: s.now, Authority: "T00", Rules: Standard(calendar(s.t))}
	if s.tries > 0 {
		by.Rules.PayTries = s.tries
	}
	return by
}

func (s *shop) tell(p Purchase) {
	s.t.Helper()
	var known *Order
	if !s.b.Order.ID.IsZero() {
		known = &s.b.Order
	}
	entries, err := Import(known, p, s.by())
	if err != nil {
		s.t.Fatalf("import: %v", err)
	}
	for _, e := range entries {
		s.fold(e)
	}
	s.book(entries)
}

func (s *shop) fold(e record.Entry) {
	one := []record.Recorded{{Event: e.Event, Meta: record.Meta{At: e.At}}}
	switch e.Stream.Kind {
	case record.Order:
		s.b.Order = EvolveOrder(s.b.Order, one)
	case record.Merchant:
		s.b.Merchant = EvolveMerchant(s.b.Merchant, one)
	case record.Fund:
		s.f = EvolveFund(s.f, one)
	}
}

// do books an act that must succeed.
func (s *shop) do(d Done, err error) Done {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("refused: %v", err)
	}
	s.b = d.Books
	s.book(d.Entries)
	if s.auto {
		s.confirmAll()
	}
	return d
}

// fund books an act of the fund.
func (s *shop) fund(d FundDone, err error) FundDone {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("refused: %v", err)
	}
	s.f = d.Fund
	s.book(d.Entries)
	return d
}

func (s *shop) book(entries []record.Entry) {
	s.t.Helper()
	s.all = append(s.all, entries...)
	s.audit()
}

// confirmAll lets the provider confirm every pay-out.
func (s *shop) confirmAll() {
	s.t.Helper()
	for _, p := range s.b.Order.PayOuts {
		if p.State == PayOutInstructed {
			d, err := PayOutDone(s.b, s.by(), p.ID, "")
			if err != nil {
				s.t.Fatalf("confirm: %v", err)
			}
			s.b = d.Books
			s.book(d.Entries)
		}
	}
}

// until lets time pass.
func (s *shop) until(when string) {
	s.t.Helper()
	s.now = at(s.t, when)
	d := Elapse(s.b, s.by())
	s.b = d.Books
	s.book(d.Entries)
}

// ownPayment lets the debtor pay himself.
func (s *shop) ownPayment(d Debt, minor int64) Done {
	s.t.Helper()
	s.do(AskOwn(s.b, s.by(), d, minor))
	own := s.b.Order.Own
	return s.do(OwnArrived(s.b, s.by(), own[len(own)-1].ID))
}

// askFund lets the fund pay and all answers come.
func (s *shop) askFund(d Debt) Done {
	s.t.Helper()
	s.do(AskFund(s.b, s.by(), d))
	r := s.b.Order.Fund[len(s.b.Order.Fund)-1]
	paid := s.fund(s.f.Pay(fundStream(), s.by(), s.b.Order.ID, "CNY", r), nil)
	got := s.do(FundAnswer(s.b, s.by(), r.ID, paid.Minor))
	s.fund(s.f.Settle(fundStream(), s.by(), r.ID, paid.Minor-got.Minor), nil)
	return got
}

// answerFund lets what goes back to the fund arrive there.
func (s *shop) answerFund(d Debt) {
	s.t.Helper()
	for _, t := range s.b.Order.Open {
		s.fund(s.f.Receive(fundStream(), s.by(), s.b.Order.ID, "CNY", d, t))
		s.do(Arrived(s.b, s.by(), t.ID), nil)
	}
}

func fundStream() record.Stream { return FundStream(id.From[id.Market](b16(1))) }

func (s *shop) give(minor int64) {
	s.t.Helper()
	s.fund(s.f.Give(fundStream(), s.by(), money.Amount{Minor: minor, Currency: "CNY"}, "gift"))
}

func (s *shop) deposit(minor int64) {
	s.t.Helper()
	s.do(DepositIn(s.b, s.by(), money.Amount{Minor: minor, Currency: "CNY"}, "bond"))
}

func (s *shop) line(no int) LinePicture {
	s.t.Helper()
	for _, l := range s.b.Picture().Lines {
		if l.Line == no {
			return l
		}
	}
	s.t.Fatalf("no line %d", no)
	return LinePicture{}
}

// stored is an event as it comes back from the store.
func stored(t tester, e record.Event) record.Event {
	t.Helper()
	payload, err := json.Marshal(e)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, zero := range Events() {
		if zero.Kind() == e.Kind() && zero.Version() == e.Version() {
			back := reflect.New(reflect.TypeOf(zero))
			if err := json.Unmarshal(payload, back.Interface()); err != nil {
				t.Fatalf("%v", err)
			}
			return back.Elem().Interface().(record.Event)
		}
	}
	t.Fatalf("%s is not registered", e.Kind())
	return nil
}
