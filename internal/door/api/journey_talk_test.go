package api

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestAskTheSupervisorByProgram: an after-sales specialist may not agree to so much; he
// asks, the owner approves and so does it, once however often it is sent; nobody
// outside the merchant learns that anything was asked (M81).
func TestAskTheSupervisorByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.member("sales", party.AfterSales, 10000)
	of := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	h.read("shop")
	here := "/v1/cases/" + of + "/questions"
	code := ""
	for _, a := range h.get("sales", "/v1/cases/"+of+"/quick-answers").rows("answers") {
		if a.text("kind") == "full" && a.at("over_limit") == true && a.at("body") == nil {
			code = a.text("code")
		}
	}
	if code == "" {
		t.Fatal("what is beyond the limit should be listed as that")
	}
	if r := h.try("sales", here, `{"answer":"contest-nothing"}`); r.text("code") != "dispute/changed" || r.text("pointer") != "/answer" {
		t.Errorf("no such answer: %s", r.raw)
	}
	if r := h.try("sales", here, `{"answer":"`+code+`","note":"`+strings.Repeat("长", 1001)+`"}`); r.text("code") != "talk/too_long" || r.text("pointer") != "/note" {
		t.Errorf("too long: %s", r.raw)
	}
	ask := func(key string) reply {
		return h.call(http.MethodPost, here, h.key("sales"), key, `{"answer":"`+code+`","note":"老客户，建议同意。"}`)
	}
	first, again := ask("q"), ask("q")
	if first.status != http.StatusCreated || first.number("no") != 1 || string(again.raw) != string(first.raw) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Fatalf("asked: %d %s, again %s", first.status, first.raw, again.raw)
	}
	if r := ask("another"); r.status != http.StatusConflict || r.text("code") != "talk/open" {
		t.Errorf("the same waits already: %s", r.raw)
	}
	if r := h.try("sales", here+"/1/approve", `{}`); r.status != http.StatusForbidden || r.text("code") != "talk/superior" {
		t.Errorf("no superior: %s", r.raw)
	}
	waiting := h.get("shop", "/v1/shop/questions")
	if waiting.number("questions.0.sum.minor") != 29900 || waiting.text("questions.0.case") != of {
		t.Errorf("it waits for the owner: %s", waiting.raw)
	}
	if q := h.get("shop", here); q.text("questions.0.note") != "老客户，建议同意。" || q.at("superior") != true || q.at("questions.0.you_may_answer") != true {
		t.Errorf("the owner reads it: %s", q.raw)
	}
	far := h.mint(id.From[id.Market]([16]byte{9}), id.From[id.Person]([16]byte{9}), identity.AllScopes()...)
	for who, key := range map[string]string{"the buyer": h.key("buyer"), "an officer": h.key("officer"), "an adjudicator": h.key("adjudicator"), "elsewhere": far} {
		for method, path := range map[string]string{http.MethodGet: here, http.MethodPost: here + "/1/remark"} {
			if r := h.call(method, path, key, "n", map[bool]string{true: `{"text":"x"}`}[method == http.MethodPost]); r.status != http.StatusNotFound {
				t.Errorf("%s %s for %s: %d %s", method, path, who, r.status, r.raw)
			}
		}
		if r := h.call(http.MethodGet, "/v1/shop/questions", key, "", ""); len(r.list("questions")) != 0 {
			t.Errorf("%s lists questions: %s", who, r.raw)
		}
	}
	before := h.get("buyer", "/v1/cases/"+of).number("version")
	approve := func() reply { return h.call(http.MethodPost, here+"/1/approve", h.key("shop"), "yes", `{}`) }
	done := approve()
	h.work()
	at := h.get("buyer", "/v1/cases/"+of)
	if done.text("done") != "approved" || at.text("claims.0.state.code") == "OPEN" || at.number("version") <= before {
		t.Fatalf("done by the owner: %s, %s", done.raw, at.raw)
	}
	if twice := approve(); string(twice.raw) != string(done.raw) || twice.header.Get("Idempotent-Replayed") != "true" || h.get("buyer", "/v1/cases/"+of).number("version") != at.number("version") {
		t.Errorf("sent again: %s", twice.raw)
	}
	if r := h.try("shop", here+"/1/remark", `{"text":"不用了"}`); r.text("code") != "talk/not_open" {
		t.Errorf("answered already: %s", r.raw)
	}
	if r := h.try("shop", here+"/9/approve", `{}`); r.status != http.StatusNotFound {
		t.Errorf("no such question: %s", r.raw)
	}
	for _, e := range at.rows("timeline") {
		t.Errorf("no timeline here: %v", e)
	}
	if told := h.get("buyer", "/v1/cases/"+of+"/timeline"); strings.Contains(string(told.raw), "老客户") || strings.Contains(string(told.raw), "inhouse") {
		t.Errorf("the buyer learns of the question: %s", told.raw)
	}
}

// TestDirectTalkByProgram: a buyer and a shop talk before there is any dispute; either
// takes the same whole record with its digest, and brings it into a case; nobody else
// finds that there is a talk (M93, M50, ADR 0008).
func TestDirectTalkByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	here := "/v1/orders/" + order + "/talk"
	if r := h.get("buyer", here); r.number("count") != 0 || r.at("record") != nil {
		t.Errorf("nothing was said: %s", r.raw)
	}
	if r := h.call(http.MethodGet, here+"/file", h.key("buyer"), "", ""); r.status != http.StatusNotFound {
		t.Errorf("no record of nothing: %d", r.status)
	}
	for i, said := range []string{"您好，没有收到。", "我们查一下。", "好的"} {
		who := []string{"buyer", "shop"}[i%2]
		r := h.post(who, here, `{"text":"`+said+`"}`)
		if r.number("no") != int64(i+1) || len(r.text("hash")) != 64 {
			t.Fatalf("said: %s", r.raw)
		}
	}
	one := h.call(http.MethodPost, here, h.key("buyer"), "same", `{"text":"请尽快"}`)
	two := h.call(http.MethodPost, here, h.key("buyer"), "same", `{"text":"请尽快"}`)
	if string(one.raw) != string(two.raw) || two.header.Get("Idempotent-Replayed") != "true" || h.get("shop", here).number("count") != 4 {
		t.Errorf("sent twice, said once: %s %s", one.raw, two.raw)
	}
	if list := h.get("shop", "/v1/talks?as=merchant"); list.number("talks.0.unread") != 2 || list.text("talks.0.order") != order {
		t.Errorf("unread by the shop: %s", list.raw)
	}
	h.post("shop", here+"/seen", `{}`)
	if r := h.get("shop", here+"?limit=3"); r.number("unread") != 0 || r.number("messages.0.no") != 4 || r.text("messages.2.text") != "我们查一下。" || r.text("next") != "2" {
		t.Errorf("read: %s", r.raw)
	}
	if r := h.get("shop", here+"?limit=3&after=2"); len(r.list("messages")) != 1 || r.text("next") != "" || r.text("messages.0.text") != "您好，没有收到。" {
		t.Errorf("the rest: %s", r.raw)
	}
	file := func(name, lang string) reply {
		return h.call(http.MethodGet, here+"/file", h.key(name), "", "", "Accept-Language", lang)
	}
	mine, theirs := file("buyer", "zh"), file("shop", "zh")
	digest := sha256.Sum256(mine.raw)
	if string(mine.raw) != string(theirs.raw) || mine.header.Get("Repr-Digest") != "sha-256=:"+base64.StdEncoding.EncodeToString(digest[:])+":" {
		t.Errorf("both take the same bytes: %s", mine.header.Get("Repr-Digest"))
	}
	told := h.call(http.MethodGet, here, h.key("shop"), "", "", "Accept-Language", "zh")
	above := mine.raw[:strings.LastIndex(string(mine.raw), "\n以上")]
	if told.text("record.sha256") != fmt.Sprintf("%x", digest) || told.text("record.inside") != fmt.Sprintf("%x", sha256.Sum256(above)) || !strings.Contains(string(mine.raw), told.text("record.inside")) {
		t.Errorf("the digests: %s\n%s", told.raw, mine.raw)
	}
	if en := file("buyer", "en"); !strings.HasPrefix(string(en.raw), "Record of a talk") || !strings.Contains(string(en.raw), "4 / 4") {
		t.Errorf("in English: %s", en.raw)
	}

	of := h.accepted(order, notReceived)
	if r := h.post("buyer", here+"/attach", `{"case":"`+of+`"}`); len(r.text("sha256")) != 64 || r.number("version") < 2 {
		t.Errorf("attached: %s", r.raw)
	}
	if r := h.get("shop", "/v1/cases/"+of); r.text("exhibits.0.kind.code") != "CHAT" {
		t.Errorf("the exhibit: %s", r.raw)
	}
	other := h.filed("buyer", h.bought(officetest.Goods{Qty: 1, Minor: 100, Signed: 72 * time.Hour}), notReceived)
	if r := h.try("buyer", here+"/attach", `{"case":"`+other+`"}`); r.status != http.StatusNotFound {
		t.Errorf("into a case of another order: %s", r.raw)
	}
	for body, want := range map[string]string{
		`{"text":""}`: "talk/too_long", `{"text":"` + strings.Repeat("长", 1001) + `"}`: "talk/too_long", `{}`: "request/missing_field",
		`{"text":"a\u0000b"}`: "request/control_character", `{"text":"a","by":"shop"}`: "request/unknown_field",
	} {
		if r := h.try("buyer", here, body); r.text("code") != want || r.text("texts.detail.en") == "" {
			t.Errorf("%.40s: %s", body, r.raw)
		}
	}
	if r := h.call(http.MethodGet, here+"?after=99", h.key("buyer"), "", ""); r.text("parameter") != "after" {
		t.Errorf("a forged cursor: %s", r.raw)
	}
	for _, who := range []string{"officer", "adjudicator", "mediator", "supervisor"} {
		for _, path := range []string{here, here + "/file"} {
			if r := h.call(http.MethodGet, path, h.key(who), "", ""); r.status != http.StatusNotFound {
				t.Errorf("%s reads %s: %d", who, path, r.status)
			}
		}
	}
	if r := h.get("adjudicator", "/v1/search?q=请尽快"); len(r.list("cases"))+len(r.list("orders")) != 0 {
		t.Errorf("found by a search: %s", r.raw)
	}
}
