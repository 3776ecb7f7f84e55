package identity

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// keyPrefix begins every API key, so that people and scanners know one when they
// see it.
const keyPrefix = "tp_"

// NewKey asks for an API key.
type NewKey struct {
	Market id.Market
	Person id.Person // whose it is; zero = the marketplace's
	Label  string
	Scopes []Scope
	Length time.Duration // how long it is good for; 0 = no end
}

// MintKey makes an API key. Its text is told once and never again.
//
// Refusals: KeyMalformed, TooManyKeys.
func (d *Desk) MintKey(ctx context.Context, n NewKey) (string, Key, error) {
	if !n.ok() {
		return "", Key{}, refuse(KeyMalformed)
	}
	number, err := d.dice.number()
	if err != nil {
		return "", Key{}, err
	}
	secret := make([]byte, keyBytes)
	if err := d.dice.fill(secret); err != nil {
		return "", Key{}, err
	}
	k := Key{
		Number: number, Secret: hashOf(secret), Market: n.Market, Person: n.Person, Label: n.Label,
		Scopes: slices.Clone(n.Scopes), Created: d.now(),
	}
	if n.Length > 0 {
		k.Expires = k.Created.Add(n.Length)
	}
	err = d.store.AddKey(ctx, k, MaxKeys)
	if errors.Is(err, ErrTaken) {
		return "", Key{}, refuse(TooManyKeys)
	}
	return keyPrefix + letters(secret), k, wrapped("mint key", err)
}

func (n NewKey) ok() bool {
	for i, s := range n.Scopes {
		if !slices.Contains(AllScopes(), s) || slices.Contains(n.Scopes[:i], s) {
			return false
		}
	}
	return len(n.Scopes) > 0 && n.Length >= 0 && n.Length <= LongestKey && !n.Market.IsZero() &&
		n.Label != "" && len(n.Label) <= MaxLabel && utf8.ValidString(n.Label) && !strings.ContainsFunc(n.Label, unicode.IsControl)
}

// Keys lists a marketplace's API keys, oldest first, without their secrets.
func (d *Desk) Keys(ctx context.Context, market id.Market) ([]Key, error) {
	keys, err := d.store.KeysOf(ctx, market)
	return keys, wrapped("keys", err)
}

// RevokeKey ends an API key at once.
//
// Refusals: KeyUnusable (not of this marketplace).
func (d *Desk) RevokeKey(ctx context.Context, market id.Market, n Number) error {
	err := d.store.RevokeKey(ctx, market, n, d.now())
	if errors.Is(err, ErrUnknown) {
		return refuse(KeyUnusable)
	}
	return wrapped("revoke key", err)
}

// AuthenticateKey finds who an Authorization header belongs to.
//
// Refusals: KeyMissing (no header, or not of the form “Bearer tp_…”), KeyUnusable.
func (d *Desk) AuthenticateKey(ctx context.Context, header string) (Principal, error) {
	secret, ok := parseKey(header)
	if !ok {
		return Principal{}, refuse(KeyMissing)
	}
	k, err := d.store.Key(ctx, secret)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return Principal{}, wrapped("key", err)
	}
	now := d.now()
	if err != nil || !k.Revoked.IsZero() || !k.Expires.IsZero() && !now.Before(k.Expires) {
		return Principal{}, refuse(KeyUnusable)
	}
	if now.Sub(k.Seen) >= seeKeyEvery {
		if err := d.store.SeeKey(ctx, k.Secret, now); err != nil {
			return Principal{}, wrapped("see key", err)
		}
	}
	return Principal{Market: k.Market, Person: k.Person, Credential: "key:" + k.Number.String(), Scopes: k.Scopes}, nil
}

// parseKey reads “Bearer tp_…”: the scheme without regard to capitals, one space,
// 52 letters and digits as they were told.
func parseKey(header string) (Hash, bool) {
	scheme, key, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return Hash{}, false
	}
	text, ok := strings.CutPrefix(key, keyPrefix)
	if !ok || len(text) != (keyBytes*8+4)/5 {
		return Hash{}, false
	}
	secret, ok := bytesOf(text)
	if !ok || len(secret) != keyBytes {
		return Hash{}, false
	}
	return hashOf(secret), true
}

// ActAs lets a key act on behalf of a person named by the header
// Tianping-On-Behalf-Of ("per_…"); the empty header changes nothing. A key that is
// somebody's own is good for that person alone: only the marketplace's, which are
// nobody's, name others. Whether its scopes reach the person named is asked where
// that person's capacities are known.
//
// Refusals: NotOnBehalf (a session, a person's own key, or a key without act:party
// and act:staff), UnknownPerson (malformed, or of another marketplace).
func (d *Desk) ActAs(ctx context.Context, p Principal, header string) (Principal, error) {
	if header == "" {
		return p, nil
	}
	if !slices.Contains(p.Scopes, ActParty) && !slices.Contains(p.Scopes, ActStaff) {
		return Principal{}, refuse(NotOnBehalf)
	}
	person, err := id.Parse[id.Person](header)
	if err != nil || person.IsZero() {
		return Principal{}, refuse(UnknownPerson)
	}
	if !p.Person.IsZero() {
		if p.Person != person {
			return Principal{}, refuse(NotOnBehalf)
		}
		return p, nil
	}
	known, err := d.people.Known(ctx, p.Market, person)
	switch {
	case err != nil:
		return Principal{}, wrapped("on behalf", err)
	case !known:
		return Principal{}, refuse(UnknownPerson)
	}
	p.OnBehalfOf = person
	return p, nil
}
