package escrow_test

import (
	"errors"
	"testing"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
)

// TestReplaceFreeze: deposit takes the place of escrow (T74): the money goes its
// way, the claim stays secured once, and is paid from the deposit.
func TestReplaceFreeze(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 20000)))
	refused(t, ErrNotEnough)(ReplaceFreeze(s.b, s.by(), ref(1)))
	s.deposit(50000)
	refused(t, ErrAmount)(ReplaceFreeze(s.b, s.by(), ref(2)))
	s.do(ReplaceFreeze(s.b, s.by(), ref(1)))
	is(t, "held", s.b.Picture().HeldMinor, 30000)
	is(t, "secured by deposit", s.b.Picture().DepositMinor, 20000)
	is(t, "deposit frozen", s.balance(DepositFrozen), 20000)
	refused(t, ErrNotEnough)(DepositOut(s.b, s.by(), yuan(30001), "out"))
	// A second claim on the line can only have what is not secured.
	is(t, "second claim", s.do(Freeze(s.b, s.by(), claimStake(2, 1, 30000))).Minor, 10000)
	s.do(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 15000))))
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
	is(t, "refunded", s.b.Picture().RefundedMinor, 15000)
	is(t, "deposit free", s.balance(DepositFree), 35000)
	is(t, "deposit frozen", s.balance(DepositFrozen), 0)
	is(t, "second claim now", s.b.Picture().FrozenMinor, 15000)
}

// TestDepositBar: the deposit of a merchant with too many claims is shared pro
// rata by largest remainder when K_BAR ends (T76, §8 case 14).
func TestDepositBar(t *testing.T) {
	t.Parallel()
	s := paidOut(t, 30000)
	s.deposit(10000)
	s.do(BarDeposit(s.b, s.by()), nil)
	refused(t, ErrBarred)(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 30000))))
	refused(t, ErrBarred)(DepositOut(s.b, s.by(), yuan(1), "out"))
	for n, minor := range []int64{30000, 20000, 10001} {
		s.do(JoinBar(s.b, s.by(), BarredDue{Case: caseNo(byte(n + 1)), Obligation: 1, Currency: "CNY", Minor: minor}))
	}
	s.until("2026-10-15 23:59") // fifteen working days after 09-18: 20 (worked) … 24, 28 … 30, 10-08 … 15
	is(t, "still barred", s.balance(DepositFree), 10000)
	s.until("2026-10-16 00:00")
	shares := s.b.Merchant.Bar.Claims
	is(t, "share 1", shares[0].ShareMinor, 5000) // 30000 ⁄ 60001 of 100.00 = 49.999
	is(t, "share 2", shares[1].ShareMinor, 3333) // 33.332
	is(t, "share 3", shares[2].ShareMinor, 1667) // 16.668
	is(t, "paid", s.do(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 30000)))).Minor, 5000)
	is(t, "again", s.do(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 25000)))).Minor, 0)
}

// TestInsolvency: nothing of the merchant's is debited; the order's escrow is
// apart and still pays (§8 case 10).
func TestInsolvency(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.deposit(10000)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 10000)))
	s.do(StopDebits(s.b, s.by(), "insolvency"), nil)
	refused(t, ErrStopped)(DebitPayouts(s.b, s.by(), debt(refund(1, 1, 1))))
	refused(t, ErrStopped)(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 1))))
	refused(t, ErrStopped)(ReplaceFreeze(s.b, s.by(), ref(1)))
	is(t, "escrow pays", s.do(PayClaim(s.b, s.by(), debt(refund(1, 1, 10000)))).Minor, 10000)
	s.do(StopDebits(s.b, s.by(), ""), nil)
	is(t, "deposit pays again", s.do(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 1)))).Minor, 1)
}

// TestFund: it pays what it has, never damages, never twice; what came too late
// goes back to it.
func TestFund(t *testing.T) {
	t.Parallel()
	s := paidOut(t, 30000)
	s.give(5000)
	refused(t, ErrNotCovered)(AskFund(s.b, s.by(), debt(Part{Claim: 1, Purpose: Damages, Minor: 1})))
	due := debt(refund(1, 1, 12000))
	s.do(AskFund(s.b, s.by(), due))
	refused(t, ErrConfirmed)(AskFund(s.b, s.by(), due))
	s.until("2026-09-19 09:00") // 24 h without an answer
	if r := s.b.Order.Fund[0]; r.State != RequestLate {
		t.Errorf("request is %s", r.State)
	}
	r := s.b.Order.Fund[0]
	paid := s.fund(s.f.Pay(fundStream(), s.by(), s.b.Order.ID, "CNY", r), nil)
	is(t, "it pays what it has", paid.Minor, 5000)
	is(t, "asked again", s.fund(s.f.Pay(fundStream(), s.by(), s.b.Order.ID, "CNY", r), nil).Minor, 5000)
	is(t, "cash", s.f.CashMinor("CNY"), 0)
	s.until("2026-09-20 10:00")
	late := s.fund(s.f.Elapse(fundStream(), s.by()), nil)
	if len(late.Entries) != 1 || !s.f.Open[0].Late {
		t.Error("a payment without an answer is not marked")
	}
	s.ownPayment(debt(refund(1, 1, 27000)), 27000) // in the meantime he pays most of it
	got := s.do(FundAnswer(s.b, s.by(), r.ID, paid.Minor))
	is(t, "taken", got.Minor, 3000)
	s.do(FundAnswer(s.b, s.by(), r.ID, paid.Minor))
	s.fund(s.f.Settle(fundStream(), s.by(), r.ID, 2000), nil)
	s.fund(s.f.Settle(fundStream(), s.by(), r.ID, 2000), nil)
	is(t, "cash", s.f.CashMinor("CNY"), 2000)
	is(t, "recourse", s.f.RecourseMinor("CNY", caseNo(1)), 3000)
	is(t, "refunded", s.b.Picture().RefundedMinor, 30000)
}

// TestFundDeclines: an empty fund (limit 0) says so, and the debt stays.
func TestFundDeclines(t *testing.T) {
	t.Parallel()
	s := paidOut(t, 30000)
	is(t, "from an empty fund", s.askFund(debt(refund(1, 1, 12000))).Minor, 0)
	if r := s.b.Order.Fund[0]; r.State != RequestDeclined {
		t.Errorf("request is %s", r.State)
	}
	refused(t, ErrAmount)(AskOwn(s.b, s.by(), Debt{Case: caseNo(1), FundMinor: 1}, 2))
	refused(t, ErrAmount)(AskOwn(s.b, s.by(), Debt{Case: caseNo(1), FundMinor: 1}, 1)) // nothing was advanced
}

// TestBarWithEnough: nobody gets more than he asked, and the rest is free again.
func TestBarWithEnough(t *testing.T) {
	t.Parallel()
	s := paidOut(t, 30000)
	s.deposit(10000)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 100)))
	s.do(BarDeposit(s.b, s.by()), nil)
	due := BarredDue{Case: caseNo(1), Obligation: 1, Currency: "CNY", Minor: 5000}
	s.do(JoinBar(s.b, s.by(), due))
	due.Minor = 3000
	s.do(JoinBar(s.b, s.by(), due)) // asks less now
	s.until("2026-10-16 00:00")
	is(t, "set aside", s.balance(DepositFrozen), 3000)
	is(t, "free", s.balance(DepositFree), 7000)
	refused(t, ErrUnknownRef)(JoinBar(s.b, s.by(), due))
	s.do(DepositOut(s.b, s.by(), yuan(7000), "out"))
	s.do(DepositOut(s.b, s.by(), yuan(7000), "out"))
	is(t, "free", s.balance(DepositFree), 0)
}

// TestNoReplacementFromABarredDeposit: while it waits to be shared, it secures
// nothing new.
func TestNoReplacementFromABarredDeposit(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.deposit(50000)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 20000)))
	s.do(BarDeposit(s.b, s.by()), nil)
	refused(t, ErrBarred)(ReplaceFreeze(s.b, s.by(), ref(1)))
}

// TestBarredDepositStillPaysWhatItSecures: a bar stops what is free, not what was
// frozen for a claim before.
func TestBarredDepositStillPaysWhatItSecures(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.deposit(50000)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 20000)))
	s.do(ReplaceFreeze(s.b, s.by(), ref(1)))
	s.do(BarDeposit(s.b, s.by()), nil)
	is(t, "paid", s.do(DebitDeposit(s.b, s.by(), debt(refund(1, 1, 25000)))).Minor, 20000)
	is(t, "free", s.balance(DepositFree), 30000)
}

// TestRecoveryToTheFund: two advances on one obligation, paid back once each,
// and a transfer nobody answers is marked.
func TestRecoveryToTheFund(t *testing.T) {
	t.Parallel()
	s := paidOut(t, 30000)
	s.deposit(50000)
	s.give(5000)
	s.askFund(debt(refund(1, 1, 9000)))
	s.fund(s.f.Give(fundStream(), s.by(), yuan(10000), "second gift"))
	s.askFund(debt(refund(1, 1, 4000)))
	is(t, "recourse", s.f.RecourseMinor("CNY", caseNo(1)), 9000)

	back := Debt{Case: caseNo(1), Obligation: 1, FundMinor: 7000}
	s.do(DebitDeposit(s.b, s.by(), back))
	open := s.b.Order.Open[0]
	s.until("2026-09-19 09:00")
	if !s.b.Order.Open[0].Late {
		t.Error("a transfer without an answer is not marked")
	}
	s.fund(s.f.Receive(fundStream(), s.by(), s.b.Order.ID, "CNY", back, open))
	s.fund(s.f.Receive(fundStream(), s.by(), s.b.Order.ID, "CNY", back, open))
	s.do(Arrived(s.b, s.by(), open.ID), nil)
	s.do(Arrived(s.b, s.by(), open.ID), nil)
	is(t, "recourse left", s.f.RecourseMinor("CNY", caseNo(1)), 2000)
	is(t, "first advance", s.f.Advances[0].BackMinor, 5000)
	is(t, "second advance", s.f.Advances[1].BackMinor, 2000)
	is(t, "cash", s.f.CashMinor("CNY"), 15000-9000+7000)
	open.ID, open.Minor = open.ID+"x", 2001
	if _, err := s.f.Receive(fundStream(), s.by(), s.b.Order.ID, "CNY", back, open); !errors.Is(err, ErrAmount) {
		t.Errorf("more than was advanced: %v", err)
	}
}
