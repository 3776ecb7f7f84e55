package docket

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// ErrNoKey means that no key was ever made for an owner, or that nobody knows a key id.
var ErrNoKey = errors.New("docket: no such key")

// Key is the data key of one owner. Ciphertext is hashed into the chain, so a data
// key never changes; only what wraps it may. Its Secret must never be logged.
type Key struct {
	ID     [16]byte
	Owner  record.Owner
	Secret [32]byte
}

// Keys is the port to the key store, which lives apart from the events and has
// its own backup. One owner has one key. All methods are safe for concurrent use.
type Keys interface {
	// Ensure makes the keys that do not exist yet; they are durable when it returns.
	// An owner whose key was destroyed is passed over: nothing can be sealed for him.
	Ensure(ctx context.Context, owners []record.Owner) error
	// Get finds the key of an owner. Errors: ErrNoKey, ErrKeyDestroyed.
	Get(ctx context.Context, owner record.Owner) (Key, error)
	// Find finds a key by its id. After the key was destroyed it still tells the
	// owner, with ErrKeyDestroyed. Errors: ErrNoKey, ErrKeyDestroyed.
	Find(ctx context.Context, keyID [16]byte) (Key, error)
	// Destroy forgets the key of an owner for ever; what it sealed is gone. Doing it
	// twice, or for an owner without key, is no error.
	Destroy(ctx context.Context, owner record.Owner) error
}

// Labels of the keys derived from a data key (docs/event-format.md).
const (
	sealLabel  = "tianping/seal/1"
	nonceLabel = "tianping/nonce/1"
	macLabel   = "tianping/mac/1"
)

// derive gives the sub-key of a data key for one use.
func (k Key) derive(label string) []byte {
	mac := hmac.New(sha256.New, k.Secret[:])
	mac.Write([]byte(label))
	return mac.Sum(nil)
}

// MAC is a digest that dies with the owner's key: sealed matter, idempotency
// digests and external references never get a bare digest, which could be guessed
// back. Parts are length-prefixed; purpose keeps uses apart.
func (k Key) MAC(purpose string, parts ...[]byte) [32]byte {
	mac := hmac.New(sha256.New, k.derive(macLabel))
	mac.Write(appendField(nil, []byte(purpose)))
	for _, part := range parts {
		mac.Write(appendField(nil, part))
	}
	return [32]byte(mac.Sum(nil))
}
