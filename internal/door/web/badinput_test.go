package web

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
)

// What people paste and mistype into a form, in a browser: either it is read as they
// meant it, or it comes back whole, with a message at its field and in the summary,
// which has the focus and leads to the field. Nothing is done that was not asked for.
func TestBadInputInABrowser(t *testing.T) {
	b := pagetest.Open(t, 5*time.Minute)
	h := newHouse()
	site := newSite(h)
	site.Dice = nil // each form has a key of its own
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)
	b.Cookie(t, server.URL, "tianping", "buyer")
	b.Cookie(t, server.URL, "lang", "zh")
	for _, c := range []struct {
		name, field, typed string
		wrong              string // the field with a message; "" and it is taken
		kept               string // how it stands there again; "" as it was typed
	}{
		{name: "full-width digits", field: "refund", typed: "７１９．２０"},
		{name: "the sign and the word", field: "refund", typed: "￥７１９．２０元"},
		{name: "yuan", field: "refund", typed: " 719.2 元"},
		{name: "too much, with a comma", field: "refund", typed: "1,299.00", wrong: "f-refund"},
		{name: "a comma astray", field: "refund", typed: "7,19", wrong: "f-refund"},
		{name: "in words", field: "refund", typed: "七百元", wrong: "f-refund"},
		{name: "below zero", field: "refund", typed: "-5", wrong: "f-refund"},
		{name: "a third decimal", field: "refund", typed: "1.234", wrong: "f-refund"},
		{name: "nothing", field: "refund", typed: "", wrong: "f-refund"},
		{name: "a day that is past", field: "until.date", typed: "2020-01-01", wrong: "f-until"},
		{name: "a day far ahead", field: "until.date", typed: "2099-12-31", wrong: "f-until"},
		{name: "turned around", field: "note", typed: "谢\u202e谢", wrong: "f-note", kept: "谢�谢"},
		{name: "a zero byte", field: "note", typed: "谢\x00谢", wrong: "f-note", kept: "谢�谢"},
		{name: "an invisible tag", field: "note", typed: "谢\U000e0041谢", wrong: "f-note", kept: "谢�谢"},
		{name: "characters of no width", field: "note", typed: "谢\u200b\u200d谢"},
		{name: "marks upon marks", field: "note", typed: "e\u0301\u0323\u0302\u0308 ẫ 😀👩\u200d👧"},
	} {
		t.Run(c.name, func(t *testing.T) {
			did := len(h.acts)
			b.Go(t, server.URL+caseURL+counterURL, pagetest.Named("small"))
			set := func(name, value string) {
				pagetest.Ask[bool](t, b, fmt.Sprintf(`(() => { const e = document.querySelector('main [name="%s"]'); e.value = %s; e.dispatchEvent(new Event('input', {bubbles: true})); return true })()`, name, inScript(value)))
			}
			set("refund", "719.20")
			set(c.field, c.typed)
			if _, err := chromedp.RunResponse(b.Tab, chromedp.Evaluate(`document.querySelector('#f-claims-0').click(); setTimeout(() => document.querySelector('.wiz-nav .btn-primary').click()); null`, nil)); err != nil {
				t.Fatal(err)
			}
			if c.wrong == "" {
				if len(h.acts) != did+1 {
					t.Errorf("not taken: %s", pagetest.Ask[string](t, b, `document.querySelector('main').innerText.slice(0, 600)`))
				}
				return
			}
			if len(h.acts) != did {
				t.Fatal("it was taken")
			}
			kept := c.kept
			if kept == "" {
				kept = c.typed
			}
			// The focus comes a moment after the page; without it the check below says so.
			_ = chromedp.Run(b.Tab, chromedp.Poll(`document.activeElement.id === 'wrong'`, nil, chromedp.WithPollingTimeout(5*time.Second)))
			got := pagetest.Ask[struct{ Focus, Value, Message, Link string }](t, b, fmt.Sprintf(`(() => { const at = document.querySelector('main [name="%[2]s"]');
				const by = (at.getAttribute('aria-describedby') || '').split(' ').filter(id => id === %[1]q + '-e').map(id => document.getElementById(id)?.innerText || '');
				return {Focus: document.activeElement.id, Value: at.value, Message: by.join(), Link: document.querySelector('#wrong a[href^="#%[1]s"]')?.innerText || ''} })()`, c.wrong, c.field))
			if got.Focus != "wrong" || got.Value != kept || got.Message == "" || got.Link == "" {
				t.Errorf("%+v, want %q kept", got, kept)
			}
		})
	}
}

// inScript writes a text as a script does.
func inScript(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string is always written
	}
	return string(out)
}
