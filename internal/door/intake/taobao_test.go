package intake

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// bigFile writes a Taobao-style file of 10,000 rows, one order each, 50 of them
// bad in different ways; it returns the lines of those. Everything is invented.
func bigFile(t *testing.T) (file []byte, bad []int) {
	t.Helper()
	const rows = 10_000
	dice := rand.New(rand.NewPCG(20260914, 50))
	for len(bad) < 50 {
		if line := 2 + dice.IntN(rows); !slices.Contains(bad, line) {
			bad = append(bad, line)
		}
	}
	slices.Sort(bad)
	var text strings.Builder
	text.WriteString("订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,物流单号 ,物流公司\r\n")
	for line := 2; line < rows+2; line++ {
		text.WriteString(bigRow(line, slices.Index(bad, line), dice))
	}
	encoded, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	broken := []byte("\"TB\xff\xff\"") // stands for one title, see bigRow
	return bytes.ReplaceAll(encoded, []byte("BROKENBYTES"), broken), bad
}

// bigRow is one row; flaw < 0 is a good one, else one of ten ways to be bad.
func bigRow(line, flaw int, dice *rand.Rand) string {
	r := map[string]string{
		"no": fmt.Sprintf(`="2026%014d"`, line), "nick": fmt.Sprintf("买家%d", dice.IntN(3000)),
		"paid": fmt.Sprintf(`"%d,%03d.%02d"`, 1+dice.IntN(9), dice.IntN(1000), dice.IntN(100)), "status": "交易成功",
		"name": "林" + string(rune('一'+dice.IntN(200))), "addr": "\"浙江省 杭州市\n某区某路 1 号\"", "phone": fmt.Sprintf("'139%08d", dice.IntN(1e8)),
		"made": "2026-08-01 10:00:00", "payt": "2026/8/1 10:05", "title": fmt.Sprintf("陶瓷杯 %d 只装", 1+dice.IntN(6)),
		"way": fmt.Sprintf("No:YT%013d;", line), "firm": "圆通速递",
	}
	switch dice.IntN(4) {
	case 0:
		r["status"] = "卖家已发货，等待买家确认"
	case 1:
		r["status"], r["payt"], r["way"], r["firm"] = "等待买家付款", "", "", ""
	case 2:
		r["status"], r["way"], r["firm"] = "买家已付款，等待卖家发货", "", ""
	}
	switch flaw % 10 {
	case 0:
		r["no"] = ""
	case 1:
		r["no"] = fmt.Sprintf("2.02609E+%d", 10+dice.IntN(9))
	case 2:
		r["paid"] = "一百元"
	case 3:
		r["status"] = "状态不明"
	case 4:
		r["made"] = "2026-13-01 10:00:00"
	case 5:
		r["status"], r["payt"] = "交易成功", ""
	case 6:
		r["title"] = ""
	case 7:
		r["title"] = "BROKENBYTES"
	case 8:
		r["firm"] += ",多,出,来"
	case 9:
		r["nick"] = strings.Repeat("长", maxName+1)
	}
	return strings.Join([]string{
		r["no"], r["nick"], r["paid"], r["status"], r["name"], r["addr"], r["phone"], r["made"], r["payt"], r["title"], r["way"], r["firm"],
	}, ",") + "\r\n"
}

// TestTenThousandRowsInGB18030: of 10,000 rows with 50 bad ones
// exactly these 50 are listed, 9,950 orders land, progress is told on the way, and
// a second import changes nothing.
func TestTenThousandRowsInGB18030(t *testing.T) {
	t.Parallel()
	body, bad := bigFile(t)
	// Two lines each: the address has a line break in it.
	for i, row := range bad {
		bad[i] = 2 + 2*(row-2)
	}
	sea := newHarbour(t)
	for round := range 2 {
		file, err := OpenCSV(bytes.NewReader(body), columnsOf(t, TaobaoColumns()), Detect, testSettings())
		if err != nil {
			t.Fatal(err)
		}
		if file.Rows() != 10_000 {
			t.Fatalf("the file has %d rows", file.Rows())
		}
		var listed []int
		var report bytes.Buffer
		told := 0
		out := NewReport(&report, "zh")
		sum, err := Run(t.Context(), file.Orders(), sea, func(p Problem) error {
			listed = append(listed, p.Line)
			return out.Add(p)
		}, func(Summary) { told++ })
		if err != nil || out.Close() != nil {
			t.Fatal(err)
		}
		slices.Sort(listed)
		if listed = slices.Compact(listed); !slices.Equal(listed, bad) {
			t.Errorf("round %d: listed %d lines %v, want %v", round, len(listed), listed, bad)
		}
		want := Summary{Rows: 10_000, Bad: 50, Orders: 9_950, New: 9_950}
		if round == 1 {
			want.New, want.Known = 0, 9_950
		}
		if sum != want {
			t.Errorf("round %d: %+v, want %+v", round, sum, want)
		}
		if told < 49 {
			t.Errorf("round %d: progress told %d times", round, told)
		}
		if lines := strings.Count(report.String(), "\n"); lines != 51 {
			t.Errorf("round %d: the report has %d lines, want a heading and 50", round, lines)
		}
	}
	if len(sea.orders) != 9_950 {
		t.Errorf("%d orders landed", len(sea.orders))
	}
}
