// Package unsent keeps what somebody typed and has not sent: one document for each
// place he wrote in, encrypted with his own key. It belongs to him alone: no other
// person, no staff and no decider reads it, it is in no stream and no export, and it
// never becomes an act by itself. A place holds its audience: what was written to one
// is never offered at the box of another.
//
//	typing ─ Keep(person, place) → ciphertext ─ opened again ─ Kept → the text is there
//	                                 └ sent, or put away → Drop; after 30 days, or with his key → gone
package unsent

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Errors a door branches on.
var (
	// ErrUnknown: nothing is kept here.
	ErrUnknown = errors.New("unsent: nothing kept")
	// ErrTooLarge: more than one document may hold.
	ErrTooLarge = errors.New("unsent: too large to be kept")
	// ErrFull: the person has as many texts kept as he may; an old one must go first.
	ErrFull = errors.New("unsent: too many kept")
)

// The limits.
const (
	MostBytes = 64 << 10
	MostOf    = 200 // of one person
	KeepFor   = 30 * 24 * time.Hour
)

// Owner is whose text it is.
type Owner struct {
	Market id.Market
	Person id.Person
}

// Place is a place under its veil: a stranger to the key cannot tell what it was.
type Place [32]byte

// Papers is the port to where the documents lie, all ciphertext. Every method is one
// transaction.
type Papers interface {
	// Get reads a document. Errors: ErrUnknown.
	Get(ctx context.Context, o Owner, at Place) (doc []byte, err error)
	// Put lays a document down, in the place of one that is there; saved is machine
	// time. Errors: ErrFull when the owner has most others.
	Put(ctx context.Context, o Owner, at Place, doc []byte, saved time.Time, most int) error
	// Delete takes it away; one that is not there is no error.
	Delete(ctx context.Context, o Owner, at Place) error
	// Sweep takes away at most so many saved before an instant, and says how many.
	Sweep(ctx context.Context, before time.Time, most int) (int, error)
}

// Text is what was typed, by name of input, and when it was last kept (legal time, as
// the pages show it).
type Text struct {
	Typed url.Values `json:"typed"`
	At    time.Time  `json:"at"`
}

// Desk keeps texts. Its fields are set once.
type Desk struct {
	Papers Papers
	Keys   docket.Keys
	Random io.Reader        // unpredictable bytes
	Now    func() time.Time // machine time, by which a text grows old
}

// Keep replaces what is kept of a place. Nothing but white space keeps nothing.
//
// Errors: ErrTooLarge, ErrFull, docket.ErrKeyDestroyed, a fault.
func (d *Desk) Keep(ctx context.Context, o Owner, place string, text Text) error {
	clear, err := json.Marshal(text)
	if err != nil {
		return fmt.Errorf("unsent: write: %w", err)
	}
	if len(clear) > MostBytes {
		return ErrTooLarge
	}
	if err := d.Keys.Ensure(ctx, []record.Owner{owner(o)}); err != nil {
		return fmt.Errorf("unsent: key: %w", err)
	}
	at, aead, err := d.open(ctx, o, place)
	if err != nil {
		return err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(d.Random, nonce); err != nil {
		return fmt.Errorf("unsent: nonce: %w", err)
	}
	return d.Papers.Put(ctx, o, at, aead.Seal(nonce, nonce, clear, at[:]), d.Now(), MostOf)
}

// Kept reads what is kept of a place. What cannot be opened any more, its key
// destroyed or its bytes damaged, is as good as not there.
//
// Errors: ErrUnknown, a fault.
func (d *Desk) Kept(ctx context.Context, o Owner, place string) (Text, error) {
	at, aead, err := d.open(ctx, o, place)
	if errors.Is(err, docket.ErrNoKey) || errors.Is(err, docket.ErrKeyDestroyed) {
		return Text{}, ErrUnknown
	}
	if err != nil {
		return Text{}, err
	}
	doc, err := d.Papers.Get(ctx, o, at)
	if err != nil {
		return Text{}, err
	}
	if len(doc) < aead.NonceSize() {
		return Text{}, ErrUnknown
	}
	clear, err := aead.Open(nil, doc[:aead.NonceSize()], doc[aead.NonceSize():], at[:])
	if err != nil {
		return Text{}, ErrUnknown
	}
	var text Text
	if err := json.Unmarshal(clear, &text); err != nil {
		return Text{}, ErrUnknown
	}
	return text, nil
}

// Drop forgets a place: what was written was sent, or put away.
func (d *Desk) Drop(ctx context.Context, o Owner, place string) error {
	at, _, err := d.open(ctx, o, place)
	if errors.Is(err, docket.ErrNoKey) || errors.Is(err, docket.ErrKeyDestroyed) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.Papers.Delete(ctx, o, at)
}

// Sweep forgets what is older than KeepFor, a page at a time, and says how many.
func (d *Desk) Sweep(ctx context.Context) (int, error) {
	const page = 500
	gone := 0
	for {
		n, err := d.Papers.Sweep(ctx, d.Now().Add(-KeepFor), page)
		if gone += n; err != nil || n < page {
			return gone, err
		}
	}
}

func owner(o Owner) record.Owner { return record.Owner{Kind: record.Person, ID: o.Person.Bytes()} }

// open veils a place and makes the cipher of it, both from the person's own key.
func (d *Desk) open(ctx context.Context, o Owner, place string) (Place, cipher.AEAD, error) {
	key, err := d.Keys.Get(ctx, owner(o))
	if err != nil {
		return Place{}, nil, fmt.Errorf("unsent: key: %w", err)
	}
	market := o.Market.Bytes()
	secret := key.MAC("tianping/unsent/1", market[:])
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return Place{}, nil, fmt.Errorf("unsent: cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return Place{}, nil, fmt.Errorf("unsent: cipher: %w", err)
	}
	return key.MAC("tianping/unsent/place/1", market[:], []byte(place)), aead, nil
}
