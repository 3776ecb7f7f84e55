package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// chromium starts a browser without scripts, or skips aloud where there is none;
// CI must have one.
func chromium(t *testing.T) context.Context {
	t.Helper()
	options, err := pagetest.Chromium()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI has no chromium")
		}
		t.Skip("SKIPPED: no chromium here; run scripts/setup-tests")
	}
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(closeTab)
	tab, cancel := context.WithTimeout(tab, 5*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Run(tab, emulation.SetScriptExecutionDisabled(true)); err != nil {
		t.Fatal(err)
	}
	return tab
}

// galleryServer shows any page of the gallery under /gallery/{lang}/{name}, and
// the site itself everywhere else.
func galleryServer(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /gallery/{lang}/{name}", func(w http.ResponseWriter, r *http.Request) {
		lang, _ := text.Parse(r.PathValue("lang"))
		for _, s := range gallery() {
			if s.name == r.PathValue("name") {
				page := s.take(t, lang)
				for name, values := range page.Header() {
					w.Header()[name] = values
				}
				body := page.Body
				if mayPack(r) && w.Header().Get("Content-Encoding") == "" { // as the site itself sends it
					zipped := packed(body.Bytes())
					body = &zipped
					w.Header().Set("Content-Encoding", "gzip")
				}
				_, _ = w.Write(body.Bytes())
			}
		}
	})
	mux.Handle("/", newSite(newHouse()).Handler())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// complaints collects what the browser says against a page: refused styles,
// scripts, failed loads.
func complaints(tab context.Context) func() []string {
	var mu sync.Mutex
	var all []string
	chromedp.ListenTarget(tab, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			if !strings.Contains(e.Entry.Text, "status of 4") && !strings.Contains(e.Entry.Text, "favicon") {
				all = append(all, e.Entry.Text)
			}
		case *runtime.EventExceptionThrown:
			all = append(all, e.ExceptionDetails.Text)
		}
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		out := all
		all = nil
		return out
	}
}

// A buyer signs in, opens a case, sees what is wrong with a first try, adds a row
// by a button, makes an offer, and accepts another after the second asking: with
// scripts off, by links and forms alone.
func TestJourneyInChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: short")
	}
	tab := chromium(t)
	h := newHouse()
	site := newSite(h)
	site.Dice = nil // two forms must have two keys
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)
	said := complaints(tab)
	var focus, at, kept string
	var icon float64
	run := func(what string, steps ...chromedp.Action) {
		t.Helper()
		patient, cancel := context.WithTimeout(tab, 30*time.Second)
		defer cancel()
		if err := chromedp.Run(patient, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	run("a desk", emulation.SetDeviceMetricsOverride(1280, 1000, 1, false))
	run("language", network.SetCookie("lang", "zh").WithURL(server.URL))
	run("sign in", chromedp.Navigate(server.URL+caseURL), chromedp.WaitVisible(`#account`),
		chromedp.SetValue(`#account`, "buyer"), chromedp.SetValue(`#password`, "open"), chromedp.Click(`.sign-grid form .btn-primary`), chromedp.WaitVisible(`.deadline`),
		chromedp.Evaluate(`document.querySelector('.deadline .icon').getBoundingClientRect().width`, &icon))
	if icon < 16 {
		t.Errorf("the icon is %v px wide", icon)
	}
	run("open the form", chromedp.Navigate(server.URL+caseURL+counterURL), chromedp.WaitVisible(`#f-refund`),
		chromedp.SetValue(`#f-refund`, "1299"), chromedp.SetValue(`#f-note`, "谢谢"), chromedp.Click(`button[name=_add]`), chromedp.WaitVisible(`#f-acts-0-units`),
		chromedp.Click(`.wiz-nav .btn-primary`), chromedp.WaitVisible(`#wrong`),
		chromedp.Evaluate(`document.activeElement.id`, &focus), chromedp.Value(`#f-note`, &kept))
	if focus != "wrong" || kept != "谢谢" {
		t.Errorf("focus on %q, note %q", focus, kept)
	}
	run("mend it", chromedp.Click(`#f-claims-0`), chromedp.SetValue(`#f-refund`, "719.20"), chromedp.Click(`button[name=_drop]`), chromedp.WaitNotPresent(`#f-acts-0-units`),
		chromedp.Click(`.wiz-nav .btn-primary`), chromedp.WaitVisible(`.toast`), chromedp.Location(&at))
	if !strings.HasSuffix(at, "?recorded=case-24") || len(h.acts) != 1 {
		t.Fatalf("at %s, done %v", at, h.acts)
	}
	run("accept", chromedp.Click(`.o-act .btn-primary`), chromedp.WaitVisible(`.wiz-nav`), chromedp.Click(`.wiz-nav .btn-primary`), chromedp.WaitVisible(`.gives-up`),
		chromedp.Click(`#f-sure`), chromedp.Click(`.wiz-nav .btn-primary`), chromedp.WaitVisible(`.toast`))
	if len(h.acts) != 2 || h.acts[1] != "accept_offer" {
		t.Errorf("done %v", h.acts)
	}
	if got := said(); len(got) > 0 {
		t.Errorf("the browser says: %v", got)
	}
}
