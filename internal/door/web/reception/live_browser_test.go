package reception

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// js asks the page something; a promise is waited for.
func (s *stand) js(expression string, out any) {
	s.t.Helper()
	s.run(expression, chromedp.Evaluate(expression, out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

// soon waits, without touching the page, until it says something, and tells how long
// that took.
func (s *stand) soon(words string, most time.Duration) time.Duration {
	s.t.Helper()
	var took float64
	s.js(fmt.Sprintf(`new Promise(done => { const begun = performance.now(); const look = () => {
		const at = performance.now() - begun;
		if (document.body.innerText.includes(%q)) done(at); else if (at > %d) done(-1); else setTimeout(look, 10) }; look() })`, words, most.Milliseconds()), &took)
	if took < 0 {
		s.t.Fatalf("%s does not say %q after %v:\n%s", s.where(), words, most, s.body())
	}
	return time.Duration(took * float64(time.Millisecond))
}

// cuttable lets a test cut the lines of live pages.
type cuttable struct {
	http.Handler
	cut atomic.Bool
}

func (c *cuttable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if c.cut.Load() && strings.HasSuffix(r.URL.Path, "/live") {
		panic(http.ErrAbortHandler)
	}
	c.Handler.ServeHTTP(w, r)
}

// say writes into the conversation by the box on the page.
func (s *stand) say(words string) {
	s.t.Helper()
	s.write("text", words)
	s.follow("say "+words, allOf(`form.composer button.btn-primary`))
}

// atOnce: a quiet machine needs 300 ms to look and 50 to draw. Other browsers run
// beside this test, so three seconds are the limit here; the log tells the time taken.
const atOnce = 3 * time.Second

// onWhatGoes puts the focus on an act that will have gone when the room is renewed.
func (s *stand) onWhatGoes(within string) {
	s.t.Helper()
	var on bool
	s.js(`(() => { const e = document.createElement('button'), at = document.querySelector('`+within+`'); e.textContent = 'x'; at.hidden = false; at.append(e); e.focus(); window.had = true; return document.activeElement === e })()`, &on)
	if !on {
		s.t.Fatal("nothing can have the focus in " + within)
	}
}

// notLost wants the focus somewhere on the page after it was renewed.
func (s *stand) notLost() {
	s.t.Helper()
	var lost bool
	if s.js(`document.activeElement === document.body && !!window.had`, &lost); lost {
		s.t.Errorf("the focus of %s went with the act it was on", s.who)
	}
}

// Two browsers side by side: what one side does, the passing of a deadline by the
// test clock, and a ruling appear at the other within a second; what is half written
// stays, with its focus and its place. After a cut everything missed is there. With
// scripts off a reload shows the same.
func TestBrowserSideBySide(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	line := &cuttable{Handler: s.server.Config.Handler}
	s.server.Config.Handler = line
	kase := s.file(s.order, notReceived())
	s.do("officer", kase, "accept")
	s.until(officetest.Begins().Add(2 * time.Hour))

	const half = "我还没有写完"
	s.at("buyer", kase)
	s.write("text", half)
	var before, after struct {
		Focus, Text string
		Top         float64
		Open        bool
	}
	const state = `(() => { const box = document.querySelector('form.composer textarea');
		return {Focus: document.activeElement.id, Text: box.value, Top: Math.round(scrollY), Open: document.querySelector('#room details').open} })()`
	s.js(`document.querySelector('#room details').open = true`, nil)
	s.js(state, &before)
	if before.Text != half || before.Focus == "" {
		t.Fatalf("before: %+v", before)
	}
	s.at("shop", kase)
	s.say("您好，我们马上核实。")
	s.as("buyer")
	t.Logf("a message: %v", s.soon("您好，我们马上核实。", atOnce))
	if s.js(state, &after); after.Focus != before.Focus || after.Text != half || !after.Open {
		t.Errorf("the swap changed %+v into %+v", before, after)
	}
	var said string
	if s.js(`document.getElementById('news').textContent`, &said); !strings.Contains(said, "刚刚：") {
		t.Errorf("the news line says %q", said)
	}

	s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "100.01")
	s.as("buyer")
	t.Logf("an offer: %v", s.soon("¥100.01", atOnce))
	if s.js(state, &after); after.Text != half {
		t.Errorf("after an offer: %+v", after)
	}

	s.at("shop", kase)
	line.cut.Store(true)
	s.server.CloseClientConnections()
	s.say("这句话在断线时说的。")
	s.until(officetest.Begins().AddDate(0, 0, 9)) // the days of negotiation pass
	s.as("buyer")
	s.not("这句话在断线时说的。")
	line.cut.Store(false)
	t.Logf("after the cut: %v", s.soon("这句话在断线时说的。", 9*time.Second))
	s.soon("待选择", atOnce)
	if s.js(`[...document.querySelectorAll('textarea')].some(e => e.value === '`+half+`')`, &after.Open); !after.Open {
		t.Error("what was half written has gone with its box")
	}

	s.do("buyer", kase, "escalate")
	s.onWhatGoes("#room")
	s.until(officetest.Begins().AddDate(0, 0, 27)) // no consent to mediation: to the decision
	s.as("buyer")
	t.Logf("a deadline passed: %v", s.soon("进入「平台裁决」", atOnce))
	s.notLost()
	s.onWhatGoes("#actbar")
	s.at("shop", kase)
	s.rule(kase)
	for _, who := range []string{"buyer", "shop"} {
		s.as(who)
		t.Logf("a ruling: %v", s.soon("处理决定", atOnce))
		s.notLost()
	}
	for _, w := range s.windows {
		w.forgive("ERR_")
	}
	s.as("buyer")
	s.run("scripts off", emulation.SetScriptExecutionDisabled(true))
	s.again()
	for _, words := range []string{"您好，我们马上核实。", "这句话在断线时说的。", "处理决定"} {
		s.see(words)
	}
}

// forgive drops complaints that a test caused itself by cutting the line.
func (w *window) forgive(part string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.says = slices.DeleteFunc(w.says, func(line string) bool { return strings.Contains(line, part) })
}
