package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// settled is a case about goods already paid out, settled on one term.
func settled(t *testing.T, claim dispute.Answers, term ...dispute.Answer) *play {
	t.Helper()
	p := sit(t, "09-14 09:00", Goods{Qty: 1, Minor: 30000, Signed: 100 * time.Hour, Out: true}).accepted(claim)
	p.Until(p.Now.Add(30 * time.Hour))
	p.takes(p.Claimant(), p.offers(p.Respondent(), append(dispute.Answers{Pick("claim", "1")}, term...)))
	return p
}

// Who agreed to pay within thirty days has thirty days (T40, dates).
func TestAnAgreedDateIsKept(t *testing.T) {
	p := settled(t, Claim("E1", "REFUND_ONLY", 0, "1", "1"), Pay("amount", 20000), dispute.Answer{Name: "days", Minor: 30})
	p.due("K_PAY", "10-15")
	p.until("10-15 23:00")
	if d := p.duty("PAY_DUE"); d.Breach {
		t.Error("a breach before the agreed date")
	}
	p.until("10-17 12:00")
	for _, d := range p.World.Case.Duties {
		if d.State == "PAY_DUE" {
			t.Error("nothing follows when the agreed date has passed")
		}
	}
}

// Without a date, and with one that comes earlier, the file's own period runs.
func TestNoAgreedDate(t *testing.T) {
	p := settled(t, Claim("E1", "REFUND_ONLY", 0, "1", "1"), Pay("amount", 20000))
	p.due("K_PAY", "09-16 15:00")
}

// An exchange that both sides agree on waits for the goods, as a ruled one does, and
// who pays for their way back gives the label.
func TestAnAgreedExchangeWaitsForTheGoods(t *testing.T) {
	p := settled(t, Claim("A1", "EXCHANGE", 0, "1", "1"), Pick("return", "yes"), Pick("reship", "yes"), Pick("freight", "merchant"))
	var back, again dispute.Duty
	for _, d := range p.World.Case.Duties {
		switch d.Kind {
		case "RETURN":
			back = d
		case "REPLACE":
			again = d
		}
	}
	if back.No == 0 || again.After != back.No || !again.Waiting || p.Last("K_REPL_SHIP").No != 0 {
		t.Fatalf("the replacement %+v does not wait for the goods %+v", again, back)
	}
	if r := p.On(p.Respondent(), 0, back.No, "give_address", Say("address", "Road 1")); r == nil || r.Field != "label" {
		t.Errorf("no label, and the merchant pays the way back: %+v", r)
	}
}
