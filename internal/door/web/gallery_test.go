package web

import (
	"context"
	"flag"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// shot is one page of the gallery: who asks for what, and with which form.
type shot struct {
	name, who, path string
	form            url.Values
	bare            bool
	status          int
	with            func(*house, *Site) // what is not as usual
	from            string              // where the browser says it comes from; "" is this site
}

// take asks the site for a page of the gallery.
func (s shot) take(t *testing.T, lang text.Lang) *httptest.ResponseRecorder {
	t.Helper()
	return s.asked(t.Context(), t, lang)
}

// asked is take in a context of its own.
func (s shot) asked(ctx context.Context, t *testing.T, lang text.Lang) *httptest.ResponseRecorder {
	t.Helper()
	h := newHouse()
	h.bare = s.bare
	site := newSite(h)
	if s.with != nil {
		s.with(h, site)
	}
	r := request(ctx, s.who, s.path, s.form, lang)
	if s.from != "" {
		r.Header.Set("Sec-Fetch-Site", s.from)
	}
	w := httptest.NewRecorder()
	site.Handler().ServeHTTP(w, r)
	return w
}

func ask(t *testing.T, site http.Handler, who, path string, form url.Values, lang text.Lang) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	site.ServeHTTP(w, request(t.Context(), who, path, form, lang))
	return w
}

func request(ctx context.Context, who, path string, form url.Values, lang text.Lang) *http.Request {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if form != nil {
		r = httptest.NewRequestWithContext(ctx, http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
	}
	r.AddCookie(&http.Cookie{Name: "lang", Value: string(lang)})
	return r
}

// Every page, in both languages, is as it was when it was last looked at.
func TestGallery(t *testing.T) {
	t.Parallel()
	for _, s := range gallery() {
		for _, lang := range text.Languages() {
			t.Run(s.name+"-"+string(lang), func(t *testing.T) {
				t.Parallel()
				w := s.take(t, lang)
				if w.Code != s.status {
					t.Fatalf("status %d, want %d", w.Code, s.status)
				}
				got := readable(w.Body.String())
				decent(t, got, lang)
				file := filepath.Join("testdata", s.name+"."+string(lang)+".html")
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("page changed: %s (look at it, then go test -run Gallery -update)\n%s", file, firstDifference(got, string(want)))
				}
			})
		}
	}
}

var (
	hashes = regexp.MustCompile(`(/assets/[a-z]+-)[0-9a-f]{12}`)
	breaks = regexp.MustCompile(`(</(?:p|div|li|tr|td|th|h[1-6]|section|form|label|a|button|header|nav|ul|ol|dl|dd|dt|table|option)>|<(?:div|section|form|main|table|tbody|thead|ul|ol|dl|fieldset|header|aside|nav|body|head)[^>]*>)`)
)

// scripting is what the script of every page needs (TestScript looks at it).
var scripting = regexp.MustCompile(`<meta name="htmx-config"[^>]*><script defer src="[^"]*"></script>|(<body)[^>]*`)

// readable breaks a page into lines, for reading differences.
func readable(page string) string {
	page = scripting.ReplaceAllString(page, "$1")
	page = hashes.ReplaceAllString(page, "${1}HASH")
	return breaks.ReplaceAllString(page, "$1\n")
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			before := ""
			if i < len(b) {
				before = b[i]
			}
			return "now:    " + a[i] + "\nbefore: " + before
		}
	}
	return "now shorter"
}

var (
	inline = regexp.MustCompile(`(?i)\sstyle=|<style|<script[^>]*>[^<]|\son[a-z]+=|javascript:|href="https?:|src="https?:`)
	idsOf  = regexp.MustCompile(`\sid="([^"]+)"`)
	forOf  = regexp.MustCompile(`\s(?:for|aria-labelledby)="([^"]+)"`)
	hrefOf = regexp.MustCompile(`href="#([^"]+)"`)
)

// typed is what the sample's people typed where the page cannot know it.
var typed = []string{"<script>alert(1)</script>"}

// decent checks what must hold for every page, whatever it shows: nothing inline,
// nothing from elsewhere, ids once, labels that lead somewhere, one heading, and
// the language it says it is in.
func decent(t *testing.T, page string, lang text.Lang) {
	t.Helper()
	if found := inline.FindString(page); found != "" {
		t.Errorf("inline style or script, or another origin: %q", found)
	}
	seen := map[string]bool{}
	for _, m := range idsOf.FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			t.Errorf("id %q twice", m[1])
		}
		seen[m[1]] = true
	}
	for _, re := range []*regexp.Regexp{forOf, hrefOf} {
		for _, m := range re.FindAllStringSubmatch(page, -1) {
			if !seen[m[1]] {
				t.Errorf("%s leads to no id", strings.TrimSpace(m[0]))
			}
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(page), "</html>") {
		t.Error("something stands after the end of the page")
	}
	if n := strings.Count(page, "<h1"); n != 1 {
		t.Errorf("%d main headings", n)
	}
	if n := strings.Count(page, `class="btn btn-primary`) + strings.Count(page, "btn-block btn-primary"); n > 3 {
		t.Errorf("%d primary buttons", n)
	}
	if !strings.Contains(page, `<html lang="`+map[text.Lang]string{text.Chinese: "zh-CN", text.English: "en"}[lang]+`"`) {
		t.Error("does not say its language")
	}
	for _, other := range pagetest.LeftOvers(page, string(lang), typed...) {
		t.Errorf("another language than %s: %s", lang, other)
	}
}
