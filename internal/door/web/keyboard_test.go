package web

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
)

// heardPages are the pages whose telling somebody has read: the rooms, the filing, the
// form of an act, the ruling.
var heardPages = []string{
	"case-buyer", "case-shop", "case-mediator", "case-adjudicator", "file-order", "file-problem", "file-evidence", "file-claim", "file-check", "confirm", "ruling",
}

// Who has only a keyboard comes to every control of every page: in the order of the
// page, with the focus in sight, and out again; the first stop leads past the
// navigation. Who only hears finds one main heading, no jump in the levels, a name on
// everything; and rooms, filing and ruling are told in an order that was read and found
// good, in both languages.
func TestKeyboardAndScreenReader(t *testing.T) {
	b := pagetest.Open(t, 8*time.Minute)
	server := galleryServer(t)
	for _, g := range gallery() {
		t.Run(g.name, func(t *testing.T) {
			look := pagetest.Named("phone")
			if g.who == "mediator" || g.who == "adjudicator" {
				look = pagetest.Named("desk")
			}
			known := slices.Contains(heardPages, g.name)
			if known {
				b.Go(t, fmt.Sprintf("%s/gallery/en/%s", server.URL, g.name), look)
				heard(t, g.name, "en", b.Hear(t))
			}
			url := fmt.Sprintf("%s/gallery/zh/%s", server.URL, g.name)
			b.Go(t, url, look)
			all := b.Hear(t)
			for _, wrong := range pagetest.Nameless(all) {
				t.Error(wrong)
			}
			if known {
				heard(t, g.name, "zh", all)
			}
			stops, controls := b.Walk(t)
			for _, wrong := range pagetest.Walked(stops, controls) {
				t.Error(wrong)
			}
			if len(stops) == 0 || !strings.Contains(stops[0].Says, "跳到主要内容") {
				t.Errorf("the first stop does not lead past the navigation: %v", stops[:min(1, len(stops))])
			}
			if !known || pagetest.Ask[bool](t, b, `document.querySelector('[autofocus]') !== null`) { // there one begins in the main part
				return
			}
			b.Run(t, chromedp.Navigate(url), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
			if !pagetest.Ask[bool](t, b, `document.querySelector('main').contains(document.activeElement)`) {
				t.Error("after the skip link the next stop is not in the main part")
			}
		})
	}
}

// heard wants what is heard on a page, in its order, to be what somebody has read and
// found good.
func heard(t *testing.T, page, lang string, all []pagetest.Heard) {
	t.Helper()
	file, got := filepath.Join("testdata", "heard", page+"."+lang+".txt"), pagetest.Spoken(all)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("it is heard otherwise: %s (listen to it, then go test -run ScreenReader -update)\n%s", file, firstDifference(got, string(want)))
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
