package identity

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// People tells whether a marketplace knows a person.
type People interface {
	Known(ctx context.Context, market id.Market, p id.Person) (bool, error)
}

// Options are the settings of a desk.
type Options struct {
	// Now is machine time.
	Now func() time.Time
	// Random gives unpredictable bytes; a seeded source makes a run repeat.
	Random io.Reader
	// Veil keys the hashes of log-in names and addresses: at least 32 bytes, never
	// changed, kept where the data keys are.
	Veil []byte
	// Idle ends a session that was not used; default 8 h.
	Idle time.Duration
	// Longest ends a session however busy; default 7 days.
	Longest time.Duration
	// Hashers is how many passwords are computed at once; default 2. Each takes 19 MiB.
	Hashers int
}

// Limits of what is kept.
const (
	MaxSessions = 20   // of one person
	MaxKeys     = 1000 // unrevoked, of one marketplace
	MaxLogin    = 128  // bytes
	MaxTarget   = 128  // bytes
	MaxLabel    = 64   // bytes
	LongestLink = 90 * 24 * time.Hour
	LongestKey  = 10 * 366 * 24 * time.Hour

	seeSessionEvery = time.Minute
	seeKeyEvery     = time.Hour
	keepEnded       = 30 * 24 * time.Hour
)

// Desk lets people and programs in. It is safe for concurrent use.
type Desk struct {
	store   Store
	people  People
	now     func() time.Time
	dice    dice
	hasher  *hasher
	veil    []byte
	idle    time.Duration
	longest time.Duration
}

// NewDesk opens a desk.
//
// Errors: missing settings.
func NewDesk(store Store, people People, o Options) (*Desk, error) {
	if store == nil || people == nil || o.Now == nil || o.Random == nil || len(o.Veil) < 32 {
		return nil, errors.New("identity: store, people, clock, random source and a veil of 32 bytes are needed")
	}
	if o.Idle <= 0 {
		o.Idle = 8 * time.Hour
	}
	if o.Longest <= 0 {
		o.Longest = 7 * 24 * time.Hour
	}
	if o.Hashers <= 0 {
		o.Hashers = 2
	}
	// Stores keep microseconds: what is written is what is read back.
	now := func() time.Time { return o.Now().UTC().Truncate(time.Microsecond) }
	return &Desk{
		store: store, people: people, now: now, dice: dice{source: o.Random}, hasher: newHasher(o.Hashers),
		veil: append([]byte(nil), o.Veil...), idle: o.Idle, longest: o.Longest,
	}, nil
}

// Sweep removes what ended 30 days ago and stale counts of failures, a few hundred
// at a time; it tells how many. Call it again while it removes something.
func (d *Desk) Sweep(ctx context.Context) (int, error) {
	now := d.now()
	return d.store.Sweep(ctx, now, now.Add(-keepEnded))
}
