package keystore

import (
	"sync"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// memoryLimit is how many unwrapped keys are kept at hand.
const memoryLimit = 1 << 15

// memory keeps unwrapped keys. A key destroyed while it was being read must not come
// back: every forgetting makes the memory older, and what was read before is not kept.
type memory struct {
	mu      sync.RWMutex
	byOwner map[record.Owner]docket.Key
	owner   map[[16]byte]record.Owner
	years   uint64
}

func newMemory() *memory {
	return &memory{byOwner: make(map[record.Owner]docket.Key), owner: make(map[[16]byte]record.Owner)}
}

func (m *memory) age() uint64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.years
}

func (m *memory) of(owner record.Owner) (docket.Key, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	key, ok := m.byOwner[owner]
	return key, ok
}

func (m *memory) by(keyID [16]byte) (docket.Key, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	owner, ok := m.owner[keyID]
	return m.byOwner[owner], ok
}

func (m *memory) keep(key docket.Key, age uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if age != m.years {
		return
	}
	for owner, old := range m.byOwner { // any one will do
		if len(m.byOwner) < memoryLimit {
			break
		}
		delete(m.byOwner, owner)
		delete(m.owner, old.ID)
	}
	m.byOwner[key.Owner], m.owner[key.ID] = key, key.Owner
}

func (m *memory) forget(owner record.Owner) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.years++
	if key, ok := m.byOwner[owner]; ok {
		delete(m.byOwner, owner)
		delete(m.owner, key.ID)
	}
}
