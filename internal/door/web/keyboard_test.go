package web

import (
	"fmt"
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
