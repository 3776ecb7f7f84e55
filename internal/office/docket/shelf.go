package docket

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Errors between the registrar and a shelf.
var (
	// ErrStale means that another node was faster: a stream moved, or the command was
	// done, since it was looked at; nothing was written.
	ErrStale = errors.New("docket: decided on what is no longer so")
	// ErrDamaged means that stored bytes contradict their hash or their place.
	ErrDamaged = errors.New("docket: stored event is damaged")
	// ErrAway means that the shelf cannot be reached now: everybody may come again later,
	// and nobody need be asked one by one. It is an ErrBusy, for reads too.
	ErrAway = fmt.Errorf("%w: the database does not answer", ErrBusy)
)

// KeepReceipts is how long idempotency records answer.
const KeepReceipts = 30 * 24 * time.Hour

// Reads is what the registrar must be able to read of what is committed.
type Reads interface {
	// Heads gives the head of each stream, in order; version 0 where there is none.
	Heads(ctx context.Context, refs []Ref) ([]Head, error)
	// Snapshot gives the newest snapshot of a stream made under an edition.
	Snapshot(ctx context.Context, ref Ref, edition string) (Snapshot, bool, error)
	// Raw gives stored events from seq on, oldest first, at most limit.
	Raw(ctx context.Context, ref Ref, from uint64, limit int) ([]RawEvent, error)
}

// Shelf is what a database supplies to the registrar: reading what is committed and
// one atomic commit. Deciding, sealing, hashing and batching are not its business.
type Shelf interface {
	Reads
	// Receipts looks up idempotency records; nil where there is none.
	Receipts(ctx context.Context, keys []ReceiptKey) ([]*Kept, error)
	// Commit writes a batch whole or not at all: ErrStale when a head is no longer what
	// the batch was decided on, or a receipt is there already and not yet out of date
	// (older than KeepReceipts before the new one). Any other error leaves the outcome
	// unknown: the registrar looks.
	Commit(ctx context.Context, batch *Batch) error
}

// RawEvent is a row of the events as it stands on the shelf; the columns beside the
// bytes are copies for indexes.
type RawEvent struct {
	Ref
	Seq      uint64
	Kind     string
	Version  int
	Legal    time.Time
	Recorded time.Time
	Header   []byte
	Payload  []byte
	Sealed   []byte
	Hash     [32]byte
}

// Snapshot is a folded state at one version, to spare reading all events.
type Snapshot struct {
	Ref
	Head
	Edition string
	State   []byte
}

// ReceiptKey is under what an idempotency record is kept.
type ReceiptKey struct {
	Market    id.Market
	Principal string
	Key       string
}

// Kept is an idempotency record.
type Kept struct {
	ReceiptKey
	Digest   [32]byte
	Recorded time.Time
	Heads    map[record.Stream]Head
	Result   []byte
}

// Advance is one stream moving on: the guard and the new head.
type Advance struct {
	Ref
	Before, After Head
}

// PlacedRow is a projection row with its place and the stream it belongs to.
type PlacedRow struct {
	Place
	Of record.Stream
	Row
}

// PlacedEffect is an effect with its place and the machine time it was recorded.
type PlacedEffect struct {
	Place
	Effect
	Recorded time.Time
}

// Batch is everything one commit writes. Besides what it lists, the shelf puts one
// row per event into the log queue and may remove receipts older than KeepReceipts.
type Batch struct {
	Events    []RawEvent
	Advances  []Advance // one per stream
	Snapshots []Snapshot
	Rows      []PlacedRow // the last word on each key, once per key
	Timers    []Timer     // one per stream; zero Due removes
	Effects   []PlacedEffect
	Receipts  []Kept
	Recorded  time.Time // latest machine time among the members
}

func (b *Batch) empty() bool { return len(b.Events) == 0 && len(b.Receipts) == 0 }

// stored reads the header of a raw event and holds it against columns and hash.
// The event itself stays undecoded.
//
// Errors: ErrDamaged.
func (raw RawEvent) stored() (Stored, error) {
	h, err := ParseHeader(raw.Header)
	if err != nil {
		return Stored{}, fmt.Errorf("%w: %s %d: %w", ErrDamaged, StreamText(raw.Stream), raw.Seq, err)
	}
	if Hash(raw.Header, raw.Payload, raw.Sealed) != raw.Hash || h.Market != raw.Market || h.Stream != raw.Stream || h.Seq != raw.Seq {
		return Stored{}, fmt.Errorf("%w: %s %d", ErrDamaged, StreamText(raw.Stream), raw.Seq)
	}
	return raw.under(h)
}

// under is a raw event with its header, which was held against it already.
//
// Errors: ErrDamaged.
func (raw RawEvent) under(h Header) (Stored, error) {
	sealed, err := ParseSealed(raw.Sealed)
	if err != nil {
		return Stored{}, fmt.Errorf("%w: %s %d: %w", ErrDamaged, StreamText(raw.Stream), raw.Seq, err)
	}
	return Stored{
		Recorded: record.Recorded{Meta: h.meta(raw.Hash)}, Place: raw.Place, Stream: raw.Stream,
		Kind: h.Kind, Version: h.Version, Header: raw.Header, Payload: raw.Payload, Sealed: sealed, Prev: h.Prev,
	}, nil
}
