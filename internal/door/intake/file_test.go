package intake

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const goodRow = "1001,小林,35.90,待发货,茶杯,2026-09-01 10:00:00,2026-09-01 10:05:00,,\n"

// TestEncodings proves that the same file is read in each encoding shops use, and
// that one we cannot read is refused with a reason instead of as ten thousand bad
// rows.
func TestEncodings(t *testing.T) {
	t.Parallel()
	text := plainHead + "\n" + goodRow
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		as         Encoding
		nick, bad  string
	}{
		{"UTF-8", text, Detect, "小林", ""},
		{"UTF-8 with a byte order mark", utf8BOM + text, Detect, "小林", ""},
		{"UTF-8 with a byte order mark, said so", utf8BOM + text, UTF8, "小林", ""},
		{"GB18030", gb, Detect, "小林", ""},
		{"GB18030, said so", gb, GB18030, "小林", ""},
		{"old Windows line ends", strings.ReplaceAll(gb, "\n", "\r\n"), Detect, "小林", ""},
		{"UTF-16", wide, Detect, "", "file_refused UTF-16"},
		{"a workbook", "PK\x03\x04xxxx", Detect, "", "file_refused XLSX"},
		{"empty", "", Detect, "", "file_refused 0"},
		{"not an encoding", text, "latin1", "", "file_refused utf-8, gb18030"},
		{"GB18030 read as UTF-8", gb, UTF8, "", "no_heading 订单编号 / 主订单编号 / 订单号"},
		{"no status", strings.ReplaceAll(text, "订单状态", "状"), Detect, "", "no_heading 订单状态 / 交易状态"},
		{"two columns of one name", strings.ReplaceAll(text, "物流公司", "物流单号"), Detect, "", "heading_twice "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all, err := readAll(t, c.text, columnsOf(t, TaobaoColumns()), c.as)
			if c.bad != "" {
				p, ok := errors.AsType[Problem](err)
				if !ok || fmt.Sprintf("%s %s", p.Code, p.Arg) != c.bad {
					t.Errorf("got %v, want %s", err, c.bad)
				}
				return
			}
			if err != nil || len(all) != 1 || all[0].Purchase.Buyer.Nickname != c.nick {
				t.Errorf("got %+v, %v", all, err)
			}
		})
	}
}

// TestDamageStaysLocal proves that broken quoting and endless rows harm their own
// lines, and that the line numbers after them are right.
func TestDamageStaysLocal(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", MaxRowBytes)
	many := strings.Repeat(",", MaxColumns+5)
	good := strings.Replace(goodRow, "1001", "1002", 1)
	for _, c := range []struct{ name, row, want string }{
		{"an open quotation mark", "1001,\"小林,1\n", "2  open_quote; 3 ok"},
		{"an open quotation mark and a long way to the end", "1001,\"小林\n" + strings.Repeat(" \n", MaxRowBytes), "2  open_quote; 65539 ok"},
		{"a row of one endless cell", long + "y\n", "2  row_too_long; 3 ok"},
		{"an endless quoted cell", "\"" + long + "y\n", "2  open_quote; 3 ok"},
		{"too many columns", many + "\n", "2  row_too_long; 3 ok"},
		{"a cell too long", "1001," + strings.Repeat("长", MaxCellRunes+1) + "\n", "2 买家会员名 too_long; 3 ok"},
		{"a quoted line break", strings.Replace(goodRow, "茶杯", "\"茶\n杯\"", 1), "2 ok; 4 ok"},
		{"empty lines", "\n\n \n", "5 ok"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all, err := readAll(t, plainHead+"\n"+c.row+good, columnsOf(t, TaobaoColumns()), UTF8)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, told := range all {
				if len(told.Problems) == 0 {
					got = append(got, fmt.Sprintf("%d ok", told.Lines[0]))
				} else {
					got = append(got, where(told.Problems[:1]))
				}
			}
			if joined := strings.Join(got, "; "); joined != c.want {
				t.Errorf("got %s, want %s", joined, c.want)
			}
		})
	}
}

// TestScatteredRowsAreBounded proves that rows waiting for others are not kept
// without end: beyond the limit orders are told to be sorted, and whole ones still
// land.
func TestScatteredRowsAreBounded(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString(plainHead + "\n")
	for round := range 2 {
		for i := range MaxOpenRows + 10 {
			fmt.Fprintf(&text, "%d,小林,%d,待发货,茶杯,2026-09-01 10:00:00,2026-09-01 10:05:00,,\n", i, 5+round)
		}
	}
	all, err := readAll(t, text.String(), columnsOf(t, TaobaoColumns()), UTF8)
	if err != nil {
		t.Fatal(err)
	}
	good, scattered := 0, 0
	for _, told := range all {
		if len(told.Problems) == 0 {
			good++
		}
		for _, p := range told.Problems {
			if p.Code == TooScattered {
				scattered++
			}
		}
	}
	if good != MaxOpenRows || scattered != 20 {
		t.Errorf("%d good orders and %d scattered rows, want %d and 20", good, scattered, MaxOpenRows)
	}
}
