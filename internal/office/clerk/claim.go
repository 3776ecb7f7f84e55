package clerk

import (
	"context"
	"errors"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Claim keeps an idempotency key for a request whose effects are known by their
// own natural ids (an import, a step of the clock): the same key for another
// request is refused, the same request is told to be a repetition and may be
// done again without harm.
//
// Errors: ErrUnknown, docket.ErrBusy, docket.ErrKeyReused, docket.ErrUnknown, a fault.
func (k *Clerk) Claim(ctx context.Context, who Who) (repeated bool, err error) {
	return k.claim(ctx, who, nil)
}

// Claimed tells what Claim would, and keeps nothing: who may yet be refused asks this
// before, and claims the key when something was done.
//
// Errors: as Claim.
func (k *Clerk) Claimed(ctx context.Context, who Who) (repeated bool, err error) {
	repeated, err = k.claim(ctx, who, errNothing)
	if errors.Is(err, errNothing) {
		err = nil
	}
	return repeated, err
}

func (k *Clerk) claim(ctx context.Context, who Who, refusal error) (repeated bool, err error) {
	if who.Key == "" {
		return false, nil
	}
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return false, err
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return false, err
	}
	env := k.envelope(who, MarketRef(who.Market).Place, legal, "")
	receipt, err := k.Docket.Submit(ctx, env, docket.Needs{}, func(docket.View) (docket.Outcome, error) { return docket.Outcome{Refusal: refusal}, nil })
	return receipt.Repeated, err
}
