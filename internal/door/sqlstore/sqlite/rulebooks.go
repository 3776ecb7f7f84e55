package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/library"
)

// rulebooks keep the documents that cases run on, beside the streams.
type rulebooks struct{ store *Store }

var _ library.Shelf = rulebooks{}

// Rulebooks is the shelf of office/library.
func (s *Store) Rulebooks() library.Shelf { return rulebooks{store: s} }

// Keep implements library.Shelf.
func (r rulebooks) Keep(ctx context.Context, manifest []byte, documents [][]byte) error {
	return r.store.Write(ctx, func(tx *sql.Tx) error {
		put := func(text []byte, manifest int) error {
			digest := sha256.Sum256(text)
			_, err := tx.ExecContext(ctx, "INSERT INTO rulebooks (digest, manifest, text) VALUES (?,?,?) ON CONFLICT (digest) DO NOTHING", digest[:], manifest, text)
			return err
		}
		err := put(manifest, 1)
		for _, text := range documents {
			err = errors.Join(err, put(text, 0))
		}
		if err != nil {
			return fmt.Errorf("sqlite: rulebooks: %w", err)
		}
		return nil
	})
}

// Manifests implements library.Shelf.
func (r rulebooks) Manifests(ctx context.Context) (all [][]byte, err error) {
	err = r.store.read.query(ctx, nil, "SELECT text FROM rulebooks WHERE manifest = 1 ORDER BY digest", nil, func(rows *sql.Rows) (bool, error) {
		var text []byte
		err := rows.Scan(&text)
		all = append(all, text)
		return true, err
	})
	if err != nil {
		return nil, fmt.Errorf("sqlite: rulebooks: %w", err)
	}
	return all, nil
}

// Document implements library.Shelf.
func (r rulebooks) Document(ctx context.Context, digest record.Digest) (text []byte, err error) {
	err = r.store.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT text FROM rulebooks WHERE digest = ?", digest[:]).Scan(&text)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, library.ErrUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("sqlite: rulebooks: %w", err)
	}
	return text, nil
}
