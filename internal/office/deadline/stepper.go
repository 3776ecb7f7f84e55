package deadline

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// ErrRestless means that one legal instant never came to rest: work makes work.
var ErrRestless = errors.New("deadline: an instant that never comes to rest")

// Worker does what waits in the outbox of a marketplace and returns how much it did.
type Worker interface {
	Work(ctx context.Context, m id.Market) (int, error)
}

// Stepper moves a sandbox's clock forward: it stops at each due instant in order,
// lets everything due happen, empties the outbox, and goes on to the target.
type Stepper struct {
	Keeper  *Keeper
	Workers []Worker

	mu sync.Mutex // one step at a time
}

// maxRounds bounds the work of one instant.
const maxRounds = 10_000

// Step goes to a target instant and returns how many stops it made.
//
// Errors: party refusals (not a sandbox, backwards, too far), ErrRestless, a fault.
func (s *Stepper) Step(ctx context.Context, who clerk.Who, to time.Time, progress func(at time.Time)) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var before time.Time
	for stops := 0; ; stops++ {
		if err := s.Settle(ctx, who.Market); err != nil {
			return stops, err
		}
		next, err := s.Keeper.Clerk.Docket.NextTimer(ctx, who.Market)
		if err != nil {
			return stops, fmt.Errorf("deadline: next timer: %w", err)
		}
		legal, err := s.Keeper.Clerk.Legal(ctx, who.Market)
		if err != nil {
			return stops, fmt.Errorf("deadline: legal time: %w", err)
		}
		if stops == 0 && to.Before(legal) {
			return 0, s.Keeper.Clerk.MoveClock(ctx, who, to) // backwards: refused, with its code
		}
		if next.IsZero() || next.After(to) {
			if err := s.advance(ctx, who, to); err != nil {
				return stops, err
			}
			return stops, s.Settle(ctx, who.Market)
		}
		if !next.After(legal) {
			if next.Equal(before) {
				return stops, ErrRestless // its timer fires and does not go away
			}
			before = next
			continue
		}
		if err := s.advance(ctx, who, next); err != nil {
			return stops, err
		}
		if progress != nil {
			progress(next)
		}
	}
}

// advance puts the clock at an instant; legal time runs on meanwhile, so it may
// have passed it by itself.
func (s *Stepper) advance(ctx context.Context, who clerk.Who, to time.Time) error {
	err := s.Keeper.Clerk.MoveClock(ctx, who, to)
	var refusal *party.Refusal
	if errors.As(err, &refusal) && refusal.Code == party.ClockBackwards {
		return nil
	}
	return err
}

// Idle is Settle for the loop of a running server: while a step is under way it
// does nothing, for the step does the work.
func (s *Stepper) Idle(ctx context.Context, m id.Market) error {
	if !s.mu.TryLock() {
		return nil
	}
	defer s.mu.Unlock()
	return s.Settle(ctx, m)
}

// Settle lets everything due now happen, until timers and outbox are empty.
func (s *Stepper) Settle(ctx context.Context, m id.Market) error {
	for range maxRounds {
		done, err := s.Keeper.Fire(ctx, m)
		if err != nil {
			return err
		}
		for _, w := range s.Workers {
			n, err := w.Work(ctx, m)
			if err != nil {
				return err
			}
			done += n
		}
		if done == 0 {
			return nil
		}
	}
	return ErrRestless
}
