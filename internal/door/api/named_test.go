package api

import (
	"net/http"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// A person's own key is good for that person alone; the marketplace's reach whom
// their scopes reach, for reading too.
func TestWhomAKeyNames(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	person := func(name string) string { return h.office.People[name].String() }
	own := h.mint(h.office.Market, h.office.People["mediator"], identity.CasesRead, identity.ActParty, identity.ActStaff)
	party := h.mint(h.office.Market, id.Person{}, identity.CasesRead, identity.ActParty)
	staff := h.mint(h.office.Market, id.Person{}, identity.CasesRead, identity.ActStaff)
	for _, c := range []struct {
		what, key, as string
		status        int
		code          string
	}{
		{"somebody's own key, for a buyer", own, "buyer", http.StatusForbidden, "identity/on_behalf_not_allowed"},
		{"somebody's own key, for another of the staff", own, "adjudicator", http.StatusForbidden, "identity/on_behalf_not_allowed"},
		{"a key for parties, for its buyer", party, "buyer", http.StatusOK, ""},
		{"a key for parties, for the staff", party, "officer", http.StatusForbidden, "identity/scope_missing"},
		{"a key for staff, for a buyer", staff, "buyer", http.StatusForbidden, "identity/scope_missing"},
	} {
		r := h.call(http.MethodGet, "/v1/orders/"+order, c.key, "", "", "Tianping-On-Behalf-Of", person(c.as))
		if r.status != c.status || r.text("code") != c.code {
			t.Errorf("%s: %d %s, want %d %s", c.what, r.status, r.text("code"), c.status, c.code)
		}
	}
	if r := h.call(http.MethodGet, "/v1/workbench", staff, "", "", "Tianping-On-Behalf-Of", person("officer")); r.status != http.StatusOK {
		t.Errorf("a key for staff, for an officer: %s", r.raw)
	}
}

// A merchant's member tells of its own orders; those of others do not exist for it.
func TestWhoseOrdersAreTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	shop := h.mint(h.office.Market, h.office.People["shop"], identity.OrdersWrite)
	buyer := h.mint(h.office.Market, h.office.People["buyer"], identity.OrdersWrite)
	track := func(who, order, key string) reply {
		return h.call(http.MethodPost, "/v1/orders/"+order+"/tracking", who, key, `{"parcel":1,"status":"signed"}`)
	}
	if r := track(shop, order, "1"); r.status != http.StatusOK {
		t.Errorf("its own: %s", r.raw)
	}
	foreign, unknown := track(buyer, order, "2"), track(buyer, id.From[id.Order]([16]byte{9}).String(), "3")
	if foreign.status != http.StatusNotFound || foreign.text("code") != unknown.text("code") {
		t.Errorf("a stranger tells one from the other: %s %s", foreign.raw, unknown.raw)
	}
	if r := h.call(http.MethodPost, "/v1/orders", shop, "4", `{"number":"A1","minor":5000}`); r.number("new") != 1 {
		t.Errorf("an order of its own shop: %s", r.raw)
	}
	if r := h.call(http.MethodPost, "/v1/orders", buyer, "5", `{"number":"A2","minor":5000}`); r.text("errors.0.code") != "order/not_your_merchant" {
		t.Errorf("an order for somebody else's shop: %s", r.raw)
	}
}
