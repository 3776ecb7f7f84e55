package record

import (
	"errors"
	"fmt"
)

// ErrDigest means a text is not a digest: 64 lower-case hexadecimal digits.
var ErrDigest = errors.New("record: not a digest")

// Digest is a SHA-256 or an HMAC of it, as payloads carry it: hexadecimal text,
// so that a stored event can be read without a program.
type Digest [32]byte

// IsZero tells whether the digest is absent.
func (d Digest) IsZero() bool { return d == Digest{} }

// String is the hexadecimal text; the zero digest is empty.
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%x", d[:])
}

// MarshalText implements encoding.TextMarshaler.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; the empty text is the zero
// digest.
//
// Errors: ErrDigest.
func (d *Digest) UnmarshalText(text []byte) error {
	*d = Digest{}
	if len(text) == 0 {
		return nil
	}
	if len(text) != 2*len(d) {
		return ErrDigest
	}
	var out Digest
	for i, c := range text {
		v, ok := nibble(c)
		if !ok {
			return ErrDigest
		}
		out[i/2] = out[i/2]<<4 | v
	}
	*d = out
	return nil
}

func nibble(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	default:
		return 0, false
	}
}
