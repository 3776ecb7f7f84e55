package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

func counter() url.Values {
	return url.Values{
		"_key": {"k1"}, "claims": {"1"}, "refund": {"719.20"}, "goods": {"keep"}, "acts.rows": {"0"},
		"until.date": {"2026-09-24"}, "until.time": {"18:00"}, "note": {"谢谢"},
	}
}

const counterURL = "/moves/counter"

// An act is done once: the page after it is another page, and the same form again
// shows what was recorded instead of doing it again.
func TestActOnce(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	w := ask(t, site, "buyer", caseURL+counterURL, counter(), text.Chinese)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != caseURL+"?recorded=case-24" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	w = ask(t, site, "buyer", caseURL+counterURL, counter(), text.Chinese)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "已经办好了") || len(h.acts) != 1 {
		t.Fatalf("sent twice: %d, %v", w.Code, h.acts)
	}
	h.gone = true
	if w = ask(t, site, "buyer", caseURL+counterURL, counter(), text.Chinese); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "已经办好了") {
		t.Fatalf("sent twice, and the act is no longer possible: %d %s", w.Code, w.Body.String())
	}
	h.gone = false
	wrong := counter()
	wrong.Set("refund", "a hundred")
	if w = ask(t, site, "buyer", caseURL+counterURL, wrong, text.Chinese); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "已经办好了") {
		t.Fatalf("sent twice, and the form no longer fits: %d", w.Code)
	}
	if got := h.did["k1"].Amount("refund", "CNY"); got.Minor != 71920 {
		t.Errorf("recorded %v", got)
	}
}

// A grave act is asked twice: the form alone does nothing, the second page without
// its tick does nothing, and the way back keeps what was typed.
func TestGraveActIsAskedTwice(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	send := func(extra ...string) *httptest.ResponseRecorder {
		form := url.Values{"_key": {"k9"}, "offer": {"o3"}, "seen": {"5f2a"}}
		for i := 0; i < len(extra); i += 2 {
			form.Add(extra[i], extra[i+1])
		}
		return ask(t, site, "buyer", caseURL+"/moves/accept_offer?on=o3", form, text.Chinese)
	}
	if w := send(); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "您将放弃") || len(h.acts) > 0 {
		t.Fatalf("first page: %d, done %v", w.Code, h.acts)
	}
	if w := send("sure", "yes"); !strings.Contains(w.Body.String(), "您将放弃") || len(h.acts) > 0 {
		t.Fatalf("the tick without the second page did it: %v", h.acts)
	}
	if w := send("_step", "confirm"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "请先确认") || len(h.acts) > 0 {
		t.Fatalf("without the tick: %d %v", w.Code, h.acts)
	}
	if w := send("_step", "confirm", "_step", "back"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "下一步") || len(h.acts) > 0 {
		t.Fatalf("back: %d %v", w.Code, h.acts)
	}
	if w := send("_step", "confirm", "sure", "yes"); w.Code != http.StatusSeeOther || len(h.acts) != 1 {
		t.Fatalf("confirmed: %d %v", w.Code, h.acts)
	}
}

// Whatever goes wrong, what was typed is still in the page, and the key too, so
// that sending it again is safe.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fail   error
		gone   bool
		status int
		says   string
	}{
		"refused":     {fail: newHouse().refusal("zh"), status: http.StatusConflict, says: "双方约定中止"},
		"busy":        {fail: ErrBusy, status: http.StatusServiceUnavailable, says: "现在有点忙"},
		"fault":       {fail: errors.New("disk on fire"), status: http.StatusInternalServerError, says: "查询编号"},
		"timeout":     {fail: context.DeadlineExceeded, status: http.StatusServiceUnavailable, says: "现在有点忙"},
		"act is gone": {gone: true, status: http.StatusConflict, says: "您刚才填写的内容"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse()
			h.fail, h.gone = c.fail, c.gone
			sent := counter()
			sent.Set("_seen", "case-23")
			w := ask(t, newSite(h).Handler(), "buyer", caseURL+counterURL, sent, text.Chinese)
			body := w.Body.String()
			if lost := c.status == http.StatusConflict; lost != strings.Contains(body, "双方约定中止</li>") {
				t.Errorf("says what changed: %v, want %v", !lost, lost)
			}
			if w.Code != c.status || !strings.Contains(body, c.says) {
				t.Fatalf("%d, want %d and %q", w.Code, c.status, c.says)
			}
			for _, kept := range []string{"谢谢", "719.20"} {
				if !strings.Contains(body, kept) {
					t.Errorf("%q is lost", kept)
				}
			}
			if !c.gone && !strings.Contains(body, `name="_key" value="k1"`) {
				t.Error("the key of the form is lost")
			}
			if strings.Contains(body, "disk on fire") {
				t.Error("the visitor reads the cause")
			}
		})
	}
}

// A file goes in once: a form that comes back for another reason keeps its digest.
func TestUploadedFileIsKept(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	send := func(name, content string, fields ...string) *httptest.ResponseRecorder {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		for i := 0; i < len(fields); i += 2 {
			if err := m.WriteField(fields[i], fields[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		part, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			t.Fatal(err)
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, caseURL+"/moves/add_exhibit", &b)
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.AddCookie(&http.Cookie{Name: "tianping", Value: "buyer"})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w
	}
	w := send("开箱.mp4", "bytes", "_key", "k1")
	body := w.Body.String()
	digest := strings.Repeat("ab", 32)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `name="file" value="`+digest+`"`) || !strings.Contains(body, "已收到：开箱.mp4") {
		t.Fatalf("%d: the file is lost", w.Code)
	}
	if w = send("", "", "_key", "k1", "file", digest, "file.name", "开箱.mp4", "name", "开箱.mp4", "bytes", "5", "media", "video/mp4", "proves", "未送达"); w.Code != http.StatusSeeOther {
		t.Fatalf("second time without the file: %d %s", w.Code, w.Body.String())
	}
	if w = send("开箱.avi", "bytes", "_key", "k2", "proves", "x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "MP4") {
		t.Errorf("a kind not allowed: %d", w.Code)
	}
	if w = send("大.mp4", strings.Repeat("x", 1<<20+1), "_key", "k3", "proves", "x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "最多 1 MB") {
		t.Errorf("a file too large: %d", w.Code)
	}
	if got := h.did["k1"]; len(h.acts) != 1 || got.Code("media") != "video/mp4" || got.Minor("bytes") != 5 || got.Text("name") != "开箱.mp4" {
		t.Errorf("did %v: %+v", h.acts, got)
	}
}

// The rows of a group come and go without losing the rest, and a form that is
// changed does nothing.
func TestAddAnotherRow(t *testing.T) {
	t.Parallel()
	h := newHouse()
	form := counter()
	form.Set("_add", "acts")
	w := ask(t, newSite(h).Handler(), "buyer", caseURL+counterURL, form, text.Chinese)
	body := w.Body.String()
	if w.Code != http.StatusOK || !strings.Contains(body, `name="acts.0.units"`) || !strings.Contains(body, "谢谢") || len(h.acts) > 0 {
		t.Errorf("%d %v", w.Code, h.acts)
	}
}

// A draft is kept step by step; another window's change is told, nothing typed is
// lost, and the last step files it.
func TestFiling(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	at := func(step string) string { return "/file/" + sampleDraft.String() + "/" + step }
	w := ask(t, site, "buyer", "/file", url.Values{"order": {sampleOrder.String()}, "problem": {"D3"}}, text.Chinese)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != at("problem") {
		t.Fatalf("begin: %d %s", w.Code, w.Header().Get("Location"))
	}
	story := url.Values{"_key": {"k"}, "_etag": {"t6"}, "reason": {"D3"}, "story": {"没收到"}, "_step": {"next"}}
	w = ask(t, site, "buyer", at("problem"), story, text.Chinese)
	if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "没收到") || !strings.Contains(w.Body.String(), `value="t7"`) {
		t.Fatalf("changed in another window: %d", w.Code)
	}
	story.Set("_etag", "t7")
	if w = ask(t, site, "buyer", at("problem"), story, text.Chinese); w.Header().Get("Location") != at("evidence") {
		t.Fatalf("problem: %d %s", w.Code, w.Header().Get("Location"))
	}
	w = ask(t, site, "buyer", at("claim"), url.Values{"_key": {"k"}, "_etag": {"t7"}, "remedy": {"refund"}, "sum": {"九百"}}, text.Chinese)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "九百") {
		t.Fatalf("a wrong sum: %d", w.Code)
	}
	w = ask(t, site, "buyer", at("check"), url.Values{"_key": {"k"}, "_etag": {"t7"}, "channel_ok": {"yes"}}, text.Chinese)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != caseURL+"?recorded=case-3" || len(h.acts) != 1 {
		t.Errorf("filed: %d %s %v", w.Code, w.Header().Get("Location"), h.acts)
	}
	w = ask(t, site, "buyer", at("evidence"), url.Values{"_key": {"k"}, "_etag": {"t7"}, "_step": {"add"}, "proves": {"驿站说没有"}}, text.Chinese)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "请先选择一个文件") || !strings.Contains(w.Body.String(), "驿站说没有") {
		t.Errorf("no file chosen: %d", w.Code)
	}
}

// Every error of the ports has its own status and words in both languages.
func TestProblems(t *testing.T) {
	t.Parallel()
	seen := map[string]error{}
	for err, status := range map[error]int{
		ErrUnknown: 404, ErrForbidden: 403, ErrBusy: 503, ErrGone: 410, ErrTooLarge: 413, ErrChanged: 409, ErrFileKind: 415,
		errForeign: 403, errGarbled: 400, errors.New("other"): 500,
	} {
		for _, lang := range text.Languages() {
			got, title, says := problem(text.Load().Of(lang), err)
			if got != status || title == "" || says == "" {
				t.Errorf("%v: %d %q %q", err, got, title, says)
			}
			if other, twice := seen[title]; twice && !errors.Is(other, err) {
				t.Errorf("%v and %v are told alike", err, other)
			}
			seen[title] = err
		}
	}
}

var _ error = (*Refused)(nil)

// A refusal names its code only: words are for pages, codes for logs.
func TestRefusedTellsOnlyItsCode(t *testing.T) {
	t.Parallel()
	if got := (&Refused{view.Refusal{Code: "held", Title: "秘密"}}).Error(); got != "refused: held" {
		t.Error(got)
	}
}
