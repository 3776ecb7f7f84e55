package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/killtest"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) { killtest.Main(m, openToKill) }

func openToKill(ctx context.Context, folder string, keys docket.Keys) (killtest.Store, error) {
	return sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(folder, "tianping.db"), Design: dockettest.PurseDesign(), Keys: keys})
}

// TestKill proves that a process killed (-9) at any moment loses nothing it had
// acknowledged and does nothing twice. TIANPING_KILLS sets the number of kills; 6 in
// the suite.
func TestKill(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "tianping.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	killtest.Run(t, folder, killtest.Kills(t, 6), db, openToKill)
}
