package clerk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// onMarket runs a command on a marketplace's own stream; what it seals is sealed under
// the keys of the persons it is about.
func (k *Clerk) onMarket(ctx context.Context, who Who, decide func(party.Market, time.Time) ([]record.Entry, error), about ...id.Person) error {
	ref := MarketRef(who.Market)
	legal := k.Now().UTC().Truncate(time.Microsecond)
	if state, _, err := k.Docket.Load(ctx, ref); err == nil {
		legal = state.(party.Market).LegalTime(k.Now()).Truncate(time.Microsecond) //nolint:forcetypeassert // the fold of market streams
	} else if !errors.Is(err, docket.ErrUnknownStream) {
		return fmt.Errorf("clerk: market: %w", err)
	}
	var err error
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return err
	}
	needs := docket.Needs{Streams: []record.Stream{ref.Stream}}
	for _, p := range about {
		if !p.IsZero() {
			needs.Keys = append(needs.Keys, record.Owner{Kind: "person", ID: p.Bytes()})
		}
	}
	_, err = k.Docket.Submit(ctx, k.envelope(who, ref.Place, legal, "admin"), needs, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(ref.Stream)
		out, err := decide(state.(party.Market), legal) //nolint:forcetypeassert // the fold of market streams
		return docket.Outcome{Appends: out, Refusal: err}, nil
	})
	return err
}

// OpenMarket sets a marketplace up; a sandbox begins at its own legal instant.
func (k *Clerk) OpenMarket(ctx context.Context, who Who, sandbox bool, begins time.Time) error {
	err := k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		return party.DecideOpen(m, party.Act{At: legal, Authority: "setup", System: true}, party.OpenMarket{Sandbox: sandbox, Zone: "Asia/Shanghai"})
	})
	if err != nil || begins.IsZero() {
		return err
	}
	return k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		return party.DecideSetClock(m, party.Act{At: legal, Authority: "setup", System: true}, party.MoveClock{To: begins, Machine: k.Now()})
	})
}

// MoveClock puts a sandbox's legal clock forward to an instant. Stopping at each
// due instant on the way is the stepper's business.
func (k *Clerk) MoveClock(ctx context.Context, who Who, to time.Time) error {
	return k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		return party.DecideMoveClock(m, party.Act{At: legal, Authority: "test-clock"}, party.MoveClock{To: to, Machine: k.Now()})
	})
}

// Grant gives a capacity of the marketplace, or a membership of a merchant: an
// administrator gives any but to itself, an owner the memberships of its merchant.
//
// Errors: *party.Refusal, *identity.Refusal (ScopeMissing), ErrUnknown, docket.ErrBusy, a fault.
func (k *Clerk) Grant(ctx context.Context, who Who, g party.GrantCapacity) error {
	return k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		rule, err := k.mayGrant(m, who, legal, "grant", "add_member", g.Merchant, g.Person)
		if err != nil {
			return nil, err
		}
		return party.DecideGrant(m, party.Act{At: legal, Authority: rule, System: who.Acting().IsZero()}, g)
	}, g.Person)
}

// Revoke ends a grant or membership; at says when, zero is now.
//
// Errors: as Grant.
func (k *Clerk) Revoke(ctx context.Context, who Who, number int, at time.Time) error {
	return k.RevokeGrant(ctx, who, party.RevokeGrant{Number: number, Until: at})
}

// RevokeGrant ends a grant or membership, with its reason.
//
// Errors: as Grant.
func (k *Clerk) RevokeGrant(ctx context.Context, who Who, c party.RevokeGrant) error {
	now, _, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	var about party.Grant // a number always names the same grant
	if c.Number >= 1 && c.Number <= len(now.Grants) {
		about = now.Grants[c.Number-1]
	}
	return k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		rule, err := k.mayGrant(m, who, legal, "revoke", "end_member", about.Merchant, id.Person{})
		if err != nil {
			return nil, err
		}
		return party.DecideRevoke(m, party.Act{At: legal, Authority: rule, System: who.Acting().IsZero()}, c)
	}, about.Person)
}

// MayAdminister tells whether somebody may make a move of the marketplace as its
// administrator: "open_account", "mint_key", "set_channels" …
//
// Errors: as Grant.
func (k *Clerk) MayAdminister(ctx context.Context, who Who, move string) error {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	_, err = k.allow(m, who, legal, move, party.Facts{}, party.Admin)
	return err
}

// mayGrant asks the rule table first of an administrator, then, of a membership, of
// an owner of that merchant.
func (k *Clerk) mayGrant(m party.Market, who Who, legal time.Time, asAdmin, asOwner string, of id.Merchant, to id.Person) (string, error) {
	f := party.Facts{Merchant: of, Target: to}
	rule, err := k.allow(m, who, legal, asAdmin, f, party.Admin)
	if err == nil || of.IsZero() {
		return rule, err
	}
	if owner, refused := k.allow(m, who, legal, asOwner, f, party.Seller); refused == nil {
		return owner, nil
	}
	return "", err
}

// SetChannels says which ways of service are on.
func (k *Clerk) SetChannels(ctx context.Context, who Who, on []party.Way) error {
	return k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
		return party.DecideChannels(m, party.Act{At: legal, Authority: "setup", System: who.Person.IsZero()}, party.ChannelsSet{On: on})
	})
}

// Publish puts the library's documents in force where they are not yet.
func (k *Clerk) Publish(ctx context.Context, who Who) error {
	for _, d := range k.Library.Documents() {
		from, err := time.Parse("2006-01-02", d.From)
		if err != nil {
			from = time.Time{}
		}
		err = k.onMarket(ctx, who, func(m party.Market, legal time.Time) ([]record.Entry, error) {
			if put, ok := m.InForce(d.Kind, d.Name, legal); ok {
				if put.Digest == d.Digest {
					return nil, nil
				}
				if from.Before(legal) {
					from = time.Time{} // a document that follows another is in force from now on
				}
			}
			for _, put := range m.Rulebook {
				if put.Kind == d.Kind && put.Name == d.Name && put.Digest == d.Digest && put.From.After(legal) {
					return nil, nil // its day is to come
				}
			}
			return party.DecidePublish(m, party.Act{At: legal, Authority: "setup", System: true}, party.PublishRulebook{Kind: d.Kind, Name: d.Name, Version: d.Version, Digest: d.Digest, From: from})
		})
		if err != nil {
			return fmt.Errorf("clerk: publish %s %s: %w", d.Kind, d.Name, err)
		}
	}
	return nil
}

// DepositIn books deposit that a merchant paid in; ref is the provider's number.
func (k *Clerk) DepositIn(ctx context.Context, who Who, home uint16, m id.Merchant, sum money.Amount, ref string) error {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	stream := merchantStream(m)
	place := docket.Place{Market: who.Market, Home: home}
	_, err = k.Docket.Submit(ctx, k.envelope(who, place, legal, "system"), docket.Needs{Streams: []record.Stream{stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(stream)
		b := escrow.Books{Merchant: state.(escrow.Merchant)} //nolint:forcetypeassert // the fold of merchant streams
		d, err := escrow.DepositIn(b, escrow.By{At: legal, System: true, Authority: "deposit", Rules: k.orderRules()}, sum, ref)
		return docket.Outcome{Appends: d.Entries, Refusal: err}, nil
	})
	return err
}

// FundIn books money given to the guarantee fund.
func (k *Clerk) FundIn(ctx context.Context, who Who, sum money.Amount, ref string) error {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	r := FundRef(who.Market)
	_, err = k.Docket.Submit(ctx, k.envelope(who, r.Place, legal, "system"), docket.Needs{Streams: []record.Stream{r.Stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(r.Stream)
		f, _ := state.(escrow.Fund)
		d, err := f.Give(r.Stream, escrow.By{At: legal, System: true, Authority: "fund", Rules: k.orderRules()}, sum, ref)
		return docket.Outcome{Appends: d.Entries, Refusal: err}, nil
	})
	return err
}
