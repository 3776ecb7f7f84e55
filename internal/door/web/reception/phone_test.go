package reception

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"

	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// walker counts what a person does on a phone.
type walker struct {
	*stand
	screens, typed int
}

// onPhone is a buyer before a phone of that size, scripts off.
func onPhone(t *testing.T, wide, high int64) *walker {
	t.Helper()
	w := &walker{stand: inChromium(t, "zh")}
	w.as("buyer")
	w.phone(wide, high)
	w.home()
	return w
}

func (w *walker) phone(wide, high int64) {
	w.t.Helper()
	w.run("phone", emulation.SetDeviceMetricsOverride(wide, high, 2, true))
}

// screen counts a screen the person sees; nothing on it is wider than the phone.
func (w *walker) screen(what string) {
	w.t.Helper()
	w.screens++
	var over float64
	w.ask(what, `return document.documentElement.scrollWidth - window.innerWidth;`, &over)
	if over > 0 {
		w.t.Errorf("%s is %v px wider than the phone", what, over)
	}
}

// holds wants an input to hold what was typed.
func (w *walker) holds(name, words string) {
	w.t.Helper()
	if got := w.asked(name, words).Value; got != words {
		w.t.Errorf("%s holds %q, want %q", name, got, words)
	}
}

// firstScreen wants something to be seen whole without scrolling, above a bar that
// sticks to the bottom.
func (w *walker) firstScreen(what, selector, words string) {
	w.t.Helper()
	var got struct {
		Text                    string
		Top, Bottom, Tall, High float64
	}
	w.ask(what, fmt.Sprintf(`window.scrollTo(0, 0); const e = document.querySelector(%s); if (!e) return {Text: '(not there)', Bottom: 1e6};
		const r = e.getBoundingClientRect(); let high = window.innerHeight;
		for (const b of document.querySelectorAll('.actbar, .tabbar')) { if (getComputedStyle(b).display !== 'none') high = Math.min(high, b.getBoundingClientRect().top) }
		return {Text: e.innerText, Top: r.top, Bottom: r.bottom, Tall: r.height, High: high};`, quoted(selector)), &got)
	if got.Tall <= 0 || got.Top < 0 || got.Bottom > got.High {
		w.t.Errorf("%s (%s) stands from %.0f to %.0f on a screen of %.0f: %q", what, selector, got.Top, got.Bottom, got.High, got.Text)
	}
	if !strings.Contains(got.Text, words) {
		w.t.Errorf("%s says %q, want %q", what, got.Text, words)
	}
}

func zhText() *text.Text {
	all := text.Load()
	return all.Of(text.Chinese)
}

// From the first page to “submitted”, for signed but not received on an imported
// order: at most seven screens and one typed field; the money is protected after two
// screens; what is uploaded and typed survives the way back, a closed tab, an expired
// sign-in and a second press, and there is one case.
func TestBrowserPhoneFilesInSevenScreens(t *testing.T) {
	t.Parallel()
	w := onPhone(t, 390, 844)
	w.screen("the first page")
	w.firstScreen("injury, fire, bad food", ".urgent-tap", zhText().Advice.Urgent)
	w.follow("signed but not received", allOf(problemLink("E1")))
	w.screen("what helps")
	w.see(zhText().Advice.Cool)
	if strings.Contains(w.body(), "法 第") || strings.Contains(w.body(), "条第") || strings.Contains(w.body(), "电子商务法") {
		t.Errorf("articles of law on the first level:\n%s", w.body())
	}
	w.follow("the order", thisOrder(w.order))
	w.screen("the problem")
	draft := strings.Split(w.where(), "/")[2]
	w.follow("protect", allOf(`form.protect button`))
	w.see("¥299.00 已冻结")
	if sums := w.money(w.order).Sums; sums.FrozenMinor != 29900 || w.screens > 3 {
		t.Errorf("frozen %d after %d screens", sums.FrozenMinor, w.screens-1)
	}
	w.set("story", "显示已签收，但我没有收到。")
	w.typed++
	w.send()
	w.screen("evidence")
	w.follow("none of one", allOf(`button[value="none:STM"]`))
	w.see(zhText().Buyer.NoneSaid)
	file := w.paper("call.png")
	w.set("file.CHAT", file)
	w.send() // a chosen file is not lost by going on
	w.screen("the claim")
	back := allOf(`.wiz-nav button[value="back"]`)
	w.follow("back", back)
	w.see("call.png")
	w.follow("back again", back)
	w.holds("story", "显示已签收，但我没有收到。")
	w.open("/") // the tab was closed: the draft stands on the first page
	w.follow("go on", allOf(fmt.Sprintf(`a[href="/file/%s/problem"]`, draft)))
	w.holds("story", "显示已签收，但我没有收到。")
	w.send()
	w.send()
	w.run("the session ended", network.DeleteCookies("tianping").WithURL(w.server.URL))
	w.follow("next", sendButton)
	w.write("account", "buyer")
	w.write("password", password)
	w.follow("sign in again", allOf(signInForm+` button:not(.sr)`))
	w.follow("what was sent is still there", allOf(`main form[action$="/claim"] button:not(.sr)`))
	if !strings.HasSuffix(w.where(), "/check") {
		t.Fatalf("after signing in: %s\n%s", w.where(), w.body())
	}
	w.screen("check")
	for _, words := range []string{"显示已签收，但我没有收到。", "call.png", "仅退款", "¥299.00"} {
		w.see(words)
	}
	check := w.where()
	w.send()
	w.screen("submitted")
	if path(w.where()) != "/cases/"+draft {
		t.Fatalf("not submitted: %s\n%s", w.where(), w.body())
	}
	if w.screens > 7 || w.typed > 1 {
		t.Errorf("%d screens and %d typed fields", w.screens, w.typed)
	}
	w.see("¥299.00")
	w.open(check) // pressed twice: the dispute stands, the draft is no more
	page, err := w.office.Casebook.MyCases(t.Context(), w.office.Who("buyer"), casebook.Filter{Limit: 10})
	if err != nil || len(page.Rows) != 1 {
		t.Fatalf("%d cases, %v", len(page.Rows), err)
	}
	seen, err := w.office.Casebook.Case(t.Context(), w.office.Who("buyer"), page.Rows[0].Case)
	if shown := seen.Sight.World.Case.Exhibits; err != nil || len(shown) != 1 || shown[0].Kind != "CHAT" {
		t.Errorf("exhibits %+v, %v", shown, err)
	}
}

// The one tap for injury leads to a case that goes first: the intake has four hours
// and the desk is called at once.
func TestBrowserPhoneUrgent(t *testing.T) {
	t.Parallel()
	w := onPhone(t, 360, 640)
	burnt := w.buy(officetest.Goods{Qty: 2, Minor: 10000, Signed: 72 * time.Hour})
	w.follow("injury", allOf(`.urgent-tap`))
	w.screen("what helps")
	w.see(zhText().Advice.UrgentSays)
	w.follow("the order", thisOrder(burnt))
	w.set("story", "充电时起火，手被烫伤。")
	w.send()
	w.send()
	w.set("claims.0.remedy", "RETURN_REFUND")
	w.send()
	w.send()
	w.see("安全问题")
	officer := w.office.Who("officer")
	page, err := w.office.Casebook.Workbench(t.Context(), officer, casebook.Filter{Limit: 10})
	if err != nil || len(page.Rows) == 0 || !page.Rows[0].Safety {
		t.Fatalf("not first on the desk: %+v, %v", page.Rows, err)
	}
	if left := page.Rows[0].Due.Sub(w.legal()); left > 4*time.Hour {
		t.Errorf("the intake has %s", left)
	}
	told, err := w.office.Casebook.Alerts(t.Context(), officer, "", 10)
	if err != nil || len(told.Rows) == 0 || told.Rows[0].Why != "safety" {
		t.Errorf("the desk was not called: %+v, %v", told.Rows, err)
	}
}
