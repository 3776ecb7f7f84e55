package clerk

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Person is the state of a person: which contacts there are, never their
// addresses. Errors: ErrUnknown, a fault.
func (k *Clerk) Person(ctx context.Context, m id.Market, p id.Person) (party.Person, error) {
	state, _, err := k.Docket.Load(ctx, PersonRef(m, p))
	if errors.Is(err, docket.ErrUnknownStream) {
		return party.Person{}, ErrUnknown
	}
	if err != nil {
		return party.Person{}, fmt.Errorf("clerk: person: %w", err)
	}
	return state.(party.Person), nil //nolint:forcetypeassert // the fold of person streams
}

// AddContact keeps a contact of a person, not yet verified, and tells its number.
// Errors: *party.Refusal, ErrUnknown, docket.ErrBusy, docket.ErrKeyReused, a fault.
func (k *Clerk) AddContact(ctx context.Context, who Who, p id.Person, c party.AddContact) (int, error) {
	receipt, err := k.onContacts(ctx, who, p, func(state party.Person, a party.Act) ([]record.Entry, []byte, error) {
		out, err := party.DecideContact(state, a, c)
		return out, binary.AppendUvarint(nil, uint64(len(state.Contacts)+1)), err
	})
	if err != nil {
		return 0, err
	}
	number, _ := binary.Uvarint(receipt.Result)
	return int(number), nil //nolint:gosec // at most party.MaxContacts
}

// VerifyContact records that a person was reached at a contact. Errors as AddContact.
func (k *Clerk) VerifyContact(ctx context.Context, who Who, p id.Person, number int) error {
	_, err := k.onContacts(ctx, who, p, func(state party.Person, a party.Act) ([]record.Entry, []byte, error) {
		out, err := party.DecideVerified(state, a, number)
		return out, nil, err
	})
	return err
}

// DropContact ends the use of a contact. Errors as AddContact.
func (k *Clerk) DropContact(ctx context.Context, who Who, p id.Person, number int) error {
	_, err := k.onContacts(ctx, who, p, func(state party.Person, a party.Act) ([]record.Entry, []byte, error) {
		out, err := party.DecideDropContact(state, a, number)
		return out, nil, err
	})
	return err
}

// ContactFailed records that a provider refuses an address for good. Errors as
// AddContact.
func (k *Clerk) ContactFailed(ctx context.Context, m id.Market, p id.Person, number int) error {
	_, err := k.onContacts(ctx, System(m), p, func(state party.Person, a party.Act) ([]record.Entry, []byte, error) {
		out, err := party.DecideContactFailed(state, a, number)
		return out, nil, err
	})
	return err
}

func (k *Clerk) onContacts(ctx context.Context, who Who, p id.Person, decide func(party.Person, party.Act) ([]record.Entry, []byte, error)) (docket.Receipt, error) {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return docket.Receipt{}, err
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return docket.Receipt{}, err
	}
	ref := PersonRef(who.Market, p)
	if _, err := k.Person(ctx, who.Market, p); err != nil {
		return docket.Receipt{}, err
	}
	needs := docket.Needs{Streams: []record.Stream{ref.Stream}, Keys: []record.Owner{{Kind: "person", ID: p.Bytes()}}}
	capacity := "person"
	if who.Person.IsZero() {
		capacity = "system"
	}
	return k.Docket.Submit(ctx, k.envelope(who, ref.Place, legal, capacity), needs, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(ref.Stream)
		out, result, err := decide(state.(party.Person), party.Act{At: legal.Truncate(time.Microsecond), Authority: "person", System: who.Person.IsZero()}) //nolint:forcetypeassert // the fold of person streams
		return docket.Outcome{Appends: out, Refusal: err, Result: result}, nil
	})
}
