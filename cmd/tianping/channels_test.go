package main

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/quotedprintable"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/door/mail/mailtest"
	"github.com/tianping-odr/tianping/internal/door/sms"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
)

// street is a live marketplace in a folder, with a mail server and an SMS gateway
// beside it, both real servers on this machine.
type street struct {
	*testing.T
	h      *house
	market id.Market
	site   *httptest.Server
	post   *mailtest.Server
	log    *bytes.Buffer
	mu     sync.Mutex
	texts  []map[string]string
	buyer  id.Person
	owner  id.Person
	clerk  id.Person
	shop   id.Merchant
	sold   int
}

const reportSecret = "a secret of more than 24 bytes"

func openStreet(t *testing.T) *street {
	t.Helper()
	s := &street{T: t, post: mailtest.Serve(t), log: &bytes.Buffer{}}
	gateway := httptest.NewServer(http.HandlerFunc(s.text))
	t.Cleanup(gateway.Close)
	data := t.TempDir()
	secret, ca := filepath.Join(data, "secret"), filepath.Join(data, "ca.pem")
	for name, content := range map[string]string{secret: "Bearer gateway-key\n", ca: string(s.post.PEM)} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	vars := map[string]string{
		"TIANPING_PUBLIC_URL": "https://tianping.example.org/", "TIANPING_SMTP_HOST": "localhost", "TIANPING_SMTP_PORT": strconv.Itoa(s.post.Port()), "TIANPING_SMTP_CA_FILE": ca,
		"TIANPING_MAIL_FROM": "天平 <notice@tianping.example.org>", "TIANPING_SMS_URL": gateway.URL, "TIANPING_SMS_SECRET_FILE": secret, "TIANPING_SMS_REPORT_SECRET": reportSecret,
	}
	e := env{Stdout: s.log, Stderr: s.log, Getenv: func(name string) string { return vars[name] }}
	var err error
	s.h, err = openHouse(t.Context(), data, "", e)
	s.must(err)
	t.Cleanup(func() { _ = s.h.close() })
	noon := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC) // by day: at night notices wait
	s.h.clerk.Now = func() time.Time { return noon }
	s.market, err = s.h.furnish(t.Context(), false, e)
	s.must(err)
	s.must(s.h.switchOn(t.Context(), s.market))
	handler, err := s.h.handler(t.Context(), s.market, false)
	s.must(err)
	s.site = httptest.NewServer(handler)
	t.Cleanup(s.site.Close)
	s.letIn()
	return s
}

func (s *street) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// text is the gateway.
func (s *street) text(w http.ResponseWriter, r *http.Request) {
	var body map[string]string
	if json.NewDecoder(r.Body).Decode(&body) != nil || r.Header.Get("Authorization") != "Bearer gateway-key" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts = append(s.texts, body)
	_, _ = io.WriteString(w, `{"id":"g-1"}`)
}

func (s *street) letIn() {
	s.Helper()
	sys := clerk.System(s.market)
	var err error
	s.shop = id.From[id.Merchant](newID())
	for _, p := range []struct {
		who  *id.Person
		name string
		as   party.GrantCapacity
	}{{&s.owner, "owner", party.GrantCapacity{Capacity: party.Owner, Merchant: s.shop}}, {&s.clerk, "officer", party.GrantCapacity{Capacity: party.Officer}}} {
		*p.who, err = s.h.clerk.Register(s.Context(), sys, "test", p.name, p.name)
		s.must(err)
		p.as.Person = *p.who
		s.must(s.h.clerk.Grant(s.Context(), sys, p.as))
	}
	s.buyer, err = s.h.clerk.Register(s.Context(), sys, "test", "buyer", "林晓")
	s.must(err)
	s.contact(s.owner, party.Email, "owner@example.org")
	s.contact(s.owner, party.SMS, "13900000000")
	s.contact(s.buyer, party.Email, "lin@example.org")
}

func (s *street) contact(who id.Person, c party.Channel, address string) {
	s.Helper()
	sys := clerk.System(s.market)
	n, err := s.h.clerk.AddContact(s.Context(), sys, who, party.AddContact{Channel: c, Address: address})
	s.must(err)
	s.must(s.h.clerk.VerifyContact(s.Context(), sys, who, n))
}

// filed has a case accepted; its notice to the merchant leaves.
func (s *street) filed() id.Case {
	s.Helper()
	s.sold++
	now := s.h.clerk.Now()
	p := escrow.Purchase{
		Source: "test", Number: "L" + strconv.Itoa(s.sold), Origin: escrow.Imported, Custody: escrow.Instructed, Currency: "CNY", Merchant: s.shop, BoughtAt: now.Add(-240 * time.Hour),
		Buyer: escrow.Buyer{Person: s.buyer, Nickname: "buyer", Name: "林晓", Phone: "13800000000"}, Lines: []escrow.PurchaseLine{{No: 1, Title: "茶杯", Qty: 1, UnitMinor: 29900}},
		Parcels: []escrow.PurchaseParcel{{No: 1, Carrier: "SF", Waybill: "SF" + strconv.Itoa(1000000+s.sold), Items: []escrow.Packed{{Line: 1, Qty: 1}}, Track: []escrow.TrackPoint{
			{At: now.Add(-200 * time.Hour), Code: escrow.FirstScan}, {At: now.Add(-72 * time.Hour), Code: escrow.Signed, Signer: escrow.SignedUnknown},
		}}},
		Payments: []escrow.Payment{{ID: "pay", Tender: "alipay", Minor: 29900, At: now.Add(-240 * time.Hour)}},
	}
	var gate sync.Mutex
	order, err := s.h.clerk.LandOrder(s.Context(), clerk.System(s.market), p, &gate)
	s.must(err)
	res, err := s.h.clerk.Open(s.Context(), s.who(s.buyer), clerk.Opening{Order: order})
	s.must(err)
	s.move(s.buyer, res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	s.move(s.clerk, res.Case, "accept")
	s.must(s.h.stepper.Settle(s.Context(), s.market))
	return res.Case
}

func (s *street) who(p id.Person) clerk.Who {
	return clerk.Who{Market: s.market, Person: p, Credential: "account:" + p.String()}
}

func (s *street) move(p id.Person, c id.Case, name string, in ...dispute.Answer) {
	s.Helper()
	_, err := s.h.clerk.Move(s.Context(), s.who(p), c, dispute.Command{Move: name, In: in})
	s.must(err)
}

func (s *street) notice(c id.Case) dispute.Notice {
	s.Helper()
	look, err := s.h.clerk.Look(s.Context(), s.who(s.buyer), c)
	s.must(err)
	for _, n := range look.World.Case.Notices {
		if n.Kind == "filed" {
			return n
		}
	}
	s.Fatal("nothing was filed")
	return dispute.Notice{}
}

func (s *street) ask(method, path, body string, header ...string) (int, string) {
	s.Helper()
	req, err := http.NewRequestWithContext(s.Context(), method, s.site.URL+path, strings.NewReader(body))
	s.must(err)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	s.must(err)
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	s.must(err)
	return res.StatusCode, string(raw)
}

// TestServedByRealChannels: in a live marketplace a notice goes out by e-mail; the
// link in it shows without serving and serves when used, once, and gives that notice
// alone. Where the mailbox is refused the SMS gateway is asked, and its signed report
// is the receipt. No address, name or secret stands in the log.
func TestServedByRealChannels(t *testing.T) {
	t.Parallel()
	s := openStreet(t)
	of := s.filed()
	letters := slices.DeleteFunc(s.post.Taken(), func(l string) bool { // the others only inform
		return !strings.Contains(l, "<"+service.NoticeID(of, s.notice(of).No)+"@")
	})
	if n := s.notice(of); len(letters) != 1 || n.Receipt.IsZero() || !n.Served.IsZero() || !strings.Contains(letters[0], "<"+service.NoticeID(of, n.No)+"@tianping.example.org>") {
		t.Fatalf("%d letters, %+v", len(letters), n)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(letters[0][strings.Index(letters[0], "\r\n\r\n")+4:])))
	s.must(err)
	link := regexp.MustCompile(`https://tianping\.example\.org(/l/[0-9a-z-]+)`).FindStringSubmatch(string(body))
	if link == nil || !strings.Contains(string(body), "有人就您的订单提出请求") || strings.Contains(string(body), "林晓") || strings.Contains(string(body), "299") {
		t.Fatalf("the letter: %s", body)
	}
	if code, page := s.ask(http.MethodGet, link[1], ""); code != http.StatusOK || !s.notice(of).Served.IsZero() || strings.Contains(page, "请在期限内答复") {
		t.Errorf("looking at the link serves nothing and tells little: %d %+v", code, s.notice(of))
	}
	if code, page := s.ask(http.MethodPost, link[1], ""); code >= 400 || s.notice(of).How != "read" || !strings.Contains(page, "请在期限内答复") || strings.Contains(page, "茶杯") {
		t.Errorf("using the link is reading: %d %+v %s", code, s.notice(of), page)
	}
	if code, _ := s.ask(http.MethodPost, link[1], ""); code < 400 {
		t.Errorf("the link works twice: %d", code)
	}
	s.post.Say("550 5.1.1 unknown", "")
	other := s.filed()
	n := s.notice(other)
	s.texts = slices.DeleteFunc(s.texts, func(one map[string]string) bool { return one["to"] != "13900000000" })
	if len(s.texts) != 1 || s.texts[0]["to"] != "13900000000" || s.texts[0]["id"] != service.NoticeID(other, n.No) || !n.Receipt.IsZero() || n.Failed != 1 {
		t.Fatalf("handed to the gateway: %v %+v", s.texts, n)
	}
	report := `{"id":"` + s.texts[0]["id"] + `","state":"delivered","receipt":"g-1"}`
	stamp := strconv.FormatInt(clock.Now().Unix(), 10)
	if code, _ := s.ask(http.MethodPost, "/hooks/sms", report, "webhook-id", "r", "webhook-timestamp", stamp, "webhook-signature", "v1,AAAA"); code != http.StatusUnauthorized || !s.notice(other).Receipt.IsZero() {
		t.Errorf("a report that anybody may send: %d", code)
	}
	if code, _ := s.ask(http.MethodPost, "/hooks/sms", report, "webhook-id", "r", "webhook-timestamp", stamp, "webhook-signature", sms.Sign([]byte(reportSecret), "r", stamp, []byte(report))); code != http.StatusNoContent || s.notice(other).Receipt.IsZero() {
		t.Errorf("the gateway's own report: %d %+v", code, s.notice(other))
	}
	for _, secret := range []string{"owner@", "lin@", "13900000000", "林晓", "gateway-key", reportSecret} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("%q stands in the log: %s", secret, s.log)
		}
	}
}

// TestContactConfirmedByCode: a person adds an address through the API; the code that
// arrives there confirms it, once and for that contact alone; before that he is not
// reachable. Whose address is refused is told, and the contact is of no use.
func TestContactConfirmedByCode(t *testing.T) {
	t.Parallel()
	s := openStreet(t)
	key, _, err := s.h.identity.MintKey(t.Context(), identity.NewKey{Market: s.market, Person: s.buyer, Label: "test", Scopes: []identity.Scope{identity.ActParty}})
	s.must(err)
	asked := 0
	ask := func(path, body string) (int, string) {
		t.Helper()
		asked++
		return s.ask(http.MethodPost, path, body, "Authorization", "Bearer "+key, "Idempotency-Key", strconv.Itoa(asked), "Content-Type", "application/json")
	}
	expect := func(want int, part string, code int, body string) {
		t.Helper()
		if code != want || !strings.Contains(body, part) {
			t.Errorf("%d %s, want %d %s", code, body, want, part)
		}
	}
	want := func(code int, part string) func(int, string) {
		return func(got int, body string) { t.Helper(); expect(code, part, got, body) }
	}
	want(201, `"no":2`)(ask("/v1/contacts", `{"channel":"email","address":"second@example.org"}`))
	want(422, "party/person/contact_malformed")(ask("/v1/contacts", `{"channel":"email","address":"second@example.org\r\nBcc: x"}`))
	want(403, "")(ask("/v1/contacts", `{"channel":"email","address":"third@example.org","confirmed":true}`))
	want(403, "")(ask("/v1/contacts", `{"channel":"sms","address":"13812345678","published":true}`))
	want(200, "code_sent")(ask("/v1/contacts/2/code", `{}`))
	letters := s.post.Taken()
	code := regexp.MustCompile(`[0-9a-z]{4}(-[0-9a-z]{4}){7}`).FindString(letters[len(letters)-1])
	person := func() party.Contact {
		t.Helper()
		p, err := s.h.clerk.Person(t.Context(), s.market, s.buyer)
		s.must(err)
		return p.Contacts[1]
	}
	if !strings.Contains(letters[len(letters)-1], "second@example.org") || code == "" || person().Confirmed() {
		t.Fatalf("the code went to the address and confirms nothing by itself: %s", letters[len(letters)-1])
	}
	want(410, "")(ask("/v1/contacts/1/confirm", `{"code":"`+code+`"}`))
	want(410, "")(ask("/v1/contacts/2/confirm", `{"code":"0000-0000-0000-0000-0000-0000-0000-0000"}`))
	want(200, "confirmed")(ask("/v1/contacts/2/confirm", `{"code":"`+strings.ToUpper(code)+`"}`))
	want(410, "")(ask("/v1/contacts/2/confirm", `{"code":"`+code+`"}`))
	if !person().Confirmed() {
		t.Errorf("confirmed: %+v", person())
	}
	s.post.Say("550 5.1.1 unknown", "")
	want(422, "contact/refused")(ask("/v1/contacts/2/code", `{}`))
	if person().Confirmed() {
		t.Error("what the provider refuses for good is of no use any more")
	}
	s.post.Say("450 later", "")
	want(503, "contact/not_now")(ask("/v1/contacts/1/code", `{}`))
	want(404, "")(ask("/v1/contacts/9/code", `{}`))
	want(200, "dropped")(ask("/v1/contacts/1/drop", `{}`))
	want(404, "")(ask("/v1/contacts/1/drop", `{}`))
	ask("/v1/contacts/2/code", `{}`)
	want(429, "request/too_many_requests")(ask("/v1/contacts/2/code", `{}`))
	if _, list := s.ask(http.MethodGet, "/v1/contacts", "", "Authorization", "Bearer "+key); !strings.Contains(list, "lin@example.org") || !strings.Contains(list, `"dropped"`) || !strings.Contains(list, `"failed"`) {
		t.Errorf("the list: %s", list)
	}
	if strings.Contains(s.log.String(), "example.org") || strings.Contains(s.log.String(), code) {
		t.Errorf("an address or code stands in the log: %s", s.log)
	}
}

// TestHalfAConfiguration: a channel configured by halves is an error at the start;
// one not configured does not exist.
func TestHalfAConfiguration(t *testing.T) {
	t.Parallel()
	read := func(vars map[string]string) (channels, error) {
		return readChannels(func(name string) string { return vars[name] })
	}
	if c, err := read(nil); err != nil || len(c.order()) != 0 || c.linker(nil) != nil {
		t.Errorf("nothing configured: %+v %v", c, err)
	}
	good := map[string]string{"TIANPING_SMTP_HOST": "mail.example.org", "TIANPING_MAIL_FROM": "a@example.org", "TIANPING_SMS_URL": "https://sms.example.org", "TIANPING_SMS_SECRET": "x"}
	if c, err := read(good); err != nil || len(c.order()) != 2 || c.order()[0].Channel != party.Email {
		t.Errorf("both: %+v %v", c, err)
	}
	for name, change := range map[string][2]string{
		"no sender": {"TIANPING_MAIL_FROM", ""}, "policy": {"TIANPING_SMTP_TLS", "perhaps"}, "port": {"TIANPING_SMTP_PORT", "99999"}, "no secret": {"TIANPING_SMS_SECRET", ""},
		"no file": {"TIANPING_SMS_SECRET_FILE", "/nowhere/secret"}, "short secret": {"TIANPING_SMS_REPORT_SECRET", "short"}, "web site": {"TIANPING_PUBLIC_URL", "tianping"}, "certificate": {"TIANPING_SMTP_CA", "x"},
	} {
		vars := map[string]string{change[0]: change[1]}
		for k, v := range good {
			if _, ok := vars[k]; !ok {
				vars[k] = v
			}
		}
		if _, err := read(vars); err == nil || !strings.Contains(err.Error(), "TIANPING_") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
