package clerk_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// TestAnOutageReachesOpenCases proves that a recorded outage moves the dates of
// parties, once, without anybody coming, and that the office says so.
func TestAnOutageReachesOpenCases(t *testing.T) {
	ctx, o := t.Context(), office(t)
	_, c := filed(t, o)
	if err := o.Do(ctx, "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	look := func() dispute.Case {
		seen, err := o.Clerk.Look(ctx, o.Who("officer"), c)
		if err != nil {
			t.Fatal(err)
		}
		return seen.World.Case
	}
	notice := 0
	for _, n := range look().Notices {
		if n.Kind == "filed" {
			notice = n.No
		}
	}
	if _, err := o.Clerk.Read(ctx, o.Who("shop"), c, notice); err != nil {
		t.Fatal(err)
	}
	answer := func() dispute.Deadline {
		k := look()
		return *k.Deadline("K_ANS", 1)
	}
	before := answer()
	o.Machine.Sleep(26 * time.Hour) // nobody is there
	for range 2 {
		if err := o.Clerk.RecordOutage(ctx, o.Market, 26*time.Hour); err != nil {
			t.Fatal(err)
		}
		if n, err := o.Clerk.WakeOpen(ctx, o.Market); err != nil || n != 1 {
			t.Fatalf("%d cases woken, %v; want the one that is open", n, err)
		}
	}
	if got := answer().Due.Sub(before.Due); got < 26*time.Hour || got > 27*time.Hour {
		t.Errorf("the answer was moved by %s, want 26 hours", got)
	}
	told := 0
	for _, n := range look().Notices {
		if n.Kind == "moved" && n.To == dispute.Respondent {
			told++
		}
	}
	if told < 1 {
		t.Error("the merchant was not told that its date moved")
	}
	if m, err := o.Clerk.Market(ctx, o.Market); err != nil || len(m.Outages) != 1 {
		t.Errorf("recorded: %v, %v; want one outage", m.Outages, err)
	}
}
