// Package rulebookfile reads the files of a rulebook into the core's types: one
// strict YAML document each, laid over the file it extends. It never judges what
// a file says (procedure.Check does), and never writes one.
//
//	bytes ─ parseTree → tree ─ resolve (extends, remove, redirect, merge) → tree ─ decode → procedure.Procedure
//	                     └ every value keeps its file and line ───────────────────────────→ Where
package rulebookfile

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	rules "github.com/tianping-odr/tianping/internal/core/rulebook"
	"github.com/tianping-odr/tianping/rulebook"
)

// Source is one file as it was read: its exact bytes and their SHA-256.
type Source struct {
	Name   string // path inside its file system, "procedure/jd.yaml"
	Bytes  []byte
	SHA256 [32]byte
	// What a procedure says of itself; empty for other kinds.
	ID, Version, EffectiveFrom string
}

// Position is a line of a file.
type Position struct {
	File string
	Line int
}

// Read is a procedure and where it came from.
type Read struct {
	Procedure procedure.Procedure
	Sources   []Source // the file itself, then what it extends
	where     map[string]Position
}

// Where finds the file and line of a place that a finding names, such as
// "clocks.K_ANS.expiry[0]". A place that is not written anywhere has the line of
// what holds it; the zero Position means not even that.
func (r Read) Where(place string) Position {
	for place != "" {
		if at, ok := r.where[place]; ok {
			return at
		}
		place = place[:max(0, strings.LastIndexAny(place, ".["))]
	}
	return r.where[""]
}

// Load reads the procedure file name of files, over what it extends.
//
// Error: Problems, each with its file and line; a fault of the file system wrapped
// as it came.
func Load(files fs.FS, name string) (procedure.Procedure, error) {
	r, err := ReadProcedure(files, name)
	return r.Procedure, err
}

// Embedded is the built-in procedure of that name: "tianping-std", "jd".
// Errors as Load.
func Embedded(name string) (procedure.Procedure, error) {
	return Load(rulebook.Files, embeddedPath(name))
}

// ReadEmbedded is Embedded with its sources.
func ReadEmbedded(name string) (Read, error) {
	return ReadProcedure(rulebook.Files, embeddedPath(name))
}

// Names are the built-in procedures, sorted.
func Names() []string { return embeddedNames(rules.Procedure) }

// ReadProcedure is Load with the exact bytes read and the place of every value.
func ReadProcedure(files fs.FS, name string) (Read, error) {
	l := &loader{}
	tree, err := l.resolve(files, name, 0)
	if err != nil {
		return Read{}, err
	}
	tree.settle("")
	p := l.procedure(tree)
	if err := l.found.all(); err != nil {
		return Read{}, err
	}
	r := Read{Procedure: p, Sources: l.sources, where: map[string]Position{}}
	r.note(tree)
	return r, nil
}

func (r *Read) note(n *node) {
	r.where[n.place] = Position{File: n.file, Line: n.line}
	for _, e := range n.entries {
		r.note(e.value)
	}
	for _, item := range n.items {
		r.note(item)
	}
}

func embeddedPath(name string) string { return PathOf(rules.Procedure, name) }

func source(name string, data []byte) Source {
	return Source{Name: name, Bytes: data, SHA256: sha256.Sum256(data)}
}

// readFile reads at most one byte more than a file may have.
func readFile(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid):
		var found Problems
		found.add(&node{file: name}, "no_file", strings.Join(Names(), ", "))
		return nil, found
	case err != nil:
		return nil, err
	}
	defer func() { _ = f.Close() }() // opened for reading: nothing to lose
	return io.ReadAll(io.LimitReader(f, maxBytes+1))
}
