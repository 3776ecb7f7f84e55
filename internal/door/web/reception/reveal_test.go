package reception

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestASeenPersonKnowsIt (design §7): who handles a case sees a party's name unmasked
// only after saying why; without a reason nothing is shown or recorded; the person
// reads who looked and why; the administrator too; who has no seat finds no page.
func TestASeenPersonKnowsIt(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 34, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c := disputed(t, o)
	_, server := serveOffice(t, o)
	room := "/cases/" + c.String()
	seated := ""
	for _, who := range []string{"officer", "officer_2", "buyer", "shop", "admin", "adjudicator"} {
		_, status := enters(t, server, who).gets(room + "/reveal")
		switch {
		case status == http.StatusOK && strings.HasPrefix(who, "officer") && seated == "":
			seated = who
		case status != http.StatusNotFound:
			t.Errorf("%s gets %d", who, status)
		}
	}
	if seated == "" {
		t.Fatal("nobody handles the case")
	}
	p := enters(t, server, seated)
	if page, _ := p.gets(room); !strings.Contains(page, room+"/reveal") || strings.Contains(page, "测试买家") {
		t.Fatal("no way to it from the room, or nothing is masked")
	}
	form := url.Values{"_key": {"x1"}, "person": {o.People["buyer"].String()}, "purpose": {"reach"}, "reason": {" "}}
	if page, status := p.posts(room+"/reveal", form); status != http.StatusUnprocessableEntity || strings.Contains(page, "测试买家") {
		t.Errorf("shown without a reason: %d", status)
	}
	if page, _ := enters(t, server, "buyer").gets("/account/looks"); !strings.Contains(page, "还没有人看过") {
		t.Error("a look that was none is told")
	}
	form.Set("reason", "三次通知没有送达")
	if page, status := p.posts(room+"/reveal", form); status != http.StatusOK || !strings.Contains(page, "测试买家") {
		t.Fatalf("not shown: %d\n%s", status, page)
	}
	for who, at := range map[string]string{"buyer": "/account/looks", "admin": "/admin/history"} {
		page, _ := enters(t, server, who).gets(at)
		tells(t, who+" at "+at, page, "三次通知没有送达", "联系当事人")
	}
	if page, _ := enters(t, server, "shop").gets("/account/looks"); strings.Contains(page, "三次通知没有送达") {
		t.Error("a stranger reads who was looked at")
	}
}
