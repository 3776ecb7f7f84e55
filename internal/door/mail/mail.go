// Package mail carries notices as e-mail, by SMTP to the marketplace's own mail
// server. It never delivers by itself, never attaches anything, and never repeats in
// an error what the server wrote about a letter: that may hold an address.
//
//	service.Worker → Sender.Send → SMTP (STARTTLS or TLS, signed in) → 250: taken
//	                                4xx, no answer: again later · 5xx: refused
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/tianping-odr/tianping/internal/office/service"
)

// Policy says how the connection is kept secret.
type Policy string

// The policies. None is for a server on the same machine.
const (
	STARTTLS Policy = "starttls" // from plain to TLS, or no letter; the default
	TLS      Policy = "tls"      // TLS from the first byte, usually port 465
	None     Policy = "none"
)

// Options are what the sender is told. Host and From are needed.
type Options struct {
	Host           string
	Port           int // 0: 465 with TLS, 25 with None, else 587
	Policy         Policy
	User, Password string // "": not signed in
	From           string // "天平 <notice@example.org>"
	Roots          *x509.CertPool
	Timeout        time.Duration // of a whole letter; 0: 10 s
	Now            func() time.Time
}

// Sender carries letters to one mail server. It is safe for concurrent use.
type Sender struct {
	client *gomail.Client
	from   netmail.Address
	domain string
	now    func() time.Time
}

var _ service.Channel = (*Sender)(nil)

// New checks the options. It does not connect.
func New(o Options) (*Sender, error) {
	from, err := netmail.ParseAddress(o.From)
	if err != nil {
		return nil, errors.New("mail: the sender's address is not one")
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	if o.Host == "" || o.Now == nil {
		return nil, errors.New("mail: no server")
	}
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	settings, err := o.settings()
	if err != nil {
		return nil, err
	}
	client, err := gomail.NewClient(o.Host, settings...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return &Sender{client: client, from: *from, domain: domain, now: o.Now}, nil
}

func (o Options) settings() ([]gomail.Option, error) {
	secure := &tls.Config{ServerName: o.Host, MinVersion: tls.VersionTLS12, RootCAs: o.Roots}
	out := []gomail.Option{gomail.WithTimeout(o.Timeout), gomail.WithTLSConfig(secure), gomail.WithoutNoop()}
	port := o.Port
	switch o.Policy {
	case STARTTLS, "":
		out = append(out, gomail.WithTLSPolicy(gomail.TLSMandatory))
		port = orElse(port, 587)
	case TLS:
		out = append(out, gomail.WithSSL())
		port = orElse(port, 465)
	case None:
		out = append(out, gomail.WithTLSPolicy(gomail.NoTLS))
		port = orElse(port, 25)
	default:
		return nil, fmt.Errorf("mail: policy %q is none of starttls, tls, none", o.Policy)
	}
	if o.User != "" {
		if o.Policy == None {
			return nil, errors.New("mail: a password is not sent without TLS")
		}
		out = append(out, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(o.User), gomail.WithPassword(o.Password))
	}
	return append(out, gomail.WithPort(port)), nil
}

func orElse(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// Send implements service.Channel. The notice's id is the Message-ID: a letter sent
// again after a lost answer is the same letter to who receives it.
func (s *Sender) Send(ctx context.Context, l service.Letter) (service.Sent, error) {
	m, err := s.letter(l)
	if err != nil {
		return service.Sent{}, err
	}
	conn, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return service.Sent{}, fmt.Errorf("mail: connect: %w", err)
	}
	defer func() { _ = s.client.CloseWithSMTPClient(conn) }() // the letter's fate is known by then
	err = s.client.SendWithSMTPClient(conn, m)
	if err == nil || m.IsDelivered() {
		return service.Sent{Receipt: s.id(l)}, nil
	}
	return service.Sent{}, refusal(err)
}

func (s *Sender) id(l service.Letter) string { return l.ID + "@" + s.domain }

func (s *Sender) letter(l service.Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.FromFormat(s.from.Name, s.from.Address); err != nil {
		return nil, errors.New("mail: the sender's address is not one")
	}
	if err := m.To(l.To); err != nil {
		return nil, fmt.Errorf("mail: %w", service.ErrBadAddress) // the library's error holds the address
	}
	m.Subject(l.Subject.ZH + " / " + l.Subject.EN)
	m.SetMessageIDWithValue(s.id(l))
	m.SetDateWithValue(s.now())
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no machine answers it
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetBodyString(gomail.TypeTextPlain, l.Plain())
	return m, nil
}

// refusal tells what the server meant, by its codes alone. Without a code the letter's
// fate is unknown and it is sent again.
//
// Source: RFC 5321 §4.2.1, RFC 3463 §3.2 (X.1: address).
func refusal(err error) error {
	var sent *gomail.SendError
	if !errors.As(err, &sent) || sent.ErrorCode() == 0 {
		return errors.New("mail: no answer to the letter")
	}
	code, enhanced := sent.ErrorCode(), sent.EnhancedStatusCode()
	what := strings.TrimSpace(fmt.Sprintf("%d %s", code, enhanced))
	switch {
	case code < 500:
		return fmt.Errorf("mail: put off with %s", what)
	case sent.Reason == gomail.ErrSMTPRcptTo && (strings.HasPrefix(enhanced, "5.1.") || enhanced == "" && (code == 550 || code == 553)):
		return fmt.Errorf("mail: %w (%s)", service.ErrBadAddress, what)
	default:
		return fmt.Errorf("mail: %w (%s)", service.ErrRefused, what)
	}
}
