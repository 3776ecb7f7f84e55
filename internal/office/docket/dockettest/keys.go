package dockettest

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"sync"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Keys is a key store in memory whose keys follow from a seed and the owner alone,
// so that two runs of one seed seal the same bytes. It keeps no secret from anybody.
type Keys struct {
	seed  uint64
	mu    sync.RWMutex
	byID  map[[16]byte]docket.Key
	owner map[record.Owner][16]byte
	gone  map[record.Owner]bool
}

// NewKeys makes an empty key store.
func NewKeys(seed uint64) *Keys {
	return &Keys{
		seed: seed, byID: make(map[[16]byte]docket.Key),
		owner: make(map[record.Owner][16]byte), gone: make(map[record.Owner]bool),
	}
}

// Ensure makes the keys that do not exist yet.
func (k *Keys) Ensure(_ context.Context, owners []record.Owner) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, owner := range owners {
		if _, known := k.owner[owner]; known {
			continue
		}
		key := docket.Key{Owner: owner, Secret: k.draw("secret", owner)}
		id := k.draw("id", owner)
		copy(key.ID[:], id[:])
		k.byID[key.ID], k.owner[owner] = key, key.ID
	}
	return nil
}

func (k *Keys) draw(what string, owner record.Owner) [32]byte {
	mac := hmac.New(sha256.New, binary.BigEndian.AppendUint64(nil, k.seed))
	mac.Write([]byte(what + "/" + owner.Kind + "/"))
	mac.Write(owner.ID[:])
	return [32]byte(mac.Sum(nil))
}

// Get finds the key of an owner.
func (k *Keys) Get(ctx context.Context, owner record.Owner) (docket.Key, error) {
	k.mu.RLock()
	id, known := k.owner[owner]
	k.mu.RUnlock()
	if !known {
		return docket.Key{}, docket.ErrNoKey
	}
	return k.Find(ctx, id)
}

// Find finds a key by its id.
func (k *Keys) Find(_ context.Context, keyID [16]byte) (docket.Key, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	key, known := k.byID[keyID]
	switch {
	case !known:
		return docket.Key{}, docket.ErrNoKey
	case k.gone[key.Owner]:
		return docket.Key{ID: keyID, Owner: key.Owner}, docket.ErrKeyDestroyed
	}
	return key, nil
}

// Destroy forgets the key of an owner.
func (k *Keys) Destroy(_ context.Context, owner record.Owner) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if id, known := k.owner[owner]; known {
		k.byID[id] = docket.Key{ID: id, Owner: owner}
		k.gone[owner] = true
	}
	return nil
}
