package identity_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
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
	if len(seen) != 23 {
		t.Errorf("%d codes", len(seen))
	}
	if p := identity.System(shop); p.Credential != "system" || p.Market != shop || !p.Acting().IsZero() {
		t.Errorf("system %+v", p)
	}
}
