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

// partly is a ruling that gives ¥50.00 of ¥299.00.
func partly(t *testing.T, o *officetest.Office) id.Case {
	t.Helper()
	c := disputed(t, o)
	must(t, o, c, "buyer", "done")
	must(t, o, c, "shop", "done")
	passes(t, o, 6*24*time.Hour)
	must(t, o, c, "adjudicator adjudicator_2", "rule",
		play.Items("results", dispute.Answers{play.Pick("claim", "1"), play.Pick("result", "partly"), {Name: "amount", Minor: 5000}, play.Say("reason", "只证明了一部分。")}),
		play.Items("facts", dispute.Answers{play.Pick("claim", "1"), play.Say("fact", "外箱完好，内物少了一件。"), play.Pick("status", "not_found")}),
		play.Say("reasons", "按举证责任处理。"), play.Sure())
	passes(t, o, 25*time.Hour)
	return c
}

// tells fails unless a page says all of this.
func tells(t *testing.T, what, page string, says ...string) {
	t.Helper()
	for _, s := range says {
		if !strings.Contains(page, s) {
			t.Errorf("%s does not say %q", what, s)
		}
	}
	if t.Failed() {
		t.Fatal(page)
	}
}

// TestAppealAndReviewOnPages (T45, T49): who appeals sees what the ruling gave, ticks
// the claim, and confirms the difference and what he gives up; the reviewer sees the
// ruling next to the appeal and its answer, and decides at the desk of rulings, with
// no hole; the new decision states the arithmetic.
func TestAppealAndReviewOnPages(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 32, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c := partly(t, o)
	_, server := serveOffice(t, o)
	room := "/cases/" + c.String()
	buyer := enters(t, server, "buyer")
	page, _ := buyer.gets(room + "/moves/appeal")
	tells(t, "the appeal", page, "支持 ¥50.00", "不支持 ¥249.00", "只证明了一部分。", "每方只能申请一次", `name="_on.1"`)
	form := url.Values{"_key": {"a1"}, "points.rows": {"1"}, "points.0.claim": {"1"}, "points.0.sought": {"299"}, "points.0.ground": {"error"}, "reason": {"漏看了称重记录。"}}
	page, status := buyer.posts(room+"/moves/appeal", form)
	if status != http.StatusUnprocessableEntity {
		t.Fatalf("nothing is ticked: %d", status)
	}
	tells(t, "nothing ticked", page, "请至少勾选一项请求", "漏看了称重记录。")
	form.Set("_on.1", "yes")
	page, _ = buyer.posts(room+"/moves/appeal", form)
	tells(t, "the confirmation", page, "请求 1：处理决定 ¥50.00，您请求改为 ¥299.00，相差 ¥249.00", "每方只能申请一次", "个工作日内作出决定")
	form.Del("_on.1") // the second page carries what was ticked, not the boxes
	form.Set("_step", "confirm")
	if page, status = buyer.posts(room+"/moves/appeal", form); status != http.StatusOK || !strings.Contains(page, "漏看了称重记录。") {
		t.Fatalf("not recorded: %d\n%s", status, page)
	}
	must(t, o, c, "shop", "reply_appeal", play.Say("reply", "称重没有差别。"))
	must(t, o, c, "shop", "waive_appeal", play.Sure())
	passes(t, o, time.Hour)

	reviewer := enters(t, server, "reviewer")
	page, _ = reviewer.gets(room + "/moves/uphold")
	tells(t, "uphold", page, "请求改为", "¥299.00", "比处理决定多 ¥249.00", "漏看了称重记录。", "称重没有差别。", "外箱完好，内物少了一件。")
	page, _ = reviewer.gets(room + "/moves/vary")
	tells(t, "vary", page, "可以改为 ¥50.00 到 ¥299.00", "漏看了称重记录。", `name="points.0.amount"`, "证据")
	vary := url.Values{
		"_key": {"v1"}, "points.rows": {"1"}, "facts.rows": {"1"}, "points.0.claim": {"1"}, "points.0.amount": {"200"}, "points.0.reason": {"称重记录可信。"},
		"facts.0.claim": {"1"}, "facts.0.fact": {"称重差 0.4 千克。"}, "facts.0.status": {"open"}, "reasons": {"采信称重记录。"},
	}
	if _, status = reviewer.posts(room+"/moves/vary", vary); status != http.StatusUnprocessableEntity {
		t.Errorf("a hole in a review: %d", status)
	}
	vary.Set("facts.0.status", "not_found")
	page, _ = reviewer.posts(room+"/moves/vary", vary)
	tells(t, "the preview", page, "请求 1：由 ¥50.00 改为 ¥200.00（比处理决定多 ¥150.00）", "复核决定书", "称重差 0.4 千克。", "采信称重记录。")
	vary.Set("_step", "confirm")
	vary.Set("confirm", "yes")
	if _, status = reviewer.posts(room+"/moves/vary", vary); status != http.StatusOK {
		t.Fatalf("not varied: %d", status)
	}
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	if k := seen.Sight.World.Case.Claim(1); k.Granted != 20000 || k.Paid != 20000 {
		t.Errorf("the claim: %+v", k)
	}
}
