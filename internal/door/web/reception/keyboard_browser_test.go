package reception

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// key presses a key.
func (s *stand) key(keys string) {
	s.t.Helper()
	if len(keys) == 1 && keys >= "!" { // one event with its letter, which a page may keep for itself
		s.run("press "+keys, input.DispatchKeyEvent(input.KeyDown).WithKey(keys).WithText(keys), input.DispatchKeyEvent(input.KeyUp).WithKey(keys))
		return
	}
	s.run("press "+keys, chromedp.KeyEvent(keys))
}

// tabTo goes on by the Tab key until the focus is on something, as who has no mouse does.
func (s *stand) tabTo(selector string) {
	s.t.Helper()
	const most = 150
	for range most {
		s.key(kb.Tab)
		var on bool
		s.ask("focus", fmt.Sprintf(`const e = document.activeElement; return e.matches(%s) && e.checkVisibility()`, quoted(selector)), &on)
		if on {
			return
		}
	}
	s.t.Fatalf("%s: Tab does not come to %s in %d presses\n%s", s.where(), selector, most, s.body())
}

// enter goes to something by Tab and presses Enter, and waits for the page it leads to.
func (s *stand) enter(selector string) {
	s.t.Helper()
	s.tabTo(selector)
	s.answered("enter "+selector, chromedp.KeyEvent(kb.Enter))
}

// focused wants the focus on something.
func (s *stand) focused(what, selector string) {
	s.t.Helper()
	var on string
	s.ask("focus", fmt.Sprintf(`const e = document.activeElement; return e.matches(%s) ? '' : e.outerHTML.slice(0, 120)`, quoted(selector)), &on)
	if on != "" {
		s.t.Errorf("%s: the focus is on %s, not on %s, at %s", what, on, selector, s.where())
	}
}

// Keys alone, from the first page to the ruling: a buyer files, a shop answers, a
// mediator walks along his list, searches, asks for help, goes to the next case and
// back, an adjudicator writes and signs. Nobody touches a mouse once he is in.
func TestBrowserKeyboardOnly(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())

	const next = `main .wiz-nav button.btn-primary`
	s.as("buyer")
	s.open("/")
	s.enter(problemLink("E1"))
	s.enter(`main form[action="/file"] button:not(.sr)`)
	s.tabTo(`main textarea[name="story"]`)
	s.run("write", input.InsertText("显示已签收，但我没有收到。"))
	for range 3 {
		s.enter(next)
	}
	if !strings.HasSuffix(path(s.where()), "/check") {
		t.Fatalf("not at the check: %s\n%s", s.where(), s.body())
	}
	s.enter(next)
	kase := path(s.where())
	if !strings.HasPrefix(kase, "/cases/") {
		t.Fatalf("not filed: %s\n%s", s.where(), s.body())
	}

	s.do("officer", kase, "accept")
	s.as("shop")
	s.open("/shop")
	s.enter(`main a[href$="/answer"]`)
	s.enter(`main a[href*="choose=contest"]`)
	s.enter(next)
	if !strings.Contains(s.where(), "/done") {
		t.Fatalf("the shop has not answered: %s\n%s", s.where(), s.body())
	}
}

// A member of staff has a key for what he does all day; none of them acts while he
// types, and the focus is where he looks.
func TestBrowserStaffKeys(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	first, second := s.mediated()
	s.as("mediator")
	s.open("/workbench")
	s.key("j")
	s.focused("j", "[data-row]")
	s.key("j")
	s.key("k")
	s.focused("k", "[data-row]")
	s.key("?")
	s.focused("?", `details[data-key="?"] > summary`)
	var open bool
	if s.ask("help", `return document.querySelector('details[data-key="?"]').open`, &open); !open {
		t.Error("? does not open the help")
	}
	s.key("/")
	s.focused("/", `#bq`)
	s.key("j?n") // typed, not pressed
	s.value("q", "j?n")
	s.open("/workbench")
	s.key("j")
	s.answered("enter a case", chromedp.KeyEvent(kb.Enter))
	at := path(s.where())
	if at != first && at != second {
		t.Fatalf("Enter on a row leads to %s", at)
	}
	s.answered("next", chromedp.KeyEvent("n"))
	if other := map[string]string{first: second, second: first}[at]; path(s.where()) != other {
		t.Errorf("n leads to %s, not to the other case", s.where())
	}
	s.key("c")
	s.focused("c", `#call > summary`)
	s.answered("up", chromedp.KeyEvent("u"))
	if !strings.HasPrefix(s.where(), "/workbench") {
		t.Errorf("u leads to %s", s.where())
	}
}
