package docket

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// stateCache keeps the states folded last. A state in it is worth nothing by itself:
// it counts only for exactly the head it was folded to.
type stateCache struct {
	mu    sync.Mutex
	limit int
	order *list.List // front = used last
	at    map[Ref]*list.Element
}

type cached struct {
	ref Ref
	folded
}

func newStateCache(limit int) *stateCache {
	return &stateCache{limit: limit, order: list.New(), at: make(map[Ref]*list.Element)}
}

func (c *stateCache) get(ref Ref) (folded, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.at[ref]
	if !ok {
		return folded{}, false
	}
	c.order.MoveToFront(el)
	return el.Value.(*cached).folded, true //nolint:forcetypeassert // the list holds only these
}

func (c *stateCache) put(ref Ref, f folded) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.at[ref]; ok {
		el.Value.(*cached).folded = f //nolint:forcetypeassert // the list holds only these
		c.order.MoveToFront(el)
		return
	}
	c.at[ref] = c.order.PushFront(&cached{ref: ref, folded: f})
	for len(c.at) > c.limit {
		oldest := c.order.Back()
		c.order.Remove(oldest)
		delete(c.at, oldest.Value.(*cached).ref) //nolint:forcetypeassert // the list holds only these
	}
}

func (c *stateCache) drop(ref Ref) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.at[ref]; ok {
		c.order.Remove(el)
		delete(c.at, ref)
	}
}

// state gives a stream folded to its head, from the cache as far as it reaches.
func (r *Registrar) state(ctx context.Context, shelf Reads, ref Ref, head Head) (folded, error) {
	known, ok := r.cache.get(ref)
	if ok && known.head == head {
		return known, nil
	}
	if head.Version == 0 {
		f, err := r.design.fold(ref.Stream)
		if err != nil {
			return folded{}, err
		}
		return folded{state: f.New(ref.Stream)}, nil
	}
	if ok && known.head.Version < head.Version {
		if now, err := catchUp(ctx, r.design, shelf, ref, known); err == nil {
			r.cache.put(ref, now)
			return now, nil
		} else if !errors.Is(err, ErrDamaged) {
			return folded{}, err
		}
	}
	now, err := readState(ctx, r.design, shelf, ref)
	if err != nil {
		return folded{}, err
	}
	r.cache.put(ref, now)
	return now, nil
}

// Load reads the newest committed state of a stream through a shelf. Of a stream
// that holds an event this version does not know it gives the state before that
// event, with ErrReadOnly.
//
// Errors: ErrUnknownStream, ErrReadOnly, ErrDamaged, a fault of the shelf.
func (r *Registrar) Load(ctx context.Context, shelf Reads, ref Ref) (any, Head, error) {
	heads, err := shelf.Heads(ctx, []Ref{ref})
	if err != nil {
		return nil, Head{}, err
	}
	if heads[0].Version == 0 {
		return nil, Head{}, ErrUnknownStream
	}
	now, err := r.state(ctx, shelf, ref, heads[0])
	if err != nil {
		return nil, Head{}, err
	}
	return now.state, now.head, now.blocked
}
