package intake

import (
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// sound checks what must hold of every order read, whatever the bytes were: it is
// good or it says why, and a good one's numbers are inside their bounds.
func sound(t *testing.T, told Told) {
	t.Helper()
	if len(told.Lines) == 0 {
		t.Fatal("an order of no line")
	}
	for _, p := range told.Problems {
		if p.Text("zh") == "" || p.Mend("en") == "" || p.Line < 0 {
			t.Fatalf("a problem that says nothing: %+v", p)
		}
	}
	if len(told.Problems) > 0 {
		return
	}
	p := told.Purchase
	if p.Number == "" || p.Buyer.Nickname == "" || len(p.Lines) == 0 || p.BoughtAt.IsZero() || p.Currency == "" {
		t.Fatalf("good, but incomplete: %+v", p)
	}
	if !utf8.ValidString(p.Number + p.Buyer.Nickname + p.Buyer.Address + p.Note + p.Lines[0].Title) {
		t.Fatal("good, but not text")
	}
	for _, line := range p.Lines {
		if line.Qty < 1 || line.UnitMinor < 0 || line.DiscountMinor < 0 || line.FreightMinor < 0 {
			t.Fatalf("good, but a line of %+v", line)
		}
	}
}

// balanced checks that a good CSV order is paid to the fen: goods and freight less
// discount are what came in, and no more went back.
func balanced(t *testing.T, p escrow.Purchase) {
	t.Helper()
	due, in, back := p.FreightMinor-p.DiscountMinor-p.CouponMinor, int64(0), int64(0)
	for _, line := range p.Lines {
		due += line.Qty * line.UnitMinor
	}
	for _, pay := range p.Payments {
		in += pay.Minor
	}
	for _, r := range p.Refunds {
		back += r.Minor
	}
	if len(p.Payments) > 0 && in != due || back > in {
		t.Fatalf("due %d, in %d, back %d: %s", due, in, back, short(p))
	}
}

// FuzzCSV proves that no bytes break the reader of CSV files, that every row is
// accounted for, and that a good order is paid to the fen.
func FuzzCSV(f *testing.F) {
	f.Add([]byte(plainHead + "\n" + goodRow))
	f.Add([]byte(plainHead + ",价格,购买数量,买家应付邮费,退款金额\n1,n,90,交易成功,茶,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,60,2,5,3\n1,,,,杯,,,,,9,,,\n"))
	f.Add([]byte("订单编号,\"买家会员名\n"))
	f.Add([]byte("\xb6\xa9\xb5\xa5\xb1\xe0\xba\xc5,\xff\n=\"1\",'2\n"))
	columns := columnsOf(f, TaobaoColumns())
	f.Fuzz(func(t *testing.T, body []byte) {
		file, err := OpenCSV(bytes.NewReader(body), columns, Detect, testSettings())
		if err != nil {
			if _, ok := errors.AsType[Problem](err); !ok {
				t.Fatal(err)
			}
			return
		}
		rows, all := 0, []Told(nil)
		for told, err := range file.Orders() {
			if err != nil {
				t.Fatal(err)
			}
			rows += len(told.Lines)
			all = append(all, told)
			sound(t, told)
			if len(told.Problems) == 0 {
				balanced(t, told.Purchase)
			}
		}
		landTwice(t, all)
		if rows != file.Rows() {
			t.Fatalf("%d rows became %d", file.Rows(), rows)
		}
	})
}

// FuzzJSON proves the same of orders and tracking histories in JSON.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(orderFile(f)))
	f.Add([]byte("[" + orderFile(f) + "," + orderFile(f) + "]"))
	f.Add([]byte("{\"number\":\"1\"}\n{\"number\":\"1\",\"number\":\"2\"}\n"))
	f.Add([]byte(`{"waybill":"YT12345","scans":[{"at":"2026-09-02T18:00:00+08:00","status":"signed"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for told, err := range JSONOrders(bytes.NewReader(body), testSettings()) {
			if err != nil {
				if _, ok := errors.AsType[Problem](err); !ok {
					t.Fatal(err)
				}
				continue
			}
			sound(t, told)
		}
		if tracking, problems := TrackingForm(body, 1, testSettings().Told); len(problems) == 0 && len(tracking.Scans) == 0 {
			t.Fatal("a good history without a scan")
		}
	})
}
