package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestPapersByProgram: before mediation ends, who is in it reads what a decider will see
// and what never; the ruling is a paper whose sums add up, for both sides and for who
// made it; a settlement is one too, behind the wall; strangers find neither.
func TestPapersByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.inMediation(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}))
	h.do("buyer", of, "message", `{"text":"可以退一半"}`)
	wall := h.get("buyer", "/v1/cases/"+of+"/wall")
	for _, item := range wall.rows("never") {
		if item.text("code") == "talks" && item.number("count") != 1 {
			t.Errorf("one message in mediation: %s", wall.raw)
		}
	}
	if len(wall.list("sees")) < 5 || len(wall.list("never")) != 5 || h.get("mediator", "/v1/cases/"+of+"/wall").number("never.2.count") != 1 {
		t.Errorf("the wall: %s", wall.raw)
	}
	h.do("mediator", of, "fail", `{"ground":"no_agreement","confirm":true}`)
	paper := "/v1/cases/" + of + "/rulings/1"
	if r := h.call(http.MethodGet, paper, h.key("buyer"), "", ""); r.status != http.StatusNotFound {
		t.Errorf("no ruling yet: %d", r.status)
	}
	h.rule(of, `{"claim":"1","result":"partly","amount":{"minor":20000,"currency":"CNY"},"reason":"部分成立"}`)
	var seen []string
	for _, name := range []string{"buyer", "shop", "adjudicator"} {
		r := h.call(http.MethodGet, paper, h.key(name), "", "")
		if name == "adjudicator" && r.status == http.StatusNotFound { // the other one sat
			r = h.call(http.MethodGet, paper, h.key("adjudicator_2"), "", "")
		}
		asked, granted, refused := r.number("outcomes.0.asked.minor"), r.number("outcomes.0.granted.minor"), r.number("outcomes.0.refused.minor")
		if r.status != http.StatusOK || asked != 29900 || granted != 20000 || granted+refused != asked || r.text("outcomes.0.reason") != "部分成立" || r.text("reasons") != "依据证据认定" ||
			r.text("facts.0.text") != "本人签收" || r.text("facts.0.status.code") != "not_found" || r.text("label.en") == "" || len(r.text("hash")) != 64 || r.text("review_within.zh") == "" ||
			r.text("signed.0.role.code") != "adjudicator" || len(r.list("paid_from")) < 3 || !strings.HasSuffix(r.text("page"), "/rulings/1") || strings.Contains(string(r.raw), "[") && strings.Contains(string(r.raw), `"en":"[`) {
			t.Errorf("%s reads: %d %s", name, r.status, r.raw)
		}
		seen = append(seen, r.text("hash"))
	}
	if seen[0] != seen[1] || seen[0] != seen[2] {
		t.Errorf("one paper, three hashes: %v", seen)
	}
	if r := h.call(http.MethodGet, "/v1/cases/"+of+"/wall", h.key("adjudicator"), "", ""); r.status != http.StatusNotFound {
		t.Errorf("who decides reads what he must not: %d %s", r.status, r.raw)
	}

	of = h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 5000, Signed: 72 * time.Hour}), notReceived)
	h.do("shop", of, "offer", `{"terms":[{"claim":"1","amount":3000}]}`)
	hash := h.get("buyer", "/v1/cases/"+of).text("offers.1.hash")
	h.do("buyer", of, "accept_offer", `{"offer":"2","offer_event_hash":"`+hash+`","claims":["1"],"confirm":true}`)
	settled := "/v1/cases/" + of + "/settlements/1"
	for _, name := range []string{"buyer", "shop"} {
		r := h.get(name, settled)
		if r.text("state") != "in_force" || r.number("terms.0.sum.minor") != 3000 || r.text("offer_hash") != hash || len(r.list("obligations")) == 0 || len(r.list("claims_left")) != 0 || len(r.list("accepted_by")) == 0 {
			t.Errorf("%s reads: %s", name, r.raw)
		}
	}
	far := h.mint(id.From[id.Market]([16]byte{9}), id.From[id.Person]([16]byte{9}), identity.AllScopes()...)
	near := h.mint(h.office.Market, id.From[id.Person]([16]byte{8}), identity.CasesRead)
	for who, key := range map[string]string{"an adjudicator": h.key("adjudicator"), "a mediator": h.key("mediator"), "far": far, "near": near} {
		if r := h.call(http.MethodGet, settled, key, "", ""); r.status != http.StatusNotFound {
			t.Errorf("%s reads the terms: %d", who, r.status)
		}
	}
	for _, path := range []string{settled[:len(settled)-1] + "9", settled[:len(settled)-1] + "x", settled[:len(settled)-1] + "-1"} {
		if r := h.call(http.MethodGet, path, h.key("buyer"), "", ""); r.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.status)
		}
	}
}

// TestBooksByProgram: anybody reads the rules and the words, in both languages and
// complete; the history of administration is for who may see it, and filters hold.
func TestBooksByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	rules := h.call(http.MethodGet, "/v1/rules", "", "", "")
	if len(rules.list("stages")) < 10 || len(rules.list("clocks")) < 20 || len(rules.list("moves")) < 50 || len(rules.list("reasons")) < 10 || len(rules.list("rule_table")) < 10 || len(rules.text("hash")) != 64 {
		t.Errorf("the rules: %.500s", rules.raw)
	}
	for _, left := range []string{`"zh":"["`, `"en":"["`, `"zh":"[`, `"en":"[`, `"zh":""`} {
		if strings.Contains(string(rules.raw), left) {
			at := strings.Index(string(rules.raw), left)
			t.Errorf("a code without words: …%s", rules.raw[max(0, at-120):min(len(rules.raw), at+80)])
		}
	}
	if r := h.call(http.MethodGet, "/v1/rules?procedure=nothing", "", "", ""); r.status != http.StatusNotFound {
		t.Errorf("no such procedure: %d", r.status)
	}
	all := h.call(http.MethodGet, "/v1/terms", "", "", "")
	some := h.call(http.MethodGet, "/v1/terms?q=escrow", "", "", "")
	if len(all.list("terms")) < 20 || len(some.list("terms")) == 0 || len(some.list("terms")) >= len(all.list("terms")) {
		t.Errorf("%d words, %d of escrow", len(all.list("terms")), len(some.list("terms")))
	}
	h.keys["admin"] = h.mint(h.office.Market, h.office.People["admin"], identity.AdminScope)
	h.post("admin", "/v1/sign-in-policy", `{"staff_second_step":true}`)
	err := h.office.Clerk.Grant(t.Context(), h.office.Who("admin"), party.GrantCapacity{Person: h.office.People["officer"], Capacity: party.Regulator, Reason: "协助统计"})
	if err != nil {
		t.Fatal(err)
	}
	acts := h.get("admin", "/v1/admin-acts?kind=granted")
	if acts.text("acts.0.kind.code") != "granted" || acts.text("acts.0.about") != h.office.People["officer"].String() || acts.text("acts.0.reason") != "协助统计" || acts.text("acts.0.by") != h.office.People["admin"].String() || acts.text("acts.0.kind.words.zh") == "" {
		t.Errorf("the history: %s", acts.raw)
	}
	if r := h.get("admin", "/v1/admin-acts?kind=sign_in_policy_set"); len(r.list("acts")) != 1 {
		t.Errorf("one kind: %s", r.raw)
	}
	first := h.get("admin", "/v1/admin-acts?limit=1")
	second := h.get("admin", "/v1/admin-acts?limit=1&after="+first.text("next"))
	if first.text("next") == "" || string(second.raw) == string(first.raw) || len(second.list("acts")) != 1 {
		t.Errorf("page by page: %s %s", first.raw, second.raw)
	}
	for q, name := range map[string]string{"kind=nonsense": "kind", "about=x": "about", "case=x": "case", "after=x": "after"} {
		if r := h.call(http.MethodGet, "/v1/admin-acts?"+q, h.key("admin"), "", ""); r.text("parameter") != name {
			t.Errorf("%s: %s", q, r.raw)
		}
	}
	for _, name := range []string{"mediator", "adjudicator", "shop"} {
		if r := h.call(http.MethodGet, "/v1/admin-acts", h.key(name), "", ""); r.status != http.StatusNotFound {
			t.Errorf("%s reads the history: %d %s", name, r.status, r.raw)
		}
	}
	of := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 5000, Signed: 72 * time.Hour}), notReceived)
	if r := h.get("admin", "/v1/figures"); r.number("running") != 1 || r.number("closed") != 0 || r.number("mass_cases") < 1 || r.at("outages") == nil {
		t.Errorf("the figures: %s", r.raw)
	}
	if r := h.call(http.MethodGet, "/v1/figures", h.key("mediator"), "", ""); r.status != http.StatusNotFound {
		t.Errorf("a mediator reads figures: %d", r.status)
	}
	poor := h.post("shop", "/v1/drafts/read", `{"case":"`+of+`","text":"您这是诈骗"}`)
	if poor.at("fine") != false || len(poor.list("advice")) < 2 || poor.text("advice.0.words.zh") == "" {
		t.Errorf("a draft that lacks something: %s", poor.raw)
	}
	if r := h.post("shop", "/v1/drafts/read", `{"text":"您好，我们今天核对物流，三天内给您答复。"}`); r.at("fine") != true {
		t.Errorf("a draft that is fine: %s", r.raw)
	}
	if r := h.try("buyer", "/v1/drafts/read", `{"case":"`+of+`","text":"x"}`); r.status != http.StatusNotFound {
		t.Errorf("a draft for somebody else's merchant: %d", r.status)
	}
	if r := h.get("officer", "/v1/looks"); r.at("acts") == nil || len(r.list("acts")) != 0 {
		t.Errorf("nobody looked: %s", r.raw)
	}
}
