package reception

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// window is a browser window with cookies of its own: a phone of a party, a desk of
// the staff. It notes which document has loaded and what the browser complains about.
type window struct {
	ctx    context.Context
	jar    cdp.BrowserContextID
	frame  cdp.FrameID
	mu     sync.Mutex
	loaded cdp.LoaderID  // the document that has loaded last
	change chan struct{} // told when another has
	says   []string

	chooser chosen // told which input opened a box for files
}

// atDesks are who works at a desk; everybody else holds a phone.
var atDesks = map[string]bool{
	"officer": true, "officer_2": true, "mediator": true, "adjudicator": true, "adjudicator_2": true, "reviewer": true, "supervisor": true, "admin": true,
}

// opened is a new window for somebody.
func (s *stand) opened(who string) *window {
	s.t.Helper()
	w := &window{change: make(chan struct{}, 1), chooser: make(chosen, 1)}
	c := chromedp.FromContext(s.browser)
	root := cdp.WithExecutor(s.browser, c.Browser)
	jar, err := target.CreateBrowserContext().Do(root)
	var tab target.ID
	if err == nil {
		w.jar = jar
		tab, err = target.CreateTarget("about:blank").WithBrowserContextID(jar).WithNewWindow(true).Do(root)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, stop := chromedp.NewContext(s.browser, chromedp.WithTargetID(tab))
	s.t.Cleanup(stop)
	patient, cancel := context.WithTimeout(ctx, 8*time.Minute)
	s.t.Cleanup(cancel)
	w.ctx, w.frame = patient, cdp.FrameID(tab)
	chromedp.ListenTarget(patient, w.hears)
	if err := chromedp.Run(patient); err != nil { // the first run ties the window to its context
		s.t.Fatal(err)
	}
	wide, high := int64(390), int64(844)
	if atDesks[who] {
		wide, high = 1440, 900
	}
	steps := []chromedp.Action{emulation.SetFocusEmulationEnabled(true), emulation.SetDeviceMetricsOverride(wide, high, 1, false), network.SetCookie("lang", s.lang).WithURL(s.server.URL)}
	if s.keys {
		steps = append(steps, page.SetInterceptFileChooserDialog(true))
	}
	if !s.scripts {
		steps = append(steps, emulation.SetScriptExecutionDisabled(true))
	}
	if err := chromedp.Run(patient, steps...); err != nil {
		s.t.Fatal(err)
	}
	s.windows[who] = w
	return w
}

// hears notes what happens in a window.
func (w *window) hears(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := ev.(type) {
	case *page.EventLifecycleEvent:
		if e.FrameID != w.frame || e.Name != "load" {
			return
		}
		w.loaded = e.LoaderID
		select {
		case w.change <- struct{}{}:
		default:
		}
	case *log.EventEntryAdded:
		live := strings.Contains(e.Entry.URL, "/live?")           // a line that was cut
		early := strings.HasPrefix(e.Entry.Text, "Autofocus pro") // somebody was quicker than the page
		if !live && !early && !strings.Contains(e.Entry.Text, "status of 4") && !strings.Contains(e.Entry.Text, "favicon") {
			w.says = append(w.says, e.Entry.Text+" "+e.Entry.URL)
		}
	case *page.EventFileChooserOpened:
		w.chooser <- e.BackendNodeID
	case *runtime.EventExceptionThrown:
		w.says = append(w.says, e.ExceptionDetails.Error())
	}
}

func (w *window) document() cdp.LoaderID {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.loaded
}

// stands notes which document the window shows, before its own word that it has loaded.
func (w *window) stands(ctx context.Context) error {
	tree, err := page.GetFrameTree().Do(ctx)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loaded = tree.Frame.LoaderID
	return nil
}

// answered does something that leads to another page, and waits for that page: another
// document, or another content in the same one, where a script put the answer.
func (s *stand) answered(what string, deed ...chromedp.Action) {
	s.t.Helper()
	s.waits(what, deed...)
	if s.keys {
		s.walkOnce()
	}
}

func (s *stand) waits(what string, deed ...chromedp.Action) {
	s.t.Helper()
	w := s.windows[s.who]
	before := w.document()
	if s.scripts {
		s.run(what, chromedp.Evaluate(`{ const m = document.querySelector('main'); if (m) m.read = true; }`, nil))
	}
	s.run(what, deed...)
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for end := time.After(150 * time.Second); w.document() == before; { //nolint:forbidigo // a browser is real
		select {
		case <-w.change:
		case <-look.C:
			var other bool
			if s.scripts && chromedp.Run(s.tab, chromedp.Evaluate(`document.readyState === 'complete' && document.querySelector('main')?.read !== true`, &other)) == nil && other {
				s.run(what, chromedp.ActionFunc(w.stands))
				return
			}
		case <-end:
			s.t.Fatalf("%s: no answer at %s\n%s", what, s.where(), s.body())
		}
	}
}

// shut closes all windows; a browser that complained fails the story.
func (s *stand) shut() {
	c := chromedp.FromContext(s.browser)
	root := cdp.WithExecutor(s.browser, c.Browser)
	for who, w := range s.windows {
		w.mu.Lock()
		for _, line := range w.says {
			s.t.Errorf("the browser of %s says: %s", who, line)
		}
		w.mu.Unlock()
		if err := target.DisposeBrowserContext(w.jar).Do(root); err != nil {
			s.t.Error(err)
		}
	}
}

func (s *stand) run(what string, steps ...chromedp.Action) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.tab, 150*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, steps...); err != nil {
		s.t.Fatalf("%s as %s: %v at %s\n%s", what, s.who, err, s.where(), s.body())
	}
}

// ask puts a question to the page: the body of a function that returns an answer.
func (s *stand) ask(what, question string, answer any) {
	s.t.Helper()
	s.run(what, chromedp.Evaluate("(() => {"+question+"})()", answer))
}

func (s *stand) where() string {
	var at string
	_ = chromedp.Run(s.tab, chromedp.Location(&at))
	return strings.TrimSuffix(strings.TrimPrefix(at, s.server.URL), "#main") // who skipped the navigation
}

func (s *stand) body() string {
	var text string
	_ = chromedp.Run(s.tab, chromedp.Evaluate(`document.body.innerText`, &text))
	return text
}

// open types an address: only what somebody was given, or begins with.
func (s *stand) open(path string) {
	s.t.Helper()
	s.answered(path, chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, _, _, err := page.Navigate(s.server.URL + path).Do(ctx)
		return err
	}))
}

// again loads the page that is open anew, as F5 does.
func (s *stand) again() {
	s.t.Helper()
	s.answered("again", page.Reload())
}

// spot is where something on a page can be pressed.
type spot struct {
	There bool
	X, Y  float64
	// Above is what lies over it, so that a finger does not reach it.
	Above string
	// Fold is true where the spot is that of a closed fold (details) around it.
	Fold bool
	list string // the expression it was found by
}

// spotOf finds the first of some elements that can be seen; one inside a closed fold
// gives the fold.
const spotOf = `
	const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
	const middle = e => {
		const r = [...e.getClientRects()].find(c => c.width > 0 && c.height > 0) || e.getBoundingClientRect();
		const x = Math.max(1, Math.min(innerWidth - 1, r.left + r.width / 2)), y = r.top + Math.min(r.height, innerHeight - 20) / 2;
		const top = document.elementFromPoint(x, y);
		return {X: x, Y: y, Above: top && (e.contains(top) || top.contains(e)) ? '' : top ? top.outerHTML.slice(0, 200) : 'nothing there'};
	};
	const spot = (e, fold) => {
		let at = middle(e);
		if (at.Above) { e.scrollIntoView({block: 'center', behavior: 'instant'}); at = middle(e); }
		return {There: true, Fold: !!fold, ...at};
	};
	const find = all => {
		for (const e of all) { if (shown(e)) return spot(e, false); }
		for (const e of all) {
			let fold = null;
			for (let d = e.closest('details:not([open])'); d; d = d.parentElement.closest('details:not([open])')) { fold = d; }
			if (fold && shown(fold)) return spot(fold.querySelector('summary'), true);
		}
		return {There: false};
	};`

// spot looks for the first visible element of an expression that gives a list.
func (s *stand) spot(what, list string) spot {
	s.t.Helper()
	var at spot
	if s.keys { // looking must not scroll: the Tab key would go on from there
		s.ask(what, "const all = "+list+"; return {There: all.some(e => e.checkVisibility({visibilityProperty: true}) || e.closest('details:not([open])')?.checkVisibility())};", &at)
		at.list = list
		return at
	}
	for range 4 {
		s.ask(what, spotOf+"return find("+list+");", &at)
		if !at.Fold {
			return at
		}
		s.click(what, at)
	}
	s.t.Fatalf("%s: folds without end at %s", what, s.where())
	return at
}

// click presses with the mouse where something is; what lies above it is a fault of
// the page.
func (s *stand) click(what string, at spot) {
	s.t.Helper()
	if s.keys {
		s.press(what, at.list)
		return
	}
	if at.Above != "" {
		s.t.Fatalf("%s lies under %s at %s", what, at.Above, s.where())
	}
	s.run(what, mouse(at)...)
}

func mouse(at spot) []chromedp.Action {
	return []chromedp.Action{
		input.DispatchMouseEvent(input.MousePressed, at.X, at.Y).WithButton(input.Left).WithClickCount(1),
		input.DispatchMouseEvent(input.MouseReleased, at.X, at.Y).WithButton(input.Left).WithClickCount(1),
	}
}

// follow presses a link or button and waits for the page it leads to.
func (s *stand) follow(what, list string) {
	s.t.Helper()
	if s.keys {
		s.reaches(what, list)
		s.answered(what, chromedp.KeyEvent(kb.Enter))
		return
	}
	at := s.spot(what, list)
	if !at.There {
		s.t.Fatalf("%s as %s: nothing to press at %s\n%s", what, s.who, s.where(), s.body())
	}
	if at.Above != "" {
		s.t.Fatalf("%s lies under %s at %s", what, at.Above, s.where())
	}
	s.answered(what, mouse(at)...)
}

// allOf is the list of elements that a selector finds.
func allOf(selector string) string {
	return fmt.Sprintf("[...document.querySelectorAll(%s)]", quoted(selector))
}

// named is the list of links and buttons with an accessible name.
func named(name string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('a, button, summary')].filter(e => (e.getAttribute('aria-label') || e.innerText).trim() === %s)`, quoted(name))
}

func quoted(text string) string {
	out, _ := json.Marshal(text) //nolint:errchkjson // a string always becomes JSON
	return string(out)
}

// there tells whether something can be seen and pressed.
func (s *stand) there(selector string) bool {
	s.t.Helper()
	var is bool
	s.ask(selector, "return "+allOf(selector)+".length > 0;", &is)
	return is
}

// look leaves a picture at two widths.
func (s *stand) look() {
	s.t.Helper()
	if *shots == "" {
		return
	}
	s.shot++
	for _, wide := range []int64{390, 1440} {
		var picture []byte
		s.run("picture", emulation.SetDeviceMetricsOverride(wide, 900, 1, false), chromedp.FullScreenshot(&picture, 100))
		name := strings.NewReplacer("/", "_", "?", "_", "=", "_", " ", "_").Replace(fmt.Sprintf("%s-%02d-%s-%d.png", s.t.Name(), s.shot, s.who, wide))
		if err := os.WriteFile(filepath.Join(*shots, name), picture, 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	wide, high := int64(390), int64(844)
	if atDesks[s.who] {
		wide, high = 1440, 900
	}
	s.run("as before", emulation.SetDeviceMetricsOverride(wide, high, 1, false))
}
