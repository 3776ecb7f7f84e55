package dockettest

import (
	"sync"
	"testing"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// TestMemory proves that the docket in memory is a docket.
func TestMemory(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	kept := make(map[string]*shelf)
	Run(t, func(_ *testing.T, s Setup) Store {
		mu.Lock()
		defer mu.Unlock()
		base := kept[s.Folder]
		if base == nil {
			base = newShelf(s.Design)
			kept[s.Folder] = base
		}
		return openMemory(t, base, s)
	})
}

// openMemory puts a new registrar before a shelf, as opening a file would.
func openMemory(t *testing.T, base *shelf, s Setup) Store {
	t.Helper()
	base.design = s.Design
	m := &Memory{
		design: s.Design, keys: s.Keys, shelf: base,
		registrar: docket.NewRegistrar(s.Design, s.Wrap(base), s.Keys, s.Docket),
	}
	if err := m.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return m
}
