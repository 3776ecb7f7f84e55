package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// MaxClockStep is how far one move of a sandbox's clock may reach.
const MaxClockStep = 10 * 366 * 24 * time.Hour

// Clock is how legal time follows machine time. Only a sandbox has an offset.
type Clock struct {
	Offset time.Duration `json:"offset"` // legal minus machine time, in nanoseconds
	Floor  time.Time     `json:"floor"`  // legal time never reads earlier than this
}

// LegalTime is the marketplace's only time in the core, given the machine's. It
// never goes back behind the instant the clock was last moved to, even when the
// machine's clock does.
// Source: design §5.
func (m Market) LegalTime(machine time.Time) time.Time {
	legal := machine.UTC().Add(m.Clock.Offset)
	if legal.Before(m.Clock.Floor) {
		return m.Clock.Floor
	}
	return legal
}

// ClockSet puts a sandbox's legal clock at an instant, once, before anything
// else happens in the marketplace.
type ClockSet struct {
	To     time.Time     `json:"to"`
	Offset time.Duration `json:"offset"`
}

// Kind implements record.Event.
func (ClockSet) Kind() string { return "clock_set" }

// Version implements record.Event.
func (ClockSet) Version() int { return 1 }

// ClockMoved steps a sandbox's legal clock forward.
type ClockMoved struct {
	To     time.Time     `json:"to"`
	Offset time.Duration `json:"offset"`
}

// Kind implements record.Event.
func (ClockMoved) Kind() string { return "clock_moved" }

// Version implements record.Event.
func (ClockMoved) Version() int { return 1 }

// MoveClock asks to put legal time at To while the machine reads Machine.
type MoveClock struct{ To, Machine time.Time }

// DecideSetClock puts the clock where a sandbox begins. It may be before the
// machine's time, as long as the clock was never set or moved.
//
// Refusals: NotOpened, NotSandbox, ClockBackwards (already set), ClockTooFar.
func DecideSetClock(m Market, a Act, c MoveClock) ([]record.Entry, error) {
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case !m.Sandbox:
		return nil, refuse(NotSandbox)
	case !m.Clock.Floor.IsZero():
		return nil, refuse(ClockBackwards)
	}
	if far := c.To.Sub(c.Machine); far > MaxClockStep || far < -MaxClockStep {
		return nil, refuse(ClockTooFar)
	}
	a.At = c.To
	return a.entry(m.Stream(), ClockSet{To: c.To.UTC(), Offset: c.To.Sub(c.Machine)}), nil
}

// DecideMoveClock steps the clock forward. Stopping at each due instant on the
// way is the caller's business: each stop is a move of its own.
//
// Refusals: NotOpened, NotSandbox, ClockBackwards, ClockTooFar.
// Source: design §5: the test clock only goes forward and steps.
func DecideMoveClock(m Market, a Act, c MoveClock) ([]record.Entry, error) {
	now := m.LegalTime(c.Machine)
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case !m.Sandbox:
		return nil, refuse(NotSandbox)
	case c.To.Before(now):
		return nil, refuse(ClockBackwards)
	case c.To.Sub(now) > MaxClockStep:
		return nil, refuse(ClockTooFar)
	}
	a.At = c.To
	return a.entry(m.Stream(), ClockMoved{To: c.To.UTC(), Offset: c.To.Sub(c.Machine)}), nil
}
