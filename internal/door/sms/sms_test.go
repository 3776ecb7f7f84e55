package sms

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/service"
)

func letter() service.Letter {
	return service.Letter{
		ID: "case_01.3", To: "13800000000", Number: "2026-000123-4", Link: "https://tianping.example.org/l/0f3k",
		Subject: service.Words{ZH: "天平：处理决定", EN: `Tianping: "Ruling"`},
	}
}

// gateway is a real HTTP server; answer decides status and body.
func gateway(t *testing.T, answer func(r *http.Request, body map[string]any) (int, string)) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Errorf("the request is no JSON: %v", err)
		}
		code, text := answer(r, body)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestMessageLeaves: one POST with the secret in its header, the id as idempotency
// key, and the template filled so that quotes cannot break out of it.
func TestMessageLeaves(t *testing.T) {
	t.Parallel()
	var seen *http.Request
	var got map[string]any
	at := gateway(t, func(r *http.Request, body map[string]any) (int, string) {
		seen, got = r, body
		return http.StatusAccepted, `{"msg":12345678901234567890}`
	})
	g, err := New(Options{URL: at + "/send", Header: "X-Key", Secret: "s3cret", Reported: true, ReceiptField: "msg", Body: `{"m":[{"no":"+{{to}}","say":"{{en}} {{link}}","ref":"{{id}}"}],"type":1}`})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := g.Send(t.Context(), letter())
	if err != nil || !sent.Pending || sent.Receipt != "12345678901234567890" {
		t.Fatalf("%+v %v", sent, err)
	}
	m := got["m"].([]any)[0].(map[string]any)
	if m["no"] != "+13800000000" || m["say"] != `Tianping: "Ruling" https://tianping.example.org/l/0f3k` || m["ref"] != "case_01.3" || got["type"] != 1.0 {
		t.Errorf("body %v", got)
	}
	if seen.Method != http.MethodPost || seen.Header.Get("X-Key") != "s3cret" || seen.Header.Get("Idempotency-Key") != "case_01.3" || seen.Header.Get("Authorization") != "" {
		t.Errorf("headers %v", seen.Header)
	}
}

// TestAnswers: what each status means, and that no error repeats the number.
func TestAnswers(t *testing.T) {
	t.Parallel()
	code, where := 0, ""
	at := gateway(t, func(r *http.Request, _ map[string]any) (int, string) {
		where += r.URL.Path
		return code, `{"id":"13800000000 王"}`
	})
	g, err := New(Options{URL: at + "/", Secret: "Bearer x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code             int
		refused, address bool
	}{{429, false, false}, {500, false, false}, {503, false, false}, {401, false, false}, {400, true, false}, {404, true, false}, {307, true, false}, {422, true, true}} {
		code = c.code
		_, err := g.Send(t.Context(), letter())
		if err == nil || errors.Is(err, service.ErrRefused) != c.refused || errors.Is(err, service.ErrBadAddress) != c.address || strings.Contains(err.Error(), "138") {
			t.Errorf("%d: %v", c.code, err)
		}
	}
	if strings.Contains(where, "elsewhere") {
		t.Error("a redirect was followed: the number went elsewhere")
	}
	code = 200
	if sent, err := g.Send(t.Context(), letter()); err != nil || sent.Pending || sent.Receipt != "" {
		t.Errorf("a number that holds text is not kept: %+v %v", sent, err)
	}
	slow, err := New(Options{URL: gateway(t, func(r *http.Request, _ map[string]any) (int, string) { <-r.Context().Done(); return 200, "" }), Secret: "x", Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := slow.Send(t.Context(), letter()); err == nil || errors.Is(err, service.ErrRefused) || strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("no answer in time: %v", err)
	}
}

// TestBadOptions: nothing leaves for an address in the clear, or without a secret.
func TestBadOptions(t *testing.T) {
	t.Parallel()
	good := Options{URL: "https://sms.example.org/send", Secret: "x"}
	if _, err := New(good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Options){
		"http":            func(o *Options) { o.URL = "http://sms.example.org/send" },
		"password in URL": func(o *Options) { o.URL = "https://u:p@sms.example.org/send" },
		"no URL":          func(o *Options) { o.URL = "" },
		"no secret":       func(o *Options) { o.Secret = "" },
		"two lines":       func(o *Options) { o.Secret = "a\r\nX: b" },
		"template":        func(o *Options) { o.Body = `{"to":{{to}}}` },
		"nobody":          func(o *Options) { o.Body = `{"text":"{{text}}"}` },
		"long":            func(o *Options) { o.Body = `{"to":"{{to}}` + strings.Repeat("x", maxTemplate) + `"}` },
	} {
		bad := good
		spoil(&bad)
		if _, err := New(bad); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// TestReports: only who holds the secret reports, and only lately; what is reported
// becomes one command; bad, long and unknown reports are told apart.
func TestReports(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	var took []service.Report
	answer := error(nil)
	market := id.From[id.Market]([16]byte{7})
	door := Reports{Secret: []byte(strings.Repeat("k", 24)), Market: market, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler), Take: func(_ context.Context, m id.Market, r service.Report) error {
		if m != market {
			t.Errorf("market %v", m)
		}
		took = append(took, r)
		return answer
	}}
	if err := door.Ready(); err != nil {
		t.Fatal(err)
	}
	if (Reports{Secret: []byte("short")}).Ready() == nil {
		t.Error("a short secret will do")
	}
	send := func(method, stamp, body, signature string) int {
		req := httptest.NewRequestWithContext(t.Context(), method, "/hooks/sms", strings.NewReader(body))
		req.Header.Set("webhook-id", "r1")
		req.Header.Set("webhook-timestamp", stamp)
		req.Header.Set("webhook-signature", signature)
		w := httptest.NewRecorder()
		door.ServeHTTP(w, req)
		return w.Code
	}
	signed := func(at time.Time, body string) int {
		stamp := strconv.FormatInt(at.Unix(), 10)
		return send(http.MethodPost, stamp, body, "v1,bm9uZQ== "+Sign(door.Secret, "r1", stamp, []byte(body)))
	}
	good := `{"id":"case_01.3","state":"delivered","receipt":"G-77"}`
	stamp := strconv.FormatInt(now.Unix(), 10)
	for name, c := range map[string]struct{ got, want int }{
		"delivered":     {signed(now, good), 204},
		"failed":        {signed(now, `{"id":"case_01.3","state":"failed","receipt":"王小明"}`), 204},
		"too old":       {signed(now.Add(-window-time.Second), good), 401},
		"from tomorrow": {signed(now.Add(24*time.Hour), good), 401},
		"unsigned":      {send(http.MethodPost, stamp, good, ""), 401},
		"other body":    {send(http.MethodPost, stamp, strings.Replace(good, "3", "4", 1), Sign(door.Secret, "r1", stamp, []byte(good))), 401},
		"other secret":  {send(http.MethodPost, stamp, good, Sign([]byte("x"), "r1", stamp, []byte(good))), 401},
		"no report":     {signed(now, `{"id":"case_01.3","state":"perhaps"}`), 400},
		"no JSON":       {signed(now, `{`), 400},
		"long":          {signed(now, strings.Repeat(" ", maxReport+1)), 413},
		"GET":           {send(http.MethodGet, stamp, "", ""), 405},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", name, c.got, c.want)
		}
	}
	if len(took) != 2 {
		t.Fatalf("took %+v", took)
	}
	for _, r := range took {
		if r.Notice != "case_01.3" || r.Channel != "sms" || r.Delivered && r.Receipt != "G-77" || !r.Delivered && r.Receipt != "" {
			t.Errorf("took %+v", r)
		}
	}
	answer = service.ErrUnknownNotice
	if got := signed(now, good); got != 404 {
		t.Errorf("unknown: %d", got)
	}
	answer = errors.New("disk")
	if got := signed(now, good); got != 503 {
		t.Errorf("fault: %d", got)
	}
}
