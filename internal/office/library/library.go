// Package library keeps the rulebooks that cases run on, found by the hash that cases
// pin: those of this version, and those of every version that was used here before, for
// a case runs to its end on the rules it began under. It decides nothing.
//
//	rulebook/*.yaml ─ Open ─┐
//	Shelf ─ Join, Recall ───┴ Library ─ Book(hash) → dispute
package library

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// Library holds books by hash. Join and Recall add to it before its first use; from
// then on it never changes.
type Library struct {
	books map[string]*dispute.Book
	names map[string]string // name of the procedure → hash of its book in this version
	own   Set
	// Table is the rule table of the built-in authority document.
	Table     party.Table
	authority *party.Index
}

// Authority is the rule table now in use, ready to be asked.
func (l *Library) Authority() *party.Index { return l.authority }

// Open reads the built-in documents. Errors name file, line and how to mend.
func Open() (*Library, error) { return OpenFiles(rulebook.Files) }

// OpenFiles reads the documents of another version, laid out as the built-in ones:
// folder of the kind, name, ".yaml".
func OpenFiles(files fs.FS) (*Library, error) {
	set, err := collect(files)
	if err != nil {
		return nil, err
	}
	all, table, err := set.books()
	if err != nil {
		return nil, err
	}
	l := &Library{books: map[string]*dispute.Book{}, names: map[string]string{}, own: set, Table: table, authority: party.NewIndex(table)}
	for name, b := range all {
		if loose := b.Unkept(); len(loose) > 0 {
			return nil, fmt.Errorf("library: %s: the rule table lets one person be both of %v", name, loose)
		}
		l.books[b.Hash] = b
		l.names[name] = b.Hash
	}
	return l, nil
}

// books binds every procedure of a set to the set's calendar, reasons and rule table.
func (s Set) books() (map[string]*dispute.Book, party.Table, error) {
	files := s.files()
	cal, err := rulebookfile.ReadCalendar(files, "calendar/cn.yaml")
	if err != nil {
		return nil, party.Table{}, fmt.Errorf("library: calendar: %w", err)
	}
	reasons, err := rulebookfile.Reasons(files["reason/cn.yaml"])
	if err != nil {
		return nil, party.Table{}, fmt.Errorf("library: reasons: %w", err)
	}
	table, err := rulebookfile.Authority("authority/cn.yaml", files["authority/cn.yaml"])
	if err != nil {
		return nil, party.Table{}, fmt.Errorf("library: rule table: %w", err)
	}
	out := map[string]*dispute.Book{}
	for _, d := range s {
		if d.Kind != "procedure" {
			continue
		}
		p, err := rulebookfile.Load(files, d.path())
		if err != nil {
			return nil, party.Table{}, fmt.Errorf("library: %w", err)
		}
		if !slices.ContainsFunc(p.Stages, func(s procedure.Stage) bool { return s.Initial }) {
			continue // the order's own clocks are no procedure of a case
		}
		out[d.Name] = dispute.NewBook(s.hash(d.Name), p, cal.Days, &reasons, table)
	}
	return out, table, nil
}

// hash is over everything a case of that procedure runs on: the set's manifest, which
// names each document by its SHA-256, then the procedure.
func (s Set) hash(procedure string) string {
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(s.Manifest(), "case procedure %s\n", procedure)))
}

// Book is the book of a hash; nil when the library has none.
func (l *Library) Book(hash string) *dispute.Book { return l.books[hash] }

// Named is the book now used for new cases of a procedure; nil when there is none.
func (l *Library) Named(procedure string) *dispute.Book { return l.books[l.names[procedure]] }

// Documents lists what this version came with.
func (l *Library) Documents() []Document { return slices.Clone(l.own) }
