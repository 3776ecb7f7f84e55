// Package docket is the contract of the store of streams: one way to write
// (Submit), one way to read what is true (Load, Events), and the conformance
// suite (dockettest) every store must pass. It never decides anything.
//
//	clerk ─ Submit(envelope, needs, decide) → [queue → batch → decide → one commit] → Receipt
//	casebook ─ Load / Events / Select ← projections written in the same commit
package docket

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Errors a caller branches on.
var (
	ErrUnknownStream = errors.New("docket: unknown stream")
	ErrBusy          = errors.New("docket: queue full, retry later")
	ErrKeyReused     = errors.New("docket: idempotency key used for another request")
	ErrReadOnly      = errors.New("docket: stream holds an event this version does not know")
	ErrKeyDestroyed  = errors.New("docket: key destroyed")
	ErrUnknown       = errors.New("docket: commit outcome unknown, ask again with the same key")
)

// Place is where a stream lives: a marketplace and a home, the unit of placement
// and of consistency (design §10).
type Place struct {
	Market id.Market
	Home   uint16
}

// Envelope is who sends a command and why.
type Envelope struct {
	Place
	Principal   string   // credential whose keys are kept apart: "account:…", "key:…", "system"
	Key         string   // idempotency key; "" where natural ids are checked by the fold
	Digest      [32]byte // HMAC of route and body, never a bare digest
	Legal       time.Time
	Recorded    time.Time
	Person      id.Person
	Capacity    string
	Credential  string
	OnBehalfOf  id.Person
	Correlation string
	Cause       string
}

// Ref is a stream in another place, read but not guarded.
type Ref struct {
	Place
	record.Stream
}

// Needs is what decide reads and what keys its sealed parts use.
type Needs struct {
	Streams []record.Stream // of the envelope's place; guarded by their versions
	Read    []Ref           // of other homes; not guarded
	Keys    []record.Owner  // made durable before the batch
}

// Head is where a stream stands. Version 0: the stream does not exist.
type Head struct {
	Version uint64
	Hash    [32]byte
}

// View is what decide sees: the needed streams with everything that earlier
// members of its batch appended. A state handed out is never changed afterwards
// and must not be changed by the caller.
type View interface {
	State(record.Stream) (state any, head Head)
	Other(Ref) (state any, head Head)
}

// Outcome is what decide returns: what it appends, and perhaps a refusal. What
// is appended is committed even when the act is refused.
type Outcome struct {
	Appends []record.Entry
	Refusal error
	// Result is a small document of the caller's, kept with the idempotency record
	// and handed back with the receipt of a repeated command.
	Result []byte
}

// Decide is pure and may be called more than once. An error is a fault: the
// member is dropped whole.
type Decide func(View) (Outcome, error)

// Receipt tells what was recorded.
type Receipt struct {
	Heads  map[record.Stream]Head // of every stream appended to
	Result []byte
	// Repeated is true when the key was known: nothing new was done.
	Repeated bool
}

// Fold tells the docket how one kind of stream is folded. States are values that
// are never changed: Evolve returns a new one.
type Fold interface {
	New(record.Stream) any
	// Decode reads a stored payload. An unknown kind or version is an error that
	// makes the stream read-only.
	Decode(kind string, version int, payload []byte) (record.Event, error)
	Evolve(state any, events []record.Recorded) any
	// Freeze and Thaw turn a state into snapshot bytes and back.
	Freeze(state any) ([]byte, error)
	Thaw(record.Stream, []byte) (any, error)
}

// Timer is the next instant at which a stream wants to be woken. One per stream;
// the zero Due removes it. Gen is the stream's version that set it. Follow only says
// Due; the docket knows the rest.
type Timer struct {
	Place
	Stream record.Stream
	Due    time.Time // legal time
	Gen    uint64
}

// Effect is something to do in the world after the commit. Its identity is
// (stream, seq, line): the same effect is never queued twice. Follow leaves Stream and
// Seq to the docket. Body holds codes and ids, never clear text.
type Effect struct {
	Stream record.Stream
	Seq    uint64
	Line   int
	Sink   string // "notice", "payment", "fund", "webhook"
	Body   []byte
}

// Column is one column of a projection table.
type Column struct {
	Name string
	Type ColumnType
}

// ColumnType is how a column is stored; values are string, int64, bool or []byte.
type ColumnType string

// The column types.
const (
	TextColumn  ColumnType = "text"
	IntColumn   ColumnType = "int"
	BytesColumn ColumnType = "bytes"
)

// Table is a projection: droppable, rebuilt from the events. Every key starts
// with (market, home), which the store adds itself.
type Table struct {
	Name    string
	Columns []Column
	Key     int        // the first Key columns, after (market, home), are the primary key
	Indexes [][]string // each after market; "home" only where named
	// Search names the text column indexed for Chinese search, or "".
	Search string
	// Clear is true when the table holds personal data or text people wrote
	// (docs/personal-data.md names exactly these). Its rows are kept with the stream
	// they belong to, so that Refresh can remove what is no longer readable.
	Clear bool
}

// A row belongs to one stream: only that stream's events may write it, and its key
// is unique in the marketplace.

// Row is one upsert (or, with Delete, one removal by key) in a projection.
type Row struct {
	Table  string
	Values []any // one per column; with Delete only the key
	Delete bool
}

// Consequences is pure: what follows from events besides themselves.
type Consequences struct {
	Rows    []Row
	Timer   *Timer // nil leaves it as it is
	Effects []Effect
}

// Follow computes consequences of events just appended to one stream. The docket
// calls it with one event at a time, when writing and when rebuilding. A part whose
// key was destroyed is not among clear. clear are
// the sealed parts of those events, in the clear, by index of event.
type Follow func(p Place, s record.Stream, before, after any, events []record.Recorded, clear [][]record.Clear) Consequences

// Design is everything a store must be told about what it keeps.
type Design struct {
	// Edition changes whenever a fold, its snapshots or Follow change their meaning:
	// snapshots and projections of another edition are made again from the events.
	Edition string
	Folds   map[string]Fold // by stream kind
	Follow  Follow
	Tables  []Table
}

// Cond is one condition of a Select.
type Cond struct {
	Column string
	Op     string // "=", "<", "<=", ">", ">=", "in" (Value is []any)
	Value  any
}

// Select reads a projection, a page at a time. No page is larger than 500 rows.
type Select struct {
	Market  id.Market
	Table   string
	Where   []Cond
	Search  string   // text to find in the table's search column
	OrderBy []string // columns; "-due" descends; the key is added to make it total
	After   []any    // the order-by and key values of the last row of the page before
	Limit   int
	// Columns are those whose values are wanted; empty: all. A row is as long as ever:
	// the values of other columns are nil, also of those an order or a search looked at.
	Columns []string
}

// Stored is an event as it stands, with the exact bytes that were hashed.
type Stored struct {
	record.Recorded
	Place   Place
	Stream  record.Stream
	Kind    string
	Version int
	Header  []byte
	Payload []byte
	Sealed  []SealedPart
	Prev    [32]byte
}

// SealedPart is ciphertext bound to its marketplace, stream, seq and path.
type SealedPart struct {
	Path  string
	KeyID [16]byte
	Bytes []byte
}

// Due is a timer that has come; its Gen is to be named by the command that fires it.
type Due struct{ Timer }

// Job is an effect leased from the outbox.
type Job struct {
	Place
	Effect
	Attempt int
}

// Docket is the store. All methods are safe for concurrent use.
type Docket interface {
	// Submit runs one command. Errors: the outcome's refusal (with a Receipt of
	// what was appended all the same), ErrBusy, ErrKeyReused, ErrReadOnly,
	// ErrUnknown, or a fault.
	Submit(ctx context.Context, env Envelope, needs Needs, decide Decide) (Receipt, error)

	// Load reads the state of a stream. Errors: ErrUnknownStream.
	Load(ctx context.Context, ref Ref) (state any, head Head, err error)
	// Find locates a stream whose home the caller does not know. Errors: ErrUnknownStream.
	Find(ctx context.Context, market id.Market, s record.Stream) (Place, error)
	// Events reads stored events from seq on, at most limit (≤ 1000). What it gives
	// must not be changed: others are given the same.
	Events(ctx context.Context, ref Ref, from uint64, limit int) ([]Stored, error)
	// Select reads rows of a projection, values in column order.
	Select(ctx context.Context, q Select) ([][]any, error)
	// Count tells how many rows answer, at most q.Limit; a search cannot be counted.
	Count(ctx context.Context, q Select) (int, error)

	// DueTimers lists timers of a marketplace due at legal time now, earliest first.
	DueTimers(ctx context.Context, market id.Market, now time.Time, limit int) ([]Due, error)
	// NextTimer is the earliest timer of a marketplace; zero when there is none.
	NextTimer(ctx context.Context, market id.Market) (time.Time, error)

	// LeaseJobs takes jobs of a sink whose time has come, for the length of lease (machine time).
	LeaseJobs(ctx context.Context, sink string, now time.Time, lease time.Duration, limit int) ([]Job, error)
	// FinishJob removes a job; RetryJob puts it back for later with what went wrong.
	FinishJob(ctx context.Context, j Job) error
	RetryJob(ctx context.Context, j Job, at time.Time, reason string) error
	// PendingJobs counts jobs waiting or leased for a marketplace.
	PendingJobs(ctx context.Context, market id.Market) (int, error)

	// Rebuild drops the projections and makes them again from the events.
	Rebuild(ctx context.Context, progress func(done, total int)) error
	// Refresh writes the projections of one stream again, e.g. without the texts
	// whose key was destroyed. Errors: ErrUnknownStream.
	Refresh(ctx context.Context, ref Ref) error
	// Close takes no more commands, finishes those that wait, and closes the store.
	Close() error
}
