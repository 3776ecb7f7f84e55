package unsenttest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/unsent"
)

// bench is a desk over an empty store, and the person it is tried with.
type bench struct {
	*unsent.Desk
	me   unsent.Owner
	keys docket.Keys
	now  time.Time
}

// Run tries a store; open makes an empty one.
func Run(t *testing.T, open func(*testing.T) unsent.Papers) {
	t.Helper()
	for name, try := range map[string]func(*testing.T, *bench){
		"a text comes back, to its place and its person only": comesBack,
		"bounds": bounds, "old texts go": sweeps, "with the key": erased, "a stored document says nothing": silent,
	} {
		t.Run(name, func(t *testing.T) {
			b := &bench{now: time.Date(2026, 9, 21, 10, 0, 0, 0, time.UTC), keys: dockettest.NewKeys(7)}
			b.me = unsent.Owner{Market: id.From[id.Market]([16]byte{1}), Person: id.From[id.Person]([16]byte{2})}
			b.Desk = &unsent.Desk{Papers: open(t), Keys: b.keys, Random: rand.Reader, Now: func() time.Time { return b.now }}
			try(t, b)
		})
	}
}

func (b *bench) keep(t *testing.T, o unsent.Owner, place, words string) {
	t.Helper()
	if err := b.Keep(t.Context(), o, place, unsent.Text{Typed: url.Values{"text": {words}}, At: b.now}); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) has(t *testing.T, o unsent.Owner, place, words string) {
	t.Helper()
	got, err := b.Kept(t.Context(), o, place)
	if words == "" && errors.Is(err, unsent.ErrUnknown) {
		return
	}
	if err != nil || got.Typed.Get("text") != words {
		t.Errorf("%s holds %v (%v), want %q", place, got.Typed, err, words)
	}
}

func comesBack(t *testing.T, b *bench) {
	b.has(t, b.me, "both", "") // before there is a key at all
	b.keep(t, b.me, "both", "给双方的话\u202E 😀")
	b.keep(t, b.me, "both", "给双方的话，改过")
	b.keep(t, b.me, "mediator", "只给调解员")
	other, elsewhere := b.me, b.me
	other.Person, elsewhere.Market = id.From[id.Person]([16]byte{3}), id.From[id.Market]([16]byte{9})
	b.keep(t, other, "mediator", "另一个人的话")
	b.has(t, b.me, "both", "给双方的话，改过")
	b.has(t, b.me, "mediator", "只给调解员")
	b.has(t, other, "mediator", "另一个人的话")
	b.has(t, other, "both", "")
	b.has(t, elsewhere, "both", "")
	for range 2 {
		if err := b.Drop(t.Context(), b.me, "both"); err != nil {
			t.Fatal(err)
		}
	}
	b.has(t, b.me, "both", "")
	b.has(t, b.me, "mediator", "只给调解员")
}

func bounds(t *testing.T, b *bench) {
	large := unsent.Text{Typed: url.Values{"text": {strings.Repeat("x", unsent.MostBytes)}}}
	if err := b.Keep(t.Context(), b.me, "large", large); !errors.Is(err, unsent.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	for i := range unsent.MostOf {
		b.keep(t, b.me, fmt.Sprint(i), "x")
	}
	if err := b.Keep(t.Context(), b.me, "one more", unsent.Text{}); !errors.Is(err, unsent.ErrFull) {
		t.Errorf("one too many: %v", err)
	}
	b.keep(t, b.me, "7", "the same place again")
	other := b.me
	other.Person = id.From[id.Person]([16]byte{3})
	b.keep(t, other, "one more", "another person's first")
}

func sweeps(t *testing.T, b *bench) {
	b.keep(t, b.me, "old", "x")
	b.keep(t, b.me, "kept up", "x")
	b.now = b.now.Add(unsent.KeepFor)
	b.keep(t, b.me, "kept up", "y")
	if n, err := b.Sweep(t.Context()); err != nil || n != 0 {
		t.Errorf("on the thirtieth day: %d %v", n, err)
	}
	b.now = b.now.Add(time.Minute)
	if n, err := b.Sweep(t.Context()); err != nil || n != 1 {
		t.Errorf("after thirty days: %d %v", n, err)
	}
	b.has(t, b.me, "old", "")
	b.has(t, b.me, "kept up", "y")
}

func erased(t *testing.T, b *bench) {
	b.keep(t, b.me, "both", "x")
	if err := b.keys.Destroy(t.Context(), record.Owner{Kind: "person", ID: b.me.Person.Bytes()}); err != nil {
		t.Fatal(err)
	}
	b.has(t, b.me, "both", "")
	if err := b.Keep(t.Context(), b.me, "both", unsent.Text{}); !errors.Is(err, docket.ErrKeyDestroyed) {
		t.Errorf("kept without a key: %v", err)
	}
	if err := b.Drop(t.Context(), b.me, "both"); err != nil {
		t.Error(err)
	}
}

// spy sees what is laid down.
type spy struct {
	unsent.Papers
	t     *testing.T
	never []byte
}

func (s spy) see(doc []byte) {
	if bytes.Contains(doc, s.never) {
		s.t.Error("a stored document can be read")
	}
}

func silent(t *testing.T, b *bench) {
	b.keep(t, b.me, "both", "给双方的话")
	var place unsent.Place
	watch := spy{b.Papers, t, []byte("给双方的话")}
	b.Papers = tapped{watch, &place}
	b.keep(t, b.me, "both", "给双方的话")
	if place == (unsent.Place{}) || bytes.Contains(place[:], []byte("both")) {
		t.Errorf("the place is in the clear: %q", place[:])
	}
}

// tapped shows the spy every document, and where it was laid.
type tapped struct {
	spy
	at *unsent.Place
}

// Put implements unsent.Papers.
func (p tapped) Put(ctx context.Context, o unsent.Owner, at unsent.Place, doc []byte, saved time.Time, most int) error {
	p.see(doc)
	*p.at = at
	return p.Papers.Put(ctx, o, at, doc, saved, most)
}
