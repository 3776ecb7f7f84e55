package cabinet

import (
	"context"
	"errors"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

const sessionColumns = "token, market, person, credential, device, created_at, seen_at, expires_at"

func scanSession(row scanner) (identity.Session, error) {
	var token, market, person []byte
	var created, seen, expires int64
	var s identity.Session
	if err := row.Scan(&token, &market, &person, &s.Credential, &s.Device, &created, &seen, &expires); err != nil {
		return s, err
	}
	s.Token = identity.Hash(token)
	s.Market, s.Person = id.From[id.Market]([16]byte(market)), id.From[id.Person]([16]byte(person))
	s.Created, s.Seen, s.Expires = marked(created), marked(seen), marked(expires)
	return s, nil
}

// AddSession keeps a new session, if neither a lock nor another password has come
// since its password was checked.
func (r register) AddSession(ctx context.Context, b identity.Beginning) error {
	return r.db.Write(ctx, func(tx Tx) error {
		if err := mayBegin(ctx, tx, b); err != nil {
			return err
		}
		who := whose(b.Market, b.Person)
		if _, err := run(ctx, tx, "DELETE FROM sessions WHERE token=?", b.Replaces[:]); err != nil {
			return err
		}
		if _, err := run(ctx, tx, "DELETE FROM sessions WHERE market=? AND person=? AND token NOT IN "+
			"(SELECT token FROM sessions WHERE market=? AND person=? ORDER BY created_at DESC, token LIMIT ?)",
			append(append(who, who...), b.Most-1)...); err != nil {
			return err
		}
		_, err := run(ctx, tx, "INSERT INTO sessions (market, person, token, credential, device, created_at, seen_at, expires_at) VALUES (?,?,?,?,?,?,?,?)",
			append(who, b.Token[:], b.Credential, string(b.Device), mark(b.Created), mark(b.Seen), mark(b.Expires))...)
		return err
	})
}

func mayBegin(ctx context.Context, tx Tx, b identity.Beginning) error {
	who := whose(b.Market, b.Person)
	switch _, err := oneOf(ctx, tx, scanInstant, selectLock, who...); {
	case err == nil:
		return identity.ErrLocked
	case !errors.Is(err, identity.ErrUnknown):
		return err
	case b.Changed.IsZero():
		return nil
	}
	changed, err := oneOf(ctx, tx, scanInstant, "SELECT changed_at FROM accounts WHERE market=? AND person=?", who...)
	if err == nil && !changed.Equal(b.Changed) {
		return identity.ErrUnknown
	}
	return err
}

// Session finds a session.
func (r register) Session(ctx context.Context, token identity.Hash) (identity.Session, error) {
	return one(ctx, r.db, scanSession, "SELECT "+sessionColumns+" FROM sessions WHERE token=?", token[:])
}

// SeeSession notes when a session was last used.
func (r register) SeeSession(ctx context.Context, token identity.Hash, at time.Time) error {
	return r.change(ctx, nil, "UPDATE sessions SET seen_at=? WHERE token=?", mark(at), token[:])
}

// EndSession ends a session.
func (r register) EndSession(ctx context.Context, token identity.Hash) error {
	return r.change(ctx, nil, "DELETE FROM sessions WHERE token=?", token[:])
}

// EndSessions ends all sessions of a person.
func (r register) EndSessions(ctx context.Context, market id.Market, p id.Person) error {
	return r.change(ctx, nil, "DELETE FROM sessions WHERE market=? AND person=?", whose(market, p)...)
}

// Count changes tallies in one transaction, so that no two overlap.
func (r register) Count(ctx context.Context, keys []identity.Hash, change func([]identity.Tally) []identity.Tally) error {
	return r.db.Write(ctx, func(tx Tx) error {
		found := make([]identity.Tally, len(keys))
		for i, k := range keys {
			t, err := oneOf(ctx, tx, scanTally, "SELECT failures, last_at, good_at FROM sign_in_tallies WHERE key=?", k[:])
			if err != nil && !errors.Is(err, identity.ErrUnknown) {
				return err
			}
			t.Key = k
			found[i] = t
		}
		for _, t := range change(found) {
			_, err := run(ctx, tx, "INSERT INTO sign_in_tallies (key, failures, last_at, good_at) VALUES (?,?,?,?) "+
				"ON CONFLICT (key) DO UPDATE SET failures=excluded.failures, last_at=excluded.last_at, good_at=excluded.good_at",
				t.Key[:], t.Failures, mark(t.Last), mark(t.Good))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func scanTally(row scanner) (identity.Tally, error) {
	var t identity.Tally
	var last, good int64
	err := row.Scan(&t.Failures, &last, &good)
	t.Last, t.Good = marked(last), marked(good)
	return t, err
}

// sweepAtOnce bounds how long one sweep holds up the writer.
const sweepAtOnce = 500

// Sweep removes what ended, a few hundred rows of each table at a time.
func (r register) Sweep(ctx context.Context, now, before time.Time) (int, error) {
	gone := 0
	err := r.db.Write(ctx, func(tx Tx) error {
		gone = 0
		for _, s := range []struct {
			text string
			args []any
		}{
			{"DELETE FROM sessions WHERE token IN (SELECT token FROM sessions WHERE expires_at<? LIMIT ?)", []any{mark(before)}},
			{"DELETE FROM one_time_links WHERE secret IN (SELECT secret FROM one_time_links WHERE expires_at<? LIMIT ?)", []any{mark(before)}},
			{
				"DELETE FROM sign_in_tallies WHERE key IN (SELECT key FROM sign_in_tallies " +
					"WHERE last_at<=? AND (good_at=0 OR good_at<=?) LIMIT ?)",
				[]any{mark(now.Add(-identity.ForgetFailures)), mark(now.Add(-identity.ForgetGood))},
			},
		} {
			n, err := run(ctx, tx, s.text, append(s.args, sweepAtOnce)...)
			if err != nil {
				return err
			}
			gone += int(n)
		}
		return nil
	})
	return gone, err
}
