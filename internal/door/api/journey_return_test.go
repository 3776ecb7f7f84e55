package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// machine posts as a system of the marketplace that tells orders and tracking.
func (h *house) machine(path, body string) reply {
	h.Helper()
	if h.keys["machine"] == "" {
		h.keys["machine"] = h.mint(h.office.Market, id.Person{}, identity.OrdersWrite)
	}
	r := h.call(http.MethodPost, path, h.keys["machine"], fmt.Sprintf("m-%d", h.sent.Add(1)), body)
	if r.status >= 300 {
		h.Fatalf("POST %s by the machine: %d %s", path, r.status, r.raw)
	}
	h.work()
	return r
}

// owes makes a move on one obligation.
func (h *house) owes(name, of, act string, obligation int, inputs string) {
	h.Helper()
	h.post(name, "/v1/cases/"+of+"/moves/"+act, fmt.Sprintf(`{"obligation":%d,"inputs":%s}`, obligation, inputs))
}

// sentences are the reasons of a deadline of a view, in English, and its runs of days.
func (h *house) sentences(view reply, clock string) (explained, days string) {
	h.Helper()
	for _, d := range view.list("deadlines") {
		if one := (reply{json: d.(map[string]any)}); one.text("clock.code") == clock {
			return deadlineWords(one)
		}
	}
	h.Fatalf("no %s in %s", clock, view.raw)
	return "", ""
}

func deadlineWords(one reply) (explained, days string) {
	for i := range one.list("explained.en") {
		explained += one.text(fmt.Sprintf("explained.en.%d", i)) + "\n"
	}
	for i := range one.list("days") {
		at := fmt.Sprintf("days.%d.", i)
		days += fmt.Sprintf("%s…%s %v %s\n", one.text(at + "from")[5:], one.text(at + "to")[5:], one.at(at+"counted"), strings.TrimSpace(one.text(at+"why")+" "+one.text(at+"name.en")))
	}
	return explained, days
}

// TestJourneyG: bought with seven days to return without a reason. Signed on Friday 18
// September, so the seventh day is the first of Mid-Autumn: the window runs on to Monday
// 28. The buyer asks in the holiday; the time to send back, seven days from service on
// Monday 28, ends in the National Day holiday and runs on to 8 October; so does the time
// to inspect. Each date explains itself (procedure.md K_RET, K_INSP, counting; §6 row 5).
func TestJourneyG_SevenDaysEndInAHoliday(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.until(day(9, 20, 9))
	h.bought(officetest.Goods{Qty: 1, Minor: 100, Signed: time.Hour}) // the buyer is known by name
	order := h.machine("/v1/orders", `{"number":"G1","minor":29900,"signed":"2026-09-18T15:00:00+08:00","days":7}`).text("orders.0.order")
	view := h.get("buyer", "/v1/orders/"+order)
	window := reply{json: view.at("parcels.0.items.0.return").(map[string]any)}
	if got := h.local(window.text("due")); got != "09-29 00:00" {
		t.Errorf("the window ends %s", got)
	}
	explained, days := deadlineWords(window)
	if want := "09-19…09-24 true natural\n09-25…09-25 true holiday Mid-Autumn Festival\n09-26…09-27 false holiday Mid-Autumn Festival\n09-28…09-28 false rolled\n"; days != want || window.text("changes.0.kind") != "rolled" {
		t.Errorf("the days are\n%s\nwant\n%s", days, want)
	}
	if want := "time to return without a reason: 7 calendar days from Fri 18 Sep 2026, 15:00 (signature); that day is not counted.\n" +
		"Counted (7 days, weekends and holidays included): Sat 19 – Fri 25 Sep.\n" +
		"The last day falls on days off: Fri 25 – Sun 27 Sep (Mid-Autumn Festival). The end moves to the next working day: Mon 28 Sep 2026, 24:00.\n" +
		"Due: Mon 28 Sep 2026, 24:00. Whatever is done before that moment is in time.\n"; explained != want {
		t.Errorf("it explains itself\n%s\nwant\n%s", explained, want)
	}

	h.until(day(9, 27, 20))
	of := h.accepted(order, `[{"reason":"F1","remedy":"RETURN_REFUND","scope":[{"line":"1","qty":1}],"story":"七天无理由。"}]`)
	asked := h.get("shop", "/v1/cases/"+of).text("offers.0.hash")
	h.do("shop", of, "accept_offer", `{"offer":"1","offer_event_hash":"`+asked+`","claims":["1"],"confirm":true}`)
	h.until(day(9, 28, 9))
	h.read("shop")
	h.expect("shop", of, "PERFORMING | claim 1 AGREED 0/29900 | RET_ADDRESS | PAY_DUE 0/29900 | K_ADDR 09-30 09:00 K_CHS 10-09 00:00 K_SIGN 09-29 20:00")
	h.do("shop", of, "give_address", `{"address":"杭州市余杭区","label":"运费已付"}`)
	h.expect("buyer", of, "PERFORMING | claim 1 AGREED 0/29900 | RET_DUE | PAY_DUE 0/29900 | K_CHS 10-09 00:00 K_SIGN 09-29 20:00") // no clock before service
	h.read("buyer")
	h.expect("buyer", of, "PERFORMING | claim 1 AGREED 0/29900 | RET_DUE | PAY_DUE 0/29900 | K_CHS 10-09 00:00 K_RET 10-09 00:00 K_SIGN 09-29 20:00")
	explained, days = h.sentences(h.get("buyer", "/v1/cases/"+of), "K_RET")
	if want := "09-29…10-04 true natural\n10-05…10-05 true holiday National Day\n10-06…10-07 false holiday National Day\n10-08…10-08 false rolled\n"; days != want {
		t.Errorf("the days are\n%s\nwant\n%s", days, want)
	}
	if want := "The last day falls on days off: Mon 5 – Wed 7 Oct (National Day). The end moves to the next working day: Thu 8 Oct 2026, 24:00."; !strings.Contains(explained, want) ||
		!strings.Contains(explained, "service of “Return address”") || !strings.Contains(explained, "a time of grace begins") {
		t.Errorf("it explains itself\n%s\nwant in it\n%s", explained, want)
	}

	h.until(day(10, 8, 23)) // the last hour
	h.do("buyer", of, "send_back", `{"carrier":"SF","waybill":"SF7000000001"}`)
	h.until(day(10, 10, 10))
	h.machine("/v1/cases/"+of+"/carrier", `{"told":"return_signed"}`)
	h.expect("shop", of, "PERFORMING | claim 1 AGREED 0/29900 | RET_INSPECT | PAY_DUE 0/29900 | K_INSP 10-16 00:00 K_REFD 10-20 00:00")
	h.until(day(10, 15, 23))
	h.expectMoney(order, "paid 29900 frozen 29900")
	h.until(day(10, 16, 0)) // silence is acceptance
	h.expect("shop", of, "CLOSED_PERFORMED | claim 1 PERFORMED 29900/29900 | RET_DONE | PAY_DONE 29900/29900 order_escrow 29900")
	h.expectMoney(order, "paid 29900 refunded 29900")
	h.paidOnce()
}

// TestJourneyL: two lines go back; in one parcel lies something else. The merchant
// contests that one within his time to inspect, with the record of the opening: only
// that line is held, the other is refunded at once. Answer, evidence, a ruling that
// reduces the refund; nobody appeals; the reduced sum is paid, the rest thaws and goes
// on to the merchant (procedure.md T59–T64).
func TestJourneyL_WrongItemReturned(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour})
	claims := `{"reason":"B1","remedy":"RETURN_REFUND","scope":[{"line":"%d","qty":1}],"story":"与描述不符。"}`
	of := h.accepted(order, "["+fmt.Sprintf(claims, 1)+","+fmt.Sprintf(claims, 2)+"]")
	asked := h.get("shop", "/v1/cases/"+of).text("offers.0.hash")
	h.do("shop", of, "accept_offer", `{"offer":"1","offer_event_hash":"`+asked+`","claims":["1","2"],"confirm":true}`)
	h.read("shop")
	for _, back := range []int{1, 3} {
		h.owes("shop", of, "give_address", back, `{"address":"杭州市余杭区"}`)
	}
	h.read("buyer")
	for _, back := range []int{1, 3} {
		h.owes("buyer", of, "send_back", back, `{"carrier":"SF","waybill":"SF1"}`)
		h.machine("/v1/cases/"+of+"/carrier", fmt.Sprintf(`{"told":"return_signed","obligation":%d}`, back))
	}
	h.expect("shop", of, "PERFORMING | claim 1 AGREED 0/29900 | claim 2 AGREED 0/10000 | RET_INSPECT | PAY_DUE 0/29900 | RET_INSPECT | PAY_DUE 0/10000 | "+
		"K_CHS 09-22 00:00 K_INSP 09-21 00:00 K_INSP 09-21 00:00 K_REFD 09-22 00:00 K_REFD 09-22 00:00 K_SIGN 09-16 09:00")
	h.refusedOwing("shop", of, "contest_return", 1, `{"ground":"wrong_item","reason":"是一块砖"}`, "dispute/needs_proof")
	record := h.uploaded("shop", of, "开箱录像")
	h.owes("shop", of, "contest_return", 1, `{"ground":"wrong_item","opening_record":"`+record+`","record":"opening","reason":"是一块砖"}`)
	h.owes("shop", of, "accept_return", 3, `{"confirm":true}`)
	second := "claim 2 PERFORMED 10000/10000"
	paid := "RET_DONE | PAY_DONE 10000/10000 order_escrow 10000"
	h.expectMoney(order, "paid 39900 frozen 29900 refunded 10000")
	h.expect("buyer", of, "PERFORMING | claim 1 AGREED 0/29900 | "+second+" | RET_DISPUTE_ANSWER | PAY_DUE 0/29900 | "+paid+" | K_CHS 09-22 00:00 K_SIGN 09-16 09:00")
	h.read("buyer")
	h.expect("buyer", of, "PERFORMING | claim 1 AGREED 0/29900 | "+second+" | RET_DISPUTE_ANSWER | PAY_DUE 0/29900 | "+paid+" | K_CHS 09-22 00:00 K_RD_ANS 09-16 09:00 K_SIGN 09-16 09:00")
	h.owes("buyer", of, "answer_contest", 1, `{"reason":"寄的就是原物"}`)
	h.expect("buyer", of, "PERFORMING | claim 1 AGREED 0/29900 | "+second+" | RET_DISPUTE_EVIDENCE | PAY_DUE 0/29900 | "+paid+" | K_CHS 09-22 00:00 K_RD_EVD 09-18 00:00 K_SIGN 09-16 09:00")
	h.until(day(9, 18, 9))
	// Who decides reads the quarrel, not the agreement: no offers, no obligations of it.
	h.expect("adjudicator", of, "PERFORMING | claim 1 AGREED | claim 2 PERFORMED | K_CHS 09-22 00:00 K_RD_ADJ 09-22 00:00")
	if seen := string(h.get("adjudicator", "/v1/cases/"+of+"/timeline?limit=100").raw); !strings.Contains(seen, "是一块砖") || !strings.Contains(seen, "寄的就是原物") || strings.Contains(seen, `"id":"talks/`) {
		t.Errorf("who decides reads what both say of the goods: %s", seen)
	}
	h.owes("adjudicator", of, "rule_return", 1, `{"result":"reduced","amount":20000,"reason":"退回的不是原物，但商家自己也发错","confirm":true}`)
	h.everyoneRead()
	h.expectMoney(order, "paid 39900 frozen 29900 refunded 10000")
	h.expect("buyer", of, "PERFORMING | claim 1 AGREED 0/29900 | "+second+" | RET_DISPUTE_RULED | PAY_DUE 0/29900 | "+paid+" | K_CHS 09-22 00:00 K_RD_APP 09-29 00:00")
	h.until(day(9, 29, 9))
	want := "CLOSED_PERFORMED | claim 1 PERFORMED 20000/29900 | " + second + " | RET_DONE | PAY_DUE 0/29900 cancelled | " + paid + " | PAY_DONE 20000/20000 order_escrow 20000"
	h.expect("buyer", of, want)
	h.expectMoney(order, "paid 39900 held 9900 refunded 30000")
	h.until(day(12, 1, 9))
	h.expect("shop", of, want)
	h.expectMoney(order, "paid 39900 refunded 30000 released 9900")
	h.paidOnce()
}

// refusedOwing makes a move on one obligation that must be refused with a code.
func (h *house) refusedOwing(name, of, act string, obligation int, inputs, code string) {
	h.Helper()
	r := h.try(name, "/v1/cases/"+of+"/moves/"+act, fmt.Sprintf(`{"obligation":%d,"inputs":%s}`, obligation, inputs))
	if r.text("code") != code {
		h.Fatalf("%s by %s: %d %s, want %s", act, name, r.status, r.raw, code)
	}
}
