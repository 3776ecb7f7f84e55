package dockettest

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// shelf keeps a docket in maps. It is a shelf like any other: what it holds is the
// same bytes a database would hold.
type shelf struct {
	mu        sync.RWMutex
	design    docket.Design
	events    map[docket.Ref][]docket.RawEvent
	places    map[address]docket.Place
	snapshots map[docket.Ref]docket.Snapshot
	kept      map[docket.ReceiptKey]docket.Kept
	timers    timers
	jobs      map[jobKey]*job
	tables    map[string]*table
	log       map[docket.Ref][][32]byte
	commits   int
}

// address is a stream without its home.
type address struct {
	market id.Market
	stream record.Stream
}

func newShelf(design docket.Design) *shelf {
	s := &shelf{
		design: design, events: make(map[docket.Ref][]docket.RawEvent), places: make(map[address]docket.Place),
		snapshots: make(map[docket.Ref]docket.Snapshot), kept: make(map[docket.ReceiptKey]docket.Kept),
		timers: newTimers(), jobs: make(map[jobKey]*job), log: make(map[docket.Ref][][32]byte),
	}
	s.clearTables()
	return s
}

// Heads gives the head of each stream.
func (s *shelf) Heads(_ context.Context, refs []docket.Ref) ([]docket.Head, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	heads := make([]docket.Head, len(refs))
	for i, ref := range refs {
		heads[i] = s.head(ref)
	}
	return heads, nil
}

func (s *shelf) head(ref docket.Ref) docket.Head {
	events := s.events[ref]
	if len(events) == 0 {
		return docket.Head{}
	}
	last := events[len(events)-1]
	return docket.Head{Version: last.Seq, Hash: last.Hash}
}

// Snapshot gives the snapshot of a stream.
func (s *shelf) Snapshot(_ context.Context, ref docket.Ref, edition string) (docket.Snapshot, bool, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	snap, ok := s.snapshots[ref]
	return snap, ok && snap.Edition == edition, nil
}

// Raw gives stored events from seq on.
func (s *shelf) Raw(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.RawEvent, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return still{s}.Raw(ctx, ref, from, limit)
}

// still is a shelf whose lock the reader holds.
type still struct{ *shelf }

// Raw gives stored events from seq on.
func (s still) Raw(_ context.Context, ref docket.Ref, from uint64, limit int) ([]docket.RawEvent, error) {
	events := s.events[ref]
	if from < 1 || from > uint64(len(events)) {
		return nil, nil
	}
	events = events[from-1:]
	return slices.Clone(events[:min(limit, len(events))]), nil
}

// Receipts looks up idempotency records.
func (s *shelf) Receipts(_ context.Context, keys []docket.ReceiptKey) ([]*docket.Kept, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found := make([]*docket.Kept, len(keys))
	for i, key := range keys {
		if kept, ok := s.kept[key]; ok {
			found[i] = &kept
		}
	}
	return found, nil
}

// Commit writes a batch whole or not at all.
func (s *shelf) Commit(_ context.Context, b *docket.Batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range b.Advances {
		place, known := s.places[address{a.Market, a.Stream}]
		if s.head(a.Ref) != a.Before || known && place != a.Place {
			return docket.ErrStale
		}
	}
	for _, k := range b.Receipts {
		if old, known := s.kept[k.ReceiptKey]; known && !old.Recorded.Before(k.Recorded.Add(-docket.KeepReceipts)) {
			return docket.ErrStale
		}
	}
	for _, e := range b.Events {
		s.events[e.Ref] = append(s.events[e.Ref], e)
		s.log[e.Ref] = append(s.log[e.Ref], e.Hash)
		s.places[address{e.Market, e.Stream}] = e.Place
	}
	for _, snap := range b.Snapshots {
		s.snapshots[snap.Ref] = snap
	}
	for _, row := range b.Rows {
		s.tables[row.Table].write(row)
	}
	for _, t := range b.Timers {
		s.timers.set(t)
	}
	for _, e := range b.Effects {
		s.jobs[jobKey{e.Place, e.Stream, e.Seq, e.Line}] = &job{effect: e.Effect, place: e.Place, next: e.Recorded}
	}
	for _, k := range b.Receipts {
		s.kept[k.ReceiptKey] = k
	}
	if s.commits++; s.commits%4096 == 0 {
		maps.DeleteFunc(s.kept, func(_ docket.ReceiptKey, k docket.Kept) bool {
			return k.Recorded.Before(b.Recorded.Add(-docket.KeepReceipts))
		})
	}
	return nil
}

// refs lists all streams in order.
func (s *shelf) refs() []docket.Ref {
	refs := make([]docket.Ref, 0, len(s.events))
	for ref := range s.events {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, docket.CompareRefs)
	return refs
}
