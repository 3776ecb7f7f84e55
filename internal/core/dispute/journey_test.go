package dispute_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

var shanghai = time.FixedZone("CST", 8*3600)

func on(month time.Month, day, hour int) time.Time {
	return time.Date(2026, month, day, hour, 0, 0, 0, shanghai)
}

func desk(t *testing.T, at time.Time, goods ...Goods) *Desk {
	t.Helper()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	o, m := Order(b, at.Add(-240*time.Hour), goods...)
	d := New(b, at, o, m)
	return d
}

func must(t *testing.T, r *dispute.Refusal) {
	t.Helper()
	if r != nil {
		t.Fatalf("refused: %+v", r)
	}
}

// TestSilentMerchantReachesEvidence proves that a merchant's silence brings the
// platform in by itself at the right instant (timeline 1 of procedure.md).
func TestSilentMerchantReachesEvidence(t *testing.T) {
	d := desk(t, on(4, 20, 10), Goods{Qty: 1, Minor: 30000, Signed: 200 * time.Hour})
	d.Open(dispute.Buyer)
	must(t, d.Do(d.Claimant(), "submit", Items("claims", Claim("E1", "REFUND_ONLY", 0, "1", "1"))))
	d.Until(on(4, 20, 15))
	must(t, d.Do(Roster()["officer"], "accept"))
	d.Until(on(6, 30, 0))
	want := map[string]time.Time{
		"K_ANS": on(4, 23, 15), "K_EVD": on(4, 30, 0), "K_XEX": on(5, 7, 0), "K_ADJ": on(5, 13, 0),
		"K_PLATFORM": on(5, 19, 0), "K_TOTAL": on(6, 20, 0),
	}
	for clock, due := range want {
		if got := d.Due(clock); !got.Equal(due) {
			t.Errorf("%s is due %s, want %s", clock, got.In(shanghai), due)
		}
	}
	if k := d.World.Case.Claims[0]; k.State != dispute.Determined || k.Paid != 30000 || k.DecideBy != "rule" {
		t.Errorf("nobody decided: the claim should be granted by rule and paid, is %+v", k)
	}
}

// TestAnswerBeforeService proves that a respondent who answers before the notice
// was served is never treated as silent.
func TestAnswerBeforeService(t *testing.T) {
	d := desk(t, on(9, 14, 9), Goods{Qty: 1, Minor: 30000, Signed: 200 * time.Hour})
	d.Open(dispute.Buyer)
	must(t, d.Do(d.Claimant(), "submit", Items("claims", Claim("E1", "REFUND_ONLY", 0, "1", "1"))))
	must(t, d.Do(Roster()["officer"], "accept"))
	must(t, d.Do(d.Respondent(), "offer", Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 100)})))
	d.Until(on(9, 18, 9))
	if got := d.Stages()[0]; got != "NEGOTIATING" {
		t.Errorf("stage %s, want the talks to go on", got)
	}
}
