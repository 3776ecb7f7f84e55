package reception

import (
	"crypto/sha256"
	"encoding/binary"
)

// sumOf is the digest of texts, each with its length before it.
func sumOf(parts []string) [32]byte {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return [32]byte(h.Sum(nil))
}
