package dockettest

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// counted is a shelf that counts the events read from it.
type counted struct {
	docket.Shelf
	events int
}

func (c *counted) Raw(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.RawEvent, error) {
	found, err := c.Shelf.Raw(ctx, ref, from, limit)
	c.events += len(found)
	return found, err
}

// TestEventsReadAgain proves that events kept to be read again are those of the
// shelf, whatever was appended and read before, and that a long stream is not read
// twice: random appends and reads on a few streams with little room, each reading
// held against one that keeps nothing.
func TestEventsReadAgain(t *testing.T) {
	t.Parallel()
	dice, keys, design := NewDice(7), NewKeys(7), PurseDesign()
	cold := newShelf(design)
	shelf := &counted{Shelf: cold}
	r := docket.NewRegistrar(design, shelf, keys, docket.Options{Inline: true, Events: 300})
	place := docket.Place{Market: id.From[id.Market](dice.ID()), Home: 3}
	streams := []record.Stream{{Kind: purseKind, ID: dice.ID()}, {Kind: purseKind, ID: dice.ID()}, {Kind: purseKind, ID: dice.ID()}}
	saved := 0
	for i := range 1500 {
		s := streams[dice.N(len(streams))]
		ref := docket.Ref{Place: place, Stream: s}
		if dice.N(3) == 0 {
			at := time.Unix(1789000000+int64(i), 0)
			env := docket.Envelope{Place: place, Principal: "account:1", Legal: at, Recorded: at}
			if _, err := r.Submit(t.Context(), env, needs(s), plain(fill(s, 1), note(s, "卖家说已经发货"))); err != nil {
				t.Fatal(err)
			}
			continue
		}
		from, limit := uint64(dice.N(200)), dice.N(300)
		want, wantErr := docket.Read(t.Context(), design, cold, ref, from, limit)
		shelf.events = 0
		got, err := r.Events(t.Context(), shelf, ref, from, limit)
		if err != wantErr || len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) { //nolint:errorlint // the very error
			t.Fatalf("step %d: from %d at most %d: %d events, %v; want %d, %v", i, from, limit, len(got), err, len(want), wantErr)
		}
		if shelf.events < len(got) {
			saved += len(got) - shelf.events
		}
	}
	if saved < 1000 {
		t.Errorf("only %d events were not read twice", saved)
	}
}
