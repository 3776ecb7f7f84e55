package keystore

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// kekPrefix begins the one line of a KEK file: tianping-kek-1:<id>:<key>, in hex.
const kekPrefix = "tianping-kek-1"

// wrapLabel begins what a wrapped key is bound to.
const wrapLabel = "tianping/wrap/1"

// kek is the key that wraps data keys. It stands in a file of its own, so that a
// copy of the database alone opens nothing.
type kek struct {
	id   [8]byte
	aead cipher.AEAD
}

// readKEK reads the file, or makes it when there is none and fresh is true.
func readKEK(path string, fresh bool, random io.Reader) (kek, error) {
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		return kek{}, fmt.Errorf("keystore: others may read the key file (mode %o, want 600)", info.Mode().Perm())
	}
	text, err := os.ReadFile(path) //nolint:gosec // the operator says where
	if errors.Is(err, fs.ErrNotExist) && fresh {
		return makeKEK(path, random)
	}
	if err != nil {
		return kek{}, fmt.Errorf("keystore: key file: %w", err)
	}
	parts := strings.Split(strings.TrimSpace(string(text)), ":")
	if len(parts) != 3 || parts[0] != kekPrefix {
		return kek{}, errors.New("keystore: this is no key file")
	}
	id, idErr := hex.DecodeString(parts[1])
	secret, keyErr := hex.DecodeString(parts[2])
	if idErr != nil || keyErr != nil || len(id) != 8 || len(secret) != 32 {
		return kek{}, errors.New("keystore: the key file is damaged")
	}
	return newKEK([8]byte(id), secret)
}

func newKEK(id [8]byte, secret []byte) (kek, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return kek{}, fmt.Errorf("keystore: cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return kek{}, fmt.Errorf("keystore: cipher: %w", err)
	}
	return kek{id: id, aead: aead}, nil
}

// makeKEK writes a new key file; it is durable before anything is wrapped with it.
func makeKEK(path string, random io.Reader) (kek, error) {
	var fresh [40]byte
	if _, err := io.ReadFull(random, fresh[:]); err != nil {
		return kek{}, fmt.Errorf("keystore: random: %w", err)
	}
	line := fmt.Sprintf("%s:%x:%x\n", kekPrefix, fresh[:8], fresh[8:])
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator says where
	if err != nil {
		return kek{}, fmt.Errorf("keystore: key file: %w", err)
	}
	_, err = io.Copy(f, bytes.NewReader([]byte(line)))
	if err = errors.Join(err, f.Sync(), f.Close(), syncFolder(path)); err != nil {
		return kek{}, fmt.Errorf("keystore: key file: %w", err)
	}
	return newKEK([8]byte(fresh[:8]), fresh[8:])
}

// bound is what a wrapped key is bound to: it opens for its owner only.
func bound(owner record.Owner, keyID [16]byte) []byte {
	b := append([]byte(wrapLabel), byte(len(owner.Kind))) //nolint:gosec // kinds are short words
	b = append(b, owner.Kind...)
	b = append(b, owner.ID[:]...)
	return append(b, keyID[:]...)
}

func (k kek) wrap(owner record.Owner, keyID [16]byte, secret []byte, random io.Reader) ([]byte, error) {
	nonce := make([]byte, k.aead.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("keystore: random: %w", err)
	}
	return k.aead.Seal(nonce, nonce, secret, bound(owner, keyID)), nil
}

func (k kek) unwrap(owner record.Owner, keyID [16]byte, wrapped []byte) ([32]byte, error) {
	n := k.aead.NonceSize()
	if len(wrapped) < n {
		return [32]byte{}, errors.New("keystore: a wrapped key is damaged")
	}
	secret, err := k.aead.Open(nil, wrapped[:n], wrapped[n:], bound(owner, keyID))
	if err != nil || len(secret) != 32 {
		return [32]byte{}, errors.New("keystore: a wrapped key does not open with this key file")
	}
	return [32]byte(secret), nil
}
