// Package enginetest lets the journeys of the API and of the pages run on the engine
// TIANPING_TEST_ENGINE names: memory where nothing is said, sqlite, postgres. It is no
// part of the product.
//
//	journey ─ Office ─ dockettest.Memory | sqlite.Store | postgres.Store
package enginetest

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Office is an office for a test, over a store of its own, which is
// closed when the test ends.
func Office(t testing.TB, seed uint64, begins time.Time) (*officetest.Office, error) {
	t.Helper()
	engine := os.Getenv("TIANPING_TEST_ENGINE")
	if engine == "" || engine == "memory" {
		return officetest.Memory(t.Context(), seed, begins)
	}
	lib, err := library.Open()
	if err != nil {
		return nil, err
	}
	design, keys := streams.NewDesign(lib), dockettest.NewKeys(seed)
	store, err := open(t, engine, design, keys)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return officetest.Over(t.Context(), store, keys, lib, seed, begins)
}

// inline runs each command where it is submitted, so that a journey repeats to the byte.
func inline() docket.Options { return docket.Options{Inline: true} }

func open(t testing.TB, engine string, design docket.Design, keys docket.Keys) (dockettest.Store, error) {
	t.Helper()
	switch engine {
	case "sqlite":
		return sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "t.db"), Design: design, Keys: keys, Docket: inline()})
	case "postgres":
		server := pgtest.Shared(t)
		drawn.Do(func() {
			pgtest.Need(t, server.Model(t.Context(), func(url string) error {
				store, err := postgres.Open(t.Context(), postgres.Options{URL: url, Design: design, Keys: keys})
				if err != nil {
					return err
				}
				return store.Close()
			}))
		})
		return postgres.Open(t.Context(), postgres.Options{
			URL: server.Database(t, t.TempDir()), Readers: 4, Design: design, Keys: keys, Docket: inline(),
		})
	}
	return nil, fmt.Errorf("enginetest: TIANPING_TEST_ENGINE is %q", engine)
}

var drawn sync.Once // the database every other is a copy of
