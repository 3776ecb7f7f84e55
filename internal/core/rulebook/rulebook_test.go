package rulebook

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

func named(kind, name string, filled byte) Document {
	var d record.Digest
	for i := range d {
		d[i] = filled
	}
	return Document{Kind: kind, Name: name, Version: "1.0.0", Digest: d}
}

func set() []Document {
	return []Document{
		named(Procedure, "tianping-std", 1), named(Procedure, "order-std", 2),
		named(Calendar, "cn", 3), named(Reasons, "cn", 4), named(Authority, "cn", 5),
	}
}

// TestDigest proves that the digest of a set is the one computed apart from this
// code (Python: struct.pack('>I'), hashlib), in whatever order the documents come,
// and that it changes with each of them.
func TestDigest(t *testing.T) {
	t.Parallel()
	const want = "326a1ef9117815d8e26326cb99032b9bb9e3c176e7491da5fd27bde052d7e2ab"
	documents := set()
	for range documents {
		documents = append(documents[1:], documents[0])
		b, err := Bind(documents, Contents{})
		if err != nil {
			t.Fatal(err)
		}
		if b.Digest.String() != want {
			t.Errorf("the digest is %s, want %s", b.Digest, want)
		}
		if b.Documents[0].Name != "order-std" || b.Documents[4].Kind != Authority {
			t.Errorf("the documents stand as %v", b.Documents)
		}
	}
	for i := range documents {
		other := slices.Clone(documents)
		other[i].Digest[31]++
		b, err := Bind(other, Contents{})
		if err != nil || b.Digest.String() == want {
			t.Errorf("another %s gives digest %s, error %v", other[i].Kind, b.Digest, err)
		}
	}
}

// TestBindRefuses proves that documents which make no book are refused by name.
func TestBindRefuses(t *testing.T) {
	t.Parallel()
	for name, documents := range map[string][]Document{
		"none":        nil,
		"no calendar": slices.DeleteFunc(set(), func(d Document) bool { return d.Kind == Calendar }),
		"twice":       append(set(), named(Procedure, "order-std", 9)),
		"of no kind":  append(set(), named("poem", "cn", 9)),
		"no digest":   append(set(), Document{Kind: Procedure, Name: "jd"}),
	} {
		if _, err := Bind(documents, Contents{}); !errors.Is(err, ErrSet) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPinnable proves that a book may be pinned from 00:00 of the day its last
// document takes effect, in the zone of its calendar, and not an instant before.
func TestPinnable(t *testing.T) {
	t.Parallel()
	china, err := workday.New("cn", 8*60*60, []workday.Year{{Year: 2026}})
	if err != nil {
		t.Fatal(err)
	}
	documents := set()
	documents[2].EffectiveFrom = workday.On(2026, time.September, 14)
	b, err := Bind(documents, Contents{Calendar: china})
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, time.September, 13, 16, 0, 0, 0, time.UTC)
	if err := b.Pinnable(midnight); err != nil {
		t.Error(err)
	}
	if err := b.Pinnable(midnight.Add(-1)); !errors.Is(err, ErrNotYet) {
		t.Errorf("an instant too early: %v", err)
	}
}
