package reception

import (
	"bytes"
	"context"
	"strings"
	"sync"

	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// shelf keeps blobs in memory.
type shelf struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func newShelf() *shelf { return &shelf{kept: map[string][]byte{}} }

func (s *shelf) Begin(context.Context) (evidence.Pending, error) { return &tray{shelf: s}, nil }

func (s *shelf) Open(_ context.Context, name string) (evidence.Blob, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, ok := s.kept[name]
	if !ok {
		return nil, evidence.ErrUnknown
	}
	return box{bytes.NewReader(raw)}, nil
}

func (s *shelf) Count(_ context.Context, folder string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for name := range s.kept {
		if strings.HasPrefix(name, folder+"/") {
			n++
		}
	}
	return n, nil
}

type box struct{ *bytes.Reader }

func (box) Close() error { return nil }

type tray struct {
	bytes.Buffer
	shelf *shelf
}

func (t *tray) Keep(name string) error {
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	if _, there := t.shelf.kept[name]; !there {
		t.shelf.kept[name] = t.Bytes()
	}
	return nil
}

func (t *tray) Discard() error { return nil }
