package library

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

// Document is one immutable text with its name and hash.
type Document struct {
	Kind, Name, Version string
	Digest              record.Digest // SHA-256 of Bytes
	Bytes               []byte
	From                string // effective from, a date
}

func (d Document) path() string { return d.Kind + "/" + d.Name + ".yaml" }

// Set is the documents of one version of the program, in the order of its manifest.
type Set []Document

// heading begins every manifest; another form of it would begin otherwise.
const heading = "tianping rulebook set 1"

// Manifest is the text that names every document of a set by its SHA-256: a heading,
// then a line "kind/name digest" for each.
func (s Set) Manifest() []byte {
	out := fmt.Appendf(nil, "%s\n", heading)
	for _, d := range s {
		out = fmt.Appendf(out, "%s/%s %x\n", d.Kind, d.Name, d.Digest[:])
	}
	return out
}

func (s Set) files() rulebookfile.Shelf {
	out := rulebookfile.Shelf{}
	for _, d := range s {
		out[d.path()] = d.Bytes
	}
	return out
}

// collect reads the documents of a version, each for its version and date.
func collect(files fs.FS) (Set, error) {
	var set Set
	add := func(kind, name, version, from string) error {
		d := Document{Kind: kind, Name: name, Version: version, From: from}
		var err error
		if d.Bytes, err = fs.ReadFile(files, d.path()); err != nil {
			return fmt.Errorf("library: %s %s: %w", kind, name, err)
		}
		d.Digest = sha256.Sum256(d.Bytes)
		set = append(set, d)
		return nil
	}
	cal, err := rulebookfile.ReadCalendar(files, "calendar/cn.yaml")
	if err != nil {
		return nil, fmt.Errorf("library: calendar: %w", err)
	}
	doc, err := fs.ReadFile(files, "reason/cn.yaml")
	if err != nil {
		return nil, fmt.Errorf("library: reasons: %w", err)
	}
	reasons, err := rulebookfile.Reasons(doc)
	if err != nil {
		return nil, fmt.Errorf("library: reasons: %w", err)
	}
	if doc, err = fs.ReadFile(files, "authority/cn.yaml"); err != nil {
		return nil, fmt.Errorf("library: rule table: %w", err)
	}
	table, err := rulebookfile.Authority("authority/cn.yaml", doc)
	if err != nil {
		return nil, fmt.Errorf("library: rule table: %w", err)
	}
	if err := errors.Join(add("calendar", "cn", cal.Version, cal.EffectiveFrom), add("reason", "cn", reasons.Version, reasons.EffectiveFrom), add("authority", "cn", table.Version, "")); err != nil {
		return nil, err
	}
	procedures, err := fs.Glob(files, "procedure/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	for _, file := range procedures {
		p, err := rulebookfile.Load(files, file)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		if err := add("procedure", strings.TrimSuffix(path.Base(file), ".yaml"), p.Version, p.EffectiveFrom); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// ErrManifest means that a manifest is not one, or that a document is not the one its
// manifest names.
var ErrManifest = errors.New("library: manifest")

// parse reads a manifest back; text gives the document of a digest.
func parse(manifest []byte, text func(record.Digest) ([]byte, error)) (Set, error) {
	first, rest, _ := strings.Cut(string(manifest), "\n")
	if first != heading || !strings.HasSuffix(rest, "\n") {
		return nil, fmt.Errorf("%w: begins with %.40q", ErrManifest, first)
	}
	var set Set
	for line := range strings.Lines(rest) {
		where, sum, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		kind, name, _ := strings.Cut(where, "/")
		raw, err := hex.DecodeString(sum)
		if err != nil || len(raw) != sha256.Size || name == "" {
			return nil, fmt.Errorf("%w: line %.80q", ErrManifest, line)
		}
		d := Document{Kind: kind, Name: name, Digest: record.Digest(raw)}
		if d.Bytes, err = text(d.Digest); err != nil {
			return nil, fmt.Errorf("library: %s: %w", where, err)
		}
		if sum := sha256.Sum256(d.Bytes); !bytes.Equal(sum[:], raw) {
			return nil, fmt.Errorf("%w: %s is another text than named", ErrManifest, where)
		}
		set = append(set, d)
	}
	return set, nil
}
