package dispute_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// The worked examples of procedure.md §5, to the fen, through moves of a case.

// deadlinesOf are the deadlines of a claim's track, as they stand.
func (p *play) deadlinesOf(claim int) []dispute.Deadline {
	track := p.World.Case.Claim(claim).Track
	return slices.DeleteFunc(slices.Clone(p.World.Case.Deadlines), func(d dispute.Deadline) bool { return d.Track != track || d.Object != "" })
}

// headset is example 1's order: two lines with a coupon and freight over both.
func headset(t *testing.T) *play {
	t.Helper()
	p := shaped(t, "09-14 10:00", func(x *escrow.Purchase) {
		x.CouponMinor, x.FreightMinor, x.Payments[0].Minor = 3000, 1200, 36100
	}, Goods{Qty: 1, Minor: 29900, Signed: 200 * time.Hour}, Goods{Qty: 1, Minor: 8000, Signed: 200 * time.Hour})
	p.is("line 1", p.World.Order.Lines[0].ShareMinor, 28480)
	p.is("line 2", p.World.Order.Lines[1].ShareMinor, 7620)
	return p.accepted(Claim("B1", "PARTIAL", 10000, "1", "1"), Claim("A1", "RETURN_REFUND", 0, "2", "1"))
}

func TestExample1OneOfTwoClaimsSettled(t *testing.T) {
	p := headset(t)
	p.frozen(17620)
	p.is("free of line 1", p.picture().HeldMinor, 18480)
	p.until("09-14 15:00")
	p.do(p.Respondent(), "answer", Items("answers", dispute.Answers{Pick("claim", "2"), Pick("answer", "contest")}))
	before := p.deadlinesOf(2)
	o := p.offers(p.Respondent(), dispute.Answers{Pick("claim", "1"), Pay("amount", 6000)})
	p.takes(p.Claimant(), o)
	p.claim(1, dispute.Performed, 6000)
	p.claim(2, dispute.Open, 0)
	p.is("refunded", p.promised(), 6000)
	p.frozen(7620)
	if after := p.deadlinesOf(2); !reflect.DeepEqual(before, after) {
		t.Errorf("the clocks of claim 2 moved:\n%+v\n%+v", before, after)
	}
}

// promised is what was decided and instructed to the buyer.
func (p *play) promised() int64 {
	return p.picture().RefundedMinor + p.picture().PayableMinor
}

// cups is example 2's order: three cups in two parcels, a kettle in a third.
func cups(t *testing.T) *play {
	t.Helper()
	p := shaped(t, "09-24 10:00", func(x *escrow.Purchase) {
		x.DiscountMinor, x.FreightMinor, x.Payments[0].Minor = 2000, 800, 34470
		x.Lines[0].Windows.NoReasonDays, x.Lines[1].Windows.NoReasonDays = 7, 7
		kettle := x.Parcels[1]
		kettle.No = 3
		x.Parcels[0].Items[0].Qty = 2
		missing := x.Parcels[0]
		missing.No, missing.Track = 2, missing.Track[:1]
		missing.Items = []escrow.Packed{{Line: 1, Qty: 1}}
		x.Parcels = []escrow.PurchaseParcel{x.Parcels[0], missing, kettle}
	}, Goods{Qty: 3, Minor: 4590, Signed: 100 * time.Hour}, Goods{Qty: 1, Minor: 21900, Signed: 100 * time.Hour})
	p.is("cups", p.World.Order.Lines[0].ShareMinor, 13307)
	return p
}

func missingCup() dispute.Answers {
	c := Claim("E1", "REFUND_ONLY", 0, "1", "1")
	c[2].Items[0] = append(c[2].Items[0], Pick("parcel", "2"))
	return c
}

func TestExample2ThreeParcelsOneMissing(t *testing.T) {
	p := cups(t).accepted(missingCup())
	p.frozen(4436)
	p.until("09-30")
	p.is("confirmed and paid out", p.picture().ReleasedMinor, 30034)
	p.claim(1, dispute.Open, 0)
	p.frozen(4436)
	p.takes(p.Respondent(), p.demand())
	p.claim(1, dispute.Performed, 4436)
	p.frozen(0)
	p.is("refunded", p.promised(), 4436)
}

// paidOut is a case settled after the merchant had the money.
func paidOut(t *testing.T) *play {
	t.Helper()
	p := sit(t, "09-14 10:00", Goods{Qty: 1, Minor: 15000, Signed: 100 * time.Hour, Out: true}).accepted(notReceived())
	p.is("in escrow", p.picture().HeldMinor+p.picture().FrozenMinor, 0)
	p.takes(p.Respondent(), p.demand())
	p.claim(1, dispute.Agreed, 0)
	return p
}

func TestExample3PayoutAlreadyMadeMerchantPays(t *testing.T) {
	p := paidOut(t)
	p.due("K_PAY", "09-15 10:00")
	p.until("09-15 09:00")
	p.do(p.Respondent(), "pay", Pay("amount", 15000), Sure())
	p.claim(1, dispute.Agreed, 0) // nothing is paid before the provider says so
	p.Hear(dispute.Signal{Kind: "own_arrived", Ref: p.duty("PAY_DUE").Paying})
	p.claim(1, dispute.Performed, 15000)
	if d := p.duty("PAY_DONE"); d.Breach || d.Sources[0].Source != "own_payment" {
		t.Errorf("paid in 24 h is no breach: %+v", d)
	}
}

func TestExample3PayoutAlreadyMadeMerchantDoesNot(t *testing.T) {
	p := paidOut(t)
	p.deposit(100000)
	p.until("09-14 20:00")
	p.unsettled(9200)
	p.until("09-15 10:00")
	p.is("from payouts", p.duty("PAY_DEPOSIT").Paid, 9200)
	p.due("K_DEP", "09-16 10:00")
	p.until("09-16 10:00")
	d := p.duty("PAY_DONE")
	if want := []dispute.Paid{{Source: "unsettled_payouts", Minor: 9200}, {Source: "deposit", Minor: 5800}}; !slices.Equal(d.Sources, want) || !d.Breach {
		t.Errorf("sources %+v, breach %v", d.Sources, d.Breach)
	}
	p.claim(1, dispute.Performed, 15000)
}

func TestExample4Shortfall(t *testing.T) {
	p := sit(t, "09-14 10:00", Goods{Qty: 1, Minor: 36000, Signed: 100 * time.Hour, Out: true}, Goods{Qty: 1, Minor: 12000, Signed: 200 * time.Hour})
	p.World.Facts.FundFree = 10000
	claim := Claim("E1", "REFUND_ONLY", 0, "1", "1")
	claim[2].Items = append(claim[2].Items, dispute.Answers{Pick("line", "2"), Pay("qty", 1)})
	p.accepted(claim)
	p.frozen(12000)
	p.deposit(20000)
	p.takes(p.Respondent(), p.demand())
	p.until("09-14 20:00")
	p.unsettled(3550)
	p.until("09-16 10:00")
	p.fundPays(10000)
	d := p.duty("PAY_SHORT")
	want := []dispute.Paid{{Source: "order_escrow", Minor: 12000}, {Source: "unsettled_payouts", Minor: 3550}, {Source: "deposit", Minor: 20000}, {Source: "guarantee_fund", Minor: 10000}}
	if !slices.Equal(d.Sources, want) {
		t.Errorf("sources in order: %+v", d.Sources)
	}
	p.is("shortfall", d.Minor-d.Paid, 2450)
	p.is("shortfall shown", d.Short, 2450)
	p.claim(1, dispute.Unrecovered, 45550)

	for range 2 { // told twice, it counts once
		p.Hear(dispute.Signal{Kind: "recovered", Duty: d.No, Minor: 6000, Ref: "late-1"})
	}
	p.is("paid to the buyer in all", p.World.Case.Claim(1).Paid, 48000)
	p.is("back to the fund", p.World.Order.Advances[0].BackMinor, 3550)
	p.is("recourse left", p.World.Order.Advances[0].PaidMinor-p.World.Order.Advances[0].BackMinor, 6450)
	p.Hear(dispute.Signal{Kind: "recovered", Duty: d.No, Minor: 999999, Ref: "late-2"})
	p.is("never more than was advanced", p.World.Order.Advances[0].BackMinor, 10000)
	p.is("nor than is owed", p.World.Case.Claim(1).Paid, 48000)
}

// fundPays answers what was asked of the guarantee fund.
func (p *play) fundPays(minor int64) {
	p.t.Helper()
	asked := p.World.Order.Fund
	if len(asked) == 0 {
		p.t.Fatal("nothing was asked of the fund")
	}
	p.Hear(dispute.Signal{Kind: "fund_answered", Ref: asked[len(asked)-1].ID, Minor: minor})
}

// ruled500 is a claim of 500.00 of which 300.00 was granted.
func ruled500(t *testing.T) *play {
	t.Helper()
	p := sit(t, "09-07 10:00", Goods{Qty: 1, Minor: 50000, Signed: 200 * time.Hour}).decided(notReceived())
	p.frozen(50000)
	p.rules(grants(1, 30000))
	p.is("nothing moves before a point is final", p.promised(), 0)
	return p
}

func varies(claim int, minor int64) []dispute.Answer {
	return []dispute.Answer{
		Items("points", dispute.Answers{Pick("claim", number(claim)), Pay("amount", minor), Say("reason", "new fact")}), Say("reasons", "as found"), Sure(),
	}
}

func TestExample5aAppealUpward(t *testing.T) {
	p := ruled500(t)
	p.do(p.Claimant(), "appeal", appeals(50000)...)
	p.is("the other side may still appeal", p.promised(), 0)
	p.do(p.Respondent(), "waive_appeal", Sure())
	p.stage("APPEAL")
	p.is("paid at once", p.promised(), 30000)
	p.frozen(20000)
	p.do(p.staff("reviewer"), "vary", varies(1, 42000)...)
	p.claim(1, dispute.Performed, 42000)
	p.frozen(0)
	p.is("thawed", p.picture().HeldMinor, 8000)
}

func TestExample5bAppealDownward(t *testing.T) {
	p := ruled500(t)
	p.do(p.Respondent(), "appeal", appeals(10000)...)
	p.is("no live appeal, and nobody's right to one, reaches below it (T47)", p.promised(), 10000)
	p.frozen(40000) // the claimant may still appeal what was refused
	p.until("09-14")
	p.stage("APPEAL")
	p.is("the conceded part is paid once", p.promised(), 10000)
	p.is("refused and not appealed", p.picture().HeldMinor, 20000)
	p.frozen(20000)
	p.do(p.staff("reviewer"), "vary", varies(1, 18000)...)
	p.claim(1, dispute.Performed, 18000)
	p.is("thawed", p.picture().HeldMinor, 32000)
}

// TestUpheldAppealPaysTheRulingOnce: nothing is paid twice.
func TestUpheldAppealPaysTheRulingOnce(t *testing.T) {
	p := ruled500(t)
	p.do(p.Respondent(), "appeal", appeals(10000)...)
	p.do(p.Claimant(), "waive_appeal", Sure())
	p.is("conceded", p.promised(), 10000)
	p.do(p.staff("reviewer"), "uphold", Say("reason", "rightly decided"), Sure())
	p.claim(1, dispute.Performed, 30000)
	p.is("in all", p.promised(), 30000)
}

// TestThawTellsBothSides: after a withdrawal the timer has the time it had left,
// and at least 72 h from when both were told.
func TestThawTellsBothSides(t *testing.T) {
	p := sit(t, "09-14 10:00", Goods{Qty: 1, Minor: 30000, Signed: time.Hour}).accepted(notReceived())
	p.Reads = map[dispute.Side]bool{}
	p.until("09-15 10:00")
	p.do(p.Claimant(), "withdraw", List("claims", "1"), Sure())
	p.claim(1, dispute.Withdrawn, 0)
	p.until("09-16 09:00")
	if item := p.World.Order.Parcels[0].Items[0]; item.Confirm.Untold.Claim != 1 {
		t.Errorf("nobody was told yet: %+v", item.Confirm)
	}
	p.until("09-16 10:00") // receipt and 24 h
	due, runs := p.World.Order.Parcels[0].Items[0].Confirm.Due()
	if want := moment("09-19 10:00"); !runs || !due.Equal(want) {
		t.Errorf("the escrow timer ends %s (%v), want %s", due.In(shanghai), runs, want)
	}
}

// TestFundDeclines: a fund that turns out to be empty leaves the shortfall shown.
func TestFundDeclines(t *testing.T) {
	p := paidOut(t)
	p.until("09-16 10:00")
	p.is("counted on the fund", p.duty("PAY_DONE").Paid, 0)
	p.fundPays(0)
	p.is("short", p.duty("PAY_SHORT").Short, 15000)
	p.claim(1, dispute.Unrecovered, 0)
}

// TestFundLimitIsOnePerClaim: a claim decided in two steps has two duties, and the
// fund advances 2,000.00 for it, not twice that (procedure.md §5).
func TestFundLimitIsOnePerClaim(t *testing.T) {
	p := sit(t, "09-07 10:00", Goods{Qty: 1, Minor: 499900, Signed: 200 * time.Hour, Out: true}).decided(notReceived())
	p.World.Facts.FundFree = 10000000
	p.rules(grants(1, 499900))
	p.do(p.Respondent(), "appeal", appeals(240000)...)
	p.do(p.Claimant(), "waive_appeal", Sure())
	p.until("09-11")
	p.is("asked for what was conceded", p.asked(), 200000)
	p.fundPays(150000)
	p.do(p.staff("reviewer"), "uphold", Say("reason", "rightly decided"), Sure())
	p.until("09-16")
	p.is("asked for the rest: what the limit has left", p.asked(), 50000)
	p.is("requests", int64(len(p.World.Order.Fund)), 2)
}

// asked is what the last request to the fund asks for.
func (p *play) asked() (minor int64) {
	p.t.Helper()
	all := p.World.Order.Fund
	if len(all) == 0 {
		p.t.Fatalf("nothing was asked of the fund: %+v", p.World.Case.Duties)
	}
	for _, part := range all[len(all)-1].Parts {
		minor += part.Minor
	}
	return minor
}
