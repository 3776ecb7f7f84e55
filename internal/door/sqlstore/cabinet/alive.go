package cabinet

import (
	"context"
	"fmt"
	"time"
)

// alive is the setting that holds when the house was last seen.
const alive = "alive"

// Alive is when the house was last seen alive; zero when never.
func (c Cabinet) Alive(ctx context.Context) (time.Time, error) {
	text, err := c.Setting(ctx, alive)
	if err != nil || text == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("cabinet: alive: %w", err)
	}
	return at, nil
}

// SetAlive notes it.
func (c Cabinet) SetAlive(ctx context.Context, at time.Time) error {
	return c.Set(ctx, alive, at.UTC().Format(time.RFC3339Nano))
}
