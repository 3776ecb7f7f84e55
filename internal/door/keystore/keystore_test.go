package keystore_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/keystore"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

func open(t *testing.T, folder string) *keystore.Store {
	t.Helper()
	s, err := keystore.Open(t.Context(), options(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func options(folder string) keystore.Options {
	return keystore.Options{Path: filepath.Join(folder, "keys.db"), KEK: filepath.Join(folder, "keys.kek")}
}

func owner(n byte) record.Owner { return record.Owner{Kind: "case", ID: [16]byte{n}} }

// TestKeysLast proves that what Ensure made is the same key afterwards, by owner and
// by id, in this process and the next, and different for each owner.
func TestKeysLast(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := open(t, folder)
	if _, err := s.Get(t.Context(), owner(1)); !errors.Is(err, docket.ErrNoKey) {
		t.Fatalf("a key nobody made: %v", err)
	}
	var all sync.WaitGroup
	for n := range byte(40) {
		all.Go(func() {
			if err := s.Ensure(t.Context(), []record.Owner{owner(n % 20), owner(99)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	first, err := s.Get(t.Context(), owner(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Ensure(t.Context(), []record.Owner{owner(77)}); err == nil {
		t.Fatal("a closed store made a key")
	}
	again := open(t, folder)
	if got, err := again.Get(t.Context(), owner(1)); err != nil || got != first {
		t.Fatalf("after opening again the key differs: %v", err)
	}
	if got, err := again.Find(t.Context(), first.ID); err != nil || got != first {
		t.Fatalf("found by id: %v", err)
	}
	other, err := again.Get(t.Context(), owner(2))
	if err != nil || other.Secret == first.Secret || other.ID == first.ID {
		t.Fatalf("two owners share a key: %v", err)
	}
}

// TestDestroyedKeyIsGone proves that a destroyed key is told as destroyed, is never
// made again, and that its wrapped bytes are in no file of the store any more.
func TestDestroyedKeyIsGone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := open(t, folder)
	if err := s.Ensure(t.Context(), []record.Owner{owner(1), owner(2)}); err != nil {
		t.Fatal(err)
	}
	key, err := s.Get(t.Context(), owner(1))
	if err != nil {
		t.Fatal(err)
	}
	before := tail(t, folder, key.ID)
	for range 2 {
		if err := s.Destroy(t.Context(), owner(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Ensure(t.Context(), []record.Owner{owner(1)}); err != nil {
		t.Fatalf("a destroyed key is passed over: %v", err)
	}
	if _, err := s.Get(t.Context(), owner(1)); !errors.Is(err, docket.ErrKeyDestroyed) {
		t.Fatalf("by owner: %v", err)
	}
	if got, err := s.Find(t.Context(), key.ID); !errors.Is(err, docket.ErrKeyDestroyed) || got.Owner != owner(1) || got.Secret != [32]byte{} {
		t.Fatalf("by id: %v", err)
	}
	if _, err := s.Get(t.Context(), owner(2)); err != nil {
		t.Fatalf("another key went with it: %v", err)
	}
	for _, name := range []string{"keys.db", "keys.db-wal"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, before) {
			t.Fatalf("the wrapped key is still in %s", name)
		}
	}
}

// tail finds the wrapped key, which stands behind its id, in the files of the store.
func tail(t *testing.T, folder string, id [16]byte) []byte {
	t.Helper()
	for _, name := range []string{"keys.db-wal", "keys.db"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if at := bytes.Index(b, id[:]); at >= 0 {
			return bytes.Clone(b[at+16 : at+16+60])
		}
	}
	t.Fatal("the wrapped key is in no file")
	return nil
}

// TestKeyFile proves that keys open with their own key file only, which nobody else
// may read and which is never replaced by a new one.
func TestKeyFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := open(t, folder)
	if err := s.Ensure(t.Context(), []record.Owner{owner(1)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	o := options(folder)
	refused := func(why string) {
		t.Helper()
		if s, err := keystore.Open(t.Context(), o); err == nil {
			_ = s.Close()
			t.Fatalf("opened with %s", why)
		}
	}
	if info, err := os.Stat(o.KEK); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v %v", info.Mode(), err)
	}
	if err := os.Chmod(o.KEK, 0o640); err != nil {
		t.Fatal(err)
	}
	refused("a key file the group may read")
	if err := os.Rename(o.KEK, o.KEK+".away"); err != nil {
		t.Fatal(err)
	}
	refused("no key file")
	elsewhere := t.TempDir()
	open(t, elsewhere)
	o.KEK = options(elsewhere).KEK
	refused("the key file of another store")
}

// TestBackup proves that a copy made in use, with the key file, gives the same keys.
func TestBackup(t *testing.T) {
	t.Parallel()
	folder, copied := t.TempDir(), t.TempDir()
	s := open(t, folder)
	if err := s.Ensure(t.Context(), []record.Owner{owner(1)}); err != nil {
		t.Fatal(err)
	}
	want, err := s.Get(t.Context(), owner(1))
	if err != nil {
		t.Fatal(err)
	}
	o := options(copied)
	o.KEK = options(folder).KEK
	if err := s.Backup(t.Context(), o.Path); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), o.Path); err == nil {
		t.Fatal("a backup was overwritten")
	}
	c, err := keystore.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if got, err := c.Get(t.Context(), owner(1)); err != nil || got != want {
		t.Fatalf("the copy has another key: %v", err)
	}
}
