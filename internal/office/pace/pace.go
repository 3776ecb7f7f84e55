// Package pace lets nobody ask faster than the house can bear: a token bucket for
// each asker. It keeps no more askers than it was told to, knows no HTTP, and never
// says who was slowed down.
//
//	door ─ Take(asker) ─┬─ 0: go on
//	                    └─ how long to wait
//
// Askers are forgotten in two generations: when one is full it becomes the old one,
// and who asks again moves on. Who is forgotten begins with a full bucket, so that
// only somebody with very many names gains by it.
package pace

import (
	"sync"
	"time"
)

// Rate is how fast one asker may ask: so many at once, and so many a second after.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Off tells that a rate limits nothing.
func (r Rate) Off() bool { return r.PerSecond <= 0 || r.Burst <= 0 }

// Gate holds a bucket for each asker. All methods are safe for concurrent use; a nil
// gate lets everybody through.
type Gate struct {
	rate Rate
	most int
	now  func() time.Time

	mu    sync.Mutex
	young map[string]bucket
	old   map[string]bucket
}

// bucket is what an asker has left, as of an instant.
type bucket struct {
	left float64
	at   time.Time
}

// New makes a gate that remembers at most 2 × most askers; now is machine time. A
// rate that is off makes none.
func New(rate Rate, most int, now func() time.Time) *Gate {
	if rate.Off() {
		return nil
	}
	return &Gate{rate: rate, most: max(1, most), now: now, young: map[string]bucket{}}
}

// Take asks for one request. 0 lets it through; else it is how long to wait until one
// would be, and nothing was taken.
func (g *Gate) Take(asker string) time.Duration {
	if g == nil {
		return 0
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	b, known := g.young[asker]
	if !known {
		if b, known = g.old[asker]; !known {
			b = bucket{left: float64(g.rate.Burst), at: now}
		}
		if len(g.young) >= g.most {
			g.young, g.old = map[string]bucket{}, g.young
		}
	}
	if passed := now.Sub(b.at); passed > 0 {
		b.left, b.at = min(float64(g.rate.Burst), b.left+passed.Seconds()*g.rate.PerSecond), now
	}
	wait := time.Duration(0)
	if b.left >= 1 {
		b.left--
	} else {
		wait = time.Duration((1 - b.left) / g.rate.PerSecond * float64(time.Second))
	}
	g.young[asker] = b
	return wait
}

// Known is how many askers are remembered.
func (g *Gate) Known() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.young) + len(g.old)
}
