package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// While the house is mended pages and operations can be read, nothing is taken, and
// what was written is in the answer; before, it is announced.
func TestMaintenance(t *testing.T) {
	t.Parallel()
	h := &house{data: t.TempDir()}
	say := func(text string) {
		if err := os.WriteFile(filepath.Join(h.data, maintenanceFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	passed := 0
	api := h.mended(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed++ }))
	ask := func(method string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		api.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, "/v1/orders", strings.NewReader(url.Values{}.Encode())))
		return w
	}
	if ask(http.MethodPost); passed != 1 || h.maintenance().Now {
		t.Error("without a file nothing is in the way")
	}
	say(`{"from":"2026-11-24T01:00:00+08:00","until":"2026-11-24T02:00:00+08:00"}`)
	if q := h.maintenance(); q.Now || q.From.IsZero() || q.Until.IsZero() {
		t.Errorf("announced: %+v", q)
	}
	for _, text := range []string{`{"readOnly":true}`, `not json`} {
		say(text)
		passed = 0
		w := ask(http.MethodPost)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), `"code":"request/maintenance"`) || passed != 0 {
			t.Errorf("%s: %d %s", text, w.Code, w.Body.String())
		}
		if ask(http.MethodGet); passed != 1 {
			t.Errorf("%s: reading is in the way too", text)
		}
	}
}
