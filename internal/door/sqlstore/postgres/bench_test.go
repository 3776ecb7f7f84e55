package postgres_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// floor is what a program that only wrote would do: four rows of about 300 bytes into
// one table with a primary key, in one transaction.
const floor = `\set k random(1, 9000000000000000000)
BEGIN;
INSERT INTO floor VALUES (:k, 1, repeat('x', 280));
INSERT INTO floor VALUES (:k, 2, repeat('x', 280));
INSERT INTO floor VALUES (:k, 3, repeat('x', 280));
INSERT INTO floor VALUES (:k, 4, repeat('x', 280));
COMMIT;
`

// rounds are how often each is measured, one after the other; medians count.
const rounds = 5

// BenchmarkCommands measures durable commands of the docket (fsync on; one event, its
// log row, head, two projection rows, timer, receipt) beside stock pgbench on the same
// server, in turns. Commands a second; the ratio is of medians. Among 2,000 streams.
func BenchmarkCommands(b *testing.B) {
	server, err := pgtest.Start(b.Context(), pgtest.Options{})
	pgtest.Need(b, err)
	b.Cleanup(func() { _ = server.Stop() })
	url := server.Database(b, "bench")
	conn, err := pgx.Connect(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := conn.Exec(b.Context(), "CREATE TABLE floor (k bigint, n int, body text, PRIMARY KEY (k, n))"); err != nil {
		b.Fatal(err)
	}
	_ = conn.Close(b.Context())
	script := filepath.Join(b.TempDir(), "floor.sql")
	if err := os.WriteFile(script, []byte(floor), 0o600); err != nil {
		b.Fatal(err)
	}
	store, err := postgres.Open(b.Context(), postgres.Options{URL: url, Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	for _, callers := range []int{1, 8, 64} {
		b.Run(strconv.Itoa(callers), func(b *testing.B) {
			for b.Loop() {
				var ours, theirs []float64
				for range rounds {
					theirs = append(theirs, server.Bench(b, url, script, callers, 2*time.Second))
					ours = append(ours, commands(b, store, callers, 2*time.Second))
				}
				slices.Sort(ours)
				slices.Sort(theirs)
				b.ReportMetric(ours[rounds/2], "commands/s")
				b.ReportMetric(theirs[rounds/2], "floor/s")
				b.ReportMetric(ours[rounds/2]/theirs[rounds/2], "ratio")
			}
		})
	}
}

var streamsMade atomic.Int64

// commands runs commands for a while and gives how many a second were acknowledged.
func commands(b *testing.B, store *postgres.Store, callers int, length time.Duration) float64 {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), length)
	defer cancel()
	run := streamsMade.Add(1)
	var done atomic.Int64
	var all sync.WaitGroup
	for n := range callers {
		all.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(n), uint64(run)))
			for i := 0; ctx.Err() == nil; i++ {
				no := dice.IntN(2000)
				s := record.Stream{Kind: "purse", ID: [16]byte{0x50, byte(no >> 8), byte(no)}}
				at := time.Unix(1789000000, 0)
				env := docket.Envelope{
					Place: docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}, Principal: "account:1",
					Key: fmt.Sprintf("%d-%d-%d", run, n, i), Legal: at, Recorded: at, Correlation: "bench",
				}
				_, err := store.Submit(b.Context(), env, docket.Needs{Streams: []record.Stream{s}}, func(docket.View) (docket.Outcome, error) { //nolint:contextcheck // what was sent is waited for, also when the time is over
					return docket.Outcome{Appends: []record.Entry{{Stream: s, Event: dockettest.Fill(1)}}}, nil
				})
				if err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	return float64(done.Load()) / length.Seconds()
}
