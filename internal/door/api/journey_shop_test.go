package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// member makes a person who works for the office's merchant, and its key.
func (h *house) member(name string, as party.Capacity, limit int64) id.Person {
	h.Helper()
	p, err := h.office.Clerk.Register(h.Context(), clerk.System(h.office.Market), "test", name, name)
	if err != nil {
		h.Fatal(err)
	}
	h.office.People[name] = p
	err = h.office.Clerk.Grant(h.Context(), h.office.Who("shop"), party.GrantCapacity{Person: p, Capacity: as, Merchant: h.office.Merchant, LimitMinor: limit})
	if err != nil {
		h.Fatal(err)
	}
	return p
}

// rows are the objects of a list.
func (r reply) rows(path string) (out []reply) {
	for _, x := range r.list(path) {
		out = append(out, reply{json: x.(map[string]any)})
	}
	return out
}

// TestShopWorksByProgram: a shop with three cases lists them by what silence costs,
// narrows the list, answers one by an answer it need not write and one by a reason, and
// reads its money; nobody else sees any of it.
func TestShopWorksByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	var all []string
	for _, fen := range []int64{29900, 5000, 12000} {
		all = append(all, h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: fen, Signed: 72 * time.Hour}), notReceived))
		h.after(2 * time.Hour)
	}
	h.read("shop")
	list := h.get("shop", "/v1/shop/cases")
	rows := list.rows("cases")
	if len(rows) != 3 || list.number("sums.waiting") != 3 || list.number("sums.frozen.minor") != 46900 || list.number("sums.at_risk.minor") < 46900 || list.text("sums.deposit_left.currency") != "CNY" {
		t.Fatalf("three cases wait: %s", list.raw)
	}
	for i, r := range rows {
		if r.text("turn") == "" || r.text("group") == "others" || !strings.HasPrefix(r.text("silence.clock.code"), "K_") || r.text("silence.then.zh") == "" || r.text("silence.then.en") == "" || r.text("silence.act.en") == "" {
			t.Errorf("what silence costs: %v", r.json)
		}
		if i > 0 && r.text("turn") < rows[i-1].text("turn") {
			t.Errorf("the order of dates: %s", list.raw)
		}
	}
	carrier, goods := list.text("filters.carrier.0.value"), list.text("filters.product.0.value")
	for q, n := range map[string]int{
		"carrier=" + carrier: 3, "product=" + goods: 3, "reason=E1": 3, "reason=A1": 0, "in_charge=nobody": 3, "q=" + all[1]: 1, "q=" + rows[0].text("number"): 1, "closed=true": 0,
	} {
		if got := h.get("shop", "/v1/shop/cases?"+q); len(got.list("cases")) != n {
			t.Errorf("%s finds %d, want %d", q, len(got.list("cases")), n)
		}
	}
	var seen []string
	for page := h.get("shop", "/v1/shop/cases?limit=1"); ; page = h.get("shop", "/v1/shop/cases?limit=1&after="+page.text("next")) {
		for _, r := range page.rows("cases") {
			seen = append(seen, r.text("case"))
		}
		if page.text("next") == "" {
			break
		}
	}
	slices.Sort(seen)
	if want := slices.Sorted(slices.Values(all)); !slices.Equal(seen, want) {
		t.Errorf("page by page %v, want %v", seen, want)
	}

	answers := h.get("shop", "/v1/cases/"+all[0]+"/quick-answers")
	done := map[string]bool{}
	for i, kind := range []string{"full", "contest", "offer"} {
		for _, a := range h.get("shop", "/v1/cases/"+all[i]+"/quick-answers").rows("answers") {
			if a.text("kind") != kind || done[kind] {
				continue
			}
			body, err := json.Marshal(a.at("body"))
			if err != nil {
				t.Fatal(err)
			}
			h.post("shop", a.text("href"), string(body))
			done[kind] = true
		}
	}
	if len(done) != 3 {
		t.Fatalf("answered by %v; there were %s", done, answers.raw)
	}
	if got := h.get("buyer", "/v1/cases/"+all[0]); got.text("claims.0.state.code") == "OPEN" || len(got.list("obligations")) == 0 {
		t.Errorf("what was asked for is agreed: %s", got.raw)
	}
	if got := h.get("buyer", "/v1/cases/"+all[2]); len(got.list("offers")) < 2 {
		t.Errorf("an offer lies before the buyer: %s", got.raw)
	}
	money := h.get("shop", "/v1/shop/money")
	if len(money.list("orders")) != 3 || len(money.list("merchants")) != 1 || money.text("merchants.0.deposit_left.currency") == "" || money.text("orders.0.cases.0.case") == "" || len(money.list("orders.0.payments")) == 0 {
		t.Errorf("the money: %s", money.raw)
	}

	far := h.mint(id.From[id.Market]([16]byte{9}), id.From[id.Person]([16]byte{9}), identity.AllScopes()...)
	for _, path := range []string{"/v1/shop/cases", "/v1/shop/money", "/v1/cases/" + all[1] + "/quick-answers"} {
		for who, key := range map[string]string{"the buyer": h.key("buyer"), "an adjudicator": h.key("adjudicator"), "an officer": h.key("officer"), "another marketplace": far} {
			if r := h.call(http.MethodGet, path, key, "", ""); r.status != http.StatusNotFound || r.text("code") != "request/unknown" {
				t.Errorf("%s for %s: %d %.200s", path, who, r.status, r.raw)
			}
		}
	}
	for q, name := range map[string]string{"merchant=x": "merchant", "closed=maybe": "closed", "limit=101": "limit", "after=x": "after", "product=" + strings.Repeat("a", 501): "product"} {
		if r := h.call(http.MethodGet, "/v1/shop/cases?"+q, h.key("shop"), "", ""); r.status != http.StatusBadRequest || r.text("parameter") != name {
			t.Errorf("%.40s: %d %s", q, r.status, r.raw)
		}
	}
	if r := h.call(http.MethodGet, "/v1/shop/cases?merchant="+id.From[id.Merchant]([16]byte{7}).String(), h.key("shop"), "", ""); r.status != http.StatusNotFound {
		t.Errorf("somebody else's merchant: %d", r.status)
	}
}
