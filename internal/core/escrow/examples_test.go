package escrow_test

import (
	"testing"
	"time"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// The worked examples of procedure.md §5, to the fen.

// TestExample1_OneOfTwoClaimsSettled: shares of coupon and freight, two claims on
// two lines; one is settled below its stake, the other does not move.
func TestExample1_OneOfTwoClaimsSettled(t *testing.T) {
	t.Parallel()
	p := purchase([]PurchaseLine{goods(1, 1, 29900), goods(2, 1, 8000)}, 0, 3000, 1200)
	p.Parcels = []PurchaseParcel{sent(1, at(t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 1}, Packed{Line: 2, Qty: 1})}
	s := openShop(t, "2026-09-17 09:00", p)

	headset, box := s.b.Order.Lines[0], s.b.Order.Lines[1]
	is(t, "coupon 1", headset.CouponMinor, 2367)
	is(t, "coupon 2", box.CouponMinor, 633)
	is(t, "freight 1", headset.FreightMinor, 947)
	is(t, "freight 2", box.FreightMinor, 253)
	is(t, "line 1", headset.ShareMinor, 28480)
	is(t, "line 2", box.ShareMinor, 7620)

	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 10000)))
	s.do(Freeze(s.b, s.by(), claimStake(2, 2, 7620)))
	is(t, "frozen", s.b.Picture().FrozenMinor, 17620)
	is(t, "free on line 1", s.line(1).HeldMinor, 18480)
	clocksOf2 := *s.b.Order.Parcels[0].Items[1].Confirm.Rest

	s.now = at(t, "2026-09-20 10:00")
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 6000))))
	thawed := s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
	is(t, "refunded", s.line(1).RefundedMinor, 6000)
	is(t, "thawed", thawed.Minor, 4000)
	is(t, "still frozen", s.b.Picture().FrozenMinor, 7620)
	if now := *s.b.Order.Parcels[0].Items[1].Confirm.Rest; now.At != clocksOf2.At || now.Left != clocksOf2.Left {
		t.Errorf("the clock of claim 2 moved: %v, was %v", now, clocksOf2)
	}
}

// TestExample2_ThreeParcelsOneMissing: only the missing cup is frozen, by units;
// the rest is confirmed and released to the fen.
func TestExample2_ThreeParcelsOneMissing(t *testing.T) {
	t.Parallel()
	p := purchase([]PurchaseLine{goods(1, 3, 4590), goods(2, 1, 21900)}, 2000, 0, 800)
	signed := at(t, "2026-09-16 15:00")
	p.Parcels = []PurchaseParcel{
		sent(1, signed, Packed{Line: 1, Qty: 2}), sent(2, time.Time{}, Packed{Line: 1, Qty: 1}), sent(3, signed, Packed{Line: 2, Qty: 1}),
	}
	s := openShop(t, "2026-09-17 09:00", p)
	cups, kettle := s.b.Order.Lines[0], s.b.Order.Lines[1]
	is(t, "discount 1", cups.DiscountMinor, 772)
	is(t, "discount 2", kettle.DiscountMinor, 1228)
	is(t, "freight 1", cups.FreightMinor, 309)
	is(t, "freight 2", kettle.FreightMinor, 491)
	is(t, "cups", cups.ShareMinor, 13307)
	is(t, "kettle", kettle.ShareMinor, 21163)

	for n, want := range []int64{4436, 4435, 4436} { // one cup after the other
		worth, err := s.b.Order.Worth(1, 0, int64(n), 1)
		if err != nil || worth != want {
			t.Errorf("cup %d is worth %d, %v; want %d", n+1, worth, err, want)
		}
	}
	s.do(Freeze(s.b, s.by(), Stake{ClaimRef: ref(1), Line: 1, Parcel: 2, WantMinor: 13307}))
	is(t, "frozen", s.b.Picture().FrozenMinor, 4436)

	s.until("2026-09-27 00:00") // ten natural days after the 16th, no roll over Mid-Autumn
	is(t, "released", s.b.Picture().ReleasedMinor, 30034)
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 4436))))
	is(t, "refunded", s.b.Picture().RefundedMinor, 4436)
	is(t, "left", s.b.Picture().HeldMinor+s.b.Picture().FrozenMinor, 0)
}

// paidOut is an order of one line whose money the merchant has already.
func paidOut(t *testing.T, minor int64) *shop {
	t.Helper()
	p := purchase([]PurchaseLine{goods(1, 1, minor)}, 0, 0, 0)
	parcel := sent(1, at(t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 1})
	parcel.ConfirmedAt = at(t, "2026-09-16 20:00")
	p.Parcels, p.PaidOutAt = []PurchaseParcel{parcel}, at(t, "2026-09-17 20:00")
	s := openShop(t, "2026-09-18 09:00", p)
	is(t, "in escrow", s.b.Picture().HeldMinor, 0)
	return s
}

// unsettled gives the merchant payouts of another order.
func (s *shop) unsettled(minor int64) {
	s.t.Helper()
	p := purchase([]PurchaseLine{goods(1, 1, minor)}, 0, 0, 0)
	p.Order, p.Digest = id.From[id.Order](b16(8)), "00"+p.Digest[2:]
	parcel := sent(1, at(s.t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 1})
	parcel.ConfirmedAt = at(s.t, "2026-09-16 20:00")
	p.Parcels = []PurchaseParcel{parcel}
	entries, err := Import(nil, p, s.by())
	if err != nil {
		s.t.Fatalf("other order: %v", err)
	}
	last := entries[len(entries)-1] // the merchant's half; the other order is not of this shop
	s.fold(last)
	s.all = append(s.all, last, otherHalf(last))
	s.audit()
}

// TestExample3_PayoutAlreadyMade: the merchant pays himself, or else his payouts
// and then his deposit are debited.
func TestExample3_PayoutAlreadyMade(t *testing.T) {
	t.Parallel()
	t.Run("merchant pays", func(t *testing.T) {
		s := paidOut(t, 15000)
		is(t, "from escrow", s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 15000)))).Minor, 0)
		is(t, "own payment", s.ownPayment(debt(refund(1, 1, 15000)), 15000).Minor, 15000)
		is(t, "refunded", s.b.Picture().RefundedMinor, 15000)
	})
	t.Run("merchant does not", func(t *testing.T) {
		s := paidOut(t, 15000)
		s.unsettled(9200)
		s.deposit(100000)
		is(t, "payouts", s.do(DebitPayouts(s.b, s.by(), debt(refund(1, 1, 15000)))).Minor, 9200)
		is(t, "deposit", s.do(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 5800)))).Minor, 5800)
		is(t, "refunded", s.b.Picture().RefundedMinor, 15000)
		is(t, "deposit left", s.balance(DepositFree), 94200)
	})
}

// TestExample4_Shortfall: every source in order, the shortfall to the fen, and
// what is recovered later: first the buyer, then the fund.
func TestExample4_Shortfall(t *testing.T) {
	t.Parallel()
	// Two lines: the first was confirmed and paid out, 120.00 of the second is in escrow.
	p := purchase([]PurchaseLine{goods(1, 1, 36000), goods(2, 1, 12000)}, 0, 0, 0)
	first := sent(1, at(t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 1})
	first.ConfirmedAt = at(t, "2026-09-16 20:00")
	p.Parcels, p.PaidOutAt = []PurchaseParcel{first, sent(2, at(t, "2026-09-17 15:00"), Packed{Line: 2, Qty: 1})}, at(t, "2026-09-17 20:00")
	s := openShop(t, "2026-09-18 09:00", p)
	s.unsettled(3550)
	s.deposit(20000)
	s.give(1000000)
	const limit = 10000 // the fund's, in this example

	s.do(Freeze(s.b, s.by(), claimStake(1, 2, 12000)))
	due := debt(refund(1, 2, 12000), refund(1, 1, 36000))
	due = less(due, s.do(PayClaim(s.b, s.by(), due)), 12000, t)
	due = less(due, s.do(DebitPayouts(s.b, s.by(), due)), 3550, t)
	due = less(due, s.do(DebitDeposit(s.b, s.by(), due)), 20000, t)
	is(t, "due before the fund", sum(due), 12450)
	asked := due
	asked.Parts = []Part{refund(1, 1, limit)}
	due = less(due, s.askFund(asked), 10000, t)
	is(t, "shortfall", sum(due), 2450)
	is(t, "refunded", s.b.Picture().RefundedMinor, 45550)

	due.FundMinor = 10000
	s.ownPayment(due, 6000)
	s.answerFund(due)
	is(t, "refunded", s.b.Picture().RefundedMinor, 48000)
	is(t, "back to the fund", s.b.Picture().FundMinor, 3550)
	is(t, "recourse left", s.f.RecourseMinor("CNY", caseNo(1)), 6450)
	is(t, "cash", s.f.CashMinor("CNY"), 1000000-10000+3550)
	_, err := AskOwn(s.b, s.by(), Debt{Case: caseNo(1), Obligation: 1, FundMinor: 10000}, 10000)
	is(t, "recourse that can still be paid", possible(err), 6450)
}

// TestExample5a_AppealUpward: what nobody appeals is paid at once, the rest stays
// frozen, the difference is paid.
func TestExample5a_AppealUpward(t *testing.T) {
	t.Parallel()
	s := frozen500(t)
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 30000))))
	is(t, "paid at once", s.b.Picture().RefundedMinor, 30000)
	is(t, "still frozen", s.b.Picture().FrozenMinor, 20000)
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 12000))))
	is(t, "thawed", s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now})).Minor, 8000)
	is(t, "paid", s.b.Picture().RefundedMinor, 42000)
}

// TestExample5b_AppealDownward: the conceded part is paid and the part refused
// and not appealed thawed when the window ends.
func TestExample5b_AppealDownward(t *testing.T) {
	t.Parallel()
	s := frozen500(t)
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 10000))))
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), Line: 1, Minor: 20000, ToldAt: s.now}))
	is(t, "paid", s.b.Picture().RefundedMinor, 10000)
	is(t, "thawed", s.b.Picture().HeldMinor, 20000)
	is(t, "frozen", s.b.Picture().FrozenMinor, 20000)
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 8000))))
	is(t, "thawed", s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now})).Minor, 12000)
	is(t, "paid", s.b.Picture().RefundedMinor, 18000)
	is(t, "held", s.b.Picture().HeldMinor, 32000)
}

func frozen500(t *testing.T) *shop {
	t.Helper()
	p := purchase([]PurchaseLine{goods(1, 1, 50000)}, 0, 0, 0)
	p.Parcels = []PurchaseParcel{sent(1, at(t, "2026-09-16 15:00"), Packed{Line: 1, Qty: 1})}
	s := openShop(t, "2026-09-17 09:00", p)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 50000)))
	is(t, "frozen", s.b.Picture().FrozenMinor, 50000)
	return s
}
