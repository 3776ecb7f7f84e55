// Package streams knows what the store keeps of a marketplace: how each kind of
// stream is folded, and which rows, timers and effects follow from its events. It
// reads and writes nothing itself.
//
//	events ─ Design.Folds → states      events ─ Design.Follow → rows, timers, effects
package streams

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// fold is how one kind of stream is folded.
type fold[S any] struct {
	fresh  func(record.Stream) S
	evolve func(S, []record.Recorded) S
	kinds  map[string]record.Event
	moves  map[string]string // stored kinds that are moves of a case
}

var _ docket.Fold = fold[dispute.Case]{}

func newFold[S any](events []record.Event, fresh func(record.Stream) S, evolve func(S, []record.Recorded) S) fold[S] {
	f := fold[S]{fresh: fresh, evolve: evolve, kinds: map[string]record.Event{}}
	for _, e := range events {
		f.kinds[e.Kind()] = e
	}
	return f
}

// New is the state of a stream without events.
func (f fold[S]) New(s record.Stream) any { return f.fresh(s) }

// Decode reads a stored payload. An unknown kind or version is an error.
func (f fold[S]) Decode(kind string, version int, payload []byte) (record.Event, error) {
	sample, ok := f.kinds[kind]
	if !ok || sample.Version() != version {
		return nil, fmt.Errorf("streams: event %s/%d is unknown", kind, version)
	}
	if move, ok := f.moves[kind]; ok {
		var a dispute.Act
		if err := json.Unmarshal(payload, &a); err != nil {
			return nil, fmt.Errorf("streams: %s: %w", kind, err)
		}
		a.Move = move
		return a, nil
	}
	into := reflect.New(reflect.TypeOf(sample))
	if err := json.Unmarshal(payload, into.Interface()); err != nil {
		return nil, fmt.Errorf("streams: %s: %w", kind, err)
	}
	return into.Elem().Interface().(record.Event), nil //nolint:forcetypeassert // made from an Event
}

// Evolve folds events into a new state.
func (f fold[S]) Evolve(state any, events []record.Recorded) any {
	return f.evolve(state.(S), events) //nolint:forcetypeassert // the docket hands back what New made
}

// Freeze and Thaw keep a state as a snapshot.
func (f fold[S]) Freeze(state any) ([]byte, error) { return json.Marshal(state) }

// Thaw reads a snapshot.
func (f fold[S]) Thaw(_ record.Stream, data []byte) (any, error) {
	var s S
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("streams: snapshot: %w", err)
	}
	return s, nil
}

// Messages counts what was said in a private channel; its texts are sealed.
type Messages struct {
	Count int `json:"count"`
}

func evolveMessages(m Messages, events []record.Recorded) Messages {
	m.Count += len(events)
	return m
}

// folds is how every kind of stream is folded.
func folds() map[string]docket.Fold {
	acts := func(f fold[dispute.Case]) fold[dispute.Case] { f.moves = dispute.Pasts(); return f }
	cases := acts(newFold(dispute.Events(), func(s record.Stream) dispute.Case { return dispute.Case{ID: id.From[id.Case](s.ID)} }, dispute.Evolve))
	talks := newFold(dispute.Events(), func(record.Stream) dispute.Talks { return dispute.Talks{} }, dispute.EvolveTalks)
	talks.moves = dispute.Pasts()
	delib := newFold(dispute.Events(), func(record.Stream) dispute.Deliberation { return dispute.Deliberation{} }, dispute.EvolveDeliberation)
	delib.moves = dispute.Pasts()
	caucus := newFold(dispute.Events(), func(record.Stream) Messages { return Messages{} }, evolveMessages)
	caucus.moves = dispute.Pasts()
	// A merchant's stream holds his money; EvolveMerchant passes over other facts.
	return map[string]docket.Fold{
		record.Case: cases, record.Talks: talks, record.Deliberation: delib,
		record.CaucusClaimant: caucus, record.CaucusRespondent: caucus,
		record.Order:    newFold(escrow.OrderEvents(), func(s record.Stream) escrow.Order { return escrow.Order{} }, escrow.EvolveOrder),
		record.Merchant: newFold(escrow.MerchantEvents(), func(s record.Stream) escrow.Merchant { return escrow.Merchant{ID: id.From[id.Merchant](s.ID)} }, escrow.EvolveMerchant),
		record.Fund:     newFold(escrow.FundEvents(), func(record.Stream) escrow.Fund { return escrow.Fund{} }, escrow.EvolveFund),
		record.Person:   newFold(party.PersonEvents(), func(s record.Stream) party.Person { return party.NewPerson(id.From[id.Person](s.ID)) }, party.EvolvePerson),
		record.Inhouse:  newFold(talk.InhouseEvents(), func(record.Stream) talk.Inhouse { return talk.Inhouse{} }, talk.EvolveInhouse),
		record.Direct:   newFold(talk.DirectEvents(), func(record.Stream) talk.Direct { return talk.Direct{} }, talk.EvolveDirect),
		record.Locker:   newFold(locker.Events(), func(s record.Stream) locker.Locker { return locker.Locker{Person: id.From[id.Person](s.ID)} }, locker.Evolve),
		record.Market:   newFold(party.MarketEvents(), func(s record.Stream) party.Market { return party.NewMarket(id.From[id.Market](s.ID)) }, party.EvolveMarket),
	}
}
