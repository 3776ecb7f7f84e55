package web

import (
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
}

// gallery is every page, and the states of a page that look different.
func gallery() []shot {
	counter := url.Values{
		"_key": {"k1"}, "claims": {"1"}, "refund": {"1299.00"}, "goods": {"keep"}, "acts.rows": {"1"}, "acts.0.what": {"coupon"}, "acts.0.units": {""},
		"until.date": {"2026-09-24"}, "until.time": {"18:00"}, "note": {"请\u202E考虑"},
	}
	ok := http.StatusOK
	return []shot{
		{name: "start", path: "/", status: ok},
		{name: "start-buyer", who: "buyer", path: "/", status: ok},
		{name: "sign-in", path: "/sign-in", status: ok},
		{name: "sign-in-wrong", path: "/sign-in", form: url.Values{"account": {"nobody"}, "password": {"x"}}, status: http.StatusUnprocessableEntity},
		{name: "orders", who: "buyer", path: "/orders", status: ok},
		{name: "orders-empty", who: "buyer", path: "/orders", bare: true, status: ok},
		{name: "order", who: "buyer", path: orderURL, status: ok},
		{name: "escrow", who: "buyer", path: orderURL + "/escrow", status: ok},
		{name: "cases", who: "buyer", path: "/cases", status: ok},
		{name: "case-buyer", who: "buyer", path: caseURL + "?recorded=case-24", status: ok},
		{name: "case-shop", who: "shop", path: caseURL, status: ok},
		{name: "case-mediator", who: "mediator", path: caseURL, status: ok},
		{name: "case-adjudicator", who: "adjudicator", path: caseURL, status: ok},
		{name: "move", who: "buyer", path: caseURL + "/moves/counter", status: ok},
		{name: "move-wrong", who: "buyer", path: caseURL + "/moves/counter", form: counter, status: http.StatusUnprocessableEntity},
		{name: "move-file", who: "buyer", path: caseURL + "/moves/add_exhibit", status: ok},
		{name: "move-accept", who: "buyer", path: caseURL + "/moves/accept_offer?on=o3", status: ok},
		{name: "confirm", who: "buyer", path: caseURL + "/moves/accept_offer?on=o3", form: url.Values{"_key": {"k1"}, "offer": {"o3"}, "seen": {"5f2a"}}, status: ok},
		{name: "refused", who: "buyer", path: caseURL + "/moves/escalate", form: url.Values{"_key": {"k1"}, "reason": {"商家一直不回复"}}, status: http.StatusConflict},
		{name: "ruling", who: "adjudicator", path: caseURL + "/moves/rule", status: ok},
		{name: "file-order", who: "buyer", path: "/file?problem=D3", status: ok},
		{name: "file-order-chosen", who: "buyer", path: "/file?order=" + sampleOrder.String(), status: ok},
		{name: "file-problem", who: "buyer", path: "/file/" + sampleDraft.String() + "/problem", status: ok},
		{name: "file-evidence", who: "buyer", path: "/file/" + sampleDraft.String() + "/evidence", status: ok},
		{name: "file-claim", who: "buyer", path: "/file/" + sampleDraft.String() + "/claim", status: ok},
		{name: "file-check", who: "buyer", path: "/file/" + sampleDraft.String() + "/check", status: ok},
		{name: "workbench", who: "mediator", path: "/workbench", status: ok},
		{name: "workbench-empty", who: "mediator", path: "/workbench?view=overdue", bare: true, status: ok},
		{name: "alerts", who: "mediator", path: "/workbench/alerts", status: ok},
		{name: "alerts-empty", who: "mediator", path: "/workbench/alerts", bare: true, status: ok},
		{name: "notices", who: "buyer", path: "/notices", status: ok},
		{name: "notice", who: "buyer", path: "/notices/n1", status: ok},
		{name: "link", path: "/l/once", status: ok},
		{name: "linked", path: "/l/once", form: url.Values{}, status: ok},
		{name: "outgoing", who: "mediator", path: "/outgoing", status: ok},
		{name: "test-clock", who: "mediator", path: "/test-clock", status: ok},
		{name: "rules", path: "/rules", status: ok},
		{name: "help", path: "/help", status: ok},
		{name: "help-none", who: "buyer", path: "/help?q=xyzzy", status: ok},
		{name: "leaf", who: "buyer", path: "/account/devices", status: ok},
		{name: "leaf-empty", who: "buyer", path: "/account/devices", bare: true, status: ok},
		{name: "leaf-wrong", who: "buyer", path: "/account/devices", form: url.Values{"old": {"wrong"}, "login": {"a\u202Eb"}}, status: http.StatusUnprocessableEntity},
		{name: "recover", path: "/recover", status: ok},
		{name: "menu", who: "mediator", path: "/menu", status: ok},
		{name: "unknown", who: "stranger", path: caseURL, status: http.StatusNotFound},
		{name: "session-ended", path: caseURL + "/moves/counter", form: counter, status: http.StatusUnauthorized},
	}
}

// take asks the site for a page of the gallery.
func (s shot) take(t *testing.T, lang text.Lang) *httptest.ResponseRecorder {
	t.Helper()
	h := newHouse()
	h.bare = s.bare
	return ask(t, newSite(h).Handler(), s.who, s.path, s.form, lang)
}

func ask(t *testing.T, site http.Handler, who, path string, form url.Values, lang text.Lang) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	if form != nil {
		r = httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
	}
	r.AddCookie(&http.Cookie{Name: "lang", Value: string(lang)})
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w
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
