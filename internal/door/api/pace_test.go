package api

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/pace"
)

// Who asks too fast is told so by a stable code and for how long, whatever he asks and
// before it is read; nothing of it is done, and the same request with the same key goes
// through later. Another key is not touched; neither is the question whether it serves.
func TestTooFast(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	now := func() time.Time { return at }
	paced := New(Ports{
		Clerk: h.office.Clerk, Casebook: h.office.Casebook, Identity: h.desk, Orders: plainOrders{h.office}, Blobs: h.blobs,
		ByKey: pace.New(pace.Rate{PerSecond: 0.1, Burst: 2}, 100, now), ByAddress: pace.New(pace.Rate{PerSecond: 1, Burst: 6}, 100, now),
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	ask := func(peer, key, method, path, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.RemoteAddr = peer + ":4000"
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Set("Idempotency-Key", "same")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		paced.ServeHTTP(w, r)
		return w
	}
	slowed := func(w *httptest.ResponseRecorder, wait int) {
		t.Helper()
		if body, _ := io.ReadAll(w.Body); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != strconv.Itoa(wait) ||
			!strings.Contains(string(body), `"code":"request/too_many_requests"`) || w.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" {
			t.Errorf("%d after %s s: %s", w.Code, w.Header().Get("Retry-After"), body)
		}
	}
	view, message := "/v1/cases/"+of, "/v1/cases/"+of+"/moves/message"
	for range 2 {
		if w := ask("192.0.2.1", h.key("buyer"), http.MethodGet, view, ""); w.Code != http.StatusOK {
			t.Fatalf("within the burst: %d %s", w.Code, w.Body)
		}
	}
	before := h.get("buyer", view).number("version")
	slowed(ask("192.0.2.2", h.key("buyer"), http.MethodPost, message, `{"inputs":{"text":"太快"}}`), 10)
	if now := h.get("buyer", view).number("version"); now != before {
		t.Errorf("it was done all the same: version %d, then %d", before, now)
	}
	if w := ask("192.0.2.2", h.key("shop"), http.MethodGet, view, ""); w.Code != http.StatusOK {
		t.Errorf("another key: %d", w.Code)
	}
	at = at.Add(10 * time.Second)
	if w := ask("192.0.2.2", h.key("buyer"), http.MethodPost, message, `{"inputs":{"text":"太快"}}`); w.Code != http.StatusOK {
		t.Errorf("the same, later: %d %s", w.Code, w.Body)
	}
	for range 6 {
		if w := ask("192.0.2.3", "tp_nobody", http.MethodGet, view, ""); w.Code != http.StatusUnauthorized {
			t.Fatalf("a wrong key: %d", w.Code)
		}
	}
	slowed(ask("192.0.2.3", "tp_nobody", http.MethodGet, view, ""), 1) // guessing keys
	slowed(ask("192.0.2.3", h.key("officer"), http.MethodGet, view, ""), 1)
	for range 20 {
		if w := ask("192.0.2.3", "", http.MethodGet, "/v1/healthz", ""); w.Code != http.StatusOK {
			t.Fatalf("health: %d", w.Code)
		}
	}
}
