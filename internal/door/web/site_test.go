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
	"strconv"
	"strings"
	"testing"
	"time"

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
			w := ask(t, newSite(h).Handler(), "buyer", caseURL+counterURL, counter(), text.Chinese)
			body := w.Body.String()
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

// A form sent after the session ended survives the sign-in.
func TestFormSurvivesSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	w := ask(t, site, "", caseURL+counterURL, counter(), text.Chinese)
	body := w.Body.String()
	if w.Code != http.StatusUnauthorized || !strings.Contains(body, "都还在") {
		t.Fatalf("%d", w.Code)
	}
	again := url.Values{"account": {"buyer"}, "password": {"open"}, "_path": {caseURL + counterURL}, "_body": {counter().Encode()}}
	w = ask(t, site, "", "/sign-in", again, text.Chinese)
	body = w.Body.String()
	if w.Code != http.StatusOK || !strings.Contains(body, `action="`+caseURL+counterURL+`"`) || !strings.Contains(body, `name="note" value="谢谢"`) || !strings.Contains(body, `name="_key" value="k1"`) {
		t.Fatalf("the form is not carried on: %d %s", w.Code, body)
	}
	again.Set("_path", "https://evil.example/x")
	if w = ask(t, site, "", "/sign-in", again, text.Chinese); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
		t.Fatalf("carried to another site: %d %s", w.Code, w.Header().Get("Location"))
	}
}

// Sign-in opens a session with a cookie no script can read; it goes only where it
// was asked for on this site.
func TestSignIn(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	in := func(next string) *httptest.ResponseRecorder {
		return ask(t, site, "", "/sign-in", url.Values{"account": {" buyer "}, "password": {"open"}, "next": {next}}, text.Chinese)
	}
	w := in("/orders?q=1")
	cookie := w.Result().Cookies()[0]
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/orders?q=1" || cookie.Value != "buyer" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
		t.Fatalf("%d %s %+v", w.Code, w.Header().Get("Location"), cookie)
	}
	for _, next := range []string{"https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"} {
		if got := in(next).Header().Get("Location"); got != "/" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
	secure := newSite(newHouse())
	secure.Secure = true
	w = ask(t, secure.Handler(), "", "/sign-in", url.Values{"account": {"buyer"}, "password": {"open"}}, text.Chinese)
	if c := w.Result().Cookies()[0]; !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || c.Path != "/" || c.Domain != "" {
		t.Errorf("behind TLS: %+v", c)
	}
	h := newHouse()
	h.fail = &Wait{For: 15 * time.Minute}
	w = ask(t, newSite(h).Handler(), "", "/sign-in", url.Values{"account": {"buyer"}, "password": {"x"}}, text.Chinese)
	if w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), "15 分钟") || !strings.Contains(w.Body.String(), `value="buyer"`) {
		t.Errorf("throttled: %d", w.Code)
	}
}

// Who is not signed in learns nothing: every page of a case, real or not, asks for
// a sign-in. A stranger who is signed in gets 404 everywhere, for acts too.
func TestStrangers(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	paths := []string{
		caseURL, caseURL + counterURL, caseURL + "/exhibits/E-04/file", orderURL, orderURL + "/escrow", "/file/" + sampleDraft.String() + "/claim",
		"/cases/case_00000000000000000000000000", "/cases/nonsense", "/orders/x", "/notices/n9", "/workbench",
	}
	for _, path := range paths {
		w := ask(t, site, "", path, nil, text.Chinese)
		if want := "/sign-in?next=" + url.QueryEscape(path); w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%s without session: %d %s", path, w.Code, w.Header().Get("Location"))
		}
		if w = ask(t, site, "stranger", path, nil, text.Chinese); w.Code != http.StatusNotFound {
			t.Errorf("%s to a stranger: %d", path, w.Code)
		}
	}
	for _, path := range []string{caseURL + counterURL, "/file/" + sampleDraft.String() + "/claim", "/notices/n9/open"} {
		if w := ask(t, site, "stranger", path, counter(), text.Chinese); w.Code != http.StatusNotFound {
			t.Errorf("POST %s by a stranger: %d", path, w.Code)
		}
	}
	if w := ask(t, site, "stranger", "/file", url.Values{"order": {sampleOrder.String()}}, text.Chinese); w.Code != http.StatusNotFound {
		t.Errorf("a draft about a foreign order: %d", w.Code)
	}
	if len(h.acts)+len(h.opened) > 0 {
		t.Errorf("strangers did %v %v", h.acts, h.opened)
	}
}

// Looking changes nothing: only a POST opens a notice or uses a link.
func TestGetChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	for _, path := range []string{"/notices", "/notices/n1", "/notices/n1/open", "/l/once", "/test-clock?by=24h", "/outgoing?channel=sms", "/sign-out", "/language?lang=en"} {
		ask(t, site, "buyer", path, nil, text.Chinese)
	}
	if len(h.opened)+len(h.acts) > 0 || !h.to.IsZero() {
		t.Fatalf("a GET did %v %v %s", h.opened, h.acts, h.to)
	}
	ask(t, site, "buyer", "/notices/n1/open", url.Values{"_key": {"a"}}, text.Chinese)
	ask(t, site, "", "/l/once", url.Values{}, text.Chinese)
	if len(h.opened) != 2 {
		t.Errorf("opened %v", h.opened)
	}
	if w := ask(t, site, "", "/l/used", nil, text.Chinese); w.Code != http.StatusGone || w.Header().Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("a used link: %d", w.Code)
	}
}

// Another site can send nothing here, and no page can be framed or load anything
// from elsewhere.
func TestForeignSites(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-site"}} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, caseURL+counterURL, strings.NewReader(counter().Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(header[0], header[1])
		r.AddCookie(&http.Cookie{Name: "tianping", Value: "buyer"})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden || len(h.acts) > 0 {
			t.Errorf("%v: %d %v", header, w.Code, h.acts)
		}
	}
	for _, path := range []string{"/", caseURL, "/nowhere", "/assets/nothing.css"} {
		head := ask(t, site, "buyer", path, nil, text.Chinese).Header()
		if head.Get("Content-Security-Policy") != policy || head.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, head)
		}
	}
	if got := ask(t, site, "buyer", caseURL, nil, text.Chinese).Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("a case may be kept: %q", got)
	}
}

// A request over its limits, or garbled, is refused before it reaches the house.
func TestLimits(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	post := func(body, kind string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, caseURL+counterURL, strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.AddCookie(&http.Cookie{Name: "tianping", Value: "buyer"})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w
	}
	plain := "application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		body, kind string
		status     int
	}{
		"too large":           {"note=" + strings.Repeat("x", formBytes+1), plain, http.StatusRequestEntityTooLarge},
		"too many names":      {strings.Repeat("a", 1) + manyNames(), plain, http.StatusRequestEntityTooLarge},
		"bad escape":          {counter().Encode() + "&x=%zz", plain, http.StatusBadRequest},
		"semicolons":          {"a=1;b=2", plain, http.StatusBadRequest},
		"no key":              {"note=1", plain, http.StatusBadRequest},
		"json":                {`{"note":1}`, "application/json", http.StatusBadRequest},
		"multipart, cut":      {"--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nabc", "multipart/form-data; boundary=b", http.StatusBadRequest},
		"multipart, no bound": {"x", "multipart/form-data", http.StatusBadRequest},
	} {
		if w := post(c.body, c.kind); w.Code != c.status {
			t.Errorf("%s: %d, want %d", name, w.Code, c.status)
		}
	}
	if len(h.acts) > 0 {
		t.Errorf("did %v", h.acts)
	}
	if w := ask(t, site, "buyer", "/orders?q="+strings.Repeat("a", queryBytes), nil, text.Chinese); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("long address: %d", w.Code)
	}
}

func manyNames() string {
	var b strings.Builder
	for i := range formNames + 2 {
		b.WriteString("&n")
		b.WriteString(strconv.Itoa(i))
		b.WriteString("=1")
	}
	return b.String()
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
	if w = send("", "", "_key", "k1", "file", digest, "file.name", "开箱.mp4", "proves", "未送达"); w.Code != http.StatusSeeOther {
		t.Fatalf("second time without the file: %d %s", w.Code, w.Body.String())
	}
	if w = send("开箱.avi", "bytes", "_key", "k2", "proves", "x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "MP4") {
		t.Errorf("a kind not allowed: %d", w.Code)
	}
	if w = send("大.mp4", strings.Repeat("x", 1<<20+1), "_key", "k3", "proves", "x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "最多 1 MB") {
		t.Errorf("a file too large: %d", w.Code)
	}
	if len(h.acts) != 1 {
		t.Errorf("did %v", h.acts)
	}
}

// The bytes of an exhibit are saved, never shown as a page of this site.
func TestExhibitIsNeverAPage(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	w := ask(t, site, "buyer", caseURL+"/exhibits/E-04/file", nil, text.Chinese)
	head := w.Header()
	if head.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") || !strings.Contains(head.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%v", head)
	}
}

// A page that breaks leaves a reference, not a stack, and the site goes on.
func TestPanic(t *testing.T) {
	t.Parallel()
	h := newHouse()
	s := newSite(h)
	s.Rules = nil
	site := s.Handler()
	w := ask(t, site, "", "/rules", nil, text.English)
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Reference ") || strings.Contains(w.Body.String(), "nil pointer") {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	if w = ask(t, site, "", "/", nil, text.English); w.Code != http.StatusOK {
		t.Errorf("after it: %d", w.Code)
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

// Without a sandbox none of its pages exist, and the header shows no clock.
func TestNoSandbox(t *testing.T) {
	t.Parallel()
	s := newSite(newHouse())
	s.Sandbox = nil
	site := s.Handler()
	for _, path := range []string{"/outgoing", "/test-clock"} {
		if w := ask(t, site, "mediator", path, nil, text.Chinese); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// The clock moves by the button pressed, stays where it was when asked backwards,
// and comes back to the page it was moved from.
func TestMoveClock(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	w := ask(t, site, "buyer", "/test-clock", url.Values{"by": {"next"}, "back": {caseURL}}, text.Chinese)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != caseURL || !h.to.Equal(on(9, 24, 18, 0)) {
		t.Fatalf("%d %s", w.Code, h.to)
	}
	w = ask(t, site, "buyer", "/test-clock", url.Values{"by": {"to"}, "to.date": {"2026-09-01"}, "to.time": {"09:00"}}, text.Chinese)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "只能往前拨") || !strings.Contains(w.Body.String(), `value="2026-09-01"`) {
		t.Errorf("backwards: %d", w.Code)
	}
	if w = ask(t, site, "buyer", "/test-clock", url.Values{"by": {"24h"}, "back": {"//evil.example"}}, text.Chinese); w.Header().Get("Location") != "/test-clock" {
		t.Errorf("led away: %s", w.Header().Get("Location"))
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

// The language follows the browser until somebody chooses.
func TestLanguage(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Accept-Language", "en-GB,en;q=0.9")
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	if !strings.Contains(w.Body.String(), `<html lang="en"`) {
		t.Error("English was asked for")
	}
	w = ask(t, site, "", "/language", url.Values{"lang": {"zh"}, "back": {"/rules?x=1"}}, text.English)
	if c := w.Result().Cookies()[0]; w.Header().Get("Location") != "/rules?x=1" || c.Name != "lang" || c.Value != "zh" {
		t.Errorf("%s %+v", w.Header().Get("Location"), c)
	}
	for _, lang := range []string{"", "xx", "zh\n"} {
		if w = ask(t, site, "", "/language", url.Values{"lang": {lang}}, text.English); w.Code != http.StatusNotFound {
			t.Errorf("language %q: %d", lang, w.Code)
		}
	}
}

// What an adjudicator is shown holds nothing of the negotiation, because the view
// never had it; the page adds nothing of its own.
func TestAdjudicatorSeesNoOffer(t *testing.T) {
	t.Parallel()
	page := ask(t, newSite(newHouse()).Handler(), "adjudicator", caseURL, nil, text.Chinese).Body.String()
	for _, marker := range []string{"719.20", "449.50", "809.10", "780", "方案 3"} {
		if strings.Contains(page, marker) {
			t.Errorf("the page of an adjudicator holds %q", marker)
		}
	}
	if !strings.Contains(page, "不向裁决人员展示") {
		t.Error("the page does not say why there are no offers")
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
