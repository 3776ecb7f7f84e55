package evidence

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// The stored form: magic, a random salt, then chunks of 64 KiB, each AES-256-GCM
// under a key made for this one file from the case's key and the salt. The nonce
// is the chunk's number and whether it is the last, so that chunks cannot be
// swapped, dropped or cut off (the STREAM construction; Hoang et al., 2015).
const (
	magic     = "TPX1"
	saltSize  = 16
	headSize  = len(magic) + saltSize
	chunkSize = 64 << 10
	tagSize   = 16
	sealLabel = "tianping/evidence/1"
)

// cipherOf is the cipher of one file.
func cipherOf(at Place, key docket.Key, salt []byte) (cipher.AEAD, error) {
	market, of := at.Market.Bytes(), owner(at).ID
	secret := key.MAC(sealLabel, market[:], of[:], salt)
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return nil, fmt.Errorf("evidence: cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("evidence: cipher: %w", err)
	}
	return aead, nil
}

func nonce(chunk int64, last bool) []byte {
	n := make([]byte, 12)
	binary.BigEndian.PutUint64(n[3:11], uint64(chunk)) //nolint:gosec // never negative
	if last {
		n[11] = 1
	}
	return n
}

// encrypt writes a file's stored form and learns its digest and size on the way.
func (r *Room) encrypt(at Place, key docket.Key, out io.Writer, body io.Reader) (Item, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(r.Random, salt); err != nil {
		return Item{}, fmt.Errorf("evidence: salt: %w", err)
	}
	aead, err := cipherOf(at, key, salt)
	if err != nil {
		return Item{}, err
	}
	if _, err := out.Write(append([]byte(magic), salt...)); err != nil {
		return Item{}, fmt.Errorf("evidence: write: %w", err)
	}
	most := r.MostBytes
	if most == 0 {
		most = UsualBytes
	}
	sum := sha256.New()
	size, err := seal(aead, out, io.TeeReader(io.LimitReader(body, most+1), sum))
	if err == nil && size > most {
		err = ErrTooLarge
	}
	return Item{Digest: hex.EncodeToString(sum.Sum(nil)), Bytes: size}, err
}

// seal writes the chunks; the one that nothing follows is marked as the last.
func seal(aead cipher.AEAD, out io.Writer, body io.Reader) (int64, error) {
	this, next := make([]byte, chunkSize), make([]byte, chunkSize)
	n, err := io.ReadFull(body, this)
	var size int64
	for chunk := int64(0); ; chunk++ {
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return size, err
		}
		follows := 0
		if err == nil {
			follows, err = io.ReadFull(body, next)
		}
		last := follows == 0
		if _, werr := out.Write(aead.Seal(nil, nonce(chunk, last), this[:n], nil)); werr != nil {
			return size, fmt.Errorf("evidence: write: %w", werr)
		}
		size += int64(n)
		if last {
			if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				return size, err
			}
			return size, nil
		}
		this, next, n = next, this, follows
	}
}
