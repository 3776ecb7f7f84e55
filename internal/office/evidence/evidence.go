// Package evidence keeps the bytes of exhibits: taken in through quarantine, kept
// once per case under their SHA-256, encrypted with the case's key, never changed. What
// a person keeps for himself lies apart, under his own key, and is handed to a case by
// being taken in there anew.
// It never says what an exhibit proves or who may see it, and never keeps a file
// name: names are sealed parts of events.
//
//	body ─ Take ─▶ size · sniffed type · SHA-256 ─ 64 KiB chunks, AES-256-GCM ─▶ Blobs
//	                                                                  Open ◀─ seekable
package evidence

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Errors a door branches on.
var (
	ErrTooLarge = errors.New("evidence: file too large")
	ErrEmpty    = errors.New("evidence: empty file")
	ErrKind     = errors.New("evidence: kind of file not taken")
	ErrFull     = errors.New("evidence: the case holds as many files as it may")
	ErrUnknown  = errors.New("evidence: no such file")
	ErrDamaged  = errors.New("evidence: stored bytes are damaged")
)

// The limits where a Room names none.
const (
	UsualBytes = 50 << 20 // of one file
	UsualFiles = 500      // of one case
)

// sniffed is how many first bytes tell the type of a file.
const sniffed = 3072

// Place is whose files: those of one case of one marketplace, or what one person keeps
// for himself. Exactly one of Case and Person is set.
type Place struct {
	Market id.Market
	Case   id.Case
	Person id.Person
}

func (p Place) folder() string {
	if !p.Person.IsZero() {
		return p.Market.String() + "/" + p.Person.String()
	}
	return p.Market.String() + "/" + p.Case.String()
}

// Item is one file that is kept.
type Item struct {
	Digest string // SHA-256 of the original bytes, hex
	Type   string // as sniffed, never as claimed: "image/png"
	Bytes  int64
}

// Room takes files in and gives them back. Its fields are set once; its methods
// are safe for concurrent use.
type Room struct {
	Blobs  Blobs
	Keys   docket.Keys
	Random io.Reader // unpredictable bytes
	// MostBytes bounds one file, MostFiles those of one case; 0 is the usual limit.
	MostBytes int64
	MostFiles int
}

// Types are the kinds of files taken, as sniffed. Nothing that a browser runs.
func Types() []string {
	return []string{
		"image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/heif", "image/bmp", "image/tiff",
		"video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/3gpp", "video/x-msvideo", "video/mpeg",
		"audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/wav", "audio/ogg", "audio/aac", "audio/amr", "audio/flac",
		"application/pdf", "text/plain", "text/csv", "application/json",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}
}

// Take takes a file in. The same bytes again give the same item; they are kept once.
//
// Errors: ErrTooLarge, ErrEmpty, ErrKind, ErrFull, docket.ErrKeyDestroyed (the
// case was purged), what body fails with, a fault.
func (r *Room) Take(ctx context.Context, at Place, body io.Reader) (Item, error) {
	head := make([]byte, sniffed)
	n, err := io.ReadFull(body, head)
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return Item{}, ErrEmpty
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
		return Item{}, err
	}
	head = head[:n]
	kind := typeOf(head)
	if !slices.Contains(Types(), kind) {
		return Item{}, ErrKind
	}
	if full, err := r.full(ctx, at); err != nil || full {
		return Item{}, errors.Join(err, onlyIf(full, ErrFull))
	}
	key, err := r.Keys.Get(ctx, owner(at))
	if err != nil {
		return Item{}, fmt.Errorf("evidence: key: %w", err)
	}
	item, err := r.store(ctx, at, key, io.MultiReader(bytes.NewReader(head), body))
	item.Type = kind
	return item, err
}

func onlyIf(yes bool, err error) error {
	if yes {
		return err
	}
	return nil
}

func owner(at Place) record.Owner {
	if !at.Person.IsZero() {
		return record.Owner{Kind: record.Person, ID: at.Person.Bytes()}
	}
	return record.Owner{Kind: record.Case, ID: at.Case.Bytes()}
}

func (r *Room) full(ctx context.Context, at Place) (bool, error) {
	most := r.MostFiles
	if most == 0 {
		most = UsualFiles
	}
	n, err := r.Blobs.Count(ctx, at.folder())
	if err != nil {
		return false, fmt.Errorf("evidence: count: %w", err)
	}
	return n >= most, nil
}

// store encrypts into quarantine and keeps the whole file under its digest.
func (r *Room) store(ctx context.Context, at Place, key docket.Key, body io.Reader) (Item, error) {
	pending, err := r.Blobs.Begin(ctx)
	if err != nil {
		return Item{}, fmt.Errorf("evidence: quarantine: %w", err)
	}
	item, err := r.encrypt(at, key, pending, body)
	if err != nil {
		return item, errors.Join(err, pending.Discard())
	}
	if err := pending.Keep(at.folder() + "/" + item.Digest); err != nil {
		return item, fmt.Errorf("evidence: keep: %w", err)
	}
	return item, nil
}

// Open gives a kept file back, from any offset.
//
// Errors: ErrUnknown, ErrDamaged (also while reading), docket.ErrKeyDestroyed, a fault.
func (r *Room) Open(ctx context.Context, at Place, digest string) (*File, error) {
	if raw, err := hex.DecodeString(digest); err != nil || len(raw) != 32 || strings.ToLower(digest) != digest {
		return nil, ErrUnknown
	}
	key, err := r.Keys.Get(ctx, owner(at))
	if err != nil {
		return nil, fmt.Errorf("evidence: key: %w", err)
	}
	blob, err := r.Blobs.Open(ctx, at.folder()+"/"+digest)
	if err != nil {
		return nil, err
	}
	f, err := openFile(at, key, blob, digest)
	if err != nil {
		return nil, errors.Join(err, blob.Close())
	}
	return f, nil
}

// typeOf sniffs, and leaves parameters such as the character set out.
func typeOf(head []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	return kind
}
