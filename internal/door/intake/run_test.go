package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// ordersOf writes so many good rows and so many bad ones.
func ordersOf(good, bad int) string {
	var text strings.Builder
	text.WriteString(plainHead + "\n")
	for i := range good + bad {
		status := "待发货"
		if i >= good {
			status = "秘密状态"
		}
		fmt.Fprintf(&text, "%d,小林,35.90,%s,茶杯,2026-09-01 10:00:00,2026-09-01 10:05:00,,\n", i, status)
	}
	return text.String()
}

func open(t *testing.T, text string) *CSV {
	t.Helper()
	file, err := OpenCSV(strings.NewReader(text), columnsOf(t, TaobaoColumns()), Detect, testSettings())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestRunSortsAnswers proves that landed, known, refused and faulty orders are told
// apart, and that a fault ends the import while what landed stays.
func TestRunSortsAnswers(t *testing.T) {
	t.Parallel()
	sea := newHarbour(t)
	sea.refuse = map[string]string{"3": "order/conflict"}
	var problems []Problem
	keep := func(p Problem) error { problems = append(problems, p); return nil }
	sum, err := Run(t.Context(), open(t, ordersOf(5, 1)).Orders(), sea, keep, nil)
	if want := (Summary{Rows: 6, Bad: 1, Orders: 5, New: 4, Refused: 1}); err != nil || sum != want {
		t.Errorf("%+v, %v, want %+v", sum, err, want)
	}
	if got := where(problems); got != "7 订单状态 unknown_status; 5  refused" || problems[1].Arg != "order/conflict" {
		t.Errorf("problems %s", got)
	}
	sea.fail = errDisk
	sum, err = Run(t.Context(), open(t, ordersOf(500, 0)).Orders(), sea, nil, nil)
	if !errors.Is(err, errDisk) || sum.New != 0 || sea.calls != 2 {
		t.Errorf("with a full disk: %+v, %v after %d calls", sum, err, sea.calls)
	}
}

// TestRunStops proves that an import ends when it is told to, and when nearly
// everything is bad; what was read before still lands.
func TestRunStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("the window was closed")
	sea := newHarbour(t)
	sum, err := Run(ctx, open(t, ordersOf(500, 0)).Orders(), sea, nil, func(s Summary) {
		if s.New == batchOrders {
			cancel(cause)
		}
	})
	if !errors.Is(err, cause) || sum.New != batchOrders {
		t.Errorf("cancelled: %+v, %v", sum, err)
	}
	sum, err = Run(t.Context(), open(t, ordersOf(3, MaxBad+5)).Orders(), newHarbour(t), nil, nil)
	p, ok := errors.AsType[Problem](err)
	if !ok || p.Code != TooManyBad || sum.New != 3 || sum.Bad != MaxBad+1 {
		t.Errorf("too many bad: %+v, %v", sum, err)
	}
	full := func(Problem) error { return errDisk }
	if _, err := Run(t.Context(), open(t, ordersOf(0, 1)).Orders(), sea, full, nil); !errors.Is(err, errDisk) {
		t.Errorf("the report cannot be written, and the import says %v", err)
	}
	if _, err := Run(t.Context(), open(t, ordersOf(1, 0)).Orders(), deaf{}, nil, nil); err == nil {
		t.Error("a lander that answers nothing went unnoticed")
	}
}

type deaf struct{}

func (deaf) Land(context.Context, []escrow.Purchase) []error { return nil }

// TestReport proves that a report names line, column, reason and mending in the
// reader's language, opens in a spreadsheet, and repeats nothing of the file.
func TestReport(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	report := NewReport(&out, "zh")
	if _, err := Run(t.Context(), open(t, ordersOf(1, 1)).Orders(), newHarbour(t), report.Add, nil); err != nil {
		t.Fatal(err)
	}
	if err := report.Add(Problem{Line: 9, Column: "=1+1", Code: TooLong, Arg: "100"}); err != nil {
		t.Fatal(err)
	}
	if err := report.Close(); err != nil {
		t.Fatal(err)
	}
	want := utf8BOM + "行,列,代码,问题,如何更正\n" +
		"3,订单状态,unknown_status,列对应表中没有这个订单状态,在列对应表的 statuses 中加上它（tianping import orders --print-columns）\n" +
		"9,'=1+1,too_long,超过 100 个字符,缩短这一项\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	for _, secret := range []string{"小林", "秘密状态", "35.90", "茶杯"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the report repeats %q", secret)
		}
	}
}

// TestEveryCodeIsSaid proves that each code declared in problem.go has words for
// what is wrong and how to mend it, in both languages, and says its argument.
func TestEveryCodeIsSaid(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes++
		p := Problem{Line: 1, Column: "c", Code: Code(text), Arg: "⟨arg⟩"}
		for _, language := range []string{"zh", "en"} {
			if p.Text(language) == "" || p.Mend(language) == "" {
				t.Errorf("%s has no words in %s", text, language)
			}
			if strings.Contains(p.Text(language)+p.Mend(language), "%") {
				t.Errorf("%s in %s: %q %q", text, language, p.Text(language), p.Mend(language))
			}
		}
		if strings.Contains(p.Text("zh")+p.Mend("zh"), "⟨arg⟩") != strings.Contains(p.Text("en")+p.Mend("en"), "⟨arg⟩") {
			t.Errorf("%s says its argument in one language only", text)
		}
		return true
	})
	if codes < 30 {
		t.Errorf("only %d codes found", codes)
	}
	if got := (Problem{Line: 3, Column: "qty", Code: Missing}).Error(); got != "line 3: qty: must be given" {
		t.Error(got)
	}
	if got := (Problem{Code: "no such code"}).Text("zh"); got != "" {
		t.Errorf("an unknown code says %q", got)
	}
}

// TestColumnMap proves that a slip of the pen in a column map is an error, not an
// empty column, and that JSON is read as well.
func TestColumnMap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, fresh, want string }{
		{"amounts: auto", "amount: auto", "field amount not found"},
		{"amounts: auto", "amounts: sometimes", "none of auto, order, row"},
		{"  qty:  ", "  quantity:  ", "no meaning we know"},
		{"source: taobao", "source: 淘宝", "source and tender must be"},
		{`"+08:00"`, `"Shanghai"`, "not like +08:00"},
		{"no_reason_days: 7", "no_reason_days: -7", "0 – 365"},
		{"  waybill:      [物流单号", "  waybill:      [订单状态, 物流单号", "stands under"},
		{"  status:       [订单状态, 交易状态]", "  status:       []", "must name a heading"},
		{"交易成功: done", "交易成功: finished", "none of unpaid"},
		{"交易成功: done", "交易成功: done\n  交易成功: closed", "already defined"},
		{"顺丰: sf", "顺丰: 顺丰", "code of"},
		{"amounts: auto", "amounts: &a auto", "anchor or alias"},
		{"amounts: auto", "amounts: auto\n" + strings.Repeat("#", maxColumnMap), "longer than"},
	} {
		text := strings.Replace(TaobaoColumns(), c.old, c.fresh, 1)
		if text == TaobaoColumns() {
			t.Fatalf("%q does not occur", c.old)
		}
		if _, err := ReadColumns(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.fresh, err, c.want)
		}
	}
	json := `{"source": "shop-b", "offset": "+00:00", "tender": "card", "amounts": "row", "columns": {"number": ["No"], "buyer": ["Who"],
		"paid": ["Sum"], "status": ["State"], "title": ["What"], "created_at": ["When"], "paid_at": ["When"]}, "statuses": {"open": "unpaid"}}`
	if _, err := ReadColumns(strings.NewReader(json)); err == nil || !strings.Contains(err.Error(), "stands under") {
		t.Errorf("one heading with two meanings: %v", err)
	}
	all, err := readAll(t, "No,Who,Sum,State,What,When\n7,kim,12.00,Open ,cup,2026-09-01 10:00\n8,kim,12.00,open,cup,2026-09-01 10:00\n",
		columnsOf(t, strings.Replace(json, `, "paid_at": ["When"]`, "", 1)), Detect)
	if err != nil || len(all) != 2 || where(all[0].Problems) != "2 State unknown_status" || all[1].Purchase.Source != "shop-b" || all[1].Purchase.BoughtAt.Hour() != 10 {
		t.Errorf("%+v %v", all, err)
	}
}

// TestOrderGrows proves that an order exported again and again on its way, from
// unpaid to refunded, adds what is new each time and never contradicts itself; and
// that what does contradict is listed by field and changes nothing.
func TestOrderGrows(t *testing.T) {
	t.Parallel()
	const head = plainHead + ",确认收货时间,退款金额\n"
	sea := newHarbour(t)
	for _, c := range []struct {
		rows, problems string
		new, known     int
	}{
		{"1,小林,90,等待买家付款,茶杯,2026-09-01 10:00,,,,,\n1,小林,90,等待买家付款,茶盘,2026-09-01 10:00,,,,,", "", 1, 0},
		{"1,小林,90,待发货,茶杯,2026-09-01 10:00,2026-09-01 10:05,,,,\n1,小林,90,待发货,茶盘,2026-09-01 10:00,2026-09-01 10:05,,,,", "", 1, 0},
		{"1,小林,90,部分发货,茶杯,2026-09-01 10:00,2026-09-01 10:05,,,,\n1,小林,90,部分发货,茶盘,2026-09-01 10:00,2026-09-01 10:05,SF98765,顺丰速运,,", "2 订单状态 unknown_status; 3  held_back", 0, 0},
		{"1,小林,90,卖家部分发货,茶杯,2026-09-01 10:00,2026-09-01 10:05,,,,\n1,小林,90,卖家部分发货,茶盘,2026-09-01 10:00,2026-09-01 10:05,SF98765,顺丰速运,,", "", 1, 0},
		{"1,小林,90,卖家已发货,茶杯,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,,\n1,小林,90,卖家已发货,茶盘,2026-09-01 10:00,2026-09-01 10:05,SF98765,顺丰速运,,", "", 1, 0},
		{"1,小林,90,交易成功,茶杯,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,2026-09-06 09:00,\n1,小林,90,交易成功,茶盘,2026-09-01 10:00,2026-09-01 10:05,SF98765,顺丰速运,2026-09-06 09:00,", "", 1, 0},
		{"1,小林,90,交易成功,茶杯,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,2026-09-06 09:00,30\n1,,,,茶盘,,,SF98765,,,", "", 1, 0},
		{"1,小林,90,交易成功,茶杯,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,2026-09-06 09:00,30\n1,,,,茶盘,,,SF98765,,,", "", 0, 1},
		{"1,小林,90,交易成功,茶杯,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,2026-09-06 09:00,50\n1,,,,茶盘,,,SF98765,,,", "2 refunds/0 contradicts; 2 refunds/1 contradicts", 0, 0},
		{"1,小林,80,交易成功,茶杯,2026-09-01 10:00,2026-09-01 10:05,YT12345,圆通速递,2026-09-06 09:00,30\n1,,,,茶盘,,,SF98765,,,", "2 lines/0/unit contradicts; 2 lines/1/unit contradicts; 2 payments/0/minor contradicts", 0, 0},
	} {
		var problems []Problem
		sum, err := Run(t.Context(), open(t, head+c.rows+"\n").Orders(), sea, func(p Problem) error { problems = append(problems, p); return nil }, nil)
		if err != nil {
			t.Fatal(err)
		}
		if where(problems) != c.problems || sum.New != c.new || sum.Known != c.known {
			t.Errorf("%s\n  %+v, problems %q; want %d new, %d known, %q", c.rows, sum, where(problems), c.new, c.known, c.problems)
		}
	}
}
