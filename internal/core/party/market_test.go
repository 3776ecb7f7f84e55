package party

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

var (
	monday = time.Date(2026, 9, 14, 1, 0, 0, 0, time.UTC)
	ann    = id.From[id.Person]([16]byte{1})
	bob    = id.From[id.Person]([16]byte{2})
	cai    = id.From[id.Person]([16]byte{3})
	dan    = id.From[id.Person]([16]byte{4})
	shopA  = id.From[id.Merchant]([16]byte{8})
	shopB  = id.From[id.Merchant]([16]byte{9})
)

func at(t time.Time) Act { return Act{At: t, Authority: "P35"} }

// played folds what a decision appended, as a store would.
func played(entries []record.Entry, by id.Person) []record.Recorded {
	var out []record.Recorded
	for _, e := range entries {
		out = append(out, record.Recorded{Event: e.Event, Meta: record.Meta{At: e.At, Recorded: e.At, Person: by}})
	}
	return out
}

// market runs decisions one after another; each must be accepted.
func market(t testing.TB, steps ...func(Market) ([]record.Entry, error)) Market {
	t.Helper()
	m := NewMarket(id.From[id.Market]([16]byte{7}))
	for i, step := range steps {
		entries, err := step(m)
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		m = EvolveMarket(m, played(entries, ann))
	}
	return m
}

func opened(sandbox bool) func(Market) ([]record.Entry, error) {
	return func(m Market) ([]record.Entry, error) {
		return DecideOpen(m, at(monday), OpenMarket{Sandbox: sandbox, Zone: "Asia/Shanghai"})
	}
}

func gives(c GrantCapacity) func(Market) ([]record.Entry, error) {
	return func(m Market) ([]record.Entry, error) { return DecideGrant(m, at(monday), c) }
}

func refused(t testing.TB, want Code, entries []record.Entry, err error) {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) || r.Code != want || len(entries) != 0 {
		t.Errorf("got %v and %d entries, want %s", err, len(entries), want)
	}
}

// TestFoldIsAValue: folding in one batch or one by one, or over a state that was
// frozen as JSON and thawed, gives the same; and no older state changes.
func TestFoldIsAValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := NewMarket(id.From[id.Market]([16]byte{7}))
		var all []record.Recorded
		for range rapid.IntRange(0, 25).Draw(t, "steps") {
			entries := anyDecision(t, m)
			events := played(entries, ann)
			all = append(all, events...)
			frozen, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			next := EvolveMarket(m, events)
			var thawed Market
			if err := json.Unmarshal(frozen, &thawed); err != nil || !sameMarket(thawed, m) {
				t.Fatalf("state changed by folding over it, or does not thaw: %v", err)
			}
			if again := EvolveMarket(thawed, events); !sameMarket(again, next) {
				t.Fatalf("thawed: %+v\nkept: %+v", again, next)
			}
			m = next
		}
		if whole := EvolveMarket(NewMarket(m.ID), all); !sameMarket(whole, m) {
			t.Fatalf("in one batch: %+v\none by one: %+v", whole, m)
		}
		for i := range m.ByPerson {
			if i > 0 && comparePersons(m.Grants[m.ByPerson[i-1]].Person, m.Grants[m.ByPerson[i]].Person) > 0 {
				t.Fatal("index out of order")
			}
		}
	})
}

func sameMarket(a, b Market) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

func anyDecision(t *rapid.T, m Market) []record.Entry {
	person := id.From[id.Person]([16]byte{byte(rapid.IntRange(1, 4).Draw(t, "person"))})
	var entries []record.Entry
	switch rapid.IntRange(0, 5).Draw(t, "what") {
	case 0:
		entries, _ = DecideOpen(m, at(monday), OpenMarket{Sandbox: true, Zone: "UTC"})
	case 1:
		entries, _ = DecideGrant(m, at(monday), GrantCapacity{
			Person: person, Capacity: rapid.SampledFrom([]Capacity{Officer, Mediator, Admin}).Draw(t, "capacity"),
		})
	case 2:
		entries, _ = DecideRevoke(m, at(monday.Add(time.Hour)), RevokeGrant{Number: rapid.IntRange(1, 5).Draw(t, "number")})
	case 3:
		entries, _ = DecideLink(m, at(monday), LinkPersons{A: person, B: ann, Ground: SameContact})
	case 4:
		entries, _ = DecideUnlink(m, at(monday), UnlinkPersons{A: person, B: ann})
	case 5:
		entries, _ = DecideMoveClock(m, at(monday), MoveClock{To: monday.Add(time.Hour), Machine: monday})
	}
	return entries
}

// TestWords: every word has both texts, and no two share one.
func TestWords(t *testing.T) {
	t.Parallel()
	seen := map[Text]string{}
	add := func(word string, x Text) {
		if x.ZH == "" || x.EN == "" || seen[x] != "" {
			t.Errorf("%s: %+v, as %q", word, x, seen[x])
		}
		seen[x] = word
	}
	for _, c := range AllCapacities() {
		add(string(c), c.Text())
	}
	for _, c := range AllClasses() {
		add(string(c), c.Text())
	}
	for _, c := range AllConditions() {
		add(string(c), c.Text())
	}
	for _, c := range AllCodes() {
		add(string(c), c.Text())
	}
	if (Code("x").Text() != Text{}) || Capacity("x").Known() || len(AllViews()) != 14 {
		t.Error("unknown words have texts, or a view is not counted")
	}
}
