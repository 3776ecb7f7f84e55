package docket

import (
	"context"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// folded is a state and where it stands. blocked is set when the stream holds an
// event this version does not know: the state stops before it and nothing is appended.
type folded struct {
	state   any
	head    Head
	blocked error
}

// fold finds how a kind of stream is folded.
func (d Design) fold(s record.Stream) (Fold, error) {
	f, ok := d.Folds[s.Kind]
	if !ok {
		return nil, fmt.Errorf("docket: no fold for streams of kind %q", s.Kind)
	}
	return f, nil
}

// revive decodes a stored event. Errors: ErrReadOnly when its kind is unknown.
func (d Design) revive(s Stored) (Stored, error) {
	f, err := d.fold(s.Stream)
	if err != nil {
		return s, err
	}
	event, err := f.Decode(s.Kind, s.Version, s.Payload)
	if err != nil {
		return s, fmt.Errorf("%w: %s %d of %s: %w", ErrReadOnly, s.Kind, s.Version, StreamText(s.Stream), err)
	}
	s.Event = event
	return s, nil
}

// readPage is how many events are read at a time while folding.
const readPage = 1000

// catchUp folds what the shelf holds after from. It trusts from only if the first
// event read continues its hash.
func catchUp(ctx context.Context, d Design, shelf Reads, ref Ref, from folded) (folded, error) {
	f, err := d.fold(ref.Stream)
	if err != nil {
		return from, err
	}
	for {
		page, err := shelf.Raw(ctx, ref, from.head.Version+1, readPage)
		if err != nil {
			return from, fmt.Errorf("docket: read %s: %w", StreamText(ref.Stream), err)
		}
		events := make([]record.Recorded, 0, len(page))
		for _, raw := range page {
			s, err := raw.stored()
			if err != nil {
				return from, err
			}
			if s.Prev != from.head.Hash || s.Meta.Seq != from.head.Version+1 {
				return from, fmt.Errorf("%w: %s %d does not follow", ErrDamaged, StreamText(ref.Stream), raw.Seq)
			}
			from.head = Head{Version: s.Meta.Seq, Hash: s.Meta.Hash}
			if from.blocked != nil {
				continue // the head goes on, the state does not
			}
			if s, from.blocked = d.revive(s); from.blocked == nil {
				events = append(events, s.Recorded)
			}
		}
		if len(events) > 0 {
			from.state = f.Evolve(from.state, events)
		}
		if len(page) < readPage {
			return from, nil
		}
	}
}

// readState gives the newest state of a stream: the given one if it still continues,
// else a snapshot and its tail, else all events.
func readState(ctx context.Context, d Design, shelf Reads, ref Ref) (folded, error) {
	f, err := d.fold(ref.Stream)
	if err != nil {
		return folded{}, err
	}
	if snap, ok, err := shelf.Snapshot(ctx, ref, d.Edition); err != nil {
		return folded{}, fmt.Errorf("docket: snapshot of %s: %w", StreamText(ref.Stream), err)
	} else if ok {
		if state, err := f.Thaw(ref.Stream, snap.State); err == nil {
			if now, err := catchUp(ctx, d, shelf, ref, folded{state: state, head: snap.Head}); err == nil {
				return now, nil
			}
		}
	}
	return catchUp(ctx, d, shelf, ref, folded{state: f.New(ref.Stream)})
}
