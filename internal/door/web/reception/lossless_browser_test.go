package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Hidden characters are named at their field, the text is kept, and the summary has the
// focus; sums are read with full-width digits and
// commas; a file goes with a bar and arrives.
func TestBrowserLosesNothing(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	kase := s.file(s.order, notReceived())
	s.do("officer", kase, "accept")
	s.until(officetest.Begins().Add(2 * time.Hour))

	s.at("buyer", kase)
	s.write("text", "改短了\u202e的话 é 𬱟")
	s.follow("say", allOf(`form.composer button`))
	s.see("看不见的控制符")
	s.value("text", "改短了�的话 é 𬱟")
	var focus string
	s.ask("focus", "return document.activeElement.id", &focus)
	if focus != "wrong" {
		t.Errorf("the focus is on %q, not on the summary", focus)
	}
	s.write("text", "改短了的话 é 𬱟")
	s.send()
	s.at("shop", kase)
	s.see("的话 é 𬱟")

	s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "￥１００．０１")
	s.see("¥100.01")

	s.at("buyer", kase)
	s.takes(kase, "add_exhibit", "digest", s.paper("proof.png"), "kind", "POD")
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
