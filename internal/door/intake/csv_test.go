package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// short writes a purchase in one line, in fen and in the time of the shop.
func short(p escrow.Purchase) string {
	var b strings.Builder
	zone := time.FixedZone("", 8*3600)
	day := func(t time.Time) string {
		if t.IsZero() {
			return "-"
		}
		return t.In(zone).Format("01-02T15:04")
	}
	fmt.Fprintf(&b, "%s %s off=%d freight=%d", p.Number, p.Buyer.Nickname, p.DiscountMinor, p.FreightMinor)
	for _, l := range p.Lines {
		fmt.Fprintf(&b, " | %d %s %d×%d", l.No, l.Title, l.Qty, l.UnitMinor)
		if p.SharesGiven {
			fmt.Fprintf(&b, " −%d +%d", l.DiscountMinor, l.FreightMinor)
		}
	}
	for _, pay := range p.Payments {
		fmt.Fprintf(&b, " | in %s %s %d %s", pay.ID, pay.Tender, pay.Minor, day(pay.At))
	}
	for _, parcel := range p.Parcels {
		fmt.Fprintf(&b, " | parcel %d %s %s %v %s", parcel.No, parcel.Carrier, parcel.Waybill, parcel.Items, day(parcel.ConfirmedAt))
		for _, scan := range parcel.Track {
			fmt.Fprintf(&b, " %s %s", scan.Code, day(scan.At))
		}
	}
	for _, r := range p.Refunds {
		fmt.Fprintf(&b, " | back %s line %d %d %s", r.ID, r.Line, r.Minor, day(r.At))
	}
	if !p.ClosedAt.IsZero() || !p.PaidOutAt.IsZero() {
		fmt.Fprintf(&b, " | closed %s paidout %s", day(p.ClosedAt), day(p.PaidOutAt))
	}
	return b.String()
}

const plainHead = "订单编号,买家会员名,买家实际支付金额,订单状态,宝贝标题,订单创建时间,订单付款时间,物流单号,物流公司"

// TestCSVRows is the rule table of the Taobao form: what a file says, and the
// purchase or the problems it becomes.
func TestCSVRows(t *testing.T) {
	t.Parallel()
	const made = "2026-09-01 10:00:00,2026-09-01 10:05:00"
	for _, c := range []struct{ name, head, rows, want string }{
		{
			"paid, not shipped", "", "1001,小林,35.90,买家已付款，等待卖家发货,茶杯," + made + ",,",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | in 1 alipay 3590 09-01T10:05",
		},
		{
			"shipped", "", "1001,小林,35.90,卖家已发货,茶杯," + made + ",YT12345,圆通速递",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | in 1 alipay 3590 09-01T10:05 | parcel 1 yto YT12345 [{1 1}] -",
		},
		{
			"done, nobody says since when: fifteen days, but not after the telling", "", "1001,小林,35.90,交易成功,茶杯," + made + ",YT12345,某某快运",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | in 1 alipay 3590 09-01T10:05 | parcel 1 other YT12345 [{1 1}] 09-14T09:00 | closed - paidout 09-14T09:00",
		},
		{
			"done, confirmed as told", plainHead + ",确认收货时间", "1001,小林,35.90,交易成功,茶杯," + made + ",YT12345,EMS,2026-09-05 08:00:00",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | in 1 alipay 3590 09-01T10:05 | parcel 1 ems YT12345 [{1 1}] 09-05T08:00 | closed - paidout 09-05T08:00",
		},
		{
			"not paid: what is owed stands in the total", plainHead + ",总金额", "1001,小林,0.00,等待买家付款,茶杯,2026-09-01 10:00:00,,,,35.90",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590",
		},
		{
			"closed before payment", "", "1001,小林,35.9,交易关闭,茶杯,2026-09-01 10:00:00,,,",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | closed 09-01T10:00 paidout -",
		},
		{
			"paid, then closed: all of it went back", "", "1001,小林,35.9,付款以后用户退款成功，交易自动关闭,茶杯," + made + ",,",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | in 1 alipay 3590 09-01T10:05 | back r1 line 1 3590 09-01T10:05 | closed 09-01T10:05 paidout -",
		},
		{
			"guards, tabs, thousands, a unit, null", plainHead + ",买家留言", "\"=\"\"0100\"\"\",'小林,\"￥1,234.50元\",卖家已发货,\"茶,\"\"杯\"\"\"," + made + ",\tNo:YT12345;,'圆通速递,null",
			"0100 小林 off=0 freight=0 | 1 茶,\"杯\" 1×123450 | in 1 alipay 123450 09-01T10:05 | parcel 1 yto YT12345 [{1 1}] -",
		},
		{
			"headings with spaces, short row, empty cells at the end", "订单编号,买家会员名,买家实际支付金额,订单状态,宝贝标题 ,订单创建时间 , 订单付款时间 ,备注", "1001,小林,35.9,待发货,茶杯," + made,
			"1001 小林 off=0 freight=0 | 1 茶杯 1×3590 | in 1 alipay 3590 09-01T10:05",
		},
		{
			"quantity and freight without a price: a rest becomes discount", plainHead + ",宝贝总数量,买家应付邮费", "1001,小林,106.00,待发货,茶杯," + made + ",,,3,6.00",
			"1001 小林 off=2 freight=600 | 1 茶杯 3×3334 | in 1 alipay 10600 09-01T10:05",
		},
		{
			"price and discount", plainHead + ",价格,购买数量,买家应付邮费", "1001,小林,80,待发货,茶杯," + made + ",,,50,2,5",
			"1001 小林 off=2500 freight=500 | 1 茶杯 2×5000 | in 1 alipay 8000 09-01T10:05",
		},
		{
			"two rows of one order, two parcels; the sum is the order's", plainHead + ",价格,购买数量",
			"1001,小林,90,卖家已发货,茶杯," + made + ",YT12345,圆通速递,50,1\n1001,小林,90,卖家已发货,茶盘," + made + ",SF98765,顺丰速运,20,2",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×5000 | 2 茶盘 2×2000 | in 1 alipay 9000 09-01T10:05 | parcel 1 yto YT12345 [{1 1}] - | parcel 2 sf SF98765 [{2 2}] -",
		},
		{
			"rows apart, later ones half empty, one parcel, no prices: shared by units", plainHead + ",购买数量",
			"1001,小林,100,卖家已发货,茶杯," + made + ",YT12345,圆通速递,1\n1002,小陈,5,待发货,茶匙," + made + ",,,\n1001,,,,茶盘,,,YT12345,,2",
			"1002 小陈 off=0 freight=0 | 1 茶匙 1×500 | in 1 alipay 500 09-01T10:05\n" +
				"1001 小林 off=1 freight=0 | 1 茶杯 1×3333 | 2 茶盘 2×3334 | in 1 alipay 10000 09-01T10:05 | parcel 1 yto YT12345 [{1 1} {2 2}] -",
		},
		{
			"each row has its own part", plainHead + ",价格",
			"1001,小林,45,待发货,茶杯," + made + ",,,50\n1001,小林,20,待发货,茶盘," + made + ",,,20",
			"1001 小林 off=500 freight=0 | 1 茶杯 1×5000 −500 +0 | 2 茶盘 1×2000 −0 +0 | in 1 alipay 6500 09-01T10:05",
		},
		{
			"part refunded, shared as the lines were paid", plainHead + ",价格,退款金额,支付单号",
			"1001,小林,90,待发货,茶杯," + made + ",,,60,30,ali-77\n1001,小林,90,待发货,茶盘," + made + ",,,30,30,ali-77",
			"1001 小林 off=0 freight=0 | 1 茶杯 1×6000 | 2 茶盘 1×3000 | in ali-77 alipay 9000 09-01T10:05 | back r1 line 1 2000 09-01T10:05 | back r2 line 2 1000 09-01T10:05",
		},
		{
			"digital goods travel in no parcel", plainHead + ",运送方式,发货时间", "1001,小林,5,卖家已发货,点卡," + made + ",,,虚拟物品,2026-09-01 10:06:00",
			"1001 小林 off=0 freight=0 | 1 点卡 1×500 | in 1 alipay 500 09-01T10:05 | parcel 1   [{1 1}] - delivered 09-01T10:06",
		},

		{"unknown status", "", "1001,小林,35.9,天知道,茶杯," + made + ",,", "2 订单状态 unknown_status"},
		{"everything wrong at once", "", "1001,,3.999,待发货,,2026-09-31 10:00:00," + "x,,", "2 买家会员名 missing; 2 宝贝标题 missing; 2 订单创建时间 not_time; 2 订单付款时间 not_time; 2 买家实际支付金额 not_money"},
		{"paid before bought", "", "1001,小林,35.9,待发货,茶杯,2026-09-01 10:00:00,2026-09-01 09:00:00,,", "2 订单付款时间 time_order"},
		{"paid tomorrow", "", "1001,小林,35.9,待发货,茶杯,2026-09-01 10:00:00,2026-09-15 09:00:00,,", "2 订单付款时间 in_future"},
		{"more paid than goods cost", plainHead + ",价格", "1001,小林,80,待发货,茶杯," + made + ",,,50", "2 买家实际支付金额 unequal"},
		{"refunded more than paid", plainHead + ",退款金额", "1001,小林,80,待发货,茶杯," + made + ",,,80.01", "2 退款金额 unequal"},
		{"negative", "", "1001,小林,-80,待发货,茶杯," + made + ",,", "2 买家实际支付金额 not_money"},
		{"two waybills in a cell", "", "1001,小林,80,卖家已发货,茶杯," + made + ",\"YT12345,YT12346\",圆通速递", "2 物流单号 several_waybills"},
		{"a spreadsheet spoilt the number", "", "2.02609E+17,小林,80,待发货,茶杯," + made + ",,", "2 订单编号 mangled"},
		{"a comma too many", "", "1001,小林,80,待发货,茶,杯," + made + ",YT12345,圆通速递", "2  cells"},
		{
			"a bad row spoils its order, a good one is held back", plainHead + ",价格", "1001,小林,90,待发货,茶杯," + made + ",,,五十\n1001,小林,90,待发货,茶盘," + made + ",,,40",
			"2 价格 not_money; 3  held_back",
		},
		{"rows of one order disagree", "", "1001,小林,90,待发货,茶杯," + made + ",,\n1001,小陈,90,待发货,茶盘," + made + ",,", "3 买家会员名 disagree; 2  held_back"},
		{"one row has a price, the other none", plainHead + ",价格", "1001,小林,90,待发货,茶杯," + made + ",,,50\n1001,小林,90,待发货,茶盘," + made + ",,,", "3 价格 missing; 2  held_back"},
		{"no units", plainHead + ",购买数量", "1001,小林,90,待发货,茶杯," + made + ",,,0", "2 购买数量 out_of_range"},
		{"a name that turns the writing round", "", "1001,小\u202E林,90,待发货,茶杯," + made + ",,", "2 买家会员名 not_text"},
		{"a bell", "", "1001,小\a林,90,待发货,茶杯," + made + ",,", "2 买家会员名 not_text"},
		{
			"an open quotation mark harms its line only", "", "1001,\"小林,90,待发货,茶杯," + made + ",,\n1002,小陈,5,待发货,茶匙," + made + ",,",
			"2  open_quote\n1002 小陈 off=0 freight=0 | 1 茶匙 1×500 | in 1 alipay 500 09-01T10:05",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.head == "" {
				c.head = plainHead
			}
			all, err := readAll(t, c.head+"\n"+c.rows+"\n", columnsOf(t, TaobaoColumns()), Detect)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			landTwice(t, all)
			for _, told := range all {
				if len(told.Problems) > 0 {
					got = append(got, where(told.Problems))
				} else {
					got = append(got, short(told.Purchase))
				}
			}
			want := strings.ReplaceAll(c.want, "  ", " ")
			if joined := strings.ReplaceAll(strings.Join(got, "\n"), "  ", " "); joined != want {
				t.Errorf("got\n%s\nwant\n%s", joined, want)
			}
		})
	}
}
