package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/looks"
	"github.com/tianping-odr/tianping/internal/office/unsent"
)

// database is an open store: the docket, and the tables beside it.
type database interface {
	docket.Docket
	Docket() docket.Docket
	Inspect(ctx context.Context, look func(docket.Inspected) error) error
	Identity() identity.Store
	Drafts() filing.Drafts
	Unsent() unsent.Papers
	Looks() looks.Looks
	Rulebooks() library.Shelf
	Payments() cabinet.Payments
	Setting(ctx context.Context, name string) (string, error)
	Set(ctx context.Context, name, value string) error
	Alive(ctx context.Context) (time.Time, error)
	SetAlive(ctx context.Context, at time.Time) error
}

// place is where a house keeps its docket: a file of SQLite, or a PostgreSQL.
type place struct{ path, url string }

// placeOf reads --db, or TIANPING_DB where nothing was said; without either it is the
// file in the data folder.
func placeOf(data, said string, e env) (place, error) {
	if said == "" {
		s := &settings{getenv: e.Getenv}
		if said = s.file("DB"); len(s.errs) > 0 {
			return place{}, errors.Join(s.errs...)
		}
	}
	if strings.HasPrefix(said, "postgres://") || strings.HasPrefix(said, "postgresql://") {
		return place{url: said}, nil
	}
	return place{path: cmp.Or(said, filepath.Join(data, databaseFile))}, nil
}

// locks are the files that keep another process out.
func (p place) locks(data string) []string {
	if p.url != "" {
		return []string{filepath.Join(data, "lock")}
	}
	return []string{filepath.Join(data, "lock"), p.path + ".lock"}
}

// there tells whether a database file exists; a PostgreSQL is asked when it is opened.
func (p place) there() error {
	if p.url != "" {
		return nil
	}
	_, err := os.Stat(p.path)
	return err
}

// keeping is what a store is opened with.
type keeping struct {
	design  docket.Design
	keys    docket.Keys
	prepare func(context.Context, library.Shelf) error
	wrap    func(docket.Shelf) docket.Shelf
}

// open opens the database.
func (p place) open(ctx context.Context, k keeping) (database, error) {
	if p.url != "" {
		o := postgres.Options{URL: p.url, Design: k.design, Keys: k.keys, Wrap: k.wrap}
		if k.prepare != nil {
			o.Prepare = func(ctx context.Context, s *postgres.Store) error { return k.prepare(ctx, s.Rulebooks()) }
		}
		return some(postgres.Open(ctx, o))
	}
	o := sqlite.Options{Path: p.path, Design: k.design, Keys: k.keys, Wrap: k.wrap}
	if k.prepare != nil {
		o.Prepare = func(ctx context.Context, s *sqlite.Store) error { return k.prepare(ctx, s.Rulebooks()) }
	}
	return some(sqlite.Open(ctx, o))
}

// some keeps a store that was not opened from looking like one.
func some[S database](s S, err error) (database, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// errOtherEdition means that another version of the program made the projections.
var errOtherEdition = errors.New("the projections are of another version of the program; open the house once, or use that version")

// examine lays the database open without changing it.
//
// Errors: errOtherEdition, a fault.
func (p place) examine(ctx context.Context, k keeping, look func(docket.Inspected) error) error {
	var err error
	if p.url != "" {
		err = postgres.Examine(ctx, postgres.Options{
			URL: p.url, Design: k.design, Keys: k.keys,
			Prepare: func(ctx context.Context, s *postgres.Store) error { return k.prepare(ctx, s.Rulebooks()) },
		}, look)
	} else {
		err = sqlite.Examine(ctx, sqlite.Options{
			Path: p.path, Design: k.design, Keys: k.keys,
			Prepare: func(ctx context.Context, s *sqlite.Store) error { return k.prepare(ctx, s.Rulebooks()) },
		}, look)
	}
	if errors.Is(err, sqlite.ErrOtherEdition) || errors.Is(err, postgres.ErrOtherEdition) {
		return errOtherEdition
	}
	return err
}

// tie holds a database in PostgreSQL to the data folder it was first opened with: the
// keys that open its texts lie there, and another folder's would make a second, unreadable
// house of it. A database file needs no such mark, for it lies in its folder.
func (p place) tie(ctx context.Context, store database, veil []byte) error {
	if p.url == "" {
		return nil
	}
	sum := sha256.Sum256(append([]byte("tianping house\n"), veil...))
	ours := hex.EncodeToString(sum[:16])
	known, err := store.Setting(ctx, "house")
	switch {
	case err != nil:
		return err
	case known == "":
		return store.Set(ctx, "house", ours)
	case known != ours:
		return fmt.Errorf("this database belongs to another data folder, whose keys open it: name that one with --data 此数据库属于另一个数据目录")
	}
	return nil
}
