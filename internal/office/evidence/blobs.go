package evidence

import (
	"context"
	"io"
	"time"
)

// Blobs is the port to where bytes lie: a folder, or an object store. Names are
// "mkt_…/case_…/hex" and "mkt_…/per_…/hex"; what is kept is never changed.
type Blobs interface {
	// Begin opens a place in quarantine: nothing is kept until Keep.
	Begin(ctx context.Context) (Pending, error)
	// Open reads what is kept. Errors: ErrUnknown.
	Open(ctx context.Context, name string) (Blob, error)
	// Count tells how many blobs a folder holds.
	Count(ctx context.Context, folder string) (int, error)
	// People lists the folders of people: "mkt_…/per_…".
	People(ctx context.Context) ([]string, error)
	// Laid lists what a folder holds, by the last part of its name.
	Laid(ctx context.Context, folder string) ([]string, error)
	// Remove destroys what was last kept before an instant (machine time) and tells
	// whether it did; nothing there is no error. Only what a person keeps for himself is
	// ever removed.
	Remove(ctx context.Context, name string, before time.Time) (bool, error)
}

// Pending is a blob on its way in. Exactly one of Keep and Discard ends it.
type Pending interface {
	io.Writer
	// Keep makes it durable under a name, whole or not at all; a name of a case that is
	// already there keeps what it holds, one of a person counts as kept anew.
	Keep(name string) error
	Discard() error
}

// Blob is a blob that is kept.
type Blob interface {
	io.ReaderAt
	io.Closer
	Size() int64
}
