package reception

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestADraftWaitsForTheSecondPerson (T34): the second adjudicator finds the draft in
// his workbench, its author does not; he sends it back with a reason, which the author
// reads at his desk; the next draft he approves, and it becomes the ruling.
func TestADraftWaitsForTheSecondPerson(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 33, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c := disputed(t, o)
	must(t, o, c, "buyer", "done")
	must(t, o, c, "shop", "done")
	passes(t, o, 6*24*time.Hour)
	draft := func(says string) string {
		t.Helper()
		in := []dispute.Answer{
			play.Items("results", dispute.Answers{play.Pick("claim", "1"), play.Pick("result", "granted"), play.Say("reason", "商家没有证明交付。")}),
			play.Items("facts", dispute.Answers{play.Pick("claim", "1"), play.Say("fact", says), play.Pick("status", "not_found")}),
			play.Say("reasons", "按举证责任处理。"),
		}
		for author, second := range map[string]string{"adjudicator": "adjudicator_2", "adjudicator_2": "adjudicator"} {
			if o.Do(t.Context(), author, c, "submit_draft", in...) == nil {
				return second
			}
		}
		t.Fatal("nobody drafts")
		return ""
	}
	_, server := serveOffice(t, o)
	second := draft("签收人不是买家。")
	author := map[string]string{"adjudicator": "adjudicator_2", "adjudicator_2": "adjudicator"}[second]
	room := "/cases/" + c.String()
	other, own := enters(t, server, second), enters(t, server, author)
	link := room + "/moves/approve?on=1"
	page, _ := other.gets("/workbench")
	tells(t, "the second's workbench", page, "等您复签", link, "¥299.00")
	if page, _ = own.gets("/workbench"); strings.Contains(page, link) {
		t.Error("the author is asked to approve his own draft")
	}
	if page, _ = enters(t, server, "officer").gets("/workbench"); strings.Contains(page, link) {
		t.Error("an officer is asked to approve")
	}
	page, _ = other.gets(link)
	tells(t, "the draft", page, "签收人不是买家。", room+"/moves/return_draft")
	back := url.Values{"_key": {"r1"}, "draft": {"1"}, "reason": {"请核对称重记录。"}}
	if page, status := other.posts(room+"/moves/return_draft?on=1", back); status != http.StatusOK {
		t.Fatalf("not sent back: %d\n%s", status, page)
	}
	if page, _ = other.gets("/workbench"); strings.Contains(page, link) {
		t.Error("what was sent back still waits")
	}
	page, _ = own.gets(room + "/moves/rule")
	tells(t, "the author's desk", page, "请核对称重记录。", "这份草稿已被退回")
	for _, act := range []string{"rule", "submit_draft"} {
		page, _ = own.gets(room + "/moves/" + act)
		tells(t, "the author's form", page, "签收人不是买家。</textarea>", "商家没有证明交付。</textarea>", "按举证责任处理。</textarea>", `value="granted" checked`, `value="not_found" checked`)
	}
	if page, _ = other.gets(room + "/moves/rule"); strings.Contains(page, "签收人不是买家。</textarea>") {
		t.Error("another's form opens with his draft")
	}
	draft("称重记录与发货一致。")
	page, _ = other.gets("/workbench")
	tells(t, "the workbench", page, room+"/moves/approve?on=2")
	passes(t, o, 4*24*time.Hour)
	page, _ = other.gets("/workbench")
	tells(t, "the workbench, late", page, room+"/moves/approve?on=2", "复签期限已过")
	must(t, o, c, second, "approve", play.Pick("draft", "2"), play.Sure())
	if page, _ = other.gets("/workbench"); strings.Contains(page, "等您复签") {
		t.Error("what was approved still waits")
	}
}
