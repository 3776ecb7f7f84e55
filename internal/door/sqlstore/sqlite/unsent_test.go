package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/unsent"
	"github.com/tianping-odr/tianping/internal/office/unsent/unsenttest"
)

// SQLite keeps unsent texts as every store does.
func TestUnsent(t *testing.T) {
	t.Parallel()
	unsenttest.Run(t, func(t *testing.T) unsent.Papers {
		t.Helper()
		s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "t.db"), Keys: dockettest.NewMemory(docket.Design{}, 7).Keys()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s.Unsent()
	})
}
