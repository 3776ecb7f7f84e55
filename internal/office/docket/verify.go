package docket

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Verify recomputes a store from nothing but its events and reports everything that
// differs: hash chains, copies in columns, heads, snapshots, projections, timers, the
// outbox, the log queue, receipts. Rows are held against hashes of what they should
// be, about 100 bytes of memory each. keys open sealed parts, to follow them; texts
// whose key was destroyed must be gone from the projections too.
//
// Errors: a fault that ended the verification; problems are not errors.
func Verify(ctx context.Context, in Inspected, d Design, keys Keys, report func(Problem)) error {
	v := &verifier{
		in: in, d: d, keys: keys, report: report, streams: make(map[Ref]*proven), places: make(map[streamAt]Ref),
		snapshots: make(map[Ref]Snapshot), rows: make(map[sum]expected), jobs: make(map[jobAt]Effect),
	}
	steps := []func(context.Context) error{
		v.recallSnapshots, v.recallJobs, v.events, v.heads, v.timers, v.leftovers, v.queue, v.receipts, v.tables,
		func(ctx context.Context) error { return in.Audit(ctx, report) },
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return fmt.Errorf("docket: verify: %w", err)
		}
	}
	return nil
}

type sum [16]byte

// expected is what a projection row must be, and which event wrote it last.
type expected struct {
	value sum
	ref   *Ref
	seq   uint64
	table string
}

type streamAt struct {
	market id.Market
	stream record.Stream
}

type jobAt struct {
	Ref
	seq  uint64
	line int
}

// proven is a stream as its events tell it.
type proven struct {
	ref     Ref
	now     folded
	broken  bool // state and consequences can no longer be told
	timer   Timer
	hashes  [32]byte // running digest of all event hashes, for the log queue
	columns uint64   // rows seen in events
}

type verifier struct {
	in     Inspected
	d      Design
	keys   Keys
	report func(Problem)

	streams   map[Ref]*proven
	places    map[streamAt]Ref
	snapshots map[Ref]Snapshot // not yet met by their event
	rows      map[sum]expected
	jobs      map[jobAt]Effect // not yet met by their event
}

func (v *verifier) recallSnapshots(ctx context.Context) error {
	return v.in.EachSnapshot(ctx, func(s Snapshot) error {
		whole := sha256.Sum256(s.State)
		s.State = whole[:]
		v.snapshots[s.Ref] = s
		return nil
	})
}

func (v *verifier) recallJobs(ctx context.Context) error {
	return v.in.EachJob(ctx, func(p Place, e Effect) error {
		v.jobs[jobAt{Ref{Place: p, Stream: e.Stream}, e.Seq, e.Line}] = e
		return nil
	})
}

// events walks all events and keeps what follows from them.
func (v *verifier) events(ctx context.Context) error {
	return v.in.EachEvent(ctx, func(raw RawEvent) error {
		p := v.streams[raw.Ref]
		if p == nil {
			p = &proven{ref: raw.Ref}
			if f, err := v.d.fold(raw.Stream); err == nil {
				p.now.state = f.New(raw.Stream)
			} else {
				v.event(raw, err.Error())
				p.broken = true
			}
			v.streams[raw.Ref] = p
			if first, twice := v.places[streamAt{raw.Market, raw.Stream}]; twice {
				v.event(raw, fmt.Sprintf("the stream also lives in home %d", first.Home))
			}
			v.places[streamAt{raw.Market, raw.Stream}] = raw.Ref
		}
		p.columns++
		p.hashes = chain(p.hashes, raw.Seq, raw.Hash)
		return v.one(ctx, p, raw)
	})
}

func chain(before [32]byte, seq uint64, hash [32]byte) [32]byte {
	return sha256.Sum256(append(appendNumber(before[:], seq), hash[:]...))
}

func (v *verifier) event(raw RawEvent, what string) {
	v.report(Problem{Table: "events", Ref: raw.Ref, Seq: raw.Seq, What: what})
}

// one proves one event: bytes, columns, chain, meaning.
func (v *verifier) one(ctx context.Context, p *proven, raw RawEvent) error {
	expectSeq, expectPrev := p.now.head.Version+1, p.now.head.Hash
	h, err := ParseHeader(raw.Header)
	p.now.head = Head{Version: raw.Seq, Hash: raw.Hash}
	if err != nil {
		v.event(raw, "the header does not parse")
		p.broken = true
		return nil //nolint:nilerr // reported
	}
	if Hash(raw.Header, raw.Payload, raw.Sealed) != raw.Hash {
		v.event(raw, "the stored bytes do not have the stored hash")
		p.broken = true
	}
	if h.Seq != expectSeq || h.Prev != expectPrev {
		v.event(raw, "the event does not follow the one before it")
		p.broken = true
	}
	if h.Market != raw.Market || h.Stream != raw.Stream || h.Seq != raw.Seq || h.Kind != raw.Kind || h.Version != raw.Version ||
		!h.Legal.Equal(raw.Legal) || !h.Recorded.Equal(raw.Recorded) {
		v.event(raw, "a column differs from the header")
		p.broken = p.broken || h.Market != raw.Market || h.Stream != raw.Stream || h.Seq != raw.Seq
	}
	if p.broken {
		return nil
	}
	s, err := raw.under(h)
	if err == nil {
		s, err = v.d.revive(s)
	}
	if err != nil {
		v.event(raw, err.Error())
		p.broken = true
		return nil
	}
	return v.follow(ctx, p, s)
}

// follow keeps what an event writes besides itself.
func (v *verifier) follow(ctx context.Context, p *proven, s Stored) error {
	clear, err := Unseal(ctx, v.keys, s)
	if errors.Is(err, ErrMalformed) || errors.Is(err, ErrNoKey) {
		v.report(Problem{Table: "events", Ref: p.ref, Seq: s.Meta.Seq, What: err.Error()})
		p.broken = true
		return nil
	} else if err != nil {
		return err
	}
	after, made, err := v.d.step(p.now.before(s), s, clear)
	if err != nil {
		v.report(Problem{Table: "events", Ref: p.ref, Seq: s.Meta.Seq, What: err.Error()})
		p.broken = true
		return nil //nolint:nilerr // reported
	}
	p.now = after
	for _, t := range made.timers {
		p.timer = t
	}
	for _, row := range made.rows {
		v.expect(p, s.Meta.Seq, row)
	}
	for _, e := range made.effects {
		at := jobAt{p.ref, e.Seq, e.Line}
		if job, pending := v.jobs[at]; pending {
			if job.Sink != e.Sink || string(job.Body) != string(e.Body) {
				v.report(Problem{Table: "outbox", Ref: p.ref, Seq: e.Seq, What: "the job is not what its event called for"})
			}
			delete(v.jobs, at)
		}
	}
	return v.snapshot(p)
}

// before undoes the head that one has already moved.
func (f folded) before(s Stored) folded {
	f.head = Head{Version: s.Meta.Seq - 1, Hash: s.Prev}
	return f
}

func (v *verifier) snapshot(p *proven) error {
	snap, ok := v.snapshots[p.ref]
	if !ok || snap.Version != p.now.head.Version {
		return nil
	}
	delete(v.snapshots, p.ref)
	if snap.Edition != v.d.Edition {
		return nil // not used, and replaced in time
	}
	f, err := v.d.fold(p.ref.Stream)
	if err != nil {
		return err
	}
	state, err := f.Freeze(p.now.state)
	if err != nil {
		return fmt.Errorf("freeze: %w", err)
	}
	if whole := sha256.Sum256(state); snap.Hash != p.now.head.Hash || string(snap.State) != string(whole[:]) {
		v.report(Problem{Table: "snapshots", Ref: p.ref, Seq: snap.Version, What: "the snapshot is not the fold of the events"})
	}
	return nil
}

func (v *verifier) expect(p *proven, seq uint64, row PlacedRow) {
	at := shortSum([]byte(v.d.key(row.Place, row.Row)))
	if old, known := v.rows[at]; known && *old.ref != p.ref {
		v.report(Problem{Table: row.Table, Ref: p.ref, Seq: seq, What: fmt.Sprintf("the row is also written by %s", StreamText(old.ref.Stream))})
	}
	if row.Delete {
		delete(v.rows, at)
		return
	}
	v.rows[at] = expected{value: valueSum(row.Values), ref: &p.ref, seq: seq, table: row.Table}
}

func shortSum(b []byte) sum {
	whole := sha256.Sum256(b)
	return sum(whole[:16])
}

func valueSum(values []any) sum {
	var b []byte
	for _, v := range values {
		b = appendValue(b, v)
	}
	return shortSum(b)
}

// heads holds every head against its events.
func (v *verifier) heads(ctx context.Context) error {
	seen := make(map[Ref]bool)
	err := v.in.EachHead(ctx, func(ref Ref, head Head) error {
		seen[ref] = true
		if p := v.streams[ref]; p == nil || p.now.head != head || p.columns != head.Version {
			v.report(Problem{Table: "heads", Ref: ref, Seq: head.Version, What: "the head is not the last event"})
		}
		return nil
	})
	v.missing("heads", seen, func(*proven) bool { return true })
	return err
}

// timers holds every timer against the last one its events set.
func (v *verifier) timers(ctx context.Context) error {
	seen := make(map[Ref]bool)
	err := v.in.EachTimer(ctx, func(t Timer) error {
		ref := Ref{Place: t.Place, Stream: t.Stream}
		seen[ref] = true
		p := v.streams[ref]
		if p == nil || !p.broken && (!p.timer.Due.Equal(t.Due) || p.timer.Gen != t.Gen) {
			v.report(Problem{Table: "timers", Ref: ref, Seq: t.Gen, What: "the timer is not the one its events set"})
		}
		return nil
	})
	v.missing("timers", seen, func(p *proven) bool { return !p.broken && !p.timer.Due.IsZero() })
	return err
}

// missing reports, in order, the streams that should be in a table and are not.
func (v *verifier) missing(table string, seen map[Ref]bool, due func(*proven) bool) {
	for _, ref := range v.order() {
		if !seen[ref] && due(v.streams[ref]) {
			v.report(Problem{Table: table, Ref: ref, What: "the row is missing"})
		}
	}
}

func (v *verifier) order() []Ref {
	return slices.SortedFunc(maps.Keys(v.streams), CompareRefs)
}
