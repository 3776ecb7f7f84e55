package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/office/identity"
)

// TestAdministration proves that an administrator sets a marketplace up by the API
// alone: accounts, capacities, members, keys; that what is given works and what is
// ended does not; and that nobody else may.
func TestAdministration(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.keys["admin"] = h.mint(h.office.Market, h.office.People["admin"], identity.AdminScope)
	h.keys["not admin"] = h.mint(h.office.Market, h.office.People["officer"], identity.AllScopes()...)

	opened := h.post("admin", "/v1/accounts", `{"login":"lin@example.org","name":"林"}`)
	person, link := opened.text("person"), opened.text("link")
	if person == "" || len(link) != 39 {
		t.Fatalf("an account with an invitation: %s", opened.raw)
	}
	if _, err := h.desk.ResetPassword(t.Context(), link, "a first password"); err != nil {
		t.Errorf("the invitation: %v", err)
	}
	if r := h.try("admin", "/v1/accounts", `{"login":"LIN@example.org","password":"another password"}`); r.text("code") != string(identity.LoginTaken) {
		t.Errorf("the login again: %s", r.raw)
	}

	given := h.post("admin", "/v1/grants", `{"person":"`+person+`","capacity":"officer"}`)
	h.post("shop", "/v1/grants", `{"person":"`+person+`","capacity":"after_sales","merchant":"`+h.office.Merchant.String()+`","limit_minor":5000}`)
	rows := h.get("admin", "/v1/grants").list("grants")
	last := reply{json: rows[len(rows)-1].(map[string]any)}
	if given.text("capacity") != "officer" || last.number("limit_minor") != 5000 || last.text("words.en") != "after-sales specialist" {
		t.Errorf("the grants: %v", last.json)
	}
	key := h.post("admin", "/v1/keys", `{"label":"desk","person":"`+person+`","scopes":["cases:read","act:staff"],"days":30}`)
	secret := key.text("text")
	if r := h.call(http.MethodGet, "/v1/cases", secret, "", ""); !strings.HasPrefix(secret, "tp_") || r.status != http.StatusOK {
		t.Errorf("the new key: %d %s", r.status, key.raw)
	}
	h.post("admin", "/v1/grants/revoke", `{"number":`+text(given.number("number"))+`}`)
	h.post("admin", "/v1/keys/revoke", `{"number":"`+key.text("number")+`"}`)
	if r := h.call(http.MethodGet, "/v1/cases", secret, "", ""); r.text("code") != string(identity.KeyUnusable) {
		t.Errorf("the revoked key: %s", r.raw)
	}
	for _, row := range h.get("admin", "/v1/keys").list("keys") {
		if row.(map[string]any)["text"] != nil {
			t.Errorf("a key told again: %v", row)
		}
	}

	for path, body := range map[string]string{
		"/v1/accounts": `{"login":"x@example.org"}`, "/v1/grants": `{"person":"` + person + `","capacity":"mediator"}`,
		"/v1/keys": `{"label":"x","scopes":["admin"]}`, "/v1/grants/revoke": `{"number":1}`, "/v1/keys/revoke": `{"number":"` + key.text("number") + `"}`,
		"/v1/accounts/lock": `{"person":"` + person + `","reason":"taken_over"}`,
	} {
		if r := h.try("not admin", path, body); r.status != http.StatusForbidden || r.text("code") != "party/authority/not_allowed" {
			t.Errorf("%s by an officer with every scope: %d %s", path, r.status, r.raw)
		}
		if r := h.try("buyer", path, body); r.status != http.StatusForbidden {
			t.Errorf("%s by a buyer: %d %s", path, r.status, r.raw)
		}
	}
	for body, code := range map[string]string{
		`{"person":"` + h.office.People["admin"].String() + `","capacity":"adjudicator"}`: "party/authority/not_allowed",
		`{"person":"` + person + `","capacity":"king"}`:                                   "party/grant/unknown_capacity",
		`{"person":"` + person + `","capacity":"owner"}`:                                  "party/grant/merchant_missing",
		`{"person":"per_00000000000000000000000001","capacity":"officer"}`:                "request/unknown",
		`{"capacity":"officer"}`:                                                          "request/missing_field",
	} {
		if r := h.try("admin", "/v1/grants", body); r.text("code") != code {
			t.Errorf("%s: %s, want %s", body, r.raw, code)
		}
	}
}
