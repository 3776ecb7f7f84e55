package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/door/mail"
	"github.com/tianping-odr/tianping/internal/door/sms"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
)

// channels are the ways of service this installation has; what is not configured
// does not exist (docs/operate.md, “Channels”).
type channels struct {
	public  string // address of the web site, for links in letters; "" none
	ways    map[party.Channel]service.Channel
	reports []byte // secret of the SMS gateway's reports; nil: it sends none
}

// settings reads TIANPING_ variables. A secret may stand in a file instead, named by
// the variable with _FILE behind it; never on the command line.
type settings struct {
	getenv func(string) string
	errs   []error
}

func (s *settings) text(name string) string {
	if s.getenv == nil {
		return ""
	}
	return strings.TrimSpace(s.getenv("TIANPING_" + name))
}

// file is a text that may be long or secret.
func (s *settings) file(name string) string {
	path := s.text(name + "_FILE")
	if path == "" {
		return s.text(name)
	}
	raw, err := os.ReadFile(path) //nolint:gosec // whoever starts the server names the file
	if err != nil {
		s.errs = append(s.errs, fmt.Errorf("TIANPING_%s_FILE: %w", name, err))
	}
	return strings.TrimSpace(string(raw))
}

func (s *settings) number(name string, otherwise int) int {
	text := s.text(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 65535 {
		s.errs = append(s.errs, fmt.Errorf("TIANPING_%s: not a number from 1 to 65535", name))
	}
	return n
}

func (s *settings) add(name string, err error) {
	if err != nil {
		s.errs = append(s.errs, fmt.Errorf("%s: %w", name, err))
	}
}

// readChannels reads what is configured. Half a configuration is an error: it would
// be found out only when somebody was not served.
func readChannels(getenv func(string) string) (channels, error) {
	s := &settings{getenv: getenv}
	c := channels{public: strings.TrimSuffix(s.text("PUBLIC_URL"), "/"), ways: map[party.Channel]service.Channel{}}
	if at, err := url.Parse(c.public); c.public != "" && (err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" || at.RawQuery != "") {
		s.errs = append(s.errs, errors.New("TIANPING_PUBLIC_URL: not the address of a web site"))
	}
	s.mail(&c)
	s.sms(&c)
	return c, errors.Join(s.errs...)
}

func (s *settings) mail(c *channels) {
	if s.text("SMTP_HOST") == "" {
		return
	}
	o := mail.Options{
		Host: s.text("SMTP_HOST"), Port: s.number("SMTP_PORT", 0), Policy: mail.Policy(s.text("SMTP_TLS")), User: s.text("SMTP_USER"), Password: s.file("SMTP_PASSWORD"),
		From: s.text("MAIL_FROM"), Timeout: time.Duration(s.number("SMTP_TIMEOUT_SECONDS", 10)) * time.Second, Now: clock.Now,
	}
	if pem := s.file("SMTP_CA"); pem != "" {
		o.Roots = x509.NewCertPool()
		if !o.Roots.AppendCertsFromPEM([]byte(pem)) {
			s.errs = append(s.errs, errors.New("TIANPING_SMTP_CA: no certificate in it"))
		}
	}
	way, err := mail.New(o)
	s.add("TIANPING_SMTP_HOST", err)
	c.ways[party.Email] = way
}

func (s *settings) sms(c *channels) {
	if s.text("SMS_URL") == "" {
		return
	}
	o := sms.Options{
		URL: s.text("SMS_URL"), Header: s.text("SMS_HEADER"), Secret: s.file("SMS_SECRET"), Body: s.file("SMS_BODY"), ReceiptField: s.text("SMS_RECEIPT_FIELD"),
		Timeout: time.Duration(s.number("SMS_TIMEOUT_SECONDS", 10)) * time.Second,
	}
	if secret := s.file("SMS_REPORT_SECRET"); secret != "" {
		c.reports, o.Reported = []byte(secret), true
		s.add("TIANPING_SMS_REPORT_SECRET", sms.Reports{Secret: c.reports}.Ready())
	}
	way, err := sms.New(o)
	s.add("TIANPING_SMS_URL", err)
	c.ways[party.SMS] = way
}

// order is the order of attempts: what costs nothing first.
func (c channels) order() []party.Way {
	var out []party.Way
	for _, name := range []party.Channel{party.Email, party.SMS} {
		if c.ways[name] != nil {
			out = append(out, party.Way{Channel: name})
		}
	}
	return out
}

// linkLength is how long a link in a letter is good for: longer than any clock that
// waits for its being opened.
const linkLength = 30 * 24 * time.Hour

// linker makes the links in letters; none without an address of the web site.
func (c channels) linker(h *house) service.Linker {
	if c.public == "" {
		return nil
	}
	return func(ctx context.Context, m id.Market, who id.Person, notice string) (string, error) {
		token, _, err := h.identity.MakeLink(ctx, identity.NewLink{Market: m, Purpose: identity.ReadNotice, Person: who, Target: notice, Length: linkLength})
		if err != nil {
			return "", err
		}
		return c.public + "/l/" + token, nil
	}
}

// switchOn puts the configured channels on in a live marketplace. A sandbox keeps its
// own: nothing of it goes out. A channel that is no longer configured stays on the
// list until another replaces it; nothing is sent by it.
func (h *house) switchOn(ctx context.Context, market id.Market) error {
	m, err := h.clerk.Market(ctx, market)
	if err != nil || m.Sandbox {
		return err
	}
	on := h.channels.order()
	if len(on) == 0 {
		h.log.WarnContext(ctx, "no channel of service is configured: nobody can file, and only reading serves")
		return nil
	}
	if slices.Equal(on, m.Channels) {
		return nil
	}
	return h.clerk.SetChannels(ctx, clerk.System(market), on)
}

// reports is where the SMS gateway reports deliveries; nil where it does not.
func (h *house) reports(market id.Market) http.Handler {
	if h.channels.reports == nil {
		return nil
	}
	return sms.Reports{Secret: h.channels.reports, Market: market, Take: h.service.Report, Now: clock.Now, Log: h.log}
}
