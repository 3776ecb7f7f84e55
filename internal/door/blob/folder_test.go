package blob

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// keys has one key for everybody, until it is destroyed.
type keys struct{ gone bool }

func (k *keys) Ensure(context.Context, []record.Owner) error { return nil }

func (k *keys) Get(_ context.Context, o record.Owner) (docket.Key, error) {
	if k.gone {
		return docket.Key{}, docket.ErrKeyDestroyed
	}
	return docket.Key{ID: [16]byte{1}, Owner: o, Secret: sha256.Sum256(o.ID[:])}, nil
}

func (k *keys) Find(context.Context, [16]byte) (docket.Key, error) {
	return docket.Key{}, docket.ErrNoKey
}
func (k *keys) Destroy(context.Context, record.Owner) error { k.gone = true; return nil }

var at = evidence.Place{Market: id.From[id.Market]([16]byte{1}), Case: id.From[id.Case]([16]byte{2})}

func room(t *testing.T) (*evidence.Room, string) {
	t.Helper()
	path := t.TempDir()
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return &evidence.Room{Blobs: f, Keys: &keys{}, Random: rand.Reader, MostBytes: 1 << 20, MostFiles: 3}, path
}

// text is a file of a size, all of it plain text.
func text(n int) []byte { return bytes.Repeat([]byte("天平 evidence\n"), n/16+1)[:n-n%16+16] }

// files are what stands in a folder below its root, with names.
func files(t *testing.T, path string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(p)
		rel, _ := filepath.Rel(path, p)
		out[filepath.ToSlash(rel)] = raw
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever goes in comes out, from any offset, around the edges of chunks; on disk
// stands no clear byte, and the same file twice stands there once.
func TestWhatGoesInComesOut(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, 15, 65535, 65536, 65537, 131072, 200_000} {
		r, path := room(t)
		body := bytes.Repeat([]byte("x"), size)
		item, err := r.Take(t.Context(), at, bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%d: %v", size, err)
		}
		sum := sha256.Sum256(body)
		if item.Digest != hex.EncodeToString(sum[:]) || item.Bytes != int64(size) || item.Type != "text/plain" {
			t.Errorf("%d: %+v", size, item)
		}
		again, err := r.Take(t.Context(), at, bytes.NewReader(body))
		if err != nil || again != item {
			t.Errorf("%d: taken twice: %+v %v", size, again, err)
		}
		stored := files(t, path)
		if len(stored) != 1 {
			t.Errorf("%d: %d files on disk, not one", size, len(stored))
		}
		for name, raw := range stored {
			if size > 100 && bytes.Contains(raw, body[:50]) {
				t.Errorf("%s stands in the clear", name)
			}
		}
		f, err := r.Open(t.Context(), at, item.Digest)
		if err != nil {
			t.Fatal(err)
		}
		if f.Type != "text/plain" || f.Bytes != int64(size) {
			t.Errorf("opened as %+v", f.Item)
		}
		all, err := io.ReadAll(f)
		if err != nil || !bytes.Equal(all, body) {
			t.Errorf("%d: came out differently: %v", size, err)
		}
		half := int64(size / 2)
		if _, err := f.Seek(half, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if rest, err := io.ReadAll(f); err != nil || !bytes.Equal(rest, body[half:]) {
			t.Errorf("%d: from the middle: %v", size, err)
		}
		_ = f.Close()
	}
}

// What is too large, empty, of a kind a browser runs, or one too many is refused,
// and nothing of it stays.
func TestRefused(t *testing.T) {
	t.Parallel()
	r, path := room(t)
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"empty":        {"", evidence.ErrEmpty},
		"page":         {"<!doctype html><script>alert(1)</script>", evidence.ErrKind},
		"svg":          {`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, evidence.ErrKind},
		"program":      {"\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 60), evidence.ErrKind},
		"one too many": {strings.Repeat("a", 1<<20+1), evidence.ErrTooLarge},
	} {
		if _, err := r.Take(t.Context(), at, strings.NewReader(c.body)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := io.MultiReader(bytes.NewReader(text(100_000)), errReader{})
	if _, err := r.Take(t.Context(), at, broken); !errors.Is(err, errCut) {
		t.Errorf("a body that breaks off: %v", err)
	}
	if left := files(t, path); len(left) != 0 {
		t.Errorf("left behind: %v", len(left))
	}
	for _, s := range []string{"a", "b", "c"} {
		if _, err := r.Take(t.Context(), at, strings.NewReader(s)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Take(t.Context(), at, strings.NewReader("d")); !errors.Is(err, evidence.ErrFull) {
		t.Errorf("one more than a case may hold: %v", err)
	}
}

var errCut = errors.New("cut off")

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errCut }

// A changed, cut, or moved file is found out; another case cannot read it; without
// the key it is gone.
func TestDamageIsFound(t *testing.T) {
	t.Parallel()
	r, path := room(t)
	item, err := r.Take(t.Context(), at, bytes.NewReader(text(200_000)))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(path, at.Market.String(), at.Case.String(), item.Digest)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	chunk := 65536 + 16
	swapped := bytes.Clone(whole)
	copy(swapped[20:], whole[20+chunk:20+2*chunk])
	copy(swapped[20+chunk:], whole[20:20+chunk])
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for what, raw := range map[string][]byte{"flipped": flipped, "cut": whole[:20+2*chunk], "swapped": swapped, "headless": whole[1:]} {
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := r.Open(t.Context(), at, item.Digest)
		if err == nil {
			_, err = io.ReadAll(f)
			_ = f.Close()
		}
		if !errors.Is(err, evidence.ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := os.WriteFile(name, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	other := at
	other.Case = id.From[id.Case]([16]byte{3})
	if _, err := r.Open(t.Context(), other, item.Digest); !errors.Is(err, evidence.ErrUnknown) {
		t.Errorf("another case: %v", err)
	}
	for _, odd := range []string{"", "../../kek", strings.ToUpper(item.Digest), item.Digest + "0"} {
		if _, err := r.Open(t.Context(), at, odd); !errors.Is(err, evidence.ErrUnknown) {
			t.Errorf("%q: %v", odd, err)
		}
	}
	if err := r.Keys.Destroy(t.Context(), record.Owner{}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Open(t.Context(), at, item.Digest); !errors.Is(err, docket.ErrKeyDestroyed) {
		t.Errorf("without its key: %v", err)
	}
}

// What a crash left in quarantine is gone after the next opening.
func TestQuarantineIsCleared(t *testing.T) {
	t.Parallel()
	_, path := room(t)
	if err := os.WriteFile(filepath.Join(path, quarantine, "in-1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if left := files(t, path); len(left) != 0 {
		t.Errorf("left: %d", len(left))
	}
}
