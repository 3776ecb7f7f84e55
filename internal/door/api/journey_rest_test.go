package api

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestJourneyI: a merchant files against a buyer (refunded, goods kept) and a
// person decides.
func TestJourneyI_MerchantAgainstBuyer(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.filed("shop", order, `[{"reason":"E1","remedy":"PARTIAL","amount":{"minor":29900,"currency":"CNY"},"scope":[{"line":"1","qty":1}],"story":"已退款，商品未退回。"}]`)
	h.do("officer", of, "accept", `{}`)
	if view := h.get("buyer", "/v1/cases/"+of); view.text("you.side") != "R" || view.text("parties.0.kind.code") != "merchant" {
		t.Fatalf("the buyer is the respondent: %s", view.raw)
	}
	h.do("buyer", of, "answer", `{"answers":[{"claim":"1","answer":"refuse","reason":"商品已寄回"}]}`)
	h.do("shop", of, "escalate", `{}`)
	h.do("buyer", of, "done", `{}`)
	h.do("shop", of, "done", `{}`)
	for range 40 {
		if h.get("shop", "/v1/cases/"+of).text("phase.code") == "decision" {
			break
		}
		h.after(24 * time.Hour)
	}
	h.rule(of, `{"claim":"1","result":"granted","amount":29900,"reason":"没有寄回的凭证"}`)
	view := h.get("shop", "/v1/cases/"+of)
	if view.text("claims.0.state.code") != "DETERMINED" || view.number("claims.0.granted.minor") != 29900 {
		t.Errorf("it is decided: %s", view.raw)
	}
}

// TestJourneyJ: three parcels, one missing: two are confirmed and paid out, the
// third is frozen and refunded with its share.
func TestJourneyJ_ThreeParcelsOneMissing(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 1000, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 2000, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 3001, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, `[{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"3","qty":1}]}]`)
	for _, parcel := range []string{"1", "2"} {
		h.post("buyer", "/v1/orders/"+order+"/moves/confirm_receipt", `{"parcel":`+parcel+`}`)
	}
	if h.money(order, "frozen") != 3001 || h.money(order, "released") != 3000 {
		t.Fatalf("two paid out, one frozen: %s", h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
	h.after(100 * 24 * time.Hour)
	if view := h.get("buyer", "/v1/cases/"+of); view.at("closed") != true {
		t.Errorf("it ends: %s", view.raw)
	}
	if h.money(order, "refunded") != 3001 || h.money(order, "released") != 3000 || h.money(order, "held")+h.money(order, "frozen") != 0 {
		t.Errorf("to the fen: %s", h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}

// TestJourneyK: one of two claims is settled and paid, the other decided; who
// decides reads of the first only that it is closed by agreement.
func TestJourneyK_OneSettledOneDecided(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 20000, Signed: 72 * time.Hour})
	of := h.accepted(order, `[{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"1","qty":1}]},{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"2","qty":1}]}]`)
	h.do("shop", of, "offer", `{"terms":[{"claim":"1","amount":6543}]}`)
	view := h.get("buyer", "/v1/cases/"+of)
	h.do("buyer", of, "accept_offer", `{"offer":"2","offer_event_hash":"`+view.text("offers.1.hash")+`","claims":["1"],"confirm":true}`)
	h.do("shop", of, "answer", `{"answers":[{"claim":"2","answer":"refuse"}]}`)
	h.do("buyer", of, "escalate", `{}`)
	h.do("buyer", of, "done", `{}`)
	h.do("shop", of, "done", `{}`)
	for range 40 {
		if h.get("adjudicator", "/v1/cases/"+of).text("tracks.0.stage.code") == "ADJUDICATING" || h.get("adjudicator", "/v1/cases/"+of).text("tracks.1.stage.code") == "ADJUDICATING" {
			break
		}
		h.after(24 * time.Hour)
	}
	seen := h.get("adjudicator", "/v1/cases/"+of)
	if len(seen.list("offers")) != 0 || seen.at("claims.0.granted") != nil || seen.text("claims.0.decided.en") != "closed by agreement" {
		t.Errorf("no terms for who decides: %s", seen.raw)
	}
	h.rule(of, `{"claim":"2","result":"partly","amount":5000,"reason":"部分成立"}`)
	h.after(60 * 24 * time.Hour)
	view = h.get("buyer", "/v1/cases/"+of)
	if view.at("closed") != true || h.money(order, "refunded") != 6543+5000 || h.money(order, "held")+h.money(order, "frozen") != 0 {
		t.Errorf("both paid, nothing left: %s %s", view.raw, h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}

// TestJourneyE: an appeal varies the amount; the difference is paid, nothing twice.
func TestJourneyE_AppealVaries(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	h.do("shop", of, "answer", `{"answers":[{"claim":"1","answer":"refuse"}]}`)
	h.do("buyer", of, "escalate", `{}`)
	h.do("buyer", of, "done", `{}`)
	h.do("shop", of, "done", `{}`)
	for range 40 {
		if h.get("buyer", "/v1/cases/"+of).text("phase.code") == "decision" {
			break
		}
		h.after(24 * time.Hour)
	}
	h.rule(of, `{"claim":"1","result":"partly","amount":10000,"reason":"部分成立"}`)
	h.do("buyer", of, "appeal", `{"points":[{"claim":"1","sought":29900,"ground":"error"}],"reason":"认定有误"}`)
	h.do("shop", of, "waive_appeal", `{"confirm":true}`)
	for range 20 {
		if h.get("buyer", "/v1/cases/"+of).text("phase.code") == "appeal" {
			break
		}
		h.after(24 * time.Hour)
	}
	h.do("reviewer", of, "vary", `{"points":[{"claim":"1","amount":20000,"reason":"应多退"}],"reasons":"复核认定","confirm":true}`)
	h.after(30 * 24 * time.Hour)
	view := h.get("buyer", "/v1/cases/"+of)
	if view.at("closed") != true || view.number("claims.0.paid.minor") != 20000 || h.money(order, "refunded") != 20000 || h.money(order, "released") != 9900 {
		t.Errorf("varied and paid once: %s %s", view.raw, h.get("buyer", "/v1/orders/"+order+"/escrow").raw)
	}
}
