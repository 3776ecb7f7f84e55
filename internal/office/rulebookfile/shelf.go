package rulebookfile

import (
	"bytes"
	"io/fs"
	"path"
	"time"

	rules "github.com/tianping-odr/tianping/internal/core/rulebook"
)

// Shelf is a file system of documents that a store kept: path (see PathOf) to
// exact bytes. It lets the same readers read what a marketplace published.
type Shelf map[string][]byte

// Open implements fs.FS; there are files only, no folders.
func (s Shelf) Open(name string) (fs.File, error) {
	data, ok := s[name]
	if !ok || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &shelved{Reader: *bytes.NewReader(data), name: path.Base(name)}, nil
}

// PathOf is where a document of a kind and name stands; "" for kinds that are not
// read from files.
func PathOf(kind, name string) string {
	folder := map[string]string{
		rules.Procedure: "procedure", rules.Calendar: "calendar",
		rules.Reasons: "reason", rules.Authority: "authority",
	}[kind]
	if folder == "" {
		return ""
	}
	return folder + "/" + name + ".yaml"
}

// shelved is an open document and its own description.
type shelved struct {
	bytes.Reader
	name string
}

// Stat implements fs.File.
func (f *shelved) Stat() (fs.FileInfo, error) { return f, nil }

// Close implements fs.File.
func (f *shelved) Close() error { return nil }

// Name implements fs.FileInfo.
func (f *shelved) Name() string { return f.name }

// Mode implements fs.FileInfo: anybody may read, nobody may write.
func (f *shelved) Mode() fs.FileMode { return 0o444 }

// ModTime implements fs.FileInfo: a document has no time of its own.
func (f *shelved) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (f *shelved) IsDir() bool { return false }

// Sys implements fs.FileInfo.
func (f *shelved) Sys() any { return nil }
