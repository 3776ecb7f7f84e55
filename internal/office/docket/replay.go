package docket

import (
	"context"
	"fmt"
)

// Written is what following some events of one stream writes: the last word on each row.
type Written struct {
	Rows  []PlacedRow
	Timer *Timer // nil: left as it is
}

// replayRows bounds how many rows of one stream are held before they are handed on.
const replayRows = 4096

// Replay follows all events of a stream again and hands on what they write. Effects
// are not handed on: what was done in the world is not done again. A stream with an
// event this version does not know is followed up to that event.
//
// Errors: ErrDamaged, a fault of the shelf, of the key store or of emit.
func Replay(ctx context.Context, d Design, keys Keys, shelf Reads, ref Ref, emit func(Written) error) error {
	f, err := d.fold(ref.Stream)
	if err != nil {
		return err
	}
	now, last := folded{state: f.New(ref.Stream)}, lastWord{d: d}
	for {
		page, err := shelf.Raw(ctx, ref, now.head.Version+1, readPage)
		if err != nil {
			return fmt.Errorf("docket: replay: %w", err)
		}
		for _, raw := range page {
			s, err := raw.stored()
			if err != nil {
				return err
			}
			if s, err = d.revive(s); err != nil {
				return emit(last.take()) // read-only from here on, for replay as for writing
			}
			clear, err := Unseal(ctx, keys, s)
			if err != nil {
				return err
			}
			after, made, err := d.step(now, s, clear)
			if err != nil {
				return err
			}
			now = after
			if last.add(made); len(last.rows) > replayRows {
				if err := emit(last.take()); err != nil {
					return err
				}
			}
		}
		if len(page) < readPage {
			return emit(last.take())
		}
	}
}

// lastWord keeps the last row of each key and the last timer.
type lastWord struct {
	d     Design
	rows  []PlacedRow
	at    map[string]int
	timer *Timer
}

func (l *lastWord) add(made followed) {
	for _, row := range made.rows {
		key := l.d.key(row.Place, row.Row)
		if i, known := l.at[key]; known {
			l.rows[i] = row
			continue
		}
		if l.at == nil {
			l.at = make(map[string]int)
		}
		l.at[key] = len(l.rows)
		l.rows = append(l.rows, row)
	}
	for _, t := range made.timers {
		l.timer = &t
	}
}

func (l *lastWord) take() Written {
	w := Written{Rows: l.rows, Timer: l.timer}
	l.rows, l.at, l.timer = nil, nil, nil
	return w
}

// Read gives stored events from seq on, decoded; one of an unknown kind has no Event.
//
// Errors: ErrUnknownStream, ErrDamaged, a fault of the shelf.
func Read(ctx context.Context, d Design, shelf Reads, ref Ref, from uint64, limit int) ([]Stored, error) {
	if limit <= 0 || limit > MaxEvents {
		limit = MaxEvents
	}
	page, err := shelf.Raw(ctx, ref, max(from, 1), limit)
	if err != nil {
		return nil, fmt.Errorf("docket: read: %w", err)
	}
	if len(page) == 0 {
		heads, err := shelf.Heads(ctx, []Ref{ref})
		if err != nil {
			return nil, fmt.Errorf("docket: read: %w", err)
		}
		if heads[0].Version == 0 {
			return nil, ErrUnknownStream
		}
	}
	events := make([]Stored, len(page))
	for i, raw := range page {
		s, err := raw.stored()
		if err != nil {
			return nil, err
		}
		if known, err := d.revive(s); err == nil {
			s = known
		}
		events[i] = s
	}
	return events, nil
}
