package api

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// paidOut is an order whose money the merchant has: receipt confirmed, and the day
// until the payout is over (K_CONFIRM, K_PAYOUT).
func (h *house) paidOut(minor int64) string {
	h.Helper()
	order := h.bought(officetest.Goods{Qty: 1, Minor: minor, Signed: 72 * time.Hour})
	h.post("buyer", "/v1/orders/"+order+"/moves/confirm_receipt", `{"parcel":1}`)
	h.after(48 * time.Hour)
	return order
}

// deposited books a deposit of the office's merchant.
func (h *house) deposited(order string, minor int64) {
	h.Helper()
	err := h.office.Clerk.DepositIn(h.Context(), clerk.System(h.office.Market), h.homeOf(order), h.office.Merchant, money.Amount{Minor: minor, Currency: "CNY"}, "deposit/1")
	if err != nil {
		h.Fatal(err)
	}
}

// everyoneRead lets both sides read all that was sent to them.
func (h *house) everyoneRead() {
	h.Helper()
	h.read("buyer")
	h.read("shop")
}

// TestJourneyD: the order was paid out before. The merchant refuses, so the platform
// comes in at once; the evidence is clear: fast track, two working days to decide. The
// merchant does not perform: nothing from escrow, then his unsettled payouts at the end
// of K_PAY, his deposit after its own notice, the fund up to its limit; what is missing
// is shown to the fen (procedure.md T12, T17, T27, T54–T57, §5).
func TestJourneyD_PaidOutRefusedFastTrackSourcesInOrder(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.paidOut(300000)
	h.deposited(order, 20000)
	h.expectMoney(order, "paid 300000 released 300000")
	of := h.accepted(order, `[{"reason":"C1","remedy":"REFUND_ONLY","scope":[{"line":"1","qty":1}],"story":"买到的是假货。"}]`)
	h.read("shop")
	h.expect("buyer", of, "NEGOTIATING | claim 1 OPEN | K_ANS 09-18 09:00 K_NEG 09-23 00:00 K_TOTAL 11-16 00:00")
	early := h.refused("buyer", of, "escalate", `{}`, "dispute/too_early")
	if got := h.local(early.text("from")); got != "09-20 00:00" { // the third working day: 17, 18 and the make-up Sunday
		t.Errorf("escalation opens %s", got)
	}

	h.do("shop", of, "answer", `{"answers":[{"claim":"1","answer":"refuse","reason":"不是假货"}]}`)
	h.do("buyer", of, "escalate", `{}`)
	h.everyoneRead()
	h.expect("shop", of, "EVIDENCE | claim 1 OPEN | K_EVD 09-21 00:00 K_PLATFORM 10-14 00:00 K_TOTAL 11-16 00:00")
	h.do("officer", of, "fast_track", `{"reason":"鉴定结论清楚"}`)
	h.everyoneRead()
	h.expect("buyer", of, "EVIDENCE | claim 1 OPEN | K_EVD 09-21 00:00 K_FAST 09-17 09:00 K_PLATFORM 10-14 00:00 K_TOTAL 11-16 00:00")
	h.after(25 * time.Hour)
	// The rest of the round and mediation are skipped; two working days: 18 and the Sunday.
	h.expect("adjudicator", of, "ADJUDICATING | claim 1 OPEN | K_ADJ 09-21 00:00 K_PLATFORM 10-14 00:00 K_TOTAL 11-16 00:00")

	h.rule(of, `{"claim":"1","result":"granted","amount":300000,"fault":"yes","reason":"鉴定为假货"}`)
	h.everyoneRead()
	h.do("buyer", of, "waive_appeal", `{"confirm":true}`)
	h.do("shop", of, "waive_appeal", `{"confirm":true}`)
	h.read("shop")
	h.expect("shop", of, "PERFORMING | claim 1 DETERMINED 0/300000 | PAY_DUE 0/300000 | K_PAY 09-18 10:00")
	h.after(2 * time.Hour)
	other := h.bought(officetest.Goods{Qty: 1, Minor: 3550, Signed: 72 * time.Hour})
	h.post("buyer", "/v1/orders/"+other+"/moves/confirm_receipt", `{"parcel":1}`)
	h.expectMoney(other, "paid 3550 released 3550")
	h.after(22*time.Hour - time.Second)
	h.expect("shop", of, "PERFORMING | claim 1 DETERMINED 0/300000 | PAY_DUE 0/300000 | K_PAY 09-18 10:00")
	h.after(time.Second)
	h.read("shop")
	h.expect("buyer", of, "PERFORMING | claim 1 DETERMINED 3550/300000 | PAY_DEPOSIT 3550/300000 unsettled_payouts 3550 | K_DEP 09-19 10:00")
	h.expectMoney(order, "paid 300000 from_others 3550 refunded 3550 released 300000")
	h.after(24 * time.Hour)
	want := "CLOSED_UNRECOVERED | claim 1 UNRECOVERED 223550/300000 | PAY_SHORT 223550/300000 unsettled_payouts 3550 deposit 20000 guarantee_fund 200000 short 76450 breach"
	for _, who := range []string{"buyer", "shop", "officer"} {
		h.expect(who, of, want)
	}
	h.after(60 * 24 * time.Hour)
	h.expect("buyer", of, want)
	h.expectMoney(order, "paid 300000 from_others 223550 refunded 223550 released 300000")
	h.paidOnce()
}

// TestJourneyM: the merchant accepts after the payout and pays himself within his
// 24 hours: performed, no breach.
func TestJourneyM_AcceptsAfterPayoutAndPays(t *testing.T) {
	t.Parallel()
	h := open(t)
	order, of := h.settledAfterPayout()
	h.after(23*time.Hour + 59*time.Minute)
	h.refused("shop", of, "pay", `{"amount":14999,"confirm":true}`, "dispute/bounds")
	h.do("shop", of, "pay", `{"amount":15000,"confirm":true}`)
	paid := "claim 1 PERFORMED 15000/15000 | PAY_DONE 15000/15000 own_payment 15000"
	h.expect("buyer", of, "PERFORMING | "+paid+" | K_CHS 09-24 00:00 K_SIGN 09-18 09:00")
	h.refused("shop", of, "pay", `{"amount":15000,"confirm":true}`, "dispute/wrong_stage")
	h.until(day(9, 24, 9))
	h.expect("shop", of, "CLOSED_PERFORMED | "+paid)
	h.expectMoney(order, "paid 30000 from_others 15000 refunded 15000 released 30000")
	h.paidOnce()
}

// TestJourneyM_DoesNotPay: he accepts and does not pay: payouts of his other orders,
// then his deposit a day after its notice; it is a breach, and nothing is missing.
func TestJourneyM_AcceptsAfterPayoutAndDoesNot(t *testing.T) {
	t.Parallel()
	h := open(t)
	order, of := h.settledAfterPayout()
	h.deposited(order, 20000)
	other := h.bought(officetest.Goods{Qty: 1, Minor: 9200, Signed: 72 * time.Hour})
	h.after(time.Hour)
	h.post("buyer", "/v1/orders/"+other+"/moves/confirm_receipt", `{"parcel":1}`)
	h.until(day(9, 17, 9))
	h.read("shop")
	h.expect("shop", of, "PERFORMING | claim 1 AGREED 9200/15000 | PAY_DEPOSIT 9200/15000 unsettled_payouts 9200 | K_CHS 09-24 00:00 K_DEP 09-18 09:00 K_SIGN 09-18 09:00")
	h.expectMoney(order, "paid 30000 from_others 9200 refunded 9200 released 30000")
	h.until(day(9, 18, 9))
	h.expect("buyer", of, "PERFORMING | claim 1 PERFORMED 15000/15000 | PAY_DONE 15000/15000 unsettled_payouts 9200 deposit 5800 breach | K_CHS 09-24 00:00")
	h.until(day(12, 1, 9))
	h.expect("buyer", of, "CLOSED_PERFORMED | claim 1 PERFORMED 15000/15000 | PAY_DONE 15000/15000 unsettled_payouts 9200 deposit 5800 breach")
	h.expectMoney(order, "paid 30000 from_others 15000 refunded 15000 released 30000")
	h.paidOnce()
}

// settledAfterPayout is a case in which the merchant accepted what was asked, 150.00,
// when he had the money already; he has read that he is to pay.
func (h *house) settledAfterPayout() (order, of string) {
	h.Helper()
	order = h.paidOut(30000)
	of = h.accepted(order, `[{"reason":"B1","remedy":"PARTIAL","amount":15000,"scope":[{"line":"1","qty":1}],"story":"与描述不符。"}]`)
	asked := h.get("shop", "/v1/cases/"+of).text("offers.0.hash")
	h.do("shop", of, "accept_offer", `{"offer":"1","offer_event_hash":"`+asked+`","claims":["1"],"confirm":true}`)
	h.read("shop")
	h.expect("shop", of, "PERFORMING | claim 1 AGREED 0/15000 | PAY_DUE 0/15000 | K_CHS 09-24 00:00 K_PAY 09-17 09:00 K_SIGN 09-18 09:00")
	return order, of
}

// paidOnce asks the provider whether any instruction came twice.
func (h *house) paidOnce() {
	h.Helper()
	for instruction, times := range h.office.Provider.Seen {
		if times != 1 {
			h.Errorf("the provider was told %s %d times", instruction, times)
		}
	}
}
