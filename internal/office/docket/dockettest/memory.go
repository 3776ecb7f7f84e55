package dockettest

import (
	"context"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Memory is a docket in memory, for simulations and tests. It is the registrar of
// the real stores over maps; nothing survives it.
type Memory struct {
	design    docket.Design
	keys      docket.Keys
	shelf     *shelf
	registrar *docket.Registrar
}

// NewMemory makes a docket whose keys follow from the seed. Each command runs where
// it is submitted, one at a time, so that the same commands give the same hashes.
func NewMemory(design docket.Design, seed uint64) *Memory {
	return NewMemoryWith(design, NewKeys(seed), docket.Options{Inline: true}, nil)
}

// NewMemoryWith chooses keys and sizes, and may put something between registrar and
// shelf (faults).
func NewMemoryWith(design docket.Design, keys docket.Keys, opts docket.Options, wrap func(docket.Shelf) docket.Shelf) *Memory {
	s := newShelf(design)
	var port docket.Shelf = s
	if wrap != nil {
		port = wrap(s)
	}
	return &Memory{design: design, keys: keys, shelf: s, registrar: docket.NewRegistrar(design, port, keys, opts)}
}

// Keys is the key store in use.
func (m *Memory) Keys() docket.Keys { return m.keys }

// Submit runs one command.
func (m *Memory) Submit(ctx context.Context, env docket.Envelope, needs docket.Needs, decide docket.Decide) (docket.Receipt, error) {
	return m.registrar.Submit(ctx, env, needs, decide)
}

// Load reads the state of a stream.
func (m *Memory) Load(ctx context.Context, ref docket.Ref) (any, docket.Head, error) {
	return m.registrar.Load(ctx, m.shelf, ref)
}

// Find locates a stream.
func (m *Memory) Find(_ context.Context, market id.Market, s record.Stream) (docket.Place, error) {
	m.shelf.mu.RLock()
	defer m.shelf.mu.RUnlock()
	place, ok := m.shelf.places[address{market, s}]
	if !ok {
		return docket.Place{}, docket.ErrUnknownStream
	}
	return place, nil
}

// Events reads stored events.
func (m *Memory) Events(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.Stored, error) {
	return m.registrar.Events(ctx, m.shelf, ref, from, limit)
}

// Select reads rows of a projection.
func (m *Memory) Select(_ context.Context, q docket.Select) ([][]any, error) {
	p, err := m.design.Plan(q)
	if err != nil {
		return nil, err
	}
	m.shelf.mu.RLock()
	defer m.shelf.mu.RUnlock()
	return m.shelf.tables[p.Table.Name].choose(q.Market, p), nil
}

// Count counts rows of a projection.
func (m *Memory) Count(ctx context.Context, q docket.Select) (int, error) {
	if q.Search != "" {
		return 0, fmt.Errorf("%w: a search is not counted", docket.ErrBadSelect)
	}
	rows, err := m.Select(ctx, q)
	return len(rows), err
}

// DueTimers lists timers that are due.
func (m *Memory) DueTimers(_ context.Context, market id.Market, now time.Time, limit int) ([]docket.Due, error) {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	var due []docket.Due
	for _, t := range m.shelf.timers.due(market, now, docket.PageOf(limit)) {
		due = append(due, docket.Due{Timer: t})
	}
	return due, nil
}

// NextTimer is the earliest timer.
func (m *Memory) NextTimer(_ context.Context, market id.Market) (time.Time, error) {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	for _, t := range m.shelf.timers.due(market, farFuture(), 1) {
		return t.Due, nil
	}
	return time.Time{}, nil
}

// LeaseJobs takes jobs of a sink.
func (m *Memory) LeaseJobs(_ context.Context, sink string, now time.Time, lease time.Duration, limit int) ([]docket.Job, error) {
	return m.shelf.take(sink, now, lease, docket.PageOf(limit)), nil
}

// FinishJob removes a job.
func (m *Memory) FinishJob(_ context.Context, j docket.Job) error {
	m.shelf.finish(j)
	return nil
}

// RetryJob puts a job back.
func (m *Memory) RetryJob(_ context.Context, j docket.Job, at time.Time, reason string) error {
	m.shelf.retry(j, at, reason)
	return nil
}

// PendingJobs counts jobs.
func (m *Memory) PendingJobs(_ context.Context, market id.Market) (int, error) {
	m.shelf.mu.RLock()
	defer m.shelf.mu.RUnlock()
	n := 0
	for key := range m.shelf.jobs {
		if key.place.Market == market {
			n++
		}
	}
	return n, nil
}

// Rebuild makes the projections again from the events; commands wait meanwhile.
func (m *Memory) Rebuild(ctx context.Context, progress func(done, total int)) error {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	m.shelf.clearTables()
	m.shelf.timers = newTimers()
	refs := m.shelf.refs()
	for i, ref := range refs {
		if err := m.replay(ctx, ref, true); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(refs))
		}
	}
	return nil
}

// Refresh writes the projections of one stream again.
func (m *Memory) Refresh(ctx context.Context, ref docket.Ref) error {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	if len(m.shelf.events[ref]) == 0 {
		return docket.ErrUnknownStream
	}
	for _, t := range m.shelf.tables {
		if t.def.Clear {
			t.forget(ref)
		}
	}
	return m.replay(ctx, ref, false)
}

// replay follows a stream again, under the lock.
func (m *Memory) replay(ctx context.Context, ref docket.Ref, timers bool) error {
	return docket.Replay(ctx, m.design, m.keys, still{m.shelf}, ref, func(w docket.Written) error {
		for _, row := range w.Rows {
			m.shelf.tables[row.Table].write(row)
		}
		if timers && w.Timer != nil {
			m.shelf.timers.set(*w.Timer)
		}
		return nil
	})
}

// Close finishes what waits.
func (m *Memory) Close() error {
	m.registrar.Close()
	return nil
}
