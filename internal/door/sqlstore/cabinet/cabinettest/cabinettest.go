// Package cabinettest holds what the tables that are no stream must do on every engine,
// also while two nodes write at once. It is no part of the product.
//
//	Run(t, open) ─ same suite ─ SQLite, PostgreSQL
package cabinettest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/cabinet"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/unsent"
	"github.com/tianping-odr/tianping/internal/office/unsent/unsenttest"
)

// Open gives an empty cabinet, as each of its nodes sees it: one or several.
type Open func(t *testing.T) (nodes []cabinet.Cabinet)

// Run is the suite.
func Run(t *testing.T, open Open) {
	t.Run("unsent", func(t *testing.T) {
		t.Parallel()
		unsenttest.Run(t, func(t *testing.T) unsent.Papers { return open(t)[0].Unsent() })
	})
	for name, test := range map[string]func(*testing.T, []cabinet.Cabinet){
		"drafts": drafts, "looks": glances, "rulebooks": rulebooks, "payments": payments, "settings": settings, "at once": atOnce,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func market() id.Market { return id.From[id.Market]([16]byte{0xaa}) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// drafts: saved only over the revision named; swept thirty days after they were noted.
func drafts(t *testing.T, nodes []cabinet.Cabinet) {
	ctx, d, c := t.Context(), nodes[0].Drafts(), id.From[id.Case]([16]byte{1})
	if _, _, err := d.Get(ctx, market(), c); !errors.Is(err, filing.ErrUnknown) {
		t.Fatalf("nothing written yet: %v", err)
	}
	first, err := d.Put(ctx, market(), c, []byte("one\x00"), filing.NoTag)
	must(t, err)
	second, err := d.Put(ctx, market(), c, []byte("two\xff"), first)
	must(t, err)
	for _, stale := range []string{first, filing.NoTag, "", "-1", "x"} {
		if _, err := d.Put(ctx, market(), c, []byte("three"), stale); !errors.Is(err, filing.ErrChanged) {
			t.Errorf("saved over with %q: %v", stale, err)
		}
	}
	doc, tag, err := d.Get(ctx, market(), c)
	if err != nil || string(doc) != "two\xff" || tag != second {
		t.Errorf("%q %q %v", doc, tag, err)
	}
	sweeper, ok := d.(filing.Sweeper)
	if !ok {
		t.Fatal("drafts are not swept")
	}
	now := time.Unix(1789000000, 0)
	for n, want := range []int{0, 0, 1} { // noted, young, old
		gone, err := sweeper.Sweep(ctx, now.Add(time.Duration(n)*time.Hour), now.Add(time.Duration(n-1)*time.Minute))
		if err != nil || gone != want {
			t.Errorf("sweep %d: %d gone, %v", n, gone, err)
		}
	}
	for range 2 {
		must(t, d.Delete(ctx, market(), c))
	}
}

// glances: the last mark of each person on each case.
func glances(t *testing.T, nodes []cabinet.Cabinet) {
	ctx, l := t.Context(), nodes[0].Looks()
	person, other, c := id.From[id.Person]([16]byte{1}), id.From[id.Person]([16]byte{2}), id.From[id.Case]([16]byte{3})
	for _, mark := range []string{"", "case:4", "case:9"} {
		if mark != "" {
			must(t, l.Look(ctx, market(), person, c, mark))
		}
		if got, err := l.Last(ctx, market(), person, c); err != nil || got != mark {
			t.Errorf("%q, want %q: %v", got, mark, err)
		}
	}
	if got, err := l.Last(ctx, market(), other, c); err != nil || got != "" {
		t.Errorf("another's: %q %v", got, err)
	}
}

// rulebooks: documents by their digest, manifests apart; said twice they stay.
func rulebooks(t *testing.T, nodes []cabinet.Cabinet) {
	ctx, r := t.Context(), nodes[0].Rulebooks()
	manifest, documents := []byte("names them"), [][]byte{[]byte("first"), []byte("\x00second")}
	for range 2 {
		must(t, r.Keep(ctx, manifest, documents))
	}
	kept, err := r.Manifests(ctx)
	if err != nil || len(kept) != 1 || string(kept[0]) != string(manifest) {
		t.Errorf("%q %v", kept, err)
	}
	for _, want := range documents {
		got, err := r.Document(ctx, record.Digest(sha256.Sum256(want)))
		if err != nil || string(got) != string(want) {
			t.Errorf("%q, want %q: %v", got, want, err)
		}
	}
	if _, err := r.Document(ctx, record.Digest{1}); !errors.Is(err, library.ErrUnknown) {
		t.Errorf("not there: %v", err)
	}
}

// payments: an instruction's answer is replaced, its sum is counted once it is done.
func payments(t *testing.T, nodes []cabinet.Cabinet) {
	ctx, p := t.Context(), nodes[0].Payments()
	i := enforcement.Instruction{ID: "pay-1", Market: market(), Kind: "pay_out", Minor: 71920, Currency: "CNY"}
	if _, known, err := p.Recall(ctx, i.ID); known || err != nil {
		t.Fatal(known, err)
	}
	must(t, p.Note(ctx, i, enforcement.Outcome{State: enforcement.Refused, Problem: "closed"}))
	must(t, p.Note(ctx, i, enforcement.Outcome{State: enforcement.Done, Ref: "r-1"}))
	i.ID, i.Minor = "pay-2", 80
	must(t, p.Note(ctx, i, enforcement.Outcome{State: enforcement.Done, Ref: "r-2"}))
	got, known, err := p.Recall(ctx, "pay-1")
	if err != nil || !known || got.Ref != "r-1" || got.State != enforcement.Done || got.Problem != "" {
		t.Errorf("%+v %v %v", got, known, err)
	}
	sums, err := p.Done(ctx)
	if err != nil || !maps.Equal(sums, map[string]int64{"pay_out": 72000}) {
		t.Errorf("%v %v", sums, err)
	}
}

// settings: read back as they were set, to the microsecond of a heartbeat.
func settings(t *testing.T, nodes []cabinet.Cabinet) {
	ctx, c := t.Context(), nodes[0]
	for _, value := range []string{"", "mkt_1", "天平"} {
		if value != "" {
			must(t, c.Set(ctx, "market", value))
		}
		if got, err := c.Setting(ctx, "market"); err != nil || got != value {
			t.Errorf("%q, want %q: %v", got, value, err)
		}
	}
	at := time.Unix(1789000000, 123000)
	must(t, c.SetAlive(ctx, at))
	if got, err := c.Alive(ctx); err != nil || !got.Equal(at) {
		t.Errorf("alive %v %v", got, err)
	}
}

// atOnce: what is read and then written is never written over another's: no failed
// sign-in is lost, no drawer holds more than it may, no draft is saved twice over one
// revision, no code is spent twice.
func atOnce(t *testing.T, nodes []cabinet.Cabinet) {
	const callers, each = 8, 6
	ctx, most := t.Context(), 5
	key, who := identity.Hash{1}, id.From[id.Person]([16]byte{1})
	codes := []identity.Hash{{1}, {2}, {3}}
	must(t, nodes[0].Identity().SetFactor(ctx, identity.Factor{Market: market(), Person: who, Secret: []byte("s")}, codes))
	var mu sync.Mutex
	won := map[string]int{}
	tell := func(what string, err error, expected error) {
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			won[what]++
		} else if !errors.Is(err, expected) {
			t.Errorf("%s: %v", what, err)
		}
	}
	var all sync.WaitGroup
	for n := range callers {
		node := nodes[n%len(nodes)]
		all.Go(func() {
			for i := range each {
				tell("count", node.Identity().Count(ctx, []identity.Hash{key}, func(t []identity.Tally) []identity.Tally {
					changed := slices.Clone(t)
					changed[0].Failures++
					return changed
				}), nil)
				place := unsent.Place(sha256.Sum256(fmt.Append(nil, n, i)))
				tell("drawer", node.Unsent().Put(ctx, unsent.Owner{Market: market(), Person: who}, place, []byte("x"), time.Unix(1, 0), most), unsent.ErrFull)
				tell("code", node.Identity().TakeCode(ctx, market(), who, codes[i%len(codes)]), identity.ErrUnknown)
				_, err := node.Drafts().Put(ctx, market(), id.From[id.Case]([16]byte{9}), fmt.Append(nil, n), filing.NoTag)
				tell("draft", err, filing.ErrChanged)
			}
		})
	}
	all.Wait()
	var failures int
	must(t, nodes[0].Identity().Count(ctx, []identity.Hash{key}, func(t []identity.Tally) []identity.Tally {
		failures = t[0].Failures
		return t
	}))
	want := map[string]int{"count": callers * each, "drawer": most, "code": len(codes), "draft": 1}
	if failures != callers*each || !maps.Equal(won, want) {
		t.Errorf("%d failures counted, won %v, want %v", failures, won, want)
	}
}
