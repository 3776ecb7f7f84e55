package reception

import (
	"net/http"
	"strings"
	"testing"
	"time"

	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestACureIsBegun (T04): an officer who asks to complete a filing finds the sentence
// begun, with the days of the case's own procedure, editable; and may hand the case to
// another officer.
func TestACureIsBegun(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 35, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	must(t, o, res.Case, "buyer", "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	_, server := serveOffice(t, o)
	room := "/cases/" + res.Case.String()
	for _, who := range []string{"officer", "officer_2"} {
		p := enters(t, server, who)
		page, status := p.gets(room + "/intake")
		if status != http.StatusOK || !strings.Contains(page, "/moves/ask_cure?on=order") {
			continue
		}
		tells(t, "intake", page, "转给另一位专员", "/moves/assign?role=officer")
		page, _ = p.gets(room + "/moves/ask_cure?on=order")
		tells(t, "the cure", page, "请补充订单号", "3 个自然日内补正", "</textarea>")
		if strings.Contains(page, "请写明要求什么") {
			t.Error("the sentence of another ground")
		}
		return
	}
	t.Fatal("no officer takes the case in")
}
