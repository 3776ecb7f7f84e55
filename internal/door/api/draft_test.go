package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// A draft is its claimant's alone: the other side, and staff, get the very answer they
// get for a case that does not exist, whatever they ask.
func TestDraftIsUnknownToOthers(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	draft := h.post("buyer", "/v1/cases", `{"order":"`+order+`"}`).text("case")
	nothing := "case_" + strings.Repeat("1", len(draft)-5)
	for _, who := range []string{"shop", "officer", "adjudicator", "supervisor"} {
		for _, c := range []struct{ method, path, body string }{
			{http.MethodGet, "", ""},
			{http.MethodGet, "/moves", ""},
			{http.MethodGet, "/timeline", ""},
			{http.MethodPost, "/moves/message", `{"inputs":{"text":"在吗"}}`},
			{http.MethodPost, "/moves/accept", `{}`},
			{http.MethodPost, "/exhibits", "x"},
			{http.MethodGet, "/exhibits/" + strings.Repeat("0", 64), ""},
		} {
			of, no := h.call(c.method, "/v1/cases/"+draft+c.path, h.key(who), "k", c.body), h.call(c.method, "/v1/cases/"+nothing+c.path, h.key(who), "k", c.body)
			if of.status != http.StatusNotFound || string(of.raw) != string(no.raw) || of.header.Get("ETag") != "" {
				t.Errorf("%s %s by %s: %d %s, of no case %d %s", c.method, c.path, who, of.status, of.raw, no.status, no.raw)
			}
		}
		for _, list := range []string{"/v1/cases", "/v1/search?q=" + h.get("buyer", "/v1/cases/"+draft).text("number")} {
			if r := h.call(http.MethodGet, list, h.key(who), "", ""); strings.Contains(string(r.raw), draft) {
				t.Errorf("%s lists %s for %s", list, draft, who)
			}
		}
		if r := h.call(http.MethodGet, "/v1/workbench", h.key(who), "", ""); strings.Contains(string(r.raw), draft) {
			t.Errorf("the workbench of %s lists the draft", who)
		}
		if r := h.call(http.MethodGet, "/v1/orders/"+order, h.key(who), "", ""); strings.Contains(string(r.raw), draft) {
			t.Errorf("the order tells %s of the draft", who)
		}
	}
}
