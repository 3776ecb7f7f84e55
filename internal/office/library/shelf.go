package library

import (
	"context"
	"errors"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// ErrUnknown means that a shelf has no document of that digest.
var ErrUnknown = errors.New("library: no such document on the shelf")

// Shelf keeps documents and manifests by their SHA-256, for ever. What is there never
// changes and is never taken away.
type Shelf interface {
	// Keep puts a manifest there with all its documents, in one transaction; what is
	// there already stays.
	Keep(ctx context.Context, manifest []byte, documents [][]byte) error
	// Manifests gives every manifest kept.
	Manifests(ctx context.Context) ([][]byte, error)
	// Document gives the text of a digest.
	//
	// Errors: ErrUnknown, a fault.
	Document(ctx context.Context, digest record.Digest) ([]byte, error)
}

// Join keeps the documents of this version on a shelf and takes the books of earlier
// versions from it, as Recall. It comes before the first use of the library.
func (l *Library) Join(ctx context.Context, s Shelf, unreadable func(error)) error {
	documents := make([][]byte, len(l.own))
	for i, d := range l.own {
		documents[i] = d.Bytes
	}
	if err := s.Keep(ctx, l.own.Manifest(), documents); err != nil {
		return err
	}
	return l.Recall(ctx, s, unreadable)
}

// Recall takes the books of every version on a shelf. A set that this version cannot
// read is told and left out: its cases then answer that their rulebook is missing, all
// others go on.
func (l *Library) Recall(ctx context.Context, s Shelf, unreadable func(error)) error {
	manifests, err := s.Manifests(ctx)
	if err != nil {
		return err
	}
	for _, m := range manifests {
		set, err := parse(m, func(d record.Digest) ([]byte, error) { return s.Document(ctx, d) })
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			err = l.admit(set)
		}
		if err != nil {
			unreadable(err)
		}
	}
	return nil
}

func (l *Library) admit(set Set) error {
	all, _, err := set.books()
	if err != nil {
		return err
	}
	for _, b := range all {
		if l.books[b.Hash] == nil {
			l.books[b.Hash] = b
		}
	}
	return nil
}
