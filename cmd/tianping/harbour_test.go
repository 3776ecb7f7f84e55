package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// export is a seller's export in GB18030 as a spreadsheet writes it: rows orders,
// of which the given number names a sum that is none.
func export(t testing.TB, rows, bad int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("订单编号,买家会员名,买家实际支付金额,订单状态,宝贝标题,订单创建时间,订单付款时间,收货人姓名,联系手机,收货地址,物流单号,物流公司\n")
	for i := range rows {
		paid := fmt.Sprintf("%d.%02d", 20+i%300, i%100)
		if bad > 0 && i%(rows/bad) == 7 {
			paid = "叁拾元"
		}
		fmt.Fprintf(&b, "=\"3%09d\",买家%04d,%s,待发货,手作茶杯 %d 号,2026-06-%02d 10:00:00,2026-06-%02d 10:05:00,林%d,'138%08d,浙江省杭州市文三路 %d 号,,\n",
			i, i%4000, paid, i%50, 1+i%28, 1+i%28, i%97, i, i)
	}
	text, err := simplifiedchinese.GB18030.NewEncoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "ExportOrderList.csv", text)
}

// live is a data folder with a marketplace in it.
func live(t testing.TB) string {
	t.Helper()
	data := t.TempDir()
	var log bytes.Buffer
	e := env{Stdout: &log, Stderr: &log}
	h, err := openHouse(t.Context(), data, "", e)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.furnish(t.Context(), false, e); err != nil {
		t.Fatal(err)
	}
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	return data
}

// TestImportTenThousand proves that a seller's export lands in the marketplace of a
// data folder: progress is shown, the good rows land, the bad ones are listed, and
// the same file again changes nothing. Short: 400 rows.
func TestImportTenThousand(t *testing.T) {
	t.Parallel()
	rows, bad := 10_000, 50
	if testing.Short() {
		rows, bad = 400, 8
	}
	data, file := live(t), export(t, rows, bad)
	report := filepath.Join(t.TempDir(), "problems.csv")
	args := []string{"import", "orders", "--data", data, "--merchant", "mer_00000000000000000000000001", "--report", report, "--lang", "en", file}
	for _, want := range []string{
		fmt.Sprintf(`{"rows":%d,"bad":%d,"held":0,"orders":%d,"new":%[3]d,"known":0,"refused":0}`, rows, bad, rows-bad),
		fmt.Sprintf(`{"rows":%d,"bad":%d,"held":0,"orders":%d,"new":0,"known":%[3]d,"refused":0}`, rows, bad, rows-bad),
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, env{Stdout: &out, Stderr: &errs}); code != 0 {
			t.Fatalf("code %d: %s", code, errs.String())
		}
		if strings.TrimSpace(out.String()) != want {
			t.Errorf("summary %s, want %s", out.String(), want)
		}
		if !strings.Contains(errs.String(), fmt.Sprintf("of %d rows, ", rows)) {
			t.Errorf("no progress: %q", errs.String())
		}
		listed, err := os.ReadFile(report)
		if err != nil || strings.Count(string(listed), "not_money") != bad {
			t.Errorf("report lists %d bad rows, want %d: %v", strings.Count(string(listed), "not_money"), bad, err)
		}
	}
	var out bytes.Buffer
	if code := run(t.Context(), []string{"verify", "--data", data}, env{Stdout: &out, Stderr: &out}); code != 0 {
		t.Errorf("verify: %s", out.String())
	}
}

// TestOneProcess proves that no second process works in a data folder or on a
// database file, that the refusal says so, and that the folder is free afterwards.
func TestOneProcess(t *testing.T) {
	t.Parallel()
	data, file := live(t), export(t, 3, 0)
	var log bytes.Buffer
	e := env{Stdout: &log, Stderr: &log}
	args := func(more ...string) []string {
		return append(append([]string{"import", "orders", "--merchant", "new"}, more...), file)
	}
	refuses := func(args []string) {
		t.Helper()
		var out bytes.Buffer
		if code := run(t.Context(), args, env{Stdout: &out, Stderr: &out}); code != 1 || !strings.Contains(out.String(), "another tianping works in this data folder") {
			t.Errorf("%v: code %d, %s", args, code, out.String())
		}
	}
	h, err := openHouse(t.Context(), data, "", e)
	if err != nil {
		t.Fatal(err)
	}
	refuses(args("--data", data))
	refuses([]string{"verify", "--data", data})
	refuses([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"})
	refuses(args("--data", t.TempDir(), "--db", filepath.Join(data, databaseFile)))
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), args("--data", data), e); code != 0 || !strings.Contains(log.String(), "merchant mer_") {
		t.Errorf("after closing: code %d, %s", code, log.String())
	}
}

// TestNoHarbour proves that orders land in no folder without a marketplace, and
// that asking makes none.
func TestNoHarbour(t *testing.T) {
	t.Parallel()
	data, file := filepath.Join(t.TempDir(), "mistyped"), export(t, 1, 0)
	var out bytes.Buffer
	code := run(t.Context(), []string{"import", "orders", "--data", data, "--merchant", "new", file}, env{Stdout: &out, Stderr: &out})
	if code != 1 || !strings.Contains(out.String(), "no marketplace in") {
		t.Errorf("code %d, %s", code, out.String())
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
	out.Reset()
	code = run(t.Context(), []string{"import", "orders", "--data", live(t), "--market", "mkt_00000000000000000000000001", "--merchant", "new", file}, env{Stdout: &out, Stderr: &out})
	if code != 1 || !strings.Contains(out.String(), "the marketplace in") {
		t.Errorf("another marketplace: code %d, %s", code, out.String())
	}
}
