package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// sent is a command of a program, and how it was answered.
type sent struct {
	key, path, body string
	person          id.Person // acted for; zero: the marketplace's own
	file            bool      // the body is a file, no JSON
	text            string    // what somebody wrote in it; it stands nowhere else
	status          int
	answer          []byte
}

func (s sent) accepted() bool { return s.status < 300 }

// read reads a text of the answer.
func (s sent) read(name string) string {
	var in map[string]any
	if json.Unmarshal(s.answer, &in) != nil {
		return ""
	}
	text, _ := in[name].(string)
	return text
}

// caller is one program: it sends one command after the other, and a command whose
// answer did not come again, under the same key, until it is answered.
type caller struct {
	k      *serverKills
	n      int
	dice   *rand.Rand
	client *http.Client
	life   int  // of the server that answered last
	before sent // the last command accepted
	next   int  // number of the next command
}

func newCaller(k *serverKills, n int) *caller {
	dice := rand.New(rand.NewPCG(k.seed, uint64(100+n))) //nolint:gosec // seeded on purpose
	return &caller{k: k, n: n, dice: dice, client: &http.Client{Timeout: 50 * time.Second, Transport: &http.Transport{}}}
}

// wrong keeps a finding.
func (k *serverKills) wrong(format string, args ...any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tally.Find("kills", fmt.Sprintf(format, args...))
}

// command sends a new command and returns how it was answered. A refusal is an
// answer. Errors: no server any more, a fault.
func (c *caller) command(ctx context.Context, s sent) (sent, error) {
	c.next++
	s.key = fmt.Sprintf("caller-%d-%d", c.n, c.next)
	s.body = strings.ReplaceAll(s.body, "$KEY", s.key)
	s.text = strings.ReplaceAll(s.text, "$KEY", s.key)
	s, unsure, err := c.insist(ctx, s)
	if err != nil {
		return s, err
	}
	code := "accepted"
	if !s.accepted() {
		code = s.read("code")
	}
	c.k.mu.Lock()
	c.k.tally.Count(shape(s.path), code)
	c.k.mu.Unlock()
	if !s.accepted() {
		return s, nil
	}
	c.k.mu.Lock()
	c.k.done = append(c.k.done, s)
	if s.text != "" {
		c.k.wrote[s.text] = true
	}
	c.k.mu.Unlock()
	c.before = s
	if unsure {
		return s, c.again(ctx, s)
	}
	return s, nil
}

// again sends a command that was accepted once more: it must be known, and the
// answer the same.
func (c *caller) again(ctx context.Context, s sent) error {
	once := s
	once.status, once.answer = 0, nil
	once, _, err := c.insist(ctx, once)
	if err != nil {
		return err
	}
	switch {
	case once.status != s.status:
		c.k.wrong("sent again, yet refused: %s %d %s", shape(s.path), once.status, once.read("code"))
	case !sameAnswer(s, once):
		c.k.wrong("sent again, yet answered otherwise: %s", shape(s.path))
	}
	return nil
}

// sameAnswer compares answers. Told again, orders are known where they were new, and
// the clock has gone on.
func sameAnswer(a, b sent) bool {
	switch a.path {
	case "/v1/orders":
		return orderIn(a) == orderIn(b)
	case "/v1/test-clock":
		return true
	default:
		return bytes.Equal(a.answer, b.answer)
	}
}

// orderIn is the order an import of one landed.
func orderIn(s sent) string {
	var report struct {
		Orders []struct{ Order string }
	}
	if json.Unmarshal(s.answer, &report) != nil || len(report.Orders) != 1 {
		return ""
	}
	return report.Orders[0].Order
}

// shape is a path without its ids, for findings.
func shape(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.Contains(p, "_") && len(p) > 20 {
			parts[i] = "…"
		}
	}
	return strings.Join(parts, "/")
}

// insist sends until an answer comes. unsure tells that an earlier attempt may have
// been carried out. A server that is new to the caller is first asked for what the
// one before had acknowledged.
func (c *caller) insist(ctx context.Context, s sent) (_ sent, unsure bool, err error) {
	for busy := 0; busy < 200; {
		address, life, open, err := c.k.desk.server(ctx, c.n == clockCaller)
		if err != nil || !open {
			return s, unsure, errors.Join(err, errNoServer)
		}
		if life != c.life {
			c.life = life
			if before := c.before; before.key != "" && before.key != s.key {
				if err := c.again(ctx, before); err != nil {
					return s, unsure, err
				}
				continue
			}
		}
		status, answer, err := c.post(ctx, address, life, s)
		switch {
		case ctx.Err() != nil:
			return s, unsure, ctx.Err()
		case err != nil:
			unsure = true
			if err := c.gone(ctx, life, err); err != nil {
				return s, unsure, err
			}
		case status == http.StatusServiceUnavailable:
			unsure = true
			busy++
		case status >= 500:
			c.k.wrong("a fault: %s %d %s", shape(s.path), status, answer)
			s.status, s.answer = status, answer
			return s, unsure, nil
		default:
			s.status, s.answer = status, answer
			return s, unsure, nil
		}
	}
	return s, unsure, fmt.Errorf("%s %s: never answered", s.key, shape(s.path))
}

// errNoServer ends a caller when there will be no server any more.
var errNoServer = errors.New("no server")

// gone waits until the server is known to be gone that did not answer: one that runs
// and does not answer is a fault.
func (c *caller) gone(ctx context.Context, life int, cause error) error {
	err := c.k.desk.until(ctx, func(s *deskState) bool { return s.closed || s.address == "" || s.life != life })
	if err != nil {
		return fmt.Errorf("a server that runs does not answer: %w", cause)
	}
	return nil
}

// post sends a command once. It counts as in flight from the moment it was written
// in full until the answer came or will never come.
func (c *caller) post(ctx context.Context, address string, life int, s sent) (int, []byte, error) {
	var mu sync.Mutex
	written, over := false, false
	trace := &httptrace.ClientTrace{WroteRequest: func(info httptrace.WroteRequestInfo) {
		mu.Lock()
		defer mu.Unlock()
		if info.Err == nil && !over && !written {
			written = true
			c.k.desk.change(func(d *deskState) { d.inFlight++ })
		}
	}}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodPost, address+s.path, strings.NewReader(s.body))
	if err != nil {
		return 0, nil, err
	}
	c.dress(req, s)
	req.Header.Set("Idempotency-Key", s.key)
	status, answer, err := c.do(req)
	mu.Lock()
	defer mu.Unlock()
	over = true
	c.k.desk.change(func(d *deskState) {
		if written {
			d.inFlight--
		}
		switch {
		case d.life != life:
		case err == nil:
			d.answered++
		case written:
			d.broken++
		}
	})
	return status, answer, err
}

func (c *caller) dress(req *http.Request, s sent) {
	req.Header.Set("Authorization", "Bearer "+c.k.key)
	req.Header.Set("Accept-Language", "en")
	req.Header.Set("Content-Type", "application/json")
	if s.file {
		req.Header.Set("Content-Type", "application/octet-stream")
		req.Header.Set("X-File-Name", "a.txt")
	}
	if !s.person.IsZero() {
		req.Header.Set("Tianping-On-Behalf-Of", s.person.String())
	}
}

func (c *caller) do(req *http.Request) (status int, body []byte, err error) {
	res, err := c.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	body, err = io.ReadAll(res.Body)
	if err = errors.Join(err, res.Body.Close()); err != nil {
		return 0, nil, err
	}
	return res.StatusCode, body, nil
}

// look reads something as a person; nil when it may not, or no answer came.
func (c *caller) look(ctx context.Context, who id.Person, path string) (map[string]any, error) {
	address, _, open, err := c.k.desk.server(ctx, c.n == clockCaller)
	if err != nil || !open {
		return nil, errors.Join(err, errNoServer)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+path, nil)
	if err != nil {
		return nil, err
	}
	c.dress(req, sent{person: who})
	status, body, err := c.do(req)
	if err != nil || status != http.StatusOK {
		return nil, nil //nolint:nilerr,nilnil // the server is gone: nothing was seen
	}
	var out map[string]any
	return out, json.Unmarshal(body, &out)
}

// digestOf is the SHA-256 of a file's bytes.
func digestOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
