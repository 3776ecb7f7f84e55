package postgres_test

import (
	"sync"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet/cabinettest"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
)

// TestPostgreSQL proves that the store in PostgreSQL is a docket.
func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	dockettest.Run(t, openStore)
}

// migrated is done once: every database of the tests is a copy of one that was.
var migrated sync.Once

// server gives the server of these tests.
func server(t *testing.T) *pgtest.Server {
	t.Helper()
	s := pgtest.Shared(t)
	migrated.Do(func() {
		pgtest.Need(t, s.Model(t.Context(), func(url string) error {
			store, err := postgres.Open(t.Context(), postgres.Options{URL: url})
			if err != nil {
				return err
			}
			return store.Close()
		}))
	})
	return s
}

// openStore opens the database that stands for a folder.
func openStore(t *testing.T, s dockettest.Setup) dockettest.Store {
	t.Helper()
	store, err := postgres.Open(t.Context(), postgres.Options{
		URL: server(t).Database(t, s.Folder), Readers: 4, Design: s.Design, Keys: s.Keys, Docket: s.Docket, Wrap: s.Wrap,
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// TestIdentity runs the suite every store of office/identity must pass, each part on
// a database of its own.
func TestIdentity(t *testing.T) {
	t.Parallel()
	identitytest.Run(t, func(t *testing.T) identity.Store {
		s := openStore(t, dockettest.Setup{Folder: t.TempDir(), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}).(*postgres.Store)
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s.Identity()
	})
}

// TestCabinet proves that PostgreSQL keeps what is no stream as every engine does, with
// two nodes on one database.
func TestCabinet(t *testing.T) {
	t.Parallel()
	cabinettest.Run(t, func(t *testing.T) (nodes []cabinet.Cabinet) {
		folder := t.TempDir()
		for range 2 {
			s := openStore(t, dockettest.Setup{Folder: folder, Design: docket.Design{}, Keys: dockettest.NewKeys(1)}).(*postgres.Store)
			t.Cleanup(func() { _ = s.Close() })
			nodes = append(nodes, s.Cabinet)
		}
		return nodes
	})
}
