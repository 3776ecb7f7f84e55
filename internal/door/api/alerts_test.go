package api

import (
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// A notice that cannot be served stands in the officer's list with what to do, until
// it is on its way again (procedure.md §4); the list is for staff alone.
func TestAlertsTellStaffWhatNeedsAttention(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.filed("buyer", h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	h.deaf(true)
	h.do("officer", of, "accept", `{}`)
	for _, who := range []string{"officer", "supervisor"} {
		r := h.get(who, "/v1/alerts")
		if len(r.list("alerts")) != 1 || r.text("alerts.0.case") != of || r.text("alerts.0.why.code") != "K_SERVE" || r.text("alerts.0.for.code") != "officer" ||
			r.text("alerts.0.why.words.en") != "A notice could not be served" || r.text("alerts.0.do.zh") == "" || r.text("alerts.0.number") == "" {
			t.Errorf("%s: %s", who, r.raw)
		}
	}
	for _, who := range []string{"mediator", "admin"} {
		if r := h.get(who, "/v1/alerts"); len(r.list("alerts")) != 0 {
			t.Errorf("not for the %s: %s", who, r.raw)
		}
	}
	for _, who := range []string{"buyer", "shop"} {
		if r := h.call("GET", "/v1/alerts", h.key(who), "", ""); r.status != 404 || r.text("code") != "request/unknown" {
			t.Errorf("%s: %d %s", who, r.status, r.raw)
		}
	}
	_, no := h.notice(of, "filed")
	h.deaf(false)
	h.post("officer", "/v1/cases/"+of+"/notices/"+no+"/send", `{}`)
	if r := h.get("officer", "/v1/alerts"); len(r.list("alerts")) != 0 {
		t.Errorf("on its way again: %s", r.raw)
	}
}

// What is for the parties stands in their timeline in words; what is for staff does not.
func TestAlertsForPartiesStandInTheirTimeline(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.filed("shop", h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), `[{"reason":"E1","remedy":"PARTIAL","amount":{"minor":29900,"currency":"CNY"},"scope":[{"line":"1","qty":1}],"story":"已退款，商品未退回。"}]`)
	h.deaf(true)
	h.after(25 * time.Hour)      // K_ACK: for the supervisor; accepted by time alone
	h.after(40 * 24 * time.Hour) // the buyer cannot be reached: the claim lapses (K_UNSERVED)
	for _, who := range []string{"buyer", "shop"} {
		raw := string(h.get(who, "/v1/cases/"+of+"/timeline?limit=100").raw)
		if !strings.Contains(raw, "For the attention of both sides: routes outside the platform") || strings.Contains(raw, "within 24 hours") {
			t.Errorf("%s: %s", who, raw)
		}
	}
	if raw := string(h.get("officer", "/v1/cases/"+of+"/timeline?limit=100").raw); !strings.Contains(raw, "For the attention of the supervisor") && !strings.Contains(raw, "For the attention of supervisor") {
		t.Errorf("staff: %s", raw)
	}
}
