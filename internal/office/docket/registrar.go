package docket

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// ErrClosed means that the docket takes nothing more.
var ErrClosed = errors.New("docket: closed")

// Limits of one command.
const (
	maxNeeds   = 512
	maxAppends = 1000
	maxResult  = 64 << 10
)

// Options are the sizes of a registrar; zero means the default.
type Options struct {
	Queue int // commands that may wait; default 1024
	Batch int // commands in one commit; default 256
	Cache int // folded states kept; default 4096
	// Events is how many decoded events are kept to be read again, about 1 KiB each;
	// default 16,384.
	Events int
	// Inline runs each command where it is submitted, one at a time, a batch of its
	// own: no goroutine, so that a seeded run repeats to the byte.
	Inline bool
}

// Registrar enters commands: it alone writes. Whatever waits when it comes back from
// a commit is the next batch, so it never sleeps and never waits for company.
//
//	Submit → queue → sitting (decide each in turn) → Shelf.Commit → answers
type Registrar struct {
	design Design
	shelf  Shelf
	keys   Keys
	opts   Options
	cache  *stateCache
	runs   *runCache

	queue  chan *member
	idle   chan struct{} // closed when the last batch is done
	mu     sync.RWMutex  // guards closed against sends on queue
	closed bool
	inline sync.Mutex

	sealers map[Key]sealer // only the batch under way touches it
}

// maxSealers is how many keys are kept ready for sealing.
const maxSealers = 4096

// sealer makes a key ready, once.
func (r *Registrar) sealer(key Key) (sealer, error) {
	if ready, ok := r.sealers[key]; ok {
		return ready, nil
	}
	if len(r.sealers) >= maxSealers {
		clear(r.sealers)
	}
	ready, err := key.sealer()
	if err == nil {
		r.sealers[key] = ready
	}
	return ready, err
}

// NewRegistrar starts a registrar; Close ends it.
func NewRegistrar(design Design, shelf Shelf, keys Keys, opts Options) *Registrar {
	if opts.Queue <= 0 {
		opts.Queue = 1024
	}
	if opts.Batch <= 0 {
		opts.Batch = 256
	}
	if opts.Cache <= 0 {
		opts.Cache = 4096
	}
	if opts.Events <= 0 {
		opts.Events = 16_384
	}
	r := &Registrar{
		design: design, shelf: shelf, keys: keys, opts: opts, cache: newStateCache(opts.Cache), runs: newRunCache(opts.Events),
		queue: make(chan *member, opts.Queue), idle: make(chan struct{}),
		sealers: make(map[Key]sealer),
	}
	if opts.Inline {
		close(r.idle)
	} else {
		go r.work()
	}
	return r
}

// member is one command on its way.
type member struct {
	env    Envelope
	needs  Needs
	decide Decide
	taken  atomic.Bool // by the batch, or by the caller who gave up
	reply  chan answer
}

type answer struct {
	receipt Receipt
	err     error
}

// Submit runs one command (Docket.Submit).
func (r *Registrar) Submit(ctx context.Context, env Envelope, needs Needs, decide Decide) (Receipt, error) {
	if len(needs.Streams)+len(needs.Read) > maxNeeds || len(needs.Keys) > maxNeeds {
		return Receipt{}, fmt.Errorf("docket: a command needs at most %d streams and keys", maxNeeds)
	}
	if err := r.keys.Ensure(ctx, needs.Keys); err != nil {
		return Receipt{}, fmt.Errorf("docket: keys: %w", err)
	}
	m := &member{env: env, needs: needs, decide: decide, reply: make(chan answer, 1)}
	if err := r.admit(ctx, m); err != nil {
		return Receipt{}, err
	}
	select {
	case a := <-m.reply:
		return a.receipt, a.err
	case <-ctx.Done():
	}
	if m.taken.CompareAndSwap(false, true) {
		return Receipt{}, ctx.Err() // not begun: nothing was done
	}
	select {
	case a := <-m.reply:
		return a.receipt, a.err
	default:
		return Receipt{}, fmt.Errorf("%w: %w", ErrUnknown, ctx.Err())
	}
}

// admit puts a member into the queue, or runs it.
func (r *Registrar) admit(ctx context.Context, m *member) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.closed {
		return ErrClosed
	}
	if r.opts.Inline {
		r.inline.Lock()
		defer r.inline.Unlock()
		r.enter(context.WithoutCancel(ctx), []*member{m})
		return nil
	}
	select {
	case r.queue <- m:
		return nil
	default:
		return ErrBusy
	}
}

// work is the one writer: it takes whatever waits, up to a batch, and enters it.
func (r *Registrar) work() {
	defer close(r.idle)
	for first := range r.queue {
		batch := []*member{first}
	drain:
		for len(batch) < r.opts.Batch {
			select {
			case m, ok := <-r.queue:
				if !ok {
					break drain
				}
				batch = append(batch, m)
			default:
				break drain
			}
		}
		r.enter(context.Background(), batch)
	}
}

// Close takes nothing more, finishes everything that waits, and returns.
func (r *Registrar) Close() {
	r.mu.Lock()
	if !r.closed {
		r.closed = true
		close(r.queue)
	}
	r.mu.Unlock()
	<-r.idle
}
