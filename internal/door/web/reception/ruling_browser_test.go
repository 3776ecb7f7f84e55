package reception

import (
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// A ruling with a hole is not signed, whichever hole it is; the preview is the paper
// that is served; above the limit a second person reads the draft whole and approves
// (procedure.md T34, T35). By pages alone, without scripts.
func TestBrowserRulingHasNoHole(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", false, officetest.Begins())
	kase := s.escalated(s.buy(officetest.Goods{Qty: 1, Minor: 600000, Signed: 72 * time.Hour}), notReceived())
	s.do("shop", kase, "add_exhibit", "digest", s.paper("pod.pdf"), "kind", "POD", "purpose", "签收底单")
	s.decided(kase)
	author := s.whoever(kase, "rule", "adjudicator", "adjudicator_2")
	s.takes(kase, "rule")
	s.see("签署前还缺")
	hole := func(says string, fields ...string) {
		t.Helper()
		s.fills(fields...)
		s.follow("send", sendButton)
		if s.recorded() || s.there(confirming) || !s.there(wrong) {
			t.Fatalf("a ruling with a hole (%s) went on: %s", says, s.where())
		}
		s.see(says)
	}
	hole("请求 1 的结果")
	hole("事实 1", "results.0.result", "granted", "results.0.reason", "商家没有证明交付。", "reasons", "商家没有证明已经交付。")
	hole("是否认定", "facts.0.fact", "包裹由驿站代收。")
	hole("证据", "facts.0.status", "found")
	hole("引用的条款", "facts.0.exhibits", "1")
	hole("5,000", "facts.0.cites", "CivC 512") // without a hole, but more than one person may give

	s.at(author, kase)
	s.takes(kase, "submit_draft", "results.0.result", "granted", "results.0.reason", "商家没有证明交付。", "reasons", "商家没有证明已经交付。",
		"facts.0.fact", "包裹由驿站代收。", "facts.0.status", "found", "facts.0.exhibits", "1", "facts.0.cites", "CivC 512")
	s.follow("send", sendButton)
	s.see("争议处理决定书")
	preview := s.document()
	s.confirm()
	second := map[string]string{"adjudicator": "adjudicator_2", "adjudicator_2": "adjudicator"}[author]
	if s.finds(author, kase) && s.may(kase, "approve") {
		t.Error("who wrote the draft may approve it")
	}
	s.as(second)
	s.open(kase)
	s.takes(kase, "approve")
	s.see("包裹由驿站代收。")
	s.send()
	s.at(author, kase)
	s.takes(kase, "rule")
	s.send()
	s.open(kase + "/rulings/1")
	if served := s.document(); served != preview || !strings.Contains(served, "包裹由驿站代收。") {
		t.Errorf("the preview said:\n%s\nserved is:\n%s", preview, served)
	}
	s.at("buyer", kase)
	s.open(kase + "/rulings/1")
	s.see("商家没有证明已经交付。")
	s.see("校验码")
	s.verified()
}

// document is what the paper on the page says, without its frame.
func (s *stand) document() string {
	s.t.Helper()
	var text string
	s.ask("paper", `const e = document.querySelector('main .doc-body'); return e ? e.innerText.replace(/\s+/g, ' ') : '';`, &text)
	if text == "" {
		s.t.Fatalf("no paper at %s:\n%s", s.where(), s.body())
	}
	return text
}
