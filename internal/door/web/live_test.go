package web

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/assets"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Watch lets the sample's cases be watched; nothing ever happens in them.
func (h *house) Watch(context.Context, view.Visitor, id.Case) (Watch, error) { return h, nil }

// Heads never changes.
func (h *house) Heads(context.Context) (string, error) { return "0", nil }

// Every page carries the script by its address, and nothing of it inline; htmx is
// told to make no style of its own.
func TestScript(t *testing.T) {
	t.Parallel()
	for _, s := range gallery() {
		page := s.take(t, text.Chinese).Body.String()
		if !strings.Contains(page, `<script defer src="`+assets.Script()+`"></script>`) {
			t.Errorf("%s: no script", s.name)
		}
		if n := strings.Count(page, "<script"); n != 1 || !strings.Contains(page, `{&#34;includeIndicatorCSS&#34;:false`) {
			t.Errorf("%s: %d scripts, or htmx may style", s.name, n)
		}
		if found := regexp.MustCompile(`hx-on|hx-vals="js:|hx-trigger="[^"]*\[`).FindString(page); found != "" {
			t.Errorf("%s: %s is code in an attribute", s.name, found)
		}
	}
}

// A page is compressed for who asked for it here, never for whom another site sent,
// and no two times to the same length.
func TestPacked(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	lengths := map[int]bool{}
	for _, from := range []string{"none", "same-origin", "cross-site", "same-site", ""} {
		for range 8 {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, caseURL, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			r.Header.Set("Sec-Fetch-Site", from)
			r.AddCookie(&http.Cookie{Name: "tianping", Value: "buyer"})
			w := httptest.NewRecorder()
			site.ServeHTTP(w, r)
			if packed := w.Header().Get("Content-Encoding") == "gzip"; packed != (from == "none" || from == "same-origin") {
				t.Fatalf("from %q: packed %v", from, packed)
			}
			if w.Header().Get("Content-Encoding") == "" {
				break
			}
			lengths[w.Body.Len()] = true
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			if page, err := io.ReadAll(z); err != nil || !strings.Contains(string(page), "TP-2026-0921-0047-3") {
				t.Fatalf("does not unpack: %v", err)
			}
		}
	}
	if len(lengths) < 4 {
		t.Errorf("the length tells: %v", lengths)
	}
}

// No page with everything it loads weighs more than 80 KiB on the line.
func TestWeight(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	weigh := func(path, who string) int {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		r.Header.Set("Sec-Fetch-Site", "none")
		r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w.Body.Len()
	}
	icons, _, _ := strings.Cut(assets.Icon("scale"), "#")
	around := weigh(assets.Style(), "") + weigh(assets.Script(), "") + weigh(icons, "") + weigh(assets.Mark(), "")
	for _, s := range gallery() {
		if s.form != nil {
			continue
		}
		if got := around + weigh(s.path, s.who); got > 80<<10 || got < 20<<10 {
			t.Errorf("%s weighs %d bytes", s.name, got)
		}
	}
	t.Logf("script, style and icons: %d bytes", around)
}
