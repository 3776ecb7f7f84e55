package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// TestSQLite proves that the store in one file is a docket.
func TestSQLite(t *testing.T) {
	t.Parallel()
	dockettest.Run(t, openStore)
}

func openStore(t *testing.T, s dockettest.Setup) dockettest.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Options{
		Path: filepath.Join(s.Folder, "tianping.db"), Design: s.Design, Keys: s.Keys, Docket: s.Docket, Wrap: s.Wrap,
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}
