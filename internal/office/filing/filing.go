// Package filing keeps what somebody writes before a dispute is filed: one draft
// document per draft case, replaced as a whole, encrypted with the case's key,
// outside the streams. It never decides and never files; what was written enters a
// stream only with submit, and is then deleted here.
//
//	Load → Draft, tag ─ a person goes on writing ─ Save(if tag) → new tag ─ … ─ Drop
package filing

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Errors a door branches on.
var (
	// ErrChanged: the draft was saved since it was read; nothing was written.
	ErrChanged = errors.New("filing: draft changed meanwhile")
	// ErrUnknown: there is no document for this case (answered by a store).
	ErrUnknown = errors.New("filing: no draft")
	// ErrTooLarge: more was written than a draft may hold.
	ErrTooLarge = errors.New("filing: draft too large")
	// ErrDamaged: the stored document does not open or does not read.
	ErrDamaged = errors.New("filing: draft does not open")
)

// The limits of a draft.
const (
	MostBytes = 1 << 20
	MostFiles = 30
)

// NoTag is the tag of a draft in which nothing was written yet.
const NoTag = "0"

// Drafts is the port to where documents lie. A document is ciphertext. Every
// method is one transaction.
type Drafts interface {
	// Get reads a document and its tag. Errors: ErrUnknown.
	Get(ctx context.Context, m id.Market, c id.Case) (doc []byte, tag string, err error)
	// Put replaces it if its tag is still ifTag (NoTag: if there is none), and
	// gives the new tag. Errors: ErrChanged.
	Put(ctx context.Context, m id.Market, c id.Case, doc []byte, ifTag string) (tag string, err error)
	// Delete forgets it; one that is not there is no error.
	Delete(ctx context.Context, m id.Market, c id.Case) error
}

// Sweeper is a store that can tell how long nobody came back to a document.
type Sweeper interface {
	// Sweep notes the instant now (machine time) for what was saved since it was last
	// called, and forgets what was noted before an instant; it says how many.
	Sweep(ctx context.Context, now, before time.Time) (int, error)
}

// KeepFor is how long a draft waits for its author.
const KeepFor = 30 * 24 * time.Hour

// File is a file laid into a draft; its bytes are in the evidence room.
type File struct {
	ID     string `json:"id"`
	Digest string `json:"digest"`
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	Kind   string `json:"kind,omitempty"` // of evidence: "PHO"; "" the usual one of the problem
	Proves string `json:"proves,omitempty"`
}

// Draft is what was written so far: the answers of each step, the files, and the
// kinds of evidence the filer says he has none of.
type Draft struct {
	Steps map[string]dispute.Answers
	Files []File
	None  []string
	Saved time.Time // legal time; zero: nothing was written yet
}

// Desk keeps drafts. Its fields are set once.
type Desk struct {
	Drafts Drafts
	Keys   docket.Keys
	Random io.Reader // unpredictable bytes
}

// Load reads a draft and its tag; one in which nothing was written is empty.
//
// Errors: ErrDamaged, docket.ErrKeyDestroyed, a fault.
func (d *Desk) Load(ctx context.Context, m id.Market, c id.Case) (Draft, string, error) {
	doc, tag, err := d.Drafts.Get(ctx, m, c)
	if errors.Is(err, ErrUnknown) {
		return Draft{Steps: map[string]dispute.Answers{}}, NoTag, nil
	}
	if err != nil {
		return Draft{}, "", err
	}
	aead, err := d.cipher(ctx, m, c)
	if err != nil {
		return Draft{}, "", err
	}
	if len(doc) < aead.NonceSize() {
		return Draft{}, "", ErrDamaged
	}
	clear, err := aead.Open(nil, doc[:aead.NonceSize()], doc[aead.NonceSize():], nil)
	if err != nil {
		return Draft{}, "", ErrDamaged
	}
	var w written
	if err := json.Unmarshal(clear, &w); err != nil {
		return Draft{}, "", ErrDamaged
	}
	return w.draft(), tag, nil
}

// Save replaces a draft if nobody did so since it was read, and gives the new tag.
//
// Errors: ErrChanged, ErrTooLarge, docket.ErrKeyDestroyed, a fault.
func (d *Desk) Save(ctx context.Context, m id.Market, c id.Case, draft Draft, ifTag string) (string, error) {
	clear, err := json.Marshal(write(draft))
	if err != nil {
		return "", fmt.Errorf("filing: write: %w", err)
	}
	if len(clear) > MostBytes || len(draft.Files) > MostFiles {
		return "", ErrTooLarge
	}
	aead, err := d.cipher(ctx, m, c)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(d.Random, nonce); err != nil {
		return "", fmt.Errorf("filing: nonce: %w", err)
	}
	return d.Drafts.Put(ctx, m, c, aead.Seal(nonce, nonce, clear, nil), ifTag)
}

// Drop forgets a draft: it was filed, or purged.
func (d *Desk) Drop(ctx context.Context, m id.Market, c id.Case) error {
	return d.Drafts.Delete(ctx, m, c)
}

// Sweep forgets drafts that nobody saved for KeepFor, and says how many. Only the
// document goes: what the stream says of the draft stays.
func (d *Desk) Sweep(ctx context.Context, now time.Time) (int, error) {
	s, ok := d.Drafts.(Sweeper)
	if !ok {
		return 0, nil
	}
	return s.Sweep(ctx, now, now.Add(-KeepFor))
}

// cipher is made for this one draft from the case's key.
func (d *Desk) cipher(ctx context.Context, m id.Market, c id.Case) (cipher.AEAD, error) {
	key, err := d.Keys.Get(ctx, record.Owner{Kind: "case", ID: c.Bytes()})
	if err != nil {
		return nil, fmt.Errorf("filing: key: %w", err)
	}
	market, kase := m.Bytes(), c.Bytes()
	secret := key.MAC("tianping/draft/1", market[:], kase[:])
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return nil, fmt.Errorf("filing: cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("filing: cipher: %w", err)
	}
	return aead, nil
}
