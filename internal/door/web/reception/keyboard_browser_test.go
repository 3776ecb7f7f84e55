package reception

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/pquerna/otp/totp"

	"github.com/tianping-odr/tianping/internal/office/casebook"
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

// Keys alone, beside the journeys: a member of staff sets up the second step of signing
// in, signs out and comes in again by it; he searches his list and narrows it; an
// administrator gives a capacity with a reason, and finds it in the history.
func TestBrowserStaffByKeys(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	s.keys = true
	kase := s.file(s.order, notReceived())
	s.accepted(kase)
	officer := s.who
	page, err := s.office.Casebook.MyCases(t.Context(), s.office.Who("buyer"), casebook.Filter{Limit: 1})
	if err != nil || len(page.Rows) != 1 {
		t.Fatalf("%d cases, %v", len(page.Rows), err)
	}

	s.follow("the list", allOf(benchLink))
	s.write("q", "没有这样的案件")
	s.answered("search", chromedp.KeyEvent(kb.Enter))
	if s.there(caseLink(kase)) {
		t.Error("found what nobody looked for")
	}
	s.follow("the team's", allOf(staffLists[1]))
	s.set("q", page.Rows[0].Number)
	s.set("reason", "E1")
	s.follow("narrow", allOf(`main form.filter button`))
	if !s.there(caseLink(kase)) {
		t.Errorf("not found by its number:\n%s", s.body())
	}

	s.follow("account", allOf(`a[href="/account"], a[href="/menu"]`))
	if path(s.where()) == "/menu" {
		s.follow("account", allOf(`main a[href="/account"]`))
	}
	s.follow("second step", allOf(`main a[href="/account/second-step"]`))
	s.follow("begin", allOf(`main form[action="/account/second-step"] button`))
	secret := strings.ReplaceAll(regexp.MustCompile(`(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}`).FindString(s.body()), " ", "")
	code, err := totp.GenerateCode(secret, s.office.Machine.Now())
	if err != nil {
		t.Fatal(err)
	}
	s.write("code", code)
	s.follow("confirm", allOf(`main form[action="/account/second-step"] button`))
	printed := printedRecovery.FindString(s.body())
	s.follow("account", allOf(`a[href="/account"], a[href="/menu"]`))
	if path(s.where()) != "/menu" {
		s.follow("menu", allOf(`a[href="/menu"]`))
	}
	s.follow("sign out", allOf(`main form[action="/sign-out"] button`))
	s.open("/sign-in")
	s.write("account", officer)
	s.write("password", password)
	s.follow("sign in", allOf(signInForm+` button:not(.sr)`))
	s.write("code", printed)
	s.answered("sign in", chromedp.KeyEvent(kb.Enter))
	if at := path(s.where()); at == "/sign-in/code" || !s.there(benchLink) {
		t.Errorf("not in: %s\n%s", s.where(), s.body())
	}

	s.as("admin")
	s.follow("administration", allOf(`main a[href="/admin"]`))
	s.follow("grants", allOf(`main a[href="/admin/grants"]`))
	s.set("person", s.office.People["mediator"].String())
	s.set("capacity", "reviewer")
	s.set("reason", "复核人手不足")
	s.follow("give", allOf(`main form[action="/admin/grants"] button.btn-primary`))
	s.follow("administration", allOf(`a[href="/admin"]`))
	s.follow("history", allOf(`main a[href="/admin/history"]`))
	s.see("复核人手不足")
}
