package docket

import (
	"context"
	"fmt"
	"maps"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// snapshotEvery is how many events may stand after a snapshot before the next.
const snapshotEvery = 64

// sitting is one batch being decided: the streams its members need, with everything
// that earlier members appended.
type sitting struct {
	r      *Registrar
	states map[Ref]loaded
	kept   map[ReceiptKey]*Kept
	moved  map[Ref]int    // index into batch.Advances
	rows   map[string]int // index into batch.Rows
	timers map[Ref]int    // index into batch.Timers
	batch  Batch
}

// loaded is a needed stream, or why it could not be read.
type loaded struct {
	folded
	fault error
}

// convene reads everything that the members of a batch need.
func (r *Registrar) convene(ctx context.Context, members []*member) (*sitting, error) {
	s := &sitting{
		r: r, states: make(map[Ref]loaded), kept: make(map[ReceiptKey]*Kept),
		moved: make(map[Ref]int), rows: make(map[string]int), timers: make(map[Ref]int),
	}
	if err := s.findReceipts(ctx, members); err != nil {
		return nil, err
	}
	var refs []Ref
	want := func(ref Ref) {
		if _, ok := s.states[ref]; !ok {
			s.states[ref] = loaded{}
			refs = append(refs, ref)
		}
	}
	for _, m := range members {
		if at := whole(m.env.Recorded); at.After(s.batch.Recorded) {
			s.batch.Recorded = at
		}
		for _, stream := range m.needs.Streams {
			want(Ref{Place: m.env.Place, Stream: stream})
		}
		for _, ref := range m.needs.Read {
			want(ref)
		}
	}
	heads, err := r.shelf.Heads(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("docket: heads: %w", err)
	}
	for i, ref := range refs {
		now, err := r.state(ctx, r.shelf, ref, heads[i])
		if err == nil && now.head != heads[i] && now.head.Version <= heads[i].Version { // beyond it: another node was faster
			err = fmt.Errorf("%w: head of %s", ErrDamaged, StreamText(ref.Stream))
		}
		s.states[ref] = loaded{folded: now, fault: err}
	}
	return s, nil
}

// findReceipts looks up which commands of the batch were done before.
func (s *sitting) findReceipts(ctx context.Context, members []*member) error {
	var keys []ReceiptKey
	for _, m := range members {
		if m.env.Key != "" {
			keys = append(keys, m.receiptKey())
		}
	}
	if len(keys) == 0 {
		return nil
	}
	found, err := s.r.shelf.Receipts(ctx, keys)
	if err != nil {
		return fmt.Errorf("docket: receipts: %w", err)
	}
	for i, kept := range found {
		if kept != nil {
			s.kept[keys[i]] = kept
		}
	}
	return nil
}

func (m *member) receiptKey() ReceiptKey {
	return ReceiptKey{Market: m.env.Market, Principal: m.env.Principal, Key: m.env.Key}
}

// repeated answers a command whose key is known, and tells whether it is.
func (s *sitting) repeated(m *member) (answer, bool) {
	kept := s.kept[m.receiptKey()]
	if m.env.Key == "" || kept == nil || m.env.Recorded.Sub(kept.Recorded) > KeepReceipts {
		return answer{}, false
	}
	if kept.Digest != m.env.Digest {
		return answer{err: ErrKeyReused}, true
	}
	return answer{receipt: Receipt{Heads: maps.Clone(kept.Heads), Result: kept.Result, Repeated: true}}, true
}

// hear decides one member and keeps what it appends for those after it. A fault
// drops the member whole.
func (s *sitting) hear(ctx context.Context, m *member) answer {
	if a, known := s.repeated(m); known {
		return a
	}
	if err := s.ready(m); err != nil {
		return answer{err: err}
	}
	out, err := s.ask(m)
	if err != nil {
		return answer{err: err}
	}
	d, err := s.write(ctx, m, out)
	if err != nil {
		return answer{err: err}
	}
	s.accept(d)
	receipt := Receipt{Heads: d.heads(), Result: out.Result}
	if out.Refusal == nil && m.env.Key != "" {
		kept := Kept{
			ReceiptKey: m.receiptKey(), Digest: m.env.Digest, Recorded: whole(m.env.Recorded),
			Heads: maps.Clone(receipt.Heads), Result: out.Result,
		}
		s.kept[kept.ReceiptKey] = &kept
		s.batch.Receipts = append(s.batch.Receipts, kept)
	}
	return answer{receipt: receipt, err: out.Refusal}
}

// ready tells whether every stream a member needs could be read and understood.
func (s *sitting) ready(m *member) error {
	check := func(ref Ref) error {
		if l := s.states[ref]; l.fault != nil {
			return l.fault
		} else if l.blocked != nil {
			return l.blocked
		}
		return nil
	}
	for _, stream := range m.needs.Streams {
		if err := check(Ref{Place: m.env.Place, Stream: stream}); err != nil {
			return err
		}
	}
	for _, ref := range m.needs.Read {
		if err := check(ref); err != nil {
			return err
		}
	}
	return nil
}

// ask calls decide; a panic in it is a fault of this member only.
func (s *sitting) ask(m *member) (out Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("docket: decide panicked: %v", p)
		}
	}()
	if out, err = m.decide(view{s: s, m: m}); err != nil {
		return out, err
	}
	if len(out.Appends) > maxAppends || len(out.Result) > maxResult {
		return out, fmt.Errorf("docket: %d appends, result of %d bytes: too much for one command", len(out.Appends), len(out.Result))
	}
	return out, nil
}

// accept makes a draft part of the batch.
func (s *sitting) accept(d *draft) {
	s.batch.Events = append(s.batch.Events, d.events...)
	s.batch.Effects = append(s.batch.Effects, d.effects...)
	for _, ref := range d.order {
		before, after := s.states[ref].head, d.states[ref]
		if i, ok := s.moved[ref]; ok {
			s.batch.Advances[i].After = after.head
		} else {
			s.moved[ref] = len(s.batch.Advances)
			s.batch.Advances = append(s.batch.Advances, Advance{Ref: ref, Before: before, After: after.head})
		}
		s.states[ref] = loaded{folded: after}
	}
	for _, row := range d.rows {
		key := s.r.design.key(row.Place, row.Row)
		if i, ok := s.rows[key]; ok {
			s.batch.Rows[i] = row
		} else {
			s.rows[key] = len(s.batch.Rows)
			s.batch.Rows = append(s.batch.Rows, row)
		}
	}
	for _, timer := range d.timers {
		ref := Ref{Place: timer.Place, Stream: timer.Stream}
		if i, ok := s.timers[ref]; ok {
			s.batch.Timers[i] = timer
		} else {
			s.timers[ref] = len(s.batch.Timers)
			s.batch.Timers = append(s.batch.Timers, timer)
		}
	}
}

// snapshots freezes the streams that have grown enough since their last snapshot.
func (s *sitting) snapshots() error {
	for _, a := range s.batch.Advances {
		if a.Before.Version/snapshotEvery == a.After.Version/snapshotEvery {
			continue
		}
		f, err := s.r.design.fold(a.Stream)
		if err != nil {
			return err
		}
		state, err := f.Freeze(s.states[a.Ref].state)
		if err != nil {
			return fmt.Errorf("docket: snapshot of %s: %w", StreamText(a.Stream), err)
		}
		s.batch.Snapshots = append(s.batch.Snapshots, Snapshot{Ref: a.Ref, Head: a.After, Edition: s.r.design.Edition, State: state})
	}
	return nil
}

// view is what one member sees.
type view struct {
	s *sitting
	m *member
}

// State gives a needed stream. Asking for another is a mistake in the caller's needs.
func (v view) State(stream record.Stream) (any, Head) {
	for _, needed := range v.m.needs.Streams {
		if needed == stream {
			now := v.s.states[Ref{Place: v.m.env.Place, Stream: stream}]
			return now.state, now.head
		}
	}
	panic(fmt.Sprintf("%s is not among the needed streams", StreamText(stream)))
}

// Other gives a stream that is read and not guarded.
func (v view) Other(ref Ref) (any, Head) {
	for _, needed := range v.m.needs.Read {
		if needed == ref {
			now := v.s.states[ref]
			return now.state, now.head
		}
	}
	panic(fmt.Sprintf("%s is not among the streams to read", StreamText(ref.Stream)))
}
