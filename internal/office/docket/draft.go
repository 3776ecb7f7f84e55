package docket

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// systemActor stands in the header where no person acts.
const systemActor = "system"

// draft is what one member appends, kept apart until all of it is known to be sound.
type draft struct {
	s       *sitting
	m       *member
	states  map[Ref]folded
	order   []Ref // streams in the order they were first appended to
	events  []RawEvent
	rows    []PlacedRow
	timers  []Timer
	effects []PlacedEffect
}

// write seals, hashes, folds and follows what a member appends.
func (s *sitting) write(ctx context.Context, m *member, out Outcome) (*draft, error) {
	d := &draft{s: s, m: m, states: make(map[Ref]folded)}
	for _, entry := range out.Appends {
		if err := d.add(ctx, entry); err != nil {
			return nil, fmt.Errorf("docket: append to %s: %w", StreamText(entry.Stream), err)
		}
	}
	return d, nil
}

// heads are the new heads of the streams appended to.
func (d *draft) heads() map[record.Stream]Head {
	heads := make(map[record.Stream]Head, len(d.order))
	for _, ref := range d.order {
		heads[ref.Stream] = d.states[ref].head
	}
	return heads
}

func (d *draft) add(ctx context.Context, entry record.Entry) error {
	if !slices.Contains(d.m.needs.Streams, entry.Stream) {
		return fmt.Errorf("the stream is not among the command's needs")
	}
	ref := Ref{Place: d.m.env.Place, Stream: entry.Stream}
	before, ok := d.states[ref]
	if !ok {
		before = d.s.states[ref].folded
		d.order = append(d.order, ref)
	}
	stored, err := d.seal(ctx, ref, before.head, entry)
	if err != nil {
		return err
	}
	after, made, err := d.s.r.design.step(before, stored, entry.Clear)
	if err != nil {
		return err
	}
	d.states[ref] = after
	d.rows = append(d.rows, made.rows...)
	d.timers = append(d.timers, made.timers...)
	d.effects = append(d.effects, made.effects...)
	return nil
}

// seal makes the bytes of one event and reads them back: what is folded now is what
// will be folded from the shelf.
func (d *draft) seal(ctx context.Context, ref Ref, head Head, entry record.Entry) (Stored, error) {
	if entry.Event == nil {
		return Stored{}, fmt.Errorf("%w: no event", ErrMalformed)
	}
	h := d.header(ref, head, entry)
	header, err := h.Encode()
	if err != nil {
		return Stored{}, err
	}
	payload, err := EncodePayload(entry.Event)
	if err != nil {
		return Stored{}, err
	}
	parts, err := d.parts(ctx, h, entry.Clear)
	if err != nil {
		return Stored{}, err
	}
	sealed := EncodeSealed(parts)
	raw := RawEvent{
		Ref: ref, Seq: h.Seq, Kind: h.Kind, Version: h.Version, Legal: h.Legal, Recorded: h.Recorded,
		Header: header, Payload: payload, Sealed: sealed, Hash: Hash(header, payload, sealed),
	}
	d.events = append(d.events, raw)
	stored := Stored{
		Recorded: record.Recorded{Meta: h.meta(raw.Hash)}, Place: ref.Place, Stream: ref.Stream,
		Kind: h.Kind, Version: h.Version, Header: header, Payload: payload, Sealed: parts, Prev: h.Prev,
	}
	return d.s.r.design.revive(stored)
}

func (d *draft) header(ref Ref, head Head, entry record.Entry) Header {
	env := &d.m.env
	h := Header{
		Market: ref.Market, Stream: ref.Stream, Seq: head.Version + 1, Prev: head.Hash,
		Kind: entry.Event.Kind(), Version: entry.Event.Version(), Legal: whole(entry.At), Recorded: whole(env.Recorded),
		Authority: entry.Authority, Rulebook: entry.Rulebook, Command: env.Digest,
		Correlation: env.Correlation, Cause: env.Cause,
	}
	if entry.At.IsZero() {
		h.Legal = whole(env.Legal)
	}
	if entry.System {
		h.Capacity, h.Credential = systemActor, systemActor
		return h
	}
	h.Person, h.Capacity, h.Credential, h.OnBehalfOf = env.Person, env.Capacity, env.Credential, env.OnBehalfOf
	return h
}

// parts seals the clear parts of an entry with keys named in the command's needs.
func (d *draft) parts(ctx context.Context, h Header, clear []record.Clear) ([]SealedPart, error) {
	if len(clear) > maxParts {
		return nil, fmt.Errorf("%w: %d sealed parts", ErrMalformed, len(clear))
	}
	var parts []SealedPart
	for _, c := range clear {
		if slices.ContainsFunc(parts, func(p SealedPart) bool { return p.Path == c.Path }) {
			return nil, fmt.Errorf("%w: two sealed parts %q", ErrMalformed, c.Path)
		}
		if !slices.Contains(d.m.needs.Keys, c.Owner) {
			return nil, fmt.Errorf("the key of %q is not among the command's needs", c.Path)
		}
		key, err := d.s.r.keys.Get(ctx, c.Owner)
		if err != nil {
			return nil, fmt.Errorf("seal %q: %w", c.Path, err)
		}
		ready, err := d.s.r.sealer(key)
		if err != nil {
			return nil, err
		}
		part, err := spot{market: h.Market, stream: h.Stream, seq: h.Seq, path: c.Path}.seal(ready, c.Text)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}
