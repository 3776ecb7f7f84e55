package cabinet

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
type rulebooks struct{ db DB }

var _ library.Shelf = rulebooks{}

// Rulebooks is the shelf of office/library.
func (c Cabinet) Rulebooks() library.Shelf { return rulebooks(c) }

// Keep implements library.Shelf.
func (r rulebooks) Keep(ctx context.Context, manifest []byte, documents [][]byte) error {
	return r.db.Write(ctx, func(tx Tx) error {
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
			return fmt.Errorf("cabinet: rulebooks: %w", err)
		}
		return nil
	})
}

// Manifests implements library.Shelf.
func (r rulebooks) Manifests(ctx context.Context) (all [][]byte, err error) {
	return list(ctx, r.db, func(row scanner) (text []byte, err error) {
		err = row.Scan(&text)
		return text, err
	}, "SELECT text FROM rulebooks WHERE manifest = 1 ORDER BY digest")
}

// Document implements library.Shelf.
func (r rulebooks) Document(ctx context.Context, digest record.Digest) (text []byte, err error) {
	err = r.db.Read(ctx, func(tx Tx) error {
		return tx.QueryRowContext(ctx, "SELECT text FROM rulebooks WHERE digest = ?", digest[:]).Scan(&text)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, library.ErrUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("cabinet: rulebooks: %w", err)
	}
	return text, nil
}
