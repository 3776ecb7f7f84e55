package dockettest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// play runs n seeded commands on a docket in memory.
func play(t testing.TB, seed uint64, n int) *Memory {
	t.Helper()
	m, dice := NewMemory(PurseDesign(), seed), NewDice(seed)
	streams := make([]record.Stream, 200)
	for i := range streams {
		streams[i] = record.Stream{Kind: purseKind, ID: dice.ID()}
	}
	place := docket.Place{Market: id.From[id.Market](dice.ID()), Home: 3}
	for i := range n {
		s, at := streams[dice.N(len(streams))], time.Unix(1789000000+int64(i), 0)
		env := docket.Envelope{Place: place, Principal: "account:1", Key: fmt.Sprint(i), Legal: at, Recorded: at}
		_, err := m.Submit(t.Context(), env, needs(s), plain(fill(s, 3), note(s, "卖家说已经发货")))
		if err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// TestSeedRepeats proves that one seed gives the same head of every stream, keys and
// ciphertext included, and another seed others; and that the docket run inline is sound.
func TestSeedRepeats(t *testing.T) {
	t.Parallel()
	heads := func(seed uint64) (all []docket.Head) {
		m := play(t, seed, 2000)
		if found := Problems(t, m, PurseDesign(), m.Keys()); len(found) > 0 {
			t.Error(found)
		}
		for _, ref := range m.shelf.refs() {
			all = append(all, m.shelf.head(ref))
		}
		return all
	}
	first := heads(1)
	if len(first) < 150 || !slices.Equal(first, heads(1)) {
		t.Error("the same seed gives other heads")
	}
	if slices.Equal(first, heads(2)) {
		t.Error("another seed gives the same heads")
	}
}

// TestInline proves that the suite holds without a goroutine, too.
func TestInline(t *testing.T) {
	t.Parallel()
	m := NewMemory(PurseDesign(), 1)
	d := &desk{Store: m, t: t, faults: &Faults{}, setup: Setup{Design: PurseDesign(), Keys: m.Keys()}}
	d.batchSeesItself()
	d.sameKeyAtOnceOn(aPurse(2))
	d.verify()
}

// BenchmarkInline measures the docket of simulations: two events, a sealed text, four
// rows, a timer and a receipt for each command.
func BenchmarkInline(b *testing.B) {
	play(b, 1, b.N)
}
