package identity

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// RecoveryLength is how long a code that sets another password is good for.
const RecoveryLength = 30 * time.Minute

func recoveryBrake() brake { return brake{free: 3, most: time.Hour} }

// Lost is somebody who says that he cannot get in. Whether there is such an account
// is found out later, by nobody he sees.
type Lost struct {
	Market id.Market
	Login  Hash // veiled
}

// Ask takes in that somebody cannot get in. It does the same work for every log-in,
// known or not, and looks nothing up.
//
// Refusals: LoginMalformed, Throttled (by log-in and by address).
func (d *Desk) Ask(ctx context.Context, market id.Market, login, address string) (Lost, error) {
	login, ok := normalLogin(login)
	if !ok {
		return Lost{}, refuse(LoginMalformed)
	}
	m, veiled := market.Bytes(), d.veiledLogin(market, login)
	keys := []Hash{veil(d.veil, []byte("lost"), veiled[:]), veil(d.veil, []byte("lost from"), m[:], network(address))}
	brakes := []brake{recoveryBrake(), addressBrake()}
	now, wait := d.now(), time.Duration(0)
	err := d.store.Count(ctx, keys, func(t []Tally) []Tally {
		wait = 0 // asked anew where another node was in the way
		for i := range t {
			t[i] = t[i].forget(now)
			wait = max(wait, brakes[i].wait(t[i], now))
		}
		for i := range t {
			if wait <= 0 {
				t[i].Failures, t[i].Last = t[i].Failures+1, now
			}
		}
		return t
	})
	if err == nil && wait > 0 {
		return Lost{}, &Refusal{Code: Throttled, Retry: wait}
	}
	return Lost{Market: market, Login: veiled}, wrapped("ask", err)
}

// Find tells whose account it is, and since when it is locked; the zero time: open.
//
// Refusals: AccountUnknown.
func (d *Desk) Find(ctx context.Context, l Lost) (p id.Person, locked time.Time, err error) {
	account, err := d.store.AccountByLogin(ctx, l.Market, l.Login)
	if errors.Is(err, ErrUnknown) {
		return p, locked, refuse(AccountUnknown)
	}
	if err != nil {
		return p, locked, wrapped("find", err)
	}
	locked, err = d.store.Locked(ctx, l.Market, account.Person)
	return account.Person, locked, wrapped("find", err)
}
