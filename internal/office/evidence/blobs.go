package evidence

import (
	"context"
	"io"
)

// Blobs is the port to where bytes lie: a folder, or an object store. Names are
// "mkt_…/case_…/hex"; what is kept is never changed.
type Blobs interface {
	// Begin opens a place in quarantine: nothing is kept until Keep.
	Begin(ctx context.Context) (Pending, error)
	// Open reads what is kept. Errors: ErrUnknown.
	Open(ctx context.Context, name string) (Blob, error)
	// Count tells how many blobs a folder holds.
	Count(ctx context.Context, folder string) (int, error)
}

// Pending is a blob on its way in. Exactly one of Keep and Discard ends it.
type Pending interface {
	io.Writer
	// Keep makes it durable under a name, whole or not at all; a name that is
	// already there keeps what it holds.
	Keep(name string) error
	Discard() error
}

// Blob is a blob that is kept.
type Blob interface {
	io.ReaderAt
	io.Closer
	Size() int64
}
