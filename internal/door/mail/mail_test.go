package mail

import (
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/mail/mailtest"
	"github.com/tianping-odr/tianping/internal/office/service"
)

func letter() service.Letter {
	return service.Letter{
		ID: "case_01.3", To: "lin@example.org", Number: "2026-000123-4",
		Subject: service.Words{ZH: "天平：处理决定（案件 2026-000123-4）", EN: "Tianping: Ruling (case 2026-000123-4)"},
		Text:    service.Words{ZH: "处理决定\n案件 2026-000123-4", EN: "Ruling\nCase 2026-000123-4"}, Link: "https://tianping.example.org/l/0f3k",
	}
}

func noon() time.Time { return time.Date(2026, 9, 14, 4, 0, 0, 0, time.UTC) }

func sender(t *testing.T, s *mailtest.Server, change func(*Options)) *Sender {
	t.Helper()
	o := Options{Host: "localhost", Port: s.Port(), From: "天平 <notice@tianping.example.org>", Roots: s.Roots, Timeout: 3 * time.Second, Now: noon}
	if change != nil {
		change(&o)
	}
	out, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestLetterArrives: over TLS and signed in, one plain-text letter in both languages,
// whose Message-ID is the notice; nothing in it but what the notice needs.
func TestLetterArrives(t *testing.T) {
	t.Parallel()
	s := mailtest.Serve(t)
	s.Set(false, "secret")
	sent, err := sender(t, s, func(o *Options) { o.User, o.Password = "tianping", "secret" }).Send(t.Context(), letter())
	if err != nil || sent.Pending || sent.Receipt != "case_01.3@tianping.example.org" {
		t.Fatalf("%+v %v", sent, err)
	}
	got := s.Taken()
	if len(got) != 1 || s.SignedIn() != 1 {
		t.Fatalf("%d letters, signed in %d times", len(got), s.SignedIn())
	}
	m, err := netmail.ReadMessage(strings.NewReader(got[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != letter().Subject.ZH+" / "+letter().Subject.EN {
		t.Errorf("subject %q, %v", subject, err)
	}
	if id := m.Header.Get("Message-ID"); id != "<case_01.3@tianping.example.org>" || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("headers: %v", m.Header)
	}
	if kind := m.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain; charset=UTF-8") {
		t.Errorf("kind %q", kind)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.ReplaceAll(string(body), "\r\n", "\n"); strings.TrimSpace(text) != strings.TrimSpace(letter().Plain()) {
		t.Errorf("body %q", text)
	}
}

// TestAnswers: what each answer of a server means, and that no error repeats an
// address or what the server wrote.
func TestAnswers(t *testing.T) {
	t.Parallel()
	s := mailtest.Serve(t)
	post := sender(t, s, nil)
	for _, c := range []struct {
		rcpt, data       string
		refused, address bool
	}{
		{rcpt: "450 4.2.0 lin@example.org greylisted"},
		{rcpt: "550 5.1.1 lin@example.org unknown", refused: true, address: true},
		{rcpt: "550 no such user lin@example.org", refused: true, address: true},
		{rcpt: "550 5.7.1 lin@example.org policy", refused: true},
		{rcpt: "552 5.2.2 lin@example.org mailbox full", refused: true},
		{data: "451 4.3.0 try again"},
		{data: "554 5.6.0 content", refused: true},
		{data: "drop"},
	} {
		s.Say(c.rcpt, c.data)
		_, err := post.Send(t.Context(), letter())
		if err == nil || errors.Is(err, service.ErrRefused) != c.refused || errors.Is(err, service.ErrBadAddress) != c.address {
			t.Errorf("%s%s: %v", c.rcpt, c.data, err)
		}
		if err != nil && (strings.Contains(err.Error(), "lin") || strings.Contains(err.Error(), "greylisted")) {
			t.Errorf("the error says too much: %v", err)
		}
	}
	s.Say("", "")
	if _, err := post.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	if got := s.Taken(); len(got) != 2 || messageID(got[0]) != messageID(got[1]) || messageID(got[0]) == "" {
		t.Errorf("a letter whose answer was lost is the same letter again: %q", got)
	}
	if _, err := post.Send(t.Context(), service.Letter{ID: "case_01.3", To: "not an address"}); !errors.Is(err, service.ErrBadAddress) {
		t.Errorf("not an address: %v", err)
	}
}

func messageID(letter string) string {
	m, err := netmail.ReadMessage(strings.NewReader(letter))
	if err != nil {
		return ""
	}
	return m.Header.Get("Message-ID")
}

// TestNothingInTheClear: without TLS no letter and no password leaves, unless the
// options say so; a wrong password and a dead server are put off, not refused.
func TestNothingInTheClear(t *testing.T) {
	t.Parallel()
	s := mailtest.Serve(t)
	s.Set(true, "")
	if _, err := sender(t, s, nil).Send(t.Context(), letter()); err == nil || errors.Is(err, service.ErrRefused) || len(s.Taken()) != 0 {
		t.Errorf("a server without STARTTLS: %v, %d letters", err, len(s.Taken()))
	}
	if _, err := sender(t, s, func(o *Options) { o.Policy = None }).Send(t.Context(), letter()); err != nil {
		t.Errorf("plain, as the options say: %v", err)
	}
	for name, bad := range map[string]Options{
		"password without TLS": {Host: "localhost", Policy: None, User: "u", From: "a@b.org", Now: noon},
		"policy":               {Host: "localhost", Policy: "maybe", From: "a@b.org", Now: noon},
		"from":                 {Host: "localhost", From: "nobody", Now: noon},
		"no host":              {From: "a@b.org", Now: noon},
	} {
		if _, err := New(bad); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	locked := mailtest.Serve(t)
	locked.Set(false, "right")
	if _, err := sender(t, locked, func(o *Options) { o.User, o.Password = "tianping", "wrong" }).Send(t.Context(), letter()); err == nil || errors.Is(err, service.ErrRefused) || strings.Contains(err.Error(), "wrong") {
		t.Errorf("a wrong password: %v", err)
	}
	if _, err := sender(t, s, func(o *Options) { o.Roots = nil; s.Set(false, "") }).Send(t.Context(), letter()); err == nil {
		t.Error("a certificate nobody vouches for was taken")
	}
}
