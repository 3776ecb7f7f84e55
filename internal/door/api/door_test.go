package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Every refusal of the office has a status of its own, Chinese and English. The
// codes of the core are its own lists; those of the books stand in their source.
func TestEveryRefusalIsAProblem(t *testing.T) {
	t.Parallel()
	if got, want := slices.Sorted(maps.Keys(disputeStatus)), slices.Sorted(slices.Values(dispute.Codes())); !slices.Equal(got, want) {
		t.Errorf("the door knows the refusals %v, the core has %v", got, want)
	}
	doc, err := os.ReadFile("../../core/escrow/refusal.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`&Refusal\{Code: "([a-z_]+)"\}`).FindAllStringSubmatch(string(doc), -1)
	books := []string{}
	for _, m := range found {
		books = append(books, m[1])
	}
	if got, want := slices.Sorted(maps.Keys(escrowStatus)), slices.Sorted(slices.Values(books)); !slices.Equal(got, want) {
		t.Errorf("the door knows the refusals of the books %v, they have %v", got, want)
	}
	if len(found) < 10 || len(dispute.Codes()) < 20 || len(party.AllCodes()) < 40 {
		t.Error("the lists of codes were not found")
	}
	if got, want := slices.Sorted(maps.Keys(identityStatus)), slices.Sorted(slices.Values(identity.AllCodes())); !slices.Equal(got, want) {
		t.Errorf("the door knows the refusals of the desk %v, it has %v", got, want)
	}
	if doc, err = os.ReadFile("../../core/talk/doc.go"); err != nil {
		t.Fatal(err)
	}
	spoken := regexp.MustCompile(`= "(talk_[a-z_]+)"`).FindAllStringSubmatch(string(doc), -1)
	for _, m := range spoken {
		if _, ok := talkSaid[m[1]]; !ok {
			t.Errorf("the door has no words for %s", m[1])
		}
	}
	if len(spoken) != len(talkSaid) {
		t.Errorf("%d refusals of talks here, %d there", len(talkSaid), len(spoken))
	}
	if doc, err = os.ReadFile("../../core/locker/doc.go"); err != nil {
		t.Fatal(err)
	}
	keeping := regexp.MustCompile(`= "(locker_[a-z_]+)" `).FindAllStringSubmatch(string(doc), -1)
	for _, m := range keeping {
		if _, ok := lockerSaid[m[1]]; !ok && m[1] != locker.Gone {
			t.Errorf("the door has no words for %s", m[1])
		}
	}
	if len(keeping) != len(lockerSaid)+1 {
		t.Errorf("%d refusals of lockers here, %d there", len(lockerSaid), len(keeping))
	}
	for _, p := range allProblems() {
		title := p.Texts.Title
		if p.Status < 400 || p.Status > 599 || title.ZH == "" || title.EN == "" || strings.HasPrefix(title.EN, "[") || !strings.HasSuffix(p.Type, p.Code) {
			t.Errorf("%s: %d %+v", p.Code, p.Status, title)
		}
	}
}

// The inputs that name files are those the core calls digests.
func TestFileInputsAreThoseOfTheCore(t *testing.T) {
	t.Parallel()
	var found []string
	files, err := filepath.Glob("../../core/dispute/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		doc, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`proofOf\("([a-z_]+)"|Name: "([a-z_]+)", Kind: Digest`).FindAllStringSubmatch(string(doc), -1) {
			found = append(found, m[1]+m[2])
		}
	}
	slices.Sort(found)
	if found = slices.Compact(found); !slices.Equal(found, fileInputs) {
		t.Errorf("the core's digests are %v, here %v", found, fileInputs)
	}
}

// A stranger gets 404 on every operation about a thing, whoever he is: of another
// marketplace, or a person of this one who is no party. Without a key it is 401.
func TestStrangersGet404Everywhere(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	digest := h.uploaded("buyer", of, "照片")
	far := h.mint(id.From[id.Market]([16]byte{9}), id.From[id.Person]([16]byte{9}), identity.AllScopes()...)
	near := h.mint(h.office.Market, id.From[id.Person]([16]byte{8}), identity.CasesRead, identity.ActParty, identity.ActStaff)
	var doc struct {
		Paths map[string]map[string]struct {
			Security []any `json:"security"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(h.call(http.MethodGet, "/openapi.json", "", "", "").raw, &doc); err != nil {
		t.Fatal(err)
	}
	walked := 0
	for path, methods := range doc.Paths {
		for method, op := range methods {
			method = strings.ToUpper(method)
			thing := of
			if strings.HasPrefix(path, "/v1/orders") {
				thing = order
			}
			at := strings.NewReplacer("{id}", thing, "{sha256}", digest, "{no}", "1").Replace(path)
			body := ""
			if method == http.MethodPost {
				body = `{"parcel":1,"status":"signed","order":"` + order + `","to":"2026-09-15T00:00:00Z","failing":true}`
				if strings.HasSuffix(path, "/carrier") {
					body = `{"told":"return_signed"}`
				}
			}
			if strings.Contains(path, "status-links") {
				body = `{}`
			}
			if path == "/v1/cases" {
				body = `{"order":"` + order + `"}`
			}
			if len(op.Security) == 0 {
				continue
			}
			walked++
			if r := h.call(method, at, "", "k", body); r.status != http.StatusUnauthorized {
				t.Errorf("%s %s without a key: %d", method, path, r.status)
			}
			if !strings.Contains(path, "{") && path != "/v1/cases" {
				continue
			}
			if method == http.MethodGet && path == "/v1/cases" {
				continue
			}
			if strings.Contains(path, "tracking") || strings.Contains(path, "carrier") || strings.Contains(path, "payments") {
				near = far
			}
			for who, key := range map[string]string{"of another marketplace": far, "of this marketplace": near} {
				if r := h.call(method, at, key, "k", body); r.status != http.StatusNotFound || r.text("code") != "request/unknown" {
					t.Errorf("%s %s by a stranger %s: %d %s", method, path, who, r.status, r.raw)
				}
			}
		}
	}
	if walked < 100 {
		t.Errorf("only %d operations walked", walked)
	}
	if r := h.call(http.MethodGet, "/v1/cases", near, "", ""); len(r.list("cases")) != 0 {
		t.Errorf("a stranger lists nothing: %s", r.raw)
	}
	if r := h.call(http.MethodGet, "/v1/workbench", h.mint(h.office.Market, h.office.People["buyer"], identity.ActStaff), "", ""); r.status != http.StatusNotFound {
		t.Errorf("a buyer has no workbench: %d", r.status)
	}
}

// The same request sent again has the same answer and does nothing; the same key
// for another request is refused.
func TestIdempotency(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	again := func(path, key, body string) reply {
		t.Helper()
		first := h.call(http.MethodPost, path, h.key("buyer"), key, body)
		h.work()
		second := h.call(http.MethodPost, path, h.key("buyer"), key, body)
		if first.status >= 300 || second.status != first.status || string(first.raw) != string(second.raw) {
			t.Fatalf("%s: %d %s, then %d %s", path, first.status, first.raw, second.status, second.raw)
		}
		if first.header.Get("Idempotent-Replayed") != "" || second.header.Get("Idempotent-Replayed") != "true" || first.header.Get("ETag") != second.header.Get("ETag") {
			t.Errorf("%s: replayed is %q, then %q", path, first.header.Get("Idempotent-Replayed"), second.header.Get("Idempotent-Replayed"))
		}
		if r := h.call(http.MethodPost, path, h.key("buyer"), key, strings.Replace(body, "{", `{ `, 1)); r.status != http.StatusUnprocessableEntity || r.text("code") != "request/key_reused" {
			t.Errorf("%s: another body under the same key: %d %s", path, r.status, r.raw)
		}
		return first
	}
	of := again("/v1/cases", "open", `{"order":"`+order+`"}`).text("case")
	again("/v1/cases/"+of+"/moves/submit", "submit", `{"inputs":{"claims":`+notReceived+`}}`)
	again("/v1/cases/"+of+"/moves/message", "say", `{"inputs":{"text":"您好"}}`)
	again("/v1/test-clock", "clock", `{"to":"2026-09-14T12:00:00+08:00"}`)
	messages := 0
	for _, e := range h.get("buyer", "/v1/cases/"+of+"/timeline").list("entries") {
		if e.(map[string]any)["kind"] == "message_sent" {
			messages++
		}
	}
	if messages != 1 {
		t.Errorf("%d messages, want 1", messages)
	}
	if r := h.call(http.MethodPost, "/v1/cases", h.key("buyer"), "", `{"order":"`+order+`"}`); r.text("code") != "request/no_key" {
		t.Errorf("without a key: %s", r.raw)
	}
}

// Two at once: of two escalations one wins and the other is told; two messages
// both land.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, notReceived)
	keys := []string{h.key("officer"), h.key("officer_2"), h.key("buyer")}
	race := func(act, body string, keys ...string) (codes []int) {
		out := make([]int, len(keys))
		var wg sync.WaitGroup
		for i, key := range keys {
			wg.Go(func() {
				out[i] = h.call(http.MethodPost, "/v1/cases/"+of+"/moves/"+act, key, fmt.Sprintf("%s-%d", act, i), body).status
			})
		}
		wg.Wait()
		slices.Sort(out)
		return out
	}
	if got := race("accept", `{}`, keys[0], keys[1]); got[0] != http.StatusOK || got[1] < 400 || got[1] >= 500 {
		t.Errorf("two acceptances: %v", got)
	}
	// Who comes late is told what happened since he looked; of another reader's acts too,
	// but nothing that is not on his own timeline.
	before := h.get("officer_2", "/v1/cases/"+of).header.Get("ETag")
	h.do("officer", of, "raise_safety", `{"ground":"injury","reason":"划伤"}`)
	h.do("buyer", of, "withdraw", `{"claims":["1"],"confirm":true}`)
	late := h.call(http.MethodPost, "/v1/cases/"+of+"/moves/message", h.key("officer_2"), "late", `{"inputs":{"text":"请补充"}}`, "Tianping-Seen-Version", before)
	kinds := []string{}
	for _, e := range late.list("since") {
		kinds = append(kinds, (reply{json: e.(map[string]any)}).text("kind"))
	}
	if late.status != http.StatusConflict || !slices.Contains(kinds, "withdrawn") || !slices.Contains(kinds, "safety_raised") || slices.Contains(kinds, "draft_opened") || late.text("since.0.words.zh") == "" {
		t.Errorf("told of %v: %s", kinds, late.raw)
	}
	if now := h.call(http.MethodPost, "/v1/cases/"+of+"/moves/message", h.key("officer_2"), "late", `{"inputs":{"text":"请补充"}}`); now.status != http.StatusConflict || now.at("since") != nil {
		t.Errorf("who saw everything is told nothing new: %s", now.raw)
	}
	if bad := h.call(http.MethodPost, "/v1/cases/"+of+"/moves/message", h.key("officer_2"), "late", `{}`, "Tianping-Seen-Version", "yesterday"); bad.text("code") != "request/bad_parameter" {
		t.Errorf("a version that is none: %s", bad.raw)
	}
	of = h.filed("buyer", h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	if got := race("message", `{"inputs":{"text":"请看"}}`, keys[2], keys[2], keys[2]); !slices.Equal(got, []int{200, 200, 200}) {
		t.Errorf("messages never conflict: %v", got)
	}
}

// Each hostile body gets a stable code, points at what is wrong, repeats nothing,
// and does nothing.
func TestHostileInput(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	before := h.get("buyer", "/v1/cases/"+of).number("version")
	message, offer := "/v1/cases/"+of+"/moves/message", "/v1/cases/"+of+"/moves/offer"
	for _, c := range []struct {
		path, body, code, pointer string
	}{
		{message, `{`, "request/not_json", ""},
		{message, "{\"inputs\":{\"text\":\"\xff\"}}", "request/not_utf8", ""},
		{message, `{"inputs":{"text":"\ud800"}}`, "request/not_utf8", "/inputs/text"},
		{message, `{"inputs":{"text":"a\u0000b"}}`, "request/control_character", "/inputs/text"},
		{message, `{"inputs":{"text":"a","text":"b"}}`, "request/duplicate_key", "/inputs/text"},
		{message, strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), "request/too_deep", strings.Repeat("/a", 32)},
		{message, `{"inputs":{"text":"` + strings.Repeat("a", 1<<20) + `"}}`, "request/too_large", ""},
		{message, `{"inputs":{"text":"a"},"admin":true}`, "request/unknown_field", "/admin"},
		{message, `{"inputs":{"text":"a","as":"staff"}}`, "request/unknown_field", "/inputs/as"},
		{message, `{"inputs":{"text":5}}`, "request/wrong_type", "/inputs/text"},
		{message, `{"inputs":{"text":null}}`, "request/wrong_type", "/inputs/text"},
		{message, `{"inputs":[]}`, "request/wrong_type", "/inputs"},
		{message, `[]`, "request/wrong_type", ""},
		{message, "\ufeff{}", "request/not_json", ""},
		{message, `{"inputs":{"text":"a"}} {}`, "request/not_json", ""},
		{message, `{"inputs":{"text":"a"},"track":1e400}`, "request/wrong_type", "/track"},
		{message, `{"inputs":{"text":"a"},"track":-1}`, "request/wrong_type", "/track"},
		{message, `{"inputs":{"text":"a"},"track":NaN}`, "request/not_json", "/track"},
		{"/v1/cases", `{"order":"` + order + `","order":"` + order + `"}`, "request/duplicate_key", "/order"},
		{"/v1/cases", `{"order":"` + of + `"}`, "request/wrong_type", "/order"},
		{"/v1/cases", `{"order":"` + order + `","follows":"case_` + strings.Repeat("1", 26) + `"}`, "request/unknown", ""},
		{message, `{"inputs":{}}`, "dispute/incomplete", "/inputs/text"},
		{message, `{"inputs":{"text":"` + strings.Repeat("长", 5000) + `"}}`, "dispute/bounds", "/inputs/text"},
		{offer, `{"inputs":{"terms":[{"claim":1}]}}`, "request/wrong_type", "/inputs/terms/0/claim"},
		{offer, `{"inputs":{"terms":[{"claim":"1","amount":{"minor":1.5,"currency":"CNY"}}]}}`, "request/wrong_type", "/inputs/terms/0/amount/minor"},
		{offer, `{"inputs":{"terms":[{"claim":"1","amount":{"minor":1,"currency":"USD"}}]}}`, "request/wrong_currency", "/inputs/terms/0/amount/currency"},
		{offer, `{"inputs":{"terms":[{"claim":"1","amount":99999999999999999999}]}}`, "request/wrong_type", "/inputs/terms/0/amount"},
		{offer, `{"inputs":{"terms":[{"claim":"1","amount":-1}]}}`, "dispute/bounds", "/inputs/terms/0/amount"},
		{"/v1/cases", `{"order":"ord_nonsense"}`, "request/wrong_type", "/order"},
		{"/v1/cases", `{}`, "request/missing_field", "/order"},
		{"/v1/cases/" + of + "/moves/no_such_act", `{}`, "request/unknown", ""},
		{"/v1/cases/case_x/moves/message", `{"inputs":{"text":"a"}}`, "request/unknown", ""},
		{"/v1/cases/" + of + "/moves/add_exhibit", `{"inputs":{"digest":"` + strings.Repeat("a", 64) + `","kind":"photo"}}`, "request/unknown_file", "/inputs/digest"},
	} {
		r := h.try("buyer", c.path, c.body)
		if r.text("code") != c.code || r.text("pointer") != c.pointer || r.header.Get("Content-Type") != "application/problem+json; charset=utf-8" || strings.Contains(string(r.raw), "nonsense") {
			t.Errorf("%.80s: %d %.300s, want %s at %s", c.body, r.status, r.raw, c.code, c.pointer)
		}
	}
	if now := h.get("buyer", "/v1/cases/"+of).number("version"); now != before {
		t.Errorf("the case was at %d and is at %d", before, now)
	}
	r := h.call(http.MethodPost, message, h.key("buyer"), "x", `{"inputs":{"text":"a"}}`, "Content-Type", "text/plain")
	if r.status != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d", r.status)
	}
	if r := h.call(http.MethodDelete, "/v1/cases/"+of, h.key("buyer"), "x", ""); r.status != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", r.status)
	}
	if r := h.call(http.MethodGet, "/v1/cases?after=garbage", h.key("buyer"), "", ""); r.text("code") != "request/bad_parameter" {
		t.Errorf("a foreign cursor: %s", r.raw)
	}
}

// The title speaks the language asked for; texts hold both.
func TestLanguage(t *testing.T) {
	t.Parallel()
	h := open(t)
	for header, want := range map[string]string{"en": "Not found", "zh-CN,en;q=0.5": "没有找到", "": "没有找到", "fr": "没有找到", "en-GB;q=0.9,zh;q=0.1": "Not found"} {
		r := h.call(http.MethodGet, "/v1/nothing", "", "", "", "Accept-Language", header)
		if !strings.HasPrefix(r.text("title"), want) || r.text("texts.title.en") == "" {
			t.Errorf("%q: %s", header, r.raw)
		}
	}
}

// Orders land through the API; again nothing changes; a bad one stops no good one.
// Tracking drives the clocks, the buyer confirms, files go in and out.
func TestOrdersAndFiles(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 100})
	importer := h.mint(h.office.Market, id.Person{}, identity.OrdersWrite)
	land := func(key, body string) reply { return h.call(http.MethodPost, "/v1/orders", importer, key, body) }
	r := land("1", `[{"number":"A1","minor":5000},{"number":"A2","minor":0}]`)
	if r.number("new") != 1 || r.number("refused") != 1 || r.text("orders.1.problems.0.pointer") != "/lines/0/qty" {
		t.Fatalf("one lands, one is refused: %s", r.raw)
	}
	if again := land("2", `{"number":"A1","minor":5000}`); again.number("known") != 1 || again.text("orders.0.order") != r.text("orders.0.order") {
		t.Errorf("again: %s", again.raw)
	}
	if bad := land("3", `{"number":"A3","minor":-1}`); bad.status != http.StatusUnprocessableEntity || bad.text("code") != "order/refused" {
		t.Errorf("nothing landed: %s", bad.raw)
	}
	if reused := land("1", `{"number":"A9","minor":5000}`); reused.text("code") != "request/key_reused" {
		t.Errorf("another body: %s", reused.raw)
	}
	if denied := h.call(http.MethodPost, "/v1/orders", h.key("buyer"), "1", `{}`); denied.status != http.StatusForbidden {
		t.Errorf("a buyer imports nothing: %s", denied.raw)
	}
	if r := h.call(http.MethodPost, "/v1/orders/"+order+"/tracking", importer, "t", `{"parcel":2,"status":"signed"}`); r.status != http.StatusOK {
		t.Fatalf("tracking: %s", r.raw)
	}
	view := h.get("buyer", "/v1/orders/"+order)
	if view.text("parcels.1.signed") == "" || len(view.list("parcels.1.items.0.release.explained.zh")) < 2 {
		t.Errorf("the signature starts the timer, which explains itself: %s", view.raw)
	}
	h.post("buyer", "/v1/orders/"+order+"/moves/confirm_receipt", `{"parcel":2}`)
	if got := h.money(order, "released"); got != 100 {
		t.Errorf("released %d, want 100", got)
	}
	if r := h.try("shop", "/v1/orders/"+order+"/moves/confirm_receipt", `{"parcel":1}`); r.text("code") != "dispute/wrong_capacity" {
		t.Errorf("the shop confirms nothing: %s", r.raw)
	}
	of := h.accepted(order, notReceived)
	digest := h.uploaded("buyer", of, "照片的内容")
	if r := h.call(http.MethodGet, "/v1/cases/"+of+"/exhibits/"+digest, h.key("shop"), "", ""); r.status != http.StatusNotFound {
		t.Errorf("a file nobody named: %d", r.status)
	}
	h.do("buyer", of, "add_exhibit", `{"digest":"`+digest+`","kind":"`+h.firstChoice("buyer", of, "add_exhibit", "kind")+`"}`)
	got := h.call(http.MethodGet, "/v1/cases/"+of+"/exhibits/"+digest, h.key("shop"), "", "")
	if string(got.raw) != "照片的内容" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the bytes: %d %q", got.status, got.raw)
	}
	if found := h.get("buyer", "/v1/search?q="+h.get("buyer", "/v1/cases/"+of).text("number")); len(found.list("cases")) != 1 {
		t.Errorf("search: %s", found.raw)
	}
	if page := h.call(http.MethodGet, "/docs", "", "", ""); page.status != 200 || strings.Contains(string(page.raw), "<script") || !strings.Contains(string(page.raw), "申请平台介入") {
		t.Errorf("the page of operations: %d", page.status)
	}
}
