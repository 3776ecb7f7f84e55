// Package officetest sets up an office for tests and the simulation: the docket in
// memory or any other, seeded ids and keys, a machine clock that stands still, a
// sandbox marketplace with people. Everything goes through the public commands.
package officetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/evidence/evidencetest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Office is a whole office over one docket.
type Office struct {
	Clerk    *clerk.Clerk
	Casebook *casebook.Casebook
	Stepper  *deadline.Stepper
	Library  *library.Library
	Market   id.Market
	Machine  *Machine
	Provider *Provider
	// People by name: buyer, shop, officer, officer_2, mediator, adjudicator,
	// adjudicator_2, reviewer, supervisor, admin.
	People   map[string]id.Person
	Merchant id.Merchant
	order    int
}

// Machine is a machine clock that moves only when told, by one microsecond a look,
// so that no two records bear the same instant by accident.
type Machine struct {
	mu sync.Mutex
	at time.Time
}

// Now reads the clock.
func (m *Machine) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at
}

// Sleep moves the clock.
func (m *Machine) Sleep(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = m.at.Add(d)
}

// Dice makes ids of a seed.
type Dice struct {
	mu   sync.Mutex
	seed uint64
	n    uint64
}

// ID is the next id.
func (d *Dice) ID() [16]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], d.seed)
	binary.BigEndian.PutUint64(b[8:], d.n)
	sum := sha256.Sum256(b[:])
	return [16]byte(sum[:16])
}

// Provider is a payment provider whose answers a test decides.
type Provider struct {
	mu sync.Mutex
	// Answer decides; nil does everything at once.
	Answer func(enforcement.Instruction) enforcement.Outcome
	Seen   map[string]int // how often an instruction was asked
}

// Do answers an instruction.
func (p *Provider) Do(_ context.Context, i enforcement.Instruction) (enforcement.Outcome, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Seen[i.ID]++
	if p.Answer != nil {
		return p.Answer(i), nil
	}
	return enforcement.Outcome{State: enforcement.Done, Ref: "sandbox/" + i.ID}, nil
}

// Begins is when legal time of a test office begins: Monday 2026-09-14 09:00.
func Begins() time.Time {
	return time.Date(2026, 9, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

// Memory is an office over the docket in memory.
func Memory(ctx context.Context, seed uint64, begins time.Time) (*Office, error) {
	lib, err := library.Open()
	if err != nil {
		return nil, err
	}
	m := dockettest.NewMemory(streams.NewDesign(lib), seed) //nolint:contextcheck // the docket lives longer than the call that makes it
	return Over(ctx, m, m.Keys(), lib, seed, begins)
}

// Over sets an office up over a docket.
func Over(ctx context.Context, d docket.Docket, keys docket.Keys, lib *library.Library, seed uint64, begins time.Time) (*Office, error) {
	dice := &Dice{seed: seed}
	o := &Office{
		Library: lib, Machine: &Machine{at: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, Provider: &Provider{Seen: map[string]int{}},
		People: map[string]id.Person{}, Market: id.From[id.Market](dice.ID()), Merchant: id.From[id.Merchant](dice.ID()),
	}
	log := slog.New(slog.DiscardHandler)
	o.Clerk = &clerk.Clerk{Docket: d, Keys: keys, Library: lib, Now: o.Machine.Now, NewID: dice.ID, Served: wording.NoticeText}
	o.Clerk.Evidence = &evidence.Room{Blobs: evidencetest.NewShelf(), Keys: keys, Random: rand.Reader}
	o.Casebook = &casebook.Casebook{Clerk: o.Clerk}
	o.Stepper = &deadline.Stepper{
		Keeper: &deadline.Keeper{Clerk: o.Clerk, Log: log},
		Workers: []deadline.Worker{
			&service.Worker{Clerk: o.Clerk, Log: log},
			&enforcement.Worker{Clerk: o.Clerk, Provider: o.Provider, Log: log},
		},
	}
	return o, o.furnish(ctx, begins)
}

// furnish opens the marketplace and lets people in.
func (o *Office) furnish(ctx context.Context, begins time.Time) error {
	sys := clerk.System(o.Market)
	if err := o.Clerk.OpenMarket(ctx, sys, true, begins); err != nil {
		return fmt.Errorf("officetest: market: %w", err)
	}
	if err := o.Clerk.SetChannels(ctx, sys, []party.Way{{Channel: party.SandboxChannel}}); err != nil {
		return fmt.Errorf("officetest: channels: %w", err)
	}
	staff := []struct {
		name string
		as   party.Capacity
	}{
		{"officer", party.Officer},
		{"officer_2", party.Officer},
		{"mediator", "mediator"},
		{"adjudicator", "adjudicator"},
		{"adjudicator_2", "adjudicator"},
		{"reviewer", "reviewer"},
		{"supervisor", party.Supervisor},
		{"admin", party.Admin},
	}
	for _, s := range staff {
		p, err := o.Clerk.Register(ctx, sys, "test", s.name, s.name)
		if err != nil {
			return fmt.Errorf("officetest: %s: %w", s.name, err)
		}
		o.People[s.name] = p
		if err := o.Clerk.Grant(ctx, sys, party.GrantCapacity{Person: p, Capacity: s.as}); err != nil {
			return fmt.Errorf("officetest: grant %s: %w", s.name, err)
		}
	}
	shop, err := o.Clerk.Register(ctx, sys, "test", "shop", "shop")
	if err != nil {
		return fmt.Errorf("officetest: shop: %w", err)
	}
	o.People["shop"] = shop
	if err := o.Clerk.Grant(ctx, sys, party.GrantCapacity{Person: shop, Capacity: party.Owner, Merchant: o.Merchant}); err != nil {
		return fmt.Errorf("officetest: grant shop: %w", err)
	}
	if _, err := o.Clerk.AddContact(ctx, sys, shop, party.AddContact{Channel: party.SMS, Address: "057100000000", Published: true}); err != nil {
		return fmt.Errorf("officetest: published contact: %w", err)
	}
	return o.Clerk.FundIn(ctx, sys, money.Amount{Minor: 100_000_00, Currency: "CNY"}, "fund/1")
}

// Goods is one line of an order, in a parcel of its own.
type Goods struct {
	Qty       int64
	Minor     int64
	Signed    time.Duration // before now; 0 not signed
	Unsent    bool
	Confirmed bool
}

// Buy imports an order of goods paid in full ten days ago and held in escrow.
func (o *Office) Buy(ctx context.Context, goods ...Goods) (id.Order, error) {
	legal, err := o.Clerk.Legal(ctx, o.Market)
	if err != nil {
		return id.Order{}, err
	}
	o.order++
	bought := legal.Add(-240 * time.Hour)
	p := escrow.Purchase{
		Source: "test", Number: fmt.Sprintf("T%06d", o.order), Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY",
		Buyer: escrow.Buyer{Nickname: "buyer", Name: "测试买家", Phone: "13700000000"}, Merchant: o.Merchant, BoughtAt: bought,
	}
	var total int64
	for i, g := range goods {
		p.Lines = append(p.Lines, escrow.PurchaseLine{No: i + 1, Title: fmt.Sprintf("商品%d", i+1), Qty: g.Qty, UnitMinor: g.Minor})
		total += g.Qty * g.Minor
		if g.Unsent {
			continue
		}
		parcel := escrow.PurchaseParcel{No: len(p.Parcels) + 1, Carrier: "SF", Waybill: fmt.Sprintf("SF%012d", o.order*100+i), Items: []escrow.Packed{{Line: i + 1, Qty: g.Qty}}}
		parcel.Track = append(parcel.Track, escrow.TrackPoint{At: bought.Add(2 * time.Hour), Code: escrow.FirstScan})
		if g.Signed > 0 {
			parcel.Track = append(parcel.Track, escrow.TrackPoint{At: legal.Add(-g.Signed), Code: escrow.Signed, Signer: escrow.SignedUnknown})
		}
		if g.Confirmed {
			parcel.ConfirmedAt = legal.Add(-g.Signed / 2)
		}
		p.Parcels = append(p.Parcels, parcel)
	}
	p.Payments = []escrow.Payment{{ID: "pay", Tender: "alipay", Minor: total, At: bought}}
	var registering sync.Mutex
	order, err := o.Clerk.LandOrder(ctx, clerk.System(o.Market), p, &registering)
	if err != nil {
		return order, err
	}
	if o.People["buyer"].IsZero() {
		o.People["buyer"], err = o.Clerk.PersonOf(ctx, o.Market, "test", "buyer")
	}
	return order, err
}

// Who is a person of the office at the door.
func (o *Office) Who(name string) clerk.Who {
	return clerk.Who{Market: o.Market, Person: o.People[name], Credential: "account:" + name}
}

// Do makes a move.
func (o *Office) Do(ctx context.Context, name string, c id.Case, move string, in ...dispute.Answer) error {
	_, err := o.Clerk.Move(ctx, o.Who(name), c, dispute.Command{Move: move, In: in})
	if err == nil {
		err = o.Stepper.Settle(ctx, o.Market)
	}
	return err
}

// Until steps legal time to an instant.
func (o *Office) Until(ctx context.Context, to time.Time) error {
	_, err := o.Stepper.Step(ctx, clerk.System(o.Market), to, nil)
	return err
}

// NewProvider is a provider that does everything at once.
func NewProvider() *Provider { return &Provider{Seen: map[string]int{}} }
