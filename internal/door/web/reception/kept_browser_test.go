package reception

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// value waits until an input holds something.
func (s *stand) value(name, want string) {
	s.t.Helper()
	var got string
	s.ask("value of "+name, fmt.Sprintf("return (%s.find(e => e.type !== 'hidden') || {}).value || '';", fmt.Sprintf(typed, quoted(name))), &got)
	if got != want {
		s.t.Fatalf("%s stands at %q, want %q, at %s", name, got, want, s.where())
	}
}

// What somebody types is kept while he types it, shown to him again on this page, on
// another device, with and without scripts, and to nobody else; it is gone when it was
// sent or put away. With the line down nothing is sent and nothing lost; a second
// press does nothing; a session that ended in the middle loses nothing.
func TestBrowserKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	kase := s.file(s.order, notReceived())
	s.do("officer", kase, "accept")
	s.until(officetest.Begins().Add(2 * time.Hour))

	const half = "我的快递一直没到 😀 ｅ́"
	s.at("buyer", kase)
	s.write("text", half)
	s.soon("已保存 ", 5*time.Second)
	s.again()
	s.value("text", half)
	s.see("还没有发送")
	s.at("shop", kase)
	s.value("text", "")
	s.as("buyer")
	s.run("scripts off", emulation.SetScriptExecutionDisabled(true))
	s.again()
	s.value("text", half)
	s.run("scripts on", emulation.SetScriptExecutionDisabled(false))
	s.again()

	// The form of an act: rows and sums too, and put away by a press.
	s.takes(kase, "offer", "terms.0.claim", "1", "terms.0.amount", "１２３．５０")
	s.soon("已保存 ", 5*time.Second)
	s.again()
	s.value("terms.0.amount", "１２３．５０")
	s.follow("put away", named("放弃这些内容"))
	s.value("terms.0.amount", "")

	// The line is down: nothing is sent, the text is there, and what to do is said.
	s.at("buyer", kase)
	s.value("text", half)
	w := s.windows["buyer"]
	s.run("offline", network.EmulateNetworkConditions(true, 0, -1, -1))
	s.click("send", s.spot("send", allOf(`form.composer button.btn-primary`)))
	s.soon("没有网络，内容还在", 5*time.Second)
	s.value("text", half)
	var focus string
	s.ask("focus", "return document.activeElement.className", &focus)
	if focus != "send-failed error-summary" {
		t.Errorf("the focus is on %q", focus)
	}
	s.run("online", network.EmulateNetworkConditions(false, 0, -1, -1))

	// Two presses, one message; and what was sent is no longer offered.
	at := s.spot("send", allOf(`form.composer button.btn-primary`))
	s.answered("send twice", append(mouse(at), mouse(at)...)...)
	s.value("text", "")
	var said int
	s.ask("messages", `return [...document.querySelectorAll('.bub')].filter(e => e.innerText.includes('我的快递')).length`, &said)
	if said != 1 {
		t.Errorf("said %d times", said)
	}
	w.forgive("ERR_")

	// The session ends in the middle of a long text.
	s.write("text", "登录已经结束时写的话")
	s.soon("已保存 ", 5*time.Second)
	if err := s.desk.Identity.SignOutAll(t.Context(), s.office.Market, s.office.People["buyer"]); err != nil {
		t.Fatal(err)
	}
	s.follow("send after the end", allOf(`form.composer button.btn-primary`))
	for input, what := range map[string]string{"account": "buyer", "password": password} {
		s.write(input, what)
	}
	s.follow("sign in", allOf(signInForm+` button:not(.sr)`))
	s.follow("send again", allOf(`main form button.btn-primary`))
	s.see("登录已经结束时写的话")
	s.at("buyer", kase)
	s.value("text", "")
}
