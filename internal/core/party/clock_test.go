package party

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// TestLegalTime: only a sandbox has an offset, the clock goes forward, and a
// machine clock set back does not take legal time with it.
func TestLegalTime(t *testing.T) {
	t.Parallel()
	live := market(t, opened(false))
	if got := live.LegalTime(monday); !got.Equal(monday) {
		t.Errorf("live: %s", got)
	}
	entries, err := DecideMoveClock(live, at(monday), MoveClock{To: monday.Add(time.Hour), Machine: monday})
	refused(t, NotSandbox, entries, err)
	entries, err = DecideSetClock(live, at(monday), MoveClock{To: monday, Machine: monday})
	refused(t, NotSandbox, entries, err)

	machine := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	box := market(t, opened(true), func(m Market) ([]record.Entry, error) {
		return DecideSetClock(m, at(machine), MoveClock{To: monday, Machine: machine})
	})
	if got := box.LegalTime(machine.Add(time.Minute)); !got.Equal(monday.Add(time.Minute)) {
		t.Errorf("set back: %s", got)
	}
	entries, err = DecideSetClock(box, at(monday), MoveClock{To: monday, Machine: machine})
	refused(t, ClockBackwards, entries, err)
	for to, want := range map[time.Time]Code{
		monday.Add(time.Hour):        "",
		monday:                       "",
		monday.Add(-1):               ClockBackwards,
		monday.Add(MaxClockStep):     "",
		monday.Add(MaxClockStep + 1): ClockTooFar,
	} {
		entries, err := DecideMoveClock(box, at(monday), MoveClock{To: to, Machine: machine})
		if want != "" {
			refused(t, want, entries, err)
			continue
		}
		after := EvolveMarket(box, played(entries, ann))
		if got := after.LegalTime(machine); err != nil || !got.Equal(to) {
			t.Errorf("moved to %s: reads %s, %v", to, got, err)
		}
		if got := after.LegalTime(machine.Add(-time.Hour)); got.Before(to) {
			t.Errorf("machine set back: legal time reads %s before %s", got, to)
		}
	}
}

// TestInForce: the latest document that is effective, and never one put in later
// for the past.
func TestInForce(t *testing.T) {
	t.Parallel()
	put := func(version string, digest byte, from, now time.Time) func(Market) ([]record.Entry, error) {
		return func(m Market) ([]record.Entry, error) {
			return DecidePublish(m, at(now), PublishRulebook{
				Kind: "procedure", Name: "tianping-std", Version: version, Digest: record.Digest{digest}, From: from,
			})
		}
	}
	old, next := monday.AddDate(-2, 0, 0), monday.AddDate(0, 1, 0)
	m := market(t, opened(false), put("1.0.0", 1, old, monday), put("1.1.0", 2, next, monday),
		put("1.1.1", 3, next, monday), func(m Market) ([]record.Entry, error) {
			return DecidePublish(m, at(monday), PublishRulebook{Kind: "calendar", Name: "cn", Digest: record.Digest{4}, From: next})
		})
	for at, want := range map[time.Time]string{old: "1.0.0", next.Add(-1): "1.0.0", next: "1.1.1"} {
		if got, ok := m.InForce("procedure", "tianping-std", at); !ok || got.Version != want {
			t.Errorf("at %s: %+v", at, got)
		}
	}
	if _, ok := m.InForce("procedure", "tianping-std", old.Add(-1)); ok {
		t.Error("in force before its time")
	}
	if len(m.SetInForce(monday)) != 1 || len(m.SetInForce(next)) != 2 {
		t.Errorf("sets: %v, %v", m.SetInForce(monday), m.SetInForce(next))
	}
	entries, err := put("0.9.0", 5, old, monday)(m)
	refused(t, RulebookBackdated, entries, err)
	entries, err = put("1.1.0", 2, next, monday)(m)
	refused(t, AlreadyPublished, entries, err)
	entries, err = put("1.2.0", 0, next, monday)(m)
	refused(t, RulebookMalformed, entries, err)
}

// TestOutage: more than an hour, over, and not twice; overlaps are counted once.
func TestOutage(t *testing.T) {
	t.Parallel()
	outage := func(from, to time.Duration) Outage { return Outage{monday.Add(from), monday.Add(to)} }
	m := market(t, opened(false), func(m Market) ([]record.Entry, error) {
		return DecideOutage(m, at(monday.Add(5*time.Hour)), outage(0, 2*time.Hour))
	}, func(m Market) ([]record.Entry, error) {
		return DecideOutage(m, at(monday.Add(5*time.Hour)), outage(2*time.Hour, 4*time.Hour))
	})
	for want, o := range map[Code]Outage{
		OutageTooShort:  outage(4*time.Hour, 5*time.Hour),
		OutageMalformed: outage(4*time.Hour, 4*time.Hour),
		OutageKnown:     outage(3*time.Hour, 5*time.Hour),
	} {
		entries, err := DecideOutage(m, at(monday.Add(6*time.Hour)), o)
		refused(t, want, entries, err)
	}
	entries, err := DecideOutage(m, at(monday.Add(6*time.Hour)), outage(5*time.Hour, 7*time.Hour))
	refused(t, OutageMalformed, entries, err)
	for _, row := range [][3]time.Duration{{0, 5, 4}, {1, 3, 2}, {4, 9, 0}, {-3, 1, 1}} {
		if got := m.Overlap(monday.Add(row[0]*time.Hour), monday.Add(row[1]*time.Hour)); got != row[2]*time.Hour {
			t.Errorf("%d to %d: %s", row[0], row[1], got)
		}
	}
}

// TestChannels: a live marketplace has neither the sandbox channel nor failures on order.
func TestChannels(t *testing.T) {
	t.Parallel()
	live, box := market(t, opened(false)), market(t, opened(true))
	for _, row := range []struct {
		m    Market
		on   []Way
		want Code
	}{
		{live, []Way{{Channel: Email}, {Channel: SMS}}, ""},
		{box, []Way{{Channel: SandboxChannel, Failing: true}}, ""},
		{live, []Way{{Channel: SandboxChannel}}, ChannelSandbox},
		{live, []Way{{Channel: Email, Failing: true}}, ChannelSandbox},
		{live, []Way{{Channel: "pigeon"}}, UnknownChannel},
		{live, []Way{{Channel: Email}, {Channel: Email}}, UnknownChannel},
		{live, nil, NoChannel},
	} {
		entries, err := DecideChannels(row.m, at(monday), ChannelsSet{On: row.on})
		if row.want != "" {
			refused(t, row.want, entries, err)
			continue
		}
		if after := EvolveMarket(row.m, played(entries, ann)); err != nil || !slices.Equal(after.Channels, row.on) {
			t.Errorf("%v: %v, %v", row.on, after.Channels, err)
		}
	}
}
