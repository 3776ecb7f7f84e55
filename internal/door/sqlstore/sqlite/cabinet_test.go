package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet/cabinettest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// SQLite keeps what is no stream as every engine does.
func TestCabinet(t *testing.T) {
	t.Parallel()
	cabinettest.Run(t, func(t *testing.T) []cabinet.Cabinet {
		t.Helper()
		s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "t.db"), Keys: dockettest.NewMemory(docket.Design{}, 7).Keys()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return []cabinet.Cabinet{s.Cabinet}
	})
}
