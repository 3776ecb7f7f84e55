package pace_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/pace"
)

// clock stands still until it is told to go on.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// An asker has his burst, then his rate; waiting as long as he is told is enough, and
// another asker is not touched.
func TestBurstThenRate(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	g := pace.New(pace.Rate{PerSecond: 2, Burst: 3}, 10, c.now)
	for range 3 {
		if wait := g.Take("a"); wait != 0 {
			t.Fatalf("within the burst: wait %v", wait)
		}
	}
	wait := g.Take("a")
	if wait != 500*time.Millisecond || g.Take("b") != 0 {
		t.Errorf("after the burst: wait %v", wait)
	}
	c.at = c.at.Add(wait - time.Nanosecond)
	if g.Take("a") == 0 {
		t.Error("let through too early")
	}
	c.at = c.at.Add(time.Microsecond)
	if w := g.Take("a"); w != 0 {
		t.Errorf("waited long enough, and still %v", w)
	}
	c.at = c.at.Add(time.Hour)
	let := 0
	for g.Take("a") == 0 {
		let++
	}
	if let != 3 {
		t.Errorf("after an hour %d at once, want the burst of 3", let)
	}
	c.at = c.at.Add(-time.Hour) // a clock set back gives nothing and takes nothing
	if g.Take("a") == 0 {
		t.Error("a clock set back lets through")
	}
}

// However many ask, memory is bounded; who keeps asking is not forgotten.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	g := pace.New(pace.Rate{PerSecond: 0.001, Burst: 1}, 100, c.now)
	g.Take("steady")
	for i := range 10_000 {
		g.Take(strconv.Itoa(i))
		if i%50 == 0 && g.Take("steady") == 0 {
			t.Fatalf("after %d others the steady asker was forgotten", i)
		}
		if g.Known() > 200 {
			t.Fatalf("%d askers are remembered", g.Known())
		}
	}
}

// A rate that is off limits nobody.
func TestOff(t *testing.T) {
	t.Parallel()
	g := pace.New(pace.Rate{}, 1, nil)
	for range 1000 {
		if g.Take("a") != 0 {
			t.Fatal("limited")
		}
	}
}
