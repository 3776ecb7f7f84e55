package identity_test

import (
	"bytes"
	"encoding/base32"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
)

// now is the desk's clock.
func (s *stand) now() time.Time {
	return identitytest.Start().Add(time.Duration(s.clock.Load()))
}

// code is what the app of a secret shows.
func (s *stand) code(t testing.TB, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(secret, " ", ""), s.now())
	ok(t, err)
	return code
}

// enrolled gives ann a second step and tells its secret and recovery codes.
func (s *stand) enrolled(t testing.TB) (secret string, codes []string) {
	t.Helper()
	told, err := s.BeginFactor(t.Context(), shop, ann, "Tianping")
	ok(t, err)
	codes, err = s.ConfirmFactor(t.Context(), shop, ann, s.code(t, told.Secret))
	ok(t, err)
	s.wait(time.Minute)
	return told.Secret, codes
}

// TestSecondStep: with a second step on, a password alone begins no session; a code
// works once, in its time, and for its own half; a recovery code works once.
func TestSecondStep(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	secret, codes := s.enrolled(t)
	half := func() string {
		t.Helper()
		token, err := s.signIn(ctx, annLogin, password)
		var h *identity.Half
		if token != "" || !errors.As(err, &h) {
			t.Fatalf("a session without the second step: %v", err)
		}
		return h.Token
	}
	finish := func(half, code string) (string, error) {
		token, _, err := s.Finish(ctx, identity.Second{Half: half, Code: code})
		return token, err
	}
	first, second := half(), half()
	code := s.code(t, secret)
	token, err := finish(first, code)
	ok(t, err)
	if p, err := s.Authenticate(ctx, token); err != nil || p.Acting() != ann || !strings.HasPrefix(p.Credential, "account:") {
		t.Errorf("principal %+v, %v", p, err)
	}
	_, err = finish(second, code)
	refused(t, err, identity.CodeWrong) // the same code again
	s.wait(30 * time.Second)
	_, err = finish(first, s.code(t, secret))
	refused(t, err, identity.LinkUnusable) // the same half again
	_, err = s.Authenticate(ctx, second)
	refused(t, err, identity.SessionEnded) // a half is no session
	_, _, err = s.EnterBy(ctx, second, "")
	refused(t, err, identity.LinkUnusable)
	_, err = finish(second, codes[0])
	ok(t, err)
	_, err = finish(half(), strings.ToUpper(strings.ReplaceAll(codes[0], "-", " ")))
	refused(t, err, identity.CodeWrong)
	state, err := s.Factor(ctx, shop, ann)
	if err != nil || !state.On || state.Codes != identity.RecoveryCodes-1 {
		t.Errorf("state %+v, %v", state, err)
	}
	late := half()
	s.wait(5 * time.Minute)
	_, err = finish(late, s.code(t, secret))
	refused(t, err, identity.LinkUnusable)
	stale := half()
	s.wait(time.Second)
	_, err = s.ResetPassword(ctx, s.link(t, identity.Reset, ann), "another password")
	ok(t, err)
	_, err = finish(stale, s.code(t, secret))
	refused(t, err, identity.LinkUnusable)
	if _, _, err = s.EnterBy(ctx, s.link(t, identity.Enter, ann), ""); !errors.As(err, new(*identity.Half)) {
		t.Errorf("a link went around the second step: %v", err)
	}
	ok(t, s.Lock(ctx, shop, ann))
	s.wait(time.Minute)
	_, err = finish(s.link(t, identity.SecondStep, ann), s.code(t, secret))
	refused(t, err, identity.AccountLocked)
}

// TestSecondStepIsBraked: after a few wrong codes not even the right one is looked at
// for a while, and the wait grows.
func TestSecondStepIsBraked(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	secret, codes := s.enrolled(t)
	for range 6 {
		refused(t, s.Prove(t.Context(), shop, ann, "000000"), identity.CodeWrong)
	}
	refused(t, s.Prove(t.Context(), shop, ann, s.code(t, secret)), identity.Throttled)
	refused(t, s.Prove(t.Context(), shop, ann, codes[0]), identity.Throttled)
	s.wait(time.Minute)
	ok(t, s.Prove(t.Context(), shop, ann, s.code(t, secret)))
}

// TestEnrolment: what is not proved is not on; the secret is not on file in the clear;
// it is not told again once it is on; another veil opens nothing.
func TestEnrolment(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	told, err := s.BeginFactor(ctx, shop, ann, "Tianping")
	ok(t, err)
	if again, err := s.BeginFactor(ctx, shop, ann, "Tianping"); err != nil || again != told {
		t.Errorf("again %+v, %v", again, err)
	}
	if !strings.HasPrefix(told.URI, "otpauth://totp/Tianping?secret=") {
		t.Errorf("uri %s", told.URI)
	}
	_, err = s.signIn(ctx, annLogin, password)
	ok(t, err) // begun, not proved
	refused(t, s.Prove(ctx, shop, ann, s.code(t, told.Secret)), identity.FactorOff)
	_, err = s.ConfirmFactor(ctx, shop, ann, "123")
	refused(t, err, identity.CodeWrong)
	_, err = s.ConfirmFactor(ctx, shop, bob, "123456")
	refused(t, err, identity.FactorOff)
	codes, err := s.ConfirmFactor(ctx, shop, ann, s.code(t, told.Secret))
	ok(t, err)
	if len(codes) != identity.RecoveryCodes || codes[0] == codes[1] {
		t.Errorf("codes %v", codes)
	}
	kept, err := s.memory.Factor(ctx, shop, ann)
	ok(t, err)
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(told.Secret, " ", ""))
	if err != nil || bytes.Contains(kept.Secret, raw) {
		t.Errorf("the secret is on file in the clear, %v", err)
	}
	_, err = s.BeginFactor(ctx, shop, ann, "Tianping")
	refused(t, err, identity.FactorOn)
	_, err = s.ConfirmFactor(ctx, shop, ann, s.code(t, told.Secret))
	refused(t, err, identity.FactorOn)
	s.wait(time.Minute)
	fresh, err := s.NewCodes(ctx, shop, ann, s.code(t, told.Secret))
	ok(t, err)
	refused(t, s.Prove(ctx, shop, ann, codes[3]), identity.CodeWrong)
	refused(t, s.EndFactor(ctx, shop, ann, s.code(t, told.Secret)), identity.CodeWrong) // spent on the new codes
	ok(t, s.EndFactor(ctx, shop, ann, fresh[0]))
	if state, err := s.Factor(ctx, shop, ann); err != nil || state.On {
		t.Errorf("state %+v, %v", state, err)
	}
	ok(t, s.DropFactor(ctx, shop, ann))
}

// TestSessionsList: a person sees the own live sessions by kind of browser, and ends
// one by a handle that opens nothing and names nobody else's.
func TestSessionsList(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	first, err := s.signIn(ctx, annLogin, password)
	ok(t, err)
	s.wait(time.Hour)
	second, _, err := s.SignIn(ctx, identity.SignIn{Market: shop, Login: annLogin, Password: password, Device: identity.DeviceOf("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")})
	ok(t, err)
	rows, err := s.Sessions(ctx, shop, ann, second)
	ok(t, err)
	if len(rows) != 2 || !rows[0].Current || rows[1].Current || rows[0].Device != "firefox-linux" || rows[1].Device != "" {
		t.Fatalf("rows %+v", rows)
	}
	refused(t, s.EndSession(ctx, shop, bob, rows[1].Handle), identity.SessionEnded)
	refused(t, s.EndSession(ctx, shop, ann, ""), identity.SessionEnded)
	_, err = s.Authenticate(ctx, rows[1].Handle)
	refused(t, err, identity.SessionEnded)
	ok(t, s.EndSession(ctx, shop, ann, rows[1].Handle))
	_, err = s.Authenticate(ctx, first)
	refused(t, err, identity.SessionEnded)
	_, err = s.Authenticate(ctx, second)
	ok(t, err)
	s.wait(8 * time.Hour)
	if rows, err = s.Sessions(ctx, shop, ann, second); err != nil || len(rows) != 0 {
		t.Errorf("idle ones are shown: %+v, %v", rows, err)
	}
	for agent, want := range map[string]identity.Device{
		"": "",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1":   "safari-iphone",
		"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0":     "wechat-android",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0": "edge-windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36":         "chrome-mac",
		"curl/8.0": "other-other",
	} {
		if got := identity.DeviceOf(agent); got != want {
			t.Errorf("%s: %s", agent, got)
		}
	}
}

// TestAsk: who cannot get in is heard whether there is an account or not, with the
// same answers, and not too often.
func TestAsk(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	for _, login := range []string{annLogin, "nobody@example.org"} {
		for range 4 {
			_, err := s.Ask(ctx, shop, login, "203.0.113.7")
			ok(t, err)
		}
		_, err := s.Ask(ctx, shop, login, "198.51.100.1")
		refused(t, err, identity.Throttled)
	}
	s.wait(25 * time.Hour)
	lost, err := s.Ask(ctx, shop, strings.ToUpper(annLogin)+" ", "203.0.113.7")
	ok(t, err)
	who, locked, err := s.Find(ctx, lost)
	if err != nil || who != ann || !locked.IsZero() {
		t.Errorf("found %s, locked %s, %v", who, locked, err)
	}
	ok(t, s.Lock(ctx, shop, ann))
	if _, locked, err = s.Find(ctx, lost); err != nil || locked.IsZero() {
		t.Errorf("locked %s, %v", locked, err)
	}
	lost, err = s.Ask(ctx, shop, "nobody@example.org", "203.0.113.7")
	ok(t, err)
	_, _, err = s.Find(ctx, lost)
	refused(t, err, identity.AccountUnknown)
	_, err = s.Ask(ctx, shop, " ", "203.0.113.7")
	refused(t, err, identity.LoginMalformed)
}
