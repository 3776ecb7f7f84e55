package sqlite_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

func BenchmarkSubmit(b *testing.B) {
	for _, callers := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(callers), func(b *testing.B) {
			s, err := sqlite.Open(b.Context(), sqlite.Options{Path: filepath.Join(b.TempDir(), "t.db"), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			place := docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}
			b.ResetTimer()
			var wg sync.WaitGroup
			for c := range callers {
				wg.Go(func() {
					for i := range b.N / callers {
						st := record.Stream{Kind: "purse", ID: [16]byte{1, byte(i % 200), byte(i % 7), byte(c)}}
						own := record.Owner{Kind: "case", ID: st.ID}
						env := docket.Envelope{Place: place, Principal: "account:1", Key: fmt.Sprint(i, c), Legal: time.Unix(int64(i), 0), Recorded: time.Unix(int64(i), 0)}
						_, err := s.Submit(b.Context(), env, docket.Needs{Streams: []record.Stream{st}, Keys: []record.Owner{own}}, func(v docket.View) (docket.Outcome, error) {
							return docket.Outcome{Appends: []record.Entry{{Stream: st, Event: dockettest.Fill(3)}, {Stream: st, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: own, Text: "卖家说已经发货"}}}}}, nil
						})
						if err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
		})
	}
}
