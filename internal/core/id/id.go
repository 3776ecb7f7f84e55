// Package id holds the identifiers of everything that lasts: 16 bytes in the
// database, `case_…` text at the doors. It never makes one: new ids arrive from
// outside the core, so that a seeded run repeats to the byte.
//
//	case_0f3k… = prefix + Crockford base32 of the 16 bytes (26 characters)
package id

import (
	"encoding/binary"
	"errors"
	"strings"
)

// ErrMalformed means the text is not an id of the asked kind.
var ErrMalformed = errors.New("id: malformed")

type kind interface{ Prefix() string }

// ID is an identifier of one kind of thing; ids of different kinds do not mix.
type ID[K kind] struct{ b [16]byte }

// The kinds of ids. Each has its own prefix and never changes it.
type (
	marketKind   struct{}
	caseKind     struct{}
	orderKind    struct{}
	personKind   struct{}
	merchantKind struct{}
)

// Prefix names the kind in texts.
func (marketKind) Prefix() string   { return "mkt" }
func (caseKind) Prefix() string     { return "case" }
func (orderKind) Prefix() string    { return "ord" }
func (personKind) Prefix() string   { return "per" }
func (merchantKind) Prefix() string { return "mer" }

// The identifiers used across streams.
type (
	Market   = ID[marketKind]
	Case     = ID[caseKind]
	Order    = ID[orderKind]
	Person   = ID[personKind]
	Merchant = ID[merchantKind]
)

const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

// anyID is every kind of id: a caller names the kind, id.From[id.Market](b).
type anyID interface {
	~struct{ b [16]byte }
	prefix() string
}

func (ID[K]) prefix() string {
	var k K
	return k.Prefix()
}

// From makes an id of its 16 bytes.
func From[T anyID](b [16]byte) T { return T(struct{ b [16]byte }{b}) }

// Bytes are the 16 bytes stored.
func (i ID[K]) Bytes() [16]byte { return i.b }

// IsZero tells whether the id is absent.
func (i ID[K]) IsZero() bool { return i.b == [16]byte{} }

// String is the text shown at the doors; the zero id is empty.
func (i ID[K]) String() string {
	if i.IsZero() {
		return ""
	}
	var k K
	text := append(make([]byte, 0, 31), k.Prefix()...)
	text = append(text, '_')
	hi, lo := binary.BigEndian.Uint64(i.b[:8]), binary.BigEndian.Uint64(i.b[8:])
	// 128 bits in 26 groups of five, the first holding only three.
	for shift := 125; shift >= 0; shift -= 5 {
		v := hi<<1<<(63-shift&63) | lo>>(shift&63) // the 64 bits from shift on
		if shift >= 64 {
			v = hi >> (shift - 64)
		}
		text = append(text, crockford[v&31])
	}
	return string(text)
}

// Parse reads the text of an id; the empty text is the zero id.
//
// Errors: ErrMalformed.
func Parse[T anyID](text string) (T, error) {
	var none T
	if text == "" {
		return none, nil
	}
	body, ok := strings.CutPrefix(text, none.prefix()+"_")
	if !ok || len(body) != 26 {
		return none, ErrMalformed
	}
	var b [16]byte
	for g := range 26 {
		v := strings.IndexByte(crockford, body[g])
		if v < 0 || g == 0 && v > 7 {
			return none, ErrMalformed
		}
		for bit := range 5 {
			if at := g*5 + bit - 2; at >= 0 && v>>(4-bit)&1 == 1 {
				b[at/8] |= 1 << (7 - at%8)
			}
		}
	}
	return From[T](b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (i ID[K]) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
//
// Errors: ErrMalformed.
func (i *ID[K]) UnmarshalText(text []byte) error {
	parsed, err := Parse[ID[K]](string(text))
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}
