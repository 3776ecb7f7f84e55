package docket

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// ErrMalformed means that bytes are not what docs/event-format.md describes.
var ErrMalformed = errors.New("docket: malformed event bytes")

// formatTag is the first field of every header: the version of the format.
const formatTag = "tianping/event/1"

// maxField bounds one text of a header, in bytes.
const maxField = 1 << 10

// Header is the envelope of an event: everything that is hashed before payload and
// sealed parts (docs/event-format.md). Instants are kept in whole microseconds, UTC.
type Header struct {
	Market      id.Market
	Stream      record.Stream
	Seq         uint64 // 1 for the first event of a stream
	Prev        [32]byte
	Kind        string
	Version     int
	Legal       time.Time
	Recorded    time.Time
	Person      id.Person
	Capacity    string
	Credential  string
	OnBehalfOf  id.Person
	Authority   string
	Rulebook    [32]byte
	Command     [32]byte
	Correlation string
	Cause       string
}

// Hash is the hash of an event: SHA-256 over its stored header, payload and sealed bytes.
func Hash(header, payload, sealed []byte) [32]byte {
	sum := sha256.New()
	sum.Write(header)
	var size [4]byte
	for _, part := range [][]byte{payload, sealed} {
		binary.BigEndian.PutUint32(size[:], uint32(len(part))) //nolint:gosec // bounded by maxPayload and maxSealed
		sum.Write(size[:])
		sum.Write(part)
	}
	return [32]byte(sum.Sum(nil))
}

// Encode gives the bytes that are stored and hashed.
//
// Errors: ErrMalformed when a text is too long or no UTF-8, or an instant is absent.
func (h Header) Encode() ([]byte, error) {
	texts := []string{h.Stream.Kind, h.Kind, h.Capacity, h.Credential, h.Authority, h.Correlation, h.Cause}
	for _, text := range texts {
		if len(text) > maxField || !utf8.ValidString(text) {
			return nil, fmt.Errorf("%w: header text", ErrMalformed)
		}
	}
	if h.Stream.Kind == "" || h.Kind == "" || h.Version < 1 || h.Seq < 1 || h.Legal.IsZero() || h.Recorded.IsZero() {
		return nil, fmt.Errorf("%w: header incomplete", ErrMalformed)
	}
	b := make([]byte, 0, 512)
	text := func(s string) { b = appendField(b, []byte(s)) }
	text(formatTag)
	text(h.Market.String())
	text(h.Stream.Kind)
	text(StreamText(h.Stream))
	b = appendNumber(b, h.Seq)
	b = appendField(b, h.Prev[:])
	text(h.Kind)
	b = appendNumber(b, uint64(h.Version))
	b = appendNumber(b, uint64(h.Legal.UnixMicro()))
	b = appendNumber(b, uint64(h.Recorded.UnixMicro()))
	text(h.Person.String())
	text(h.Capacity)
	text(h.Credential)
	text(h.OnBehalfOf.String())
	text(h.Authority)
	b = appendField(b, h.Rulebook[:])
	b = appendField(b, h.Command[:])
	text(h.Correlation)
	text(h.Cause)
	return b, nil
}

// ParseHeader reads stored header bytes. It accepts exactly what Encode writes.
//
// Errors: ErrMalformed.
func ParseHeader(b []byte) (Header, error) {
	r := fields{rest: b}
	var h Header
	if r.text() != formatTag {
		return h, fmt.Errorf("%w: format tag", ErrMalformed)
	}
	h.Market = r.market()
	h.Stream.Kind = r.text()
	h.Stream.ID = r.streamID(h.Stream.Kind)
	h.Seq = r.number()
	h.Prev = r.digest()
	h.Kind = r.text()
	h.Version = r.version()
	h.Legal = r.instant()
	h.Recorded = r.instant()
	h.Person = r.person()
	h.Capacity = r.text()
	h.Credential = r.text()
	h.OnBehalfOf = r.person()
	h.Authority = r.text()
	h.Rulebook = r.digest()
	h.Command = r.digest()
	h.Correlation = r.text()
	h.Cause = r.text()
	if r.bad || len(r.rest) > 0 {
		return Header{}, fmt.Errorf("%w: header", ErrMalformed)
	}
	if again, err := h.Encode(); err != nil || string(again) != string(b) {
		return Header{}, fmt.Errorf("%w: header", ErrMalformed)
	}
	return h, nil
}

// meta is what a reader of the stream is told of the header.
func (h Header) meta(hash [32]byte) record.Meta {
	return record.Meta{
		Seq: h.Seq, Hash: hash, At: h.Legal, Recorded: h.Recorded, Person: h.Person, Capacity: h.Capacity,
		Credential: h.Credential, OnBehalfOf: h.OnBehalfOf, Authority: h.Authority,
	}
}
