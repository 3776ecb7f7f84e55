package reception

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestChallengeBesideItsDecision (T43, T44): who examines the challenge of a settlement
// reads it beside his form, with the day and what silence does; the terms stay behind
// the wall, and the page says so.
func TestChallengeBesideItsDecision(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 33, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := filed(t, o, 10000)
	must(t, o, c, "shop", "offer", play.Items("terms", dispute.Answers{code("claim", "1"), {Name: "amount", Minor: 6543}}))
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	last := seen.Offers[len(seen.Offers)-1]
	must(t, o, c, "buyer", "accept_offer", code("offer", strconv.Itoa(last.No)), code("offer_event_hash", last.Hash), dispute.Answer{Name: "claims", List: []string{"1"}}, code("confirm", "yes"))
	must(t, o, c, "buyer", "challenge_settlement", code("settlement", "1"), code("ground", "mistake"), play.Say("proof", "型号看错了。"))
	passes(t, o, time.Hour)
	_, server := serveOffice(t, o)
	for _, move := range []string{"annul_settlement", "uphold_settlement"} {
		page, status := enters(t, server, "adjudicator").gets("/cases/" + c.String() + "/moves/" + move)
		if status != http.StatusOK {
			page, _ = enters(t, server, "adjudicator_2").gets("/cases/" + c.String() + "/moves/" + move)
		}
		tells(t, move, page, "重大误解", "型号看错了。", "和解的内容不向您显示", "没有审查的")
		if strings.Contains(page, "65.43") {
			t.Errorf("%s gives the agreed sum away", move)
		}
	}
	for _, name := range []string{"adjudicator", "adjudicator_2"} {
		form := url.Values{"_key": {"u1"}, "reason": {"型号确实看错了。"}}
		if page, status := enters(t, server, name).posts("/cases/"+c.String()+"/moves/annul_settlement", form); status == http.StatusOK {
			tells(t, "the confirmation", page, "请求恢复处理", "已付款项算作预付", "型号确实看错了。")
			return
		}
	}
	t.Error("nobody may decide the challenge")
}
