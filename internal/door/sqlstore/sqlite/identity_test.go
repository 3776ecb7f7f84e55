package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
)

// TestIdentity runs the suite every store of office/identity must pass, each part on
// a file of its own.
func TestIdentity(t *testing.T) {
	t.Parallel()
	identitytest.Run(t, func(t *testing.T) identity.Store {
		s, err := sqlite.Open(t.Context(), sqlite.Options{
			Path: filepath.Join(t.TempDir(), "t.db"), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1),
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s.Identity()
	})
}
