package sqlite

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/filing"
)

// A draft comes back as it was written, two windows do not save over each other,
// and the database file holds no word of it.
func TestDrafts(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "t.db")
	keys := dockettest.NewMemory(docket.Design{}, 7).Keys()
	s, err := Open(t.Context(), Options{Path: path, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	m, c := id.From[id.Market]([16]byte{1}), id.From[id.Case]([16]byte{2})
	if err := keys.Ensure(t.Context(), []record.Owner{{Kind: "case", ID: c.Bytes()}}); err != nil {
		t.Fatal(err)
	}
	desk := filing.Desk{Drafts: s.Drafts(), Keys: keys, Random: rand.Reader}
	empty, tag, err := desk.Load(t.Context(), m, c)
	if err != nil || tag != filing.NoTag || !empty.Saved.IsZero() {
		t.Fatalf("nothing written yet: %+v %q %v", empty, tag, err)
	}
	until := time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)
	empty.Steps["problem"] = dispute.Answers{
		{Name: "story", Text: "显示已签收但我没有收到", Sealed: true},
		{Name: "until", At: &until},
		{Name: "scope", Items: []dispute.Answers{{{Name: "line", Value: "1"}, {Name: "qty", Minor: 2}}}},
	}
	empty.Files, empty.Saved = []filing.File{{ID: "f1", Name: "驿站.png", Proves: "没有这个单号"}}, until
	first, err := desk.Save(t.Context(), m, c, empty, tag)
	if err != nil {
		t.Fatal(err)
	}
	got, tag, err := desk.Load(t.Context(), m, c)
	if err != nil || tag != first {
		t.Fatal(tag, first, err)
	}
	p := got.Steps["problem"]
	if p.Text("story") != "显示已签收但我没有收到" || p.Items("scope")[0].Int("line") != 1 || p.Items("scope")[0].Minor("qty") != 2 || !p[1].At.Equal(until) || got.Files[0] != empty.Files[0] {
		t.Errorf("came back as %+v", got)
	}
	if _, err := desk.Save(t.Context(), m, c, got, tag); err != nil {
		t.Fatal(err)
	}
	for _, stale := range []string{tag, filing.NoTag, "", "-1", "x"} {
		if _, err := desk.Save(t.Context(), m, c, got, stale); !errors.Is(err, filing.ErrChanged) {
			t.Errorf("saved over with %q: %v", stale, err)
		}
	}
	if _, _, err := desk.Load(t.Context(), id.From[id.Market]([16]byte{9}), c); err != nil {
		t.Error("another marketplace has no draft, not a broken one:", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"签收", "驿站", "story"} {
		if bytes.Contains(raw, []byte(word)) {
			t.Errorf("%q stands in the file", word)
		}
	}
}

// A filed draft is gone; dropping it twice is no error; without its key it does not open.
func TestDraftIsDropped(t *testing.T) {
	t.Parallel()
	keys := dockettest.NewMemory(docket.Design{}, 7).Keys()
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "t.db"), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	m, c := id.From[id.Market]([16]byte{1}), id.From[id.Case]([16]byte{2})
	owner := record.Owner{Kind: "case", ID: c.Bytes()}
	if err := keys.Ensure(t.Context(), []record.Owner{owner}); err != nil {
		t.Fatal(err)
	}
	desk := filing.Desk{Drafts: s.Drafts(), Keys: keys, Random: rand.Reader}
	if _, err := desk.Save(t.Context(), m, c, filing.Draft{}, filing.NoTag); err != nil {
		t.Fatal(err)
	}
	if err := keys.Destroy(t.Context(), owner); err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Load(t.Context(), m, c); !errors.Is(err, docket.ErrKeyDestroyed) {
		t.Errorf("without its key: %v", err)
	}
	for range 2 {
		if err := desk.Drop(t.Context(), m, c); err != nil {
			t.Fatal(err)
		}
	}
	if _, tag, err := desk.Load(t.Context(), m, c); err != nil || tag != filing.NoTag {
		t.Errorf("after it was dropped: %q %v", tag, err)
	}
}

// A draft nobody saved for thirty days goes; one that was saved again stays.
func TestDraftsAreSwept(t *testing.T) {
	t.Parallel()
	keys := dockettest.NewMemory(docket.Design{}, 7).Keys()
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "t.db"), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	m, old, busy := id.From[id.Market]([16]byte{1}), id.From[id.Case]([16]byte{2}), id.From[id.Case]([16]byte{3})
	desk := filing.Desk{Drafts: s.Drafts(), Keys: keys, Random: rand.Reader}
	tags := map[id.Case]string{}
	for _, c := range []id.Case{old, busy} {
		if err := keys.Ensure(t.Context(), []record.Owner{{Kind: "case", ID: c.Bytes()}}); err != nil {
			t.Fatal(err)
		}
		if tags[c], err = desk.Save(t.Context(), m, c, filing.Draft{}, filing.NoTag); err != nil {
			t.Fatal(err)
		}
	}
	begun := time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)
	for _, after := range []time.Duration{0, 29 * 24 * time.Hour, filing.KeepFor} {
		if n, err := desk.Sweep(t.Context(), begun.Add(after)); err != nil || n != 0 {
			t.Fatalf("after %v: %d %v", after, n, err)
		}
	}
	if tags[busy], err = desk.Save(t.Context(), m, busy, filing.Draft{}, tags[busy]); err != nil {
		t.Fatal(err)
	}
	if n, err := desk.Sweep(t.Context(), begun.Add(filing.KeepFor+time.Hour)); err != nil || n != 1 {
		t.Fatalf("after thirty days: %d %v", n, err)
	}
	if _, tag, err := desk.Load(t.Context(), m, old); err != nil || tag != filing.NoTag {
		t.Errorf("the old draft: %q %v", tag, err)
	}
	if _, tag, err := desk.Load(t.Context(), m, busy); err != nil || tag != tags[busy] {
		t.Errorf("the draft somebody came back to: %q %v", tag, err)
	}
}
