package reception

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// mediated are two cases in the mediator's hands, each about its own order: all is
// done for both before time passes for both.
func (s *stand) mediated() (first, second string) {
	s.t.Helper()
	order, err := s.office.Buy(s.t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		s.t.Fatal(err)
	}
	first, second = s.escalated(s.order, notReceived()), s.escalated(order, notReceived())
	for _, kase := range []string{first, second} {
		s.do("shop", kase, "consent_mediation", "consent", "yes")
		s.do("buyer", kase, "consent_mediation", "consent", "yes")
		s.do("buyer", kase, "done")
		s.do("shop", kase, "done")
	}
	s.after(6 * 24 * time.Hour)
	return first, second
}

// tell writes into the composer of one audience and presses its button.
func (s *stand) tell(audience, words string) {
	s.t.Helper()
	form := fmt.Sprintf(`form.composer[action$="on=%s"]`, audience)
	if s.keys {
		s.reaches("say to "+audience, allOf(form+" textarea"))
		s.writeKeys(words)
	} else {
		s.run("say to "+audience, chromedp.SendKeys(form+" textarea", words, chromedp.ByQuery))
	}
	s.follow("send to "+audience, allOf(form+" button"))
}

// TestBrowserMediatorsDay walks through what a mediator does all day, with scripts
// and without: what changed stands first until he says that he has read it; each
// composer's button names who will read, and what was said alone with one side never
// reaches the other without a question, the text kept; a call is noted in four
// presses and no typing, and who was not on the telephone reads nothing of it; the
// proposal is reckoned from the claims; ending mediation lists what crosses the wall;
// the next case is one key away.
func TestBrowserMediatorsDay(t *testing.T) {
	told(t, "zh", func(s *stand) {
		first, second := s.mediated()
		all := text.Load()
		t := all.Of(map[string]text.Lang{"zh": text.Chinese, "en": text.English}[s.lang]).Mediator
		const secret = "如果今天就能办完，我最低可以接受二百零一元三角"
		s.at("buyer", first)
		s.tell("private", secret)
		s.at("shop", first)
		s.not("二百零一元三角")
		s.do("shop", first, "offer", "terms.0.claim", "1", "terms.0.amount", "100.00")

		s.at("mediator", first)
		s.look()
		s.see(t.NewsFirst)
		s.see(t.OnlyTo(""))
		s.see("¥299.00")
		s.follow("read", allOf(`button[data-key="s"]`))
		s.see(t.NoNews)

		// Private words on their way to both, a little changed: asked, and kept.
		s.tell("both", "好消息：我最低 可以接受二百零一元三角！")
		s.look()
		s.see("二百零一元三角")
		if s.recorded() || !s.there(`button[name="_sure"]`) {
			s.t.Fatal("private words went to both without a question")
		}
		s.follow("back", allOf(`button[name="_step"][value="back"]`))
		if got := s.asked("text", ""); !strings.Contains(got.Value, "好消息") {
			s.t.Fatalf("the text is lost: %+v", got)
		}
		if got := s.asked("audience", "both"); !got.There && !got.Hidden {
			s.t.Fatalf("the draft has changed its audience: %+v", got)
		}
		s.at("shop", first)
		s.not("二百零一元三角")
		s.at("mediator", first)
		s.tell("R", "请说明派送的经过。")
		s.at("buyer", first)
		s.not("请说明派送的经过")

		// A call in four presses: unfold, whom, one sentence, keep. Nothing typed.
		s.at("mediator", first)
		presses := 0
		press := func(selector string) {
			presses++
			s.click(selector, s.spot(selector, allOf(selector)))
		}
		press(`#call > summary`)
		press(`#call input[name="call"][value="R"]`)
		press(`#call input[name="said"][value="1"]`)
		presses++
		s.follow("keep the call", allOf(`#call button.btn-primary`))
		if presses > 4 {
			s.t.Errorf("a call note takes %d presses", presses)
		}
		s.see(t.Sentences[1])
		s.at("shop", first)
		s.see(t.Sentences[1])
		s.at("buyer", first)
		s.not(t.Sentences[1])

		// Midway between 299.00 and 100.00, to both.
		s.at("mediator", first)
		s.follow("draft", allOf(`a[href$="/proposal"]`))
		s.look()
		s.see(t.MiddleOf("¥299.00", "¥100.00"))
		s.follow("send the proposal", sendButton)
		s.at("buyer", first)
		s.see("¥199.50")

		// The other case: what others did is news, and one key, or button, leads on.
		s.at("buyer", second)
		s.tell("both", "请问什么时候可以谈？")
		s.at("mediator", first)
		s.next()
		if got := path(s.where()); got != second {
			s.t.Fatalf("the next case is %s, not %s", got, second)
		}
		s.see("请问什么时候可以谈？")
		s.next()
		if got := path(s.where()); got != first {
			s.t.Fatalf("after the last comes %s, not the first", got)
		}

		// What crosses the wall stands before the confirmation.
		s.follow("end mediation", allOf(linkTo(first, "fail")))
		s.set("ground", "no_agreement")
		s.follow("send", sendButton)
		s.look()
		s.see(t.Count(t.Private, 2))
		s.see(t.Count(t.Calls, 1))
		s.see(t.Count(t.Proposals, 1))
	})
}

// next goes to the next case: by its key where scripts run, else by the button.
func (s *stand) next() {
	s.t.Helper()
	if s.scripts {
		s.answered("n", chromedp.KeyEvent("n"))
		return
	}
	s.follow("next", allOf(`button[data-key="n"]`))
}
