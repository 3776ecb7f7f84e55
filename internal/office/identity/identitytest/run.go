package identitytest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// Start is the machine time the suite begins at.
func Start() time.Time { return time.Date(2026, 9, 14, 1, 2, 3, 4000, time.UTC) }

var (
	here, there = id.From[id.Market]([16]byte{1}), id.From[id.Market]([16]byte{2})
	ann, bob    = id.From[id.Person]([16]byte{3}), id.From[id.Person]([16]byte{4})
)

// Run proves that a store keeps its contract. open gives an empty one.
func Run(t *testing.T, open func(t *testing.T) identity.Store) {
	for name, prove := range map[string]func(*testing.T, identity.Store){
		"accounts": accounts, "passwords end sessions": passwords, "locks": locks, "sessions": sessions,
		"a sign-in under way": underWay, "tallies": tallies, "links": links, "keys": keys, "sweep": sweep,
		"sessions of a person": sessionsOf, "second steps": factors,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prove(t, open(t))
		})
	}
}

func want(t *testing.T, err, is error) {
	t.Helper()
	if !errors.Is(err, is) {
		t.Errorf("got %v, want %v", err, is)
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func hash(b byte) identity.Hash     { return identity.Hash{b} }
func number(b byte) identity.Number { return identity.Number{b} }
func after(d time.Duration) time.Time {
	return Start().Add(d)
}

func account(n byte, market id.Market, p id.Person) identity.Account {
	return identity.Account{
		Number: number(n), Market: market, Person: p, Login: hash(n), Password: "$first", Created: Start(), Changed: Start(),
	}
}

func session(n byte, market id.Market, p id.Person) identity.Session {
	return identity.Session{
		Token: hash(n), Market: market, Person: p, Credential: "link:x",
		Created: Start(), Seen: Start(), Expires: after(time.Hour),
	}
}

func begun(t *testing.T, s identity.Store, list ...identity.Session) {
	t.Helper()
	for _, x := range list {
		ok(t, s.AddSession(t.Context(), identity.Beginning{Session: x, Most: 10}))
	}
}

// live tells which of the sessions with these tokens are left.
func live(t *testing.T, s identity.Store, tokens ...byte) string {
	t.Helper()
	left := ""
	for _, n := range tokens {
		_, err := s.Session(t.Context(), hash(n))
		switch {
		case err == nil:
			left += fmt.Sprint(n, " ")
		case !errors.Is(err, identity.ErrUnknown):
			t.Fatal(err)
		}
	}
	return left
}

func accounts(t *testing.T, s identity.Store) {
	ctx := t.Context()
	a := account(1, here, ann)
	ok(t, s.AddAccount(ctx, a))
	sameLogin, samePerson, elsewhere := account(2, here, bob), account(3, here, ann), account(4, there, ann)
	sameLogin.Login, elsewhere.Login = a.Login, a.Login
	want(t, s.AddAccount(ctx, sameLogin), identity.ErrTaken)
	want(t, s.AddAccount(ctx, samePerson), identity.ErrTaken)
	ok(t, s.AddAccount(ctx, elsewhere))
	for _, row := range []struct {
		market id.Market
		want   identity.Account
	}{{here, a}, {there, elsewhere}} {
		got, err := s.AccountByLogin(ctx, row.market, a.Login)
		if err != nil || got != row.want {
			t.Errorf("by login: %+v, %v; want %+v", got, err, row.want)
		}
		if got, err = s.AccountOf(ctx, row.market, ann); err != nil || got != row.want {
			t.Errorf("of person: %+v, %v; want %+v", got, err, row.want)
		}
	}
	_, err := s.AccountByLogin(ctx, here, hash(9))
	want(t, err, identity.ErrUnknown)
	_, err = s.AccountOf(ctx, here, bob)
	want(t, err, identity.ErrUnknown)
}

func passwords(t *testing.T, s identity.Store) {
	ctx := t.Context()
	ok(t, s.AddAccount(ctx, account(1, here, ann)))
	begun(t, s, session(1, here, ann), session(2, here, ann), session(3, here, bob), session(4, there, ann))
	ok(t, s.SetPassword(ctx, identity.PasswordChange{Market: here, Person: ann, Password: "$second", At: after(1), Keep: hash(2)}))
	if got := live(t, s, 1, 2, 3, 4); got != "2 3 4 " {
		t.Errorf("left: %s", got)
	}
	ok(t, s.SetPassword(ctx, identity.PasswordChange{Market: here, Person: ann, Password: "", At: after(time.Minute)}))
	a, err := s.AccountOf(ctx, here, ann)
	if err != nil || a.Password != "" || !a.Changed.Equal(after(time.Minute)) || !a.Created.Equal(Start()) {
		t.Errorf("account: %+v, %v", a, err)
	}
	want(t, s.SetPassword(ctx, identity.PasswordChange{Market: there, Person: ann}), identity.ErrUnknown)
}

func locks(t *testing.T, s identity.Store) {
	ctx := t.Context()
	begun(t, s, session(1, here, ann), session(2, here, bob), session(3, there, ann))
	ok(t, s.Lock(ctx, here, ann, after(time.Second)))
	ok(t, s.Lock(ctx, here, ann, after(time.Hour)))
	if at, err := s.Locked(ctx, here, ann); err != nil || !at.Equal(after(time.Second)) {
		t.Errorf("locked at %s, %v", at, err)
	}
	if at, err := s.Locked(ctx, there, ann); err != nil || !at.IsZero() {
		t.Errorf("elsewhere locked at %s, %v", at, err)
	}
	if got := live(t, s, 1, 2, 3); got != "2 3 " {
		t.Errorf("left: %s", got)
	}
	want(t, s.AddSession(ctx, identity.Beginning{Session: session(4, here, ann), Most: 10}), identity.ErrLocked)
	ok(t, s.Unlock(ctx, here, ann))
	ok(t, s.Unlock(ctx, here, ann))
	begun(t, s, session(5, here, ann))
}

func sessions(t *testing.T, s identity.Store) {
	ctx := t.Context()
	first := session(1, here, ann)
	begun(t, s, first)
	ok(t, s.SeeSession(ctx, hash(1), after(time.Minute)))
	ok(t, s.SeeSession(ctx, hash(9), after(time.Minute)))
	first.Seen = after(time.Minute)
	if got, err := s.Session(ctx, hash(1)); err != nil || got != first {
		t.Errorf("got %+v, %v; want %+v", got, err, first)
	}
	next := session(2, here, ann)
	ok(t, s.AddSession(ctx, identity.Beginning{Session: next, Replaces: hash(1), Most: 10}))
	if got := live(t, s, 1, 2); got != "2 " {
		t.Errorf("after replacing: %s", got)
	}
	begun(t, s, session(3, here, bob))
	for n := byte(4); n < 8; n++ { // each later than the last
		x := session(n, here, ann)
		x.Created = after(time.Duration(n) * time.Second)
		ok(t, s.AddSession(ctx, identity.Beginning{Session: x, Most: 3}))
	}
	if got := live(t, s, 2, 3, 4, 5, 6, 7); got != "3 5 6 7 " {
		t.Errorf("three of ann's: %s", got)
	}
	ok(t, s.EndSession(ctx, hash(7)))
	ok(t, s.EndSession(ctx, hash(7)))
	ok(t, s.SeeSession(ctx, hash(7), after(time.Minute)))
	ok(t, s.EndSessions(ctx, here, ann))
	if got := live(t, s, 3, 5, 6, 7); got != "3 " {
		t.Errorf("after the end: %s", got)
	}
}

func underWay(t *testing.T, s identity.Store) {
	ctx := t.Context()
	ok(t, s.AddAccount(ctx, account(1, here, ann)))
	ok(t, s.AddSession(ctx, identity.Beginning{Session: session(1, here, ann), Most: 10, Changed: Start()}))
	ok(t, s.SetPassword(ctx, identity.PasswordChange{Market: here, Person: ann, Password: "$second", At: after(time.Second)}))
	want(t, s.AddSession(ctx, identity.Beginning{Session: session(2, here, ann), Most: 10, Changed: Start()}), identity.ErrUnknown)
	if got := live(t, s, 1, 2); got != "" {
		t.Errorf("left: %s", got)
	}
}

func tallies(t *testing.T, s identity.Store) {
	ctx := t.Context()
	const many = 40
	var all sync.WaitGroup
	for range many {
		all.Go(func() {
			err := s.Count(ctx, []identity.Hash{hash(1), hash(2)}, func(list []identity.Tally) []identity.Tally {
				for i := range list {
					list[i].Failures++
					list[i].Last = after(time.Second)
				}
				return list
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	ok(t, s.Count(ctx, []identity.Hash{hash(2), hash(3), hash(1)}, func(list []identity.Tally) []identity.Tally {
		counted := identity.Tally{Key: hash(2), Failures: many, Last: after(time.Second)}
		if len(list) != 3 || list[0] != counted || list[1] != (identity.Tally{Key: hash(3)}) || list[2].Failures != many {
			t.Errorf("tallies: %+v", list)
		}
		list[0].Good, list[0].Failures = after(time.Minute), 0
		return list
	}))
	ok(t, s.Count(ctx, []identity.Hash{hash(2)}, func(list []identity.Tally) []identity.Tally {
		if list[0].Failures != 0 || !list[0].Good.Equal(after(time.Minute)) {
			t.Errorf("changed: %+v", list)
		}
		return list
	}))
}

func links(t *testing.T, s identity.Store) {
	ctx := t.Context()
	link := func(n byte) identity.Link {
		return identity.Link{
			Number: number(n), Secret: hash(n), Market: here, Purpose: identity.Enter, Person: ann,
			Target: "case_1", Contact: 2, Created: Start(), Expires: after(time.Hour),
		}
	}
	for n := range byte(3) {
		ok(t, s.AddLink(ctx, link(n)))
	}
	if got, err := s.Link(ctx, hash(0)); err != nil || got != link(0) {
		t.Errorf("got %+v, %v; want %+v", got, err, link(0))
	}
	_, err := s.Link(ctx, hash(9))
	want(t, err, identity.ErrUnknown)
	ended := link(5)
	ended.Purpose = identity.SeeStatus
	ok(t, s.AddLink(ctx, ended))
	if all, err := s.LinksOf(ctx, here, ann, identity.SeeStatus, Start()); err != nil || len(all) != 1 || all[0] != ended {
		t.Errorf("of one purpose: %+v, %v", all, err)
	}
	if all, err := s.LinksOf(ctx, here, ann, identity.SeeStatus, after(time.Hour)); err != nil || len(all) != 0 {
		t.Errorf("of those that expired: %+v, %v", all, err)
	}
	want(t, s.EndLink(ctx, here, bob, identity.SeeStatus, number(5), Start()), identity.ErrUnknown)
	want(t, s.EndLink(ctx, here, ann, identity.Enter, number(5), Start()), identity.ErrUnknown)
	ok(t, s.EndLink(ctx, here, ann, identity.SeeStatus, number(5), Start()))
	want(t, s.EndLink(ctx, here, ann, identity.SeeStatus, number(5), Start()), identity.ErrUnknown)
	_, err = s.UseLink(ctx, hash(5), identity.SeeStatus, Start())
	want(t, err, identity.ErrUnknown)
	_, err = s.UseLink(ctx, hash(9), identity.Enter, Start())
	want(t, err, identity.ErrUnknown)
	_, err = s.UseLink(ctx, hash(1), identity.Reset, Start())
	want(t, err, identity.ErrUnknown)
	_, err = s.UseLink(ctx, hash(1), identity.Enter, after(time.Hour))
	want(t, err, identity.ErrUnknown)
	if got, err := s.UseLink(ctx, hash(1), identity.Enter, after(time.Hour-time.Microsecond)); err != nil || got.Person != ann {
		t.Errorf("in its last moment: %+v, %v", got, err)
	}
	var won atomic.Int32
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			got, err := s.UseLink(ctx, hash(2), identity.Enter, after(time.Second))
			switch {
			case err == nil:
				won.Add(1)
				if got.Target != "case_1" || got.Contact != 2 || !got.Used.Equal(after(time.Second)) {
					t.Errorf("used: %+v", got)
				}
			case !errors.Is(err, identity.ErrUnknown):
				t.Error(err)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d used one link", won.Load())
	}
	if got, err := s.Link(ctx, hash(2)); err != nil || !got.Used.Equal(after(time.Second)) {
		t.Errorf("afterwards: %+v, %v", got, err)
	}
}

func keys(t *testing.T, s identity.Store) {
	ctx := t.Context()
	key := func(n byte, market id.Market, age time.Duration) identity.Key {
		return identity.Key{
			Number: number(n), Secret: hash(n), Market: market, Person: bob, Label: "仓库系统",
			Scopes: []identity.Scope{identity.OrdersWrite, identity.ActStaff}, Created: after(-age), Expires: after(time.Hour),
		}
	}
	ok(t, s.AddKey(ctx, key(1, here, time.Minute), 2))
	ok(t, s.AddKey(ctx, key(2, here, time.Hour), 2))
	want(t, s.AddKey(ctx, key(3, here, 0), 2), identity.ErrTaken)
	ok(t, s.AddKey(ctx, key(4, there, 0), 2))
	ok(t, s.RevokeKey(ctx, here, number(1), after(time.Second)))
	ok(t, s.RevokeKey(ctx, here, number(1), after(time.Minute)))
	want(t, s.RevokeKey(ctx, here, number(4), Start()), identity.ErrUnknown)
	ok(t, s.AddKey(ctx, key(3, here, 0), 2))
	ok(t, s.SeeKey(ctx, hash(3), after(time.Minute)))
	list, err := s.KeysOf(ctx, here)
	if err != nil || len(list) != 3 || list[0].Number != number(2) || list[1].Number != number(1) ||
		!list[1].Revoked.Equal(after(time.Second)) || !list[2].Seen.Equal(after(time.Minute)) {
		t.Errorf("list: %+v, %v", list, err)
	}
	got, err := s.Key(ctx, hash(2))
	if err != nil || fmt.Sprint(got) != fmt.Sprint(key(2, here, time.Hour)) {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err = s.Key(ctx, hash(9))
	want(t, err, identity.ErrUnknown)
}

func sweep(t *testing.T, s identity.Store) {
	ctx := t.Context()
	begun(t, s, session(1, here, ann))
	ok(t, s.AddLink(ctx, identity.Link{Number: number(1), Secret: hash(1), Market: here, Purpose: identity.Enter, Person: ann, Expires: after(2 * time.Hour)}))
	ok(t, s.Count(ctx, []identity.Hash{hash(1), hash(2)}, func(list []identity.Tally) []identity.Tally {
		list[0].Failures, list[0].Last = 1, Start()
		list[1].Good, list[1].Last = Start(), Start()
		return list
	}))
	for _, row := range []struct {
		now, before time.Time
		gone        int
	}{
		{after(time.Hour), after(time.Hour), 0},
		{after(time.Hour), after(time.Hour + time.Second), 1},             // the session
		{after(time.Hour), after(2*time.Hour + time.Second), 1},           // the link
		{after(24 * time.Hour), after(2*time.Hour + time.Second), 1},      // the failure
		{after(89 * 24 * time.Hour), after(2*time.Hour + time.Second), 0}, // a good pair is kept 90 days
		{after(90 * 24 * time.Hour), after(2*time.Hour + time.Second), 1},
	} {
		if n, err := s.Sweep(ctx, row.now, row.before); err != nil || n != row.gone {
			t.Errorf("at %s before %s: %d went, %v; want %d", row.now, row.before, n, err, row.gone)
		}
	}
}
