package clerk

import (
	"context"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// RecoverPerson records that staff made sure who somebody is and help him back into
// his account: a supervisor or an administrator, with the way of checking and a
// reason. What is done to the account itself is the identity desk's.
//
// Errors: *party.Refusal, *identity.Refusal (ScopeMissing), ErrUnknown, a fault.
func (k *Clerk) RecoverPerson(ctx context.Context, who Who, p id.Person, c party.Recover) error {
	if who.Acting() == p {
		return &party.Refusal{Code: party.NotAllowed, Rule: party.NoRule} // nobody vouches for himself
	}
	return k.onAccount(ctx, who, p, "recover_account", func(state party.Person, a party.Act) ([]record.Entry, error) {
		return party.DecideRecovered(state, a, c)
	})
}

// RevealPerson records, before it happens, that somebody assigned to a case looks at
// a party's name and contacts unmasked, and what for. The caller shows them only when
// this went well.
//
// Errors: *party.Refusal (NotAllowed: not assigned; UnknownReason, ReasonMissing),
// ErrUnknown (strangers; a person who is no party of the case), a fault.
// Source: design §7 Reveal; rule R30.
func (k *Clerk) RevealPerson(ctx context.Context, who Who, p id.Person, c party.Reveal) error {
	look, err := k.Look(ctx, who, c.Case)
	if err != nil {
		return err
	}
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	if !isOf(m, look.World.Case, p, legal) {
		return ErrUnknown
	}
	f := party.Facts{Purpose: true}
	var as []party.Capacity
	for _, s := range look.World.Case.Seats {
		if !s.Left {
			f.Assigned = append(f.Assigned, party.Assignment{Person: s.Person, As: party.Capacity(s.Role)})
			as = append(as, party.Capacity(s.Role))
		}
	}
	rule, err := k.mayRead(m, who, legal, party.PersonalView, f, as...)
	if err != nil {
		return err
	}
	return k.onPerson(ctx, who, p, legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		a.Authority = rule
		return party.DecideReveal(state, a, c)
	})
}

// isOf tells whether a person is a party of a case, acts for one, or is a member of
// the merchant that is one.
func isOf(m party.Market, c dispute.Case, p id.Person, at time.Time) bool {
	for i := range c.Parties {
		side := &c.Parties[i]
		if side.Person == p || side.ActsFor(p, at) {
			return !p.IsZero()
		}
		for _, g := range party.Members(m, side.Merchant, at) {
			if g.Person == p {
				return true
			}
		}
	}
	return false
}

// mayRead asks the rule table about a view, in the first of the capacities that may.
//
// Errors: *party.Refusal (NotAllowed), *identity.Refusal (ScopeMissing).
func (k *Clerk) mayRead(m party.Market, who Who, legal time.Time, v party.View, f party.Facts, as ...party.Capacity) (string, error) {
	for _, c := range as {
		r := party.Ask(m, who.Acting(), c, legal)
		r.Action, r.Facts = party.Read(v), f
		if d := k.Library.Authority().Decide(r); d.Allow {
			return d.Rule, who.may(c)
		}
	}
	return "", &party.Refusal{Code: party.NotAllowed, Rule: party.NoRule}
}

// SetSignIn says what sign-in asks for in a marketplace.
//
// Errors: *party.Refusal, *identity.Refusal (ScopeMissing), a fault.
func (k *Clerk) SetSignIn(ctx context.Context, who Who, p party.SignInPolicy) error {
	return k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		rule, err := k.allow(m, who, legal, "set_sign_in", party.Facts{}, party.Admin)
		if err != nil {
			return nil, err
		}
		return party.DecideSignInPolicy(m, party.Act{At: legal, Authority: rule, System: who.Acting().IsZero()}, p)
	})
}
