package identity_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
)

var (
	shop = id.From[id.Market]([16]byte{1})
	ann  = id.From[id.Person]([16]byte{3})
	bob  = id.From[id.Person]([16]byte{4})
)

const (
	annLogin = "ann.wang@example.org"
	password = "correct horse battery"
)

// stand is a desk with a clock that is moved by hand.
type stand struct {
	*identity.Desk
	memory *identitytest.Memory
	clock  atomic.Int64
}

func (s *stand) Known(_ context.Context, market id.Market, p id.Person) (bool, error) {
	return market == shop && (p == ann || p == bob), nil
}

func (s *stand) wait(d time.Duration) { s.clock.Add(int64(d)) }

func open(t testing.TB) *stand {
	t.Helper()
	s := &stand{memory: &identitytest.Memory{}}
	desk, err := identity.NewDesk(s.memory, s, identity.Options{
		Now:    func() time.Time { return identitytest.Start().Add(time.Duration(s.clock.Load())) },
		Random: seeded(1), Veil: make([]byte, 32),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Desk = desk
	return s
}

func seeded(n byte) io.Reader { return rand.NewChaCha8([32]byte{n}) }

func (s *stand) registered(t testing.TB) *stand {
	t.Helper()
	_, err := s.Register(t.Context(), identity.NewAccount{Market: shop, Person: ann, Login: annLogin, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stand) signIn(ctx context.Context, login, password string) (string, error) {
	token, _, err := s.SignIn(ctx, identity.SignIn{Market: shop, Login: login, Password: password, Address: "203.0.113.7"})
	return token, err
}

func (s *stand) link(t testing.TB, of identity.Purpose, p id.Person) string {
	t.Helper()
	text, _, err := s.MakeLink(t.Context(), identity.NewLink{Market: shop, Purpose: of, Person: p, Contact: 1, Length: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func refused(t testing.TB, err error, want identity.Code) {
	t.Helper()
	var r *identity.Refusal
	if !errors.As(err, &r) || r.Code != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

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
		{annLogin, "wrong password"}, {"nobody@example.org", password}, {"", password}, {annLogin, ""},
		{annLogin, strings.Repeat("x", 257)}, {"ann\x00", password}, {strings.Repeat("x", 129), password},
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
		token, p, err := s.EnterBy(ctx, s.link(t, identity.Enter, ann), replaces)
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

// TestLocked (journey r): a locked person is out at once, and neither the right
// password nor a link to enter or reset lets anybody in; the link to unlock does,
// once, with a new password.
func TestLocked(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	token, err := s.signIn(ctx, annLogin, password)
	ok(t, err)
	enter, reset := s.link(t, identity.Enter, ann), s.link(t, identity.Reset, ann)
	ok(t, s.Lock(ctx, shop, ann))
	_, err = s.Authenticate(ctx, token)
	refused(t, err, identity.SessionEnded)
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.AccountLocked)
	_, err = s.signIn(ctx, annLogin, "wrong password")
	refused(t, err, identity.WrongCredentials)
	_, _, err = s.EnterBy(ctx, enter, "")
	refused(t, err, identity.AccountLocked)
	_, err = s.ResetPassword(ctx, reset, "a brand new password")
	refused(t, err, identity.AccountLocked)

	unlock := s.link(t, identity.Unlock, ann)
	_, err = s.Unlock(ctx, unlock, "short")
	refused(t, err, identity.PasswordLength)
	_, err = s.Unlock(ctx, enter, "a brand new password")
	refused(t, err, identity.LinkUnusable)
	s.wait(time.Second)
	used, err := s.Unlock(ctx, unlock, "a brand new password")
	ok(t, err)
	if used.Contact != 1 || used.Person != ann {
		t.Errorf("used %+v", used)
	}
	_, err = s.Unlock(ctx, unlock, "yet another password")
	refused(t, err, identity.LinkUnusable)
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.WrongCredentials)
	_, err = s.signIn(ctx, annLogin, "a brand new password")
	ok(t, err)
}

// TestLockedWithoutAccount: who only ever came by links is shut out as well, and let
// in again by link or by staff; staff leave no old password behind.
func TestLockedWithoutAccount(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	ok(t, s.Lock(ctx, shop, bob))
	enter := s.link(t, identity.Enter, bob)
	_, _, err := s.EnterBy(ctx, enter, "")
	refused(t, err, identity.AccountLocked)
	_, err = s.Unlock(ctx, s.link(t, identity.Unlock, bob), "")
	ok(t, err)
	_, _, err = s.EnterBy(ctx, enter, "")
	ok(t, err)

	for _, p := range []id.Person{ann, bob} {
		ok(t, s.Lock(ctx, shop, p))
		ok(t, s.Reopen(ctx, shop, p))
	}
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.WrongCredentials)
	_, err = s.ResetPassword(ctx, s.link(t, identity.Invite, ann), "a brand new password")
	ok(t, err)
	_, err = s.signIn(ctx, annLogin, "a brand new password")
	ok(t, err)
	_, err = s.ResetPassword(ctx, s.link(t, identity.Invite, bob), "a brand new password")
	refused(t, err, identity.AccountUnknown)
}

// TestLinks: a link is looked at as often as one likes and used once; expired, of
// another purpose or mistyped it is nothing.
func TestLinks(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	text := s.link(t, identity.ReadNotice, ann)
	for range 3 {
		l, err := s.PeekLink(ctx, text, identity.ReadNotice)
		if err != nil || l.Principal().Acting() != ann || !strings.HasPrefix(l.Principal().Credential, "link:") {
			t.Fatalf("peek: %+v, %v", l, err)
		}
	}
	_, err := s.PeekLink(ctx, text, identity.Enter)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, text, identity.Enter)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, text+"0", identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, strings.ToUpper(text), identity.ReadNotice)
	ok(t, err)
	_, err = s.UseLink(ctx, text, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	_, err = s.PeekLink(ctx, text, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	late := s.link(t, identity.ReadNotice, ann)
	s.wait(time.Hour)
	_, err = s.PeekLink(ctx, late, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, late, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	good := identity.NewLink{Market: shop, Purpose: identity.Join, Person: ann, Target: "case_1", Length: time.Hour}
	for name, spoil := range map[string]func(*identity.NewLink){
		"purpose": func(n *identity.NewLink) { n.Purpose = "party" },
		"person":  func(n *identity.NewLink) { n.Person = id.Person{} },
		"target":  func(n *identity.NewLink) { n.Target = "王小明" },
		"long":    func(n *identity.NewLink) { n.Target = strings.Repeat("x", 129) },
		"contact": func(n *identity.NewLink) { n.Contact = -1 },
		"none":    func(n *identity.NewLink) { n.Length = 0 },
		"length":  func(n *identity.NewLink) { n.Length = identity.LongestLink + 1 },
	} {
		bad := good
		spoil(&bad)
		if _, _, err := s.MakeLink(ctx, bad); err == nil {
			t.Errorf("%s: made", name)
		} else {
			refused(t, err, identity.LinkMalformed)
		}
	}
}

// TestKeys: a key works until it is revoked or expires, in no other form than told,
// and acts on behalf of known persons only with a scope for it.
func TestKeys(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	mint := func(n identity.NewKey) (string, identity.Key) {
		t.Helper()
		n.Market, n.Label = shop, "warehouse"
		text, k, err := s.MintKey(ctx, n)
		ok(t, err)
		return "Bearer " + text, k
	}
	header, key := mint(identity.NewKey{Scopes: []identity.Scope{identity.ActParty, identity.CasesRead}})
	p, err := s.AuthenticateKey(ctx, header)
	ok(t, err)
	if p.Market != shop || p.Credential != "key:"+key.Number.String() || !p.IsKey() || !p.Acting().IsZero() {
		t.Errorf("principal %+v", p)
	}
	if !strings.HasPrefix(header, "Bearer tp_") || strings.Contains(p.Credential, header[10:20]) {
		t.Errorf("header %s, credential %s", header[:10], p.Credential)
	}
	ok(t, p.Require(identity.CasesRead))
	refused(t, p.Require(identity.OrdersWrite), identity.ScopeMissing)
	ok(t, p.RequireAct(party.Respondent))
	refused(t, p.RequireAct(party.Mediator), identity.ScopeMissing)
	refused(t, p.RequireAct(party.Admin), identity.ScopeMissing)

	as, err := s.ActAs(ctx, p, bob.String())
	ok(t, err)
	if as.Acting() != bob || as.Credential != p.Credential || !p.OnBehalfOf.IsZero() {
		t.Errorf("acting %+v", as)
	}
	same, err := s.ActAs(ctx, p, "")
	ok(t, err)
	if !same.OnBehalfOf.IsZero() {
		t.Error("acts on behalf of somebody unnamed")
	}
	for _, bad := range []string{"per_x", strings.ToUpper(bob.String()), " " + bob.String(), id.From[id.Person]([16]byte{9}).String(), id.From[id.Case]([16]byte{4}).String()} {
		_, err := s.ActAs(ctx, p, bad)
		refused(t, err, identity.UnknownPerson)
	}
	reader, _ := mint(identity.NewKey{Scopes: []identity.Scope{identity.CasesRead}, Length: time.Hour})
	p, err = s.AuthenticateKey(ctx, reader)
	ok(t, err)
	_, err = s.ActAs(ctx, p, bob.String())
	refused(t, err, identity.NotOnBehalf)
	_, err = s.ActAs(ctx, identity.Principal{Market: shop, Person: ann}, bob.String())
	refused(t, err, identity.NotOnBehalf)

	s.wait(time.Hour)
	_, err = s.AuthenticateKey(ctx, reader)
	refused(t, err, identity.KeyUnusable)
	ok(t, s.RevokeKey(ctx, shop, key.Number))
	_, err = s.AuthenticateKey(ctx, header)
	refused(t, err, identity.KeyUnusable)
	refused(t, s.RevokeKey(ctx, id.From[id.Market]([16]byte{2}), key.Number), identity.KeyUnusable)
	list, err := s.Keys(ctx, shop)
	if err != nil || len(list) != 2 || list[0].Revoked.IsZero() || list[1].Seen.IsZero() {
		t.Errorf("list %+v, %v", list, err)
	}
	for _, bad := range []string{"", header[7:], "Basic " + header[7:], "Bearer  " + header[7:], header + "0", header[:len(header)-1] + "u", "Bearer " + header[10:]} {
		_, err := s.AuthenticateKey(ctx, bad)
		refused(t, err, identity.KeyMissing)
	}
	for name, bad := range map[string]identity.NewKey{
		"no scope":      {Market: shop, Label: "x"},
		"unknown scope": {Market: shop, Label: "x", Scopes: []identity.Scope{"root"}},
		"scope twice":   {Market: shop, Label: "x", Scopes: []identity.Scope{identity.ActParty, identity.ActParty}},
		"no label":      {Market: shop, Scopes: []identity.Scope{identity.ActParty}},
		"no market":     {Label: "x", Scopes: []identity.Scope{identity.ActParty}},
		"ended":         {Market: shop, Label: "x", Scopes: []identity.Scope{identity.ActParty}, Length: -1},
	} {
		if _, _, err := s.MintKey(ctx, bad); err == nil {
			t.Errorf("%s: minted", name)
		}
	}
}

// TestSameSeedSameSecrets: a seeded run repeats to the byte.
func TestSameSeedSameSecrets(t *testing.T) {
	t.Parallel()
	if a, b := open(t).link(t, identity.Enter, ann), open(t).link(t, identity.Enter, ann); a != b {
		t.Errorf("%s and %s", a, b)
	}
}

// TestFaults: a store that fails gives a fault, never a refusal, and tells nothing.
func TestFaults(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	token, err := s.signIn(t.Context(), annLogin, password)
	ok(t, err)
	desk, err := identity.NewDesk(broken{s.memory}, s, identity.Options{Now: identitytest.Start, Random: seeded(2), Veil: make([]byte, 32)})
	ok(t, err)
	_, _, err = desk.SignIn(t.Context(), identity.SignIn{Market: shop, Login: annLogin, Password: password})
	fault(t, err)
	_, err = desk.Authenticate(t.Context(), token)
	fault(t, err)
	_, err = desk.AuthenticateKey(t.Context(), "Bearer tp_"+strings.Repeat("0", 52))
	fault(t, err)
	_, err = desk.PeekLink(t.Context(), strings.Repeat("0", 32), identity.Enter)
	fault(t, err)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.signIn(ended, annLogin, password)
	if err != nil && !errors.Is(err, context.Canceled) { // a free slot may be taken first
		t.Errorf("cancelled: %v", err)
	}
}

func fault(t *testing.T, err error) {
	t.Helper()
	var r *identity.Refusal
	if !errors.Is(err, errBroken) || errors.As(err, &r) || strings.Contains(err.Error(), "example.org") {
		t.Errorf("got %v", err)
	}
}

var errBroken = errors.New("disk gone")

type broken struct{ *identitytest.Memory }

func (broken) AccountByLogin(context.Context, id.Market, identity.Hash) (identity.Account, error) {
	return identity.Account{}, errBroken
}

func (broken) Session(context.Context, identity.Hash) (identity.Session, error) {
	return identity.Session{}, errBroken
}

func (broken) Key(context.Context, identity.Hash) (identity.Key, error) {
	return identity.Key{}, errBroken
}

func (broken) Link(context.Context, identity.Hash) (identity.Link, error) {
	return identity.Link{}, errBroken
}

// TestCodes: every refusal has both texts, and no two share one.
func TestCodes(t *testing.T) {
	t.Parallel()
	seen := map[identity.Text]bool{}
	for _, c := range identity.AllCodes() {
		x := c.Text()
		if x.ZH == "" || x.EN == "" || seen[x] {
			t.Errorf("%s: %+v", c, x)
		}
		seen[x] = true
	}
	if len(seen) != 19 {
		t.Errorf("%d codes", len(seen))
	}
	if p := identity.System(shop); p.Credential != "system" || p.Market != shop || !p.Acting().IsZero() {
		t.Errorf("system %+v", p)
	}
}
