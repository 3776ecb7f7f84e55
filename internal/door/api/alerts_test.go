package api

import (
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
