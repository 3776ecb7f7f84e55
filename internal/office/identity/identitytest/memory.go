// Package identitytest holds what every store of office/identity must pass, and a
// store in memory for tests and simulations. It is no part of the product.
//
//	Run(t, open) ─ same suite ─ Memory, SQLite, …
package identitytest

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// Memory keeps everything in memory. The zero value is ready.
type Memory struct {
	mu       sync.Mutex
	accounts []identity.Account
	sessions []identity.Session
	links    []identity.Link
	keys     []identity.Key
	tallies  map[identity.Hash]identity.Tally
	locks    map[place]time.Time
	factors  map[place]identity.Factor
	codes    map[place][]identity.Hash
}

type place struct {
	market id.Market
	person id.Person
}

var _ identity.Store = (*Memory)(nil)

// AddAccount implements identity.Accounts.
func (m *Memory) AddAccount(_ context.Context, a identity.Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, o := range m.accounts {
		if o.Market == a.Market && (o.Login == a.Login || o.Person == a.Person) {
			return identity.ErrTaken
		}
	}
	m.accounts = append(m.accounts, a)
	return nil
}

// AccountByLogin implements identity.Accounts.
func (m *Memory) AccountByLogin(_ context.Context, market id.Market, login identity.Hash) (identity.Account, error) {
	return find(m, &m.accounts, func(a identity.Account) bool { return a.Market == market && a.Login == login })
}

// AccountOf implements identity.Accounts.
func (m *Memory) AccountOf(_ context.Context, market id.Market, p id.Person) (identity.Account, error) {
	return find(m, &m.accounts, func(a identity.Account) bool { return a.Market == market && a.Person == p })
}

// SetPassword implements identity.Accounts.
func (m *Memory) SetPassword(_ context.Context, c identity.PasswordChange) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.accounts, func(a identity.Account) bool { return a.Market == c.Market && a.Person == c.Person })
	if at < 0 {
		return identity.ErrUnknown
	}
	a := &m.accounts[at]
	a.Password, a.Changed = c.Password, c.At
	m.end(func(s identity.Session) bool {
		return s.Market == a.Market && s.Person == a.Person && s.Token != c.Keep
	})
	return nil
}

// Lock implements identity.Accounts.
func (m *Memory) Lock(_ context.Context, market id.Market, p id.Person, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, locked := m.locks[place{market, p}]; !locked {
		if m.locks == nil {
			m.locks = map[place]time.Time{}
		}
		m.locks[place{market, p}] = at
	}
	m.end(func(s identity.Session) bool { return s.Market == market && s.Person == p })
	return nil
}

// Unlock implements identity.Accounts.
func (m *Memory) Unlock(_ context.Context, market id.Market, p id.Person) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.locks, place{market, p})
	return nil
}

// Locked implements identity.Accounts.
func (m *Memory) Locked(_ context.Context, market id.Market, p id.Person) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.locks[place{market, p}], nil
}

// AddSession implements identity.Sessions.
func (m *Memory) AddSession(_ context.Context, b identity.Beginning) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, locked := m.locks[place{b.Market, b.Person}]; locked {
		return identity.ErrLocked
	}
	if !b.Changed.IsZero() && !slices.ContainsFunc(m.accounts, func(a identity.Account) bool {
		return a.Market == b.Market && a.Person == b.Person && a.Changed.Equal(b.Changed)
	}) {
		return identity.ErrUnknown
	}
	m.end(func(s identity.Session) bool { return s.Token == b.Replaces })
	left := b.Most
	for i := len(m.sessions) - 1; i >= 0; i-- { // newest first
		if s := m.sessions[i]; s.Market == b.Market && s.Person == b.Person {
			if left--; left <= 0 {
				m.sessions = slices.Delete(m.sessions, i, i+1)
			}
		}
	}
	m.sessions = append(m.sessions, b.Session)
	return nil
}

// Session implements identity.Sessions.
func (m *Memory) Session(_ context.Context, token identity.Hash) (identity.Session, error) {
	return find(m, &m.sessions, func(s identity.Session) bool { return s.Token == token })
}

// SeeSession implements identity.Sessions.
func (m *Memory) SeeSession(_ context.Context, token identity.Hash, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.sessions {
		if m.sessions[i].Token == token {
			m.sessions[i].Seen = at
		}
	}
	return nil
}

// EndSession implements identity.Sessions.
func (m *Memory) EndSession(_ context.Context, token identity.Hash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end(func(s identity.Session) bool { return s.Token == token })
	return nil
}

// EndSessions implements identity.Sessions.
func (m *Memory) EndSessions(_ context.Context, market id.Market, p id.Person) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end(func(s identity.Session) bool { return s.Market == market && s.Person == p })
	return nil
}

// Count implements identity.Attempts.
func (m *Memory) Count(_ context.Context, keys []identity.Hash, change func([]identity.Tally) []identity.Tally) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tallies == nil {
		m.tallies = map[identity.Hash]identity.Tally{}
	}
	found := make([]identity.Tally, len(keys))
	for i, k := range keys {
		found[i] = m.tallies[k]
		found[i].Key = k
	}
	for _, t := range change(found) {
		m.tallies[t.Key] = t
	}
	return nil
}

// AddLink implements identity.Links.
func (m *Memory) AddLink(_ context.Context, l identity.Link) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.links = append(m.links, l)
	return nil
}

// Link implements identity.Links.
func (m *Memory) Link(_ context.Context, secret identity.Hash) (identity.Link, error) {
	return find(m, &m.links, func(l identity.Link) bool { return l.Secret == secret })
}

// UseLink implements identity.Links.
func (m *Memory) UseLink(_ context.Context, secret identity.Hash, of identity.Purpose, at time.Time) (identity.Link, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.links, func(l identity.Link) bool {
		return l.Secret == secret && l.Purpose == of && l.Used.IsZero() && at.Before(l.Expires)
	})
	if i < 0 {
		return identity.Link{}, identity.ErrUnknown
	}
	m.links[i].Used = at
	return m.links[i], nil
}

// LinksOf implements identity.Links.
func (m *Memory) LinksOf(_ context.Context, market id.Market, person id.Person, of identity.Purpose, at time.Time) (out []identity.Link, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range m.links {
		if l.Market == market && l.Person == person && l.Purpose == of && l.Used.IsZero() && at.Before(l.Expires) {
			out = append(out, l)
		}
	}
	return out, nil
}

// EndLink implements identity.Links.
func (m *Memory) EndLink(_ context.Context, market id.Market, person id.Person, of identity.Purpose, n identity.Number, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, l := range m.links {
		if l.Market == market && l.Person == person && l.Purpose == of && l.Number == n && l.Used.IsZero() && at.Before(l.Expires) {
			m.links[i].Used = at
			return nil
		}
	}
	return identity.ErrUnknown
}

// AddKey implements identity.Keys.
func (m *Memory) AddKey(_ context.Context, k identity.Key, most int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	live := 0
	for _, o := range m.keys {
		if o.Market == k.Market && o.Revoked.IsZero() {
			live++
		}
	}
	if live >= most {
		return identity.ErrTaken
	}
	m.keys = append(m.keys, k)
	return nil
}

// Key implements identity.Keys.
func (m *Memory) Key(_ context.Context, secret identity.Hash) (identity.Key, error) {
	return find(m, &m.keys, func(k identity.Key) bool { return k.Secret == secret })
}

// KeysOf implements identity.Keys.
func (m *Memory) KeysOf(_ context.Context, market id.Market) ([]identity.Key, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []identity.Key
	for _, k := range m.keys {
		if k.Market == market {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b identity.Key) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return bytes.Compare(a.Number[:], b.Number[:])
	})
	return out, nil
}

// RevokeKey implements identity.Keys.
func (m *Memory) RevokeKey(_ context.Context, market id.Market, n identity.Number, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.keys {
		if k := &m.keys[i]; k.Market == market && k.Number == n {
			if k.Revoked.IsZero() {
				k.Revoked = at
			}
			return nil
		}
	}
	return identity.ErrUnknown
}

// SeeKey implements identity.Keys.
func (m *Memory) SeeKey(_ context.Context, secret identity.Hash, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.keys {
		if m.keys[i].Secret == secret {
			m.keys[i].Seen = at
		}
	}
	return nil
}

// Sweep implements identity.Store.
func (m *Memory) Sweep(_ context.Context, now, before time.Time) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	had := len(m.sessions) + len(m.links) + len(m.tallies)
	m.end(func(s identity.Session) bool { return s.Expires.Before(before) })
	m.links = slices.DeleteFunc(m.links, func(l identity.Link) bool { return l.Expires.Before(before) })
	for k, t := range m.tallies {
		if t.Stale(now) {
			delete(m.tallies, k)
		}
	}
	return had - len(m.sessions) - len(m.links) - len(m.tallies), nil
}

func (m *Memory) end(which func(identity.Session) bool) {
	m.sessions = slices.DeleteFunc(m.sessions, which)
}

func find[T any](m *Memory, list *[]T, is func(T) bool) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := slices.IndexFunc(*list, is); at >= 0 {
		return (*list)[at], nil
	}
	var none T
	return none, identity.ErrUnknown
}
