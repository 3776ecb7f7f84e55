// Package deadline makes what falls due happen when nobody comes: it turns
// timers into commands, and steps a sandbox's clock through everything due. A
// timer never decides; a firing that comes late or twice changes nothing.
//
//	Keeper: DueTimers(legal now) → clerk.Wake        Stepper: next due instant → MoveClock → let everything happen → next
package deadline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// batch is how many timers are fired before looking again.
const batch = 200

// Keeper fires timers of marketplaces.
type Keeper struct {
	Clerk *clerk.Clerk
	Log   *slog.Logger
}

// Fire fires everything due at the marketplace's legal time and returns how many
// timers it fired. A timer that fails is left for the next time.
func (k *Keeper) Fire(ctx context.Context, m id.Market) (int, error) {
	fired := 0
	tried := map[docket.Ref]uint64{}
	for {
		legal, err := k.Clerk.Legal(ctx, m)
		if err != nil {
			return fired, fmt.Errorf("deadline: legal time: %w", err)
		}
		due, err := k.Clerk.Docket.DueTimers(ctx, m, legal, batch)
		if err != nil {
			return fired, fmt.Errorf("deadline: due timers: %w", err)
		}
		progress := false
		for _, d := range due {
			ref := docket.Ref{Place: d.Place, Stream: d.Stream}
			if gen, ok := tried[ref]; ok && gen == d.Gen {
				continue
			}
			tried[ref] = d.Gen
			if err := k.Clerk.Wake(ctx, d); err != nil {
				if ctx.Err() != nil {
					return fired, context.Cause(ctx)
				}
				if !errors.Is(err, docket.ErrBusy) {
					k.Log.ErrorContext(ctx, "timer failed", "stream", docket.StreamText(d.Stream), "error", err)
				}
				continue
			}
			fired++
			progress = true
		}
		if !progress {
			return fired, nil
		}
	}
}

// Run fires timers of the marketplaces every tick until the context ends.
func (k *Keeper) Run(ctx context.Context, tick <-chan time.Time, markets func(context.Context) ([]id.Market, error)) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick:
		}
		all, err := markets(ctx)
		if err != nil {
			k.Log.ErrorContext(ctx, "markets unknown", "error", err)
			continue
		}
		for _, m := range all {
			if _, err := k.Fire(ctx, m); err != nil && ctx.Err() == nil {
				k.Log.ErrorContext(ctx, "timers failed", "error", err)
			}
		}
	}
}
