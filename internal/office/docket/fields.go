package docket

import (
	"encoding/binary"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// appendField writes one length-prefixed field: four bytes of length, big-endian, then the bytes.
func appendField(b, field []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(field))) //nolint:gosec // every caller bounds its fields
	return append(b, field...)
}

// appendNumber writes a number as a field of eight bytes, big-endian.
func appendNumber(b []byte, n uint64) []byte {
	b = binary.BigEndian.AppendUint32(b, 8)
	return binary.BigEndian.AppendUint64(b, n)
}

// prefixes of the texts of stream ids; a kind not named here is its own prefix.
func streamPrefix(kind string) string {
	switch kind {
	case record.Case, record.Talks, record.CaucusClaimant, record.CaucusRespondent, record.Deliberation:
		return "case"
	case record.Order:
		return "ord"
	case record.Person:
		return "per"
	case record.Merchant:
		return "mer"
	case record.Market:
		return "mkt"
	}
	return kind
}

// StreamText is the id of a stream as doors show it and hashes hold it: channels of
// a case carry the text of the case. The zero id of a stream is spelled out.
func StreamText(s record.Stream) string {
	body := id.From[id.Case](s.ID).String()
	if body == "" {
		body = "case_" + strings.Repeat("0", 26)
	}
	return streamPrefix(s.Kind) + strings.TrimPrefix(body, "case")
}

// fields reads length-prefixed fields; after the first fault it only says bad.
type fields struct {
	rest []byte
	bad  bool
}

func (r *fields) next() []byte {
	if r.bad || len(r.rest) < 4 {
		r.bad = true
		return nil
	}
	size := uint64(binary.BigEndian.Uint32(r.rest))
	if size > uint64(len(r.rest)-4) { //nolint:gosec // at least four, see above
		r.bad = true
		return nil
	}
	field := r.rest[4 : 4+size]
	r.rest = r.rest[4+size:]
	return field
}

func (r *fields) sized(n int) []byte {
	if field := r.next(); len(field) == n {
		return field
	}
	r.bad = true
	return make([]byte, n)
}

func (r *fields) text() string {
	field := r.next()
	if len(field) > maxField || !utf8.Valid(field) {
		r.bad = true
	}
	return string(field)
}

func (r *fields) number() uint64     { return binary.BigEndian.Uint64(r.sized(8)) }
func (r *fields) digest() [32]byte   { return [32]byte(r.sized(32)) }
func (r *fields) instant() time.Time { return micros(int64(r.number())) } //nolint:gosec // two's complement is the format

func (r *fields) version() int {
	n := r.number()
	if n < 1 || n > math.MaxInt32 {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *fields) streamID(kind string) [16]byte {
	text := r.text()
	body, ok := strings.CutPrefix(text, streamPrefix(kind)+"_")
	parsed, err := id.Parse[id.Case]("case_" + body)
	if !ok || err != nil {
		r.bad = true
	}
	return parsed.Bytes()
}

func (r *fields) market() id.Market {
	parsed, err := id.Parse[id.Market](r.text())
	r.bad = r.bad || err != nil
	return parsed
}

func (r *fields) person() id.Person {
	parsed, err := id.Parse[id.Person](r.text())
	r.bad = r.bad || err != nil
	return parsed
}

// micros is the instant of a stored number.
func micros(n int64) time.Time { return time.UnixMicro(n).UTC() }

// whole cuts an instant to what is stored.
func whole(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return micros(t.UnixMicro())
}
