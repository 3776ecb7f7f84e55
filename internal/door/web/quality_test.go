package web

import (
	"fmt"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Every page of the gallery, in a browser with scripts: no violation of axe-core
// on a phone and at a desk, light and dark; at 360 px and with letters of twice the
// size nothing scrolls sideways and nothing is cut; it weighs at most 80 KiB, does
// not jump while it loads, and the browser has nothing to say against it.
func TestQualityOfPages(t *testing.T) {
	server := galleryServer(t)
	for _, lang := range text.Languages() {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel() // a browser for each language: judging keeps one core busy
			b := pagetest.Open(t, 10*time.Minute)
			for _, s := range gallery() {
				t.Run(s.name, func(t *testing.T) {
					judge(t, b, fmt.Sprintf("%s/gallery/%s/%s", server.URL, lang, s.name), lang)
				})
			}
		})
	}
}

// judge looks at a page in Chinese on a phone and in English at a desk, each light
// and dark: what differs between themes is colour alone.
func judge(t *testing.T, b *pagetest.Browser, url string, lang text.Lang) {
	t.Helper()
	light, dark := "phone", "night"
	if lang == text.English {
		light, dark = "desk", "evening"
	}
	b.Go(t, url, pagetest.Named(light))
	b.Light(t, light)
	if pagetest.Ask[float64](t, b, `parseFloat(getComputedStyle(document.querySelector('.btn')).borderTopLeftRadius)`) == 0 {
		t.Error("the style sheet did not arrive")
	}
	b.Fine(t, light)
	b.Fits(t, light)
	b.As(t, pagetest.Named(dark))
	b.Fine(t, dark, "color-contrast")
	for _, look := range []string{"small", "large"} {
		b.As(t, pagetest.Named(look))
		b.Fits(t, look)
	}
	for _, c := range b.Complaints() {
		t.Errorf("the browser says: %s", c)
	}
}
