package party

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"pgregory.net/rapid"
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

// TestGrant: each row obeys or breaks one rule of granting.
func TestGrant(t *testing.T) {
	t.Parallel()
	m := market(t, opened(false),
		gives(GrantCapacity{Person: bob, Capacity: Mediator}),
		gives(GrantCapacity{Person: bob, Capacity: Officer, Until: monday.Add(48 * time.Hour)}))
	for _, row := range []struct {
		c    GrantCapacity
		want Code
	}{
		{GrantCapacity{Person: cai, Capacity: Mediator}, ""},
		{GrantCapacity{Person: bob, Capacity: Mediator, Scope: "food"}, ""},
		{GrantCapacity{Person: bob, Capacity: Mediator}, AlreadyGranted},
		{GrantCapacity{Person: bob, Capacity: Mediator, From: monday.Add(time.Hour)}, AlreadyGranted},
		{GrantCapacity{Person: bob, Capacity: Officer, From: monday.Add(48 * time.Hour)}, ""},
		{GrantCapacity{Person: bob, Capacity: Officer, From: monday.Add(47 * time.Hour)}, AlreadyGranted},
		{GrantCapacity{Capacity: Mediator}, NoPerson},
		{GrantCapacity{Person: cai, Capacity: Claimant}, UnknownCapacity},
		{GrantCapacity{Person: cai, Capacity: FourEyes}, UnknownCapacity},
		{GrantCapacity{Person: cai, Capacity: "king"}, UnknownCapacity},
		{GrantCapacity{Person: cai, Capacity: AfterSales, Merchant: shopA, LimitMinor: 50_000}, ""},
		{GrantCapacity{Person: cai, Capacity: AfterSales}, MerchantMissing},
		{GrantCapacity{Person: cai, Capacity: Mediator, Merchant: shopA}, MerchantNotMeant},
		{GrantCapacity{Person: cai, Capacity: Owner, Merchant: shopA, LimitMinor: 1}, LimitNotMeant},
		{GrantCapacity{Person: cai, Capacity: AfterSales, Merchant: shopA, LimitMinor: -1}, LimitOutOfRange},
		{GrantCapacity{Person: cai, Capacity: AfterSales, Merchant: shopA, LimitMinor: MaxLimitMinor}, ""},
		{GrantCapacity{Person: cai, Capacity: AfterSales, Merchant: shopA, LimitMinor: MaxLimitMinor + 1}, LimitOutOfRange},
		{GrantCapacity{Person: cai, Capacity: Mediator, Scope: "Food"}, ScopeMalformed},
		{GrantCapacity{Person: cai, Capacity: Mediator, Until: monday}, WindowEmpty},
		{GrantCapacity{Person: cai, Capacity: Mediator, From: monday.Add(-1)}, WindowPast},
	} {
		entries, err := DecideGrant(m, at(monday), row.c)
		if row.want != "" {
			refused(t, row.want, entries, err)
			continue
		}
		if err != nil || len(entries) != 1 || entries[0].Authority != "P35" || entries[0].Stream != m.Stream() {
			t.Errorf("%+v: got %+v, %v", row.c, entries, err)
		}
	}
	entries, err := DecideGrant(NewMarket(m.ID), at(monday), GrantCapacity{Person: bob, Capacity: Mediator})
	refused(t, NotOpened, entries, err)
}

// TestGrantLimit: a person has at most MaxGrants live grants; ended ones don't count.
func TestGrantLimit(t *testing.T) {
	t.Parallel()
	m := market(t, opened(false))
	for i := range MaxGrants {
		scope := string(rune('a'+i/26)) + string(rune('a'+i%26))
		entries, err := DecideGrant(m, at(monday), GrantCapacity{
			Person: bob, Capacity: Officer, Scope: scope, Until: monday.Add(time.Hour),
		})
		if err != nil {
			t.Fatal(err)
		}
		m = EvolveMarket(m, played(entries, ann))
	}
	entries, err := DecideGrant(m, at(monday), GrantCapacity{Person: bob, Capacity: Mediator})
	refused(t, TooManyGrants, entries, err)
	if _, err := DecideGrant(m, at(monday.Add(time.Hour)), GrantCapacity{Person: bob, Capacity: Mediator}); err != nil {
		t.Errorf("after they ended: %v", err)
	}
}

// TestCapacities: what one holds follows from, until, revocation and person, to the instant.
func TestCapacities(t *testing.T) {
	t.Parallel()
	noon := monday.Add(3 * time.Hour)
	m := market(t, opened(false),
		gives(GrantCapacity{Person: bob, Capacity: Mediator, From: noon, Until: noon.Add(time.Hour)}),
		gives(GrantCapacity{Person: cai, Capacity: Mediator}),
		gives(GrantCapacity{Person: bob, Capacity: AfterSales, Merchant: shopA, LimitMinor: 500}),
		func(m Market) ([]record.Entry, error) { return DecideRevoke(m, at(noon), RevokeGrant{Number: 3}) },
		func(m Market) ([]record.Entry, error) {
			return DecideLink(m, at(noon), LinkPersons{A: bob, B: cai, Ground: SameIdentity})
		})
	for _, row := range []struct {
		p    id.Person
		at   time.Time
		want []int
	}{
		{bob, monday, []int{3}},
		{bob, noon.Add(-1), []int{3}},
		{bob, noon, []int{1}}, // and not cai's, though linked
		{bob, noon.Add(time.Hour), nil},
		{cai, noon, []int{2}},
		{dan, noon, nil},
	} {
		var got []int
		for _, g := range Capacities(m, row.p, row.at) {
			got = append(got, g.Number)
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s at %s: %v, want %v", row.p, row.at, got, row.want)
		}
	}
	if got := Members(m, shopA, monday); len(got) != 1 || got[0].By != ann {
		t.Errorf("members: %+v", got)
	}
	if got := Members(m, id.Merchant{}, monday); got != nil {
		t.Errorf("members of no merchant: %+v", got)
	}
	if got := Holders(m, Mediator, noon); len(got) != 2 {
		t.Errorf("mediators at noon: %+v", got)
	}
	r := Ask(m, cai, Adjudicator, noon.Add(time.Hour))
	if len(r.Ties) != 1 || r.Ties[0].Merchant != shopA || len(r.Same) != 2 || r.Same[0] != cai {
		t.Errorf("ties of a linked person that ended: %+v, same %v", r.Ties, r.Same)
	}
}

// TestRevoke: the last administrator and the last owner stay.
func TestRevoke(t *testing.T) {
	t.Parallel()
	m := market(t, opened(false),
		gives(GrantCapacity{Person: ann, Capacity: Admin}),                    // 1
		gives(GrantCapacity{Person: bob, Capacity: Owner, Merchant: shopA}),   // 2
		gives(GrantCapacity{Person: cai, Capacity: Owner, Merchant: shopB}),   // 3
		gives(GrantCapacity{Person: cai, Capacity: Admin, Scope: "accounts"}), // 4
		gives(GrantCapacity{Person: dan, Capacity: Owner, Merchant: shopB, Until: monday.Add(time.Hour)}),
		gives(GrantCapacity{Person: dan, Capacity: Officer})) // 6
	for number, want := range map[int]Code{
		0: UnknownGrant, -1: UnknownGrant, 7: UnknownGrant, 1: LastAdmin, 2: LastOwner, 3: LastOwner, 4: "", 6: "",
	} {
		entries, err := DecideRevoke(m, at(monday), RevokeGrant{Number: number})
		if want != "" {
			refused(t, want, entries, err)
		} else if err != nil {
			t.Errorf("%d: %v", number, err)
		}
	}
	entries, err := DecideRevoke(m, at(monday.Add(time.Hour)), RevokeGrant{Number: 5})
	refused(t, GrantEnded, entries, err)
	entries, err = DecideRevoke(m, at(monday), RevokeGrant{Number: 6, Until: monday.Add(-1)})
	refused(t, WindowPast, entries, err)
}

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

// TestLegalTime: only a sandbox has an offset, the clock goes forward, and a
// machine clock set back does not take legal time with it.
func TestLegalTime(t *testing.T) {
	t.Parallel()
	live := market(t, opened(false))
	if got := live.LegalTime(monday); !got.Equal(monday) {
		t.Errorf("live: %s", got)
	}
	entries, err := DecideMoveClock(live, at(monday), MoveClock{To: monday.Add(time.Hour), Machine: monday})
	refused(t, NotSandbox, entries, err)
	entries, err = DecideSetClock(live, at(monday), MoveClock{To: monday, Machine: monday})
	refused(t, NotSandbox, entries, err)

	machine := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	box := market(t, opened(true), func(m Market) ([]record.Entry, error) {
		return DecideSetClock(m, at(machine), MoveClock{To: monday, Machine: machine})
	})
	if got := box.LegalTime(machine.Add(time.Minute)); !got.Equal(monday.Add(time.Minute)) {
		t.Errorf("set back: %s", got)
	}
	entries, err = DecideSetClock(box, at(monday), MoveClock{To: monday, Machine: machine})
	refused(t, ClockBackwards, entries, err)
	for to, want := range map[time.Time]Code{
		monday.Add(time.Hour):        "",
		monday:                       "",
		monday.Add(-1):               ClockBackwards,
		monday.Add(MaxClockStep):     "",
		monday.Add(MaxClockStep + 1): ClockTooFar,
	} {
		entries, err := DecideMoveClock(box, at(monday), MoveClock{To: to, Machine: machine})
		if want != "" {
			refused(t, want, entries, err)
			continue
		}
		after := EvolveMarket(box, played(entries, ann))
		if got := after.LegalTime(machine); err != nil || !got.Equal(to) {
			t.Errorf("moved to %s: reads %s, %v", to, got, err)
		}
		if got := after.LegalTime(machine.Add(-time.Hour)); got.Before(to) {
			t.Errorf("machine set back: legal time reads %s before %s", got, to)
		}
	}
}

// TestInForce: the latest document that is effective, and never one put in later
// for the past.
func TestInForce(t *testing.T) {
	t.Parallel()
	put := func(version string, digest byte, from, now time.Time) func(Market) ([]record.Entry, error) {
		return func(m Market) ([]record.Entry, error) {
			return DecidePublish(m, at(now), PublishRulebook{
				Kind: "procedure", Name: "tianping-std", Version: version, Digest: record.Digest{digest}, From: from,
			})
		}
	}
	old, next := monday.AddDate(-2, 0, 0), monday.AddDate(0, 1, 0)
	m := market(t, opened(false), put("1.0.0", 1, old, monday), put("1.1.0", 2, next, monday),
		put("1.1.1", 3, next, monday), func(m Market) ([]record.Entry, error) {
			return DecidePublish(m, at(monday), PublishRulebook{Kind: "calendar", Name: "cn", Digest: record.Digest{4}, From: next})
		})
	for at, want := range map[time.Time]string{old: "1.0.0", next.Add(-1): "1.0.0", next: "1.1.1"} {
		if got, ok := m.InForce("procedure", "tianping-std", at); !ok || got.Version != want {
			t.Errorf("at %s: %+v", at, got)
		}
	}
	if _, ok := m.InForce("procedure", "tianping-std", old.Add(-1)); ok {
		t.Error("in force before its time")
	}
	if len(m.SetInForce(monday)) != 1 || len(m.SetInForce(next)) != 2 {
		t.Errorf("sets: %v, %v", m.SetInForce(monday), m.SetInForce(next))
	}
	entries, err := put("0.9.0", 5, old, monday)(m)
	refused(t, RulebookBackdated, entries, err)
	entries, err = put("1.1.0", 2, next, monday)(m)
	refused(t, AlreadyPublished, entries, err)
	entries, err = put("1.2.0", 0, next, monday)(m)
	refused(t, RulebookMalformed, entries, err)
}

// TestOutage: more than an hour, over, and not twice; overlaps are counted once.
func TestOutage(t *testing.T) {
	t.Parallel()
	outage := func(from, to time.Duration) Outage { return Outage{monday.Add(from), monday.Add(to)} }
	m := market(t, opened(false), func(m Market) ([]record.Entry, error) {
		return DecideOutage(m, at(monday.Add(5*time.Hour)), outage(0, 2*time.Hour))
	}, func(m Market) ([]record.Entry, error) {
		return DecideOutage(m, at(monday.Add(5*time.Hour)), outage(2*time.Hour, 4*time.Hour))
	})
	for want, o := range map[Code]Outage{
		OutageTooShort:  outage(4*time.Hour, 5*time.Hour),
		OutageMalformed: outage(4*time.Hour, 4*time.Hour),
		OutageKnown:     outage(3*time.Hour, 5*time.Hour),
	} {
		entries, err := DecideOutage(m, at(monday.Add(6*time.Hour)), o)
		refused(t, want, entries, err)
	}
	entries, err := DecideOutage(m, at(monday.Add(6*time.Hour)), outage(5*time.Hour, 7*time.Hour))
	refused(t, OutageMalformed, entries, err)
	for _, row := range [][3]time.Duration{{0, 5, 4}, {1, 3, 2}, {4, 9, 0}, {-3, 1, 1}} {
		if got := m.Overlap(monday.Add(row[0]*time.Hour), monday.Add(row[1]*time.Hour)); got != row[2]*time.Hour {
			t.Errorf("%d to %d: %s", row[0], row[1], got)
		}
	}
}

// TestChannels: a live marketplace has neither the sandbox channel nor failures on order.
func TestChannels(t *testing.T) {
	t.Parallel()
	live, box := market(t, opened(false)), market(t, opened(true))
	for _, row := range []struct {
		m    Market
		on   []Way
		want Code
	}{
		{live, []Way{{Channel: Email}, {Channel: SMS}}, ""},
		{box, []Way{{Channel: SandboxChannel, Failing: true}}, ""},
		{live, []Way{{Channel: SandboxChannel}}, ChannelSandbox},
		{live, []Way{{Channel: Email, Failing: true}}, ChannelSandbox},
		{live, []Way{{Channel: "pigeon"}}, UnknownChannel},
		{live, []Way{{Channel: Email}, {Channel: Email}}, UnknownChannel},
		{live, nil, NoChannel},
	} {
		entries, err := DecideChannels(row.m, at(monday), ChannelsSet{On: row.on})
		if row.want != "" {
			refused(t, row.want, entries, err)
			continue
		}
		if after := EvolveMarket(row.m, played(entries, ann)); err != nil || !slices.Equal(after.Channels, row.on) {
			t.Errorf("%v: %v, %v", row.on, after.Channels, err)
		}
	}
}

// TestFoldIsAValue: folding in one batch or one by one, or over a state that was
// frozen as JSON and thawed, gives the same; and no older state changes.
func TestFoldIsAValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := NewMarket(id.From[id.Market]([16]byte{7}))
		var all []record.Recorded
		var states []Market
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
			m, states = next, append(states, next)
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
