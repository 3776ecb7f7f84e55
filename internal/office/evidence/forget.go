package evidence

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Rest is how long bytes that no event names are left alone: longer than it takes from
// their being kept to the event that names them.
const Rest = 10 * time.Minute

// ErrCase means that bytes of a case were to be removed: those are never.
var ErrCase = errors.New("evidence: files of a case are not removed")

// Forget destroys a file that a person kept for himself and that no item of his names
// any more, and tells whether it did: what came within Rest before now (machine time)
// waits for Sweep, because somebody may be keeping it again.
//
// Errors: ErrCase, a fault.
func (r *Room) Forget(ctx context.Context, at Place, digest string, now time.Time) (bool, error) {
	if at.Person.IsZero() || digest == "" || strings.ContainsAny(digest, "/.") {
		return false, ErrCase
	}
	return r.Blobs.Remove(ctx, at.folder()+"/"+digest, now.Add(-Rest))
}

// Sweep destroys what people's folders hold and no item names: bytes whose command
// never came (the process died between), and those of items that were removed. What
// came within Rest before now (machine time) waits. names tells what the items of a
// person name; Sweep says how many files went.
//
// Errors: those of names, a fault.
func (r *Room) Sweep(ctx context.Context, now time.Time, names func(context.Context, Place) (func(digest string) bool, error)) (int, error) {
	folders, err := r.Blobs.People(ctx)
	if err != nil {
		return 0, fmt.Errorf("evidence: sweep: %w", err)
	}
	gone := 0
	for _, folder := range folders {
		at, ok := placeOf(folder)
		if !ok {
			continue
		}
		n, err := r.sweepOne(ctx, at, now, names)
		if gone += n; err != nil {
			return gone, err
		}
	}
	return gone, nil
}

func (r *Room) sweepOne(ctx context.Context, at Place, now time.Time, names func(context.Context, Place) (func(digest string) bool, error)) (int, error) {
	laid, err := r.Blobs.Laid(ctx, at.folder())
	if err != nil {
		return 0, fmt.Errorf("evidence: sweep: %w", err)
	}
	if len(laid) == 0 {
		return 0, nil
	}
	named, err := names(ctx, at)
	if err != nil {
		return 0, err
	}
	gone := 0
	for _, digest := range laid {
		if named(digest) {
			continue
		}
		went, err := r.Forget(ctx, at, digest, now)
		if err != nil {
			return gone, err
		}
		if went {
			gone++
		}
	}
	return gone, nil
}

func placeOf(folder string) (Place, bool) {
	market, person, ok := strings.Cut(folder, "/")
	if !ok {
		return Place{}, false
	}
	m, err := id.Parse[id.Market](market)
	p, errP := id.Parse[id.Person](person)
	return Place{Market: m, Person: p}, err == nil && errP == nil && !p.IsZero()
}
