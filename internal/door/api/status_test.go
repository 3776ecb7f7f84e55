package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestStatusLinks: a party makes a link, finds it on his list, and takes it back; a
// stranger makes none, and nobody takes back another's.
func TestStatusLinks(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, `[{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"1","qty":1}],"story":"没有收到。"}]`)
	made := h.post("buyer", "/v1/cases/"+of+"/status-links", `{}`)
	if made.status != http.StatusCreated || made.text("code") == "" || made.text("case") != of {
		t.Fatalf("made: %d %s", made.status, made.raw)
	}
	list := h.get("buyer", "/v1/status-links")
	if !strings.Contains(string(list.raw), made.text("no")) || strings.Contains(string(list.raw), made.text("code")) {
		t.Errorf("listed: %s", list.raw)
	}
	if r := h.try("adjudicator", "/v1/cases/"+of+"/status-links", `{}`); r.status != http.StatusNotFound && r.status != http.StatusForbidden {
		t.Errorf("staff: %d %s", r.status, r.raw)
	}
	end := "/v1/status-links/" + made.text("no") + "/end"
	if r := h.try("shop", end, `{}`); r.status != http.StatusNotFound {
		t.Errorf("another's: %d %s", r.status, r.raw)
	}
	if r := h.post("buyer", end, `{}`); strings.Contains(string(r.raw), made.text("no")) {
		t.Errorf("taken back: %s", r.raw)
	}
}
