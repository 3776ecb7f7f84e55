package sqlite_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// benchStore opens a store for a benchmark.
func benchStore(b *testing.B) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(b.Context(), sqlite.Options{Path: b.TempDir() + "/t.db", Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

// benchSubmit runs the usual command: two events, a sealed text, five rows, a timer.
func benchSubmit(b *testing.B, s *sqlite.Store, n int) {
	st := record.Stream{Kind: "purse", ID: [16]byte{1, byte(n % 200), byte(n % 7)}}
	own := record.Owner{Kind: "case", ID: st.ID}
	at := time.Unix(1789000000+int64(n), 0)
	env := docket.Envelope{
		Place: docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}, Principal: "account:1", Key: fmt.Sprint(n), Legal: at, Recorded: at,
	}
	needs := docket.Needs{Streams: []record.Stream{st}, Keys: []record.Owner{own}}
	_, err := s.Submit(b.Context(), env, needs, func(docket.View) (docket.Outcome, error) {
		return docket.Outcome{Appends: []record.Entry{
			{Stream: st, Event: dockettest.Fill(3)},
			{Stream: st, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: own, Text: "卖家说已经发货"}}},
		}}, nil
	})
	if err != nil {
		b.Error(err)
	}
}

// BenchmarkSubmit measures commands by how many callers wait at once.
func BenchmarkSubmit(b *testing.B) {
	for _, callers := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(callers), func(b *testing.B) {
			s := benchStore(b)
			b.ResetTimer()
			var all sync.WaitGroup
			for c := range callers {
				all.Go(func() {
					for i := range b.N / callers {
						benchSubmit(b, s, i*callers+c)
					}
				})
			}
			all.Wait()
		})
	}
}

// BenchmarkRebuild measures making the projections of 2,000 events again.
func BenchmarkRebuild(b *testing.B) {
	s := benchStore(b)
	for i := range 1000 {
		benchSubmit(b, s, i)
	}
	for b.Loop() {
		if err := s.Rebuild(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
