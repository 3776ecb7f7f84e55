package api

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// arrives registers somebody the marketplace knows and who holds nothing.
func (h *house) arrives(name string) string {
	h.Helper()
	p, err := h.office.Clerk.Register(h.Context(), clerk.System(h.office.Market), "test", name, name)
	if err != nil {
		h.Fatal(err)
	}
	h.office.People[name] = p
	return p.String()
}

// befalls has the desk record what happened to the claimant, on proof.
func (h *house) befalls(of, event, more string) {
	h.Helper()
	digest := h.uploaded("officer", of, "证明："+event)
	h.do("officer", of, "party_event", `{"party":"C","event":"`+event+`","proof":"`+digest+`"`+more+`}`)
}

// bars proves that no act that gives something up slips through: none is listed, and
// each is refused, whatever else would be wrong with it, with nothing recorded as done.
func (h *house) bars(name, of string, codes ...string) {
	h.Helper()
	for _, m := range h.get(name, "/v1/cases/"+of+"/moves").list("moves") {
		if act := m.(map[string]any)["act"].(string); slices.Contains(party.DisposeClass.Moves(), act) {
			h.Errorf("%s is listed for %s", act, name)
		}
	}
	seen := map[string]bool{}
	for _, act := range party.DisposeClass.Moves() {
		if act == "agree" {
			continue // a word of the table that no procedure file uses
		}
		r := h.try(name, "/v1/cases/"+of+"/moves/"+act, `{}`)
		seen[r.text("code")] = true
		if r.status != http.StatusForbidden && r.status != http.StatusConflict {
			h.Errorf("%s by %s: %d %s", act, name, r.status, r.raw)
		}
	}
	for _, code := range codes {
		if !seen[code] {
			h.Errorf("nothing was refused as %s: %v", code, seen)
		}
	}
}

// offered files, has the case accepted and an offer of the shop made; accept is the
// body that accepts it.
func (h *house) offered() (order, of, accept string) {
	h.Helper()
	order = h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of = h.accepted(order, notReceived)
	h.do("shop", of, "offer", `{"terms":[{"claim":"1","amount":20000}]}`)
	hash := h.get("buyer", "/v1/cases/"+of).text("offers.1.hash")
	return order, of, `{"offer":"2","offer_event_hash":"` + hash + `","claims":["1"],"confirm":true}`
}

// TestJourneyR_NoIrreversibleActSlipsThrough: an account in other hands, a minor, a
// party who died, a power that is too narrow or has ended: nothing is accepted,
// withdrawn, waived or confirmed but by who may; then the right person does it.
func TestJourneyR_NoIrreversibleActSlipsThrough(t *testing.T) {
	t.Parallel()
	t.Run("account locked", func(t *testing.T) {
		t.Parallel()
		h := open(t)
		order, of, accept := h.offered()
		buyer := h.office.People["buyer"].String()
		other := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 5000, Signed: 72 * time.Hour}), notReceived)
		h.post("supervisor", "/v1/accounts/lock", `{"person":"`+buyer+`","reason":"taken_over"}`)

		r := h.refused("buyer", of, "accept_offer", accept, "dispute/locked")
		if r.status != http.StatusForbidden || r.text("rule") != "F41" && r.text("guard.code") != "not_locked" {
			t.Errorf("the refusal names what forbids it: %s", r.raw)
		}
		h.bars("buyer", of, "dispute/locked")
		h.bars("buyer", other, "dispute/locked")
		if r := h.try("buyer", "/v1/orders/"+order+"/moves/confirm_receipt", `{"parcel":1}`); r.text("code") != "dispute/locked" || r.text("rule") != "F41" {
			t.Errorf("confirm receipt: %s", r.raw)
		}
		digest := h.uploaded("buyer", of, "伪造的委托书")
		thief := h.arrives("thief")
		for _, event := range []string{"unlock", "represent", "guardian", "succeed"} {
			if r := h.try("buyer", "/v1/cases/"+of+"/moves/party_event", `{"inputs":{"party":"C","event":"`+event+`","person":"`+thief+`","proof":"`+digest+`"}}`); r.status < 400 {
				t.Errorf("the account in doubt says %s: %s", event, r.raw)
			}
		}
		view := h.get("officer", "/v1/cases/"+of)
		if view.at("held") != true || view.text("holds.0.kind.code") != "LOCKED" {
			t.Errorf("its clocks stand still: %s", view.raw)
		}
		h.do("buyer", of, "message", `{"text":"我的账号被盗了"}`)
		for _, name := range []string{"buyer", "shop"} {
			if r := h.try(name, "/v1/accounts/unlock", `{"person":"`+buyer+`"}`); r.status != http.StatusForbidden {
				t.Errorf("%s unlocks: %d %s", name, r.status, r.raw)
			}
		}
		h.post("supervisor", "/v1/accounts/unlock", `{"person":"`+buyer+`"}`)
		if h.get("officer", "/v1/cases/"+of).at("held") == true {
			t.Error("the hold outlives the lock")
		}
		h.do("buyer", of, "accept_offer", accept)
		h.do("buyer", other, "withdraw", `{"claims":["1"],"confirm":true}`)
	})

	t.Run("unlock over a contact", func(t *testing.T) {
		t.Parallel()
		h := open(t)
		_, of, accept := h.offered()
		buyer := h.office.People["buyer"]
		contact := func(address string) string {
			n, err := h.office.Clerk.AddContact(t.Context(), clerk.System(h.office.Market), buyer, party.AddContact{Channel: party.SMS, Address: address})
			if err != nil || h.office.Clerk.VerifyContact(t.Context(), clerk.System(h.office.Market), buyer, n) != nil {
				t.Fatal(err)
			}
			return text(n)
		}
		before := contact("13700000000")
		h.after(time.Hour)
		since := h.get("officer", "/v1/test-clock").text("now")
		h.after(time.Hour)
		after := contact("13799999999")
		h.after(time.Hour)
		h.post("supervisor", "/v1/accounts/lock", `{"person":"`+buyer.String()+`","reason":"taken_over","since":"`+since+`"}`)
		if r := h.try("supervisor", "/v1/accounts/unlock-link", `{"person":"`+buyer.String()+`","contact":`+after+`}`); r.text("code") != "party/person/contact_not_verified" {
			t.Errorf("a contact that came with the takeover: %s", r.raw)
		}
		link := h.post("supervisor", "/v1/accounts/unlock-link", `{"person":"`+buyer.String()+`","contact":`+before+`}`).text("link")
		body := `{"link":"` + link + `","password":"a brand new password"}`
		if r := h.call(http.MethodPost, "/v1/accounts/unlock-by-link", "", "once", body); r.status != http.StatusOK || r.at("locked") != false {
			t.Fatalf("by the link: %d %s", r.status, r.raw)
		}
		if r := h.call(http.MethodPost, "/v1/accounts/unlock-by-link", "", "twice", body); r.text("code") != "identity/link_unusable" {
			t.Errorf("the link again: %s", r.raw)
		}
		h.do("buyer", of, "accept_offer", accept)
	})

	t.Run("guardian", func(t *testing.T) {
		t.Parallel()
		h := open(t)
		_, of, accept := h.offered()
		mother, stranger := h.arrives("mother"), h.arrives("stranger")
		h.befalls(of, "incapable", "")
		h.refused("buyer", of, "accept_offer", accept, "dispute/no_capacity")
		h.bars("buyer", of, "dispute/no_capacity")
		h.refused("buyer", of, "offer", `{"terms":[{"claim":"1","amount":1}]}`, "dispute/no_capacity")
		digest := h.uploaded("buyer", of, "户口簿")
		if r := h.try("buyer", "/v1/cases/"+of+"/moves/party_event", `{"inputs":{"party":"C","event":"guardian","person":"`+stranger+`","proof":"`+digest+`"}}`); r.status < 400 {
			t.Errorf("the minor names a guardian: %s", r.raw)
		}
		if r := h.call(http.MethodGet, "/v1/cases/"+of, h.key("mother"), "", ""); r.status != http.StatusNotFound {
			t.Errorf("before the guardian is on file: %d", r.status)
		}
		h.befalls(of, "guardian", `,"person":"`+mother+`"`)
		h.do("mother", of, "accept_offer", accept)
		if got := h.get("mother", "/v1/cases/"+of).text("claims.0.state.code"); got == "OPEN" {
			t.Errorf("the guardian's acceptance counts: %s", got)
		}
	})

	t.Run("heir", func(t *testing.T) {
		t.Parallel()
		h := open(t)
		order, of, accept := h.offered()
		heir := h.arrives("heir")
		h.befalls(of, "substitute", "")
		h.refused("buyer", of, "accept_offer", accept, "dispute/no_capacity")
		h.bars("buyer", of, "dispute/no_capacity")
		if view := h.get("officer", "/v1/cases/"+of); view.text("holds.0.kind.code") != "STAYED_PARTY" {
			t.Errorf("it waits for who succeeds: %s", view.raw)
		}
		h.befalls(of, "succeed", `,"person":"`+heir+`"`)
		if h.get("heir", "/v1/cases/"+of).at("held") == true {
			t.Error("the hold outlives its reason")
		}
		h.bars("buyer", of, "dispute/no_capacity") // the account of the dead stays barred
		h.do("heir", of, "accept_offer", accept)
		h.after(60 * 24 * time.Hour)
		if got := h.money(order, "refunded"); got != 20000 {
			t.Errorf("refunded %d, want 20000", got)
		}
	})

	t.Run("representative", func(t *testing.T) {
		t.Parallel()
		h := open(t)
		_, of, accept := h.offered()
		ordinary, special := h.arrives("ordinary"), h.arrives("special")
		until := h.legal().Add(48 * time.Hour).Format(time.RFC3339)
		h.befalls(of, "represent", `,"person":"`+ordinary+`","until":"`+until+`"`)
		h.befalls(of, "represent", `,"person":"`+special+`","power":"special_agent"`)
		h.refused("ordinary", of, "accept_offer", accept, "dispute/wrong_capacity")
		h.bars("ordinary", of, "dispute/wrong_capacity")
		h.do("ordinary", of, "message", `{"text":"代为陈述"}`)
		h.after(49 * time.Hour)
		if r := h.call(http.MethodGet, "/v1/cases/"+of, h.key("ordinary"), "", ""); r.status != http.StatusNotFound {
			t.Errorf("after the power has ended: %d %s", r.status, r.raw)
		}
		h.do("special", of, "accept_offer", accept)
	})
}
