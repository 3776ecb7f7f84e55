package api

import (
	"encoding/base64"
	"net/http"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestRecordsByLawByProgram (R31, R32): an authority's program records a request,
// reads only after an administrator has confirmed it, and never what mediation holds.
func TestRecordsByLawByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	p, err := h.office.Clerk.Register(t.Context(), clerk.System(h.office.Market), "test", "regulator", "周全")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.office.Clerk.Grant(t.Context(), clerk.System(h.office.Market), party.GrantCapacity{Person: p, Capacity: party.Regulator}); err != nil {
		t.Fatal(err)
	}
	h.office.People["regulator"] = p
	number := h.get("buyer", "/v1/cases/"+of).text("number")
	paper := base64.StdEncoding.EncodeToString([]byte("协助调查函"))
	ask := `{"case_number":"` + number + `","authority":"某局","basis":"电子商务法第二十五条","document_number":"7号","asks":"核查","document":"` + paper + `"}`
	if r := h.try("buyer", "/v1/lawful-requests", ask); r.status < http.StatusBadRequest {
		t.Errorf("a buyer asks by law: %d", r.status)
	}
	h.post("regulator", "/v1/lawful-requests", ask)
	if r := h.try("regulator", "/v1/lawful-requests/read", `{"no":1}`); r.status != http.StatusNotFound {
		t.Errorf("read before it was confirmed: %d %s", r.status, r.raw)
	}
	yes := `{"asker":"` + p.String() + `","no":1,"granted":true,"days":7,"reason":"已核对"}`
	if r := h.try("regulator", "/v1/lawful-requests/answer", yes); r.status < http.StatusBadRequest {
		t.Errorf("he confirms his own: %d", r.status)
	}
	h.keys["admin"] = h.mint(h.office.Market, h.office.People["admin"], identity.AdminScope, identity.CasesRead)
	h.post("admin", "/v1/lawful-requests/answer", yes)
	if r := h.get("regulator", "/v1/lawful-requests"); r.text("requests.0.state") != "on_file" || r.text("requests.0.authority") != "某局" {
		t.Errorf("its state: %s", r.raw)
	}
	if r := h.post("regulator", "/v1/lawful-requests/read", `{"no":1}`); r.text("number") != number || len(r.list("entries")) == 0 {
		t.Errorf("what is read: %s", r.raw)
	}
	if r := h.get("regulator", "/v1/results"); len(r.list("results")) != 0 {
		t.Errorf("results: %s", r.raw)
	}
	if r := h.call(http.MethodGet, "/v1/results", h.key("officer"), "", ""); r.status < http.StatusBadRequest {
		t.Errorf("results for an officer: %d", r.status)
	}
}
