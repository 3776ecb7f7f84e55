package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errNobody means that callers and servers missed each other for too long.
var errNobody = errors.New("nothing moved for a minute")

// deskState is what killer and callers both look at, under one lock.
type deskState struct {
	address  string // of the server that runs; "" while none does
	life     int    // which server that is
	early    bool   // only the clock may act yet
	answered int    // commands answered in this life
	inFlight int    // commands sent in full and not answered
	broken   int    // of this life's, those that will never be
	waiting  int    // callers that wait for a server
	left     int    // callers that are through
	last     bool   // no more new commands
	closed   bool   // no more servers
}

// desk is where callers learn which server runs, and the killer how many commands
// are on their way.
type desk struct {
	mu    sync.Mutex
	moved *sync.Cond
	now   deskState
}

func newDesk() *desk {
	d := &desk{}
	d.moved = sync.NewCond(&d.mu)
	return d
}

func (d *desk) change(f func(*deskState)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(&d.now)
	d.moved.Broadcast()
}

// open says that a server runs; at first only the clock may act, for its steps need
// moments in which nothing else is begun.
func (d *desk) open(address string) {
	d.change(func(s *deskState) { s.address, s.answered, s.broken, s.life, s.early = address, 0, 0, s.life+1, true })
}

// begin lets everybody act.
func (d *desk) begin() { d.change(func(s *deskState) { s.early = false }) }

// openLast says that a server runs which nobody kills: callers finish and leave.
func (d *desk) openLast(address string) {
	d.change(func(s *deskState) { s.address, s.life, s.last, s.early = address, s.life+1, true, false })
}

func (d *desk) close() { d.change(func(s *deskState) { s.closed = true }) }
func (d *desk) leave() { d.change(func(s *deskState) { s.left++ }) }

// until waits for something to be so; look is called under the lock after every change.
func (d *desk) until(ctx context.Context, look func(*deskState) bool) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	defer context.AfterFunc(ctx, func() { d.change(func(*deskState) {}) })()
	d.mu.Lock()
	defer d.mu.Unlock()
	for !look(&d.now) {
		if ctx.Err() != nil {
			return errors.Join(errNobody, ctx.Err())
		}
		d.moved.Wait()
	}
	return nil
}

// parked waits until every caller has noticed that the server is gone, and returns
// how many commands it left unanswered.
func (d *desk) parked(ctx context.Context, callers int) (broken int, err error) {
	err = d.until(ctx, func(s *deskState) bool { broken = s.broken; return s.waiting+s.left >= callers })
	return broken, err
}

// server waits for one that runs and lets the caller act. open is false when there
// will be none any more.
func (d *desk) server(ctx context.Context, isClock bool) (address string, life int, open bool, err error) {
	d.change(func(s *deskState) { s.waiting++ })
	err = d.until(ctx, func(s *deskState) bool {
		address, life, open = s.address, s.life, !s.closed
		return s.address != "" && (isClock || !s.early) || s.closed
	})
	d.change(func(s *deskState) { s.waiting-- })
	return address, life, open, err
}

// ending tells whether no new commands are wanted.
func (d *desk) ending() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now.last || d.now.closed
}
