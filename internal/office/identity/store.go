package identity

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// What a store answers besides faults.
var (
	ErrUnknown = errors.New("identity: not on file")
	ErrTaken   = errors.New("identity: taken")
	ErrLocked  = errors.New("identity: locked")
)

// Account lets one person of a marketplace sign in with a password.
type Account struct {
	Number   Number
	Market   id.Market
	Person   id.Person // one account per person
	Login    Hash      // veiled; unique in the marketplace
	Password string    // "" = none yet, only a link lets in
	Created  time.Time
	Changed  time.Time // password
}

// Session is a signed-in visit. Only the hash of its token is kept.
type Session struct {
	Token      Hash
	Market     id.Market
	Person     id.Person
	Credential string // "account:…" or "link:…"
	Device     Device // kind of browser it began in; "" = not known
	Created    time.Time
	Seen       time.Time
	Expires    time.Time // whatever happens
}

// Link is a one-time link. Only the hash of its secret is kept.
type Link struct {
	Number  Number
	Secret  Hash
	Market  id.Market
	Purpose Purpose
	Person  id.Person
	Target  string // what it is about: a notice, a case; never personal data
	Contact int    // of the person, to which it was sent; 0 = handed over
	Created time.Time
	Expires time.Time
	Used    time.Time
}

// Key is an API key. Only the hash of its secret is kept.
type Key struct {
	Number  Number
	Secret  Hash
	Market  id.Market
	Person  id.Person // whose it is; zero = the marketplace's
	Label   string    // what people call it; no personal data
	Scopes  []Scope
	Created time.Time
	Expires time.Time // zero = no end
	Revoked time.Time
	Seen    time.Time // last used, to the hour
}

// Accounts are kept by a store. Every method is one transaction.
type Accounts interface {
	// AddAccount keeps a new account. Errors: ErrTaken (login or person).
	AddAccount(ctx context.Context, a Account) error
	// AccountByLogin and AccountOf find one. Errors: ErrUnknown.
	AccountByLogin(ctx context.Context, market id.Market, login Hash) (Account, error)
	AccountOf(ctx context.Context, market id.Market, p id.Person) (Account, error)
	// SetPassword changes it and ends all sessions of the person but Keep. Errors:
	// ErrUnknown.
	SetPassword(ctx context.Context, c PasswordChange) error
	// Lock shuts a person out, with an account or without, and ends all sessions;
	// the first instant stays. Unlock lets the person in again.
	Lock(ctx context.Context, market id.Market, p id.Person, at time.Time) error
	Unlock(ctx context.Context, market id.Market, p id.Person) error
	// Locked is since when; zero = not.
	Locked(ctx context.Context, market id.Market, p id.Person) (time.Time, error)
}

// PasswordChange is a new password and what goes with it.
type PasswordChange struct {
	Market   id.Market
	Person   id.Person
	Password string
	At       time.Time
	Keep     Hash // session that goes on; zero = none
}

// Beginning is a new session and what must hold when it begins.
type Beginning struct {
	Session
	Replaces Hash // ends; zero = none
	Most     int  // how many sessions the person may have with this one
	// Changed is Account.Changed as it was when the password was checked; zero for
	// a session by link.
	Changed time.Time
}

// Sessions are kept by a store.
type Sessions interface {
	// AddSession keeps a new one, ends the one it replaces, and of the person's
	// others all but the newest Most-1. Errors: ErrLocked when the person is locked;
	// ErrUnknown when the password was changed since it was checked. So neither a
	// lock nor a new password is overtaken by a sign-in under way.
	AddSession(ctx context.Context, b Beginning) error
	// Session finds one. Errors: ErrUnknown.
	Session(ctx context.Context, token Hash) (Session, error)
	// SeeSession notes when it was last used; an ended one stays ended.
	SeeSession(ctx context.Context, token Hash, at time.Time) error
	EndSession(ctx context.Context, token Hash) error
	// SessionsOf lists those of a person, newest first.
	SessionsOf(ctx context.Context, market id.Market, p id.Person) ([]Session, error)
	EndSessions(ctx context.Context, market id.Market, p id.Person) error
}

// Attempts are kept by a store.
type Attempts interface {
	// Count reads the tallies of some keys (zero but for the key where there is
	// none), lets change look, and keeps what it returns, all in one transaction
	// that no other Count of the same keys overlaps. change may be asked more than once,
	// when another node was in the way.
	Count(ctx context.Context, keys []Hash, change func([]Tally) []Tally) error
}

// Links are kept by a store.
type Links interface {
	AddLink(ctx context.Context, l Link) error
	// Link finds one, used or not. Errors: ErrUnknown.
	Link(ctx context.Context, secret Hash) (Link, error)
	// UseLink marks it used: of any number of calls at most one succeeds, and none
	// at or after Expires. Errors: ErrUnknown.
	UseLink(ctx context.Context, secret Hash, purpose Purpose, at time.Time) (Link, error)
	// LinksOf lists a person's links of one purpose that still work at an instant, the
	// oldest first, at most a hundred.
	LinksOf(ctx context.Context, market id.Market, person id.Person, of Purpose, at time.Time) ([]Link, error)
	// EndLink marks one used that still works. Errors: ErrUnknown.
	EndLink(ctx context.Context, market id.Market, person id.Person, of Purpose, n Number, at time.Time) error
}

// Keys are kept by a store.
type Keys interface {
	// AddKey keeps a new one. Errors: ErrTaken when the marketplace has most
	// unrevoked keys already.
	AddKey(ctx context.Context, k Key, most int) error
	// Key finds one by its secret, revoked or not. Errors: ErrUnknown.
	Key(ctx context.Context, secret Hash) (Key, error)
	// KeysOf lists a marketplace's keys, oldest first.
	KeysOf(ctx context.Context, market id.Market) ([]Key, error)
	// RevokeKey ends one; the first instant stays. Errors: ErrUnknown.
	RevokeKey(ctx context.Context, market id.Market, n Number, at time.Time) error
	SeeKey(ctx context.Context, secret Hash, at time.Time) error
}

// Factors are kept by a store.
type Factors interface {
	// Factor finds one, confirmed or not. Errors: ErrUnknown.
	Factor(ctx context.Context, market id.Market, p id.Person) (Factor, error)
	// SetFactor keeps one in place of any before, with these recovery codes alone.
	SetFactor(ctx context.Context, f Factor, codes []Hash) error
	// TakeStep moves LastStep on: of any number of calls with one step at most one
	// succeeds. Errors: ErrUnknown (no factor, or the step is not after LastStep).
	TakeStep(ctx context.Context, market id.Market, p id.Person, step int64) error
	// TakeCode spends a recovery code. Errors: ErrUnknown.
	TakeCode(ctx context.Context, market id.Market, p id.Person, code Hash) error
	CodesLeft(ctx context.Context, market id.Market, p id.Person) (int, error)
	// DropFactor removes it with its codes; none is no error.
	DropFactor(ctx context.Context, market id.Market, p id.Person) error
}

// Store keeps everything of this package.
type Store interface {
	Factors
	Accounts
	Sessions
	Attempts
	Links
	Keys
	// Sweep removes, a few hundred at a time, sessions and links that ended before
	// and stale tallies. It tells how many went.
	Sweep(ctx context.Context, now, before time.Time) (int, error)
}
