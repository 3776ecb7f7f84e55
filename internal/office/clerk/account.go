package clerk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// LockPerson bars what a person could not take back, since an instant (zero: now),
// for a listed reason: the account may be in other hands. A supervisor, an
// administrator, or the person itself may ask. It holds at once in every case;
// cases under way then get their hold. Told again it does the rest of what it began.
//
// Errors: *party.Refusal, *identity.Refusal (ScopeMissing), ErrUnknown, a fault.
// Source: procedure.md T66 lock_party, §8 case 12.
func (k *Clerk) LockPerson(ctx context.Context, who Who, p id.Person, since time.Time, why party.LockReason) error {
	err := k.onAccount(ctx, who, p, "lock_account", func(state party.Person, a party.Act) ([]record.Entry, error) {
		return party.DecideLock(state, a, since, why)
	})
	var r *party.Refusal
	if errors.As(err, &r) && r.Code == party.AlreadyLocked {
		if follow := k.followAll(ctx, who.Market, p); follow != nil {
			return follow
		}
	}
	if err != nil {
		return err
	}
	return k.followAll(ctx, who.Market, p)
}

// UnlockPerson lifts the bar: over a contact that was verified before the takeover
// is said to have begun (the link sent there was used), or, contact 0, because staff
// checked the identity. The holds that followed the account end.
//
// Errors: as LockPerson.
func (k *Clerk) UnlockPerson(ctx context.Context, who Who, p id.Person, contact int) error {
	err := k.onAccount(ctx, who, p, "unlock_by_identity", func(state party.Person, a party.Act) ([]record.Entry, error) {
		return party.DecideUnlock(state, a, contact)
	})
	if err != nil {
		return err
	}
	return k.followAll(ctx, who.Market, p)
}

// MayUnlockBy tells whether a link sent to a contact would unlock a person, before
// one is made.
//
// Errors: as UnlockPerson.
func (k *Clerk) MayUnlockBy(ctx context.Context, who Who, p id.Person, contact int) error {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	if _, err := k.allow(m, who, legal, "unlock_by_identity", party.Facts{}, party.Supervisor, party.Admin); err != nil {
		return err
	}
	state, err := k.Person(ctx, who.Market, p)
	if err != nil {
		return err
	}
	if contact == 0 {
		return &party.Refusal{Code: party.UnknownContact}
	}
	_, err = party.DecideUnlock(state, party.Act{At: legal}, contact)
	return err
}

// MarketFor is the marketplace for who may read its settings.
//
// Errors: ErrUnknown, *party.Refusal (NotAllowed), a fault.
func (k *Clerk) MarketFor(ctx context.Context, who Who) (party.Market, error) {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return m, err
	}
	for _, as := range []party.Capacity{party.Admin, party.Supervisor, party.Regulator} {
		r := party.Ask(m, who.Acting(), as, legal)
		if r.Action = party.Read(party.MarketView); k.Library.Authority().Decide(r).Allow {
			return m, nil
		}
	}
	return party.Market{}, &party.Refusal{Code: party.NotAllowed, Rule: party.NoRule}
}

// onAccount runs a command about somebody's account, by who may.
func (k *Clerk) onAccount(ctx context.Context, who Who, p id.Person, move string, decide func(party.Person, party.Act) ([]record.Entry, error)) error {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	rule := "self"
	if own := who.Acting() == p && move == "lock_account"; !own {
		if rule, err = k.allow(m, who, legal, move, party.Facts{}, party.Supervisor, party.Admin); err != nil {
			return err
		}
	}
	if _, err := k.Person(ctx, who.Market, p); err != nil {
		return err
	}
	return k.onPerson(ctx, who, p, legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		a.Authority = rule
		return decide(state, a)
	})
}

// allow asks the rule table about an act in the marketplace, in the first of the
// capacities that may; the platform's own hand acts as the system. It returns the
// rule.
//
// Errors: *party.Refusal (NotAllowed), *identity.Refusal (ScopeMissing).
func (k *Clerk) allow(m party.Market, who Who, legal time.Time, move string, f party.Facts, as ...party.Capacity) (string, error) {
	if who.Credential == "system" && who.Acting().IsZero() {
		as = []party.Capacity{party.System}
	}
	c, rule, err := party.Allow(k.Library.Authority(), m, who.Acting(), legal, move, f, as...)
	if err != nil {
		return "", err
	}
	if c == party.System {
		return rule, nil
	}
	return rule, who.may(c)
}

// followAll lets every open case of a person follow its account.
func (k *Clerk) followAll(ctx context.Context, m id.Market, p id.Person) error {
	b := p.Bytes()
	var after []any
	for {
		rows, err := k.Docket.Select(ctx, docket.Select{
			Market: m, Table: streams.Cases, Limit: 100, OrderBy: []string{"opened"}, After: after,
			Where: []docket.Cond{{Column: "buyer", Op: "=", Value: b[:]}, {Column: "closed", Op: "=", Value: int64(0)}},
		})
		if err != nil {
			return fmt.Errorf("clerk: cases of a person: %w", err)
		}
		for _, r := range rows {
			raw, ok := r[0].([]byte)
			if !ok || len(raw) != 16 {
				return fmt.Errorf("clerk: cases of a person: column of %T", r[0])
			}
			after = []any{r[22], r[0]}
			if err := k.follow(ctx, m, id.From[id.Case]([16]byte(raw))); err != nil {
				return err
			}
		}
		if len(rows) < 100 {
			return nil
		}
	}
}

// follow touches a case, which is all it needs.
func (k *Clerk) follow(ctx context.Context, m id.Market, c id.Case) error {
	_, err := k.run(ctx, System(m), c, func(f file, w dispute.World, _ dispute.Actor) ([]record.Entry, *dispute.Refusal) {
		out, _ := dispute.Elapse(f.book, w)
		return out, nil
	})
	return err
}

// lockHolder locks the account behind a side of which a case was told that it is in
// other hands; what is locked already stays so.
func (k *Clerk) lockHolder(ctx context.Context, m id.Market, c id.Case, side dispute.Side, in dispute.Answers) error {
	f, err := k.open(ctx, m, c)
	if err != nil {
		return err
	}
	state, _, err := k.Docket.Load(ctx, docket.Ref{Place: f.place, Stream: caseStream(record.Case, c)})
	if err != nil {
		return fmt.Errorf("clerk: load case: %w", err)
	}
	kase := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
	holder := kase.Party(side)
	if holder.Kind != dispute.Buyer || holder.Person.IsZero() {
		return nil
	}
	var since time.Time
	for _, a := range in {
		if a.Name == "since" && a.At != nil {
			since = *a.At
		}
	}
	err = k.LockPerson(ctx, System(m), holder.Person, since, party.ToldInCase)
	var r *party.Refusal
	if errors.As(err, &r) && r.Code == party.AlreadyLocked {
		return nil
	}
	return err
}
