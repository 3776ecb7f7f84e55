package api

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// A case longer than one reading of its stream is told to its first entry, page by
// page: each entry once, newest first, although something is said in between. Who may
// not read the talks gets no more with a cursor of somebody who may; a cursor nobody
// was given is refused. A file named long ago can still be fetched.
func TestLongTimeline(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	letter := h.uploaded("buyer", of, "监护关系证明")
	h.do("officer", of, "raise_safety", `{"ground":"injury","reason":"划伤"}`)
	h.do("buyer", of, "party_event", `{"event":"represent","party":"C","person":"`+h.office.People["admin"].String()+`","proof":"`+letter+`"}`)
	h.do("shop", of, "offer", `{"terms":[{"claim":"1","amount":100}]}`)
	for i := range 560 {
		who := []string{"buyer", "shop"}[i%2]
		if r := h.call(http.MethodPost, "/v1/cases/"+of+"/moves/message", h.key(who), fmt.Sprint("say-", i), fmt.Sprintf(`{"inputs":{"text":"第%d句"}}`, i)); r.status != http.StatusOK {
			t.Fatalf("message %d: %s", i, r.raw)
		}
	}
	pages := func(who string, between func()) (ids, kinds []string) {
		t.Helper()
		at := ""
		for next := "?limit=100"; next != ""; {
			r := h.get(who, "/v1/cases/"+of+"/timeline"+next)
			for _, e := range r.list("entries") {
				one := reply{json: e.(map[string]any)}
				ids, kinds = append(ids, one.text("id")), append(kinds, one.text("kind"))
				if at != "" && one.text("at") > at {
					t.Fatalf("%s at %s comes after %s", one.text("id"), one.text("at"), at)
				}
				at = one.text("at")
			}
			if next = r.text("next"); next != "" {
				next = "?limit=100&after=" + next
			}
			between()
		}
		return ids, kinds
	}
	before, kinds := pages("buyer", func() {})
	during, _ := pages("buyer", func() { h.do("shop", of, "message", `{"text":"还有一句"}`) })
	if !slices.Equal(before, during) {
		t.Errorf("%d entries, and %d when something was said in between", len(before), len(during))
	}
	if once := slices.Compact(slices.Sorted(slices.Values(before))); len(once) != len(before) {
		t.Errorf("%d entries, %d of them once", len(before), len(once))
	}
	said := 0
	for _, k := range kinds {
		if k == "message_sent" {
			said++
		}
	}
	if said != 560 || !slices.Contains(kinds, "draft_opened") || !slices.Contains(kinds, "offer_made") {
		t.Errorf("%d messages of %d entries, the last of them %v", said, len(kinds), kinds[len(kinds)-3:])
	}

	behind, _ := pages("adjudicator", func() {})
	if slices.ContainsFunc(behind, func(id string) bool { return id[:5] == "talks" }) {
		t.Error("who decides reads talks")
	}
	theirs := h.get("buyer", "/v1/cases/"+of+"/timeline?limit=100").text("next")
	for _, e := range h.get("adjudicator", "/v1/cases/"+of+"/timeline?limit=100&after="+theirs).list("entries") {
		if id := (reply{json: e.(map[string]any)}).text("id"); id[:5] == "talks" {
			t.Error("who decides reads talks with somebody else's cursor")
		}
	}
	for _, forged := range []string{
		"garbage", "Y2FzZS8x!", base64.RawURLEncoding.EncodeToString([]byte("case/0")), base64.RawURLEncoding.EncodeToString([]byte("person/5")),
		base64.RawURLEncoding.EncodeToString([]byte("case/5,case/6")), base64.RawURLEncoding.EncodeToString([]byte("case/99999999999999999999")),
	} {
		if r := h.call(http.MethodGet, "/v1/cases/"+of+"/timeline?after="+forged, h.key("buyer"), "", ""); r.status != http.StatusBadRequest || r.text("code") != "request/bad_parameter" {
			t.Errorf("the cursor %s: %d %s", forged, r.status, r.raw)
		}
	}
	far := base64.RawURLEncoding.EncodeToString([]byte("case/999999"))
	if r := h.get("buyer", "/v1/cases/"+of+"/timeline?after="+far); len(r.list("entries")) == 0 {
		t.Errorf("a mark beyond the end is the end: %s", r.raw)
	}
	if r := h.call(http.MethodGet, "/v1/cases/"+of+"/exhibits/"+letter, h.key("shop"), "", ""); r.status != http.StatusOK {
		t.Errorf("a file named long ago: %d %s", r.status, r.raw)
	}
}

// A list of any length comes in pages: each order once, although one more lands in
// between; so do cases and notices.
func TestListsPage(t *testing.T) {
	t.Parallel()
	h := open(t)
	for range 23 {
		h.filed("buyer", h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	}
	for path, list := range map[string]string{"/v1/orders": "orders", "/v1/cases": "cases", "/v1/notices": "notices", "/v1/outgoing": "notices"} {
		whole := len(h.get("buyer", path+"?limit=100").list(list))
		seen := map[string]bool{}
		for next := "?limit=7"; next != ""; {
			r := h.get("buyer", path+next)
			for _, row := range r.list(list) {
				one := reply{json: row.(map[string]any)}
				id := one.text("case") + one.text("order") + fmt.Sprint(one.at("no"))
				if path == "/v1/orders" {
					id = one.text("order")
				}
				if seen[id] {
					t.Errorf("%s: %s twice", path, id)
				}
				seen[id] = true
			}
			if next = r.text("next"); next != "" {
				next = "?limit=7&after=" + next
			}
		}
		if len(seen) != whole || whole < 23 {
			t.Errorf("%s: %d in pages, %d in one", path, len(seen), whole)
		}
	}
	others := h.get("buyer", "/v1/orders?limit=1").text("next")
	for _, path := range []string{"/v1/cases", "/v1/notices"} {
		if r := h.call(http.MethodGet, path+"?after="+others, h.key("buyer"), "", ""); others == "" || r.status != http.StatusBadRequest || r.text("code") != "request/bad_parameter" {
			t.Errorf("%s with a cursor of the orders %q: %d %s", path, others, r.status, r.raw)
		}
	}
	for _, path := range []string{"/v1/orders", "/v1/cases", "/v1/notices"} {
		if r := h.call(http.MethodGet, path+"?after=bm9uc2Vuc2U", h.key("buyer"), "", ""); r.status != http.StatusBadRequest || r.text("code") != "request/bad_parameter" {
			t.Errorf("%s with a forged cursor: %d %s", path, r.status, r.raw)
		}
	}
}
