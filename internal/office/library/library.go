// Package library keeps the rulebooks a marketplace may use: the built-in
// documents, read and checked once, found by the hash that cases pin. It decides
// nothing and changes nothing.
//
//	rulebook/*.yaml → rulebookfile → Library ─ Book(hash) → dispute
package library

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// Library holds books by hash. It never changes after Open.
type Library struct {
	books     map[string]*dispute.Book
	names     map[string]string // name of the procedure → hash
	documents []Document
	Table     party.Table // the rule table of the built-in authority document
	authority *party.Index
}

// Authority is the rule table now in use, ready to be asked.
func (l *Library) Authority() *party.Index { return l.authority }

// Document is one immutable text with its name and hash.
type Document struct {
	Kind, Name, Version string
	Digest              record.Digest
	Bytes               []byte
	From                string // effective from, a date
}

// Open reads the built-in documents. Errors name file, line and how to mend.
func Open() (*Library, error) {
	l := &Library{books: map[string]*dispute.Book{}, names: map[string]string{}}
	cal, err := rulebookfile.EmbeddedCalendar("cn")
	if err != nil {
		return nil, fmt.Errorf("library: calendar: %w", err)
	}
	doc, err := rulebook.Files.ReadFile("reason/cn.yaml")
	if err != nil {
		return nil, fmt.Errorf("library: reasons: %w", err)
	}
	reasons, err := rulebookfile.Reasons(doc)
	if err != nil {
		return nil, fmt.Errorf("library: reasons: %w", err)
	}
	if l.Table, _, err = rulebookfile.EmbeddedAuthority("cn"); err != nil {
		return nil, fmt.Errorf("library: rule table: %w", err)
	}
	l.authority = party.NewIndex(l.Table)
	if err := l.keep("calendar", "cn", cal.Version, cal.EffectiveFrom); err != nil {
		return nil, err
	}
	if err := l.keep("reason", "cn", reasons.Version, reasons.EffectiveFrom); err != nil {
		return nil, err
	}
	if err := l.keep("authority", "cn", l.Table.Version, ""); err != nil {
		return nil, err
	}
	for _, name := range rulebookfile.Names() {
		p, err := rulebookfile.Embedded(name)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		if !slices.ContainsFunc(p.Stages, func(s procedure.Stage) bool { return s.Initial }) {
			continue // the order's own clocks are no procedure of a case
		}
		if err := l.keep("procedure", name, p.Version, p.EffectiveFrom); err != nil {
			return nil, err
		}
		hash := l.hash(name)
		b := dispute.NewBook(hash, p, cal.Days, &reasons, l.Table)
		if loose := b.Unkept(); len(loose) > 0 {
			return nil, fmt.Errorf("library: %s: the rule table lets one person be both of %v", name, loose)
		}
		l.books[hash] = b
		l.names[name] = hash
	}
	return l, nil
}

func (l *Library) keep(kind, name, version, from string) error {
	data, err := rulebook.Files.ReadFile(kind + "/" + name + ".yaml")
	if err != nil {
		return fmt.Errorf("library: %s %s: %w", kind, name, err)
	}
	l.documents = append(l.documents, Document{Kind: kind, Name: name, Version: version, Digest: sha256.Sum256(data), Bytes: data, From: from})
	return nil
}

// hash is over the hashes of everything a case of that procedure runs on, in the
// order kept: calendar, reasons, rule table, then the procedure and all it may extend.
func (l *Library) hash(name string) string {
	h := sha256.New()
	for _, d := range l.documents {
		fmt.Fprintf(h, "%s/%s:%s\n", d.Kind, d.Name, d.Digest)
	}
	fmt.Fprintf(h, "%s\n", name)
	return fmt.Sprintf("%x", h.Sum(nil))
}

// Book is the book of a hash; nil when the library has none.
func (l *Library) Book(hash string) *dispute.Book { return l.books[hash] }

// Named is the book now used for new cases of a procedure; nil when there is none.
func (l *Library) Named(procedure string) *dispute.Book { return l.books[l.names[procedure]] }

// Documents lists what is on the shelves.
func (l *Library) Documents() []Document { return slices.Clone(l.documents) }
