package simulation

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// Town is a sandbox marketplace with its people. It is written down, so that another
// process can go on with it.
type Town struct {
	Market    id.Market
	Merchants []id.Merchant
	Shops     []id.Person // one a merchant
	Staff     []id.Person
	Buyers    []id.Person
	// PaidMinor is what orders, fund and deposits brought in from outside, fen.
	PaidMinor int64
	Procedure string
}

// begins is when legal time of a town begins: before the holidays of autumn 2026.
func begins() time.Time {
	return time.Date(2026, 9, 1, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

// roles are the staff of a town; roles that can conflict are held by several.
func roles() []party.Capacity {
	return []party.Capacity{
		party.Officer, party.Officer, "mediator", "mediator", "adjudicator", "adjudicator", "adjudicator",
		"reviewer", "reviewer", party.Supervisor,
	}
}

const (
	merchants  = 4
	fundMinor  = 30_000_00
	bondMinor  = 300_00 // of every second merchant
	deafTowns  = 8      // one town in so many has channels that fail
	cashTender = "alipay"
)

// found opens a marketplace and lets its people in.
func (o *office) found(ctx context.Context, procedure string, dice *rand.Rand) (*Town, error) {
	t := &Town{Market: id.From[id.Market](o.NewID()), Procedure: procedure}
	sys := clerk.System(t.Market)
	if err := o.clerk.OpenMarket(ctx, sys, true, begins()); err != nil {
		return nil, fmt.Errorf("simulation: market: %w", err)
	}
	if err := o.clerk.Publish(ctx, sys); err != nil {
		return nil, fmt.Errorf("simulation: rulebook: %w", err)
	}
	if err := o.clerk.SetChannels(ctx, sys, []party.Way{{Channel: party.SandboxChannel, Failing: dice.IntN(deafTowns) == 0}}); err != nil {
		return nil, fmt.Errorf("simulation: channels: %w", err)
	}
	for i, role := range roles() {
		p, err := o.welcome(ctx, t, "staff-"+strconv.Itoa(i), party.GrantCapacity{Capacity: role})
		if err != nil {
			return nil, err
		}
		t.Staff = append(t.Staff, p)
	}
	for i := range merchants {
		if err := o.settle(ctx, t, i); err != nil {
			return nil, err
		}
	}
	t.PaidMinor += fundMinor
	return t, o.clerk.FundIn(ctx, sys, money.Amount{Minor: fundMinor, Currency: "CNY"}, "fund")
}

func (o *office) welcome(ctx context.Context, t *Town, name string, g party.GrantCapacity) (id.Person, error) {
	sys := clerk.System(t.Market)
	p, err := o.clerk.Register(ctx, sys, "sim", name, name)
	if err != nil {
		return p, fmt.Errorf("simulation: %s: %w", name, err)
	}
	g.Person = p
	if err := o.clerk.Grant(ctx, sys, g); err != nil {
		return p, fmt.Errorf("simulation: grant %s: %w", name, err)
	}
	return p, nil
}

// settle lets a merchant in; every second has a deposit, every third is run by an
// after-sales specialist with a limit, the last one is the platform's own shop.
func (o *office) settle(ctx context.Context, t *Town, i int) error {
	m := id.From[id.Merchant](o.NewID())
	g := party.GrantCapacity{Capacity: party.Owner, Merchant: m}
	switch {
	case i == merchants-1:
		g.Capacity = party.PlatformAsSeller
	case i%3 == 2:
		g.Capacity, g.LimitMinor = party.AfterSales, 500_00
	}
	p, err := o.welcome(ctx, t, "shop-"+strconv.Itoa(i), g)
	if err != nil {
		return err
	}
	t.Merchants, t.Shops = append(t.Merchants, m), append(t.Shops, p)
	if i > 0 { // the first publishes no contact
		if _, err := o.clerk.AddContact(ctx, clerk.System(t.Market), p, party.AddContact{Channel: party.SMS, Address: "057100000000", Published: true}); err != nil {
			return fmt.Errorf("simulation: published contact: %w", err)
		}
	}
	if i%2 == 0 || i == merchants-1 {
		return nil
	}
	t.PaidMinor += bondMinor
	home := clerk.HomeOf(escrow.Purchase{Merchant: m})
	if err := o.clerk.DepositIn(ctx, clerk.System(t.Market), home, m, money.Amount{Minor: bondMinor, Currency: "CNY"}, "bond"); err != nil {
		return fmt.Errorf("simulation: deposit: %w", err)
	}
	return nil
}

// sale is an order that was landed, and who stands on its two sides.
type sale struct {
	order       id.Order
	buyer, shop id.Person
	parcels     int
}

// sell lands one order of a few lines, in any state of delivery, as bought some days
// before an instant.
func (o *office) sell(ctx context.Context, t *Town, number string, legal time.Time, dice *rand.Rand) (sale, error) {
	who := dice.IntN(merchants)
	bought := legal.Add(-time.Duration(24+dice.IntN(24*12)) * time.Hour).Truncate(time.Minute)
	p := escrow.Purchase{
		Source: "sim", Number: number, Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY", SelfOperated: who == merchants-1,
		Buyer: escrow.Buyer{Nickname: "buyer-" + number, Name: "买家"}, Merchant: t.Merchants[who], BoughtAt: bought,
	}
	if dice.IntN(8) == 0 {
		p.Custody = escrow.Instructed
	}
	var gross int64
	for i := range 1 + dice.IntN(3) {
		l := escrow.PurchaseLine{No: i + 1, Title: "商品", Qty: int64(1 + dice.IntN(3)), UnitMinor: int64(100 + dice.IntN(80_000)), Windows: escrow.Windows{NoReasonDays: 7 * dice.IntN(2)}}
		p.Lines = append(p.Lines, l)
		gross += l.Qty * l.UnitMinor
	}
	p.FreightMinor, p.CouponMinor = int64(dice.IntN(12)*100), int64(dice.IntN(90))
	parcels(&p, legal, dice)
	total := gross + p.FreightMinor - p.CouponMinor
	p.Payments = []escrow.Payment{{ID: "pay", Tender: cashTender, Minor: total, At: bought}}
	var registering sync.Mutex
	order, err := o.clerk.LandOrder(ctx, clerk.System(t.Market), p, &registering)
	var known interface{ NothingNew() bool }
	if err != nil && !errors.As(err, &known) {
		return sale{}, fmt.Errorf("simulation: order: %w", err)
	}
	buyer, err := o.clerk.PersonOf(ctx, t.Market, "sim", p.Buyer.Nickname)
	if err != nil {
		return sale{}, fmt.Errorf("simulation: buyer: %w", err)
	}
	t.PaidMinor += total
	return sale{order: order, buyer: buyer, shop: t.Shops[who], parcels: len(p.Parcels)}, nil
}

// parcels says how far the goods have come: unsent, under way, signed, confirmed,
// and perhaps paid out to the merchant already.
func parcels(p *escrow.Purchase, legal time.Time, dice *rand.Rand) {
	confirmed := 0
	for i, l := range p.Lines {
		way := dice.IntN(6)
		if way == 0 {
			continue
		}
		sent := p.BoughtAt.Add(2 * time.Hour)
		parcel := escrow.PurchaseParcel{No: len(p.Parcels) + 1, Carrier: "SF", Waybill: p.Number + "-" + strconv.Itoa(i), Items: []escrow.Packed{{Line: l.No, Qty: l.Qty}}}
		parcel.Track = append(parcel.Track, escrow.TrackPoint{At: sent, Code: escrow.FirstScan})
		if signed := sent.Add(time.Duration(dice.IntN(96)) * time.Hour); way > 1 && signed.Before(legal) {
			signer := []escrow.Signer{escrow.SignedSelf, escrow.SignedProxy, escrow.SignedLocker, escrow.SignedUnknown}[dice.IntN(4)]
			parcel.Track = append(parcel.Track, escrow.TrackPoint{At: signed, Code: escrow.Signed, Signer: signer})
			if at := signed.Add(time.Hour); way == 5 && at.Before(legal) {
				parcel.ConfirmedAt = at
				confirmed++
			}
		}
		p.Parcels = append(p.Parcels, parcel)
	}
	if confirmed > 0 && confirmed == len(p.Lines) && dice.IntN(2) == 0 {
		p.PaidOutAt = legal.Add(-time.Minute)
	}
}

// cast is who may come to a case, and how often each does.
type cast struct {
	who   []clerk.Who
	often []int
}

func (t *Town) cast(s sale, dice *rand.Rand) cast {
	var c cast
	add := func(p id.Person, name string, often int) {
		c.who = append(c.who, clerk.Who{Market: t.Market, Person: p, Credential: "account:" + name})
		c.often = append(c.often, often)
	}
	add(s.buyer, "buyer", []int{2, 10, 20}[dice.IntN(3)])
	add(s.shop, "shop", []int{0, 4, 12, 20}[dice.IntN(4)]) // one shop in four never answers
	asleep := dice.IntN(5) == 0
	for i, p := range t.Staff {
		often := 3
		if asleep || dice.IntN(8) == 0 {
			often = 0
		}
		add(p, "staff-"+strconv.Itoa(i), often)
	}
	return c
}

// comes is who comes next.
func (c cast) comes(dice *rand.Rand) clerk.Who {
	sum := 0
	for _, n := range c.often {
		sum += n
	}
	at := dice.IntN(sum)
	for i, n := range c.often {
		if at < n {
			return c.who[i]
		}
		at -= n
	}
	return c.who[0]
}

// fondness is how gladly people make a move; 10 for most. What ends a case early is
// rare, so that cases live to see their later stages.
func fondness(m dispute.Move, buyer bool) int {
	switch m.Name {
	case "submit":
		return 60
	case "withdraw":
		return 1
	case "message", "propose", "protect":
		return 3
	}
	if m.Final && buyer {
		return 6
	}
	return 10
}
