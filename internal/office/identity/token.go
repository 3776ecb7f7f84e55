package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Number identifies an account, link or key. It is no secret.
type Number [16]byte

// IsZero tells whether the number is absent.
func (n Number) IsZero() bool { return n == Number{} }

// String is the number in 26 letters and digits.
func (n Number) String() string { return letters(n[:]) }

// ParseNumber reads the text of a number.
func ParseNumber(text string) (Number, bool) {
	b, ok := bytesOf(text)
	if !ok || len(b) != len(Number{}) || letters(b) != text {
		return Number{}, false
	}
	return Number(b), true
}

// crockford is an alphabet without the letters that look like digits, so that
// what was printed can be typed.
const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

// letters writes bytes in groups of five bits, the last filled with zero bits.
func letters(b []byte) string {
	var out strings.Builder
	var buffer uint32
	bits := 0
	for _, c := range b {
		buffer, bits = buffer<<8|uint32(c), bits+8
		for ; bits >= 5; bits -= 5 {
			out.WriteByte(crockford[buffer>>(bits-5)&31])
		}
	}
	if bits > 0 {
		out.WriteByte(crockford[buffer<<(5-bits)&31])
	}
	return out.String()
}

// bytesOf reads letters; not ok on a foreign letter or a filling that is not zero.
func bytesOf(text string) ([]byte, bool) {
	var out []byte
	var buffer uint32
	bits := 0
	for i := range len(text) {
		v := strings.IndexByte(crockford, text[i])
		if v < 0 {
			return nil, false
		}
		buffer, bits = buffer<<5|uint32(v), bits+5 //nolint:gosec // v < 32
		if bits >= 8 {
			bits -= 8
			out = append(out, byte(buffer>>bits)) //nolint:gosec // the low eight bits are meant
		}
	}
	return out, bits < 5 && buffer&(1<<bits-1) == 0
}

// dice draws random bytes; it may be asked by many at once.
type dice struct {
	mu     sync.Mutex
	source io.Reader
}

func (d *dice) fill(b []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, err := io.ReadFull(d.source, b); err != nil {
		return fmt.Errorf("identity: random: %w", err)
	}
	return nil
}

func (d *dice) number() (Number, error) {
	var n Number
	err := d.fill(n[:])
	return n, err
}

// Sizes of secrets in bytes.
const (
	sessionBytes = 32
	keyBytes     = 32
	linkBytes    = 20
)

// Hash is what is stored instead of a secret: its SHA-256. The secrets are random
// and long, so that nothing slower is needed.
type Hash [32]byte

func hashOf(secret []byte) Hash { return sha256.Sum256(secret) }

// sessionText is how a session token stands in a cookie.
func sessionText(secret []byte) string { return base64.RawURLEncoding.EncodeToString(secret) }

func parseSession(text string) (Hash, bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(sessionBytes) {
		return Hash{}, false
	}
	secret, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return Hash{}, false
	}
	return hashOf(secret), true
}

// printable cuts a link's letters into groups of four: "0f3k-…".
func printable(secret []byte) string {
	text := letters(secret)
	var out strings.Builder
	for i, c := range []byte(text) {
		if i > 0 && i%4 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(c)
	}
	return out.String()
}

// parsePrinted reads a link as it was clicked, or typed from paper: capitals,
// hyphens and spaces do not matter, o is 0, i and l are 1.
func parsePrinted(text string) (Hash, bool) {
	if len(text) > 4*linkBytes {
		return Hash{}, false
	}
	plain := strings.NewReplacer("-", "", " ", "", "o", "0", "i", "1", "l", "1").Replace(strings.ToLower(text))
	secret, ok := bytesOf(plain)
	if !ok || len(secret) != linkBytes {
		return Hash{}, false
	}
	return hashOf(secret), true
}

// veil turns a log-in name or address into what is stored: HMAC under the
// marketplace house's own key, so that the table alone tells nobody's name.
func veil(key []byte, parts ...[]byte) Hash {
	mac := hmac.New(sha256.New, key)
	for _, p := range parts {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		mac.Write(p)
	}
	return Hash(mac.Sum(nil))
}
