package api

import (
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// accepted files about an order and has it accepted.
func (h *house) accepted(order, claims string) string {
	h.Helper()
	of := h.filed("buyer", order, claims)
	h.do("officer", of, "accept", `{}`)
	return of
}

// TestJourneyB: offers and counter-offers; the second counter-offer is accepted by
// its exact text, and the money is split to the fen.
func TestJourneyB_SettledBySecondCounterOffer(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 89901, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	h.do("shop", of, "offer", `{"terms":[{"claim":"1","amount":{"minor":10000,"currency":"CNY"},"note":"先退一部分"}]}`)
	h.do("buyer", of, "offer", `{"terms":[{"claim":"1","amount":{"minor":80000,"currency":"CNY"}}],"counter":"2"}`)
	h.do("shop", of, "offer", `{"terms":[{"claim":"1","amount":71919}],"counter":"3","note":"最后方案"}`)
	view := h.get("buyer", "/v1/cases/"+of)
	hash := view.text("offers.3.hash")
	if view.text("offers.3.state") != "open" || view.number("offers.3.terms.0.sum.minor") != 71919 || len(hash) != 64 {
		t.Fatalf("the last offer stands: %s", view.raw)
	}
	old := view.text("offers.2.hash")
	h.refused("buyer", of, "accept_offer", `{"offer":"4","offer_event_hash":"`+old+`","claims":["1"],"confirm":true}`, "dispute/changed")
	h.refused("buyer", of, "accept_offer", `{"offer":"4","offer_event_hash":"`+hash+`","claims":["1"],"confirm":false}`, "dispute/not_confirmed")
	h.do("buyer", of, "accept_offer", `{"offer":"4","offer_event_hash":"`+hash+`","claims":["1"],"confirm":true}`)
	h.after(60 * 24 * time.Hour)
	view = h.get("buyer", "/v1/cases/"+of)
	if view.at("closed") != true || view.text("claims.0.state.code") != "PERFORMED" || view.number("claims.0.paid.minor") != 71919 {
		t.Errorf("performed as agreed: %s", view.raw)
	}
	if h.money(order, "refunded") != 71919 || h.money(order, "released") != 89901-71919 || h.money(order, "held")+h.money(order, "frozen") != 0 {
		t.Errorf("split to the fen: %s", h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}

// TestJourneyC: not accepted, with a coded reason and other routes; the claimant
// asks for a review, another officer accepts.
func TestJourneyC_NotAcceptedReviewed(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 9900, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, notReceived)
	h.refused("officer", of, "reject", `{"ground":"I_DO_NOT_LIKE_IT","reason":"无"}`, "dispute/not_listed_ground")
	h.refused("officer", of, "reject", `{"reason":"无"}`, "dispute/needs_reason")
	h.do("officer", of, "reject", `{"ground":"NOT_OURS","reason":"不属于平台范围","routes":"12315"}`)
	var told bool
	for _, e := range h.get("buyer", "/v1/cases/"+of+"/timeline").list("entries") {
		entry := e.(map[string]any)
		texts, _ := entry["texts"].(map[string]any)
		told = told || entry["kind"] == "rejected" && texts["routes"] == "12315" && strings.Contains(entry["words"].(map[string]any)["en"].(string), "not within the platform's scope")
	}
	if !told {
		t.Error("the claimant reads the coded reason and the other routes")
	}
	h.do("buyer", of, "review_rejection", `{"reason":"这是网购订单"}`)
	h.refused("officer", of, "accept", `{}`, "dispute/conflict")
	h.do("officer_2", of, "accept", `{}`)
	if got := h.get("buyer", "/v1/cases/"+of); got.text("phase.code") != "negotiation" {
		t.Errorf("the review lets it in: %s", got.raw)
	}
}

// TestJourneyF: withdrawn; the escrow returns to its normal flow with the time it
// had left.
func TestJourneyF_WithdrawnTimerGoesOn(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	before := h.get("buyer", "/v1/orders/"+order).text("parcels.0.items.0.release.due")
	of := h.accepted(order, notReceived)
	if got := h.get("buyer", "/v1/orders/"+order); got.text("parcels.0.items.0.release.state") != "paused" || h.money(order, "frozen") != 29900 {
		t.Fatalf("the timer stands still and the money is frozen: %s", got.raw)
	}
	h.after(48 * time.Hour)
	h.do("buyer", of, "withdraw", `{"claims":["1"],"confirm":true}`)
	view := h.get("buyer", "/v1/cases/"+of)
	if view.at("closed") != true || view.text("claims.0.state.code") != "WITHDRAWN" || h.money(order, "frozen") != 0 || h.money(order, "held") != 29900 {
		t.Errorf("withdrawn and thawed: %s", view.raw)
	}
	h.after(48 * time.Hour) // both have been told of the thaw
	got := h.get("buyer", "/v1/orders/"+order)
	was, _ := time.Parse(time.RFC3339, before)
	now, err := time.Parse(time.RFC3339, got.text("parcels.0.items.0.release.due"))
	if err != nil || now.Sub(was) < 24*time.Hour || now.Sub(was) > 144*time.Hour {
		t.Errorf("due was %s and is %q: the time it had left, later by the pause", before, got.text("parcels.0.items.0.release.due"))
	}
	h.after(20 * 24 * time.Hour)
	if h.money(order, "released") != 29900 {
		t.Errorf("released in its normal flow: %s", h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}

// TestJourneyH: both agree to a stay; an act that leads on is refused with the
// reason, until when, and what is possible instead.
func TestJourneyH_RefusedDuringAStay(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.toEvidence(order)
	h.do("buyer", of, "consent_stay", `{"claims":["1"],"reason":"等检测结果"}`)
	h.do("shop", of, "stay", `{"claims":["1"],"reason":"同意"}`)
	if got := h.get("buyer", "/v1/cases/"+of); got.at("held") != true || got.text("holds.0.kind.code") != "STAYED" {
		t.Fatalf("on hold: %s", got.raw)
	}
	h.after(time.Hour)
	r := h.refused("officer", of, "close_round", `{}`, "dispute/held")
	if r.status != 409 || r.text("until") == "" || r.text("guard.words.en") == "" {
		t.Errorf("the refusal says which hold and until when: %s", r.raw)
	}
	if len(r.list("possible")) == 0 || r.text("possible.0.words.zh") == "" {
		t.Errorf("it says what is possible instead: %s", r.raw)
	}
	h.do("buyer", of, "message", `{"text":"期间仍可沟通"}`)
}
