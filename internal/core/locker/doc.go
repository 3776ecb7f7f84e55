// Package locker is what one person keeps for himself before there is any dispute:
// pictures, records of a chat, papers, each under the instant the platform received
// it. It decides nothing about a case, nobody but its person reads it, and it never
// says that an item is true: only that these bytes were here at that instant.
//
//	Keep ─▶ kept (mark = SHA-256 of salt and digest) ─ Use(case) ─▶ used ─▶ the case's own exhibit
//	                                                  └ Remove, or its time is over ─▶ removed
package locker

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// The limits of one person's locker.
const (
	MaxItems = 200       // kept at one time
	MaxBytes = 500 << 20 // of all items kept at one time
	MaxEver  = 5000      // ever kept, removed ones counted
	MaxNote  = 500       // characters of a note
	MaxName  = 200       // characters of a name
	MaxUses  = 50        // cases that one item was handed to
)

// Refusal says why something cannot be kept, used or removed, by a stable code.
type Refusal struct{ Code string }

// The codes.
const (
	Full    = "locker_full"     // as many items, or bytes, as a person may keep
	TooLong = "locker_too_long" // a name or note is too long
	Gone    = "locker_gone"     // there is no such item, or it was removed
	Changed = "locker_changed"  // the bytes are not those that were kept
)

// Error is the code.
func (r *Refusal) Error() string { return "locker: " + r.Code }

func refuse(code string) error { return &Refusal{Code: code} }

// Kept records that the platform received an item. Its name, its note and its digest
// are sealed under the person's own key, at "name", "note" and "digest": what stands
// here tells nobody which file it is.
type Kept struct {
	No    int      `json:"no"`
	Order id.Order `json:"order,omitzero"` // the order it belongs to; absent: none
	Bytes int64    `json:"bytes"`
	Media string   `json:"media"` // as found in the bytes
	// Mark commits to the digest: SHA-256 of the salt and the digest, hexadecimal. An
	// exhibit made of the item tells the salt, and whoever has the file can check it.
	Mark  string    `json:"mark"`
	Until time.Time `json:"until"` // when it is removed by itself, by the rule named as authority
}

// Kind implements record.Event.
func (Kept) Kind() string { return "locker_kept" }

// Version implements record.Event.
func (Kept) Version() int { return 1 }

// Used records that an item's bytes were handed to a case, which has a copy of its own.
type Used struct {
	No   int     `json:"no"`
	Case id.Case `json:"case"`
}

// Kind implements record.Event.
func (Used) Kind() string { return "locker_used" }

// Version implements record.Event.
func (Used) Version() int { return 1 }

// Why an item went.
const (
	Asked   = "asked"   // its person removed it
	Expired = "expired" // its time was over
)

// Removed records that an item is kept no longer; its bytes are destroyed.
type Removed struct {
	No  int    `json:"no"`
	Why string `json:"why"`
}

// Kind implements record.Event.
func (Removed) Kind() string { return "locker_removed" }

// Version implements record.Event.
func (Removed) Version() int { return 1 }

// Events lists the events such a stream may hold, as zero values.
func Events() []record.Event { return []record.Event{Kept{}, Used{}, Removed{}} }

// Stream is the locker of a person.
func Stream(p id.Person) record.Stream { return record.Stream{Kind: record.Locker, ID: p.Bytes()} }

// Mark commits to a digest (both hexadecimal) under a salt: SHA-256 of three fields,
// each four bytes of length and its bytes: "tianping/locker/mark/1", the salt, the
// digest as text. Source: docs/event-format.md.
func Mark(salt [32]byte, digest string) string {
	var b []byte
	for _, f := range [][]byte{[]byte("tianping/locker/mark/1"), salt[:], []byte(digest)} {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(f))), f...) //nolint:gosec // three short fields
	}
	sum := sha256.Sum256(b)
	return fmt.Sprintf("%x", sum)
}
