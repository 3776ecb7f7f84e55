package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestLockerByProgram: a buyer keeps a record of a chat before there is any dispute, and
// later takes it into his case; the shop and the adjudicator read since when it was kept,
// and nobody but the buyer finds the locker's own copy (M58).
func TestLockerByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	keep := func(who, key, query, body string) reply {
		return h.call(http.MethodPost, "/v1/locker"+query, h.key(who), key, body, "Content-Type", "application/octet-stream", "X-File-Name", "%E8%81%8A%E5%A4%A9.txt", "X-Note", "%E6%89%BF%E8%AF%BA")
	}
	one := keep("buyer", "k1", "?order="+order, "褪色包退")
	if one.status != http.StatusCreated || one.text("done") != "kept" || one.number("no") != 1 {
		t.Fatalf("kept: %d %s", one.status, one.raw)
	}
	if r := keep("buyer", "k1", "?order="+order, "褪色包退"); r.header.Get("Idempotent-Replayed") != "true" || string(r.raw) != string(one.raw) {
		t.Errorf("sent twice: %s", r.raw)
	}
	if r := keep("buyer", "k1", "?order="+order, "别的内容"); r.text("code") != "request/key_reused" {
		t.Errorf("another file under the same key: %s", r.raw)
	}
	if r := keep("buyer", "k2", "?order="+order, "褪色包退"); r.text("done") != "there" || r.number("no") != 1 {
		t.Errorf("kept again: %s", r.raw)
	}
	keep("buyer", "k3", "", "尺码表")
	list := h.get("buyer", "/v1/locker?limit=1")
	if list.number("count") != 2 || list.text("items.0.order") != "" || list.text("next") != "2" {
		t.Errorf("list: %s", list.raw)
	}
	mine := h.get("buyer", "/v1/locker?order="+order)
	if len(mine.list("items")) != 1 || mine.text("items.0.name") != "聊天.txt" || mine.text("items.0.note") != "承诺" || len(mine.text("items.0.sha256")) != 64 {
		t.Fatalf("of the order: %s", mine.raw)
	}
	if r := h.get("buyer", "/v1/locker?q=%E6%B2%A1%E6%9C%89"); len(r.list("items")) != 0 {
		t.Errorf("words that are not there: %s", r.raw)
	}
	if r := h.get("buyer", "/v1/locker/1/file"); string(r.raw) != "褪色包退" {
		t.Errorf("bytes: %s", r.raw)
	}
	for _, who := range []string{"shop", "officer", "adjudicator", "admin"} {
		for _, path := range []string{"/v1/locker/1", "/v1/locker/1/file"} {
			if r := h.call(http.MethodGet, path, h.key(who), "", ""); r.status != http.StatusNotFound {
				t.Errorf("%s gets %s: %d", who, path, r.status)
			}
		}
	}
	of := h.accepted(order, notReceived)
	into := "/v1/cases/" + of + "/exhibits/from-locker"
	if r := h.try("shop", into, `{"item":1}`); r.text("code") != "request/unknown" {
		t.Errorf("the shop takes what is not its own: %s", r.raw)
	}
	if r := h.try("mediator", into, `{"item":1}`); r.status != http.StatusNotFound {
		t.Errorf("a stranger takes something: %s", r.raw)
	}
	taken := h.post("buyer", into, `{"item":1}`)
	if taken.text("sha256") != mine.text("items.0.sha256") {
		t.Fatalf("taken: %s", taken.raw)
	}
	fresh := h.uploaded("buyer", of, "新写的说明")
	h.do("buyer", of, "add_exhibit", `{"digest":"`+taken.text("sha256")+`","kind":"CHAT"}`)
	h.do("buyer", of, "add_exhibit", `{"digest":"`+fresh+`","kind":"CHAT"}`)
	for _, who := range []string{"buyer", "shop", "officer"} {
		r := h.get(who, "/v1/cases/"+of)
		if r.text("exhibits.0.kept.since") != mine.text("items.0.at") || len(r.text("exhibits.0.kept.salt")) != 64 || !strings.Contains(r.text("exhibits.0.kept.words.zh"), "此后未变") {
			t.Errorf("%s reads %s", who, r.text("exhibits.0.kept.words.zh"))
		}
		if r.at("exhibits.1.kept") != nil {
			t.Errorf("%s reads of a fresh file that it was kept", who)
		}
	}
	if r := h.try("buyer", "/v1/locker/1/remove", `{}`); r.text("done") != "removed" {
		t.Errorf("removed: %s", r.raw)
	}
	if r := h.call(http.MethodGet, "/v1/locker/1/file", h.key("buyer"), "", ""); r.text("code") != "request/unknown" {
		t.Errorf("removed and there: %s", r.raw)
	}
	if r := h.get("shop", "/v1/cases/"+of); r.text("exhibits.0.kept.since") == "" {
		t.Errorf("the case has lost what it was told: %s", r.raw)
	}
}
