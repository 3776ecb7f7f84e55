package reception

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// agreedByAFriend is a case that a friend of the buyer settled for him, under a
// special power given on the pages.
func agreedByAFriend(h *hall) id.Case {
	h.Helper()
	res, err := h.o.Clerk.Open(h.Context(), h.o.Who("buyer"), clerk.Opening{Order: h.order})
	if err != nil {
		h.Fatal(err)
	}
	do := func(name, move string, in ...dispute.Answer) {
		h.Helper()
		if err := h.o.Do(h.Context(), name, res.Case, move, in...); err != nil {
			h.Fatalf("%s %s: %v", name, move, err)
		}
	}
	do("buyer", "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	do("officer", "accept")
	h.joined(res.Case, "special_agent")
	do("shop", "offer", dispute.Answer{Name: "terms", Items: []dispute.Answers{{code("claim", "1"), {Name: "amount", Minor: 10000}}}})
	seen, err := h.o.Casebook.Case(h.Context(), h.o.Who("special_agent"), res.Case)
	if err != nil {
		h.Fatal(err)
	}
	last := seen.Offers[len(seen.Offers)-1]
	do("special_agent", "accept_offer", code("offer", fmt.Sprint(last.No)), code("offer_event_hash", last.Hash), dispute.Answer{Name: "claims", List: []string{"1"}}, code("confirm", "yes"))
	return res.Case
}

// TestPapersSayForWhom: the agreement that a friend concluded for the buyer, and the
// file of the case, say who acted, for whom and by which mandate: the own side reads
// the name, the other side none of it; the power of attorney stands among the exhibits,
// open to the own side, and to who handles the case only after naming a purpose.
func TestPapersSayForWhom(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	of := agreedByAFriend(h)
	room := "/cases/" + of.String()
	for who, name := range map[string]string{"buyer": "吴可信", "shop": "吴**"} {
		g := h.guest(who)
		_, _, paper := g.get(room + "/settlements/1")
		tells(t, who+" reads the agreement", paper, "代为办理人", name, "特别授权", "依据：授权委托书 M-01", "由"+name+"代为")
		_, _, file := g.get(room + "/print")
		tells(t, who+" reads the file", file, "代为办理", name, "M-01", "授权委托书", name+"代为办理，本人")
		if who == "shop" && (strings.Contains(paper, "吴可信") || strings.Contains(file, "吴可信")) {
			t.Error("the shop reads the friend's name")
		}
	}
	paper := room + "/exhibits/M-01/file"
	for who, want := range map[string]int{"buyer": http.StatusOK, "special_agent": http.StatusOK, "shop": http.StatusNotFound, "officer": http.StatusNotFound, "officer_2": http.StatusNotFound} {
		status, _, _ := h.guest(who).get(paper)
		h.want(who+" opens the power", status, want)
	}
	seated := "officer"
	if status, _, _ := h.guest(seated).get(room + "/reveal"); status != http.StatusOK {
		seated = "officer_2"
	}
	p := enters(t, h.server, seated)
	if page, status := p.posts(room+"/reveal", url.Values{"_key": {"m1"}, "person": {h.o.People["special_agent"].String()}, "purpose": {"verify"}, "reason": {"核对授权委托书"}}); status != http.StatusOK {
		t.Fatalf("no look: %d %s", status, page)
	}
	if _, status := p.gets(paper); status != http.StatusOK {
		t.Errorf("after naming a purpose: %d", status)
	}
}
