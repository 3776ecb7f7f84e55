package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Plan is what is played.
type Plan struct {
	Cases      int
	Seed       uint64
	Procedures []string // by name, in turn; none: tianping-std
	Batch      int      // cases in one town; default 40
	// Only, when not 0, plays that batch alone (the first is 1): to see a finding again.
	Only int
	// Clock measures how long it took; it plays no part in what is played.
	Clock func() time.Time
	// Progress hears how many cases are done.
	Progress func(done, of int)
}

// Run plays a plan on dockets in memory, one command at a time. The same plan gives
// the same hashes, to the byte. A town that was played through is audited while the
// next one is played.
func Run(ctx context.Context, p Plan) (*Tally, error) {
	lib, err := library.Open()
	if err != nil {
		return nil, err
	}
	if len(p.Procedures) == 0 {
		p.Procedures = []string{"tianping-std"}
	}
	if p.Batch <= 0 {
		p.Batch = 40
	}
	total, began := NewTally(), p.Clock()
	audited := func() error { return nil } // of the town before
	for batch, left := 1, p.Cases; left > 0; batch, left = batch+1, left-p.Batch {
		if p.Only != 0 && p.Only != batch {
			continue
		}
		one, err := p.batch(ctx, lib, batch, min(left, p.Batch))
		if err = errors.Join(audited(), err); err != nil {
			return total, err
		}
		audited = p.audit(ctx, one, total)
	}
	err = audited()
	total.Took = p.Clock().Sub(began)
	return total, err
}

// audit begins to audit a town that was played through; the function returned waits
// for the end and counts the town in.
func (p Plan) audit(ctx context.Context, one *play, total *Tally) func() error {
	done := make(chan error, 1)
	go func() { done <- one.audit(ctx, one.town, one.tally, one.name) }()
	return func() error {
		if err := <-done; err != nil {
			return err
		}
		total.Add(one.tally)
		total.Digest = sha256.Sum256(slices.Concat(total.Digest[:], one.tally.Digest[:]))
		if p.Progress != nil {
			p.Progress(total.Cases, p.Cases)
		}
		return nil
	}
}

// batch plays one town on a docket of its own.
func (p Plan) batch(ctx context.Context, lib *library.Library, n, cases int) (*play, error) {
	seed := binary.BigEndian.Uint64(hash(p.Seed, uint64(n))) //nolint:gosec // a count
	design := streams.NewDesign(lib)
	store := dockettest.NewMemory(design, seed) //nolint:contextcheck // it lives until Close
	ids := dockettest.NewDice(seed)
	m := &machine{at: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	o := Premises{Store: store, Keys: store.Keys(), Design: design, Library: lib, Now: m.now, NewID: ids.ID}.open()
	dice := rand.New(rand.NewPCG(p.Seed, uint64(n))) //nolint:gosec // seeded on purpose
	name := fmt.Sprintf("seed %d batch %d", p.Seed, n)
	town, err := o.found(ctx, p.Procedures[(n-1)%len(p.Procedures)], dice)
	if err != nil {
		return nil, err
	}
	one := &play{office: o, town: town, dice: dice, fill: &filler{dice: dice}, tally: NewTally(), name: name}
	for _, s := range town.Staff {
		one.fill.staff = append(one.fill.staff, s.String())
	}
	if err := one.run(ctx, cases); err != nil {
		return nil, err
	}
	for range 12 { // the bank answers what it left unknown
		m.at = m.at.Add(time.Hour)
		if err := o.stepper.Settle(ctx, town.Market); err != nil {
			return nil, fmt.Errorf("simulation: %s: settle: %w", name, err)
		}
	}
	return one, store.Close()
}

func hash(a, b uint64) []byte {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, a), b))
	return sum[:8]
}

// machine is a machine clock that moves only when told.
type machine struct{ at time.Time }

func (m *machine) now() time.Time { return m.at }
