package docket

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// sealTag is the first field of what a sealed part is bound to.
const sealTag = "tianping/sealed/1"

// Limits of the sealed parts of one event.
const (
	maxClear = 1 << 20 // bytes of one text
	maxParts = 512
)

const nonceSize = 12

// spot is where a sealed part stands: ciphertext moved elsewhere does not open.
type spot struct {
	market id.Market
	stream record.Stream
	seq    uint64
	path   string
}

func (s spot) bytes() []byte {
	b := appendField(nil, []byte(sealTag))
	b = appendField(b, []byte(s.market.String()))
	b = appendField(b, []byte(s.stream.Kind))
	b = appendField(b, []byte(StreamText(s.stream)))
	b = appendNumber(b, s.seq)
	return appendField(b, []byte(s.path))
}

// sealer is a data key made ready: its sub-keys.
type sealer struct {
	id       [16]byte
	aead     cipher.AEAD
	nonceKey []byte
}

func (k Key) sealer() (sealer, error) {
	block, err := aes.NewCipher(k.derive(sealLabel))
	if err != nil {
		return sealer{}, fmt.Errorf("docket: cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return sealer{}, fmt.Errorf("docket: cipher: %w", err)
	}
	return sealer{id: k.ID, aead: aead, nonceKey: k.derive(nonceLabel)}, nil
}

// nonce depends on the place and the text: no random at append, so a batch that is
// replayed gives the same bytes; the same text elsewhere looks different.
func (k sealer) nonce(place []byte, clear string) []byte {
	mac := hmac.New(sha256.New, k.nonceKey)
	mac.Write(appendField(append(make([]byte, 0, len(place)+4+len(clear)), place...), []byte(clear)))
	return mac.Sum(nil)[:nonceSize]
}

// seal makes the ciphertext of one part.
func (s spot) seal(key sealer, clear string) (SealedPart, error) {
	if len(clear) > maxClear || s.path == "" || len(s.path) > maxField || !utf8.ValidString(s.path) {
		return SealedPart{}, fmt.Errorf("%w: sealed part %q of %d bytes", ErrMalformed, s.path, len(clear))
	}
	place := s.bytes()
	nonce := key.nonce(place, clear)
	return SealedPart{Path: s.path, KeyID: key.id, Bytes: key.aead.Seal(nonce, nonce, []byte(clear), place)}, nil
}

// open gives back the text of one part.
func (s spot) open(k Key, part SealedPart) (string, error) {
	key, err := k.sealer()
	if err != nil {
		return "", err
	}
	if len(part.Bytes) < nonceSize {
		return "", fmt.Errorf("%w: sealed part %q", ErrMalformed, part.Path)
	}
	place, nonce := s.bytes(), part.Bytes[:nonceSize]
	clear, err := key.aead.Open(nil, nonce, part.Bytes[nonceSize:], place)
	if err != nil || !hmac.Equal(nonce, key.nonce(place, string(clear))) {
		return "", fmt.Errorf("%w: sealed part %q does not open", ErrMalformed, part.Path)
	}
	return string(clear), nil
}

// EncodeSealed gives the sealed parts as they are stored and hashed; no part, no byte.
func EncodeSealed(parts []SealedPart) []byte {
	var b []byte
	for _, part := range parts {
		b = appendField(b, []byte(part.Path))
		b = appendField(b, part.KeyID[:])
		b = appendField(b, part.Bytes)
	}
	return b
}

// ParseSealed reads stored sealed parts. It accepts exactly what EncodeSealed writes.
//
// Errors: ErrMalformed.
func ParseSealed(b []byte) ([]SealedPart, error) {
	r := fields{rest: b}
	var parts []SealedPart
	for len(r.rest) > 0 && !r.bad {
		parts = append(parts, SealedPart{Path: r.text(), KeyID: [16]byte(r.sized(16)), Bytes: r.next()})
	}
	if r.bad || len(parts) > maxParts {
		return nil, fmt.Errorf("%w: sealed parts", ErrMalformed)
	}
	return parts, nil
}

// Unseal gives the sealed parts of an event in the clear. A part whose key was
// destroyed is left out: it is gone.
//
// Errors: ErrMalformed, ErrNoKey, a fault of the key store.
func Unseal(ctx context.Context, keys Keys, s Stored) ([]record.Clear, error) {
	var clear []record.Clear
	for _, part := range s.Sealed {
		key, err := keys.Find(ctx, part.KeyID)
		if errors.Is(err, ErrKeyDestroyed) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("docket: unseal %s: %w", part.Path, err)
		}
		at := spot{market: s.Place.Market, stream: s.Stream, seq: s.Meta.Seq, path: part.Path}
		text, err := at.open(key, part)
		if err != nil {
			return nil, err
		}
		clear = append(clear, record.Clear{Path: part.Path, Owner: key.Owner, Text: text})
	}
	return clear, nil
}
