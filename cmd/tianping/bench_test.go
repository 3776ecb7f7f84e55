package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// rounds is what is measured side by side, one of each a round, so that what else
// the machine does falls on all of them. Under "… cpu" stands the processor time this
// process took meanwhile, which a busy machine changes less.
type rounds map[string][]time.Duration

func (r rounds) time(name string, f func()) {
	begin, busy := time.Now(), cpu()
	f()
	r[name] = append(r[name], time.Since(begin))
	r[name+" cpu"] = append(r[name+" cpu"], cpu()-busy)
}

// cpu is the processor time this process has taken, in user mode and in the system.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// report tells the medians, in milliseconds.
func (r rounds) report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	for _, name := range slices.Sorted(maps.Keys(r)) {
		b.ReportMetric(float64(r.median(name).Microseconds())/1000, strings.ReplaceAll(name, " ", "-")+"-ms")
		b.Logf("median %-10s %v", name, r.median(name)) // a benchmark that fails shows no metric
	}
}

func (r rounds) median(name string) time.Duration {
	all := slices.Sorted(slices.Values(r[name]))
	return all[len(all)/2]
}

// childOf says what this test binary does when it is started again by a benchmark:
// "serve FOLDER" the whole product, "bare" a server that answers and knows nothing.
const childOf = "TIANPING_BENCH_CHILD"

// TestBenchChild is no test: it is the process that BenchmarkColdStart starts.
func TestBenchChild(t *testing.T) {
	what, folder, _ := strings.Cut(os.Getenv(childOf), " ")
	switch what {
	case "serve":
		run(t.Context(), []string{"serve", "--data", folder, "--listen", "127.0.0.1:0"}, machine())
	case "bare":
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }))
		fmt.Fprintf(os.Stdout, "bare: %s\n", server.URL)
		<-t.Context().Done()
	default:
		t.Skip("the process of a benchmark")
	}
}

// BenchmarkColdStart measures from the start of the process on an empty folder to
// the first 200 of /healthz; beside it a server that knows nothing, and SQLite
// making a database with one row in it. Must: ready in less than 2 s.
func BenchmarkColdStart(b *testing.B) {
	r := rounds{}
	for b.Loop() {
		r.time("ready", func() { startChild(b, "serve "+b.TempDir()) })
		r.time("bare", func() { startChild(b, "bare") })
		r.time("sqlite", func() { rawSQLite(b, filepath.Join(b.TempDir(), "raw.db")) })
	}
	r.report(b)
	if ready := r.median("ready"); ready >= 2*time.Second {
		b.Errorf("ready after %v, must be less than 2 s", ready)
	}
}

// startChild starts a process, waits until it answers, and kills it.
func startChild(b *testing.B, what string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	child := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestBenchChild$")
	child.Env = append(os.Environ(), childOf+"="+what)
	told, err := child.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := child.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { cancel(); _ = child.Wait() }() // killed: that is no error here
	var address string
	var heard bytes.Buffer
	for line := make([]byte, 512); address == ""; {
		n, err := told.Read(line)
		heard.Write(line[:n])
		if _, after, found := strings.Cut(heard.String(), ": http://"); found && strings.Contains(after, "\n") {
			address, _, _ = strings.Cut(after, "\n")
		} else if err != nil {
			b.Fatalf("%s said %q, and then %v", what, heard.String(), err)
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%s answers %d", what, answer.StatusCode)
	}
}

// rawSQLite is the floor of the store: one table, one row, as durably as ours.
func rawSQLite(b *testing.B, path string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err == nil {
		_, err = db.ExecContext(b.Context(), "CREATE TABLE t (seq INTEGER PRIMARY KEY, body BLOB); INSERT INTO t VALUES (0, 'x')")
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return db
}

// BenchmarkCasePage measures the page of a case of 200 events: its view alone, the
// whole page and the API's answer; beside it a handler that knows nothing and the
// reading of 200 rows. Must: a page in at most 10 ms.
func BenchmarkCasePage(b *testing.B) {
	h, o, c := longCase(b, 200)
	buyer := o.Who("buyer")
	site, key := visitors(b, h, o, buyer.Person)
	raw := rawSQLite(b, filepath.Join(b.TempDir(), "raw.db"))
	for i := range 200 {
		if _, err := raw.ExecContext(b.Context(), "INSERT INTO t VALUES (?, ?)", i+1, make([]byte, 600)); err != nil {
			b.Fatal(err)
		}
	}
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 50<<10)) })
	r := rounds{}
	for b.Loop() {
		r.time("view", func() {
			if _, err := h.casebook.Case(b.Context(), buyer, c); err != nil {
				b.Fatal(err)
			}
		})
		r.time("page", func() { visit(b, site, "/cases/"+c.String(), key.cookie, "") })
		r.time("api", func() { visit(b, site, "/v1/cases/"+c.String(), nil, key.token) })
		r.time("bare", func() { visit(b, bare, "/", nil, "") })
		r.time("sqlite", func() { readAll(b, raw) })
	}
	r.report(b)
	if page := r.median("page"); page > 10*time.Millisecond {
		b.Errorf("the page takes %v, must be at most 10 ms", page)
	}
}

func readAll(b *testing.B, db *sql.DB) {
	b.Helper()
	rows, err := db.QueryContext(b.Context(), "SELECT body FROM t")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // only read
	for n := 0; ; n++ {
		if !rows.Next() {
			if err := rows.Err(); n < 200 || err != nil {
				b.Fatalf("%d rows, %v", n, err)
			}
			return
		}
	}
}

// longCase is a house with a case of at least so many events: the sides write to
// each other.
func longCase(b *testing.B, events int) (*house, *officetest.Office, id.Case) {
	b.Helper()
	ctx := b.Context()
	h, err := openHouse(ctx, b.TempDir(), "", env{Stdout: os.Stderr, Stderr: os.Stderr})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = h.close() })
	o, err := officetest.Over(ctx, h.store.Docket(), h.keys, h.library, 1, officetest.Begins())
	if err != nil {
		b.Fatal(err)
	}
	order, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		b.Fatal(err)
	}
	opened, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		b.Fatal(err)
	}
	must := func(who, move string, in ...dispute.Answer) {
		if err := o.Do(ctx, who, opened.Case, move, in...); err != nil {
			var no *dispute.Refusal
			b.Fatalf("%s %s: %v %t", who, move, err, errors.As(err, &no))
		}
	}
	must("buyer", "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	must("officer", "accept")
	for n := 0; n < events; {
		must("buyer", "message", play.Say("text", "您好，请问能提供一下当天的派送照片吗？"))
		must("shop", "message", play.Say("text", "已联系快递公司，请稍候。"))
		seen, err := o.Casebook.Case(ctx, o.Who("buyer"), opened.Case)
		if err != nil {
			b.Fatal(err)
		}
		if len(seen.Timeline) <= n {
			b.Fatalf("the case stays at %d events", n)
		}
		n = len(seen.Timeline)
	}
	return h, o, opened.Case
}

// way is how a person comes in: by page and by program.
type way struct {
	cookie *http.Cookie
	token  string
}

// visitors is everything that answers requests, and a person's ways in.
func visitors(b *testing.B, h *house, o *officetest.Office, who id.Person) (http.Handler, way) {
	b.Helper()
	ctx := b.Context()
	site, err := h.handler(ctx, o.Market, false)
	if err != nil {
		b.Fatal(err)
	}
	const password = "only-in-this-benchmark-1"
	if _, err := h.identity.Register(ctx, identity.NewAccount{Market: o.Market, Person: who, Login: "buyer", Password: password}); err != nil {
		b.Fatal(err)
	}
	token, _, err := h.identity.MintKey(ctx, identity.NewKey{Market: o.Market, Person: who, Label: "bench", Scopes: []identity.Scope{identity.CasesRead, identity.ActParty}})
	if err != nil {
		b.Fatal(err)
	}
	form := url.Values{"account": {"buyer"}, "password": {password}}
	req := httptest.NewRequestWithContext(ctx, http.MethodPost, "/sign-in", strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, req)
	cookies := answer.Result().Cookies()
	if len(cookies) == 0 {
		b.Fatalf("sign-in answers %d without a cookie", answer.Code)
	}
	return site, way{cookie: cookies[len(cookies)-1], token: token}
}

func visit(b *testing.B, site http.Handler, path string, cookie *http.Cookie, token string) {
	b.Helper()
	req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
	if cookie != nil {
		req.AddCookie(cookie)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, req)
	if answer.Code != http.StatusOK {
		b.Fatalf("%s answers %d: %.300s", path, answer.Code, answer.Body.String())
	}
}
