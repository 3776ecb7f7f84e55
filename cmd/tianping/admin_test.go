package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// administer runs `tianping admin` on a folder.
func administer(t *testing.T, folder, stdin string, args ...string) (out string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := env{Stdin: strings.NewReader(stdin), Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }}
	code = run(t.Context(), append([]string{"admin", "--data", folder}, args...), e)
	return stdout.String() + stderr.String(), code
}

// TestFirstAdministrator proves that a live marketplace can be opened from nothing:
// an administrator who signs in with the password that was shown or given, an owner
// of a merchant, and a key that administers over HTTP; and that it is no second
// marketplace when said again.
func TestFirstAdministrator(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, code := administer(t, folder, "", "--login", "Lin", "--name", "林", "--key")
	password := regexp.MustCompile(`password, shown once: (\S+)`).FindStringSubmatch(first)
	key := regexp.MustCompile(`API key, shown once: (tp_\S+)`).FindStringSubmatch(first)
	if code != 0 || password == nil || key == nil || !strings.Contains(first, "administrator") {
		t.Fatalf("code %d: %s", code, first)
	}
	again, code := administer(t, folder, "", "--login", "lin")
	if code != 0 || strings.Contains(again, "password, shown") || !strings.Contains(again, "administrator already") {
		t.Errorf("again: code %d: %s", code, again)
	}
	shop, code := administer(t, folder, "a password of the shop\n", "--login", "shop", "--grant", "owner", "--merchant", "new", "--password-stdin")
	if code != 0 || strings.Contains(shop, "a password of") {
		t.Errorf("an owner: code %d: %s", code, shop)
	}
	market := regexp.MustCompile(`mkt_\S+`)
	if a, b := market.FindString(first), market.FindString(shop); a == "" || a != b {
		t.Errorf("two marketplaces: %q %q", a, b)
	}
	for _, wrong := range [][]string{{}, {"--login", "x", "--grant", "king"}, {"--login", "x", "--grant", "owner"}, {"--login", "x", "--merchant", "new"}, {"--login", "x", "more"}} {
		if out, code := administer(t, folder, "", wrong...); code != 1 || out == "" {
			t.Errorf("%v: code %d: %s", wrong, code, out)
		}
	}
	if out, code := administer(t, folder, "short\n", "--login", "y", "--password-stdin"); code != 1 || !strings.Contains(out, "10 to 256 bytes") {
		t.Errorf("a short password: code %d: %s", code, out)
	}

	var out bytes.Buffer
	h, err := openHouse(t.Context(), folder, "", env{Stdout: &out, Stderr: &out, Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.close() }()
	m, err := id.Parse[id.Market](market.FindString(first))
	if err != nil {
		t.Fatal(err)
	}
	for login, secret := range map[string]string{"lin": password[1], "shop": "a password of the shop"} {
		if _, p, err := h.identity.SignIn(t.Context(), identity.SignIn{Market: m, Login: login, Password: secret, Address: "127.0.0.1"}); err != nil || p.Person.IsZero() {
			t.Errorf("%s signs in: %v", login, err)
		}
	}
	state, err := h.clerk.Market(t.Context(), m)
	if err != nil || state.Sandbox || len(party.Holders(state, party.Admin, state.LegalTime(h.clerk.Now()))) != 1 {
		t.Errorf("one administrator of a live marketplace: %+v %v", state.Grants, err)
	}
	handler, err := h.handler(t.Context(), m, false)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/accounts", strings.NewReader(`{"login":"wang"}`))
	r.Header.Set("Authorization", "Bearer "+key[1])
	r.Header.Set("Idempotency-Key", "1")
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"link"`) {
		t.Errorf("the key opens an account: %d %s", w.Code, w.Body)
	}
	if p, err := h.clerk.PersonOf(t.Context(), m, clerk.AccountSource, "wang"); err != nil || p.IsZero() {
		t.Errorf("the person of the new account: %v", err)
	}
}
