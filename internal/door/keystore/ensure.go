package keystore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// batchLimit is how many requests share one commit.
const batchLimit = 256

// ask is one call of Ensure on its way.
type ask struct {
	owners []record.Owner
	reply  chan error
}

// Ensure makes the keys that do not exist yet. What waits while a commit is under way
// is the next commit, as in the docket, so many new cases cost few writes.
func (s *Store) Ensure(ctx context.Context, owners []record.Owner) error {
	var missing []record.Owner
	for _, owner := range owners {
		_, err := s.Get(ctx, owner)
		switch {
		case errors.Is(err, docket.ErrNoKey):
			missing = append(missing, owner)
		case err != nil && !errors.Is(err, docket.ErrKeyDestroyed):
			return err
		}
	}
	if len(missing) == 0 {
		return nil
	}
	a := ask{owners: missing, reply: make(chan error, 1)}
	if err := s.send(ctx, a); err != nil {
		return err
	}
	select {
	case err := <-a.reply:
		return err
	case <-ctx.Done():
		return ctx.Err() // the keys may exist later; nothing is sealed with them yet
	}
}

func (s *Store) send(ctx context.Context, a ask) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return ErrClosed
	}
	select {
	case s.asks <- a:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work is the one writer of new keys.
func (s *Store) work() {
	defer close(s.done)
	for first := range s.asks {
		batch := []ask{first}
	drain:
		for len(batch) < batchLimit {
			select {
			case a, ok := <-s.asks:
				if !ok {
					break drain
				}
				batch = append(batch, a)
			default:
				break drain
			}
		}
		err := s.make(context.Background(), batch)
		for _, a := range batch {
			a.reply <- err
		}
	}
}

// make writes the missing keys of a batch in one commit. A key another writer was
// faster with stays as it is.
func (s *Store) make(ctx context.Context, batch []ask) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("keystore: begin: %w", err)
	}
	defer func() {
		if err != nil {
			if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, undo)
			}
		}
	}()
	for _, a := range batch {
		for _, owner := range a.owners {
			if err := s.insert(ctx, tx, owner); err != nil {
				return err
			}
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("keystore: commit: %w", err)
	}
	return nil
}

func (s *Store) insert(ctx context.Context, tx *sql.Tx, owner record.Owner) error {
	var id [16]byte
	var secret [32]byte
	for _, fresh := range [][]byte{id[:], secret[:]} {
		if _, err := io.ReadFull(s.random, fresh); err != nil {
			return fmt.Errorf("keystore: random: %w", err)
		}
	}
	wrapped, err := s.kek.wrap(owner, id, secret[:], s.random)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO keys (owner_kind, owner_id, key_id, wrapped, destroyed) VALUES (?,?,?,?,0) ON CONFLICT (owner_kind, owner_id) DO NOTHING",
		owner.Kind, owner.ID[:], id[:], wrapped)
	if err != nil {
		return fmt.Errorf("keystore: insert: %w", err)
	}
	return nil
}
