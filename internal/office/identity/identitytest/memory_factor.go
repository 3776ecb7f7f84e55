package identitytest

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// SessionsOf implements identity.Sessions.
func (m *Memory) SessionsOf(_ context.Context, market id.Market, p id.Person) ([]identity.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []identity.Session
	for _, s := range slices.Backward(m.sessions) {
		if s.Market == market && s.Person == p {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b identity.Session) int { return b.Created.Compare(a.Created) })
	return out, nil
}

// Factor implements identity.Factors.
func (m *Memory) Factor(_ context.Context, market id.Market, p id.Person) (identity.Factor, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.factors[place{market, p}]
	if !ok {
		return f, identity.ErrUnknown
	}
	return f, nil
}

// SetFactor implements identity.Factors.
func (m *Memory) SetFactor(_ context.Context, f identity.Factor, codes []identity.Hash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.factors == nil {
		m.factors, m.codes = map[place]identity.Factor{}, map[place][]identity.Hash{}
	}
	at := place{f.Market, f.Person}
	m.factors[at], m.codes[at] = f, slices.Clone(codes)
	return nil
}

// TakeStep implements identity.Factors.
func (m *Memory) TakeStep(_ context.Context, market id.Market, p id.Person, step int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.factors[place{market, p}]
	if !ok || step <= f.LastStep {
		return identity.ErrUnknown
	}
	f.LastStep = step
	m.factors[place{market, p}] = f
	return nil
}

// TakeCode implements identity.Factors.
func (m *Memory) TakeCode(_ context.Context, market id.Market, p id.Person, code identity.Hash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	codes := m.codes[place{market, p}]
	at := slices.Index(codes, code)
	if at < 0 {
		return identity.ErrUnknown
	}
	m.codes[place{market, p}] = slices.Delete(codes, at, at+1)
	return nil
}

// CodesLeft implements identity.Factors.
func (m *Memory) CodesLeft(_ context.Context, market id.Market, p id.Person) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.codes[place{market, p}]), nil
}

// DropFactor implements identity.Factors.
func (m *Memory) DropFactor(_ context.Context, market id.Market, p id.Person) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.factors, place{market, p})
	delete(m.codes, place{market, p})
	return nil
}
