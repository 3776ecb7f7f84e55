package docket

import (
	"container/list"
	"context"
	"fmt"
	"slices"
	"sync"
)

// runCache keeps the ends of streams read last, decoded: a run of events without a
// gap. Events never change, so a run is worth something as long as it lies on the
// chain of the stream's head; what came after it is read and must continue its hash.
// It knows no reader: who may see an event is decided above, each time.
type runCache struct {
	mu    sync.Mutex
	limit int // events of all runs together
	held  int
	order *list.List // front = used last
	at    map[Ref]*list.Element
}

type run struct {
	ref    Ref
	events []Stored // never changed, nor is what they point to
}

func newRunCache(limit int) *runCache {
	return &runCache{limit: limit, order: list.New(), at: make(map[Ref]*list.Element)}
}

func (c *runCache) get(ref Ref) []Stored {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.at[ref]
	if !ok {
		return nil
	}
	c.order.MoveToFront(el)
	return el.Value.(run).events //nolint:forcetypeassert // the list holds only these
}

// put keeps a run, at most two pages of it, in place of what was kept of the stream.
func (c *runCache) put(ref Ref, events []Stored) {
	if over := len(events) - 2*MaxEvents; over > 0 {
		events = slices.Clone(events[over:])
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.at[ref]; ok {
		c.remove(el)
	}
	c.at[ref] = c.order.PushFront(run{ref, events})
	for c.held += len(events); c.held > c.limit; {
		c.remove(c.order.Back())
	}
}

func (c *runCache) remove(el *list.Element) {
	r := c.order.Remove(el).(run) //nolint:forcetypeassert // the list holds only these
	c.held -= len(r.events)
	delete(c.at, r.ref)
}

// Events gives stored events from seq on, decoded; one of an unknown kind has no Event
// (Docket.Events). What it gives must not be changed.
//
// Errors: ErrUnknownStream, ErrDamaged, a fault of the shelf.
func (r *Registrar) Events(ctx context.Context, shelf Reads, ref Ref, from uint64, limit int) ([]Stored, error) {
	if limit <= 0 || limit > MaxEvents {
		limit = MaxEvents
	}
	from = max(from, 1)
	heads, err := shelf.Heads(ctx, []Ref{ref})
	if err != nil {
		return nil, fmt.Errorf("docket: read: %w", err)
	}
	head := heads[0]
	switch {
	case head.Version == 0:
		return nil, ErrUnknownStream
	case from > head.Version:
		return nil, nil
	case from+uint64(limit) <= head.Version: // not the end of the stream
		return Read(ctx, r.design, shelf, ref, from, limit)
	}
	events, ok, err := r.onwards(ctx, shelf, ref, from, head)
	if err != nil {
		return nil, err
	}
	if !ok {
		if events, err = Read(ctx, r.design, shelf, ref, from, limit); err != nil {
			return nil, err
		}
		r.runs.put(ref, events)
		return events, nil
	}
	at := int(from - events[0].Meta.Seq) //nolint:gosec // onwards begins at from or before
	end := min(at+limit, len(events))
	return events[at:end:end], nil
}

// onwards gives the run kept of a stream, read on to its head; ok is false where none
// is kept that begins early enough and lies on the head's chain.
func (r *Registrar) onwards(ctx context.Context, shelf Reads, ref Ref, from uint64, head Head) (events []Stored, ok bool, err error) {
	events = r.runs.get(ref)
	if len(events) == 0 || events[0].Meta.Seq > from {
		return nil, false, nil
	}
	last := events[len(events)-1].Meta
	if last.Seq < head.Version {
		if head.Version-last.Seq > MaxEvents {
			return nil, false, nil
		}
		more, err := Read(ctx, r.design, shelf, ref, last.Seq+1, MaxEvents)
		if err != nil {
			return nil, false, err
		}
		if len(more) == 0 || more[0].Prev != last.Hash {
			return nil, false, nil
		}
		events = slices.Concat(events, more)
		last = events[len(events)-1].Meta
		r.runs.put(ref, events)
	}
	// A run may be ahead of the head looked up before: somebody appended meanwhile.
	return events, last.Seq > head.Version || last.Seq == head.Version && last.Hash == head.Hash, nil
}
