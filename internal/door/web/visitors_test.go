package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

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
