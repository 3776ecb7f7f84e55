// Package migrations holds the schema of every engine as one set of numbered files.
// It runs nothing; each store gives them to its migrator.
//
//	0001_docket.sql ─┬ SQLite()     ─ BYTES → BLOB, BIGINT → INTEGER, ROWLESS → STRICT, WITHOUT ROWID
//	                 └ PostgreSQL() ─ BYTES → BYTEA, TEXT → TEXT COLLATE "C"
//
// A file says BYTES, BIGINT, INT and TEXT only, and ends a table with ROWLESS where its
// primary key is how it is read, or with ROWS where it has large rows or none. Projection
// tables are not here: they follow from the docket's design.
package migrations

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"
)

//go:embed *.sql
var files embed.FS

// SQLite gives the files in SQLite's words.
//
// Errors: a fault of the embedded files.
func SQLite() (fs.FS, error) {
	return inWords(strings.NewReplacer(
		" BYTES", " BLOB", " BIGINT", " INTEGER", " INT ", " INTEGER ",
		") ROWLESS;", ") STRICT, WITHOUT ROWID;", ") ROWS;", ") STRICT;",
	))
}

// PostgreSQL gives the files in PostgreSQL's words. Texts are ordered byte by byte, as
// everywhere, whatever the locale of the database.
//
// Errors: a fault of the embedded files.
func PostgreSQL() (fs.FS, error) {
	return inWords(strings.NewReplacer(" BYTES", " BYTEA", " TEXT", ` TEXT COLLATE "C"`, ") ROWLESS;", ");", ") ROWS;", ");"))
}

func inWords(words *strings.Replacer) (fs.FS, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	spoken := fstest.MapFS{}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("migrations: %w", err)
		}
		spoken[name] = &fstest.MapFile{Data: []byte(words.Replace(string(text)))}
	}
	return spoken, nil
}
