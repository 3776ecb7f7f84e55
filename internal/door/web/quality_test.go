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
// not jump while it loads, and the browser has nothing to say against it. English
// is judged where it differs: length and language.
func TestQualityOfPages(t *testing.T) {
	b := pagetest.Open(t, 10*time.Minute)
	server := galleryServer(t)
	for _, s := range gallery() {
		for _, lang := range text.Languages() {
			t.Run(s.name+"-"+string(lang), func(t *testing.T) {
				judge(t, b, fmt.Sprintf("%s/gallery/%s/%s", server.URL, lang, s.name), lang)
			})
		}
	}
}

func judge(t *testing.T, b *pagetest.Browser, url string, lang text.Lang) {
	t.Helper()
	b.Go(t, url, pagetest.Named("phone"))
	b.Light(t, "phone")
	b.Fine(t, "phone", only(lang)...)
	b.Fits(t, "phone")
	if lang == text.Chinese {
		b.As(t, pagetest.Named("night"))
		b.Fine(t, "night", "color-contrast")
		b.As(t, pagetest.Named("evening"))
		b.Fine(t, "evening")
		b.As(t, pagetest.Named("desk"))
		b.Fine(t, "desk", "color-contrast")
	}
	for _, look := range []string{"desk", "small", "large"} {
		b.As(t, pagetest.Named(look))
		b.Fits(t, look)
	}
	for _, c := range b.Complaints() {
		t.Errorf("the browser says: %s", c)
	}
}

// only are the rules that a language may break alone: names that are missing, a
// language that is not said, targets that a longer word moved.
func only(lang text.Lang) []string {
	if lang == text.Chinese {
		return nil
	}
	return []string{"html-has-lang", "html-lang-valid", "valid-lang", "document-title", "label", "button-name", "link-name", "target-size"}
}
