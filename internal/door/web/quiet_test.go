package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// While the house is mended a form does nothing and comes back whole; pages are read,
// and say so.
func TestQuiet(t *testing.T) {
	t.Parallel()
	h := newHouse()
	s := newSite(h)
	now := Quiet{Now: true}
	s.Quiet = func() Quiet { return now }
	site := s.Handler()
	w := ask(t, site, "buyer", caseURL+counterURL, counter(), text.English)
	page := w.Body.String()
	if w.Code != http.StatusServiceUnavailable || len(h.acts) > 0 || !strings.Contains(page, `name="_key"`) || !strings.Contains(page, `action="`+caseURL+counterURL+`"`) {
		t.Errorf("%d, did %v: %.300s", w.Code, h.acts, page)
	}
	for name, values := range counter() {
		if !strings.HasPrefix(name, "_") && !strings.Contains(page, `name="`+name+`" value="`+values[0]+`"`) {
			t.Errorf("%s is lost", name)
		}
	}
	if w = ask(t, site, "buyer", caseURL, nil, text.English); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `class="announced`) {
		t.Errorf("reading: %d", w.Code)
	}
	now = Quiet{From: time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)}
	if w = ask(t, site, "buyer", caseURL, nil, text.English); !strings.Contains(w.Body.String(), "Maintenance ahead") {
		t.Error("not announced")
	}
	if ask(t, site, "buyer", caseURL+counterURL, counter(), text.English); len(h.acts) == 0 {
		t.Error("announced is not yet begun")
	}
}
