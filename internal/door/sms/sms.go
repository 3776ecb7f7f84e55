// Package sms carries notices as text messages through a gateway that takes an HTTP
// POST, and takes in the gateway's reports of delivery. It never follows a redirect,
// never uses a proxy, and never repeats in an error what was sent or answered.
//
//	service.Worker → Gateway.Send → POST (secret in a header, JSON from a template) → 2xx: taken
//	gateway → POST /hooks/sms (signed) → Reports → service.Worker.Report → the case
package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/office/service"
)

// Limits of what goes out and what is read of an answer.
const (
	maxTemplate = 16 << 10
	maxAnswer   = 64 << 10
	maxReceipt  = 128 // bytes of the gateway's number
)

// DefaultBody is the template of a request where none is given.
const DefaultBody = `{"id":"{{id}}","to":"{{to}}","text":"{{text}}"}`

// Options are what the gateway is told. URL and Secret are needed.
type Options struct {
	URL    string
	Header string // holds the secret; "": Authorization
	Secret string // whole value of that header, e.g. "Bearer …"
	// Body is a JSON document whose strings may hold the fields {{id}} (of the
	// notice: the same message again has the same), {{to}}, {{text}} (both
	// languages and the link), {{zh}}, {{en}} (each alone), {{number}} (of the
	// case), {{link}}. "": DefaultBody.
	Body string
	// ReceiptField names the gateway's own number in its answer; "": id.
	ReceiptField string
	// Reported says that deliveries are reported; without it a taken message counts
	// as received by the provider.
	Reported bool
	Timeout  time.Duration // 0: 10 s
}

// Gateway carries letters to one gateway. It is safe for concurrent use.
type Gateway struct {
	options Options
	body    any
	client  *http.Client
}

var _ service.Channel = (*Gateway)(nil)

// New checks the options. It does not connect.
func New(o Options) (*Gateway, error) {
	at, err := url.Parse(o.URL)
	if err != nil || at.Host == "" || at.User != nil || at.Scheme != "https" && (at.Scheme != "http" || !loopback(at.Hostname())) {
		return nil, errors.New("sms: the gateway's address must be https, or http on this machine, without a password in it")
	}
	if o.Secret == "" || strings.ContainsAny(o.Secret, "\r\n") {
		return nil, errors.New("sms: no secret, or more than one line")
	}
	o.Header, o.Body, o.ReceiptField = or(o.Header, "Authorization"), or(o.Body, DefaultBody), or(o.ReceiptField, "id")
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	g := &Gateway{options: o, client: &http.Client{
		Timeout:       o.Timeout,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: o.Timeout, MaxResponseHeaderBytes: maxAnswer},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if len(o.Body) > maxTemplate || json.Unmarshal([]byte(o.Body), &g.body) != nil || !strings.Contains(o.Body, "{{to}}") {
		return nil, errors.New("sms: the template is not JSON, is too long, or names no {{to}}")
	}
	return g, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send implements service.Channel. The notice's id goes along as Idempotency-Key.
//
// An answer of 2xx means taken; 422 that the number is of no use; 408, 425, 429, 401,
// 403 and 5xx again later; any other that this message is refused.
func (g *Gateway) Send(ctx context.Context, l service.Letter) (service.Sent, error) {
	fields := strings.NewReplacer("{{id}}", l.ID, "{{to}}", l.To, "{{text}}", l.Short(), "{{zh}}", l.Subject.ZH, "{{en}}", l.Subject.EN, "{{number}}", l.Number, "{{link}}", l.Link)
	raw, err := json.Marshal(filled(g.body, fields))
	if err != nil {
		return service.Sent{}, errors.New("sms: request")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.options.URL, bytes.NewReader(raw))
	if err != nil {
		return service.Sent{}, errors.New("sms: request")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", l.ID)
	req.Header.Set(g.options.Header, g.options.Secret)
	res, err := g.client.Do(req)
	if err != nil {
		return service.Sent{}, errors.New("sms: no answer from the gateway") // its text may hold the address of the gateway and more
	}
	defer func() { _ = res.Body.Close() }()
	return g.answer(res)
}

func (g *Gateway) answer(res *http.Response) (service.Sent, error) {
	switch code := res.StatusCode; {
	case code >= 200 && code < 300:
		raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
		if err != nil {
			raw = nil // it was taken all the same
		}
		return service.Sent{Receipt: g.receipt(raw), Pending: g.options.Reported}, nil
	case code == http.StatusUnprocessableEntity:
		return service.Sent{}, fmt.Errorf("sms: %w (%d)", service.ErrBadAddress, code)
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests,
		code == http.StatusUnauthorized, code == http.StatusForbidden, code >= 500:
		return service.Sent{}, fmt.Errorf("sms: put off with %d", code)
	default:
		return service.Sent{}, fmt.Errorf("sms: %w (%d)", service.ErrRefused, code)
	}
}

// receipt is the gateway's own number, if it is one: printable, short.
func (g *Gateway) receipt(raw []byte) string {
	var answer map[string]any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if dec.Decode(&answer) != nil {
		return ""
	}
	switch v := answer[g.options.ReceiptField].(type) {
	case string:
		return code(v)
	case json.Number:
		return code(v.String())
	default:
		return ""
	}
}

// code keeps a number of a provider only if it can hold no text of people.
func code(s string) string {
	if len(s) > maxReceipt || strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' && r != '.' && r != ':'
	}) {
		return ""
	}
	return s
}

// filled puts the fields into the strings of a template: what is filled in can never
// change the document's shape.
func filled(v any, fields *strings.Replacer) any {
	switch v := v.(type) {
	case string:
		return fields.Replace(v)
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = filled(one, fields)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, one := range v {
			out[name] = filled(one, fields)
		}
		return out
	default:
		return v
	}
}
