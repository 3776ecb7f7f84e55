// Package clerk runs commands: it finds what a decision reads, lets the core
// decide, and hands what follows to the docket, in one commit. It never decides
// itself, never talks to the outside, and never calls anything done that is not
// stored.
//
//	door → Clerk.Move(who, case, move, inputs) → docket.Submit(needs, decide) → Receipt
//	                                               │ core: books elapse, case elapses, Decide
package clerk

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/library"
)

// Errors a door branches on.
var (
	// ErrUnknown: for this person the case or order does not exist.
	ErrUnknown = errors.New("clerk: unknown")
	// ErrNoRulebook: the case runs on rules this version does not have.
	ErrNoRulebook = errors.New("clerk: rulebook not in the library")
)

// Clerk runs commands. Its fields are set once; all methods are safe for
// concurrent use.
type Clerk struct {
	Docket  docket.Docket
	Keys    docket.Keys
	Library *library.Library
	Now     func() time.Time // machine time
	NewID   func() [16]byte
	// Evidence measures the files of messages and keeps those of lockers; nil: messages
	// carry none, and there are no lockers.
	Evidence *evidence.Room
	// Served renders what is served, by language; its bytes are kept with the notice.
	Served func(n dispute.Notice, c dispute.Case, b *dispute.Book) map[string]string
}

// Who is behind a command (design §2 (1)). A door has established it.
type Who struct {
	Market     id.Market
	Person     id.Person
	Credential string
	OnBehalfOf id.Person
	Scopes     []identity.Scope // of an API key; nil for a person's own session
	Key        string           // idempotency key, "" for none
	Digest     [32]byte         // of route and body; sealed by the clerk before it is kept
}

// Acting is whose capacities count.
func (w Who) Acting() id.Person {
	if !w.OnBehalfOf.IsZero() {
		return w.OnBehalfOf
	}
	return w.Person
}

// may refuses an API key without the scope for acting in a capacity.
//
// Errors: *identity.Refusal (ScopeMissing).
func (w Who) may(as party.Capacity) error {
	return identity.Principal{Scopes: w.Scopes}.RequireAct(as)
}

// System is the platform's own hand in a marketplace.
func System(m id.Market) Who { return Who{Market: m, Credential: "system"} }

// Result is what a command did.
type Result struct {
	Case     id.Case
	Version  uint64 // of the case stream
	Hash     [32]byte
	Legal    time.Time
	Repeated bool
}

// market reads a marketplace and its legal time.
func (k *Clerk) market(ctx context.Context, m id.Market) (party.Market, time.Time, error) {
	state, _, err := k.Docket.Load(ctx, MarketRef(m))
	if err != nil {
		if errors.Is(err, docket.ErrUnknownStream) {
			return party.Market{}, time.Time{}, ErrUnknown
		}
		return party.Market{}, time.Time{}, fmt.Errorf("clerk: market: %w", err)
	}
	market := state.(party.Market) //nolint:forcetypeassert // the fold of market streams
	return market, market.LegalTime(k.Now()).Truncate(time.Microsecond), nil
}

// Legal is the legal time of a marketplace now.
func (k *Clerk) Legal(ctx context.Context, m id.Market) (time.Time, error) {
	_, t, err := k.market(ctx, m)
	return t, err
}

// Market is the state of a marketplace: grants, links, clock, channels.
func (k *Clerk) Market(ctx context.Context, m id.Market) (party.Market, error) {
	state, _, err := k.market(ctx, m)
	return state, err
}

// MarketRef is where a marketplace's own stream lives: home 0.
func MarketRef(m id.Market) docket.Ref {
	return docket.Ref{Place: docket.Place{Market: m}, Stream: record.Stream{Kind: record.Market, ID: m.Bytes()}}
}

// FundRef is where a marketplace's guarantee fund lives.
func FundRef(m id.Market) docket.Ref {
	return docket.Ref{Place: docket.Place{Market: m}, Stream: escrow.FundStream(m)}
}

// HomeOf is the home of an order: that of its merchant, whose payouts and deposit
// it shares a commit with. The design's own home for each order of a self-operated
// shop waits until that shop's books can be kept by order: a stream lives in one
// home, and with two the second order's money could never be released.
func HomeOf(p escrow.Purchase) uint16 {
	b := p.Merchant.Bytes()
	sum := sha256.Sum256(b[:])
	return binary.BigEndian.Uint16(sum[:])
}

// homeOfPerson spreads persons over homes.
func homeOfPerson(p id.Person) uint16 {
	b := p.Bytes()
	sum := sha256.Sum256(b[:])
	return binary.BigEndian.Uint16(sum[:])
}

// envelope says who sends a command. Without a key nothing is kept of what was typed:
// only digestOf seals a digest, and a bare one of personal data must not enter a stream.
func (k *Clerk) envelope(who Who, place docket.Place, legal time.Time, capacity string) docket.Envelope {
	if who.Key == "" {
		who.Digest = [32]byte{}
	}
	return docket.Envelope{
		Place: place, Principal: who.Credential, Key: who.Key, Digest: who.Digest, Legal: legal, Recorded: k.Now().UTC().Truncate(time.Microsecond),
		Person: who.Person, Capacity: capacity, Credential: who.Credential, OnBehalfOf: who.OnBehalfOf,
	}
}

// digestOf seals a digest of route and body under the marketplace's key, so that
// nothing bare of what was typed stays behind.
func (k *Clerk) digestOf(ctx context.Context, who Who) ([32]byte, error) {
	if who.Key == "" {
		return [32]byte{}, nil
	}
	key, err := k.marketKey(ctx, who.Market)
	if err != nil {
		return [32]byte{}, err
	}
	return key.MAC("idempotency", who.Digest[:]), nil
}

func (k *Clerk) marketKey(ctx context.Context, m id.Market) (docket.Key, error) {
	owner := record.Owner{Kind: "market", ID: m.Bytes()}
	if err := k.Keys.Ensure(ctx, []record.Owner{owner}); err != nil {
		return docket.Key{}, fmt.Errorf("clerk: market key: %w", err)
	}
	key, err := k.Keys.Get(ctx, owner)
	if err != nil {
		return docket.Key{}, fmt.Errorf("clerk: market key: %w", err)
	}
	return key, nil
}

func digest32(hash string) [32]byte {
	var out [32]byte
	b, err := hex.DecodeString(hash)
	if err == nil {
		copy(out[:], b)
	}
	return out
}
