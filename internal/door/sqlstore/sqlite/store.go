// Package sqlite keeps the docket in one SQLite file: for a laptop, one shop, one
// association. It supplies a shelf; deciding and batching are the registrar's. It
// never decides, and nothing but this process may write its file.
//
//	registrar ─ desk ─ the one write connection ─┐
//	Load, Select ─ a bounded pool of readers ────┴ tianping.db (WAL, synchronous=FULL)
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver: SQLite in pure Go

	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/migrations"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Options say what is kept and where.
type Options struct {
	// Path of the database file; its folder is made when absent.
	Path   string
	Design docket.Design
	Keys   docket.Keys
	// Readers is the size of the read pool; default 4.
	Readers int
	// Docket are the sizes of the registrar.
	Docket docket.Options
	// Prepare, if any, comes before the first stream is read: what the design needs from
	// the store (the rulebooks of earlier versions) is read here.
	Prepare func(context.Context, *Store) error
	// Progress is told while projections are made again at opening.
	Progress func(done, total int)
	// Wrap may put something between registrar and shelf: tests put faults there.
	Wrap func(docket.Shelf) docket.Shelf
}

// Store is an open database. It is the docket, and a place for other tables.
type Store struct {
	cabinet.Cabinet // the tables that are no stream

	design    docket.Design
	keys      docket.Keys
	write     *statements
	read      *statements
	tables    map[string]*table
	registrar *docket.Registrar
}

var _ docket.Docket = (*Store)(nil)

// Open opens or makes the database, brings its schema up to date, and makes the
// projections again when their definition has changed.
func Open(ctx context.Context, o Options) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("sqlite: folder: %w", err)
	}
	if o.Readers <= 0 {
		o.Readers = 4
	}
	s := newStore(o)
	for _, def := range o.Design.Tables {
		t, err := newTable(def)
		if err != nil {
			return nil, err
		}
		s.tables[def.Name] = t
	}
	if err := s.connect(ctx, o); err != nil {
		return nil, errors.Join(err, s.disconnect())
	}
	var desk docket.Shelf = &desk{shelf: shelf{st: s.write}, store: s}
	if o.Wrap != nil {
		desk = o.Wrap(desk)
	}
	s.registrar = docket.NewRegistrar(o.Design, desk, o.Keys, o.Docket) //nolint:contextcheck // it lives until Close, not as long as the opening
	return s, nil
}

func newStore(o Options) *Store {
	s := &Store{design: o.Design, keys: o.Keys, tables: make(map[string]*table)}
	s.Cabinet = cabinet.In(aside{s})
	return s
}

func (s *Store) connect(ctx context.Context, o Options) error {
	made, err := os.OpenFile(o.Path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	if err := made.Close(); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	writer, err := sql.Open("sqlite", address(o.Path, "immediate",
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "journal_size_limit(0)",
		"cache_size(-65536)", "temp_store(MEMORY)"))
	if err != nil {
		return fmt.Errorf("sqlite: open: %w", err)
	}
	writer.SetMaxOpenConns(1)
	s.write = newStatements(writer)
	if err := migrate(ctx, writer); err != nil {
		return err
	}
	reader, err := sql.Open("sqlite", address(o.Path, "deferred",
		"busy_timeout(10000)", "query_only(ON)", "cache_size(-16384)", "temp_store(MEMORY)"))
	if err != nil {
		return fmt.Errorf("sqlite: open: %w", err)
	}
	reader.SetMaxOpenConns(o.Readers)
	reader.SetMaxIdleConns(o.Readers)
	s.read = newStatements(reader)
	if o.Prepare != nil {
		if err := o.Prepare(ctx, s); err != nil {
			return err
		}
	}
	return s.fitProjections(ctx, o.Progress)
}

// address is the driver's name of a file with the settings of its connections.
func address(path, lock string, pragmas ...string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": pragmas}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := migrations.SQLite()
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("sqlite: migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("sqlite: migrations: %w", err)
	}
	return nil
}

// Docket is the store of streams.
func (s *Store) Docket() docket.Docket { return s }

// Write runs one transaction on the write connection, for tables that are no stream
// (accounts, sessions, drafts). It waits its turn with the registrar's commits; nothing
// slow belongs in it.
func (s *Store) Write(ctx context.Context, act func(tx *sql.Tx) error) error {
	return within(ctx, s.write.db, nil, act)
}

// Read runs one read-only transaction in the read pool: everything it reads is of one
// moment. A long one keeps the write-ahead log from shrinking.
func (s *Store) Read(ctx context.Context, act func(tx *sql.Tx) error) error {
	return within(ctx, s.read.db, &sql.TxOptions{ReadOnly: true}, act)
}

func within(ctx context.Context, db *sql.DB, how *sql.TxOptions, act func(tx *sql.Tx) error) (err error) {
	tx, err := db.BeginTx(ctx, how)
	if err != nil {
		return fmt.Errorf("sqlite: begin: %w", err)
	}
	done := false
	defer func() {
		if !done { // act failed or panicked
			if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, fmt.Errorf("sqlite: rollback: %w", undo))
			}
		}
	}()
	if err := act(tx); err != nil {
		return err
	}
	done = true
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("sqlite: commit: %w", err)
	}
	return nil
}

// Close takes no more commands, finishes those that wait, and closes the file.
func (s *Store) Close() error {
	s.registrar.Close()
	return s.disconnect()
}

func (s *Store) disconnect() error {
	var errs []error
	for _, st := range []*statements{s.read, s.write} {
		if st != nil {
			errs = append(errs, st.close())
		}
	}
	return errors.Join(errs...)
}

// aside runs the cabinet's transactions: each waits its turn with the registrar's
// commits, so nothing slow belongs in one.
type aside struct{ store *Store }

// Write implements cabinet.DB.
func (a aside) Write(ctx context.Context, act func(cabinet.Tx) error) error {
	return a.store.Write(ctx, func(tx *sql.Tx) error { return act(tx) })
}

// Read implements cabinet.DB.
func (a aside) Read(ctx context.Context, act func(cabinet.Tx) error) error {
	return a.store.Read(ctx, func(tx *sql.Tx) error { return act(tx) })
}
