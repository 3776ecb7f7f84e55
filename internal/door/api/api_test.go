package api

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/enginetest"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// house is a whole office behind a real HTTP server. After every POST its workers
// run, as those of a running server would.
type house struct {
	*testing.T
	office *officetest.Office
	server *httptest.Server
	desk   *identity.Desk
	keys   map[string]string
	blobs  *memoryBlobs
	sent   atomic.Int64
	first  string // the first case of a walk
}

// known tells which persons a marketplace has.
type known struct{ o *officetest.Office }

func (k known) Known(_ context.Context, m id.Market, p id.Person) (bool, error) {
	for _, one := range k.o.People {
		if one == p && m == k.o.Market {
			return true, nil
		}
	}
	return false, nil
}

func open(t *testing.T) *house {
	t.Helper()
	return openAt(t, officetest.Begins())
}

// openAt is a house whose legal time begins at an instant.
func openAt(t *testing.T, begins time.Time) *house { return opened(t, begins, func(*Ports) {}) }

// openWith is a house with some ports of its own.
func openWith(t *testing.T, change func(*Ports)) *house {
	return opened(t, officetest.Begins(), change)
}

func opened(t *testing.T, begins time.Time, change func(*Ports)) *house {
	t.Helper()
	o, err := enginetest.Office(t, 1, begins)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{T: t, office: o, keys: map[string]string{}, blobs: &memoryBlobs{files: map[string][]byte{}, room: o.Clerk.Evidence}}
	h.desk, err = identity.NewDesk(&identitytest.Memory{}, known{o}, identity.Options{Now: o.Machine.Now, Random: rand.NewChaCha8([32]byte{1}), Veil: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	ports := Ports{
		Market: o.Market, Clerk: o.Clerk, Casebook: o.Casebook, Identity: h.desk, Orders: plainOrders{o}, Blobs: h.blobs, Clock: o.Stepper, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	change(&ports)
	h.server = httptest.NewServer(New(ports))
	t.Cleanup(func() { h.server.Close(); h.verified() })
	return h
}

// key is the API key of a person of the office, with all scopes a person may have.
func (h *house) key(name string) string {
	h.Helper()
	if h.keys[name] == "" {
		scopes := []identity.Scope{identity.CasesRead, identity.ActParty, identity.ActStaff}
		h.keys[name] = h.mint(h.office.Market, h.office.People[name], scopes...)
	}
	return h.keys[name]
}

func (h *house) mint(m id.Market, p id.Person, scopes ...identity.Scope) string {
	h.Helper()
	key, _, err := h.desk.MintKey(h.Context(), identity.NewKey{Market: m, Person: p, Label: "test", Scopes: scopes})
	if err != nil {
		h.Fatal(err)
	}
	return key
}

// reply is what the server said.
type reply struct {
	status int
	header http.Header
	raw    []byte
	json   map[string]any
}

// at finds a value by a path of names and numbers: "claims.0.state.code".
func (r reply) at(path string) any {
	var v any = r.json
	for part := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[part]
		case []any:
			var n int
			if _, err := fmt.Sscanf(part, "%d", &n); err != nil || n < 0 || n >= len(in) {
				return nil
			}
			v = in[n]
		default:
			return nil
		}
	}
	return v
}

func (r reply) text(path string) string {
	s, _ := r.at(path).(string)
	return s
}

func (r reply) number(path string) int64 {
	n, ok := r.at(path).(json.Number)
	if !ok {
		return -1
	}
	v, _ := n.Int64()
	return v
}

func (r reply) list(path string) []any {
	l, _ := r.at(path).([]any)
	return l
}

// call sends a request as a key would; body "" sends none.
func (h *house) call(method, path, key, idempotency, body string, more ...string) reply {
	h.Helper()
	req, err := http.NewRequestWithContext(h.Context(), method, h.server.URL+path, strings.NewReader(body))
	if err != nil {
		h.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	if idempotency != "" {
		req.Header.Set("Idempotency-Key", idempotency)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(more); i += 2 {
		req.Header.Set(more[i], more[i+1])
	}
	return h.send(req)
}

func (h *house) send(req *http.Request) reply {
	h.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // a test
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		h.Fatal(err)
	}
	r := reply{status: res.StatusCode, header: res.Header, raw: raw}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.UseNumber()
		if err := dec.Decode(&r.json); err != nil {
			h.Fatalf("%s %s: the answer is not JSON: %v\n%s", req.Method, req.URL.Path, err, raw)
		}
	}
	return r
}

// get and post are requests of a person that must succeed.
func (h *house) get(name, path string) reply {
	h.Helper()
	r := h.call(http.MethodGet, path, h.key(name), "", "")
	if r.status != http.StatusOK {
		h.Fatalf("GET %s as %s: %d %s", path, name, r.status, r.raw)
	}
	return r
}

func (h *house) post(name, path, body string) reply {
	h.Helper()
	r := h.try(name, path, body)
	if r.status >= 300 {
		h.Fatalf("POST %s as %s: %d %s\nwith %s", path, name, r.status, r.raw, body)
	}
	return r
}

// try posts with a fresh key and lets the workers run.
func (h *house) try(name, path, body string) reply {
	h.Helper()
	r := h.call(http.MethodPost, path, h.key(name), fmt.Sprintf("k-%d", h.sent.Add(1)), body)
	h.work()
	return r
}

func (h *house) work() {
	h.Helper()
	if err := h.office.Stepper.Settle(h.Context(), h.office.Market); err != nil {
		h.Fatal(err)
	}
}

// do makes a move of a case with inputs as JSON.
func (h *house) do(name, of, act, inputs string) {
	h.Helper()
	h.post(name, "/v1/cases/"+of+"/moves/"+act, `{"inputs":`+inputs+`}`)
}

// refused makes a move that must be refused with a code.
func (h *house) refused(name, of, act, inputs, code string) reply {
	h.Helper()
	r := h.try(name, "/v1/cases/"+of+"/moves/"+act, `{"inputs":`+inputs+`}`)
	if r.text("code") != code || r.text("texts.title.zh") == "" || r.text("texts.title.en") == "" {
		h.Fatalf("%s by %s: %d %s, want %s", act, name, r.status, r.raw, code)
	}
	return r
}

// until moves the test clock.
func (h *house) until(to time.Time) {
	h.Helper()
	h.post("officer", "/v1/test-clock", `{"to":"`+to.Format(time.RFC3339)+`"}`)
}

func (h *house) after(d time.Duration) {
	h.Helper()
	now, err := time.Parse(time.RFC3339Nano, h.get("officer", "/v1/test-clock").text("now"))
	if err != nil {
		h.Fatal(err)
	}
	h.until(now.Add(d))
}

// day is an instant of autumn 2026 in the marketplace's zone.
func day(month time.Month, d, hour int) time.Time {
	return time.Date(2026, month, d, hour, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

// bought lands an order through the API and returns its id; the office's own
// buyer is behind it.
func (h *house) bought(goods ...officetest.Goods) string {
	h.Helper()
	o, err := h.office.Buy(h.Context(), goods...)
	if err != nil {
		h.Fatal(err)
	}
	return o.String()
}

// filed opens a case and submits claims.
func (h *house) filed(name, order, claims string) string {
	h.Helper()
	of := h.post(name, "/v1/cases", `{"order":"`+order+`"}`).text("case")
	h.do(name, of, "submit", `{"claims":`+claims+`}`)
	return of
}

// uploaded takes a file in and returns its SHA-256.
func (h *house) uploaded(name, of, content string) string {
	h.Helper()
	r := h.call(http.MethodPost, "/v1/cases/"+of+"/exhibits", h.key(name), fmt.Sprintf("u-%d", h.sent.Add(1)), content, "Content-Type", "application/octet-stream", "X-File-Name", "a.txt")
	if r.status != http.StatusCreated {
		h.Fatalf("upload: %d %s", r.status, r.raw)
	}
	return r.text("sha256")
}

// money says what the escrow of an order is, in fen.
func (h *house) money(order, what string) int64 {
	h.Helper()
	return h.get("buyer", "/v1/orders/"+order+"/escrow").number(what + ".minor")
}

// memoryBlobs keeps files for tests.
type memoryBlobs struct {
	mu    sync.Mutex
	files map[string][]byte
	room  *evidence.Room // holds the same bytes, where they are measured
}

func (b *memoryBlobs) Put(ctx context.Context, m id.Market, c id.Case, name string, body io.Reader) (Blob, error) {
	raw, err := io.ReadAll(body)
	if err != nil {
		return Blob{}, fmt.Errorf("read: %w", err)
	}
	if strings.HasSuffix(name, ".exe") {
		return Blob{}, ErrFileKind
	}
	digest := fmt.Sprintf("%x", sha256.Sum256(raw))
	if _, err := b.room.Take(ctx, evidence.Place{Market: m, Case: c}, bytes.NewReader(raw)); err != nil && !errors.Is(err, evidence.ErrEmpty) {
		return Blob{}, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files[c.String()+digest] = raw
	return Blob{SHA256: digest, Bytes: int64(len(raw)), Type: "text/plain"}, nil
}

func (b *memoryBlobs) Open(ctx context.Context, m id.Market, c id.Case, digest string) (Blob, io.ReadCloser, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	raw, ok := b.files[c.String()+digest]
	if !ok { // not sent to this door: taken out of a locker
		f, err := b.room.Open(ctx, evidence.Place{Market: m, Case: c}, digest)
		if err != nil {
			return Blob{}, nil, ErrUnknownFile
		}
		return Blob{SHA256: digest, Bytes: f.Bytes, Type: f.Type}, f, nil
	}
	return Blob{SHA256: digest, Bytes: int64(len(raw)), Type: "text/plain"}, io.NopCloser(bytes.NewReader(raw)), nil
}

// plainOrders reads a small form of orders; the documented one is intake's.
type plainOrders struct{ o *officetest.Office }

type plainOrder struct {
	Number string    `json:"number"`
	Minor  int64     `json:"minor"`
	Signed time.Time `json:"signed,omitzero"` // its one parcel
	Days   int       `json:"days,omitempty"`  // to return it without a reason
	Own    bool      `json:"own,omitempty"`   // sold by the platform itself
	Buyer  string    `json:"buyer,omitempty"` // another than the office's own
}

func (p plainOrders) Read(_ context.Context, _ id.Market, told time.Time, raw []byte) ([]ToldOrder, error) {
	var all []plainOrder
	if json.Unmarshal(raw, &all) != nil {
		all = make([]plainOrder, 1)
		if err := json.Unmarshal(raw, &all[0]); err != nil {
			return nil, err
		}
	}
	var out []ToldOrder
	for _, one := range all {
		bought := told.Add(-240 * time.Hour)
		t := ToldOrder{Purchase: escrow.Purchase{
			Source: "test", Number: one.Number, SelfOperated: one.Own, Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY",
			Buyer: escrow.Buyer{Nickname: cmp.Or(one.Buyer, "buyer")}, Merchant: p.o.Merchant, BoughtAt: bought,
			Lines:    []escrow.PurchaseLine{{No: 1, Title: "茶杯", Qty: 1, UnitMinor: one.Minor, Windows: escrow.Windows{NoReasonDays: one.Days}}},
			Payments: []escrow.Payment{{ID: "p", Tender: "alipay", Minor: one.Minor, At: bought}},
		}}
		if !one.Signed.IsZero() {
			t.Purchase.Parcels = []escrow.PurchaseParcel{{No: 1, Carrier: "SF", Waybill: "SF" + one.Number, Items: []escrow.Packed{{Line: 1, Qty: 1}}, Track: []escrow.TrackPoint{
				{At: bought.Add(2 * time.Hour), Code: escrow.FirstScan}, {At: one.Signed, Code: escrow.Signed, Signer: escrow.SignedUnknown},
			}}}
		}
		if one.Minor <= 0 {
			t.Problems = []OrderProblem{{Code: "missing", Path: "lines[0].qty", Wrong: wording.Words{ZH: "缺少", EN: "missing"}}}
		}
		out = append(out, t)
	}
	return out, nil
}

func (plainOrders) Tracking(_ context.Context, told time.Time, raw []byte) (ToldTracking, error) {
	var form struct {
		Parcel int    `json:"parcel"`
		Status string `json:"status"`
	}
	if err := json.Unmarshal(raw, &form); err != nil {
		return ToldTracking{}, err
	}
	if form.Status == "" {
		return ToldTracking{Problems: []OrderProblem{{Code: "missing", Path: "scans"}}}, nil
	}
	return ToldTracking{Parcel: form.Parcel, Points: []escrow.TrackPoint{{At: told.Add(-time.Hour), Code: escrow.TrackCode(form.Status), Signer: escrow.SignedSelf}}}, nil
}
