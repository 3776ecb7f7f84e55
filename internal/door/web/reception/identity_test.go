package reception

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/service"
)

// postbox is a channel that keeps what is sent.
type postbox struct {
	mu   sync.Mutex
	sent []service.Letter
}

func (p *postbox) Send(_ context.Context, l service.Letter) (service.Sent, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, l)
	return service.Sent{}, nil
}

// last is the newest letter to an address.
func (p *postbox) last(t *testing.T, to string) service.Letter {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := len(p.sent) - 1; i >= 0; i-- {
		if p.sent[i].To == to {
			return p.sent[i]
		}
	}
	t.Fatalf("nothing was sent to %s", to)
	return service.Letter{}
}

var printedCode = regexp.MustCompile(`\b(?:[0-9a-z]{4}-){7}[0-9a-z]{4}\b`)

// hall is an office with its pages, and letters that are kept.
type hall struct {
	*testing.T
	o      *officetest.Office
	r      *Reception
	server *httptest.Server
	post   *postbox
	order  id.Order
}

func openHall(t *testing.T) *hall {
	t.Helper()
	o, err := officetest.Memory(t.Context(), 5, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{T: t, o: o, post: &postbox{}}
	if h.order, err = o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}); err != nil { // the buyer comes with it
		t.Fatal(err)
	}
	h.r, h.server = serveOffice(t, o)
	if err := o.Clerk.SetChannels(t.Context(), clerk.System(o.Market), []party.Way{{Channel: party.SandboxChannel}, {Channel: party.Email}}); err != nil {
		t.Fatal(err)
	}
	w := &service.Worker{Clerk: o.Clerk, Channels: map[party.Channel]service.Channel{party.Email: h.post}, Log: slog.New(slog.DiscardHandler)}
	h.r.Prove, h.r.Lost = w.Prove, service.NewRecovery(w, h.r.Identity, "")
	return h
}

// guest is one browser.
type guest struct {
	*hall
	*http.Client
}

func (h *hall) guest(name string) *guest {
	h.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.Fatal(err)
	}
	base, err := url.Parse(h.server.URL)
	if err != nil {
		h.Fatal(err)
	}
	jar.SetCookies(base, []*http.Cookie{{Name: "lang", Value: "zh"}})
	g := &guest{h, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if name != "" {
		if status, _, b := g.send("/sign-in", "account", name, "password", password); status != http.StatusSeeOther {
			h.Fatalf("%s is not let in: %d %s", name, status, steady(b))
		}
	}
	return g
}

// send posts a form; get asks for a page.
func (g *guest) send(path string, pairs ...string) (status int, to, body string) {
	g.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return g.answer(http.MethodPost, path, form)
}

func (g *guest) get(path string) (status int, to, body string) {
	g.Helper()
	return g.answer(http.MethodGet, path, nil)
}

func (g *guest) answer(method, path string, form url.Values) (int, string, string) {
	g.Helper()
	r, err := http.NewRequestWithContext(g.Context(), method, g.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		g.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	a, err := g.Do(r)
	if err != nil {
		g.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		g.Fatal(err)
	}
	return a.StatusCode, a.Header.Get("Location"), string(b)
}

func (h *hall) want(what string, got, want int) {
	h.Helper()
	if got != want {
		h.Errorf("%s: %d, want %d", what, got, want)
	}
}

// steady takes out of a page what no two pages share.
func steady(body string) string {
	return regexp.MustCompile(`value="[0-9a-z]{20,}[^"]*"`).ReplaceAllString(body, "")
}

// TestForgottenPassword: a contact is confirmed by the code sent there; who forgot the
// password gets another code there, good once; who asks for an account that is not
// there gets the same answers; the sessions end and the other contact hears of it.
func TestForgottenPassword(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	buyer := h.guest("buyer")
	for _, at := range []string{"first@example.org", "second@example.org"} {
		status, to, _ := buyer.send("/account/contacts", "do", "add", "channel", "email", "address", at, "_key", at)
		h.want("add "+at, status, http.StatusSeeOther)
		no := strings.TrimPrefix(to, "/account/contacts?kind=")
		status, _, _ = buyer.send("/account/contacts", "do", "confirm", "no", no, "code", "0000-0000")
		h.want("a wrong code", status, http.StatusUnprocessableEntity)
		status, _, _ = buyer.send("/account/contacts", "do", "confirm", "no", no, "code", printedCode.FindString(h.post.last(t, at).Text.ZH))
		h.want("confirm "+at, status, http.StatusSeeOther)
	}
	anybody := h.guest("")
	var answers []string
	for _, login := range []string{"buyer", "nobody-at-all"} {
		status, to, body := anybody.send("/recover", "login", login)
		_, _, next := anybody.get(to)
		answers = append(answers, to+body+steady(next))
		h.want("asked for "+login, status, http.StatusSeeOther)
	}
	if answers[0] != answers[1] {
		t.Error("the answer tells whether there is an account")
	}
	before := len(h.post.sent)
	if n, err := h.r.Lost.Work(t.Context(), h.o.Market); n != 2 || err != nil || len(h.post.sent) != before+1 {
		t.Fatalf("%d answered, %v, %d letters", n, err, len(h.post.sent)-before)
	}
	code := printedCode.FindString(h.post.last(t, "first@example.org").Text.ZH)
	status, _, body := anybody.send("/recover/code", "code", code, "password", "short")
	h.want("a short password", status, http.StatusUnprocessableEntity)
	if !strings.Contains(body, code) {
		t.Error("the code must be typed again")
	}
	status, _, _ = anybody.send("/recover/code", "code", strings.ToUpper(code), "password", "a new long password")
	h.want("the code", status, http.StatusOK)
	status, _, _ = anybody.send("/recover/code", "code", code, "password", "a third long password")
	h.want("the code again", status, http.StatusUnprocessableEntity)
	status, to, _ := buyer.get("/account")
	if h.want("the old session", status, http.StatusSeeOther); !strings.HasPrefix(to, "/sign-in") {
		t.Errorf("the old session leads to %s", to)
	}
	if _, err := h.r.Lost.Work(t.Context(), h.o.Market); err != nil {
		t.Fatal(err)
	}
	if l := h.post.last(t, "second@example.org"); !strings.Contains(l.Text.ZH, "密码刚被更改") {
		t.Errorf("the other contact reads: %s", l.Text.ZH)
	}
	status, _, _ = anybody.send("/sign-in", "account", "buyer", "password", password)
	h.want("the old password", status, http.StatusUnprocessableEntity)
	status, _, _ = anybody.send("/sign-in", "account", "buyer", "password", "a new long password")
	h.want("the new password", status, http.StatusSeeOther)
}

// TestLockedAccount: its holder locks it; the right password then leads to a page that
// says what happened, a wrong one tells nothing; the way back leads over a contact
// that was confirmed before.
func TestLockedAccount(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	buyer := h.guest("buyer")
	_, to, _ := buyer.send("/account/contacts", "do", "add", "channel", "email", "address", "a@example.org", "_key", "k")
	_, _, _ = buyer.send("/account/contacts", "do", "confirm", "no", strings.TrimPrefix(to, "/account/contacts?kind="), "code", printedCode.FindString(h.post.last(t, "a@example.org").Text.ZH))
	if err := h.o.Until(t.Context(), officetest.Begins().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	status, _, _ := buyer.send("/account/lock", "why", "")
	h.want("no reason", status, http.StatusUnprocessableEntity)
	status, _, body := buyer.send("/account/lock", "why", "device_lost")
	if h.want("lock", status, http.StatusOK); !strings.Contains(body, "账号已锁定") {
		t.Error("the page does not say that it is locked")
	}
	anybody := h.guest("")
	status, to, _ = anybody.send("/sign-in", "account", "buyer", "password", password)
	if h.want("the right password", status, http.StatusSeeOther); to != "/recover/locked" {
		t.Errorf("led to %s", to)
	}
	status, _, _ = anybody.send("/sign-in", "account", "buyer", "password", "a wrong password")
	h.want("a wrong password", status, http.StatusUnprocessableEntity)
	_, _, _ = anybody.send("/recover/locked", "login", "buyer")
	if _, err := h.r.Lost.Work(t.Context(), h.o.Market); err != nil {
		t.Fatal(err)
	}
	code := printedCode.FindString(h.post.last(t, "a@example.org").Text.ZH)
	status, _, body = anybody.get("/l/" + code)
	if h.want("the link", status, http.StatusOK); !strings.Contains(body, "解锁账号") {
		t.Error("the link does not say what it is for")
	}
	status, _, _ = anybody.send("/l/"+code, "password", "another long password")
	h.want("unlock", status, http.StatusOK)
	state, err := h.o.Clerk.Person(t.Context(), h.o.Market, h.o.People["buyer"])
	if err != nil || state.Locked() {
		t.Errorf("still locked, %v", err)
	}
	status, _, _ = anybody.send("/sign-in", "account", "buyer", "password", "another long password")
	h.want("in again", status, http.StatusSeeOther)
}

// TestStaffSecondStep: where the marketplace asks for it, staff without a second step
// reach nothing but its page; buyers are not asked; afterwards a password alone lets
// nobody in, and a code is good once.
func TestStaffSecondStep(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	officer := h.guest("officer")
	status, _, _ := officer.get("/workbench")
	h.want("before", status, http.StatusOK)
	if err := h.o.Clerk.SetSignIn(t.Context(), clerk.System(h.o.Market), party.SignInPolicy{StaffSecondStep: true}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/workbench", "/cases", "/", "/notices", "/admin"} {
		if status, to, _ := officer.get(path); status != http.StatusSeeOther || to != "/account/second-step" {
			t.Errorf("%s: %d %s", path, status, to)
		}
	}
	status, _, _ = h.guest("buyer").get("/cases")
	h.want("a buyer", status, http.StatusOK)
	_, _, _ = officer.send("/account/second-step", "do", "begin")
	_, _, body := officer.get("/account/second-step")
	secret := regexp.MustCompile(`(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}`).FindString(body)
	if secret == "" || !strings.Contains(body, "<svg role=\"img\"") {
		t.Fatalf("no secret, or no picture: %s", body)
	}
	code := func() string {
		c, err := totp.GenerateCode(strings.ReplaceAll(secret, " ", ""), h.o.Machine.Now())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	status, _, body = officer.send("/account/second-step", "do", "confirm", "code", code())
	printed := printedRecovery.FindAllString(body, -1)
	if h.want("confirm", status, http.StatusOK); len(printed) != identity.RecoveryCodes {
		t.Fatalf("%d codes", len(printed))
	}
	status, _, _ = officer.get("/workbench")
	h.want("after", status, http.StatusOK)
	again := h.guest("")
	status, _, body = again.send("/sign-in", "account", "officer", "password", password)
	if h.want("the password", status, http.StatusOK); !strings.Contains(body, "输入验证码") {
		t.Error("no code is asked for")
	}
	status, _, _ = again.get("/workbench")
	h.want("half way", status, http.StatusSeeOther)
	status, _, _ = again.send("/sign-in/code", "code", code())
	h.want("the code of before", status, http.StatusUnprocessableEntity)
	status, _, _ = again.send("/sign-in/code", "code", printed[3])
	h.want("a printed code", status, http.StatusSeeOther)
	status, _, _ = again.get("/workbench")
	h.want("in", status, http.StatusOK)
}

var printedRecovery = regexp.MustCompile(`\b[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}\b`)

// TestDevices: one's devices are listed without an address; another is signed out by
// itself, all together; a password change signs the others out.
func TestDevices(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	phone, desk := h.guest("buyer"), h.guest("buyer")
	_, _, body := desk.get("/account/devices")
	if strings.Count(body, `name="device"`) != 2 || strings.Contains(body, "127.0.0.1") {
		t.Errorf("devices: %s", body)
	}
	for _, found := range regexp.MustCompile(`name="device" value="([0-9a-f]+)"`).FindAllStringSubmatch(body, -1) {
		status, _, _ := h.guest("shop").send("/account/devices", "device", found[1])
		h.want("somebody else's", status, http.StatusSeeOther)
	}
	status, _, _ := phone.get("/account")
	h.want("nobody else signs it out", status, http.StatusOK)
	status, _, _ = desk.send("/account/password", "old", "wrong wrong wrong", "password", "a new long password")
	h.want("a wrong password", status, http.StatusUnprocessableEntity)
	status, _, _ = desk.send("/account/password", "old", password, "password", "a new long password")
	h.want("another password", status, http.StatusOK)
	status, _, _ = phone.get("/account")
	h.want("the phone", status, http.StatusSeeOther)
	status, _, _ = desk.get("/account")
	h.want("the desk", status, http.StatusOK)
	_, _, body = desk.send("/account/link")
	link := printedCode.FindString(body)
	other := h.guest("")
	status, _, _ = other.send("/l/" + link)
	h.want("by paper", status, http.StatusSeeOther)
	status, _, _ = other.get("/account")
	h.want("in by paper", status, http.StatusOK)
	status, _, _ = h.guest("").send("/l/" + link)
	h.want("the paper again", status, http.StatusGone)
	_, _, _ = other.send("/account/devices", "all", "yes")
	status, _, _ = desk.get("/account")
	h.want("everywhere", status, http.StatusSeeOther)
}

// joined lets a friend act for the buyer in a case, by a link made on the page.
func (h *hall) joined(of id.Case, power string) *guest {
	h.Helper()
	p, err := h.o.Clerk.Register(h.Context(), clerk.System(h.o.Market), "test", power, "吴可信")
	if err != nil {
		h.Fatal(err)
	}
	if _, err := h.r.Identity.Register(h.Context(), identity.NewAccount{Market: h.o.Market, Person: p, Login: power, Password: password}); err != nil {
		h.Fatal(err)
	}
	h.o.People[power] = p
	status, _, body := h.guest("buyer").send("/cases/"+of.String()+"/people", "do", "give", "power", power, "_key", power)
	h.want("make a link", status, http.StatusOK)
	link := printedCode.FindString(body)
	if status, _, body = h.guest("").get("/l/" + link); status != http.StatusOK || strings.Contains(body, "同意代办</button>") {
		h.Errorf("not signed in: %d", status)
	}
	status, _, _ = h.guest("shop").send("/l/" + link)
	h.want("the other side", status, http.StatusUnprocessableEntity)
	status, _, _ = h.guest("officer").send("/l/" + link)
	h.want("staff", status, http.StatusUnprocessableEntity)
	status, _, _ = h.guest("buyer").send("/l/" + link)
	h.want("the buyer himself", status, http.StatusUnprocessableEntity)
	g := h.guest(power)
	status, _, _ = g.get("/cases/" + of.String())
	h.want("before", status, http.StatusNotFound)
	status, _, body = g.send("/l/" + link)
	if h.want("accept", status, http.StatusOK); !strings.Contains(body, "您已成为代办人") {
		h.Error(body)
	}
	return g
}

// TestActingForAnother: a friend whom the buyer asked by a link has the case in his
// list, its notices in his mailbox and its room; what he does stands there as done on
// behalf, with both names for the own side and masked ones for the other; an ordinary
// power gives nothing up and is not widened by who holds it; taken back, nothing is left.
func TestActingForAnother(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	res, err := h.o.Clerk.Open(t.Context(), h.o.Who("buyer"), clerk.Opening{Order: h.order})
	if err != nil {
		t.Fatal(err)
	}
	do := func(name, move string, in ...dispute.Answer) error {
		return h.o.Do(t.Context(), name, res.Case, move, in...)
	}
	if err := do("buyer", "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
		t.Fatal(err)
	}
	if err := do("officer", "accept"); err != nil {
		t.Fatal(err)
	}
	friend := h.joined(res.Case, "agent")
	url := "/cases/" + res.Case.String()
	status, _, body := friend.get("/cases")
	if h.want("the list", status, http.StatusOK); !strings.Contains(body, url) || !strings.Contains(body, "代为") {
		t.Error("the case is not in the friend's list")
	}
	if _, _, body = friend.get("/notices"); !strings.Contains(body, res.Case.String()) {
		t.Error("no notice is in the friend's mailbox")
	}
	if err := do("agent", "raise_safety", code("ground", "fire"), dispute.Answer{Name: "reason", Text: "充电时发烫。"}); err != nil {
		t.Fatal(err)
	}
	if _, _, body = h.guest("buyer").get(url + "/people"); !strings.Contains(body, "吴可信") {
		t.Error("the buyer does not see who acts for him")
	}
	h.acts(url)
	for _, move := range []string{"withdraw", "accept_offer", "waive_appeal", "change_claim"} {
		if err := do("agent", move); err == nil {
			t.Errorf("an ordinary power is good for %s", move)
		}
	}
	widen := []dispute.Answer{code("party", "C"), code("event", "represent"), code("proof", strings.Repeat("0", 64)), code("person", h.o.People["agent"].String()), code("power", "special_agent")}
	if err := do("agent", "party_event", widen...); err == nil {
		t.Error("who acts under a power widened it himself")
	}
	status, _, _ = friend.send(url+"/people", "do", "give", "power", "special_agent", "_key", "w")
	h.want("passing it on", status, http.StatusSeeOther)
	status, _, _ = h.guest("shop").send(url+"/people", "do", "end", "person", h.o.People["agent"].String())
	h.want("the other side ends nothing", status, http.StatusSeeOther)
	status, _, _ = friend.get(url)
	h.want("still in", status, http.StatusOK)
	status, _, _ = h.guest("buyer").send(url+"/people", "do", "end", "person", h.o.People["agent"].String())
	h.want("take it back", status, http.StatusSeeOther)
	status, _, _ = friend.get(url)
	h.want("afterwards", status, http.StatusNotFound)
	if _, _, body = friend.get("/cases"); strings.Contains(body, url) {
		t.Error("the case is still in the friend's list")
	}
	special := h.joined(res.Case, "special_agent")
	if err := do("special_agent", "withdraw", dispute.Answer{Name: "claims", List: []string{"1"}}, code("confirm", "yes"), dispute.Answer{Name: "note", Text: "已和解"}); err != nil {
		t.Errorf("a special power is not good for a withdrawal: %v", err)
	}
	_ = special
}

// acts looks for the words of an act on behalf, as each side reads them.
func (h *hall) acts(url string) {
	h.Helper()
	if _, _, body := h.guest("buyer").get(url + "?view=timeline"); !strings.Contains(body, "吴可信代为办理，本人测试买家") {
		h.Errorf("the buyer does not read who acted: %s", regexp.MustCompile(`[^<>]*代为[^<>]*`).FindAllString(body, -1))
	}
	if _, _, body := h.guest("shop").get(url + "?view=timeline"); strings.Contains(body, "吴可信") || !strings.Contains(body, "吴**代为办理") {
		h.Errorf("the shop reads: %s", regexp.MustCompile(`[^<>]*代为[^<>]*`).FindAllString(body, -1))
	}
}
