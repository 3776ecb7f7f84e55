package dockettest

import (
	"context"
	"errors"
	"sync"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// ErrInjected is what a fault looks like.
var ErrInjected = errors.New("dockettest: injected fault")

// Faults stands between a registrar and its shelf and goes wrong when told.
type Faults struct {
	docket.Shelf
	mu    sync.Mutex
	fail  int
	lose  int
	blind int
	// Refuse, when set, fails every commit it says true of.
	Refuse func(*docket.Batch) bool
	// Overtake, when set, runs once after the next look at the heads: another node.
	Overtake func()
}

// Wrap is for the options of a store.
func (f *Faults) Wrap(s docket.Shelf) docket.Shelf {
	f.Shelf = s
	return f
}

// Fail lets the next n commits fail, with nothing written.
func (f *Faults) Fail(n int) { f.set(&f.fail, n) }

// Lose lets the replies of the next n commits get lost: written, yet an error.
func (f *Faults) Lose(n int) { f.set(&f.lose, n) }

// Blind lets the next n reads of the shelf fail.
func (f *Faults) Blind(n int) { f.set(&f.blind, n) }

func (f *Faults) set(count *int, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*count = n
}

func (f *Faults) take(count *int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if *count == 0 {
		return false
	}
	*count--
	return true
}

// Commit fails, or writes and loses the reply, or just writes.
func (f *Faults) Commit(ctx context.Context, b *docket.Batch) error {
	if f.take(&f.fail) || f.Refuse != nil && f.Refuse(b) {
		return ErrInjected
	}
	err := f.Shelf.Commit(ctx, b)
	if err == nil && f.take(&f.lose) {
		return ErrInjected
	}
	return err
}

// Heads looks, and is overtaken.
func (f *Faults) Heads(ctx context.Context, refs []docket.Ref) ([]docket.Head, error) {
	heads, err := f.Shelf.Heads(ctx, refs)
	if overtake := f.Overtake; overtake != nil {
		f.Overtake = nil
		overtake()
	}
	return heads, err
}

// Raw fails when blind.
func (f *Faults) Raw(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.RawEvent, error) {
	if f.take(&f.blind) {
		return nil, ErrInjected
	}
	return f.Shelf.Raw(ctx, ref, from, limit)
}

// Receipts fails when blind.
func (f *Faults) Receipts(ctx context.Context, keys []docket.ReceiptKey) ([]*docket.Kept, error) {
	if f.take(&f.blind) {
		return nil, ErrInjected
	}
	return f.Shelf.Receipts(ctx, keys)
}
