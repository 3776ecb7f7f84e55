// Package keystore keeps the data keys that seal personal data and free text, apart
// from the events they seal: a file of its own, a backup of its own, each key wrapped
// by a key (KEK) in a third file. It never sees a text.
//
//	tianping.db ─ ciphertext, key id ─┐
//	keys.db     ─ key id → wrapped ───┼─ all three are needed to read
//	keys.kek    ─ the wrapping key ───┘
//
// Destroying a key overwrites it in keys.db. Copies in backups stay readable until the
// backups are gone: how long those are kept is how long erasing takes.
package keystore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver: SQLite in pure Go

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// ErrClosed means that the store was closed.
var ErrClosed = errors.New("keystore: closed")

// Options say where the two files are.
type Options struct {
	Path string // keys.db; its folder is made when absent
	KEK  string // the wrapping key; made at the first start, mode 0600
	// Random is where keys come from; default crypto/rand.
	Random io.Reader
}

// Store is an open key store.
type Store struct {
	db     *sql.DB
	kek    kek
	random io.Reader
	known  *memory
	asks   chan ask
	done   chan struct{}
	mu     sync.RWMutex // guards closed against sends on asks
	closed bool
}

var _ docket.Keys = (*Store)(nil)

const schema = `
CREATE TABLE IF NOT EXISTS kek (
	id BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (
	owner_kind TEXT    NOT NULL,
	owner_id   BLOB    NOT NULL,
	key_id     BLOB    NOT NULL UNIQUE,
	wrapped    BLOB    NOT NULL, -- empty once destroyed
	destroyed  INTEGER NOT NULL,
	PRIMARY KEY (owner_kind, owner_id)
) STRICT, WITHOUT ROWID;`

// Open opens the store, or makes both files at the first start.
//
// Errors: a fault; in particular when keys exist and the key file is missing, is
// another one, or can be read by others.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("keystore: folder: %w", err)
	}
	db, err := open(o.Path)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, random: o.Random, known: newMemory(), asks: make(chan ask, 1024), done: make(chan struct{})}
	if err := s.unlock(ctx, o); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	go s.work() //nolint:contextcheck,gosec // it lives until Close, not as long as the opening
	return s, nil
}

func open(path string) (*sql.DB, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator says where
	if err != nil {
		return nil, fmt.Errorf("keystore: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("keystore: %w", err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "temp_store(MEMORY)",
	}}
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, fmt.Errorf("keystore: open: %w", err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// unlock makes the schema and reads the wrapping key. A database that was ever
// wrapped by one never gets another.
func (s *Store) unlock(ctx context.Context, o Options) error {
	if _, err := s.db.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("keystore: schema: %w", err)
	}
	var id []byte
	err := s.db.QueryRowContext(ctx, "SELECT id FROM kek").Scan(&id)
	fresh := errors.Is(err, sql.ErrNoRows)
	if err != nil && !fresh {
		return fmt.Errorf("keystore: %w", err)
	}
	if s.kek, err = readKEK(o.KEK, fresh, o.Random); err != nil {
		return err
	}
	if fresh {
		if _, err := s.db.ExecContext(ctx, "INSERT INTO kek (id) VALUES (?)", s.kek.id[:]); err != nil {
			return fmt.Errorf("keystore: %w", err)
		}
		return syncFolder(o.Path)
	}
	if string(id) != string(s.kek.id[:]) {
		return errors.New("keystore: the key file belongs to another key store")
	}
	return nil
}

// syncFolder makes the name of a new file durable.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("keystore: folder: %w", err)
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Get finds the key of an owner.
func (s *Store) Get(ctx context.Context, owner record.Owner) (docket.Key, error) {
	if key, ok := s.known.of(owner); ok {
		return key, nil
	}
	return s.read(ctx, "owner_kind=? AND owner_id=?", owner.Kind, owner.ID[:])
}

// Find finds a key by its id.
func (s *Store) Find(ctx context.Context, keyID [16]byte) (docket.Key, error) {
	if key, ok := s.known.by(keyID); ok {
		return key, nil
	}
	return s.read(ctx, "key_id=?", keyID[:])
}

func (s *Store) read(ctx context.Context, where string, args ...any) (docket.Key, error) {
	age := s.known.age()
	var key docket.Key
	var owner, id, wrapped []byte
	var destroyed bool
	err := s.db.QueryRowContext(ctx, "SELECT owner_kind, owner_id, key_id, wrapped, destroyed FROM keys WHERE "+where, args...).
		Scan(&key.Owner.Kind, &owner, &id, &wrapped, &destroyed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return key, docket.ErrNoKey
	case err != nil:
		return key, fmt.Errorf("keystore: read: %w", err)
	case len(owner) != 16 || len(id) != 16:
		return key, errors.New("keystore: a key has a damaged id")
	}
	key.Owner.ID, key.ID = [16]byte(owner), [16]byte(id)
	if destroyed {
		return key, docket.ErrKeyDestroyed
	}
	if key.Secret, err = s.kek.unwrap(key.Owner, key.ID, wrapped); err != nil {
		return docket.Key{}, err
	}
	s.known.keep(key, age)
	return key, nil
}

// Destroy forgets the key of an owner for ever: the row stays, to tell whose key it
// was, the key itself is overwritten, in the file and in its write-ahead log.
func (s *Store) Destroy(ctx context.Context, owner record.Owner) error {
	s.known.forget(owner)
	_, err := s.db.ExecContext(ctx, "UPDATE keys SET wrapped=x'', destroyed=1 WHERE owner_kind=? AND owner_id=?", owner.Kind, owner.ID[:])
	s.known.forget(owner)
	if err != nil {
		return fmt.Errorf("keystore: destroy: %w", err)
	}
	var busy, logged, moved int
	err = s.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &logged, &moved)
	if err == nil && busy != 0 {
		err = errors.New("the database is busy")
	}
	if err != nil {
		return fmt.Errorf("keystore: the key is destroyed but a copy may stay in the log until the next checkpoint: %w", err)
	}
	return nil
}

// Backup writes a copy of the wrapped keys to a new file, while the store is in use.
// The key file is not part of it: keep that one somewhere else.
func (s *Store) Backup(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator says where
	if err != nil {
		return fmt.Errorf("keystore: backup: %w", err)
	}
	_, err = s.db.ExecContext(ctx, "VACUUM INTO ?", path)
	if err = errors.Join(err, f.Sync(), f.Close(), syncFolder(path)); err != nil {
		return fmt.Errorf("keystore: backup: %w", err)
	}
	return nil
}

// Close finishes what waits and closes the file.
func (s *Store) Close() error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.asks)
	}
	s.mu.Unlock()
	<-s.done
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("keystore: close: %w", err)
	}
	return nil
}
