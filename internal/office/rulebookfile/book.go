package rulebookfile

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	rules "github.com/tianping-odr/tianping/internal/core/rulebook"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/rulebook"
)

// Set names the documents of a book; its calendar is the one the procedure names.
type Set struct{ Procedure, Order, Reasons, Authority string }

// StandardSet is what a marketplace begins with.
func StandardSet() Set {
	return Set{Procedure: "tianping-std", Order: "order-std", Reasons: "cn", Authority: "cn"}
}

// Found is a finding of procedure.Check and the line it is about.
type Found struct {
	procedure.Finding
	Position
}

// Findings are why a procedure that reads well may not be used.
type Findings []Found

// Error has one line for each finding: "file:line: place: what; what to do [code]".
func (f Findings) Error() string {
	lines := make([]string, len(f))
	for i, found := range f {
		lines[i] = fmt.Sprintf("%s:%d: %s", found.File, found.Line, found.Finding)
	}
	return strings.Join(lines, "\n")
}

// Check holds a procedure against the words code knows and a calendar.
func (r Read) Check(words procedure.Vocabulary, calendar workday.Calendar) Findings {
	var found Findings
	for _, f := range procedure.Check(r.Procedure, words, calendar) {
		found = append(found, Found{f, r.Where(f.Place)})
	}
	return found
}

// Book reads and binds the documents of a set: what a case is pinned to.
//
// Errors: Problems and Findings with file and line, ErrReasons, ErrAuthority,
// rulebook.ErrSet; a fault of the file system as it came.
func Book(files fs.FS, set Set, words procedure.Vocabulary) (rules.Book, error) {
	b := binder{files: files, words: words}
	cases := b.procedure(set.Procedure)
	days := b.calendar(cases)
	contents := rules.Contents{
		Procedure: b.checked(cases, days), Order: b.checked(b.procedure(set.Order), days),
		Calendar: days.Days, Reasons: b.reasons(set.Reasons), Authority: b.authority(set.Authority),
	}
	if b.err != nil {
		return rules.Book{}, b.err
	}
	return rules.Bind(b.documents, contents)
}

// EmbeddedBook is Book of the built-in documents.
func EmbeddedBook(set Set, words procedure.Vocabulary) (rules.Book, error) {
	return Book(rulebook.Files, set, words)
}

// binder reads the documents of one book and keeps the first error.
type binder struct {
	files     fs.FS
	words     procedure.Vocabulary
	documents []rules.Document
	err       error
}

func (b *binder) add(kind, name, version, from string, digest record.Digest) {
	var day workday.Date
	if err := day.UnmarshalText([]byte(from)); err != nil {
		b.fail(err)
	}
	d := rules.Document{Kind: kind, Name: name, Version: version, Digest: digest, EffectiveFrom: day}
	if !slices.Contains(b.documents, d) { // two procedures may extend one
		b.documents = append(b.documents, d)
	}
}

func (b *binder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *binder) procedure(name string) Read {
	if b.err != nil {
		return Read{}
	}
	r, err := ReadProcedure(b.files, PathOf(rules.Procedure, name))
	if err != nil {
		b.fail(err)
		return Read{}
	}
	for _, s := range r.Sources {
		b.add(rules.Procedure, s.ID, s.Version, s.EffectiveFrom, s.SHA256)
	}
	return r
}

func (b *binder) calendar(of Read) Calendar {
	if b.err != nil {
		return Calendar{}
	}
	c, err := ReadCalendar(b.files, PathOf(rules.Calendar, of.Procedure.Calendar))
	if err != nil {
		b.fail(err)
		return Calendar{}
	}
	b.add(rules.Calendar, c.ID, c.Version, c.EffectiveFrom, c.Source.SHA256)
	return c
}

// checked compiles a procedure in which nothing is found.
func (b *binder) checked(r Read, calendar Calendar) *procedure.Compiled {
	if b.err != nil {
		return nil
	}
	if p := r.Procedure; p.Zone != calendar.Zone || p.Calendar != calendar.ID {
		at := r.Where("zone")
		var found Problems
		found.add(&node{file: at.File, line: at.Line, place: "zone"}, "other_zone", p.Zone, calendar.ID, calendar.Zone)
		b.fail(found)
		return nil
	}
	if found := r.Check(b.words, calendar.Days); len(found) > 0 {
		b.fail(found)
		return nil
	}
	return procedure.Compile(r.Procedure)
}

func (b *binder) reasons(name string) (t remedy.Taxonomy) {
	from, ok := b.read(rules.Reasons, name)
	if !ok {
		return t
	}
	t, err := Reasons(from.Bytes)
	if err != nil {
		b.fail(fmt.Errorf("%s: %w", from.Name, err))
		return t
	}
	b.add(rules.Reasons, name, t.Version, t.EffectiveFrom, from.SHA256)
	return t
}

func (b *binder) authority(name string) (t party.Table) {
	from, ok := b.read(rules.Authority, name)
	if !ok {
		return t
	}
	t, err := Authority(from.Name, from.Bytes)
	if err != nil {
		b.fail(err)
		return t
	}
	b.add(rules.Authority, name, t.Version, "", from.SHA256)
	return t
}

func (b *binder) read(kind, name string) (Source, bool) {
	if b.err != nil {
		return Source{}, false
	}
	at := PathOf(kind, name)
	data, err := readFile(b.files, at)
	if err != nil {
		b.fail(err)
		return Source{}, false
	}
	return source(at, data), true
}

// File is a document with its exact bytes, as the store keeps them.
type File struct {
	rules.Document
	Bytes []byte
}

// BuiltIn are the documents that are put into a new marketplace.
//
// Errors: as Book, but procedures are not held against a vocabulary.
func BuiltIn() ([]File, error) {
	b := binder{files: rulebook.Files}
	for _, name := range Names() {
		b.procedure(name)
	}
	for _, name := range CalendarNames() {
		b.calendar(Read{Procedure: procedure.Procedure{Calendar: name}})
	}
	for _, name := range embeddedNames(rules.Reasons) {
		b.reasons(name)
	}
	for _, name := range embeddedNames(rules.Authority) {
		b.authority(name)
	}
	if b.err != nil {
		return nil, b.err
	}
	files := make([]File, 0, len(b.documents))
	for _, d := range b.documents {
		data, err := rulebook.Files.ReadFile(PathOf(d.Kind, d.Name))
		if err != nil {
			return nil, err
		}
		files = append(files, File{d, data})
	}
	return files, nil
}

// embeddedNames are the built-in documents of a kind, sorted.
func embeddedNames(kind string) []string {
	files, _ := fs.Glob(rulebook.Files, PathOf(kind, "*")) // the pattern is well formed
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return files
}
