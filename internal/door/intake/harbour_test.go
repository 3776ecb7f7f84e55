package intake

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// harbour is a Lander that keeps orders by (source, number), as the office does.
type harbour struct {
	orders map[string]escrow.Purchase
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

func newHarbour() *harbour { return &harbour{orders: map[string]escrow.Purchase{}} }

func (h *harbour) Land(_ context.Context, orders []escrow.Purchase) []error {
	h.calls++
	answers := make([]error, len(orders))
	for i, p := range orders {
		key := p.Source + "/" + p.Number
		known, seen := h.orders[key]
		switch {
		case h.fail != nil:
			answers[i] = h.fail
		case h.refuse[p.Number] != "":
			answers[i] = fmt.Errorf("order: %w", refusal(h.refuse[p.Number]))
		case seen && reflect.DeepEqual(known, p):
			answers[i] = nothingNew{}
		default:
			h.orders[key] = p
		}
	}
	return answers
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
