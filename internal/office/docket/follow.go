package docket

import (
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// maxBody bounds the body of one effect, in bytes.
const maxBody = 64 << 10

// followed is what came of one event besides itself.
type followed struct {
	rows    []PlacedRow
	timers  []Timer
	effects []PlacedEffect
}

// step folds one event and computes its consequences. Writing and rebuilding both
// go event by event through here, so a projection cannot depend on how events were
// grouped into commits. A panic is a fault.
func (d Design) step(before folded, s Stored, clear []record.Clear) (after folded, made followed, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("docket: %s of %s panicked: %v", s.Kind, StreamText(s.Stream), p)
		}
	}()
	f, err := d.fold(s.Stream)
	if err != nil {
		return before, made, err
	}
	events := []record.Recorded{s.Recorded}
	after = folded{state: f.Evolve(before.state, events), head: Head{Version: s.Meta.Seq, Hash: s.Meta.Hash}}
	if d.Follow == nil {
		return after, made, nil
	}
	c := d.Follow(s.Place, s.Stream, before.state, after.state, events, [][]record.Clear{clear})
	for _, row := range c.Rows {
		tidy, err := d.tidy(row)
		if err != nil {
			return before, made, err
		}
		made.rows = append(made.rows, PlacedRow{Place: s.Place, Of: s.Stream, Row: tidy})
	}
	if c.Timer != nil {
		made.timers = append(made.timers, Timer{Place: s.Place, Stream: s.Stream, Due: whole(c.Timer.Due), Gen: s.Meta.Seq})
	}
	lines := make(map[int]bool, len(c.Effects))
	for _, e := range c.Effects {
		if lines[e.Line] || e.Sink == "" || len(e.Body) > maxBody {
			return before, made, fmt.Errorf("docket: effect line %d of %s: repeated, without sink or too large", e.Line, s.Kind)
		}
		lines[e.Line] = true
		e.Stream, e.Seq = s.Stream, s.Meta.Seq
		made.effects = append(made.effects, PlacedEffect{Place: s.Place, Effect: e, Recorded: s.Meta.Recorded})
	}
	return after, made, nil
}
