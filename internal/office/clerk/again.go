package clerk

import (
	"context"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// errNothing is how a question ends that was put as a command.
var errNothing = errors.New("clerk: nothing was asked for")

// Known tells whether a command of who was done under his key before: what a form
// sent twice is answered with, also when its act is no longer possible. It is asked
// the way commands go, because receipts are kept there, and appends nothing. s is a
// stream the command was about.
//
// Errors: ErrUnknown, docket.ErrBusy, docket.ErrUnknown, a fault.
func (k *Clerk) Known(ctx context.Context, who Who, s record.Stream) (bool, error) {
	if who.Key == "" {
		return false, nil
	}
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return false, err
	}
	place, err := k.Docket.Find(ctx, who.Market, s)
	if errors.Is(err, docket.ErrUnknownStream) {
		return false, ErrUnknown
	}
	if err != nil {
		return false, fmt.Errorf("clerk: known: %w", err)
	}
	who.Digest = [32]byte{} // of no request: a key that is kept is kept for another
	_, err = k.Docket.Submit(ctx, k.envelope(who, place, legal, ""), docket.Needs{Streams: []record.Stream{s}}, func(docket.View) (docket.Outcome, error) {
		return docket.Outcome{Refusal: errNothing}, nil
	})
	switch {
	case errors.Is(err, docket.ErrKeyReused):
		return true, nil
	case errors.Is(err, errNothing):
		return false, nil
	}
	return false, err
}
