package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// till is who holds the money of a marketplace without a payment adapter: it lists
// what was instructed and tells the outcome.
type till struct {
	*house
	key string
}

// openTill is a house whose provider never knows an outcome, as in a live marketplace.
func openTill(t *testing.T) till {
	t.Helper()
	h := open(t)
	h.office.Provider.Answer = func(enforcement.Instruction) enforcement.Outcome {
		return enforcement.Outcome{State: enforcement.Pending}
	}
	return till{h, h.mint(h.office.Market, id.Person{}, identity.OrdersWrite)}
}

func (h till) list(query string) []any {
	h.Helper()
	r := h.call(http.MethodGet, "/v1/payments?"+query, h.key, "", "")
	if r.status != http.StatusOK {
		h.Fatalf("list: %d %s", r.status, r.raw)
	}
	return r.list("payments")
}

func (h till) tell(payment, key, body string) reply {
	h.Helper()
	r := h.call(http.MethodPost, "/v1/payments/"+payment+"/outcome", h.key, key, body)
	h.work()
	return r
}

// settled is a case about the first line whose respondent accepts what is asked.
func (h till) settled(order string) string {
	h.Helper()
	of := h.accepted(order, notReceived)
	h.do("shop", of, "accept_offer", `{"offer":"1","offer_event_hash":"`+h.get("shop", "/v1/cases/"+of).text("offers.0.hash")+`","claims":["1"],"confirm":true}`)
	return of
}

// says holds what an order and its case call the payment against what is true.
func (h till) says(of, order, payment, state, claim string, refunded int64) {
	h.Helper()
	view, e := h.get("buyer", "/v1/cases/"+of), h.get("buyer", "/v1/orders/"+order+"/escrow")
	confirmed := refunded > 0
	got := fmt.Sprint(view.text("obligations.0.payment.code"), view.text("obligations.0.state.words.zh"), view.text("claims.0.state.words.zh"), e.text("pay_outs.0.state.code"))
	if want := fmt.Sprint(payment, state, claim, payment); got != want {
		h.Errorf("the case and the order say %s, want %s", got, want)
	}
	for what, at := range map[string]string{"obligation": view.text("obligations.0.confirmed"), "claim": view.text("claims.0.confirmed"), "pay-out": e.text("pay_outs.0.confirmed")} {
		if (at != "") != confirmed {
			h.Errorf("the %s is confirmed at %q", what, at)
		}
	}
	if n := e.number("refunded.minor"); n != refunded {
		h.Errorf("refunded %d, want %d", n, refunded)
	}
	if stage := view.text("stage.words.zh"); view.at("closed") == true && strings.Contains(stage, "（") == confirmed {
		h.Errorf("the closed case is called %s", stage)
	}
}

const waits = "已发出付款指令，等待支付机构确认"

// TestPaymentIsToldFromOutside: what was agreed is instructed and nothing is called paid; the
// holder of the money refuses it three times, it is instructed again by date under the
// same id, staff see it; the success is booked once, however often it is told.
func TestPaymentIsToldFromOutside(t *testing.T) {
	t.Parallel()
	h := openTill(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.settled(order)
	h.says(of, order, "instructed", waits, waits, 0)
	rows := h.list("state=pending&kind=pay_out&order=" + order)
	if len(rows) != 1 {
		t.Fatalf("instructed: %v", rows)
	}
	row := rows[0].(map[string]any)
	pay, _ := row["payment"].(string)
	if tender := row["tenders"].([]any)[0].(map[string]any); tender["payment"] != "pay" || row["case"] != of || strings.Contains(fmt.Sprint(row), "per_") {
		t.Errorf("a payer needs the way back, and no person: %v", row)
	}
	for i, wait := range []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour} {
		if r := h.tell(pay, fmt.Sprint("no", i), fmt.Sprintf(`{"state":"refused","problem":"account_closed","attempt":%d}`, i+1)); r.status != http.StatusOK {
			t.Fatalf("refused: %d %s", r.status, r.raw)
		}
		h.says(of, order, "refused", "退款指令未成功，平台正在处理", "退款指令未成功，平台正在处理", 0)
		seen := h.get("officer", "/v1/payments?state=refused")
		if n, attention := seen.number("payments.0.failed"), seen.at("payments.0.attention"); n != int64(i+1) || (attention == true) != (i == 2) {
			t.Errorf("after %d refusals staff see %s", i+1, seen.raw)
		}
		h.after(wait)
		h.says(of, order, "instructed", waits, waits, 0)
		if again := h.list("state=pending&order=" + order); len(again) != 1 || again[0].(map[string]any)["payment"] != pay || fmt.Sprint(again[0].(map[string]any)["attempt"]) != fmt.Sprint(i+2) {
			t.Errorf("instructed again: %v", again)
		}
	}
	if r := h.tell(pay, "no0", `{"state":"refused","problem":"account_closed","attempt":1}`); r.header.Get("Idempotent-Replayed") != "true" || r.status != http.StatusOK {
		t.Errorf("the first refusal again: %d %s", r.status, r.raw)
	}
	for _, key := range []string{"yes", "yes", "yes-again"} {
		if r := h.tell(pay, key, `{"state":"done","reference":"N-1"}`); r.status != http.StatusOK || r.text("state") != "done" {
			t.Fatalf("done: %d %s", r.status, r.raw)
		}
		h.says(of, order, "confirmed", "已付清", "已履行", 29900)
	}
	for key, body := range map[string]string{
		"a": `{"state":"done","reference":"N-2"}`, "b": `{"state":"refused","problem":"late","attempt":4}`,
	} {
		if r := h.tell(pay, key, body); r.status != http.StatusConflict || r.text("code") != "escrow/contradicts" {
			t.Errorf("%s: %d %s", body, r.status, r.raw)
		}
	}
	h.says(of, order, "confirmed", "已付清", "已履行", 29900)
	if left, err := h.office.Clerk.Docket.PendingJobs(t.Context(), h.office.Market); err != nil || left != 0 {
		h.office.Machine.Sleep(time.Hour)
		h.work()
		if left, err = h.office.Clerk.Docket.PendingJobs(t.Context(), h.office.Market); err != nil || left != 0 {
			t.Errorf("%d jobs still ask for an outcome that is known (%v)", left, err)
		}
	}
}

// TestWhoMayTellAPayment: the marketplace's own key and an administrator; to everybody
// else payments do not exist, and who decides does not list them.
func TestWhoMayTellAPayment(t *testing.T) {
	t.Parallel()
	h := openTill(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.settled(order)
	pay, _ := h.list("order=" + order)[0].(map[string]any)["payment"].(string)
	for _, name := range []string{"buyer", "shop", "adjudicator", "mediator"} {
		key := h.mint(h.office.Market, h.office.People[name], identity.OrdersWrite, identity.ActStaff)
		if r := h.call(http.MethodGet, "/v1/payments", key, "", ""); r.status != http.StatusNotFound {
			t.Errorf("%s lists payments: %d", name, r.status)
		}
		if r := h.call(http.MethodPost, "/v1/payments/"+pay+"/outcome", key, "k", `{"state":"done","reference":"N-1"}`); r.status != http.StatusNotFound {
			t.Errorf("%s tells an outcome: %d", name, r.status)
		}
	}
	for _, c := range []struct{ body, code, pointer string }{
		{`{"state":"done"}`, "request/missing_field", "/reference"},
		{`{"state":"done","reference":"两"}`, "request/wrong_type", "/reference"},
		{`{"state":"refused","problem":"张三 closed it","attempt":1}`, "request/wrong_type", "/problem"},
		{`{"state":"refused","problem":"closed"}`, "request/missing_field", "/attempt"},
		{`{"state":"maybe"}`, "request/wrong_type", "/state"},
		{`{"state":"refused","problem":"closed","attempt":2}`, "escrow/contradicts", ""},
	} {
		if r := h.tell(pay, "bad", c.body); r.text("code") != c.code || r.text("pointer") != c.pointer {
			t.Errorf("%s: %d %s", c.body, r.status, r.raw)
		}
	}
	for _, bad := range []string{"state=paid", "kind=x", "order=x", "after=x", "limit=0"} {
		if r := h.call(http.MethodGet, "/v1/payments?"+bad, h.key, "", ""); r.text("code") != "request/bad_parameter" {
			t.Errorf("%s: %s", bad, r.raw)
		}
	}
	if r := h.tell("ord_x.p1", "k", `{"state":"done","reference":"N"}`); r.status != http.StatusNotFound {
		t.Errorf("no such payment: %d", r.status)
	}
	admin := h.mint(h.office.Market, h.office.People["admin"], identity.AdminScope)
	if r := h.call(http.MethodPost, "/v1/payments/"+pay+"/outcome", admin, "k", `{"state":"done","reference":"N-1"}`); r.status != http.StatusOK {
		t.Errorf("an administrator: %d %s", r.status, r.raw)
	}
	h.says(of, order, "confirmed", "已付清", "已履行", 29900)
}

// TestOwnPaymentAndPayoutAreTold: a debtor's own payment and a merchant's payout are
// told the same way; own money that nothing is owed for any more goes back.
func TestOwnPaymentAndPayoutAreTold(t *testing.T) {
	t.Parallel()
	h := openTill(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 15000, Signed: 100 * time.Hour, Confirmed: true})
	h.after(48 * time.Hour)
	payout := h.list("kind=payout")[0].(map[string]any)
	if r := h.tell(payout["payment"].(string), "p1", `{"state":"refused","problem":"closed","attempt":1}`); r.status != http.StatusOK {
		t.Fatalf("payout refused: %s", r.raw)
	}
	if r := h.tell(payout["payment"].(string), "p2", `{"state":"done","reference":"S-1"}`); r.text("code") != "escrow/contradicts" {
		t.Errorf("a payout that waits unsettled cannot have succeeded: %s", r.raw)
	}
	h.after(25 * time.Hour)
	for _, key := range []string{"p3", "p4"} {
		if r := h.tell(payout["payment"].(string), key, `{"state":"done","reference":"S-1"}`); r.status != http.StatusOK {
			t.Fatalf("payout done: %s", r.raw)
		}
	}
	if r := h.tell(payout["payment"].(string), "p5", `{"state":"done","reference":"S-2"}`); r.text("code") != "escrow/contradicts" {
		t.Errorf("another number: %s", r.raw)
	}
	if done := h.list("kind=payout&state=done"); len(done) != 1 || done[0].(map[string]any)["confirmed"] == nil {
		t.Errorf("settled: %v", done)
	}

	of := h.settled(order)
	h.do("shop", of, "pay", `{"amount":{"minor":15000,"currency":"CNY"},"confirm":true}`)
	own := h.list("kind=own&state=pending")[0].(map[string]any)["payment"].(string)
	for _, key := range []string{"o1", "o2"} {
		if r := h.tell(own, key, `{"state":"done","reference":"O-1"}`); r.status != http.StatusOK || r.at("give_back") != nil {
			t.Fatalf("own payment: %s", r.raw)
		}
	}
	h.says(of, order, "instructed", waits, waits, 0)
	if r := h.tell(own, "o3", `{"state":"refused","problem":"closed","attempt":1}`); r.text("code") != "escrow/contradicts" {
		t.Errorf("a refusal after it came: %s", r.raw)
	}
	pay := h.list("kind=pay_out&state=pending")[0].(map[string]any)["payment"].(string)
	h.tell(pay, "y", `{"state":"done","reference":"N-1"}`)
	h.says(of, order, "confirmed", "已付清", "已履行", 15000)
}
