package dockettest

import (
	"fmt"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

func BenchmarkMemory(b *testing.B) {
	m := NewMemory(PurseDesign(), 1)
	place := docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}
	i := 0
	for b.Loop() {
		i++
		s := record.Stream{Kind: purseKind, ID: [16]byte{1, byte(i % 200), byte(i % 7)}}
		own := record.Owner{Kind: "case", ID: s.ID}
		env := docket.Envelope{Place: place, Principal: "account:1", Key: fmt.Sprint(i), Legal: time.Unix(int64(i), 0), Recorded: time.Unix(int64(i), 0)}
		_, err := m.Submit(b.Context(), env, docket.Needs{Streams: []record.Stream{s}, Keys: []record.Owner{own}}, func(v docket.View) (docket.Outcome, error) {
			return docket.Outcome{Appends: []record.Entry{{Stream: s, Event: filled{Minor: 3}}, {Stream: s, Event: noted{}, Clear: []record.Clear{{Path: "text", Owner: own, Text: "卖家说已经发货"}}}}}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
