package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/pace"
)

// TestRevealByProgram (design §7, R30): a party's name is shown to who handles the case
// alone, after purpose and reason, which stand in the history; it is slowed down.
func TestRevealByProgram(t *testing.T) {
	t.Parallel()
	h := openWith(t, func(p *Ports) {
		p.ByLook = pace.New(pace.Rate{PerSecond: 0.001, Burst: 4}, 10, func() time.Time { return officetest.Begins() })
	})
	of := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	here, buyer := "/v1/cases/"+of+"/reveal", h.office.People["buyer"].String()
	ask := func(name, body string) reply { return h.try(name, here, body) }
	good := `{"person":"` + buyer + `","purpose":"reach","reason":"三次通知没有送达"}`
	seated := ""
	for _, name := range []string{"officer", "officer_2", "shop", "buyer", "adjudicator"} {
		r := ask(name, good)
		switch {
		case r.status == http.StatusOK && strings.HasPrefix(name, "officer") && seated == "":
			seated = name
			if r.text("name") != "测试买家" {
				t.Errorf("seen: %s", r.raw)
			}
		case r.status < http.StatusBadRequest || strings.Contains(string(r.raw), "测试买家"):
			t.Errorf("%s: %d %s", name, r.status, r.raw)
		}
	}
	if seated == "" {
		t.Fatal("nobody handles the case")
	}
	for _, bad := range []string{`"purpose":"curious","reason":"x"`, `"purpose":"reach","reason":" "`} {
		if r := ask(seated, `{"person":"`+buyer+`",`+bad+`}`); r.status != http.StatusUnprocessableEntity && r.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", bad, r.status, r.raw)
		}
	}
	page, err := h.office.Casebook.LooksAt(t.Context(), h.office.Who("buyer"), "", 10)
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Reason != "三次通知没有送达" {
		t.Errorf("what the buyer reads: %v %v", page.Rows, err)
	}
	for range 4 {
		ask(seated, good)
	}
	if r := ask(seated, good); r.status != http.StatusTooManyRequests {
		t.Errorf("looks without end: %d", r.status)
	}
}
