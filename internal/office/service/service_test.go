package service_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// post is a provider whose answers a test decides. Like every provider it knows a
// letter by its id: the same letter again reaches nobody twice.
type post struct {
	mu      sync.Mutex
	answer  func(l service.Letter) (service.Sent, error)
	calls   []service.Letter
	reached map[string]int // "id to": how often somebody got it
}

func (p *post) Send(_ context.Context, l service.Letter) (service.Sent, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.Informs {
		return service.Sent{Receipt: "told"}, nil // these tests are about what is served
	}
	p.calls = append(p.calls, l)
	sent, err := service.Sent{Receipt: "r"}, error(nil)
	if p.answer != nil {
		sent, err = p.answer(l)
	}
	if err == nil || errors.Is(err, errLost) {
		p.reached[l.ID+" "+l.To] = 1
	}
	return sent, err
}

var (
	errLater = errors.New("450 later")
	errLost  = errors.New("taken, and the answer lost")
)

// shop is an office whose marketplace serves by e-mail and then by SMS. The buyer has
// a confirmed e-mail address; the merchant's owner an e-mail address and a number.
type shop struct {
	*testing.T
	*officetest.Office
	mail, sms *post
	worker    *service.Worker
	of        id.Case
	log       bytes.Buffer
}

func (s *shop) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// books are read once for all tests.
var books = sync.OnceValues(library.Open)

func open(t *testing.T) *shop {
	t.Helper()
	s := &shop{T: t, mail: &post{reached: map[string]int{}}, sms: &post{reached: map[string]int{}}}
	lib, err := books()
	s.must(err)
	m := dockettest.NewMemory(streams.NewDesign(lib), 3)
	o, err := officetest.Over(t.Context(), m, m.Keys(), lib, 3, officetest.Begins())
	s.must(err)
	s.Office = o
	s.worker = &service.Worker{
		Clerk: o.Clerk, Channels: map[party.Channel]service.Channel{party.Email: s.mail, party.SMS: s.sms},
		Log: slog.New(slog.NewTextHandler(&s.log, nil)),
	}
	o.Stepper.Workers[0] = s.worker
	sys := clerk.System(o.Market)
	s.must(o.Clerk.SetChannels(t.Context(), sys, []party.Way{{Channel: party.Email}, {Channel: party.SMS}}))
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	s.must(err)
	s.contact("buyer", party.Email, "lin@example.org")
	s.contact("shop", party.Email, "owner@example.org")
	s.contact("shop", party.SMS, "13900000000")
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	s.must(err)
	s.of = res.Case
	return s
}

func (s *shop) contact(name string, c party.Channel, address string) int {
	s.Helper()
	sys := clerk.System(s.Market)
	n, err := s.Clerk.AddContact(s.Context(), sys, s.People[name], party.AddContact{Channel: c, Address: address})
	s.must(err)
	s.must(s.Clerk.VerifyContact(s.Context(), sys, s.People[name], n))
	return n
}

// file files the claim and has it accepted: "filed" leaves for the merchant.
func (s *shop) file() {
	s.Helper()
	s.must(s.Do(s.Context(), "buyer", s.of, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))))
	s.must(s.Do(s.Context(), "officer", s.of, "accept"))
}

func (s *shop) kase() dispute.Case {
	s.Helper()
	look, err := s.Clerk.Look(s.Context(), s.Who("buyer"), s.of)
	s.must(err)
	return look.World.Case
}

// filed is the notice that starts the merchant's clock.
func (s *shop) filed() dispute.Notice {
	s.Helper()
	for _, n := range s.kase().Notices {
		if n.Kind == "filed" {
			return n
		}
	}
	s.Fatal("nothing was filed")
	return dispute.Notice{}
}

func (s *shop) running(clock string) bool {
	s.Helper()
	for _, d := range s.kase().Deadlines {
		if d.Clock == clock && d.Running() {
			return true
		}
	}
	return false
}

// wait lets machine time pass and the outbox work; legal time runs with it.
func (s *shop) wait(d time.Duration) {
	s.Helper()
	for ; d > 0; d -= time.Minute {
		s.Machine.Sleep(min(d, time.Minute))
		s.must(s.Stepper.Settle(s.Context(), s.Market))
	}
}

// TestReceiptAndADay: a letter that was taken serves 24 hours after the receipt, not
// before; until then nobody's clock runs. Its words name no person, goods or sum.
func TestReceiptAndADay(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.file()
	n := s.filed()
	if n.Receipt.IsZero() || !n.Served.IsZero() || s.running("K_ANS") {
		t.Fatalf("taken, not served: %+v", n)
	}
	s.must(s.Until(t.Context(), n.Receipt.Add(24*time.Hour-time.Second)))
	if s.running("K_ANS") {
		t.Error("the clock runs before the day is over")
	}
	s.must(s.Until(t.Context(), n.Receipt.Add(24*time.Hour)))
	if n := s.filed(); !s.running("K_ANS") || n.How != "receipt" {
		t.Errorf("served by the receipt and a day: %+v", n)
	}
	if len(s.sms.calls) != 0 || len(s.mail.calls) == 0 {
		t.Errorf("one channel is enough: %d by SMS", len(s.sms.calls))
	}
	for _, l := range s.mail.calls {
		text := l.Plain() + l.Short()
		if !strings.Contains(text, l.Number) || l.Text.ZH == "" || l.Text.EN == "" || strings.Contains(text, "测试") || strings.Contains(text, "299") || strings.Contains(text, "商品1") {
			t.Errorf("letter: %s", text)
		}
	}
}

// TestReadingServes: reading in-site serves at once, whatever the channels do.
func TestReadingServes(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.mail.answer = func(service.Letter) (service.Sent, error) { return service.Sent{}, errLater }
	s.file()
	n := s.filed()
	_, err := s.Clerk.Read(t.Context(), s.Who("shop"), s.of, n.No)
	s.must(err)
	if n := s.filed(); n.How != "read" || !s.running("K_ANS") {
		t.Errorf("read: %+v", n)
	}
	s.mail.answer = nil
	s.mail.calls = nil
	s.wait(2 * time.Hour)
	for _, l := range s.mail.calls {
		if l.ID == service.NoticeID(s.of, n.No) {
			t.Error("what was read is not sent any more")
		}
	}
}

// TestNextChannel: put off for good after so many tries, refused at once: the next
// channel has its turn, each failure is in the record, the dead contact is forgotten.
func TestNextChannel(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err   error
		tries int
	}{
		"put off": {errLater, 8}, "refused": {service.ErrRefused, 1}, "address": {service.ErrBadAddress, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			tries := 0
			s.mail.answer = func(l service.Letter) (service.Sent, error) {
				if l.To != "owner@example.org" {
					return service.Sent{Receipt: "r"}, nil
				}
				tries++
				return service.Sent{}, fmt.Errorf("mail: %w", c.err)
			}
			s.file()
			s.wait(2 * time.Hour)
			n := s.filed()
			if tries != c.tries || n.Failed != 1 || n.Receipt.IsZero() || n.Dead || s.sms.reached[service.NoticeID(s.of, n.No)+" 13900000000"] != 1 {
				t.Errorf("%d tries, %+v, by SMS %v", tries, n, s.sms.reached)
			}
			p, err := s.Clerk.Person(t.Context(), s.Market, s.People["shop"])
			s.must(err)
			if dead := !p.Contacts[1].Open(); dead != errors.Is(c.err, service.ErrBadAddress) {
				t.Errorf("the contact: %+v", p.Contacts[1])
			}
			if out := s.log.String(); strings.Contains(out, "owner@") || strings.Contains(out, "139") {
				t.Errorf("an address stands in the log: %s", out)
			}
		})
	}
}

// TestAllFail: no channel is left: no clock runs, K_SERVE runs for staff; another
// channel found gives the channels another turn, and then it is served after all.
func TestAllFail(t *testing.T) {
	t.Parallel()
	s := open(t)
	down := func(service.Letter) (service.Sent, error) { return service.Sent{}, service.ErrRefused }
	s.mail.answer, s.sms.answer = down, down
	s.file()
	n := s.filed()
	if !n.Dead || n.Failed != 3 || s.running("K_ANS") || !s.running("K_SERVE") {
		t.Fatalf("all failed: %+v", n)
	}
	s.mail.answer = nil
	_, err := s.Clerk.Hear(t.Context(), s.Market, s.of, dispute.Signal{Kind: "contact_found", Notice: n.No})
	s.must(err)
	s.wait(time.Minute)
	if n := s.filed(); n.Receipt.IsZero() || s.running("K_SERVE") || s.running("K_ANS") {
		t.Errorf("taken after all: %+v", n)
	}
	s.wait(0)
	s.must(s.Until(t.Context(), s.filed().Receipt.Add(24*time.Hour)))
	if !s.running("K_ANS") {
		t.Error("its clock should run now")
	}
}

// TestPublishedContact: after K_SERVE a merchant is served at the contact it publishes
// by law, a day after the letter went there; one that proves false is forgotten.
func TestPublishedContact(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.mail.answer = func(service.Letter) (service.Sent, error) { return service.Sent{}, service.ErrRefused }
	s.sms.answer = func(l service.Letter) (service.Sent, error) {
		if l.To == "13900000000" {
			return service.Sent{}, service.ErrRefused
		}
		return service.Sent{Receipt: "r"}, nil
	}
	s.file()
	n := s.filed()
	if !n.Dead {
		t.Fatalf("all channels failed: %+v", n)
	}
	due := time.Date(2026, 9, 18, 0, 0, 0, 0, officetest.Begins().Location()) // three working days after Monday
	s.must(s.Until(t.Context(), due.Add(-time.Second)))
	if n := s.filed(); n.Fallback != "" || len(s.sms.reached) != 0 {
		t.Fatalf("before its time: %+v", n)
	}
	s.must(s.Until(t.Context(), due.Add(24*time.Hour-time.Second)))
	if n := s.filed(); n.Fallback != "published_contact" || s.sms.reached[service.NoticeID(s.of, n.No)+" 057100000000"] != 1 || s.running("K_ANS") {
		t.Fatalf("sent there, not yet served: %+v %v", n, s.sms.reached)
	}
	s.must(s.Until(t.Context(), due.Add(24*time.Hour)))
	if n := s.filed(); n.How != "published_contact" || !s.running("K_ANS") {
		t.Errorf("served: %+v", n)
	}
}

// TestReports: what a gateway will report later is handed over, not received; the
// report is the receipt; a failure, or none in an hour, gives up the channel. Reports
// of others, again, or too late change nothing.
func TestReports(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tell func(*shop, string) error
		want func(dispute.Notice) bool
	}{
		"delivered": {func(s *shop, n string) error {
			r := service.Report{Notice: n, Channel: party.SMS, Delivered: true, Receipt: "g1"}
			return errors.Join(s.worker.Report(s.Context(), s.Market, r), s.worker.Report(s.Context(), s.Market, r))
		}, func(n dispute.Notice) bool { return !n.Receipt.IsZero() && n.Failed == 1 && !n.Dead }},
		"failed": {func(s *shop, n string) error {
			r := service.Report{Notice: n, Channel: party.SMS}
			return errors.Join(s.worker.Report(s.Context(), s.Market, r), s.worker.Report(s.Context(), s.Market, r))
		}, func(n dispute.Notice) bool { return n.Receipt.IsZero() && n.Failed == 3 && n.Dead }},
		"silent": {func(*shop, string) error { return nil }, func(n dispute.Notice) bool { return n.Receipt.IsZero() && n.Failed == 3 && n.Dead }},
		"of another channel": {func(s *shop, n string) error {
			return s.worker.Report(s.Context(), s.Market, service.Report{Notice: n, Channel: party.Email, Delivered: true})
		}, func(n dispute.Notice) bool { return n.Receipt.IsZero() && n.Failed == 3 && n.Dead }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			s.mail.answer = func(l service.Letter) (service.Sent, error) {
				if l.To == "owner@example.org" {
					return service.Sent{}, service.ErrRefused
				}
				return service.Sent{Receipt: "r"}, nil
			}
			s.sms.answer = func(service.Letter) (service.Sent, error) { return service.Sent{Pending: true}, nil }
			s.file()
			n := s.filed()
			if !n.Receipt.IsZero() || n.Dead || n.Tries != 1 {
				t.Fatalf("handed over, no more: %+v", n)
			}
			s.must(c.tell(s, service.NoticeID(s.of, n.No)))
			s.wait(3 * time.Hour)
			if n := s.filed(); !c.want(n) {
				t.Errorf("%+v", n)
			}
			if got := len(s.sms.calls); got != 1 {
				t.Errorf("sent %d times", got)
			}
		})
	}
	s := open(t)
	for _, bad := range []string{"", "case_x.1", s.of.String(), s.of.String() + ".0", s.of.String() + ".01", id.From[id.Case]([16]byte{9}).String() + ".1"} {
		if err := s.worker.Report(t.Context(), s.Market, service.Report{Notice: bad, Channel: party.SMS, Delivered: true}); !errors.Is(err, service.ErrUnknownNotice) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestOrderPhone: a buyer without a confirmed contact is reached at the number that
// came with the order; a locked account is not.
func TestOrderPhone(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.must(s.Clerk.DropContact(t.Context(), clerk.System(s.Market), s.People["buyer"], 1))
	s.contact("buyer", party.Email, "second@example.org")
	s.mail.answer = func(l service.Letter) (service.Sent, error) {
		if l.To == "second@example.org" {
			return service.Sent{}, service.ErrBadAddress
		}
		if l.To == "lin@example.org" {
			t.Error("a dropped contact was used")
		}
		return service.Sent{Receipt: "r"}, nil
	}
	s.must(s.Do(t.Context(), "buyer", s.of, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))))
	s.must(s.Do(t.Context(), "officer", s.of, "reject",
		dispute.Answer{Name: "ground", Value: "NOT_OURS"}, dispute.Answer{Name: "reason", Text: "不属于平台范围", Sealed: true}, dispute.Answer{Name: "routes", Text: "12315", Sealed: true}))
	if len(s.sms.reached) == 0 {
		t.Errorf("nobody was reached: %v", s.sms.calls)
	}
	for to := range s.sms.reached {
		if !strings.HasSuffix(to, " 13700000000") {
			t.Errorf("reached %s", to)
		}
	}
}
