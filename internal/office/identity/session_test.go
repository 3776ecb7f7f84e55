package identity_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// TestSignIn: the right password begins a session, whatever the capitals of the
// login; wrong ones and unknown log-ins are refused in the same words.
func TestSignIn(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	token, p, err := s.SignIn(ctx, identity.SignIn{
		Market: shop, Login: "  Ann.Wang@Example.org ", Password: password, Address: "203.0.113.7:5000",
	})
	ok(t, err)
	if p.Person != ann || p.Market != shop || !strings.HasPrefix(p.Credential, "account:") || p.IsKey() || p.Acting() != ann {
		t.Errorf("principal %+v", p)
	}
	if got, err := s.Authenticate(ctx, token); err != nil || got.Credential != p.Credential {
		t.Errorf("authenticated as %+v, %v", got, err)
	}
	for _, row := range [][2]string{
		{annLogin, "wrong password"},
		{"nobody@example.org", password},
		{"", password},
		{annLogin, ""},
		{annLogin, strings.Repeat("x", 257)},
		{"ann\x00", password},
		{strings.Repeat("x", 129), password},
	} {
		_, err := s.signIn(ctx, row[0], row[1])
		refused(t, err, identity.WrongCredentials)
		if err != nil && (strings.Contains(err.Error(), "example.org") || strings.Contains(err.Error(), password)) {
			t.Errorf("error tells too much: %v", err)
		}
	}
	other := id.From[id.Market]([16]byte{2})
	_, _, err = s.SignIn(ctx, identity.SignIn{Market: other, Login: annLogin, Password: password})
	refused(t, err, identity.WrongCredentials)
}

// TestRegister: each row breaks one rule of registering.
func TestRegister(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	for want, n := range map[identity.Code]identity.NewAccount{
		identity.LoginTaken:      {Market: shop, Person: bob, Login: "ANN.wang@example.org"},
		identity.PasswordLength:  {Market: shop, Person: bob, Login: "bob", Password: "123456789"},
		identity.PasswordIsLogin: {Market: shop, Person: bob, Login: "bob@example.org", Password: "Bob@example.org"},
		identity.LoginMalformed:  {Market: shop, Person: bob, Login: "b\tb\xff"},
	} {
		_, err := s.Register(t.Context(), n)
		refused(t, err, want)
	}
	_, err := s.Register(t.Context(), identity.NewAccount{Market: shop, Login: "x"})
	refused(t, err, identity.LoginMalformed)
	_, err = s.Register(t.Context(), identity.NewAccount{Market: shop, Person: ann, Login: "second"})
	refused(t, err, identity.LoginTaken)
	if _, err := identity.NewDesk(s.memory, s, identity.Options{Now: time.Time{}.UTC, Random: seeded(1), Veil: make([]byte, 31)}); err == nil {
		t.Error("a desk with a short veil")
	}
}

// TestSessionEnds: idle, too old, signed out, replaced, or malformed.
func TestSessionEnds(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	ends := func(token string) {
		t.Helper()
		_, err := s.Authenticate(ctx, token)
		refused(t, err, identity.SessionEnded)
	}
	enter := func(replaces string) string {
		t.Helper()
		token, p, err := s.EnterBy(t.Context(), s.link(t, identity.Enter, ann), replaces)
		ok(t, err)
		if p.Person != ann || !strings.HasPrefix(p.Credential, "link:") {
			t.Errorf("principal %+v", p)
		}
		return token
	}
	idle := enter("")
	s.wait(8*time.Hour - time.Microsecond)
	_, err := s.Authenticate(ctx, idle) // and seen
	ok(t, err)
	s.wait(8 * time.Hour)
	ends(idle)

	busy := enter("")
	for range 7*4 - 1 {
		s.wait(6 * time.Hour)
		_, err := s.Authenticate(ctx, busy)
		ok(t, err)
	}
	s.wait(6 * time.Hour)
	ends(busy)

	first := enter("")
	second := enter(first)
	ends(first)
	ok(t, s.SignOut(ctx, second))
	ok(t, s.SignOut(ctx, second))
	ok(t, s.SignOut(ctx, "no token"))
	ends(second)
	third := enter("no token")
	ok(t, s.SignOutAll(ctx, shop, ann))
	ends(third)
	for _, bad := range []string{"", "x", third + "A", strings.Repeat("=", 43), third[:42] + "*"} {
		ends(bad)
	}
}

// TestChangePassword: only with the old one; other sessions end, this one goes on.
func TestChangePassword(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	mine, err := s.signIn(ctx, annLogin, password)
	ok(t, err)
	other, err := s.signIn(ctx, annLogin, password)
	ok(t, err)
	const fresh = "another long password"
	refused(t, s.ChangePassword(ctx, mine, "not the old one", fresh, ""), identity.WrongCredentials)
	refused(t, s.ChangePassword(ctx, mine, password, "short", ""), identity.PasswordLength)
	refused(t, s.ChangePassword(ctx, mine, password, strings.ToUpper(annLogin), ""), identity.PasswordIsLogin)
	refused(t, s.ChangePassword(ctx, "", password, fresh, ""), identity.SessionEnded)
	visitor, _, err := s.EnterBy(ctx, s.link(t, identity.Enter, bob), "")
	ok(t, err)
	refused(t, s.ChangePassword(ctx, visitor, password, fresh, ""), identity.AccountUnknown)
	s.wait(time.Second)
	ok(t, s.ChangePassword(ctx, mine, password, fresh, ""))
	_, err = s.Authenticate(ctx, mine)
	ok(t, err)
	_, err = s.Authenticate(ctx, other)
	refused(t, err, identity.SessionEnded)
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.WrongCredentials)
	_, err = s.signIn(ctx, annLogin, fresh)
	ok(t, err)
}

// TestThrottle: after some failures the next attempt waits, even the right one; who
// waits as told gets in. An unknown login behaves the same.
func TestThrottle(t *testing.T) {
	t.Parallel()
	for _, login := range []string{annLogin, "nobody@example.org"} {
		s := open(t).registered(t)
		for range 5 {
			_, err := s.signIn(t.Context(), login, "wrong password")
			refused(t, err, identity.WrongCredentials)
		}
		_, err := s.signIn(t.Context(), login, password)
		var r *identity.Refusal
		if !errors.As(err, &r) || r.Code != identity.Throttled || r.Retry != time.Second {
			t.Fatalf("%s: got %v", login, err)
		}
		s.wait(r.Retry)
		if _, err = s.signIn(t.Context(), login, password); login == annLogin {
			ok(t, err)
		} else {
			refused(t, err, identity.WrongCredentials)
		}
	}
}

// TestManyAtOnce: of many guesses sent at once no more are looked at than one after
// another: they are counted before they are looked at.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	var looked atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			_, err := s.signIn(t.Context(), annLogin, "wrong password")
			var r *identity.Refusal
			if errors.As(err, &r) && r.Code == identity.WrongCredentials {
				looked.Add(1)
			}
		})
	}
	all.Wait()
	if looked.Load() != 5 {
		t.Errorf("%d were looked at", looked.Load())
	}
}
