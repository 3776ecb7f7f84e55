package reception

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// must does an act of the story; whoever of several people holds the seat does it.
func must(t *testing.T, o *officetest.Office, c id.Case, people, move string, in ...dispute.Answer) {
	t.Helper()
	var err error
	for _, who := range strings.Fields(people) {
		if err = o.Do(t.Context(), who, c, move, in...); err == nil {
			return
		}
	}
	t.Fatalf("%s by %s: %v", move, people, err)
}

// passes lets legal time go on.
func passes(t *testing.T, o *officetest.Office, d time.Duration) {
	t.Helper()
	now, err := o.Clerk.Legal(t.Context(), o.Market)
	if err == nil {
		err = o.Until(t.Context(), now.Add(d))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// disputed is a case in the round of evidence: filed, refused, brought before the platform.
func disputed(t *testing.T, o *officetest.Office) id.Case {
	t.Helper()
	c, _ := filed(t, o, 29900)
	passes(t, o, 25*time.Hour)
	must(t, o, c, "shop", "answer", play.Items("answers", dispute.Answers{play.Pick("claim", "1"), play.Pick("answer", "refuse"), play.Say("reason", "物流显示签收。")}))
	must(t, o, c, "buyer", "escalate")
	passes(t, o, 25*time.Hour)
	return c
}

// TestIDontHaveIt: evidence that was ordered is answered in the room with one tap, a
// reason may be added; both sides and who decides read the answer and that it admits
// nothing; the room then says that nothing is to be done.
func TestIDontHaveIt(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 31, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c := disputed(t, o)
	must(t, o, c, "officer officer_2", "order_evidence", play.Pick("to", "R"), play.Pick("kind", "PACK"), play.Say("item", "打包时的录像"), play.Say("reason", "要看是谁打的包"))
	must(t, o, c, "buyer", "done")
	_, server := serveOffice(t, o)
	shop, room := enters(t, server, "shop"), "/cases/"+c.String()
	page, _ := shop.gets(room)
	if !strings.Contains(page, "打包时的录像") || !strings.Contains(page, `action="`+room+`/moves/lack_evidence"`) || strings.Contains(page, "现在您不用做任何事") {
		t.Fatalf("the room does not ask:\n%s", page)
	}
	if page, _ = enters(t, server, "buyer").gets(room); strings.Contains(page, "/moves/lack_evidence") || !strings.Contains(page, "打包时的录像") {
		t.Error("the other side answers, or does not read what was asked")
	}
	form := url.Values{"_key": {"lack1"}, "order": {"1"}, "reason": {"当天机器坏了"}}
	if page, status := shop.posts(room+"/moves/lack_evidence", form); status != http.StatusOK || !strings.Contains(page, "当天机器坏了") {
		t.Fatalf("not recorded: %d\n%s", status, page)
	}
	shop.posts(room+"/moves/lack_evidence", form) // pressed twice
	if page, _ = shop.gets(room); strings.Contains(page, "/moves/lack_evidence") || !strings.Contains(page, "期限前找到了，仍可以提交") {
		t.Error("asked again, or found too late")
	}
	must(t, o, c, "shop", "done")
	passes(t, o, 6*24*time.Hour)
	seen := 0
	for _, who := range []string{"buyer", "adjudicator", "adjudicator_2"} {
		at := room
		if who != "buyer" {
			at += "/moves/rule"
		}
		page, status := enters(t, server, who).gets(at)
		if status != http.StatusOK {
			continue
		}
		seen++
		if !strings.Contains(page, "当天机器坏了") || !strings.Contains(page, "说没有") || !strings.Contains(page, "承认") {
			t.Errorf("%s does not read the answer and what it means:\n%s", who, page)
		}
	}
	if seen < 2 {
		t.Error("nobody may decide")
	}
}
