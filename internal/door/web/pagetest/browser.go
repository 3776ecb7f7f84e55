package pagetest

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Look is how a page is looked at: width and height in CSS pixels, the theme
// ("light" or "dark"), and the size of letters in percent (0 is 100).
type Look struct {
	Wide, High int64
	Theme      string
	Letters    int64
}

// The looks every page must stand.
func looks() map[string]Look {
	return map[string]Look{
		"phone":   {Wide: 390, High: 844, Theme: "light"},
		"night":   {Wide: 390, High: 844, Theme: "dark"},
		"desk":    {Wide: 1440, High: 900, Theme: "light"},
		"evening": {Wide: 1440, High: 900, Theme: "dark"},
		"small":   {Wide: 360, High: 640, Theme: "light"},
		"large":   {Wide: 360, High: 640, Theme: "light", Letters: 200},
	}
}

// Named gives one of the looks every page must stand: phone and night (390 px),
// desk and evening (1440 px), small (360 px), large (360 px, letters of 200 %).
// Any other name is a mistake of the test and panics.
func Named(name string) Look {
	look, ok := looks()[name]
	if !ok {
		panic("pagetest: no look is called " + name)
	}
	return look
}

// Browser is one tab of a Chromium of its own.
type Browser struct {
	// Tab takes further chromedp actions.
	Tab  context.Context
	axe  string
	look Look

	mu    sync.Mutex
	said  []string
	bytes int64
}

// Open starts Chromium with scripts on, as visitors have it. Without Chromium or
// axe-core it skips aloud; with CI=true that is a failure.
func Open(t *testing.T, patience time.Duration) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: short")
	}
	options, err := Chromium()
	if err != nil {
		missing(t, "no chromium here; run scripts/setup-tests")
	}
	b := &Browser{axe: axe(t)}
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(closeTab)
	tab, cancel := context.WithTimeout(tab, patience)
	t.Cleanup(cancel)
	b.Tab = tab
	chromedp.ListenTarget(tab, b.hear)
	b.Run(t, network.Enable(), page.Enable(), log.Enable(), runtime.Enable())
	return b
}

// missing skips aloud at home and fails where everything must be there.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("CI has " + what)
	}
	t.Skip("SKIPPED: " + what)
}

func (b *Browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		// An answer of 4xx is what the test asked for; a browser's own wish for an icon is not the page's.
		if e.Entry.Level != log.LevelVerbose && !strings.Contains(e.Entry.Text, "status of 4") && !strings.Contains(e.Entry.Text, "favicon") {
			b.said = append(b.said, e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		b.said = append(b.said, e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning || e.Type == runtime.APITypeAssert {
			b.said = append(b.said, "console: "+words(e.Args))
		}
	case *network.EventLoadingFinished:
		b.bytes += int64(e.EncodedDataLength)
	}
}

func words(args []*runtime.RemoteObject) string {
	var out []string
	for _, a := range args {
		out = append(out, string(a.Value)+a.Description)
	}
	return strings.Join(out, " ")
}

// Run does browser actions, or ends the test.
func (b *Browser) Run(t *testing.T, steps ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(b.Tab, steps...); err != nil {
		t.Fatal(err)
	}
}

// Ask evaluates an expression in the page, waits for its promise and reads it.
func Ask[T any](t *testing.T, b *Browser, expression string) (value T) {
	t.Helper()
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	if err := chromedp.Run(b.Tab, chromedp.Evaluate(expression, &value, await)); err != nil {
		t.Fatalf("%v in: %.200s", err, expression)
	}
	return value
}

// Cookie sets a cookie of a site.
func (b *Browser) Cookie(t *testing.T, site, name, value string) {
	t.Helper()
	if value == "" {
		b.Run(t, network.DeleteCookies(name).WithURL(site))
		return
	}
	b.Run(t, network.SetCookie(name, value).WithURL(site))
}

// Go opens a page in a look, with nothing cached, and waits until it has loaded.
func (b *Browser) Go(t *testing.T, url string, as Look) {
	t.Helper()
	b.mu.Lock()
	b.said, b.bytes = nil, 0
	b.mu.Unlock()
	b.As(t, as)
	b.Run(t, network.SetCacheDisabled(true), chromedp.Navigate(url))
}

// As shows the same page in another look.
func (b *Browser) As(t *testing.T, as Look) {
	t.Helper()
	b.look = as
	b.resize(t, as)
	letters := max(as.Letters, 100)
	b.Run(t, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: as.Theme},
		{Name: "prefers-reduced-motion", Value: "reduce"}, // a colour on its way is not the colour
	}),
		page.SetFontSizes(&page.FontSizes{Standard: 16 * letters / 100, Fixed: 13 * letters / 100}))
}

func (b *Browser) resize(t *testing.T, as Look) {
	t.Helper()
	b.Run(t, emulation.SetDeviceMetricsOverride(as.Wide, as.High, 1, as.Wide < 600))
}

// Complaints are what the browser said against the page since Go or the last call:
// refused styles and scripts, uncaught errors, errors and warnings of the console.
func (b *Browser) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	said := b.said
	b.said = nil
	return said
}

// Weight is how many bytes came over the line since Go.
func (b *Browser) Weight() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bytes
}

// Picture is the whole page as it is shown now, as PNG.
func (b *Browser) Picture(t *testing.T) (png []byte) {
	t.Helper()
	b.Run(t, chromedp.FullScreenshot(&png, 100))
	b.resize(t, b.look)
	return png
}
