package web

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
)

// Who has only a keyboard comes to every control of the start page, the filing, the
// room of a party and of a mediator, and the ruling: in the order of the page, with
// the focus in sight, and out again; the first stop leads past the navigation. Who
// only hears finds one main heading, no jump in the levels, a name on everything,
// and on each page the landmarks and headings it is known by.
func TestKeyboardAndScreenReader(t *testing.T) {
	b := pagetest.Open(t, 8*time.Minute)
	server := galleryServer(t)
	for _, c := range []struct {
		page string
		look string
		hear []string // role and name
	}{
		{"start-buyer", "phone", []string{"main", "navigation 底部导航"}},
		{"file-problem", "phone", []string{"main"}},
		{"file-claim", "phone", []string{"main"}},
		{"case-buyer", "phone", []string{"main", "heading 进展", "region 进展", "button", "region 当前期限", "navigation 案件内容", "table 请求"}},
		{"case-mediator", "desk", []string{"main", "heading 当事人", "region 当事人", "heading 进展", "searchbox"}},
		{"ruling", "desk", []string{"main", "heading", "radio", "textbox", "group"}},
	} {
		t.Run(c.page, func(t *testing.T) {
			b.Go(t, fmt.Sprintf("%s/gallery/zh/%s", server.URL, c.page), pagetest.Named(c.look))
			all := b.Hear(t)
			for _, wrong := range pagetest.Nameless(all) {
				t.Error(wrong)
			}
			for _, want := range c.hear {
				role, name, _ := strings.Cut(want, " ")
				if !slices.ContainsFunc(all, func(h pagetest.Heard) bool { return h.Role == role && strings.Contains(h.Name, name) }) {
					t.Errorf("nobody hears a %s %q", role, name)
				}
			}
			stops, controls := b.Walk(t)
			if controls < 8 {
				t.Fatalf("only %d controls: the walk is blind", controls)
			}
			for _, wrong := range pagetest.Walked(stops, controls) {
				t.Error(wrong)
			}
			if len(stops) == 0 || !strings.Contains(stops[0].Says, "跳到主要内容") {
				t.Errorf("the first stop does not lead past the navigation: %v", stops[:min(1, len(stops))])
			}
			b.Run(t, chromedp.Navigate(fmt.Sprintf("%s/gallery/zh/%s", server.URL, c.page)), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
			if !pagetest.Ask[bool](t, b, `document.querySelector('main').contains(document.activeElement)`) {
				t.Error("after the skip link the next stop is not in the main part")
			}
		})
	}
}

// An adjudicator writes and signs a ruling by keys alone: Tab, Space, the arrows and
// Enter, from the first fact to the page that asks a second time.
func TestRulingByKeys(t *testing.T) {
	b := pagetest.Open(t, 3*time.Minute)
	h := newHouse()
	site := newSite(h)
	site.Dice = nil
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)
	b.Cookie(t, server.URL, "tianping", "adjudicator")
	b.Cookie(t, server.URL, "lang", "zh")
	to := func(selector string) {
		t.Helper()
		for range 120 {
			b.Run(t, chromedp.KeyEvent(kb.Tab))
			if pagetest.Ask[bool](t, b, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
				return
			}
		}
		t.Fatalf("Tab does not come to %s", selector)
	}
	enter := func(selector string) {
		t.Helper()
		to(selector)
		if _, err := chromedp.RunResponse(b.Tab, chromedp.KeyEvent(kb.Enter)); err != nil {
			t.Fatal(err)
		}
	}
	b.Go(t, server.URL+caseURL+"/moves/rule", pagetest.Named("desk"))
	to(`[name="facts.0.fact"]`)
	b.Run(t, chromedp.KeyEvent("fact"))
	to(`[name="facts.0.status"]`)
	b.Run(t, chromedp.KeyEvent(kb.ArrowDown)) // the choices go round: from the last to the first
	to(`[name="facts.0.exhibits"]`)
	b.Run(t, chromedp.KeyEvent(" "))
	to(`[name="facts.0.cites"]`)
	b.Run(t, chromedp.KeyEvent(" "))
	to(`[name="results.0.outcome"]`)
	b.Run(t, chromedp.KeyEvent(" "))
	to(`[name="results.0.reason"]`)
	b.Run(t, chromedp.KeyEvent("reason"))
	to(`[name="reasons"]`)
	b.Run(t, chromedp.KeyEvent("reasons"))
	enter(`.wiz-nav .btn-primary`)
	to(`#f-sure`)
	b.Run(t, chromedp.KeyEvent(" "))
	enter(`.wiz-nav .btn-primary`)
	if len(h.acts) != 1 || h.acts[0] != "rule" {
		t.Errorf("done %v at %s", h.acts, pagetest.Ask[string](t, b, `document.querySelector('main').innerText.slice(0, 900)`))
	}
}
