package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// Who is behind a proxy of ours is known by what the proxy tells, and by nothing that
// anybody else writes into the header.
func TestClientBehindProxy(t *testing.T) {
	t.Parallel()
	p, err := readPacing(func(name string) string {
		return map[string]string{"TIANPING_PROXIES": "10.0.0.0/8, 127.0.0.0/8"}[name]
	}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ peer, told, want string }{
		{"203.0.113.9:4000", "198.51.100.1", "203.0.113.9:4000"}, // no proxy of ours
		{"10.0.0.1:4000", "198.51.100.1", "198.51.100.1:0"},
		{"10.0.0.1:4000", "1.2.3.4, 198.51.100.1", "198.51.100.1:0"}, // the client wrote the first
		{"10.0.0.1:4000", "198.51.100.1, 10.0.0.2", "198.51.100.1:0"},
		{"10.0.0.1:4000", "", "10.0.0.1:4000"},
		{"10.0.0.1:4000", "nonsense", "10.0.0.1:4000"},
		{"127.0.0.1:4000", "2001:db8::1", "[2001:db8::1]:0"},
	} {
		got := ""
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		if c.told != "" {
			r.Header.Set("X-Forwarded-For", c.told)
		}
		p.known(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.RemoteAddr })).ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("%s with %q is %s, want %s", c.peer, c.told, got, c.want)
		}
	}
}

// Pages slow down by address and by session, say for how long, and leave assets and
// this machine alone; a setting that is none stops the start.
func TestPagesArePaced(t *testing.T) {
	t.Parallel()
	still := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	p, err := readPacing(func(name string) string {
		return map[string]string{"TIANPING_RATE_ADDRESS_BURST": "3", "TIANPING_RATE_SESSION_BURST": "1", "TIANPING_RATE_SESSION_PER_SECOND": "1"}[name]
	}, func() time.Time { return still })
	if err != nil {
		t.Fatal(err)
	}
	h := p.pages(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }))
	get := func(peer, path, session string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		if r.RemoteAddr = peer; session != "" {
			r.AddCookie(&http.Cookie{Name: "tianping", Value: session})
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for range 3 {
		if w := get("203.0.113.9:1", "/", ""); w.Code != http.StatusOK {
			t.Fatalf("within the burst: %d", w.Code)
		}
	}
	if w := get("203.0.113.9:2", "/", ""); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), "请求太快") {
		t.Errorf("beyond it: %d %s", w.Code, w.Header().Get("Retry-After"))
	}
	if w := get("203.0.113.9:2", "/assets/a.css", ""); w.Code != http.StatusOK {
		t.Errorf("assets: %d", w.Code)
	}
	first, second := get("203.0.113.10:1", "/", "token"), get("203.0.113.11:1", "/", "token")
	if first.Code != http.StatusOK || second.Code != http.StatusTooManyRequests {
		t.Errorf("one session from two addresses: %d, %d", first.Code, second.Code)
	}
	for range 20 {
		if w := get("127.0.0.1:1", "/", ""); w.Code != http.StatusOK {
			t.Fatalf("this machine: %d", w.Code)
		}
	}
	for _, bad := range []string{"RATE_KEY_BURST", "PROXIES"} {
		if _, err := readPacing(func(name string) string { return map[string]string{"TIANPING_" + bad: "much"}[name] }, time.Now); err == nil {
			t.Errorf("TIANPING_%s=much starts", bad)
		}
	}
}
