package party

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// TestSameHuman: links join, also through others, and can be taken back one by one.
func TestSameHuman(t *testing.T) {
	t.Parallel()
	link := func(a, b id.Person) func(Market) ([]record.Entry, error) {
		return func(m Market) ([]record.Entry, error) {
			return DecideLink(m, at(monday), LinkPersons{A: a, B: b, Ground: SamePayment})
		}
	}
	m := market(t, opened(false), link(ann, bob), link(cai, bob))
	if !m.SameHuman(ann, cai) || !m.SameHuman(dan, dan) || m.SameHuman(ann, dan) || m.SameHuman(id.Person{}, id.Person{}) {
		t.Error("joined wrongly")
	}
	entries, err := DecideUnlink(m, at(monday), UnlinkPersons{A: bob, B: ann})
	if err != nil {
		t.Fatal(err)
	}
	after := EvolveMarket(m, played(entries, ann))
	if after.SameHuman(ann, bob) || !after.SameHuman(bob, cai) || !m.SameHuman(ann, bob) {
		t.Error("taken back wrongly, or the older state changed")
	}
	for want, c := range map[Code]LinkPersons{
		AlreadyLinked: {A: bob, B: ann, Ground: SameContact},
		SamePerson:    {A: bob, B: bob, Ground: SameContact},
		NoPerson:      {A: bob, Ground: SameContact},
		UnknownGround: {A: bob, B: dan, Ground: "hunch"},
	} {
		entries, err := DecideLink(m, at(monday), c)
		refused(t, want, entries, err)
	}
	entries, err = DecideUnlink(m, at(monday), UnlinkPersons{A: ann, B: cai})
	refused(t, NotLinked, entries, err)
}

// TestSameHumanIsAnEquivalence: over random links and unlinks, SameHuman agrees
// with a search through the pairs that are left.
func TestSameHumanIsAnEquivalence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := EvolveMarket(NewMarket(id.Market{}), []record.Recorded{{Event: MarketOpened{Zone: "UTC"}}})
		person := func() id.Person {
			return id.From[id.Person]([16]byte{byte(rapid.IntRange(1, 7).Draw(t, "person"))})
		}
		var pairs [][2]id.Person
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			a, b := person(), person()
			if entries, err := DecideLink(m, at(monday), LinkPersons{A: a, B: b, Ground: SameContact}); err == nil {
				m = EvolveMarket(m, played(entries, ann))
				pairs = append(pairs, [2]id.Person{a, b})
			} else if entries, err := DecideUnlink(m, at(monday), UnlinkPersons{A: a, B: b}); err == nil && rapid.Bool().Draw(t, "unlink") {
				m = EvolveMarket(m, played(entries, ann))
				pairs = slices.DeleteFunc(pairs, func(p [2]id.Person) bool {
					return p == [2]id.Person{a, b} || p == [2]id.Person{b, a}
				})
			}
		}
		a, b := person(), person()
		if m.SameHuman(a, b) != reaches(pairs, a, b) || m.SameHuman(a, b) != slices.Contains(m.Linked(a), b) {
			t.Fatalf("%s and %s with %v", a, b, pairs)
		}
	})
}

func reaches(pairs [][2]id.Person, from, to id.Person) bool {
	seen := []id.Person{from}
	for i := 0; i < len(seen); i++ {
		for _, p := range pairs {
			for j := range 2 {
				if p[j] == seen[i] && !slices.Contains(seen, p[1-j]) {
					seen = append(seen, p[1-j])
				}
			}
		}
	}
	return slices.Contains(seen, to)
}
