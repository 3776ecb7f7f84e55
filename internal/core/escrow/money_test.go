package escrow_test

import (
	"errors"
	"testing"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// refused expects an act to be refused by code, with nothing booked.
func refused(t *testing.T, want error) func(Done, error) {
	t.Helper()
	return func(d Done, err error) {
		t.Helper()
		if !errors.Is(err, want) || len(d.Entries) > 0 {
			t.Errorf("got %v and %d entries, want %v", err, len(d.Entries), want)
		}
	}
}

// possible is how much a refusal says would be possible.
func possible(err error) int64 {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r.Minor
	}
	return -1
}

// TestFreezeAtMost: each line sets stakes on a line of 300.00 in turn, and says
// what each freezes (procedure.md §5 "Freeze", M07).
func TestFreezeAtMost(t *testing.T) {
	t.Parallel()
	two := ClaimRef{Case: caseNo(2), Claim: 1}
	for _, c := range []struct {
		why            string
		past           int64 // refunded before
		first, another int64
		frozen         int64
		secondFrozen   int64
	}{
		{why: "what is asked", first: 10000, frozen: 10000},
		{why: "never more than was paid", first: 99999, frozen: 30000},
		{why: "less what was refunded", past: 5000, first: 30000, frozen: 25000},
		{why: "a second case on the line gets what is left", first: 20000, another: 20000, frozen: 20000, secondFrozen: 10000},
		{why: "and nothing when nothing is left", first: 30000, another: 100, frozen: 30000},
	} {
		s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", func(p *Purchase) {
			if c.past > 0 {
				p.Refunds = []PastRefund{{ID: "r", Line: 1, Minor: c.past, At: at(t, "2026-09-17 08:00")}}
			}
		})
		is(t, c.why, s.do(Freeze(s.b, s.by(), claimStake(1, 1, c.first))).Minor, c.frozen)
		if c.another > 0 {
			is(t, c.why, s.do(Freeze(s.b, s.by(), Stake{ClaimRef: two, Line: 1, WantMinor: c.another})).Minor, c.secondFrozen)
		}
	}
}

// TestFreezeAgain: a stake set anew freezes or thaws the difference; set to the
// same it moves nothing.
func TestFreezeAgain(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	for _, want := range []int64{10000, 10000, 15000, 4000} {
		s.do(Freeze(s.b, s.by(), claimStake(1, 1, want)))
		is(t, "frozen", s.b.Picture().FrozenMinor, want)
	}
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 0)))
	is(t, "frozen", s.b.Picture().FrozenMinor, 0)
	if len(s.b.Order.Stakes) != 0 {
		t.Errorf("a stake is left: %v", s.b.Order.Stakes)
	}
	refused(t, ErrAmount)(Freeze(s.b, s.by(), claimStake(1, 1, -1)))
	refused(t, ErrUnknownLine)(Freeze(s.b, s.by(), claimStake(1, 2, 1)))
	refused(t, ErrUnknownParcel)(Freeze(s.b, s.by(), Stake{ClaimRef: ref(1), Line: 1, Parcel: 2, WantMinor: 1}))
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 100)))
	refused(t, ErrOverlap)(Freeze(s.b, s.by(), Stake{ClaimRef: ref(1), Line: 1, Parcel: 1, WantMinor: 1}))
}

// TestTwoCasesOnOneOrder: what one case thaws secures the other, whose stake
// could not be met.
func TestTwoCasesOnOneOrder(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	other := ClaimRef{Case: caseNo(2), Claim: 1}
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
	s.do(Freeze(s.b, s.by(), Stake{ClaimRef: other, Line: 1, WantMinor: 12000}))
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 10000))))
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
	is(t, "frozen for the other case", s.b.Picture().FrozenMinor, 12000)
	is(t, "held", s.b.Picture().HeldMinor, 8000)
	s.due(t, "")
	s.do(PayClaim(s.b, s.by(), Debt{Case: caseNo(2), Obligation: 1, Parts: []Part{refund(1, 1, 12000)}}))
	is(t, "refunded", s.b.Picture().RefundedMinor, 22000)
	s.due(t, "2026-09-27 00:00")
}

// TestOverRefundIsImpossible: no source gives back more than was paid for a
// line, nor what is secured there for another claim.
func TestOverRefundIsImpossible(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.deposit(100000)
	s.unsettled(100000)
	s.do(Freeze(s.b, s.by(), Stake{ClaimRef: ClaimRef{Case: caseNo(2), Claim: 1}, Line: 1, WantMinor: 12000}))
	tooMuch, justSo := debt(refund(1, 1, 18001)), debt(refund(1, 1, 18000))
	refused(t, ErrOverRefund)(AskOwn(s.b, s.by(), tooMuch, 18001))
	refused(t, ErrOverRefund)(DebitPayouts(s.b, s.by(), tooMuch))
	refused(t, ErrOverRefund)(DebitDeposit(s.b, s.by(), tooMuch))
	refused(t, ErrOverRefund)(AskFund(s.b, s.by(), tooMuch))
	refused(t, ErrOverRefund)(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 9000), refund(2, 1, 9001))))
	refused(t, ErrOverRefund)(RefundOutside(s.b, s.by(), PastRefund{ID: "r", Line: 1, Minor: 30001, At: s.now}, false))
	_, err := DebitDeposit(s.b, s.by(), tooMuch)
	is(t, "possible", possible(err), 18000)
	s.do(DebitDeposit(s.b, s.by(), justSo))
	refused(t, ErrOverRefund)(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 1))))
	// Beyond the price is damages, which the line does not limit.
	s.do(DebitDeposit(s.b, s.by(), debt(Part{Claim: 1, Purpose: Damages, Minor: 50000})))
	is(t, "damages", s.b.Picture().ExtraMinor, 50000)
}

// TestOwnPaymentAgainAndLate: a payment counts once; one that comes when the
// debt is met is not booked.
func TestOwnPaymentAgainAndLate(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(AskOwn(s.b, s.by(), debt(refund(1, 1, 30000)), 30000))
	one := s.b.Order.Own[0].ID
	s.do(AskOwn(s.b, s.by(), debt(refund(1, 1, 30000)), 30000))
	two := s.b.Order.Own[1].ID
	s.do(OwnFailed(s.b, s.by(), one, "declined"))
	s.do(OwnArrived(s.b, s.by(), one)) // it came after all
	s.do(OwnArrived(s.b, s.by(), one))
	is(t, "refunded", s.b.Picture().RefundedMinor, 30000)
	refused(t, ErrOverRefund)(OwnArrived(s.b, s.by(), two))
	refused(t, ErrUnknownRef)(OwnArrived(s.b, s.by(), "nobody's"))
	refused(t, ErrAmount)(AskOwn(s.b, s.by(), debt(refund(1, 1, 1)), 2))
}

// TestPaidOtherwiseThaws: what a claim was paid by other means is not frozen for
// it any more, so that it is never paid twice.
func TestPaidOtherwiseThaws(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
	s.ownPayment(debt(refund(1, 1, 20000)), 20000)
	is(t, "frozen", s.b.Picture().FrozenMinor, 10000)
	is(t, "held", s.b.Picture().HeldMinor, 20000)
	s.do(RefundOutside(s.b, s.by(), PastRefund{ID: "r", Line: 1, Minor: 10000, At: s.now}, false))
	s.do(RefundOutside(s.b, s.by(), PastRefund{ID: "r", Line: 1, Minor: 10000, At: s.now}, false))
	is(t, "frozen", s.b.Picture().FrozenMinor, 0)
	is(t, "held", s.b.Picture().HeldMinor, 30000)
	is(t, "refunded", s.b.Picture().RefundedMinor, 30000)
}

// TestNotRefundedBeforeConfirmed: notices come twice, late and out of order; the
// money is refunded once, when the provider confirms.
func TestNotRefundedBeforeConfirmed(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.auto = false
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 30000))))
	pay := s.b.Order.PayOuts[0].ID
	is(t, "payable", s.b.Picture().PayableMinor, 30000)
	is(t, "refunded", s.b.Picture().RefundedMinor, 0)
	if s.b.Picture().Where != Returning {
		t.Errorf("shown as %s", s.b.Picture().Where)
	}
	s.do(PayOutNotDone(s.b, s.by(), pay, 1, "account_closed"))
	s.do(PayOutAgain(s.b, s.by(), pay))
	s.do(PayOutAgain(s.b, s.by(), pay))
	s.do(PayOutNotDone(s.b, s.by(), pay, 1, "the first notice again"))
	if p := s.b.Order.PayOuts[0]; p.State != PayOutInstructed || p.Attempt != 2 {
		t.Errorf("attempt %d is %s", p.Attempt, p.State)
	}
	s.do(PayOutDone(s.b, s.by(), pay, "n1"))
	s.do(PayOutDone(s.b, s.by(), pay, "n1"))
	s.do(PayOutNotDone(s.b, s.by(), pay, 2, "too late"))
	is(t, "refunded", s.b.Picture().RefundedMinor, 30000)
	if s.b.Picture().Where != Refunded {
		t.Errorf("shown as %s", s.b.Picture().Where)
	}
	refused(t, ErrUnknownRef)(PayOutDone(s.b, s.by(), "nobody's", ""))
}

// TestRefusedPayOutIsTriedAgain: each row is the provider's word on one attempt and
// when the next is instructed by itself; after the last nothing more happens, the
// money still stands in payable, and a late success is booked once.
func TestRefusedPayOutIsTriedAgain(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.auto, s.tries = false, 5
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 30000))))
	pay := s.b.Order.PayOuts[0].ID
	for i, again := range []string{"2026-09-17 10:00", "2026-09-17 16:00", "2026-09-18 16:00", "2026-09-19 16:00"} {
		s.do(PayOutNotDone(s.b, s.by(), pay, i+1, "account_closed"))
		if next := s.b.Order.NextDue(); !next.Equal(at(t, again)) {
			t.Errorf("after refusal %d the next try is at %v, want %s", i+1, next, again)
		}
		s.until(again)
		if p := s.b.Order.PayOuts[0]; p.ID != pay || p.State != PayOutInstructed || p.Attempt != i+2 || p.Failures != i+1 {
			t.Fatalf("after refusal %d: %+v", i+1, p)
		}
	}
	s.do(PayOutNotDone(s.b, s.by(), pay, 5, "account_closed"))
	s.until("2026-12-31 00:00")
	if p := s.b.Order.PayOuts[0]; p.State != PayOutFailed || p.Attempt != 5 {
		t.Errorf("after the last try: %+v", p)
	}
	is(t, "payable", s.b.Picture().PayableMinor, 30000)
	s.do(PayOutDone(s.b, s.by(), pay, "n1"))
	s.do(PayOutDone(s.b, s.by(), pay, "n1"))
	is(t, "refunded", s.b.Picture().RefundedMinor, 30000)
	is(t, "payable", s.b.Picture().PayableMinor, 0)
	paid := s.b.Order.PaidOut(caseNo(1), func(PayOut) bool { return true })
	if !paid.Confirmed() || paid.ConfirmedMinor != 30000 || !paid.At.Equal(s.now) {
		t.Errorf("confirmed: %+v", paid)
	}
}

// TestRefundByTender: a refund goes back the way the money came, pro rata.
func TestRefundByTender(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", func(p *Purchase) {
		card := p.Payments[0]
		card.ID, card.Tender, card.Minor = "pay2", "card", 20000
		p.Payments[0].Minor = 10000
		p.Payments = append(p.Payments, card)
	})
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
	back := map[string]int64{}
	for _, minor := range []int64{100, 10000, 19900} {
		s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, minor))))
		last := s.b.Order.PayOuts[len(s.b.Order.PayOuts)-1]
		var sum int64
		for _, p := range last.Tenders {
			back[p.Tender] += p.Minor
			sum += p.Minor
		}
		is(t, "tenders of a refund", sum, minor)
		if minor == 100 {
			is(t, "of 1.00 to the first tender", back["alipay"], 33)
		}
	}
	is(t, "alipay", back["alipay"], 10000)
	is(t, "card", back["card"], 20000)
}

// TestRelease: a final result in the merchant's favour, and a buyer's debt.
func TestRelease(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 20000)))
	refused(t, ErrNotEnough)(Release(s.b, s.by(), ref(1), 1, 20001))
	refused(t, ErrPurpose)(PayClaim(s.b, s.by(), debt(Part{Claim: 1, Line: 1, Purpose: ToMerchant, Minor: 1})))
	s.do(Release(s.b, s.by(), ref(1), 1, 5000))
	is(t, "unsettled", s.b.Picture().UnsettledMinor, 5000)
	is(t, "frozen", s.b.Picture().FrozenMinor, 15000)
	s.ownPayment(debt(Part{Claim: 1, Line: 1, Purpose: ToMerchant, Minor: 700}), 700)
	is(t, "paid to the merchant", s.b.Picture().SellerMinor, 700)
}

// TestNobodysCustody: an order we only know by a party's word: nothing is frozen
// or paid from it; own payments still count and are limited.
func TestNobodysCustody(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", func(p *Purchase) { p.Custody, p.Origin = None, Claimed })
	if s.b.Picture().Where != Supervised {
		t.Errorf("shown as %s", s.b.Picture().Where)
	}
	is(t, "frozen", s.do(Freeze(s.b, s.by(), claimStake(1, 1, 20000))).Minor, 0)
	is(t, "paid", s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 20000)))).Minor, 0)
	refused(t, ErrOverRefund)(AskOwn(s.b, s.by(), debt(refund(1, 1, 30001)), 30001))
	s.ownPayment(debt(refund(1, 1, 20000)), 20000)
	is(t, "refunded", s.b.Picture().RefundedMinor, 20000)
	s.until("2026-10-30 00:00")
	is(t, "released", s.b.Picture().ReleasedMinor, 0)
}

// TestConfirmTwice: receipt is confirmed once.
func TestConfirmTwice(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(ConfirmReceipt(s.b, s.by(), 1))
	refused(t, ErrConfirmed)(ConfirmReceipt(s.b, s.by(), 1))
	refused(t, ErrUnknownParcel)(ConfirmReceipt(s.b, s.by(), 2))
	refused(t, ErrUnknownParcel)(Track(s.b, s.by(), 2, nil))
}

// TestImpossibleHistoryPanics: what can not have happened is not folded.
func TestImpossibleHistoryPanics(t *testing.T) {
	t.Parallel()
	held := Account{Name: HeldAccount, Currency: "CNY", Line: 1}
	for why, lines := range map[string][]Posting{
		"a journal that does not sum to zero": {{Account: held, Minor: 1}},
		"a balance below zero":                {{Account: held, Minor: -1}, {Account: Account{Name: Payable, Currency: "CNY"}, Minor: 1}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is folded", why)
				}
			}()
			EvolveOrder(Order{Currency: "CNY"}, []record.Recorded{{Event: Froze{Change: Change{Booking: Booking{Postings: lines}}}}})
		}()
	}
}

// TestEvolveLeavesTheOldState: states are values.
func TestEvolveLeavesTheOldState(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	before := s.b
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 20000)))
	s.do(ConfirmReceipt(s.b, s.by(), 1))
	is(t, "held before", before.Picture().HeldMinor, 30000)
	if _, runs := before.Order.Parcels[0].Items[0].Confirm.Due(); !runs || len(before.Merchant.Payouts) != 0 {
		t.Error("an act changed the books it was given")
	}
}

// TestEventKinds: every kind has its own name, and a version.
func TestEventKinds(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range Events() {
		if seen[e.Kind()] || e.Kind() == "" || e.Version() < 1 {
			t.Errorf("%T: kind %q version %d", e, e.Kind(), e.Version())
		}
		seen[e.Kind()] = true
	}
}

func yuan(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "CNY"} }

// TestTendersOfOneAct: parts paid in one act do not go back to the same payment twice.
func TestTendersOfOneAct(t *testing.T) {
	t.Parallel()
	p := purchase([]PurchaseLine{goods(1, 1, 1), goods(2, 1, 1)}, 0, 0, 0)
	other := p.Payments[0]
	p.Payments[0].Minor, other.ID, other.Minor = 1, "pay2", 1
	p.Payments = append(p.Payments, other)
	s := openShop(t, "2026-09-17 09:00", p)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 1)))
	s.do(Freeze(s.b, s.by(), claimStake(1, 2, 1)))
	s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 1), refund(1, 2, 1)))) // the audit looks at each payment
	is(t, "refunded", s.b.Picture().RefundedMinor, 2)
}

// TestTrimOrder: what was paid otherwise thaws first of the claim it was paid
// for, then of the youngest.
func TestTrimOrder(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	for claim := range 3 {
		s.do(Freeze(s.b, s.by(), claimStake(claim+1, 1, 10000)))
	}
	s.ownPayment(debt(refund(2, 1, 7000)), 7000)
	is(t, "claim 1", s.frozen(1), 10000)
	is(t, "claim 2", s.frozen(2), 3000)
	is(t, "claim 3", s.frozen(3), 10000)
	s.do(RefundOutside(s.b, s.by(), PastRefund{ID: "r", Line: 1, Minor: 11000, At: s.now}, false))
	is(t, "claim 1", s.frozen(1), 10000)
	is(t, "claim 2", s.frozen(2), 2000)
	is(t, "claim 3", s.frozen(3), 0)
}

func (s *shop) frozen(claim int) int64 {
	for _, c := range s.line(1).Claims {
		if c.Claim == claim {
			return c.FrozenMinor
		}
	}
	return 0
}

// TestPayoutsDebitedFirstDueFirst: of the payouts not yet sent, those that would
// leave first; one that was sent is out of reach.
func TestPayoutsDebitedFirstDueFirst(t *testing.T) {
	t.Parallel()
	p := purchase([]PurchaseLine{goods(1, 1, 1000), goods(2, 1, 2000), goods(3, 1, 4000), goods(4, 1, 8000)}, 0, 0, 0)
	for no := range 3 {
		p.Parcels = append(p.Parcels, sent(no+1, at(t, "2026-09-16 15:00"), Packed{Line: no + 1, Qty: 1}))
	}
	s := openShop(t, "2026-09-17 09:00", p)
	s.do(ConfirmReceipt(s.b, s.by(), 2))
	s.until("2026-09-18 10:00") // sent
	s.do(ConfirmReceipt(s.b, s.by(), 3))
	s.now = at(t, "2026-09-18 12:00")
	s.do(ConfirmReceipt(s.b, s.by(), 1))
	if got := s.do(DebitPayouts(s.b, s.by(), debt(refund(1, 1, 500)))); got.Minor != 500 {
		t.Errorf("debited %d", got.Minor)
	}
	left := map[int64]bool{}
	for _, q := range s.b.Merchant.Payouts {
		left[q.Minor] = true
	}
	if !left[2000] || !left[3500] || !left[1000] {
		t.Errorf("payouts left: %v", left)
	}
	is(t, "the rest", s.do(DebitPayouts(s.b, s.by(), debt(refund(1, 4, 8000)))).Minor, 4500)
}
