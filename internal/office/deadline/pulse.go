package deadline

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// PulseEvery is how often a running server notes that it is there.
const PulseEvery = 30 * time.Second

// Register keeps the instant at which the house was last seen alive, across
// restarts; the zero instant when never.
type Register interface {
	Alive(ctx context.Context) (time.Time, error)
	SetAlive(ctx context.Context, at time.Time) error
}

// Pulse notices that nobody could reach the house, be it stopped, restored from a
// copy, or asleep with its machine, and has the time given back to the parties. A
// sandbox has a clock of its own, and nothing to give back.
//
// Source: design §5, “An outage”.
type Pulse struct {
	Clerk    *clerk.Clerk
	Register Register
	Log      *slog.Logger
}

// Beat notes that the house is there. When it was away for longer than
// party.ShortestOutage it first records the outage in every live marketplace, and
// returns those whose cases want to be woken (Wake).
func (p *Pulse) Beat(ctx context.Context, markets []id.Market) ([]id.Market, error) {
	last, err := p.Register.Alive(ctx)
	if err != nil {
		return nil, fmt.Errorf("deadline: pulse: %w", err)
	}
	now := p.Clerk.Now()
	var away []id.Market
	if gap := now.Sub(last); !last.IsZero() && gap > party.ShortestOutage {
		for _, m := range markets {
			market, err := p.Clerk.Market(ctx, m)
			if err != nil {
				return nil, fmt.Errorf("deadline: pulse: %w", err)
			}
			if market.Sandbox {
				continue
			}
			if err := p.Clerk.RecordOutage(ctx, m, gap); err != nil {
				return nil, fmt.Errorf("deadline: pulse: %w", err)
			}
			p.Log.WarnContext(ctx, "outage recorded", "marketplace", m.String(), "away", gap.String())
			away = append(away, m)
		}
	}
	if err := p.Register.SetAlive(ctx, now); err != nil {
		return away, fmt.Errorf("deadline: pulse: %w", err)
	}
	return away, nil
}

// Wake lets every open case of the marketplaces give time back and tell its parties
// now. A case that is not reached does it before whatever happens to it next.
func (p *Pulse) Wake(ctx context.Context, markets []id.Market) error {
	for _, m := range markets {
		n, err := p.Clerk.WakeOpen(ctx, m)
		if err != nil {
			return fmt.Errorf("deadline: pulse: %w", err)
		}
		p.Log.InfoContext(ctx, "open cases woken after an outage", "marketplace", m.String(), "cases", n)
	}
	return nil
}
