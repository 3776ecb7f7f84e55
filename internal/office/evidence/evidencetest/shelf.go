// Package evidencetest keeps the bytes of exhibits in memory, for tests. It never stands
// in a house people use.
//
//	evidence.Room → Shelf (a map)
package evidencetest

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// Shelf keeps blobs in memory; it is an evidence.Blobs.
type Shelf struct {
	mu   sync.Mutex
	kept map[string][]byte
}

// NewShelf is an empty one.
func NewShelf() *Shelf { return &Shelf{kept: map[string][]byte{}} }

// Begin implements evidence.Blobs.
func (s *Shelf) Begin(context.Context) (evidence.Pending, error) { return &tray{shelf: s}, nil }

// Open implements evidence.Blobs.
func (s *Shelf) Open(_ context.Context, name string) (evidence.Blob, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, ok := s.kept[name]
	if !ok {
		return nil, evidence.ErrUnknown
	}
	return box{bytes.NewReader(raw)}, nil
}

// Count implements evidence.Blobs.
func (s *Shelf) Count(_ context.Context, folder string) (int, error) {
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

// People implements evidence.Blobs.
func (s *Shelf) People(context.Context) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for name := range s.kept {
		if folder := name[:strings.LastIndexByte(name, '/')]; strings.Contains(folder, "/per_") && !slices.Contains(out, folder) {
			out = append(out, folder)
		}
	}
	return out, nil
}

// Laid implements evidence.Blobs.
func (s *Shelf) Laid(_ context.Context, folder string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var laid []string
	for name := range s.kept {
		if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
			laid = append(laid, rest)
		}
	}
	return laid, nil
}

// Remove implements evidence.Blobs: here everything is old.
func (s *Shelf) Remove(_ context.Context, name string, _ time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, there := s.kept[name]
	delete(s.kept, name)
	return there, nil
}

type box struct{ *bytes.Reader }

func (box) Close() error { return nil }

type tray struct {
	bytes.Buffer
	shelf *Shelf
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
