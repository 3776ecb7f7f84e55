// Package clock is the machine's clock: the only place besides main that asks the
// machine what time it is. Legal time is another thing and belongs to a marketplace.
package clock

import "time"

// Now is machine time.
func Now() time.Time { return time.Now() }

// Every ticks until the stop function is called.
func Every(d time.Duration) (<-chan time.Time, func()) {
	t := time.NewTicker(d)
	return t.C, t.Stop
}
