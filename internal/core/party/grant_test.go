package party

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

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
