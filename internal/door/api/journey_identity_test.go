package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

const firstPassword = "correct horse battery"

// account opens an account for a person of the office, and signs it in from a browser.
func (h *house) account(name, agent string) {
	h.Helper()
	login := name + "@example.org"
	_, err := h.desk.Register(h.Context(), identity.NewAccount{Market: h.office.Market, Person: h.office.People[name], Login: login, Password: firstPassword})
	if err != nil {
		h.Fatal(err)
	}
	for _, a := range []string{agent, "Mozilla/5.0 (Windows) Edg/130"} {
		if _, _, err := h.desk.SignIn(h.Context(), identity.SignIn{Market: h.office.Market, Login: login, Password: firstPassword, Device: identity.DeviceOf(a)}); err != nil {
			h.Fatal(err)
		}
	}
}

// TestOwnAccountByProgram: a person sees where it is signed in, ends one session and all
// of them, and sets up, uses and puts off a second step; a key of somebody else, though
// it may act for the person, does none of it (ADR 0009).
func TestOwnAccountByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.bought(officetest.Goods{Qty: 1, Minor: 100})
	h.account("buyer", "Mozilla/5.0 (iPhone) MicroMessenger/8")
	h.account("shop", "Mozilla/5.0 (X11; Linux) Firefox/130")
	list := h.get("buyer", "/v1/account/sessions")
	if len(list.list("sessions")) != 2 || !strings.Contains(string(list.raw), `"browser":"wechat","system":"iphone"`) || len(list.text("sessions.0.session")) < 8 {
		t.Fatalf("two devices: %s", list.raw)
	}
	others := h.get("shop", "/v1/account/sessions").text("sessions.0.session")
	if r := h.post("buyer", "/v1/account/sessions/end", `{"session":"`+others+`"}`); len(r.list("sessions")) != 2 || len(h.get("shop", "/v1/account/sessions").list("sessions")) != 2 {
		t.Errorf("somebody else's session: %s", r.raw)
	}
	if r := h.post("buyer", "/v1/account/sessions/end", `{"session":"`+list.text("sessions.0.session")+`"}`); len(r.list("sessions")) != 1 {
		t.Errorf("one ended: %s", r.raw)
	}
	if r := h.post("buyer", "/v1/account/sessions/end-all", `{}`); len(r.list("sessions")) != 0 || len(h.get("shop", "/v1/account/sessions").list("sessions")) != 2 {
		t.Errorf("all of one's own ended: %s", r.raw)
	}

	step := "/v1/account/second-step"
	if r := h.get("buyer", step); r.at("on") != false {
		t.Errorf("no second step yet: %s", r.raw)
	}
	if r := h.try("buyer", step+"/confirm", `{"code":"123456"}`); r.status != http.StatusConflict || r.text("code") != string(identity.FactorOff) {
		t.Errorf("nothing was begun: %s", r.raw)
	}
	begun := h.post("buyer", step, `{}`)
	secret := strings.ReplaceAll(begun.text("secret"), " ", "")
	code := func() string {
		c, err := totp.GenerateCode(secret, h.office.Machine.Now())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if r := h.try("buyer", step+"/confirm", `{"code":"000000"}`); r.text("code") != string(identity.CodeWrong) || r.text("pointer") != "/code" {
		t.Errorf("a wrong code: %s", r.raw)
	}
	on := h.post("buyer", step+"/confirm", `{"code":"`+code()+`"}`)
	if len(on.list("recovery_codes")) != identity.RecoveryCodes || h.get("buyer", "/v1/account").at("second_step.on") != true {
		t.Errorf("it is on: %s", on.raw)
	}
	if r := h.try("buyer", step, `{}`); r.status != http.StatusConflict || strings.Contains(string(r.raw), secret) {
		t.Errorf("the secret is told no more: %s", r.raw)
	}
	if r := h.try("buyer", step+"/codes", `{"code":"`+code()+`"}`); r.text("code") != string(identity.CodeWrong) {
		t.Errorf("a code is good once: %s", r.raw)
	}
	if r := h.post("buyer", step+"/end", `{"code":"`+on.text("recovery_codes.0")+`"}`); r.at("on") != false {
		t.Errorf("off by a recovery code: %s", r.raw)
	}

	machine := h.mint(h.office.Market, id.Person{}, identity.CasesRead, identity.ActParty, identity.ActStaff, identity.AdminScope)
	for _, path := range []string{"", "/sessions", "/second-step"} {
		if r := h.call(http.MethodGet, "/v1/account"+path, machine, "", "", "Tianping-On-Behalf-Of", h.office.People["buyer"].String()); r.status != http.StatusForbidden || r.text("code") != "request/own_key" {
			t.Errorf("%s on behalf: %d %s", path, r.status, r.raw)
		}
	}
	for _, path := range []string{"/sessions/end-all", "/second-step", "/second-step/end"} {
		if r := h.call(http.MethodPost, "/v1/account"+path, machine, "x", `{}`, "Tianping-On-Behalf-Of", h.office.People["shop"].String()); r.text("code") != "request/own_key" {
			t.Errorf("%s on behalf: %d %s", path, r.status, r.raw)
		}
	}
	if len(h.get("shop", "/v1/account/sessions").list("sessions")) != 2 {
		t.Error("another key ended sessions")
	}
}

// TestRecoveryByProgram: who cannot get in asks without a key, and the answer is the
// same for a log-in that is there and one that is not; the fourth asking waits; the
// code sets a password once.
func TestRecoveryByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.bought(officetest.Goods{Qty: 1, Minor: 100})
	h.account("buyer", "Firefox")
	ask := func(login string) reply {
		return h.call(http.MethodPost, "/v1/recovery", "", fmt.Sprintf("r-%d", h.sent.Add(1)), `{"login":"`+login+`"}`)
	}
	here, nowhere := ask("buyer@example.org"), ask("nobody@example.org")
	if here.status != http.StatusOK || here.status != nowhere.status || string(here.raw) != string(nowhere.raw) {
		t.Errorf("the answers differ: %d %s, %d %s", here.status, here.raw, nowhere.status, nowhere.raw)
	}
	for _, login := range []string{"buyer@example.org", "nobody@example.org"} {
		var last reply
		for range 4 {
			last = ask(login)
		}
		if last.status != http.StatusTooManyRequests || last.header.Get("Retry-After") == "" {
			t.Errorf("asked often for %s: %d %s", login, last.status, last.raw)
		}
	}
	if r := h.call(http.MethodPost, "/v1/recovery", "", "", `{"login":"x"}`); r.text("code") != "request/no_key" {
		t.Errorf("without a key of idempotency: %s", r.raw)
	}
	code, _, err := h.desk.MakeLink(t.Context(), identity.NewLink{Market: h.office.Market, Purpose: identity.Reset, Person: h.office.People["buyer"], Length: identity.RecoveryLength})
	if err != nil {
		t.Fatal(err)
	}
	finish := func(code, password string) reply {
		return h.call(http.MethodPost, "/v1/recovery/finish", "", fmt.Sprintf("f-%d", h.sent.Add(1)), `{"code":"`+code+`","password":"`+password+`"}`)
	}
	if r := finish(code, "short"); r.text("code") != string(identity.PasswordLength) {
		t.Errorf("a short password: %s", r.raw)
	}
	if r := finish("0000-0000-0000-0000-0000-0000-0000-0000", "another password"); r.status < 400 || r.status >= 500 {
		t.Errorf("a code that is none: %s", r.raw)
	}
	if r := finish(code, "another password"); r.text("done") != "password_set" {
		t.Errorf("set: %s", r.raw)
	}
	if len(h.get("buyer", "/v1/account/sessions").list("sessions")) != 0 {
		t.Error("sessions outlive a new password")
	}
	if r := finish(code, "a third password"); r.status != http.StatusGone {
		t.Errorf("the code again: %d %s", r.status, r.raw)
	}
	foreign, _, err := h.desk.MakeLink(t.Context(), identity.NewLink{Market: id.From[id.Market]([16]byte{9}), Purpose: identity.Reset, Person: h.office.People["buyer"], Length: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if r := finish(foreign, "a fourth password"); r.status != http.StatusGone {
		t.Errorf("a code of another marketplace: %d %s", r.status, r.raw)
	}
}

// TestDeskHelpsByProgram: staff see the state of an account, help somebody back in with
// a reason on record, and an administrator sets what sign-in asks for; nobody else may.
func TestDeskHelpsByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.bought(officetest.Goods{Qty: 1, Minor: 100})
	h.account("buyer", "Firefox")
	h.keys["admin"] = h.mint(h.office.Market, h.office.People["admin"], identity.AdminScope)
	buyer := h.office.People["buyer"].String()
	if r := h.get("supervisor", "/v1/accounts/"+buyer); r.at("locked") != false || r.at("second_step") != false || strings.Contains(string(r.raw), "测试买家") {
		t.Errorf("the state of an account: %s", r.raw)
	}
	for name, want := range map[string]int{"buyer": http.StatusNotFound, "officer": http.StatusNotFound, "adjudicator": http.StatusNotFound} {
		if r := h.call(http.MethodGet, "/v1/accounts/"+buyer, h.key(name), "", ""); r.status != want {
			t.Errorf("%s looks at an account: %d %s", name, r.status, r.raw)
		}
		if r := h.try(name, "/v1/accounts/recover", `{"person":"`+buyer+`","checked_by":"by_video","reason":"x"}`); r.status != want {
			t.Errorf("%s helps: %d %s", name, r.status, r.raw)
		}
		if r := h.try(name, "/v1/sign-in-policy", `{"staff_second_step":true}`); r.status != http.StatusForbidden {
			t.Errorf("%s sets the policy: %d %s", name, r.status, r.raw)
		}
	}
	for body, at := range map[string]string{
		`{"person":"` + buyer + `","checked_by":"by_feeling","reason":"x"}`: "/checked_by", `{"person":"` + buyer + `","checked_by":"by_video","reason":" "}`: "/reason",
	} {
		if r := h.try("supervisor", "/v1/accounts/recover", body); r.status != http.StatusUnprocessableEntity || r.text("pointer") != at {
			t.Errorf("%s: %s", body, r.raw)
		}
	}
	helped := h.post("supervisor", "/v1/accounts/recover", `{"person":"`+buyer+`","checked_by":"by_video","reason":"视频核对身份证件","second_step":true}`)
	if len(helped.text("link")) != 39 || len(h.get("buyer", "/v1/account/sessions").list("sessions")) != 0 {
		t.Errorf("helped: %s", helped.raw)
	}
	if r := h.get("admin", "/v1/sign-in-policy"); r.at("staff_second_step") != false {
		t.Errorf("the policy: %s", r.raw)
	}
	h.post("admin", "/v1/sign-in-policy", `{"staff_second_step":true}`)
	if r := h.get("supervisor", "/v1/sign-in-policy"); r.at("staff_second_step") != true {
		t.Errorf("the policy now: %s", r.raw)
	}
	h.post("buyer", "/v1/accounts/lock", `{"person":"`+buyer+`","reason":"device_lost"}`)
	if r := h.get("buyer", "/v1/account"); r.at("locked") != true || r.text("locked_since") == "" {
		t.Errorf("locked: %s", r.raw)
	}
}

// TestCasePeopleByProgram: a side reads who acts for it and how far; the other side and
// staff do not.
func TestCasePeopleByProgram(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.accepted(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}), notReceived)
	here := "/v1/cases/" + of + "/people"
	friend, err := h.office.Clerk.Register(t.Context(), clerk.System(h.office.Market), "test", "friend", "王阿姨")
	if err != nil {
		t.Fatal(err)
	}
	h.office.People["friend"] = friend
	if r := h.get("buyer", here); len(r.list("people")) != 0 || r.text("side.code") != "C" || r.at("may_give") != true {
		t.Errorf("nobody acts yet: %s", r.raw)
	}
	digest := h.uploaded("buyer", of, "授权委托书")
	h.do("buyer", of, "party_event", `{"party":"C","event":"represent","person":"`+friend.String()+`","power":"`+string(party.SpecialAgent)+`","proof":"`+digest+`"}`)
	got := h.get("buyer", here)
	if got.text("people.0.person") != friend.String() || got.text("people.0.power.code") != "special_agent" || got.text("people.0.name") != "王阿姨" || got.at("people.0.may_end") != true || got.text("people.0.power.words.zh") == "" {
		t.Errorf("who acts: %s", got.raw)
	}
	if r := h.get("friend", here); r.at("people.0.you") != true {
		t.Errorf("as who acts reads it: %s", r.raw)
	}
	if r := h.get("shop", here); len(r.list("people")) != 0 || strings.Contains(string(r.raw), "王阿姨") {
		t.Errorf("the other side reads its own people: %s", r.raw)
	}
	h.mandatesRead(of, digest)
	for _, name := range []string{"officer", "adjudicator", "mediator"} {
		if r := h.call(http.MethodGet, here, h.key(name), "", ""); r.status != http.StatusNotFound {
			t.Errorf("%s: %d %s", name, r.status, r.raw)
		}
	}
}

// mandatesRead: everybody in the case sees that there is a power of attorney and how
// far it reaches; its bytes and the name are for the own side.
func (h *house) mandatesRead(of, digest string) {
	h.Helper()
	for name, own := range map[string]bool{"buyer": true, "friend": true, "shop": false, "officer": false} {
		r := h.get(name, "/v1/cases/"+of+"/mandates")
		if r.text("mandates.0.power.code") != "special_agent" || r.text("mandates.0.document.zh") != "授权委托书" || r.text("mandates.0.sha256") != digest {
			h.Errorf("%s reads of the mandate: %s", name, r.raw)
		}
		if r.at("mandates.0.may_open") != own || (r.text("mandates.0.name") != "") != own {
			h.Errorf("%s reads more or less of the mandate than he should: %s", name, r.raw)
		}
		want := http.StatusNotFound
		if own {
			want = http.StatusOK
		}
		if got := h.call(http.MethodGet, "/v1/cases/"+of+"/exhibits/"+digest, h.key(name), "", ""); got.status != want {
			h.Errorf("%s fetches the power of attorney: %d", name, got.status)
		}
	}
}
