package identity

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// NewAccount asks for an account. Without a password only a link lets in, and
// sets one (an invitation).
type NewAccount struct {
	Market   id.Market
	Person   id.Person
	Login    string // compared without capitals and outer spaces
	Password string
}

// Register opens an account.
//
// Refusals: LoginMalformed, PasswordLength, PasswordIsLogin, LoginTaken, Busy.
func (d *Desk) Register(ctx context.Context, n NewAccount) (Number, error) {
	login, ok := normalLogin(n.Login)
	if !ok || n.Person.IsZero() {
		return Number{}, refuse(LoginMalformed)
	}
	veiled, stored := d.veiledLogin(n.Market, login), ""
	if n.Password != "" {
		var err error
		if stored, err = d.newPassword(ctx, n.Password, n.Market, veiled); err != nil {
			return Number{}, err
		}
	}
	number, err := d.dice.number()
	if err != nil {
		return Number{}, err
	}
	now := d.now()
	err = d.store.AddAccount(ctx, Account{
		Number: number, Market: n.Market, Person: n.Person, Login: veiled,
		Password: stored, Created: now, Changed: now,
	})
	if errors.Is(err, ErrTaken) {
		return Number{}, refuse(LoginTaken)
	}
	return number, wrapped("register", err)
}

// ChangePassword replaces a password that is known; other sessions of the person
// end, the one of token goes on. A wrong old password is braked like a sign-in.
//
// Refusals: SessionEnded, AccountUnknown (a session by link), WrongCredentials,
// Throttled, PasswordLength, PasswordIsLogin, Busy.
func (d *Desk) ChangePassword(ctx context.Context, token, old, fresh, address string) error {
	s, err := d.session(ctx, token)
	if err != nil {
		return err
	}
	account, err := d.store.AccountOf(ctx, s.Market, s.Person)
	if errors.Is(err, ErrUnknown) {
		return refuse(AccountUnknown)
	}
	if err != nil {
		return wrapped("change password", err)
	}
	if err := d.check(ctx, s.Market, account.Login, account.Password, old, address); err != nil {
		return err
	}
	stored, err := d.newPassword(ctx, fresh, s.Market, account.Login)
	if err != nil {
		return err
	}
	return wrapped("change password", d.store.SetPassword(ctx, PasswordChange{
		Market: s.Market, Person: s.Person, Password: stored, At: d.now(), Keep: s.Token,
	}))
}

// ResetPassword sets a password by a link of purpose Reset or Invite. All sessions
// of the person end.
//
// Refusals: PasswordLength, PasswordIsLogin, LinkUnusable, AccountUnknown,
// AccountLocked, Busy.
func (d *Desk) ResetPassword(ctx context.Context, link, fresh string) (Link, error) {
	found, err := d.PeekLink(ctx, link, Reset, Invite)
	if err != nil {
		return Link{}, err
	}
	since, err := d.store.Locked(ctx, found.Market, found.Person)
	switch {
	case err != nil:
		return Link{}, wrapped("reset password", err)
	case !since.IsZero():
		return Link{}, refuse(AccountLocked)
	}
	return d.byLink(ctx, link, found, fresh)
}

// Lock shuts out a person whose credentials may be in other hands, with an account
// or without: all sessions end, and neither password nor link begins another. What
// the person may not do meanwhile is core/party's Lock.
//
// Source: procedure.md T66 lock_party.
func (d *Desk) Lock(ctx context.Context, market id.Market, p id.Person) error {
	return wrapped("lock", d.store.Lock(ctx, market, p, d.now()))
}

// Unlock lets a person in again by a link of purpose Unlock, with a new password
// where there is an account. The caller first asks party.DecideUnlock whether the
// link's Contact may unlock.
//
// Refusals: PasswordLength, PasswordIsLogin, LinkUnusable, Busy.
func (d *Desk) Unlock(ctx context.Context, link, fresh string) (Link, error) {
	found, err := d.PeekLink(ctx, link, Unlock)
	if err != nil {
		return Link{}, err
	}
	used, err := d.byLink(ctx, link, found, fresh)
	var r *Refusal
	if errors.As(err, &r) && r.Code == AccountUnknown {
		used, err = d.UseLink(ctx, link, Unlock)
	}
	if err != nil {
		return Link{}, err
	}
	return used, wrapped("unlock", d.store.Unlock(ctx, used.Market, used.Person))
}

// Reopen lets a person in again whose identity staff have checked. The old password
// is gone: a link of purpose Invite sets another.
func (d *Desk) Reopen(ctx context.Context, market id.Market, p id.Person) error {
	err := d.store.SetPassword(ctx, PasswordChange{Market: market, Person: p, At: d.now()})
	if err != nil && !errors.Is(err, ErrUnknown) {
		return wrapped("reopen", err)
	}
	return wrapped("reopen", d.store.Unlock(ctx, market, p))
}

// byLink uses up a link and sets a password. The password is judged before the
// link is spent, so that a short one costs nothing.
func (d *Desk) byLink(ctx context.Context, text string, found Link, fresh string) (Link, error) {
	account, err := d.store.AccountOf(ctx, found.Market, found.Person)
	if errors.Is(err, ErrUnknown) {
		return Link{}, refuse(AccountUnknown)
	}
	if err != nil {
		return Link{}, wrapped("set password", err)
	}
	stored, err := d.newPassword(ctx, fresh, found.Market, account.Login)
	if err != nil {
		return Link{}, err
	}
	used, err := d.UseLink(ctx, text, found.Purpose)
	if err != nil {
		return Link{}, err
	}
	return used, wrapped("set password", d.store.SetPassword(ctx, PasswordChange{
		Market: used.Market, Person: used.Person, Password: stored, At: d.now(),
	}))
}

// newPassword judges and encodes a password for the account of a veiled login.
func (d *Desk) newPassword(ctx context.Context, password string, market id.Market, login Hash) (string, error) {
	if len(password) < MinPassword || len(password) > MaxPassword {
		return "", refuse(PasswordLength)
	}
	if normal, ok := normalLogin(password); ok && d.veiledLogin(market, normal) == login {
		return "", refuse(PasswordIsLogin)
	}
	salt := make([]byte, saltBytes)
	if err := d.dice.fill(salt); err != nil {
		return "", err
	}
	sum, err := d.hasher.sum(ctx, password, salt)
	if err != nil {
		return "", err
	}
	return encodePassword(salt, sum), nil
}

func (d *Desk) veiledLogin(market id.Market, login string) Hash {
	m := market.Bytes()
	return veil(d.veil, []byte("login"), m[:], []byte(login))
}

// NormalLogin is how a log-in name is compared and kept: without capitals and outer
// spaces. ok is false for one that cannot be.
func NormalLogin(s string) (login string, ok bool) { return normalLogin(s) }

// normalLogin is how log-in names are compared.
func normalLogin(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	ok := s != "" && len(s) <= MaxLogin && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
	return s, ok
}

// wrapped marks a fault; refusals and success pass.
func wrapped(doing string, err error) error {
	var r *Refusal
	if err == nil || errors.As(err, &r) {
		return err
	}
	return fmt.Errorf("identity: %s: %w", doing, err)
}
