// Package postgres keeps the docket in PostgreSQL 15 or later: for one platform, with
// one process or several on one database. It supplies a shelf; deciding and batching
// are the registrar's. It never decides, never counts on a sequence, a NOTIFY or an
// advisory lock, and never believes that a commit whose reply was lost has failed.
//
//	registrar ─ desk ─ one pipelined batch of set-based statements a commit ─┐
//	Load, Select, the cabinet ─ a bounded pool ─────────────────────────────┴ PostgreSQL
//
// Two processes that move the same stream meet at its row in heads: the later one is
// stale, looks again and decides again.
package postgres

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/migrations"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Options say what is kept and where.
type Options struct {
	// URL names one database on one host or several: postgres://user@h1,h2/name. The node
	// that takes writes is used. What it says of limits goes before the defaults here.
	URL    string
	Design docket.Design
	Keys   docket.Keys
	// Readers is how many connections may read at once; default 8. Two more write.
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
	pool      *pgxpool.Pool // reads, and what is no stream
	write     *pgxpool.Pool // the registrar's own
	aside     *sql.DB       // pool, as the cabinet speaks to it
	tables    map[string]*table
	registrar *docket.Registrar
}

var _ docket.Docket = (*Store)(nil)

// Open opens the database, brings its schema up to date, and makes the projections
// again when their definition has changed. Several processes may do so at once.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := newStore(o)
	if err != nil {
		return nil, err
	}
	if err := s.connect(ctx, o); err != nil {
		s.disconnect()
		return nil, err
	}
	var port docket.Shelf = &desk{shelf: shelf{q: s.write, again: true}, store: s}
	if o.Wrap != nil {
		port = o.Wrap(port)
	}
	s.registrar = docket.NewRegistrar(o.Design, port, o.Keys, o.Docket) //nolint:contextcheck // it lives until Close, not as long as the opening
	return s, nil
}

func newStore(o Options) (*Store, error) {
	s := &Store{design: o.Design, keys: o.Keys, tables: make(map[string]*table)}
	for _, def := range o.Design.Tables {
		t, err := newTable(def, "p_", "s_")
		if err != nil {
			return nil, err
		}
		s.tables[def.Name] = t
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, o Options) error {
	if err := s.dial(ctx, o); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if o.Prepare != nil {
		if err := o.Prepare(ctx, s); err != nil {
			return err
		}
	}
	return s.fitProjections(ctx, o.Progress)
}

func (s *Store) dial(ctx context.Context, o Options) (err error) {
	if s.pool, err = dial(ctx, o.URL, readersOf(o)); err != nil {
		return err
	}
	if s.write, err = dial(ctx, o.URL, writer); err != nil {
		return err
	}
	s.besides()
	return nil
}

// besides opens the cabinet on the read pool.
func (s *Store) besides() {
	s.aside = stdlib.OpenDBFromPool(s.pool)
	s.Cabinet = cabinet.In(aside{s.aside})
}

// migrate brings the schema up to date. Of two processes that do so at once one may
// find tables where there were none: it looks again.
func (s *Store) migrate(ctx context.Context) error {
	files, err := migrations.PostgreSQL()
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, s.aside, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("postgres: migrations: %w", err)
	}
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		if _, err = p.Up(ctx); err == nil {
			return nil
		}
		if wait > 2*time.Second || pause(ctx, wait) != nil {
			return fmt.Errorf("postgres: migrations: %w", err)
		}
	}
}

// Docket is the store of streams.
func (s *Store) Docket() docket.Docket { return s }

// Close takes no more commands, finishes those that wait, and lets the connections go.
func (s *Store) Close() error {
	s.registrar.Close()
	s.disconnect()
	return nil
}

func (s *Store) disconnect() {
	if s.aside != nil {
		_ = s.aside.Close() // its connections are the pool's
	}
	for _, pool := range []*pgxpool.Pool{s.pool, s.write} {
		if pool != nil {
			pool.Close()
		}
	}
}

// ErrOtherEdition means that a database was last opened by another version of the
// program: its projections are not this version's.
var ErrOtherEdition = errors.New("postgres: the projections are of another version; open the store once, or use that version")

// Trial makes a database of its own on the server a URL names, for a simulation or a
// measurement, and gives its URL; drop removes it. The database the URL names is not
// touched.
func Trial(ctx context.Context, server string) (trial string, drop func(context.Context) error, err error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, errors.New("postgres: the database URL cannot be read")
	}
	name := "tianping_trial_" + strings.ToLower(rand.Text()[:12])
	do := func(ctx context.Context, text string) error {
		conn, err := pgx.Connect(ctx, server)
		if err != nil {
			return fmt.Errorf("postgres: trial: %w", err)
		}
		_, err = conn.Exec(ctx, text)
		return errors.Join(err, conn.Close(ctx))
	}
	if err := do(ctx, "CREATE DATABASE "+name); err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func(ctx context.Context) error { return do(ctx, "DROP DATABASE "+name+" WITH (FORCE)") }, nil
}
