package web

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

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
		may := policy
		if path == caseURL { // a voice is listened to before it is sent
			may = strings.Replace(policy, "media-src 'self'", "media-src 'self' blob:", 1)
		}
		if head.Get("Content-Security-Policy") != may || head.Get("X-Content-Type-Options") != "nosniff" {
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
		"too large":           {"note=" + strings.Repeat("x", ownBytes+1), plain, http.StatusRequestEntityTooLarge},
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
