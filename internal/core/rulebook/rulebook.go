// Package rulebook is the set of documents a case runs on: its procedure, the
// procedure of orders, the calendar, the reasons, the table of who may do what.
// A document is immutable and named by the SHA-256 of its bytes; a book is a set
// of documents with one digest over theirs. It never reads a document
// (office/rulebookfile does) and never keeps its bytes (the store does).
//
//	bytes ─ office/rulebookfile → Document + contents ─ Bind → Book ─ pinned by a case
package rulebook

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// The kinds of documents a book is made of, as party.Put names them. A book's
// digest covers its documents in this order.
const (
	Procedure = "procedure" // of cases, of orders, and what they extend
	Calendar  = "calendar"
	Reasons   = "reasons"
	Authority = "authority" // who may do what
)

// Kinds are the kinds in the order a book's digest covers them.
func Kinds() []string { return []string{Procedure, Calendar, Reasons, Authority} }

// Document is one immutable document.
type Document struct {
	Kind    string
	Name    string // "tianping-std", "cn"
	Version string // as the document says
	Digest  record.Digest
	// EffectiveFrom is the first day it may be pinned, in the zone of the book's
	// calendar; zero means any day.
	EffectiveFrom workday.Date
}

// Contents is what the documents of a book say.
type Contents struct {
	Procedure *procedure.Compiled // of cases
	Order     *procedure.Compiled // of orders, apart from any dispute
	Calendar  workday.Calendar
	Reasons   remedy.Taxonomy
	Authority party.Table
}

// Book is a bound set of documents. It never changes; any number of cases may
// share it.
type Book struct {
	Contents
	Digest    record.Digest // of the set; what events carry as the rulebook in force
	Documents []Document    // in the order of Kinds, then by name
}

// What binding and pinning refuse.
var (
	// ErrSet means that the documents make no book: one stands twice, is of no kind
	// of a book, or a kind is missing.
	ErrSet = errors.New("rulebook: set of documents")
	// ErrNotYet means that a document is not effective yet; it may not be pinned.
	ErrNotYet = errors.New("rulebook: not effective yet")
)

// Bind makes a book of documents and what they say. The order in which they are
// given does not matter.
//
// Error: ErrSet, with the document.
func Bind(documents []Document, contents Contents) (Book, error) {
	documents = slices.SortedFunc(slices.Values(documents), func(a, b Document) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)), cmp.Compare(a.Name, b.Name))
	})
	for i, d := range documents {
		switch {
		case !slices.Contains(Kinds(), d.Kind):
			return Book{}, fmt.Errorf("%w: %s %s is of no kind a book has", ErrSet, d.Kind, d.Name)
		case i > 0 && d.Kind == documents[i-1].Kind && d.Name == documents[i-1].Name:
			return Book{}, fmt.Errorf("%w: %s %s stands twice", ErrSet, d.Kind, d.Name)
		case d.Digest.IsZero():
			return Book{}, fmt.Errorf("%w: %s %s has no digest", ErrSet, d.Kind, d.Name)
		}
	}
	for _, kind := range Kinds() {
		if !slices.ContainsFunc(documents, func(d Document) bool { return d.Kind == kind }) {
			return Book{}, fmt.Errorf("%w: no %s", ErrSet, kind)
		}
	}
	return Book{Contents: contents, Digest: digest(documents), Documents: documents}, nil
}

// setTag opens the bytes a book's digest is made of; it changes when they do.
const setTag = "tianping rulebook 1"

// digest is the SHA-256 of: the tag, then for each document in order its kind, its
// name and its digest. Every field stands behind its length, 4 bytes, big-endian.
func digest(sorted []Document) record.Digest {
	b := field(nil, []byte(setTag))
	for _, d := range sorted {
		b = field(b, []byte(d.Kind))
		b = field(b, []byte(d.Name))
		b = field(b, d.Digest[:])
	}
	return sha256.Sum256(b)
}

func field(b, value []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(value))) //nolint:gosec // names and digests are short
	return append(b, value...)
}

// Pinnable tells whether the book may be pinned at an instant.
//
// Error: ErrNotYet, with the document and its day. Source: design §4.
func (b Book) Pinnable(at time.Time) error {
	today := b.Calendar.Date(at)
	for _, d := range b.Documents {
		if today < d.EffectiveFrom {
			return fmt.Errorf("%w: %s %s from %s", ErrNotYet, d.Kind, d.Name, d.EffectiveFrom)
		}
	}
	return nil
}
