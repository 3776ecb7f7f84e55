package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// A paste that is far too long is answered at its field, with every character still
// there and the focus on what is to be mended; sums are read with full-width digits
// and commas; hidden characters are shown as such; a file goes with a bar and arrives.
func TestBrowserLosesNothing(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	kase := s.file(s.order, notReceived())
	s.do("officer", kase, "accept")
	s.until(officetest.Begins().Add(2 * time.Hour))

	const paste = 400_000 // five megabytes: TestFiveMegabytes; here the browser has to lay it out
	s.at("buyer", kase)
	s.js(`(() => { const box = document.querySelector('form.composer textarea'); box.value = '谢谢您。\\n'.repeat(80000); box.dispatchEvent(new Event('input', {bubbles: true})) })()`, nil)
	s.soon("内容太长，不能自动保存", 5*time.Second)
	s.follow("send far too much", allOf(`form.composer button`))
	var back struct {
		Length  int
		Focus   string
		Invalid string
	}
	s.ask("what came back", `const box = document.querySelector('main [name="text"]'); return {Length: box.value.length, Focus: document.activeElement.id, Invalid: box.getAttribute('aria-invalid') || ''}`, &back)
	if back.Length != paste || back.Focus != "wrong" || back.Invalid != "true" {
		t.Errorf("came back: %+v", back)
	}
	s.write("text", "改短了\u202e的话 é 𬱟")
	s.send()
	s.at("shop", kase)
	s.see("改短了�的话 é 𬱟")

	s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "￥１，００．０１")
	s.see("¥100.01")

	s.at("buyer", kase)
	s.takes(kase, "add_exhibit", "digest", s.paper("proof.png"))
	s.write("purpose", "没有收到的证明")
	var bar bool
	s.js(`new MutationObserver(() => { if (document.querySelector('.sending progress')) sessionStorage.setItem('bar', '1') }).observe(document.body, {childList: true, subtree: true})`, nil)
	s.send()
	if !s.recorded() {
		t.Fatalf("the file was not recorded: %s\n%s", s.where(), s.body())
	}
	s.ask("was there a bar?", `return sessionStorage.getItem('bar') === '1'`, &bar)
	if !bar {
		t.Error("no bar was shown")
	}
	s.see("没有收到的证明")
}
