package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// deaf lets the sandbox channel fail, or work again.
func (h *house) deaf(failing bool) {
	h.Helper()
	h.post("officer", "/v1/channels", map[bool]string{true: `{"failing":true}`, false: `{"failing":false}`}[failing])
}

// clock is a deadline of a case as somebody sees it; nil when it does not run.
func (h *house) clock(name, of, clock string) map[string]any {
	h.Helper()
	for _, d := range h.get(name, "/v1/cases/"+of).list("deadlines") {
		deadline := d.(map[string]any)
		if deadline["clock"].(map[string]any)["code"] == clock && deadline["state"] == "running" {
			return deadline
		}
	}
	return nil
}

func sameInstant(v any, want time.Time) bool {
	text, _ := v.(string)
	at, err := time.Parse(time.RFC3339Nano, text)
	return err == nil && at.Equal(want)
}

// notice is the newest notice of a kind as staff see it, and its number.
func (h *house) notice(of, kind string) (map[string]any, string) {
	h.Helper()
	var found map[string]any
	for _, n := range h.get("officer", "/v1/cases/"+of).list("notices") {
		if notice := n.(map[string]any); notice["kind"].(map[string]any)["code"] == kind {
			found = notice
		}
	}
	if found == nil {
		h.Fatalf("no notice %s", kind)
	}
	return found, found["no"].(interface{ String() string }).String()
}

// TestJourneyQ_MerchantServedAtPublishedContact: service on the merchant fails on all
// channels. No clock of his runs, staff have it on the workbench with three working
// days; then he is served at the contact he publishes by law, 24 h after dispatch.
func TestJourneyQ_MerchantServedAtPublishedContact(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, notReceived)
	h.deaf(true)
	h.do("officer", of, "accept", `{}`)
	if n, _ := h.notice(of, "filed"); n["served"] != nil || n["receipt"] != nil || h.clock("shop", of, "K_ANS") != nil || h.clock("buyer", of, "K_NEG") != nil {
		t.Fatalf("no clock runs: %v", h.get("officer", "/v1/cases/"+of).list("deadlines"))
	}
	serve := h.clock("officer", of, "K_SERVE")
	if serve == nil || !sameInstant(serve["due"], day(time.September, 18, 0)) || serve["object"] != "notice" {
		t.Fatalf("K_SERVE should run to the end of the third working day: %v", serve)
	}
	if row := h.get("officer", "/v1/workbench"); row.text("cases.0.case") != of || row.text("cases.0.clock.code") != "K_SERVE" {
		t.Errorf("staff are told: %s", row.raw)
	}
	h.until(day(time.September, 17, 23))
	if h.clock("shop", of, "K_ANS") != nil || h.get("shop", "/v1/cases/"+of).text("phase.code") != "negotiation" {
		t.Error("nothing runs before the fallback")
	}
	h.until(day(time.September, 18, 23))
	if n, _ := h.notice(of, "filed"); n["served"] != nil || h.clock("shop", of, "K_ANS") != nil {
		t.Errorf("not served within 24 h of dispatch: %v", n)
	}
	h.until(day(time.September, 19, 0))
	n, _ := h.notice(of, "filed")
	if n["how"] != "published_contact" || !sameInstant(n["served"], day(time.September, 19, 0)) {
		t.Errorf("served at the published contact: %v", n)
	}
	if ans := h.clock("shop", of, "K_ANS"); ans == nil || !sameInstant(ans["started"], day(time.September, 19, 0)) {
		t.Errorf("his clock runs from then: %v", ans)
	}
	h.after(90 * 24 * time.Hour)
	if view := h.get("buyer", "/v1/cases/"+of); view.at("closed") != true || h.money(order, "refunded") != 29900 {
		t.Errorf("and silence counts from then on: %s", view.raw)
	}
}

// TestJourneyQ_StaffFindAWay: staff find another channel, or hand over a one-time
// link; the clock runs from service, and only who has authority may do either.
func TestJourneyQ_StaffFindAWay(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, notReceived)
	h.deaf(true)
	h.do("officer", of, "accept", `{}`)
	_, no := h.notice(of, "filed")
	at := "/v1/cases/" + of + "/notices/" + no
	for _, who := range []string{"buyer", "shop", "mediator", "adjudicator"} {
		for _, act := range []string{"/link", "/send"} {
			if r := h.try(who, at+act, `{}`); r.text("code") != "dispute/wrong_capacity" {
				t.Errorf("%s%s: %d %s", who, act, r.status, r.raw)
			}
		}
	}
	if r := h.try("officer", "/v1/cases/"+of+"/notices/99/link", `{}`); r.text("code") != "dispute/nothing_there" {
		t.Errorf("no such notice: %s", r.raw)
	}
	if r := h.try("officer", at+"/link", `{"hours":721}`); r.text("code") != "dispute/bounds" {
		t.Errorf("too long: %s", r.raw)
	}
	made := h.post("officer", at+"/link", `{"hours":24}`)
	link, err := h.desk.PeekLink(t.Context(), made.text("code"), identity.ReadNotice)
	if err != nil || link.Target != of+"."+no || link.Person != h.office.People["shop"] || made.status != http.StatusCreated {
		t.Errorf("a link to that notice for the merchant: %+v %v", link, err)
	}
	page := made.text("page")
	if !strings.Contains(page, made.text("link")) || !strings.Contains(page, "有人就您的订单提出请求") || !strings.Contains(page, "A claim was made") || strings.Contains(page, "<script") || strings.Contains(page, "29900") {
		t.Errorf("the page: %s", page)
	}
	if n, _ := h.notice(of, "filed"); n["served"] != nil || h.clock("shop", of, "K_ANS") != nil {
		t.Error("making a link serves nothing")
	}
	h.post("officer", at+"/send", `{}`)
	if h.clock("shop", of, "K_SERVE") == nil {
		t.Error("all channels failed again: K_SERVE runs anew")
	}
	h.deaf(false)
	h.post("officer", at+"/send", `{}`)
	if h.clock("officer", of, "K_SERVE") != nil || h.clock("shop", of, "K_ANS") != nil {
		t.Error("on its way: neither waits nor is served")
	}
	if r := h.try("officer", at+"/send", `{}`); r.text("code") != "dispute/nothing_there" {
		t.Errorf("a second time: %s", r.raw)
	}
	h.after(24*time.Hour + time.Minute)
	if h.clock("shop", of, "K_ANS") == nil {
		t.Errorf("served by receipt and a day: %s", h.get("officer", "/v1/cases/"+of).raw)
	}
}

// TestJourneyQ_BuyerNeverLosesByIt: the respondent is a buyer and cannot be reached:
// no fallback, no silence; after 15 days the claim lapses and nothing is taken from
// him. If he comes by himself, reading serves and his clock runs from then.
func TestJourneyQ_BuyerNeverLosesByIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	against := func() (string, string) {
		order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
		of := h.filed("shop", order, `[{"reason":"E1","remedy":"PARTIAL","amount":{"minor":29900,"currency":"CNY"},"scope":[{"line":"1","qty":1}],"story":"已退款，商品未退回。"}]`)
		h.do("officer", of, "accept", `{}`)
		return order, of
	}
	h.deaf(true)
	order, of := against()
	_, late := against()
	if h.clock("shop", of, "K_SERVE") == nil || h.clock("buyer", of, "K_ANS") != nil {
		t.Fatal("no clock of the buyer runs")
	}
	h.until(day(time.September, 18, 12))
	if n, _ := h.notice(of, "filed"); n["served"] != nil || h.clock("shop", of, "K_UNSERVED") == nil || h.clock("buyer", of, "K_ANS") != nil {
		t.Fatalf("no fallback against a buyer: %v", n)
	}
	_, no := h.notice(late, "filed")
	h.post("buyer", "/v1/notices/"+late+"/"+no+"/read", `{}`)
	if h.clock("buyer", late, "K_ANS") == nil || h.clock("shop", late, "K_UNSERVED") != nil {
		t.Errorf("who comes by himself is served by reading: %s", h.get("officer", "/v1/cases/"+late).raw)
	}
	h.after(30 * 24 * time.Hour)
	view := h.get("shop", "/v1/cases/"+of)
	if view.at("closed") != true || view.text("claims.0.state.code") != "LAPSED" || view.text("claims.0.lapsed.code") != "unserved" || len(view.list("obligations")) != 0 {
		t.Errorf("the claim lapses, nobody decides: %s", view.raw)
	}
	if h.money(order, "frozen") != 0 || h.money(order, "refunded") != 0 {
		t.Errorf("nothing is taken: %s", h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}

// TestJourneyQ_ClaimantServedInSite: the claimant chose the channel; when it fails the
// notice in-site serves after three working days, and only then his clock runs.
func TestJourneyQ_ClaimantServedInSite(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, notReceived)
	h.deaf(true)
	h.do("officer", of, "reject", `{"ground":"NOT_OURS","reason":"不属于平台范围","routes":"12315"}`)
	h.until(day(time.September, 17, 23))
	if h.clock("buyer", of, "K_RJ_ASK") != nil || h.money(order, "frozen") != 29900 {
		t.Error("neither his time to ask nor the freeze runs out before he is served")
	}
	h.until(day(time.September, 18, 0))
	if n, _ := h.notice(of, "rejection"); n["how"] != "in_site" || h.clock("buyer", of, "K_RJ_ASK") == nil {
		t.Errorf("served in-site: %v", n)
	}
}
