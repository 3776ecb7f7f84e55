package identity

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// SignIn asks for a session by password.
type SignIn struct {
	Market   id.Market
	Login    string
	Password string
	Address  string // of the visitor, "203.0.113.7" or with a port
	Device   Device
	Replaces string // token of the session so far, which ends; "" = none
}

// SignIn checks a password and begins a session; its token goes into a cookie and
// nowhere else. Unknown log-ins take the same way and time as wrong passwords.
//
// Who has a second step gets a *Half instead, for Finish.
//
// Refusals: WrongCredentials, Throttled, AccountLocked, Busy.
func (d *Desk) SignIn(ctx context.Context, in SignIn) (token string, p Principal, err error) {
	login, ok := normalLogin(in.Login)
	if !ok || len(in.Password) > MaxPassword {
		return "", Principal{}, refuse(WrongCredentials)
	}
	veiled := d.veiledLogin(in.Market, login)
	account, err := d.store.AccountByLogin(ctx, in.Market, veiled)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return "", Principal{}, wrapped("sign in", err)
	}
	if err := d.check(ctx, in.Market, veiled, account.Password, in.Password, in.Address); err != nil {
		return "", Principal{}, err
	}
	s := Session{Market: in.Market, Person: account.Person, Credential: "account:" + account.Number.String(), Device: in.Device}
	if err := d.half(ctx, s); err != nil {
		return "", Principal{}, err
	}
	return d.begin(ctx, s, account.Changed, in.Replaces)
}

// EnterBy begins a session by a link of purpose Enter. A locked person stays out:
// the link may have gone to whoever took the account over. Who has a second step
// gets a *Half; the link is spent.
//
// Refusals: LinkUnusable, AccountLocked.
func (d *Desk) EnterBy(ctx context.Context, link, replaces string) (token string, p Principal, err error) {
	found, err := d.PeekLink(ctx, link, Enter)
	if err != nil {
		return "", Principal{}, err
	}
	since, err := d.store.Locked(ctx, found.Market, found.Person)
	switch {
	case err != nil:
		return "", Principal{}, wrapped("enter", err)
	case !since.IsZero():
		return "", Principal{}, refuse(AccountLocked)
	}
	used, err := d.UseLink(ctx, link, Enter)
	if err != nil {
		return "", Principal{}, err
	}
	s := Session{Market: used.Market, Person: used.Person, Credential: "link:" + used.Number.String()}
	if err := d.half(ctx, s); err != nil {
		return "", Principal{}, err
	}
	return d.begin(ctx, s, time.Time{}, replaces)
}

// check looks at a password, braked, and in the same time where there is none: an
// unknown log-in has the empty stored password.
//
// Refusals: WrongCredentials, Throttled, Busy.
func (d *Desk) check(ctx context.Context, of id.Market, login Hash, stored, password, address string) error {
	market := of.Bytes()
	network := network(address)
	keys := []Hash{
		veil(d.veil, []byte("pair"), login[:], network),
		veil(d.veil, []byte("account"), login[:]),
		veil(d.veil, []byte("address"), market[:], network),
	}
	now := d.now()
	var wait time.Duration
	err := d.store.Count(ctx, keys, func(t []Tally) []Tally {
		after, w := attempt{t[0], t[1], t[2]}.begin(now)
		wait = w
		return []Tally{after.pair, after.account, after.address}
	})
	switch {
	case err != nil:
		return wrapped("count attempt", err)
	case wait > 0:
		return &Refusal{Code: Throttled, Retry: wait}
	}
	against := stored
	if stored == "" {
		against = nobodys
	}
	right, err := d.hasher.matches(ctx, password, against)
	switch {
	case err != nil:
		return wrapped("password", err)
	case !right || stored == "":
		return refuse(WrongCredentials)
	}
	err = d.store.Count(ctx, keys, func(t []Tally) []Tally {
		after := attempt{t[0], t[1], t[2]}.succeed(now)
		return []Tally{after.pair, after.account, after.address}
	})
	return wrapped("count success", err)
}

// begin keeps a session of the person, by the credential, and tells its token.
func (d *Desk) begin(ctx context.Context, s Session, changed time.Time, replaces string) (string, Principal, error) {
	secret := make([]byte, sessionBytes)
	if err := d.dice.fill(secret); err != nil {
		return "", Principal{}, err
	}
	now := d.now()
	s.Token, s.Created, s.Seen, s.Expires = hashOf(secret), now, now, now.Add(d.longest)
	old, _ := parseSession(replaces) // what is no token replaces nothing
	err := d.store.AddSession(ctx, Beginning{Session: s, Replaces: old, Most: MaxSessions, Changed: changed})
	switch {
	case errors.Is(err, ErrLocked):
		return "", Principal{}, refuse(AccountLocked)
	case errors.Is(err, ErrUnknown):
		return "", Principal{}, refuse(WrongCredentials)
	case err != nil:
		return "", Principal{}, wrapped("begin session", err)
	}
	return sessionText(secret), s.principal(), nil
}

func (s Session) principal() Principal {
	return Principal{Market: s.Market, Person: s.Person, Credential: s.Credential}
}

// Authenticate finds who a session token belongs to, and notes that it is in use.
//
// Refusals: SessionEnded (unknown, signed out, idle too long, too old).
func (d *Desk) Authenticate(ctx context.Context, token string) (Principal, error) {
	s, err := d.session(ctx, token)
	if err != nil {
		return Principal{}, err
	}
	if now := d.now(); now.Sub(s.Seen) >= seeSessionEvery {
		if err := d.store.SeeSession(ctx, s.Token, now); err != nil {
			return Principal{}, wrapped("see session", err)
		}
	}
	return s.principal(), nil
}

func (d *Desk) session(ctx context.Context, token string) (Session, error) {
	hash, ok := parseSession(token)
	if !ok {
		return Session{}, refuse(SessionEnded)
	}
	s, err := d.store.Session(ctx, hash)
	if errors.Is(err, ErrUnknown) {
		return Session{}, refuse(SessionEnded)
	}
	if err != nil {
		return Session{}, wrapped("session", err)
	}
	now := d.now()
	if !now.Before(s.Expires) || now.Sub(s.Seen) >= d.idle {
		return Session{}, refuse(SessionEnded)
	}
	return s, nil
}

// SignOut ends a session; one that is over already is no error.
func (d *Desk) SignOut(ctx context.Context, token string) error {
	hash, ok := parseSession(token)
	if !ok {
		return nil
	}
	return wrapped("sign out", d.store.EndSession(ctx, hash))
}

// SignOutAll ends every session of a person.
func (d *Desk) SignOutAll(ctx context.Context, market id.Market, p id.Person) error {
	return wrapped("sign out", d.store.EndSessions(ctx, market, p))
}
