package deadline_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// note is a register of one instant.
type note struct{ at time.Time }

func (n *note) Alive(context.Context) (time.Time, error)       { return n.at, nil }
func (n *note) SetAlive(_ context.Context, at time.Time) error { n.at = at; return nil }

func TestPulse(t *testing.T) {
	t.Parallel()
	office, err := officetest.Memory(t.Context(), 1, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	live := id.From[id.Market]([16]byte{0: 5})
	if err := office.Clerk.OpenMarket(t.Context(), clerk.System(live), false, time.Time{}); err != nil {
		t.Fatal(err)
	}
	register := &note{}
	pulse := deadline.Pulse{Clerk: office.Clerk, Register: register, Log: slog.New(slog.DiscardHandler)}
	both := []id.Market{office.Market, live}
	beat := func(slept time.Duration, want int) {
		t.Helper()
		office.Machine.Sleep(slept)
		away, err := pulse.Beat(t.Context(), both)
		if err != nil || len(away) != want {
			t.Fatalf("after %s: %v marketplaces were away, %v; want %d", slept, away, err, want)
		}
		if !register.at.Equal(office.Machine.Now()) {
			t.Errorf("after %s: seen alive at %s, not now", slept, register.at)
		}
	}
	beat(0, 0)              // the first time nothing is known
	beat(59*time.Minute, 0) // too short
	beat(61*time.Minute, 1) // only the live one: a sandbox has its own clock
	beat(30*time.Second, 0) // and only once
	beat(49*time.Hour, 1)
	m, err := office.Clerk.Market(t.Context(), live)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Outages) != 2 || m.Outages[1].To.Sub(m.Outages[1].From) != 49*time.Hour {
		t.Errorf("recorded: %v", m.Outages)
	}
	if sandbox, err := office.Clerk.Market(t.Context(), office.Market); err != nil || len(sandbox.Outages) != 0 {
		t.Errorf("the sandbox has outages: %v, %v", sandbox.Outages, err)
	}
}
