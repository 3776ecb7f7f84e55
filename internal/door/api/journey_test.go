package api

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// notReceived is a claim for one line: signed for, never received.
const notReceived = `[{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"1","qty":1}],"story":"快递显示签收，但没有收到。"}]`

// toEvidence files about an order (not received), has it accepted and lets the shop be silent
// until the platform comes in by itself.
func (h *house) toEvidence(order string) string {
	h.Helper()
	of := h.filed("buyer", order, notReceived)
	h.do("officer", of, "accept", `{}`)
	for range 20 {
		if phase := h.get("buyer", "/v1/cases/"+of).text("phase.code"); phase == "evidence" {
			return of
		}
		h.after(24 * time.Hour)
	}
	h.Fatalf("the platform did not come in: %s", h.get("buyer", "/v1/cases/"+of).raw)
	return ""
}

// TestJourneyA: signed for but not received; the merchant is silent in the talks,
// the platform comes in by itself; the merchant wakes in the evidence round, both
// consent, mediation ends without agreement, a ruling, the refund from escrow.
func TestJourneyA_SilentThenMediationThenRuling(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.toEvidence(order)
	digest := h.uploaded("shop", of, "签收底单")
	h.do("shop", of, "add_exhibit", `{"digest":"`+digest+`","kind":"`+h.firstChoice("shop", of, "add_exhibit", "kind")+`","purpose":"已签收"}`)
	h.do("buyer", of, "opine", `{"exhibit":"1","genuine":"unsure","lawful":"yes","relevant":"no","reason":"不是本人签名"}`)
	h.do("buyer", of, "consent_mediation", `{"consent":"yes"}`)
	h.do("shop", of, "consent_mediation", `{"consent":"yes"}`)
	h.do("buyer", of, "done", `{}`)
	h.do("shop", of, "done", `{}`)
	for range 10 {
		if h.get("buyer", "/v1/cases/"+of).text("phase.code") == "mediation" {
			break
		}
		h.after(24 * time.Hour)
	}
	h.do("mediator", of, "fail", `{"ground":"no_agreement","confirm":true}`)
	if got := h.get("adjudicator", "/v1/cases/"+of); got.text("phase.code") != "decision" || len(got.list("offers")) != 0 {
		t.Fatalf("the adjudicator should have it, without offers: %s", got.raw)
	}
	h.rule(of, `{"claim":"1","result":"granted","amount":{"minor":29900,"currency":"CNY"},"reason":"没有本人签收的证据"}`)
	h.do("buyer", of, "waive_appeal", `{"confirm":true}`)
	h.do("shop", of, "waive_appeal", `{"confirm":true}`)
	h.after(48 * time.Hour)
	view := h.get("buyer", "/v1/cases/"+of)
	if view.at("closed") != true || view.text("claims.0.state.code") != "PERFORMED" {
		t.Errorf("it should be performed and closed: %s", view.raw)
	}
	if h.money(order, "refunded") != 29900 || h.money(order, "held")+h.money(order, "frozen")+h.money(order, "instructed") != 0 {
		t.Errorf("the money: %s", h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}

// TestJourneyA_Silent: silent to the end, no mediation, decided by rule.
func TestJourneyA_SilentToTheEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.toEvidence(order)
	h.after(80 * 24 * time.Hour)
	view := h.get("buyer", "/v1/cases/"+of)
	if view.at("closed") != true || view.text("claims.0.decided.en") != "not decided by a person" || h.money(order, "refunded") != 29900 {
		t.Errorf("decided by rule and paid: %s", view.raw)
	}
}

// rule makes a ruling as whoever holds the seat.
func (h *house) rule(of, result string) {
	h.Helper()
	body := `{"results":[` + result + `],"facts":[{"fact":"本人签收","status":"not_found"}],"reasons":"依据证据认定","confirm":true}`
	r := reply{}
	for _, name := range []string{"adjudicator", "adjudicator_2"} {
		if r = h.try(name, "/v1/cases/"+of+"/moves/rule", `{"inputs":`+body+`}`); r.status < 300 {
			return
		}
	}
	h.Fatalf("nobody could rule: %s", r.raw)
}

// firstChoice is the first value an input of an act may have.
func (h *house) firstChoice(name, of, act, input string) string {
	h.Helper()
	for _, m := range h.get(name, "/v1/cases/"+of+"/moves").list("moves") {
		if m.(map[string]any)["act"] != act {
			continue
		}
		for _, in := range m.(map[string]any)["inputs"].([]any) {
			if f := in.(map[string]any); f["name"] == input {
				return f["choices"].([]any)[0].(map[string]any)["value"].(string)
			}
		}
	}
	h.Fatalf("%s has no %s with choices", act, input)
	return ""
}
