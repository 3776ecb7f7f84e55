package api

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// toMediation files two claims about an order, has them refused and escalated, both
// consent to mediation and are done with the round; a mediator sits.
func (h *house) toMediation(order string) string {
	h.Helper()
	of := h.accepted(order, `[{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"1","qty":1}],"story":"没有收到。"},{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"2","qty":1}],"story":"没有收到。"}]`)
	h.read("shop")
	h.do("shop", of, "answer", `{"answers":[{"claim":"1","answer":"refuse"},{"claim":"2","answer":"refuse"}]}`)
	h.do("buyer", of, "escalate", `{}`)
	h.everyoneRead()
	for _, who := range []string{"buyer", "shop"} {
		h.do(who, of, "consent_mediation", `{"consent":"yes"}`)
		h.do(who, of, "done", `{}`)
	}
	h.until(day(9, 18, 9))
	return of
}

// TestJourneyN: during mediation 12315 accepts the complaint. Nothing closes and nothing
// thaws: the platform goes on, one claim is settled with the mediator and paid. Then both
// stay the other; their clocks stand still. The agreement made before 12315 comes back:
// it becomes an obligation, is paid from what is frozen, ends the stay; what it gives
// less than was asked goes back to the escrow timer, and nothing is paid twice
// (procedure.md T67, T69, T70; §8 row 7).
func TestJourneyN_AcceptedOutsideDuringMediation(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour})
	of := h.toMediation(order)
	mediating := "MEDIATING | claim 1 OPEN | claim 2 OPEN | K_MED 09-23 00:00 K_PLATFORM 10-11 00:00 K_TOTAL 11-14 00:00"
	h.expect("buyer", of, mediating)
	proof := h.uploaded("buyer", of, "受理通知书")
	h.refused("buyer", of, "external_accepted", `{"body":"regulator","claims":["1","2"]}`, "dispute/needs_proof")
	h.do("buyer", of, "external_accepted", `{"body":"regulator","claims":["1","2"],"proof":"`+proof+`","docket":"12315-0001"}`)
	h.expect("shop", of, mediating) // stage and dates are those of before
	h.expectMoney(order, "paid 39900 frozen 39900")

	h.do("mediator", of, "propose", `{"terms":[{"claim":"2","amount":4000}]}`)
	text := h.get("buyer", "/v1/cases/"+of).text("offers.1.hash")
	for _, who := range []string{"buyer", "shop"} {
		h.do(who, of, "accept_offer", `{"offer":"2","offer_event_hash":"`+text+`","claims":["2"],"confirm":true}`)
	}
	claim2 := "claim 2 PERFORMED 4000/4000 | PAY_DONE 4000/4000 order_escrow 4000"
	h.expectMoney(order, "paid 39900 held 6000 frozen 29900 refunded 4000")

	h.do("buyer", of, "consent_stay", `{"claims":["1"],"reason":"等待12315处理"}`)
	h.do("shop", of, "stay", `{"claims":["1"],"reason":"同意"}`)
	h.expect("buyer", of, "PERFORMING | claim 1 OPEN | "+claim2+" | K_CHS 09-29 00:00 K_MED paused K_PLATFORM paused K_SIGN 09-20 09:00 K_STAY 10-20 00:00 K_TOTAL paused")
	h.until(day(9, 27, 9))
	h.expect("shop", of, "PERFORMING | claim 1 OPEN | "+claim2+" | K_CHS 09-29 00:00 K_MED paused K_PLATFORM paused K_STAY 10-20 00:00 K_TOTAL paused")
	result := h.uploaded("shop", of, "调解书")
	h.do("shop", of, "external_result", `{"proceeding":"1","kind":"agreement","results":[{"claim":"1","amount":15000}],"proof":"`+result+`","confirm":true}`)
	h.expect("buyer", of, "PERFORMING | claim 1 PERFORMED 15000/15000 | "+claim2+" | PAY_DONE 15000/15000 order_escrow 15000 | K_CHS 09-29 00:00")
	h.expectMoney(order, "paid 39900 held 14900 refunded 19000 released 6000")
	h.refused("shop", of, "external_result", `{"proceeding":"1","kind":"agreement","results":[{"claim":"1","amount":15000}],"proof":"`+result+`","confirm":true}`, "dispute/nothing_there")
	h.until(day(12, 1, 9))
	h.expect("buyer", of, "CLOSED_PERFORMED | claim 1 PERFORMED 15000/15000 | "+claim2+" | PAY_DONE 15000/15000 order_escrow 15000")
	h.expectMoney(order, "paid 39900 refunded 19000 released 20900")
	h.paidOnce()
}
