package reception

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
)

// Who has no mouse does everything by keys. A story told by keys (stand.keys) is the
// same story: where another hand would press, the focus is brought to the place by the
// Tab key and a key is pressed there; what is written is typed, what is chosen is
// chosen by arrows, a file by the box that opens at Enter.
//
// Every way is gone by presses of Tab, from where the focus is; from the beginning of a
// page past its navigation, by the link that leads there. A place the key does not come
// to is a fault, and so is a ring that cannot be seen, a name that is missing, a way that
// is too long, a focus that was lost when a part of the page was put in. The first page
// of each kind is besides gone through from its beginning to its end (walkOnce).

// mostTabs is the longest way to a place, in presses.
const mostTabs = 60

// aimed is a place and the way to it.
type aimed struct {
	Wrong    string // why it cannot be come to
	Kind     string // of what key it wants: link, button, fold, tick, radio, file, list, date, time, text
	Skip     bool   // by the link past the navigation
	Way      int    // presses of Tab, with Shift where it is below zero
	Lost     bool   // the focus had gone nowhere since the last key
	Unfolded bool   // it is what was sought, and not the fold around it
}

// aim finds the first visible element of a list, or the fold around it, and the way.
const aim = spotOf + `
	const order = ` + pagetest.Controls + `, here = document.activeElement, nowhere = !here || here === document.body, lost = !!window.held && nowhere;
	const control = e => e.matches('label') ? e.control : e.matches('a, button, input, select, textarea, summary') ? e : e.querySelector('input, button') || e;
	let e = all.map(control).find(e => e && shown(e)), unfolded = true;
	for (const x of e ? [] : all) {
		for (let d = x.closest('details:not([open])'); d; d = d.parentElement.closest('details:not([open])')) { if (shown(d)) { e = d.querySelector('summary'); unfolded = false; } }
		if (e) break;
	}
	if (!e) return {Wrong: 'nothing there', Lost: lost};
	if (e.type === 'radio') e = order.find(r => r.type === 'radio' && r.name === e.name && r.form === e.form) || e;
	const at = order.indexOf(e), main = order.findIndex(x => x.closest('main'));
	if (at < 0) return {Wrong: 'Tab does not come to ' + e.outerHTML.slice(0, 200), Lost: lost};
	if (order.some(x => x.tabIndex > 0)) return {Wrong: 'the order of Tab is not that of the page', Lost: lost};
	const kind = e.matches('a') ? 'link' : e.matches('summary') ? 'fold' : e.matches('select') ? 'list' : e.matches('textarea') ? 'text' : e.matches('button') ? 'button'
		: ({checkbox: 'tick', radio: 'radio', file: 'file', date: 'date', time: 'time', submit: 'button'})[e.type] || 'text';
	const before = x => order.findLastIndex(o => o.compareDocumentPosition(x) & Node.DOCUMENT_POSITION_FOLLOWING);
	const part = nowhere && !window.walked && location.hash.length > 1 && document.getElementById(location.hash.slice(1));
	const now = nowhere ? part ? before(part) : -1 : order.includes(here) ? order.indexOf(here) : before(here);
	const skip = now < 0 && nowhere && main > 0 && at >= main && !!document.querySelector('.skip');
	let way = skip ? at - main + 1 : at - now;
	if (way < 0 && !nowhere && !order.includes(here)) way--;
	window.aimed = e; window.back = way < 0;
	return {Kind: kind, Skip: skip, Way: way, Lost: lost, Unfolded: unfolded};`

// arrived tells after a press whether the focus has come: "" when it is where it was
// aimed at and can be seen there under a name, "on" while it is still before it, else
// what is wrong.
const arrived = `(() => { const e = document.activeElement, said = x => x ? x.outerHTML.slice(0, 160) : 'nothing';
	const passed = window.aimed.compareDocumentPosition(e) & (window.back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING);
	if (e !== window.aimed) return passed || !window.aimed.isConnected ? 'Tab leads to ' + said(e) + ', not to ' + said(window.aimed) : 'on';
	window.held = true;
	const spoken = (e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ').map(i => document.getElementById(i)?.textContent || '').join(' ') ||
		[...(e.labels || [])].map(l => l.textContent).join(' ') || e.textContent || e.title || e.value || '').trim();
	if (!spoken) return 'no name on ' + said(e);
	const why = ` + pagetest.Unseen + `(e); return why && 'the focus is not seen on ' + said(e) + ': ' + why })()`

// reaches brings the focus to the first visible element of a list by the Tab key, and
// opens by Enter the folds around it; it gives the kind of what it came to.
func (s *stand) reaches(what, list string) string {
	s.t.Helper()
	for range 4 {
		at := s.aims(what, list)
		if at.Skip {
			s.run("past the navigation", pressTab(1), chromedp.KeyEvent(kb.Enter))
		}
		on := ""
		s.run(what, pressTab(at.Way), chromedp.Evaluate(arrived, &on))
		for n := 0; on == "on" && n < 3*pagetest.Inside; n++ { // within a date there are more stops
			s.run(what, pressTab(max(-1, min(at.Way, 1))), chromedp.Evaluate(arrived, &on))
		}
		if on != "" {
			s.t.Fatalf("by keys to %s as %s at %s, %+v: %s", what, s.who, s.where(), at, on)
		}
		if at.Unfolded {
			return at.Kind
		}
		s.run("unfold", chromedp.KeyEvent(kb.Enter))
	}
	s.t.Fatalf("%s: folds without end at %s", what, s.where())
	return ""
}

// pressTab presses Tab so many times, below zero with Shift.
func pressTab(way int) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error { return pagetest.Tab(ctx, way) })
}

func (s *stand) aims(what, list string) aimed {
	s.t.Helper()
	var at aimed
	s.ask("aim at "+what, "const all = "+list+";"+aim, &at)
	if at.Lost {
		s.t.Errorf("the focus was lost before %s as %s at %s", what, s.who, s.where())
	}
	if at.Wrong != "" {
		s.t.Fatalf("by keys to %s as %s at %s: %s\n%s", what, s.who, s.where(), at.Wrong, s.body())
	}
	if max(at.Way, -at.Way) > mostTabs {
		s.t.Errorf("it takes %d presses of Tab to %s as %s at %s", at.Way, what, s.who, s.where())
	}
	return at
}

// press brings the focus to a thing and presses it: a choice by Space, one of several
// by the arrows, all else by Enter.
func (s *stand) press(what, one string) {
	s.t.Helper()
	switch s.reaches(what, one) {
	case "radio":
	case "tick":
		s.run(what, chromedp.KeyEvent(" "))
		return
	default:
		s.run(what, chromedp.KeyEvent(kb.Enter))
		return
	}
	var down int
	s.ask(what, `const one = `+one+`[0], e = one.matches('label') ? one.control : one, now = document.activeElement, all = [...document.querySelectorAll('input[type=radio]')].filter(r => r.name === e.name && r.form === e.form && !r.disabled);
		const way = all.indexOf(e) - all.indexOf(now); return way < 0 ? way + all.length : way`, &down)
	if down == 0 {
		s.run(what, chromedp.KeyEvent(" "))
	}
	s.run(what, chromedp.KeyEvent(strings.Repeat(kb.ArrowDown, down)))
}

// pickKeys chooses from a list by the arrows, and types a date or a time.
func (s *stand) pickKeys(name, value string) {
	s.t.Helper()
	one := fmt.Sprintf(typed+`.filter(e => e.type !== 'hidden')`, quoted(name))
	switch s.reaches("pick "+name, one) {
	case "date":
		s.run("type "+value, chromedp.KeyEvent(value[5:7]+value[8:10]+value[:4])) // the browser's own order: month, day, year
	case "time":
		at, err := time.Parse("15:04", value)
		if err != nil {
			s.t.Fatal(err)
		}
		s.run("type "+value, chromedp.KeyEvent(at.Format("0304PM")))
	default:
		var down int
		s.ask("pick "+name, `const e = document.activeElement; return [...e.options].findIndex(o => o.value === `+quoted(value)+`) - e.selectedIndex`, &down)
		key := kb.ArrowDown
		if down < 0 {
			key, down = kb.ArrowUp, -down
		}
		s.run("pick "+name, chromedp.KeyEvent(strings.Repeat(key, down)))
	}
}

// writeKeys types into what has the focus, over what stood there: plain letters one
// by one, other writing as an input method puts it there.
func (s *stand) writeKeys(value string) {
	s.t.Helper()
	s.run("select all", input.DispatchKeyEvent(input.KeyRawDown).WithKey("a").WithCode("KeyA").WithWindowsVirtualKeyCode(65).WithModifiers(input.ModifierCtrl).WithCommands([]string{"selectAll"}),
		input.DispatchKeyEvent(input.KeyUp).WithKey("a").WithCode("KeyA").WithWindowsVirtualKeyCode(65).WithModifiers(input.ModifierCtrl))
	if len(value) < 40 && strings.IndexFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		s.run("type "+value, chromedp.KeyEvent(value))
		return
	}
	s.run("write "+value, input.InsertText(value))
}

// uploadKeys opens the box that chooses a file, and chooses.
func (s *stand) uploadKeys(name, file string) {
	s.t.Helper()
	s.reaches("upload", allOf(fmt.Sprintf(`main input[type="file"][name=%q]`, name)))
	var node cdp.BackendNodeID
	s.run("a box to choose a file", chromedp.KeyEvent(kb.Enter), chromedp.ActionFunc(func(ctx context.Context) error {
		select {
		case node = <-s.windows[s.who].chooser:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}))
	s.run("choose "+file, dom.SetFileInputFiles([]string{file}).WithBackendNodeID(node))
}

// walkedKinds are the kinds of pages that were gone through by Tab, in all stories.
var walkedKinds struct {
	sync.Mutex
	all map[string]bool
}

// walkOnce goes through the page that is open by Tab, the first of its kind for this
// person, and listens to it.
func (s *stand) walkOnce() {
	s.t.Helper()
	var lost bool
	if s.ask("focus", `const lost = !!window.held && document.activeElement === document.body; window.held = false; return lost`, &lost); lost {
		s.t.Errorf("the focus was lost on the way to %s as %s", s.where(), s.who)
	}
	kind := s.who + " " + shape(s.where())
	walkedKinds.Lock()
	if walkedKinds.all == nil {
		walkedKinds.all = map[string]bool{}
	}
	again := walkedKinds.all[kind]
	walkedKinds.all[kind] = true
	walkedKinds.Unlock()
	if again {
		return
	}
	var wrong []string
	defer s.run("to the beginning", chromedp.Evaluate(pagetest.Begin+`; window.walked = true`, nil))
	for range 2 { // a room may be renewed on the way
		s.run("walk", chromedp.ActionFunc(func(ctx context.Context) error {
			stops, controls, err := pagetest.Walk(ctx)
			wrong = pagetest.Walked(stops, controls)
			return err
		}))
		if len(wrong) == 0 {
			break
		}
	}
	for _, w := range wrong {
		s.t.Errorf("by Tab through %s as %s: %s", s.where(), s.who, w)
	}
}

// chosen is the input whose box was opened.
type chosen = chan cdp.BackendNodeID
