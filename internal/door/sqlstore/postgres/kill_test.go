package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/tianping-odr/tianping/internal/door/keystore"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/killtest"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) { killtest.Main(m, openToKill) }

// openToKill opens the database whose URL stands in the folder.
func openToKill(ctx context.Context, folder string, keys docket.Keys) (killtest.Store, error) {
	url, err := os.ReadFile(filepath.Join(folder, "url"))
	if err != nil {
		return nil, err
	}
	return postgres.Open(ctx, postgres.Options{URL: string(url), Readers: 4, Design: dockettest.PurseDesign(), Keys: keys})
}

// durable starts a server that syncs, and a folder that names a database in it.
func durable(t *testing.T) (server *pgtest.Server, folder string, db *sql.DB) {
	t.Helper()
	server, err := pgtest.Start(t.Context(), pgtest.Options{})
	pgtest.Need(t, err)
	folder = t.TempDir()
	url := server.Database(t, "kills")
	if err := os.WriteFile(filepath.Join(folder, "url"), []byte(url), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	db = stdlib.OpenDB(*cfg)
	t.Cleanup(func() { _ = db.Close() })
	return server, folder, db
}

// TestKill proves that a process killed (-9) at any moment loses nothing it had
// acknowledged and does nothing twice. TIANPING_KILLS sets the number of kills; 6 in
// the suite.
func TestKill(t *testing.T) {
	t.Parallel()
	server, folder, db := durable(t)
	killtest.Run(t, folder, killtest.Kills(t, 6), db, openToKill)
	_ = db.Close()
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

// TestServerKill proves the same of the database server: killed (-9) with all its
// processes under sixteen callers, and started again on its files. The callers stay;
// they repeat with the same key what failed or whose outcome is unknown. A quarter as
// many kills as TestKill makes, at least three.
func TestServerKill(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	server, folder, db := durable(t)
	keys, err := keystore.Open(ctx, keystore.Options{Path: filepath.Join(folder, "keys.db"), KEK: filepath.Join(folder, "keys.kek")})
	if err != nil {
		t.Fatal(err)
	}
	store, err := openToKill(ctx, folder, keys)
	if err != nil {
		t.Fatal(err)
	}
	c := callers{t: t, store: store, progress: make(chan int, 1<<16), met: make(chan struct{}, 1)}
	stop := make(chan struct{})
	for n := range 16 {
		c.all.Go(func() { c.call(ctx, n, stop) })
	}
	dice := rand.New(rand.NewPCG(41, 43))
	kills := max(3, killtest.Kills(t, 0)/4)
	for range kills {
		for range 50 + dice.IntN(250) {
			<-c.progress
		}
		select { // of the kill before
		case <-c.met:
		default:
		}
		at, err := server.Kill()
		if err == nil {
			<-c.met // it stays away until somebody has asked in vain
			server, err = pgtest.Start(ctx, pgtest.Options{Folder: at})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 200 { // life after the last kill
		<-c.progress
	}
	close(stop)
	c.all.Wait()
	if err := errors.Join(store.Close(), keys.Close()); err != nil {
		t.Fatal(err)
	}
	if c.failed < kills {
		t.Fatal("no call met a kill: nothing was proven")
	}
	t.Logf("%d kills of the server, %d commands acknowledged, %d calls failed and were repeated", kills, len(c.acks), c.failed)
	killtest.Check(t, db, c.acks)
	killtest.Reopen(t, folder, c.acks, openToKill)
	_ = db.Close()
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

// callers fill purses and repeat what failed until it is acknowledged.
type callers struct {
	t        *testing.T
	store    killtest.Store
	progress chan int
	met      chan struct{} // a call failed
	all      sync.WaitGroup
	mu       sync.Mutex
	acks     []killtest.Ack
	failed   int
}

func (c *callers) call(ctx context.Context, n int, stop <-chan struct{}) {
	dice := rand.New(rand.NewPCG(uint64(n), 1))
	for i := 0; ; i++ {
		purse, key := dice.IntN(24), fmt.Sprintf("%d-%d", n, i)
		a, err := killtest.FillOnce(ctx, c.store, purse, key)
		for err != nil {
			if !errors.Is(err, docket.ErrBusy) && !errors.Is(err, docket.ErrUnknown) {
				c.t.Errorf("neither later nor unknown: %v", err)
			}
			c.mu.Lock()
			c.failed++
			c.mu.Unlock()
			select {
			case c.met <- struct{}{}:
			default:
			}
			a, err = killtest.FillOnce(ctx, c.store, purse, key)
		}
		c.mu.Lock()
		c.acks = append(c.acks, a)
		c.mu.Unlock()
		select {
		case c.progress <- 1:
		case <-stop:
			return
		}
		select {
		case <-stop:
			return
		default:
		}
	}
}
