package clerk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestReach: a side is reachable while one confirmed contact of a channel that is on
// stands, and only then; a merchant's published contact counts until it is known to
// be false; nobody files before he can be reached (T02).
func TestReach(t *testing.T) {
	ctx := t.Context()
	o, err := officetest.Memory(ctx, 5, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	order, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	sys := clerk.System(o.Market)
	channels := func(on ...party.Channel) {
		t.Helper()
		var ways []party.Way
		for _, c := range on {
			ways = append(ways, party.Way{Channel: c})
		}
		if err := o.Clerk.SetChannels(ctx, sys, ways); err != nil {
			t.Fatal(err)
		}
	}
	channels(party.Email)
	res, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	buyer, shop := o.People["buyer"], o.People["shop"]
	check := func(what string, reached, published bool) {
		t.Helper()
		look, err := o.Clerk.Look(ctx, o.Who("buyer"), res.Case)
		if err != nil {
			t.Fatal(err)
		}
		f := look.World.Facts
		if slices.Contains(f.Reachable, dispute.Claimant) != reached || f.PublishedContact != published {
			t.Errorf("%s: reachable %v, published %v", what, f.Reachable, f.PublishedContact)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check("no contact", false, true)
	file := func() error {
		return o.Do(ctx, "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	}
	if err := file(); err == nil {
		t.Error("filed by somebody who cannot be reached")
	}
	mail, err := o.Clerk.AddContact(ctx, sys, buyer, party.AddContact{Channel: party.Email, Address: "lin@example.org"})
	must(err)
	check("a contact not verified", false, true)
	must(o.Clerk.VerifyContact(ctx, sys, buyer, mail))
	check("a verified contact", true, true)
	channels(party.SMS)
	check("its channel is not on", false, true)
	channels(party.SandboxChannel)
	check("the sandbox channel reaches everybody", true, true)
	channels(party.Email)
	must(o.Clerk.ContactFailed(ctx, o.Market, buyer, mail))
	check("the provider refuses it", false, true)
	must(o.Clerk.VerifyContact(ctx, sys, buyer, mail))
	check("reached again", true, true)
	must(o.Clerk.ContactFailed(ctx, o.Market, shop, 1))
	check("the published contact is false", true, false)
	must(file())
}

// TestLostParties: who may hold a locked account is not the party: only what was
// confirmed before counts, and who acts for it; nobody is looked for at the contacts
// of somebody dead (procedure.md §4).
func TestLostParties(t *testing.T) {
	monday := officetest.Begins()
	person := func(n byte) id.Person { return id.From[id.Person]([16]byte{n}) }
	own, agent, guardian := person(1), person(2), person(3)
	contact := func(confirmed time.Time) party.Contact {
		return party.Contact{Number: 1, Channel: party.SMS, Verified: confirmed}
	}
	buyer := dispute.Party{Kind: dispute.Buyer, Person: own, RepBy: []id.Person{agent}, Guardian: guardian}
	locked := buyer
	locked.Locked, locked.LockedSince = true, monday
	for name, c := range map[string]struct {
		to   dispute.Party
		who  id.Person
		at   time.Time
		want bool
	}{
		"the party":                      {buyer, own, monday.Add(time.Hour), true},
		"locked, confirmed before":       {locked, own, monday.Add(-time.Hour), true},
		"locked, confirmed since":        {locked, own, monday.Add(time.Hour), false},
		"locked, by its representative":  {locked, agent, monday.Add(time.Hour), true},
		"never confirmed, nobody locked": {buyer, own, time.Time{}, false},
	} {
		if got := clerk.Usable(c.to, c.who, contact(c.at)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	dead := buyer
	dead.Dead = true
	if got := clerk.Addressees(party.Market{}, dead, monday); !slices.Equal(got, []id.Person{agent, guardian}) {
		t.Errorf("dead: %v", got)
	}
	if got := clerk.Addressees(party.Market{}, buyer, monday); !slices.Equal(got, []id.Person{own, agent, guardian}) {
		t.Errorf("alive: %v", got)
	}
}
