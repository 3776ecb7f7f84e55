package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/door/intake"
)

const twoRows = "订单编号,买家会员名,买家实际支付金额,订单状态,宝贝标题,订单创建时间,订单付款时间\n" +
	"=\"1001\",小林,35.90,待发货,茶杯,2026-09-01 10:00:00,2026-09-01 10:05:00\n" +
	"1002,小陈,三十,待发货,茶盘,2026-09-01 10:00:00,2026-09-01 10:05:00\n"

func write(t testing.TB, name, body string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// quay counts what lands.
type quay struct {
	landed []escrow.Purchase
	closed bool
}

func (q *quay) Land(_ context.Context, orders []escrow.Purchase) []error {
	q.landed = append(q.landed, orders...)
	return make([]error, len(orders))
}

func (q *quay) open(context.Context, importFlags, env) (harbour, error) {
	return harbour{Lander: q, settings: intake.Settings{Custody: escrow.Held}, close: func() error { q.closed = true; return nil }}, nil
}

// TestImportOrders proves that good rows land with what flags and marketplace say,
// bad ones stand in the report, and the summary and progress are told.
func TestImportOrders(t *testing.T) {
	t.Parallel()
	report := filepath.Join(t.TempDir(), "problems.csv")
	var out, errs bytes.Buffer
	to := &quay{}
	err := importing(to.open)(t.Context(), []string{
		"orders", "--merchant", "mer_00000000000000000000000001", "--report", report, "--lang", "en", write(t, "orders.csv", twoRows),
	}, env{Stdout: &out, Stderr: &errs})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"rows":2,"bad":1,"held":0,"orders":1,"new":1,"known":0,"refused":0}` + "\n"; out.String() != want {
		t.Errorf("summary %s, want %s", out.String(), want)
	}
	if !strings.Contains(errs.String(), "2 of 2 rows, 1 bad") {
		t.Errorf("progress %q", errs.String())
	}
	if len(to.landed) != 1 || !to.closed {
		t.Fatalf("landed %+v, closed %t", to.landed, to.closed)
	}
	if p := to.landed[0]; p.Number != "1001" || p.Merchant.String() != "mer_00000000000000000000000001" || p.Custody != escrow.Held || p.Source != "taobao" || p.Currency != "CNY" {
		t.Errorf("landed %+v", p)
	}
	body, err := os.ReadFile(report)
	if err != nil || !strings.Contains(string(body), "3,买家实际支付金额,not_money,") {
		t.Errorf("report %q, %v", body, err)
	}
}

// TestImportNeedsAMerchant proves that a CSV lands nowhere without one, and that
// the marketplace is closed again.
func TestImportNeedsAMerchant(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	to := &quay{}
	err := importing(to.open)(t.Context(), []string{"orders", write(t, "orders.csv", twoRows)}, env{Stdout: &out, Stderr: &out})
	if err == nil || !strings.Contains(err.Error(), "--merchant") || len(to.landed) > 0 || !to.closed {
		t.Errorf("%v, landed %d, closed %t", err, len(to.landed), to.closed)
	}
}

// TestImportCheck proves that a check lands nothing and fails when a row is bad,
// also for JSON, and that the column map shipped is one that is read.
func TestImportCheck(t *testing.T) {
	t.Parallel()
	columns := func() string {
		var out bytes.Buffer
		if code := run(t.Context(), []string{"import", "orders", "--print-columns"}, env{Stdout: &out, Stderr: &out}); code != 0 {
			t.Fatal(out.String())
		}
		return out.String()
	}()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"import", "orders", "--check", "--merchant", "mer_00000000000000000000000001", write(t, "a.csv", twoRows)}, 1, "1 bad rows"},
		{[]string{"import", "orders", "--check", "--columns", write(t, "c.yaml", columns), write(t, "a.csv", twoRows[:strings.LastIndex(twoRows, "1002")])}, 0, `"new":1`},
		{[]string{"import", "orders", "--check", write(t, "a.json", `[{"number": "1"}]`)}, 1, "buyer,missing"},
		{[]string{"import", "orders", "--check", "--encoding", "latin1", write(t, "a.csv", twoRows)}, 1, "cannot be read"},
		{[]string{"import", "orders", "--check", "--columns", write(t, "c.yaml", "source: X"), write(t, "a.csv", twoRows)}, 1, "column map"},
		{[]string{"import", "orders", "--check", "nowhere.csv"}, 1, "nowhere.csv"},
		{[]string{"import", "orders", "--merchant", "per_1", "a.csv"}, 1, "--merchant"},
		{[]string{"import", "orders"}, 1, "name one file"},
		{[]string{"import", "goods"}, 1, "usage"},
	} {
		var out bytes.Buffer
		code := run(t.Context(), c.args, env{Stdout: &out, Stderr: &out})
		if code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("tianping %v: code %d, %s; want %d, %q", c.args, code, out.String(), c.code, c.says)
		}
	}
}
