package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// harbour lands orders as the office does: it makes ids and digests out of (source,
// number) and lets the escrow say what is new; only the streams are in memory.
type harbour struct {
	orders map[string]escrow.Order
	rules  escrow.Rules
	events int
	refuse map[string]string // number → code
	fail   error
	calls  int
}

type nothingNew struct{}

func (nothingNew) Error() string    { return "nothing new" }
func (nothingNew) NothingNew() bool { return true }

type refusal string

func (r refusal) Error() string       { return string(r) }
func (r refusal) RefusalCode() string { return string(r) }

func newHarbour(t testing.TB) *harbour {
	t.Helper()
	cn, err := workday.New("cn", 8*3600, []workday.Year{{Year: 2026}})
	if err != nil {
		t.Fatal(err)
	}
	return &harbour{orders: map[string]escrow.Order{}, rules: escrow.Standard(cn)}
}

func (h *harbour) Land(_ context.Context, orders []escrow.Purchase) []error {
	h.calls++
	answers := make([]error, len(orders))
	for i, p := range orders {
		answers[i] = h.land(p)
	}
	return answers
}

func (h *harbour) land(p escrow.Purchase) error {
	if h.fail != nil {
		return h.fail
	}
	if code := h.refuse[p.Number]; code != "" {
		return fmt.Errorf("order: %w", refusal(code))
	}
	key := p.Source + "/" + p.Number
	p.Order, p.Digest = id.From[id.Order](bytes16(key)), digest(key)
	p.Buyer.Person = id.From[id.Person](bytes16(p.Source + "/" + p.Buyer.Nickname))
	for i := range p.Parcels {
		if p.Parcels[i].Waybill != "" {
			p.Parcels[i].WaybillDigest = digest(p.Parcels[i].Waybill)
		}
	}
	var known *escrow.Order
	if o, ok := h.orders[key]; ok {
		known = &o
	}
	entries, err := escrow.Import(known, p, escrow.By{At: testSettings().Told, Authority: "import", Rules: h.rules})
	if err != nil {
		return fmt.Errorf("order: %w", err)
	}
	h.events += len(entries)
	order := h.orders[key]
	for _, e := range entries {
		if e.Stream.Kind == record.Order {
			order = escrow.EvolveOrder(order, []record.Recorded{{Event: e.Event, Meta: record.Meta{At: e.At}}})
		}
	}
	h.orders[key] = order
	if len(entries) == 0 {
		return nothingNew{}
	}
	return nil
}

func bytes16(text string) (b [16]byte) {
	sum := sha256.Sum256([]byte(text))
	copy(b[:], sum[:])
	return b
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// landTwice lets the escrow judge every good order: it takes it, and told again it
// finds nothing new.
func landTwice(t testing.TB, all []Told) {
	t.Helper()
	sea := newHarbour(t)
	for range 2 {
		before := maps.Clone(sea.orders)
		for _, told := range all {
			if len(told.Problems) > 0 {
				continue
			}
			err := sea.land(told.Purchase)
			_, again := before[told.Purchase.Source+"/"+told.Purchase.Number]
			if again != errors.Is(err, nothingNew{}) || !again && err != nil {
				t.Errorf("the escrow says of %s (again: %t): %v", short(told.Purchase), again, err)
			}
		}
	}
}

func testSettings() Settings {
	return Settings{
		Source: "shop-a", Merchant: id.From[id.Merchant]([16]byte{15: 1}), Custody: escrow.Held, Currency: "CNY",
		Told: time.Date(2026, 9, 14, 1, 0, 0, 0, time.UTC),
	}
}

func columnsOf(t testing.TB, text string) Columns {
	t.Helper()
	c, err := ReadColumns(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// readAll reads a whole CSV.
func readAll(t testing.TB, text string, c Columns, e Encoding) (all []Told, err error) {
	t.Helper()
	file, err := OpenCSV(strings.NewReader(text), c, e, testSettings())
	if err != nil {
		return nil, err
	}
	for told, err := range file.Orders() {
		if err != nil {
			return all, err
		}
		all = append(all, told)
	}
	return all, nil
}

// where writes problems short: "3 订单状态 unknown_status".
func where(problems []Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%d %s %s", p.Line, p.Column, p.Code)))
	}
	return strings.Join(all, "; ")
}

var errDisk = errors.New("disk full")
