package library

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/rulebook"
)

// drawer keeps texts in memory.
type drawer struct {
	texts     map[record.Digest][]byte
	manifests [][]byte
}

func (d *drawer) Keep(_ context.Context, manifest []byte, documents [][]byte) error {
	for _, text := range documents {
		d.texts[sha256.Sum256(text)] = text
	}
	d.manifests = append(d.manifests, manifest)
	return nil
}

func (d *drawer) Manifests(context.Context) ([][]byte, error) { return d.manifests, nil }

func (d *drawer) Document(_ context.Context, digest record.Digest) ([]byte, error) {
	text := d.texts[digest]
	if text == nil {
		return nil, ErrUnknown
	}
	return text, nil
}

// changed is a version whose document at path differs.
func changed(t *testing.T, path, from, to string) *Library {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(rulebook.Files, ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(rulebook.Files, at)
		if at == path {
			if !strings.Contains(string(data), from) {
				t.Fatalf("%s does not contain %q", path, from)
			}
			data = []byte(strings.Replace(string(data), from, to, 1))
		}
		files[at] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := OpenFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A change of any document changes the hash of every procedure it concerns: also that
// of a base, of those that extend it.
func TestHashCoversEverythingACaseRunsOn(t *testing.T) {
	now, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	for path, edit := range map[string][2]string{
		"procedure/tianping-std.yaml": {"{len: 48h, start: [served(filed)]", "{len: 72h, start: [served(filed)]"},
		"calendar/cn.yaml":            {"version:", "# another\nversion:"},
		"authority/cn.yaml":           {"version:", "# another\nversion:"},
		"reason/cn.yaml":              {"version:", "# another\nversion:"},
	} {
		other := changed(t, path, edit[0], edit[1])
		for _, name := range []string{"tianping-std", "jd", "paypal", "r12315"} {
			if now.Named(name).Hash == other.Named(name).Hash {
				t.Errorf("%s changed, the book of %s has the same hash", path, name)
			}
		}
	}
}

// What a version kept, a later one reads: the same hashes, the same periods. A set that
// is damaged is told and left out, and the others are there.
func TestLaterVersionRecallsEarlierBooks(t *testing.T) {
	ctx := t.Context()
	before := changed(t, "procedure/tianping-std.yaml", "{len: 48h, start: [served(filed)]", "{len: 72h, start: [served(filed)]")
	shelf := &drawer{texts: map[record.Digest][]byte{}}
	quiet := func(err error) { t.Error(err) }
	if err := before.Join(ctx, shelf, quiet); err != nil {
		t.Fatal(err)
	}
	now, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	pinned := before.Named("jd").Hash
	if now.Book(pinned) != nil {
		t.Fatal("the two versions are one: the test shows nothing")
	}
	if err := now.Join(ctx, shelf, quiet); err != nil {
		t.Fatal(err)
	}
	if b := now.Book(pinned); b == nil || b.Clock("K_ANS").Len != before.Named("jd").Clock("K_ANS").Len {
		t.Error("the later version does not have the earlier book")
	}
	if now.Named("tianping-std").Clock("K_ANS").Len.N != 48 {
		t.Error("new cases must run on the new set")
	}

	for digest, text := range shelf.texts {
		if strings.HasPrefix(string(text), "tianping rulebook set") {
			continue
		}
		if strings.Contains(string(text), "{len: 72h, start: [served(filed)]") {
			shelf.texts[digest] = append([]byte("# forged\n"), text...)
		}
	}
	var told []error
	later, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := later.Join(ctx, shelf, func(err error) { told = append(told, err) }); err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || !errors.Is(told[0], ErrManifest) {
		t.Errorf("a forged document was told as %v", told)
	}
	if later.Book(pinned) != nil || later.Named("tianping-std") == nil {
		t.Error("a forged document must not be used, and the others must be there")
	}
}

// A manifest is read strictly.
func TestManifestIsReadStrictly(t *testing.T) {
	for _, bad := range []string{"", "tianping rulebook set 2\n", heading + "\ncalendar/cn", heading + "\ncalendar/cn 12\n", heading + "\n 00\n"} {
		if _, err := parse([]byte(bad), nil); !errors.Is(err, ErrManifest) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
