package clerk_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// hire registers somebody and gives capacities.
func hire(t *testing.T, o *officetest.Office, name string, as ...party.GrantCapacity) {
	t.Helper()
	p, err := o.Clerk.Register(t.Context(), clerk.System(o.Market), "test", name, name)
	if err != nil {
		t.Fatal(err)
	}
	o.People[name] = p
	for _, g := range as {
		g.Person = p
		if err := o.Clerk.Grant(t.Context(), clerk.System(o.Market), g); err != nil {
			t.Fatal(err)
		}
	}
}

// code is the refusal of an act; "" when it was done.
func code(err error) string {
	var act *dispute.Refusal
	var market *party.Refusal
	var door *identity.Refusal
	switch {
	case errors.As(err, &act):
		return act.Code
	case errors.As(err, &market):
		return string(market.Code)
	case errors.As(err, &door):
		return string(door.Code)
	case err != nil:
		return err.Error()
	default:
		return ""
	}
}

// TestTheWidestMembershipCounts proves that a limit binds who is after-sales
// specialist only, whatever the order of the grants, and that a membership that has
// ended opens nothing.
func TestTheWidestMembershipCounts(t *testing.T) {
	o := office(t)
	sales := party.GrantCapacity{Capacity: party.AfterSales, Merchant: o.Merchant, LimitMinor: 10000}
	hire(t, o, "sales", sales)
	hire(t, o, "owner then sales", party.GrantCapacity{Capacity: party.Owner, Merchant: o.Merchant}, sales)
	hire(t, o, "sales then supervisor", sales, party.GrantCapacity{Capacity: party.MerchantSupervisor, Merchant: o.Merchant})
	_, c := filed(t, o)
	if err := o.Do(t.Context(), "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	offer := func(minor int64) dispute.Answer {
		return play.Items("terms", dispute.Answers{play.Pick("claim", "1"), play.Pay("amount", minor)})
	}
	for name, want := range map[string]string{"sales": "bounds", "owner then sales": "", "sales then supervisor": ""} {
		if got := code(o.Do(t.Context(), name, c, "offer", offer(10001))); got != want {
			t.Errorf("%s offers above the limit: %q, want %q", name, got, want)
		}
	}
	if got := code(o.Do(t.Context(), "sales", c, "offer", offer(10000))); got != "" {
		t.Errorf("an offer within the limit: %s", got)
	}
	m, err := o.Clerk.Market(t.Context(), o.Market)
	if err != nil {
		t.Fatal(err)
	}
	number := party.Capacities(m, o.People["sales"], m.LegalTime(o.Machine.Now()))[0].Number
	if err := o.Clerk.Revoke(t.Context(), clerk.System(o.Market), number, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "sales", c, "message", play.Say("text", "还在")); !errors.Is(err, clerk.ErrUnknown) {
		t.Errorf("after the membership ended: %v", err)
	}
}

// TestWhoIsTiedIsNoStaff proves that a present or past member of the merchant, and
// whoever is one human with one, finds no such case as staff and is never drawn.
func TestWhoIsTiedIsNoStaff(t *testing.T) {
	o := office(t)
	sys := clerk.System(o.Market)
	hire(t, o, "was member", party.GrantCapacity{Capacity: party.AfterSales, Merchant: o.Merchant}, party.GrantCapacity{Capacity: party.Officer})
	m, err := o.Clerk.Market(t.Context(), o.Market)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range party.Members(m, o.Merchant, m.LegalTime(o.Machine.Now())) {
		if g.Person == o.People["was member"] {
			if err := o.Clerk.Revoke(t.Context(), sys, g.Number, time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, c := filed(t, o)
	if err := o.Do(t.Context(), "was member", c, "accept"); !errors.Is(err, clerk.ErrUnknown) {
		t.Errorf("a past member as officer: %v", err)
	}
	if err := o.Do(t.Context(), "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	look, err := o.Clerk.Look(t.Context(), o.Who("supervisor"), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, move := range look.Moves {
		if move.Name != "assign" {
			continue
		}
		for _, role := range move.Fields[0].Choices {
			for _, f := range role.Then {
				if slices.ContainsFunc(f.Choices, func(x dispute.Option) bool { return x.Value == o.People["was member"].String() }) {
					t.Errorf("may be assigned as %s", role.Value)
				}
			}
		}
	}
}

// TestAKeyNeedsItsScope proves that the office itself refuses a key without the scope
// for the capacity it acts in, wherever a party or staff acts.
func TestAKeyNeedsItsScope(t *testing.T) {
	o := office(t)
	order, c := filed(t, o)
	as := func(name string, scopes ...identity.Scope) clerk.Who {
		return clerk.Who{Market: o.Market, Credential: "key:1", OnBehalfOf: o.People[name], Scopes: scopes}
	}
	move := func(who clerk.Who, name string, in ...dispute.Answer) error {
		_, err := o.Clerk.Move(t.Context(), who, c, dispute.Command{Move: name, In: in})
		return err
	}
	missing := string(identity.ScopeMissing)
	_, opened := o.Clerk.Open(t.Context(), as("buyer", identity.ActStaff), clerk.Opening{Order: order})
	for what, err := range map[string]error{
		"party by act:staff":   move(as("buyer", identity.CasesRead, identity.ActStaff), "message", play.Say("text", "x")),
		"officer by act:party": move(as("officer", identity.ActParty), "accept"),
		"file by act:staff":    opened,
		"confirm by act:staff": o.Clerk.ConfirmReceipt(t.Context(), as("buyer", identity.ActStaff), order, 1),
		"grant by act:staff":   o.Clerk.Grant(t.Context(), as("admin", identity.ActStaff), party.GrantCapacity{Person: o.People["officer"], Capacity: party.Mediator}),
		"lock by act:party":    o.Clerk.LockPerson(t.Context(), as("supervisor", identity.ActParty), o.People["buyer"], time.Time{}, party.TakenOver),
	} {
		if got := code(err); got != missing {
			t.Errorf("%s: %q, want %q", what, got, missing)
		}
	}
	if got := code(move(as("buyer", identity.ActParty), "message", play.Say("text", "x"))); got != "" {
		t.Errorf("with the scope: %s", got)
	}
	if got := code(o.Clerk.Grant(t.Context(), as("admin", identity.AdminScope), party.GrantCapacity{Person: o.People["officer"], Capacity: party.Mediator})); got != "" {
		t.Errorf("an administrator with the scope: %s", got)
	}
}

// TestWhoGrants proves that the rule table decides who gives capacities: an
// administrator, but not to himself; an owner the members of his own merchant; no
// member of the staff.
func TestWhoGrants(t *testing.T) {
	o := office(t)
	grant := func(name string, to string, g party.GrantCapacity) string {
		g.Person = o.People[to]
		return code(o.Clerk.Grant(t.Context(), o.Who(name), g))
	}
	hire(t, o, "helper")
	denied := string(party.NotAllowed)
	for _, c := range []struct {
		by, to string
		g      party.GrantCapacity
		want   string
	}{
		{"officer", "helper", party.GrantCapacity{Capacity: party.Mediator}, denied},
		{"admin", "admin", party.GrantCapacity{Capacity: party.Adjudicator}, denied},
		{"admin", "helper", party.GrantCapacity{Capacity: party.Mediator}, ""},
		{"shop", "helper", party.GrantCapacity{Capacity: party.Officer}, denied},
		{"shop", "helper", party.GrantCapacity{Capacity: party.AfterSales, Merchant: o.Merchant, LimitMinor: 5}, ""},
		{"shop", "shop", party.GrantCapacity{Capacity: party.AfterSales, Merchant: o.Merchant}, denied},
		{"helper", "officer", party.GrantCapacity{Capacity: party.AfterSales, Merchant: o.Merchant}, denied},
		{"shop", "helper", party.GrantCapacity{Capacity: party.Owner, Merchant: id.From[id.Merchant]([16]byte{7})}, denied},
	} {
		if got := grant(c.by, c.to, c.g); got != c.want {
			t.Errorf("%s gives %s %s: %q, want %q", c.by, c.to, c.g.Capacity, got, c.want)
		}
	}
}

// TestLockedAccount proves the way of a lock: who may, what is refused at once in
// the case and on the order, the hold and its end, and that only staff or the right
// contact unlock.
func TestLockedAccount(t *testing.T) {
	ctx, o := t.Context(), office(t)
	order, c := filed(t, o)
	if err := o.Do(ctx, "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	buyer := o.People["buyer"]
	if got := code(o.Clerk.LockPerson(ctx, o.Who("shop"), buyer, time.Time{}, party.TakenOver)); got != string(party.NotAllowed) {
		t.Errorf("the other side locks the buyer out: %q", got)
	}
	if got := code(o.Clerk.LockPerson(ctx, o.Who("supervisor"), buyer, time.Time{}, "a whim")); got != string(party.UnknownReason) {
		t.Errorf("without a listed reason: %q", got)
	}
	if err := o.Clerk.LockPerson(ctx, o.Who("supervisor"), buyer, time.Time{}, party.TakenOver); err != nil {
		t.Fatal(err)
	}
	look, err := o.Clerk.Look(ctx, o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	k := look.World.Case
	if !k.Party(dispute.Claimant).Locked || len(k.Holds) != 1 || k.Holds[0].Kind != "LOCKED" {
		t.Errorf("the case does not follow: %+v", k.Holds)
	}
	if got := code(o.Do(ctx, "buyer", c, "withdraw", play.List("claims", "1"), play.Sure())); got != "locked" {
		t.Errorf("withdraw: %q", got)
	}
	if got := code(o.Clerk.ConfirmReceipt(ctx, o.Who("buyer"), order, 1)); got != "locked" {
		t.Errorf("confirm receipt: %q", got)
	}
	if got := code(o.Do(ctx, "buyer", c, "message", play.Say("text", "是我本人"))); got != "" {
		t.Errorf("what can be undone: %q", got)
	}
	if got := code(o.Clerk.LockPerson(ctx, o.Who("admin"), buyer, time.Time{}, party.TakenOver)); got != string(party.AlreadyLocked) {
		t.Errorf("locked twice: %q", got)
	}
	if got := code(o.Clerk.UnlockPerson(ctx, o.Who("buyer"), buyer, 0)); got != string(party.NotAllowed) {
		t.Errorf("the account unlocks itself: %q", got)
	}
	if err := o.Clerk.UnlockPerson(ctx, o.Who("admin"), buyer, 0); err != nil {
		t.Fatal(err)
	}
	if look, err = o.Clerk.Look(ctx, o.Who("buyer"), c); err != nil || look.World.Case.Party(dispute.Claimant).Locked || !look.World.Case.Holds[0].Lifted {
		t.Errorf("unlocked: %+v %v", look.World.Case.Holds, err)
	}
	if got := code(o.Do(ctx, "buyer", c, "withdraw", play.List("claims", "1"), play.Sure())); got != "" {
		t.Errorf("withdraw afterwards: %q", got)
	}
}

// TestToldInTheCase proves that lock_party told in one case locks the account
// everywhere: on the order, and in the person's other cases.
func TestToldInTheCase(t *testing.T) {
	ctx, o := t.Context(), office(t)
	_, one := filed(t, o)
	order, two := filed(t, o)
	digest := dispute.Answer{Name: "proof", Value: "0000000000000000000000000000000000000000000000000000000000000009"}
	if err := o.Do(ctx, "officer", one, "party_event", play.Pick("party", "C"), play.Pick("event", "lock_party"), digest); err != nil {
		t.Fatal(err)
	}
	if got := code(o.Clerk.ConfirmReceipt(ctx, o.Who("buyer"), order, 1)); got != "locked" {
		t.Errorf("confirm receipt: %q", got)
	}
	if got := code(o.Do(ctx, "buyer", two, "withdraw", play.List("claims", "1"), play.Sure())); got != "locked" {
		t.Errorf("withdraw in another case: %q", got)
	}
	if err := o.Clerk.UnlockPerson(ctx, o.Who("supervisor"), o.People["buyer"], 0); err != nil {
		t.Fatal(err)
	}
	for _, c := range []id.Case{one, two} {
		if look, err := o.Clerk.Look(ctx, o.Who("buyer"), c); err != nil || look.World.Case.Party(dispute.Claimant).Locked {
			t.Errorf("still locked: %v", err)
		}
	}
}

// TestALockedMember proves that the lock of a member's account binds that member,
// not the merchant.
func TestALockedMember(t *testing.T) {
	ctx, o := t.Context(), office(t)
	hire(t, o, "second", party.GrantCapacity{Capacity: party.Owner, Merchant: o.Merchant})
	_, c := filed(t, o)
	if err := o.Do(ctx, "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	if err := o.Clerk.LockPerson(ctx, o.Who("supervisor"), o.People["shop"], time.Time{}, party.DeviceLost); err != nil {
		t.Fatal(err)
	}
	stay := []dispute.Answer{play.List("claims", "1"), play.Say("reason", "等检测")}
	if got := code(o.Do(ctx, "shop", c, "consent_stay", stay...)); got != "locked" {
		t.Errorf("the locked member agrees: %q", got)
	}
	if got := code(o.Do(ctx, "second", c, "consent_stay", stay...)); got != "" {
		t.Errorf("another member: %q", got)
	}
}

// TestFactsOfTheMarket proves that identity, the platform's own shop and equal cases
// come from what is on record.
func TestFactsOfTheMarket(t *testing.T) {
	ctx, o := t.Context(), office(t)
	nobody, err := o.Clerk.Register(ctx, clerk.System(o.Market), "", "", "")
	if err != nil {
		t.Fatal(err)
	}
	o.People["nobody"] = nobody
	var registering sync.Mutex
	own := id.From[id.Merchant]([16]byte{5})
	order, err := o.Clerk.LandOrder(ctx, clerk.System(o.Market), escrow.Purchase{
		Source: "test", Number: "N1", Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY",
		Buyer: escrow.Buyer{Person: nobody}, Merchant: own, BoughtAt: officetest.Begins().AddDate(0, 0, -3),
		Lines:    []escrow.PurchaseLine{{No: 1, Title: "杯子", Qty: 1, UnitMinor: 1000}},
		Payments: []escrow.Payment{{ID: "p", Tender: "alipay", Minor: 1000, At: officetest.Begins().AddDate(0, 0, -3)}},
	}, &registering)
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(ctx, o.Who("nobody"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	claims := play.Items("claims", play.Claim("D2", "REFUND_ONLY", 0, "1", "1"))
	if got := code(o.Do(ctx, "nobody", res.Case, "submit", claims)); got != "incomplete" {
		t.Errorf("filed by somebody unknown: %q", got)
	}
	if n, err := o.Clerk.AddContact(ctx, clerk.System(o.Market), nobody, party.AddContact{Channel: party.SMS, Address: "13700000001"}); err != nil || o.Clerk.VerifyContact(ctx, clerk.System(o.Market), nobody, n) != nil {
		t.Fatal(err)
	}
	if got := code(o.Do(ctx, "nobody", res.Case, "submit", claims)); got != "" {
		t.Errorf("known by a confirmed contact: %q", got)
	}

	var last id.Case
	for n := 1; n <= 20; n++ {
		_, last = filed(t, o)
		look, err := o.Clerk.Look(ctx, o.Who("officer"), last)
		if err != nil {
			t.Fatal(err)
		}
		listed := slices.ContainsFunc(look.Moves, func(m dispute.Move) bool { return m.Name == "link_mass" })
		if listed != (n == 20) {
			t.Fatalf("%d equal cases: link_mass listed is %v", n, listed)
		}
		if n == 20 && (len(look.World.Facts.Mass) != 1 || look.World.Facts.Mass[0].Cases != 20) {
			t.Errorf("the group: %+v", look.World.Facts.Mass)
		}
	}
	hire(t, o, "answers", party.GrantCapacity{Capacity: party.PlatformAsSeller, Merchant: o.Merchant}, party.GrantCapacity{Capacity: party.PlatformAsSeller, Merchant: own})
	for c, want := range map[id.Case]string{last: "", res.Case: "yes"} {
		if look, err := o.Clerk.Look(ctx, o.Who("officer"), c); err != nil || look.World.Facts.SelfOperated != want {
			t.Errorf("the platform's own shop: %q %v, want %q", look.World.Facts.SelfOperated, err, want)
		}
	}
}

// TestWhoReadsForTheParty proves that a notice is served by the reading of who acts
// for a party that cannot read itself, and not by the account of the dead.
func TestWhoReadsForTheParty(t *testing.T) {
	ctx, o := t.Context(), office(t)
	hire(t, o, "heir")
	_, c := filed(t, o)
	proof := dispute.Answer{Name: "proof", Value: "0000000000000000000000000000000000000000000000000000000000000009"}
	for _, told := range [][]dispute.Answer{
		{play.Pick("event", "substitute")}, {play.Pick("event", "succeed"), play.Pick("person", o.People["heir"].String())},
	} {
		if err := o.Do(ctx, "officer", c, "party_event", append(told, play.Pick("party", "C"), proof)...); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Do(ctx, "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	served := func(name string, no int) bool {
		if _, err := o.Clerk.Read(ctx, o.Who(name), c, no); err != nil {
			t.Fatal(err)
		}
		look, err := o.Clerk.Look(ctx, o.Who("officer"), c)
		if err != nil {
			t.Fatal(err)
		}
		return !look.World.Case.Notice(no).Served.IsZero()
	}
	look, err := o.Clerk.Look(ctx, o.Who("officer"), c)
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, n := range look.World.Case.Notices {
		if n.To != dispute.Claimant || !n.Served.IsZero() || !n.Left {
			continue
		}
		read++
		if served("buyer", n.No) {
			t.Errorf("notice %d was served by the account of the dead", n.No)
		}
		if !served("heir", n.No) {
			t.Errorf("notice %d was read by the heir and is not served", n.No)
		}
	}
	if read == 0 {
		t.Error("no notice waited to be read")
	}
}
