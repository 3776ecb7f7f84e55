package clerk

import (
	"context"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Claim keeps an idempotency key for a request whose effects are known by their
// own natural ids (an import, a step of the clock): the same key for another
// request is refused, the same request is told to be a repetition and may be
// done again without harm.
//
// Errors: ErrUnknown, docket.ErrBusy, docket.ErrKeyReused, docket.ErrUnknown, a fault.
func (k *Clerk) Claim(ctx context.Context, who Who) (repeated bool, err error) {
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
	receipt, err := k.Docket.Submit(ctx, env, docket.Needs{}, func(docket.View) (docket.Outcome, error) { return docket.Outcome{}, nil })
	return receipt.Repeated, err
}
