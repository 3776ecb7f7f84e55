package sqlite

import (
	"context"
	"fmt"
	"time"
)

// alive is the setting that holds when the house was last seen.
const alive = "alive"

// Alive is when the house was last seen alive; zero when never.
func (s *Store) Alive(ctx context.Context) (time.Time, error) {
	text, err := s.Setting(ctx, alive)
	if err != nil || text == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("sqlite: alive: %w", err)
	}
	return at, nil
}

// SetAlive notes it.
func (s *Store) SetAlive(ctx context.Context, at time.Time) error {
	return s.Set(ctx, alive, at.UTC().Format(time.RFC3339Nano))
}
