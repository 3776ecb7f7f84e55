package cabinet

import (
	"context"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

const linkColumns = "secret, number, market, purpose, person, target, contact, created_at, expires_at, used_at"

func scanLink(row scanner) (identity.Link, error) {
	var secret, number, market, person []byte
	var created, expires, used int64
	var l identity.Link
	if err := row.Scan(&secret, &number, &market, &l.Purpose, &person, &l.Target, &l.Contact, &created, &expires, &used); err != nil {
		return l, err
	}
	l.Secret, l.Number = identity.Hash(secret), identity.Number(number)
	l.Market, l.Person = id.From[id.Market]([16]byte(market)), id.From[id.Person]([16]byte(person))
	l.Created, l.Expires, l.Used = marked(created), marked(expires), marked(used)
	return l, nil
}

// AddLink keeps a one-time link.
func (r register) AddLink(ctx context.Context, l identity.Link) error {
	market, person := l.Market.Bytes(), l.Person.Bytes()
	return r.change(ctx, nil, "INSERT INTO one_time_links ("+linkColumns+") VALUES (?,?,?,?,?,?,?,?,?,?)",
		l.Secret[:], l.Number[:], market[:], string(l.Purpose), person[:], l.Target, l.Contact,
		mark(l.Created), mark(l.Expires), mark(l.Used))
}

// Link finds a one-time link, used or not.
func (r register) Link(ctx context.Context, secret identity.Hash) (identity.Link, error) {
	return one(ctx, r.db, scanLink, "SELECT "+linkColumns+" FROM one_time_links WHERE secret=?", secret[:])
}

// UseLink marks a link used: the update finds it unused at most once.
func (r register) UseLink(ctx context.Context, secret identity.Hash, of identity.Purpose, at time.Time) (identity.Link, error) {
	var l identity.Link
	err := r.db.Write(ctx, func(tx Tx) (err error) {
		l, err = oneOf(ctx, tx, scanLink, "UPDATE one_time_links SET used_at=? WHERE secret=? AND purpose=? AND used_at=0 AND expires_at>? "+
			"RETURNING "+linkColumns, mark(at), secret[:], string(of), mark(at))
		return err
	})
	return l, err
}

// LinksOf lists a person's links of one purpose that still work.
func (r register) LinksOf(ctx context.Context, market id.Market, person id.Person, of identity.Purpose, at time.Time) ([]identity.Link, error) {
	m, p := market.Bytes(), person.Bytes()
	return list(ctx, r.db, scanLink, "SELECT "+linkColumns+" FROM one_time_links WHERE market=? AND person=? AND purpose=? AND used_at=0 AND expires_at>? ORDER BY created_at, number LIMIT 100",
		m[:], p[:], string(of), mark(at))
}

// EndLink marks a link used that still works.
func (r register) EndLink(ctx context.Context, market id.Market, person id.Person, of identity.Purpose, n identity.Number, at time.Time) error {
	m, p := market.Bytes(), person.Bytes()
	return r.change(ctx, identity.ErrUnknown, "UPDATE one_time_links SET used_at=? WHERE market=? AND person=? AND purpose=? AND number=? AND used_at=0 AND expires_at>?",
		mark(at), m[:], p[:], string(of), n[:], mark(at))
}

const keyColumns = "secret, number, market, person, label, scopes, created_at, expires_at, revoked_at, seen_at"

func scanKey(row scanner) (identity.Key, error) {
	var secret, number, market, person []byte
	var scopes string
	var created, expires, revoked, seen int64
	var k identity.Key
	if err := row.Scan(&secret, &number, &market, &person, &k.Label, &scopes, &created, &expires, &revoked, &seen); err != nil {
		return k, err
	}
	k.Secret, k.Number = identity.Hash(secret), identity.Number(number)
	k.Market, k.Person = id.From[id.Market]([16]byte(market)), id.From[id.Person]([16]byte(person))
	for _, s := range strings.Fields(scopes) {
		k.Scopes = append(k.Scopes, identity.Scope(s))
	}
	k.Created, k.Expires, k.Revoked, k.Seen = marked(created), marked(expires), marked(revoked), marked(seen)
	return k, nil
}

// AddKey keeps an API key, while the marketplace has fewer than most unrevoked.
func (r register) AddKey(ctx context.Context, k identity.Key, most int) error {
	market, person := k.Market.Bytes(), k.Person.Bytes()
	scopes := make([]string, len(k.Scopes))
	for i, s := range k.Scopes {
		scopes[i] = string(s)
	}
	return r.change(ctx, identity.ErrTaken, "INSERT INTO api_keys ("+keyColumns+") SELECT ?,?,?,?,?,?,?,?,?,? "+
		"WHERE (SELECT count(*) FROM api_keys WHERE market=? AND revoked_at=0) < ?",
		k.Secret[:], k.Number[:], market[:], person[:], k.Label, strings.Join(scopes, " "),
		mark(k.Created), mark(k.Expires), mark(k.Revoked), mark(k.Seen), market[:], most)
}

// Key finds an API key, revoked or not.
func (r register) Key(ctx context.Context, secret identity.Hash) (identity.Key, error) {
	return one(ctx, r.db, scanKey, "SELECT "+keyColumns+" FROM api_keys WHERE secret=?", secret[:])
}

// KeysOf lists the API keys of a marketplace, oldest first.
func (r register) KeysOf(ctx context.Context, market id.Market) ([]identity.Key, error) {
	m := market.Bytes()
	return list(ctx, r.db, scanKey, "SELECT "+keyColumns+" FROM api_keys WHERE market=? ORDER BY created_at, number", m[:])
}

// RevokeKey ends an API key; the first instant stays.
func (r register) RevokeKey(ctx context.Context, market id.Market, n identity.Number, at time.Time) error {
	m := market.Bytes()
	return r.change(ctx, identity.ErrUnknown,
		"UPDATE api_keys SET revoked_at=CASE revoked_at WHEN 0 THEN ? ELSE revoked_at END WHERE market=? AND number=?",
		mark(at), m[:], n[:])
}

// SeeKey notes when an API key was last used.
func (r register) SeeKey(ctx context.Context, secret identity.Hash, at time.Time) error {
	return r.change(ctx, nil, "UPDATE api_keys SET seen_at=? WHERE secret=?", mark(at), secret[:])
}
