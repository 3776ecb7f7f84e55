package clerk

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Harbour takes orders in: it makes their ids, seals what is personal, and
// appends only what is new. The same orders landed again change nothing.
type Harbour struct {
	Clerk *Clerk
	Who   Who
	// Berths is how many orders land side by side; default 64. They share commits:
	// with few of them most of the time is spent waiting for the disk.
	Berths int
	// Gates are shared by all who land orders in one process: the same orders may come
	// twice at once. nil: these land alone.
	Gates *Gates

	own Gates
}

// Gates keep a buyer from being registered twice: one lock for each of many buyers.
type Gates [256]sync.Mutex

// gate is the lock under which an order's buyer is looked up and registered.
func (h *Harbour) gate(p escrow.Purchase) *sync.Mutex {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(p.Source + "\x00" + referenceOf(p))) // never fails
	gates := h.Gates
	if gates == nil {
		gates = &h.own
	}
	return &gates[sum.Sum32()%uint32(len(gates))]
}

// nothingNew tells that an order was known in all parts.
type nothingNew struct{}

func (nothingNew) Error() string    { return "clerk: nothing new" }
func (nothingNew) NothingNew() bool { return true }

// refused carries a refusal of the books to the importer's report.
type refused struct{ err error }

func (r refused) Error() string { return "clerk: refused: " + r.err.Error() }
func (r refused) Unwrap() error { return r.err }

// RefusalCode is stable.
func (r refused) RefusalCode() string {
	var fields *escrow.ImportError
	if errors.As(r.err, &fields) && len(fields.Fields) > 0 {
		return fields.Fields[0].Code + ":" + fields.Fields[0].Field
	}
	var books *escrow.Refusal
	if errors.As(r.err, &books) {
		return books.Code
	}
	return "refused"
}

// Land takes orders in and returns one error for each; nil where it landed with
// something new.
func (h *Harbour) Land(ctx context.Context, orders []escrow.Purchase) []error {
	answers := make([]error, len(orders))
	for i, one := range h.LandEach(ctx, orders) {
		answers[i] = one.Err
	}
	return answers
}

// Landing is what became of one order: its id, and what LandOrder said of it.
type Landing struct {
	Order id.Order
	Err   error
}

// LandEach takes orders in and tells what became of each, in their order.
func (h *Harbour) LandEach(ctx context.Context, orders []escrow.Purchase) []Landing {
	answers := make([]Landing, len(orders))
	berths := h.Berths
	if berths <= 0 {
		berths = 64
	}
	var wg sync.WaitGroup
	free := make(chan struct{}, berths)
	for i := range orders {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			answers[i].Order, answers[i].Err = h.Clerk.LandOrder(ctx, h.Who, orders[i], h.gate(orders[i]))
		})
	}
	wg.Wait()
	return answers
}

// LandOrder takes one order in, new or told again with more, and returns its id.
//
// Errors: NothingNew() when all of it was known; RefusalCode() when the books
// will not have it; docket.ErrBusy; a fault.
func (k *Clerk) LandOrder(ctx context.Context, who Who, p escrow.Purchase, registering *sync.Mutex) (id.Order, error) {
	market, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return id.Order{}, err
	}
	_ = market
	if err := k.name(ctx, who, &p, registering); err != nil {
		return id.Order{}, err
	}
	place := docket.Place{Market: who.Market, Home: HomeOf(p)}
	needs := docket.Needs{
		Streams: []record.Stream{orderStream(p.Order), merchantStream(p.Merchant)},
		Keys:    []record.Owner{{Kind: "person", ID: p.Buyer.Person.Bytes()}},
	}
	fresh := false
	_, err = k.Docket.Submit(ctx, k.envelope(who, place, legal, "import"), needs, func(v docket.View) (docket.Outcome, error) {
		so, head := v.State(orderStream(p.Order))
		sm, _ := v.State(merchantStream(p.Merchant))
		var b escrow.Books
		b.Order, _ = so.(escrow.Order)
		b.Merchant, _ = sm.(escrow.Merchant)
		by := escrow.By{At: legal, Authority: "import", System: true, Rules: k.orderRules()}
		var known *escrow.Order
		var entries []record.Entry
		if head.Version > 0 {
			d := escrow.Elapse(b, by)
			entries, known = d.Entries, &d.Books.Order
		}
		made, err := escrow.Import(known, p, by)
		if err != nil {
			return docket.Outcome{Appends: entries, Refusal: refused{err}}, nil //nolint:nilerr // a refusal of the books is an outcome, not a fault
		}
		fresh = len(made) > 0
		return docket.Outcome{Appends: append(entries, made...)}, nil
	})
	switch {
	case err != nil:
		return p.Order, err
	case !fresh:
		return p.Order, nothingNew{}
	default:
		return p.Order, nil
	}
}

// name gives an order, its buyer and its waybills their ids.
func (k *Clerk) name(ctx context.Context, who Who, p *escrow.Purchase, registering *sync.Mutex) error {
	key, err := k.marketKey(ctx, who.Market)
	if err != nil {
		return err
	}
	natural := key.MAC("order", []byte(p.Source), []byte(p.Number))
	p.Order = id.From[id.Order]([16]byte(natural[:16]))
	if p.Buyer.Person.IsZero() {
		if p.Buyer.Person, err = k.buyer(ctx, who, *p, registering); err != nil {
			return err
		}
	}
	owner := record.Owner{Kind: "person", ID: p.Buyer.Person.Bytes()}
	if err := k.Keys.Ensure(ctx, []record.Owner{owner}); err != nil {
		return fmt.Errorf("clerk: person key: %w", err)
	}
	personal, err := k.Keys.Get(ctx, owner)
	if err != nil {
		return fmt.Errorf("clerk: person key: %w", err)
	}
	mac := personal.MAC("order", []byte(p.Source), []byte(p.Number))
	p.Digest = hex.EncodeToString(mac[:])
	for i := range p.Parcels {
		if w := p.Parcels[i].Waybill; w != "" {
			mac := personal.MAC("waybill", []byte(w))
			p.Parcels[i].WaybillDigest = hex.EncodeToString(mac[:])
		}
	}
	return nil
}

// referenceOf is what a shop calls an order's buyer.
func referenceOf(p escrow.Purchase) string {
	return cmp.Or(p.Buyer.Nickname, p.Buyer.Phone, "order:"+p.Number)
}

// buyer finds the person behind an order's buyer by source and the shop's own
// reference, or registers a new one with a random id.
func (k *Clerk) buyer(ctx context.Context, who Who, p escrow.Purchase, registering *sync.Mutex) (id.Person, error) {
	reference := referenceOf(p)
	if found, err := k.PersonOf(ctx, who.Market, p.Source, reference); err != nil || !found.IsZero() {
		return found, err
	}
	registering.Lock()
	defer registering.Unlock()
	if found, err := k.PersonOf(ctx, who.Market, p.Source, reference); err != nil || !found.IsZero() {
		return found, err
	}
	return k.Register(ctx, who, p.Source, reference, p.Buyer.Name)
}

// AccountSource is the source of references that are log-in names: who has an
// account is known by it.
const AccountSource = "account"

// PersonOf finds a person by an external reference; the zero id when nobody has it.
func (k *Clerk) PersonOf(ctx context.Context, m id.Market, source, reference string) (id.Person, error) {
	rows, err := k.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.People, Limit: 1,
		Where: []docket.Cond{{Column: "source", Op: "=", Value: source}, {Column: "ref", Op: "=", Value: reference}},
	})
	if err != nil {
		return id.Person{}, fmt.Errorf("clerk: find person: %w", err)
	}
	if len(rows) == 0 {
		return id.Person{}, nil
	}
	b, ok := rows[0][0].([]byte)
	if !ok || len(b) != 16 {
		return id.Person{}, fmt.Errorf("clerk: find person: column of %T", rows[0][0])
	}
	return id.From[id.Person]([16]byte(b)), nil
}

// Register makes a person with a random id, known by one external reference.
func (k *Clerk) Register(ctx context.Context, who Who, source, reference, name string) (id.Person, error) {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return id.Person{}, err
	}
	p := id.From[id.Person](k.NewID())
	owner := record.Owner{Kind: "person", ID: p.Bytes()}
	if err := k.Keys.Ensure(ctx, []record.Owner{owner}); err != nil {
		return p, fmt.Errorf("clerk: person key: %w", err)
	}
	key, err := k.Keys.Get(ctx, owner)
	if err != nil {
		return p, fmt.Errorf("clerk: person key: %w", err)
	}
	ask := party.RegisterPerson{Name: name}
	if reference != "" {
		ask.References = []party.External{{Reference: party.Reference{Source: source, Digest: key.MAC("reference", []byte(source), []byte(reference))}, ID: reference}}
	}
	return p, k.onPerson(ctx, who, p, legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		return party.DecideRegister(state, a, ask)
	})
}

func (k *Clerk) onPerson(ctx context.Context, who Who, p id.Person, legal time.Time, decide func(party.Person, party.Act) ([]record.Entry, error)) error {
	stream := record.Stream{Kind: record.Person, ID: p.Bytes()}
	place := docket.Place{Market: who.Market, Home: homeOfPerson(p)}
	needs := docket.Needs{Streams: []record.Stream{stream}, Keys: []record.Owner{{Kind: "person", ID: p.Bytes()}}}
	_, err := k.Docket.Submit(ctx, k.envelope(who, place, legal, "system"), needs, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(stream)
		out, err := decide(state.(party.Person), party.Act{At: legal, Authority: "person", System: who.Acting().IsZero()}) //nolint:forcetypeassert // the fold of person streams
		return docket.Outcome{Appends: out, Refusal: err}, nil
	})
	return err
}

// Track adds what a carrier reports of one parcel of an order.
//
// Errors: ErrUnknown, *escrow.Refusal, docket.ErrBusy, a fault.
func (k *Clerk) Track(ctx context.Context, who Who, o id.Order, parcel int, points []escrow.TrackPoint) error {
	return k.onOrder(ctx, who, o, func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		return escrow.Track(b, by, parcel, points)
	})
}

// KnownPerson tells whether a person exists in a marketplace.
func (k *Clerk) KnownPerson(ctx context.Context, m id.Market, p id.Person) (bool, error) {
	stream := record.Stream{Kind: record.Person, ID: p.Bytes()}
	_, _, err := k.Docket.Load(ctx, docket.Ref{Place: docket.Place{Market: m, Home: homeOfPerson(p)}, Stream: stream})
	if errors.Is(err, docket.ErrUnknownStream) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("clerk: person: %w", err)
	}
	return true, nil
}
