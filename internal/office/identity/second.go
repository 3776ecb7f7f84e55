package identity

import (
	"context"
	"errors"
	"time"
)

// Half is a sign-in whose first step went well and whose second is due: Token brings
// it to Finish within five minutes. It is no session.
type Half struct{ Token string }

// Error tells nothing of the token.
func (h *Half) Error() string { return "identity: a second step is due" }

// half begins the second step where the person has one.
//
// Errors: *Half.
func (d *Desk) half(ctx context.Context, s Session) error {
	f, err := d.store.Factor(ctx, s.Market, s.Person)
	switch {
	case errors.Is(err, ErrUnknown):
		return nil
	case err != nil:
		return wrapped("second step", err)
	case f.Confirmed.IsZero():
		return nil
	}
	text, _, err := d.MakeLink(ctx, NewLink{Market: s.Market, Purpose: SecondStep, Person: s.Person, Target: s.Credential, Length: secondLength})
	if err != nil {
		return err
	}
	return &Half{Token: text}
}

// Second asks to finish a sign-in.
type Second struct {
	Half, Code string
	Device     Device
	Replaces   string
}

// Finish takes the second step and begins the session. A password changed meanwhile
// ends the half.
//
// Refusals: LinkUnusable (begin again), CodeWrong, Throttled, AccountLocked.
func (d *Desk) Finish(ctx context.Context, in Second) (token string, p Principal, err error) {
	half, err := d.PeekLink(ctx, in.Half, SecondStep)
	if err != nil {
		return "", Principal{}, err
	}
	account, err := d.store.AccountOf(ctx, half.Market, half.Person)
	switch {
	case errors.Is(err, ErrUnknown):
		account.Changed = time.Time{} // came by a link: there is no password to have changed
	case err != nil:
		return "", Principal{}, wrapped("second step", err)
	case account.Changed.After(half.Created):
		return "", Principal{}, refuse(LinkUnusable)
	}
	if err := d.Prove(ctx, half.Market, half.Person, in.Code); err != nil {
		return "", Principal{}, err
	}
	if _, err := d.UseLink(ctx, in.Half, SecondStep); err != nil {
		return "", Principal{}, err
	}
	return d.begin(ctx, Session{Market: half.Market, Person: half.Person, Credential: half.Target, Device: in.Device}, account.Changed, in.Replaces)
}
