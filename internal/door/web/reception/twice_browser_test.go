package reception

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// One draft in two windows: who saves second is told, reads what the other window
// saved and what he wrote himself, and chooses by pressing once more. A dispute sent
// by two presses is one dispute, and the back button leads to it.
func TestBrowserNothingIsDoubled(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	const mine, others = "第一个窗口写的经过", "第二个窗口写的经过"
	s.as("buyer")
	s.home()
	s.follow("the problem", allOf(problemLink("E1")))
	s.follow("the order", thisOrder(s.order))
	draft := path(s.where())

	first := s.windows["buyer"]
	second := s.opened("buyer, elsewhere")
	s.who, s.tab = "buyer, elsewhere", second.ctx
	s.open("/sign-in")
	s.write("account", "buyer")
	s.write("password", password)
	s.follow("sign in", allOf(signInForm+` button:not(.sr)`))
	s.open(draft)
	s.write("story", others)
	s.send()

	s.who, s.tab = "buyer", first.ctx
	s.write("story", mine)
	s.send()
	s.see("这份草稿刚在另一个窗口改过")
	s.see(others)
	s.value("story", mine)
	s.send()
	if path(s.where()) == draft {
		t.Fatalf("it was not saved by pressing once more:\n%s", s.body())
	}
	s.send()
	s.send()
	s.see(mine)

	at := s.spot("file", sendButton)
	s.answered("file twice", append(mouse(at), mouse(at)...)...)
	kase := path(s.where())
	if !strings.HasPrefix(kase, "/cases/") {
		t.Fatalf("not filed: %s\n%s", s.where(), s.body())
	}
	s.answered("back", chromedp.NavigateBack())
	if path(s.where()) != kase {
		t.Errorf("the way back leads to %s:\n%s", s.where(), s.body())
	}
	page, err := s.office.Casebook.MyCases(t.Context(), s.office.Who("buyer"), casebook.Filter{Limit: 10})
	if err != nil || len(page.Rows) != 1 {
		t.Fatalf("%d cases, %v", len(page.Rows), err)
	}
	s.see(page.Rows[0].Number)
}
