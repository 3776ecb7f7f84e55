package api

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestWaitsFor proves that lists, the workbench and the case itself name the same one
// whom a case waits for, and that it is who has to act: in the talks the merchant until
// he has answered, though the stage belongs to both.
func TestWaitsFor(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	same := func(want string) {
		t.Helper()
		for _, who := range []string{"buyer", "shop", "officer"} {
			list := "/v1/cases"
			if who == "officer" {
				list = "/v1/workbench"
			}
			listed, seen := h.get(who, list), h.get(who, "/v1/cases/"+of)
			if listed.text("cases.0.case") != of || listed.text("cases.0.waits_for.code") != want || seen.text("waits_for.code") != want || seen.text("waits_for.words.zh") == "" {
				t.Errorf("%s: the list says %q, the case %q, want %q: %s", who, listed.text("cases.0.waits_for.code"), seen.text("waits_for.code"), want, seen.at("waits_for"))
			}
		}
	}
	if got := h.get("buyer", "/v1/cases/"+of); got.text("stage.code") != "NEGOTIATING" {
		t.Fatalf("the stage is %s: the test would prove nothing", got.text("stage.code"))
	}
	same("respondent")
	h.do("buyer", of, "withdraw", `{"claims":["1"],"confirm":true}`)
	for _, who := range []string{"buyer", "shop"} {
		if listed, seen := h.get(who, "/v1/cases"), h.get(who, "/v1/cases/"+of); listed.text("cases.0.waits_for.code") != "" || seen.text("waits_for.code") != "" {
			t.Errorf("%s: a closed case waits for %q, %q", who, listed.text("cases.0.waits_for.code"), seen.text("waits_for.code"))
		}
	}
}
