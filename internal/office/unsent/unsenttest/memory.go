// Package unsenttest holds what every store of office/unsent must pass, and a store
// in memory for tests. It is no part of the product.
//
//	Run(t, open) ─ same suite ─ Memory, SQLite
package unsenttest

import (
	"context"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/office/unsent"
)

type slot struct {
	unsent.Owner
	unsent.Place
}

type paper struct {
	doc   []byte
	saved time.Time
}

// Memory keeps papers in memory. The zero value is ready.
type Memory struct {
	mu    sync.Mutex
	slots map[slot]paper
}

var _ unsent.Papers = (*Memory)(nil)

// Get implements unsent.Papers.
func (m *Memory) Get(_ context.Context, o unsent.Owner, at unsent.Place) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.slots[slot{o, at}]
	if !ok {
		return nil, unsent.ErrUnknown
	}
	return p.doc, nil
}

// Put implements unsent.Papers.
func (m *Memory) Put(_ context.Context, o unsent.Owner, at unsent.Place, doc []byte, saved time.Time, most int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	others := 0
	for s := range m.slots {
		if s.Owner == o && s.Place != at {
			others++
		}
	}
	if others >= most {
		return unsent.ErrFull
	}
	if m.slots == nil {
		m.slots = map[slot]paper{}
	}
	m.slots[slot{o, at}] = paper{doc, saved}
	return nil
}

// Delete implements unsent.Papers.
func (m *Memory) Delete(_ context.Context, o unsent.Owner, at unsent.Place) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.slots, slot{o, at})
	return nil
}

// Sweep implements unsent.Papers.
func (m *Memory) Sweep(_ context.Context, before time.Time, most int) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	gone := 0
	for s, p := range m.slots {
		if gone < most && p.saved.Before(before) {
			delete(m.slots, s)
			gone++
		}
	}
	return gone, nil
}
