package escrow_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
)

// TestRandomHistories lets buyers, merchants, providers, two cases and time do
// whatever they like with one order; after every act the audit holds: journals
// sum to zero, only the outside world is below zero, no fen is made, lost or paid
// twice, no line gives back more than was paid for it (that is fairness, apart
// from the sums), replay is the same.
func TestRandomHistories(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := randomShop(t)
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			s.now = s.now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "hours")) * time.Hour)
			d := Elapse(s.b, s.by())
			s.b = d.Books
			s.book(d.Entries)
			s.randomAct(t)
		}
		s.settle(t)
	})
}

// randomShop is an order with up to three lines in up to four parcels.
func randomShop(t *rapid.T) *shop {
	var lines []PurchaseLine
	var gross int64
	for no := range rapid.IntRange(1, 3).Draw(t, "lines") {
		l := goods(no+1, rapid.Int64Range(1, 4).Draw(t, "qty"), rapid.Int64Range(0, 9999).Draw(t, "unit"))
		l.Digital = rapid.Bool().Draw(t, "digital")
		gross += l.Qty * l.UnitMinor
		lines = append(lines, l)
	}
	discount := rapid.Int64Range(0, gross).Draw(t, "discount")
	coupon := rapid.Int64Range(0, gross-discount).Draw(t, "coupon")
	p := purchase(lines, discount, coupon, rapid.Int64Range(0, 2000).Draw(t, "freight"))
	p.Custody = rapid.SampledFrom([]Custody{Held, Held, Instructed, None}).Draw(t, "custody")
	if len(p.Payments) == 1 && p.Payments[0].Minor > 1 && rapid.Bool().Draw(t, "two tenders") {
		part := rapid.Int64Range(1, p.Payments[0].Minor-1).Draw(t, "first tender")
		second := p.Payments[0]
		second.ID, second.Tender, second.Minor = "pay2", "points", second.Minor-part
		p.Payments[0].Minor = part
		p.Payments = append(p.Payments, second)
	}
	s := &shop{t: t, now: at(t, "2026-09-17 09:00")}
	s.b.Merchant.ID = p.Merchant
	s.tell(p)
	s.deposit(rapid.Int64Range(1, 20000).Draw(t, "deposit"))
	s.give(rapid.Int64Range(1, 20000).Draw(t, "fund"))
	return s
}

var refusals = []error{
	ErrOverRefund, ErrNotEnough, ErrAmount, ErrUnknownLine, ErrUnknownParcel, ErrUnknownRef, ErrConfirmed,
	ErrBarred, ErrStopped, ErrNotCovered, ErrPurpose, ErrOverlap,
}

// try books an act; a refusal must be one of the list and change nothing.
func (s *shop) try(d Done, err error) {
	s.t.Helper()
	if err != nil {
		if !slices.ContainsFunc(refusals, func(r error) bool { return errors.Is(err, r) }) {
			s.t.Fatalf("refused without code: %v", err)
		}
		if len(d.Entries) > 0 {
			s.t.Fatalf("refused and yet booked: %v", err)
		}
		return
	}
	s.b = d.Books
	s.book(d.Entries)
}

func (s *shop) randomAct(t *rapid.T) {
	o := s.b.Order
	claim := ClaimRef{Case: caseNo(byte(rapid.IntRange(1, 2).Draw(t, "case"))), Claim: rapid.IntRange(1, 2).Draw(t, "claim")}
	line := rapid.IntRange(1, len(o.Lines)).Draw(t, "line")
	parcel := 0
	if len(o.Parcels) > 0 {
		parcel = rapid.IntRange(0, len(o.Parcels)).Draw(t, "parcel")
	}
	minor := rapid.Int64Range(0, 12000).Draw(t, "minor")
	due := Debt{Case: claim.Case, Obligation: rapid.IntRange(1, 2).Draw(t, "obligation")}
	for range rapid.IntRange(1, 2).Draw(t, "parts") {
		due.Parts = append(due.Parts, Part{
			Claim: claim.Claim, Line: rapid.IntRange(1, len(o.Lines)).Draw(t, "part line"),
			Purpose: rapid.SampledFrom([]Purpose{Refund, Refund, Refund, Freight, Damages, ToMerchant}).Draw(t, "purpose"),
			Minor:   rapid.Int64Range(0, 9000).Draw(t, "part"),
		})
	}
	switch act := rapid.IntRange(0, 21).Draw(t, "act"); act {
	case 0, 1, 2:
		s.try(Freeze(s.b, s.by(), Stake{ClaimRef: claim, Line: line, Parcel: parcel, WantMinor: minor}))
	case 3, 4:
		e := Ending{ClaimRef: claim, Line: line, Minor: minor}
		if rapid.Bool().Draw(t, "told") {
			e.ToldAt = s.now
		}
		s.try(Thaw(s.b, s.by(), e))
	case 5:
		s.try(WasTold(s.b, s.by(), claim, s.now), nil)
	case 6, 7:
		s.try(PayClaim(s.b, s.by(), due))
	case 8:
		s.try(AskOwn(s.b, s.by(), due, minor))
	case 9:
		if n := len(o.Own); n > 0 {
			s.try(OwnArrived(s.b, s.by(), o.Own[rapid.IntRange(0, n-1).Draw(t, "own")].ID))
		}
	case 10:
		s.try(DebitPayouts(s.b, s.by(), due))
	case 11:
		s.try(DebitDeposit(s.b, s.by(), due))
	case 12:
		s.try(ReplaceFreeze(s.b, s.by(), claim))
	case 13:
		s.try(Release(s.b, s.by(), claim, line, minor))
	case 14:
		s.try(ConfirmReceipt(s.b, s.by(), parcel))
	case 15:
		s.ship(t)
	case 16:
		s.track(t)
	case 17:
		s.provider(t)
	case 18:
		s.fundAct(t, due)
	case 19:
		n := rapid.IntRange(1, 3).Draw(t, "outside")
		s.try(RefundOutside(s.b, s.by(), PastRefund{ID: fmt.Sprint("r", n), Line: line, Minor: minor, At: s.now}, rapid.Bool().Draw(t, "from custody")))
	case 20:
		s.recover(t, due)
	case 21:
		s.bar(t, due, minor)
	}
}

// ship adds a parcel with some of what is not yet packed.
func (s *shop) ship(t *rapid.T) {
	o := s.b.Order
	p := PurchaseParcel{No: len(o.Parcels) + 1}
	for _, l := range o.Lines {
		left := l.Qty
		for _, q := range o.Parcels {
			for _, i := range q.Items {
				if i.Line == l.No {
					left -= i.Qty
				}
			}
		}
		if n := rapid.Int64Range(0, left).Draw(t, "packed"); n > 0 {
			p.Items = append(p.Items, Packed{Line: l.No, Qty: n})
		}
	}
	if len(p.Items) > 0 {
		s.tell(s.again(p))
	}
}

// again is the purchase as told, with one more parcel.
func (s *shop) again(p PurchaseParcel) Purchase {
	o := s.b.Order
	in := Purchase{
		Order: o.ID, Source: o.Source, Number: "2026091400001", Digest: o.Digest, Origin: o.Origin, Custody: o.Custody,
		Currency: o.Currency, Buyer: Buyer{Person: o.Buyer}, Merchant: o.Merchant, BoughtAt: o.BoughtAt, SharesGiven: true,
		Parcels: []PurchaseParcel{p}, Payments: o.Payments,
	}
	for _, l := range o.Lines {
		in.Lines = append(in.Lines, PurchaseLine{
			No: l.No, Digital: l.Digital, Qty: l.Qty, UnitMinor: l.UnitMinor, DiscountMinor: l.DiscountMinor,
			CouponMinor: l.CouponMinor, FreightMinor: l.FreightMinor, Windows: l.Windows,
		})
		in.DiscountMinor += l.DiscountMinor
		in.CouponMinor += l.CouponMinor
		in.FreightMinor += l.FreightMinor
	}
	return in
}

func (s *shop) track(t *rapid.T) {
	for _, p := range s.b.Order.Parcels {
		if rapid.Bool().Draw(t, "tracked") {
			ago := time.Duration(rapid.IntRange(0, 400).Draw(t, "hours ago")) * time.Hour
			code := rapid.SampledFrom([]TrackCode{FirstScan, Signed, Delivered, Refused}).Draw(t, "code")
			s.try(Track(s.b, s.by(), p.No, []TrackPoint{{At: s.now.Add(-ago), Code: code}}))
		}
	}
}

// provider reports outcomes, also twice, late and out of order.
func (s *shop) provider(t *rapid.T) {
	for _, p := range s.b.Order.PayOuts {
		switch rapid.IntRange(0, 4).Draw(t, "notice") {
		case 0, 1:
			s.try(PayOutDone(s.b, s.by(), p.ID, "n"))
		case 2:
			s.try(PayOutNotDone(s.b, s.by(), p.ID, rapid.IntRange(1, 3).Draw(t, "attempt"), "closed"))
		case 3:
			s.try(PayOutAgain(s.b, s.by(), p.ID))
		}
	}
	for _, p := range s.b.Merchant.Payouts {
		if rapid.Bool().Draw(t, "paid out") {
			s.try(PayoutDone(s.b, s.by(), p.ID, "n"))
		} else {
			s.try(PayoutNotDone(s.b, s.by(), p.ID, p.Attempt, "closed"))
		}
	}
}

// fundAct asks the fund, or lets an answer come, also twice.
func (s *shop) fundAct(t *rapid.T, due Debt) {
	s.try(AskFund(s.b, s.by(), due))
	for _, r := range s.b.Order.Fund {
		if !rapid.Bool().Draw(t, "answered") {
			continue
		}
		paid := s.fund(s.f.Pay(fundStream(), s.by(), s.b.Order.ID, "CNY", r), nil)
		open := r.State == RequestAsked || r.State == RequestLate
		d, err := FundAnswer(s.b, s.by(), r.ID, paid.Minor)
		s.try(d, err)
		if open && err == nil {
			s.fund(s.f.Settle(fundStream(), s.by(), r.ID, paid.Minor-d.Minor), nil)
		}
	}
}

// recover pays a debt of the fund back in part.
func (s *shop) recover(t *rapid.T, due Debt) {
	for _, a := range s.b.Order.Advances {
		if a.Case == due.Case && a.Obligation == due.Obligation {
			due.FundMinor = rapid.Int64Range(0, a.PaidMinor-a.BackMinor).Draw(t, "recovered")
			s.try(DebitDeposit(s.b, s.by(), due))
		}
	}
	for _, open := range s.b.Order.Open {
		for _, a := range s.b.Order.Advances {
			d := Debt{Case: a.Case, Obligation: a.Obligation}
			if got, err := s.f.Receive(fundStream(), s.by(), s.b.Order.ID, "CNY", d, open); err == nil {
				s.fund(got, nil)
				s.try(Arrived(s.b, s.by(), open.ID), nil)
				break
			}
		}
	}
}

func (s *shop) bar(t *rapid.T, due Debt, minor int64) {
	switch rapid.IntRange(0, 2).Draw(t, "bar") {
	case 0:
		s.try(BarDeposit(s.b, s.by()), nil)
	case 1:
		s.try(JoinBar(s.b, s.by(), BarredDue{Case: due.Case, Obligation: due.Obligation, Currency: "CNY", Minor: minor}))
	case 2:
		s.try(DepositOut(s.b, s.by(), money.Amount{Minor: minor, Currency: "CNY"}, fmt.Sprint("out", minor)))
	}
}

// settle ends everything and waits: then nothing is frozen, and nothing is held
// of what was signed for.
func (s *shop) settle(t *rapid.T) {
	for _, f := range s.b.Order.Stakes {
		s.try(Thaw(s.b, s.by(), Ending{ClaimRef: f.ClaimRef}))
	}
	s.now = s.now.AddDate(0, 2, 0)
	d := Elapse(s.b, s.by())
	s.b = d.Books
	s.book(d.Entries)
	if left := s.b.Picture().FrozenMinor; left != 0 {
		t.Fatalf("%d frozen although every claim has ended", left)
	}
	for _, p := range s.b.Order.Parcels {
		for _, b := range s.b.Order.Balances {
			if b.Name == HeldAccount && b.Parcel == p.No && b.Minor > 0 && !p.SignedAt.IsZero() {
				t.Fatalf("%d of parcel %d held for ever", b.Minor, p.No)
			}
		}
	}
}

// TestShares proves of any order: shares add up to the totals, no line is below
// zero, and its units together are worth it.
func TestShares(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := randomShop(t)
		var discount, coupon, freight int64
		for _, l := range s.b.Order.Lines {
			discount, coupon, freight = discount+l.DiscountMinor, coupon+l.CouponMinor, freight+l.FreightMinor
			var units int64
			for n := range l.Qty {
				worth, err := s.b.Order.Worth(l.No, 0, n, 1)
				if err != nil || worth < 0 {
					t.Fatalf("unit %d of line %d: %d, %v", n, l.No, worth, err)
				}
				units += worth
			}
			if units != l.ShareMinor || l.ShareMinor < 0 {
				t.Fatalf("line %d: share %d, units %d", l.No, l.ShareMinor, units)
			}
		}
		if p := s.b.Order.TotalMinor(); len(s.b.Order.Payments) > 0 && p != s.b.Order.Payments[0].Minor+second(s.b.Order.Payments) {
			t.Fatalf("total %d", p)
		}
	})
}

func second(p []Payment) int64 {
	if len(p) > 1 {
		return p[1].Minor
	}
	return 0
}
