package text

import (
	"fmt"
	"time"
)

// Order is what the pages of orders and their money say.
type Order struct {
	SearchFor, None, NoneSays                   string
	NotFound                                    func(query string) string
	All, InDispute, IsHeld, DueSoon, States     string
	Month, ShowAll                              string
	MonthOf                                     func(year int, month time.Month) string
	NoOpen, NoOpenSays, NoHeld, NoHeldSays      string
	NoSoonSays, NoneThen, NoneThenSays          string
	NoSoon                                      func(days int) string
	FileDispute, Journal, EveryPosting          string
	Timer, Payment, Terms                       string
	Lines, PaidFor, Parcels, Track, Cases       string
	WhereMoney, Happened, IsNow, Possible       string
	JWhen, JWhat, JBuyer, JHeld, JSeller        string
	Balances, PerLine                           string
	LPaid, LHeld, LFrozen, LRefunded, LReleased string
}

func zhOrder() Order {
	return Order{
		SearchFor: "搜索订单号、商品或店铺", None: "还没有订单", NoneSays: "订单由平台导入；导入之后会出现在这里，并可以从这里发起争议。",
		NotFound: func(query string) string { return "没有找到「" + query + "」" },
		All:      "全部", InDispute: "争议中", IsHeld: "担保中", DueSoon: "期限将近", States: "按状态筛选", Month: "下单月份", ShowAll: "查看全部订单",
		MonthOf: func(year int, month time.Month) string { return fmt.Sprintf("%d年%d月", year, int(month)) },
		NoOpen:  "没有正在处理的争议", NoOpenSays: "对订单发起争议后，会出现在这里。",
		NoHeld: "没有担保中的货款", NoHeldSays: "付款之后、放款之前的订单会出现在这里。",
		NoSoon:     func(days int) string { return fmt.Sprintf("%d 天内没有到期的事", days) },
		NoSoonSays: "快要自动确认收货，或轮到您处理的订单，会出现在这里。",
		NoneThen:   "没有符合条件的订单", NoneThenSays: "请换一个月份，或查看全部订单。",
		FileDispute: "发起争议", Journal: "资金流水", EveryPosting: "每一笔都有存证",
		Timer: "自动确认收货", Payment: "付款", Terms: "购买时的约定",
		Lines: "商品", PaidFor: "含运费、扣除优惠后的实付", Parcels: "包裹", Track: "物流轨迹", Cases: "相关争议",
		WhereMoney: "钱在哪里", Happened: "已完成", IsNow: "现在", Possible: "可能的去向",
		JWhen: "时间", JWhat: "事项", JBuyer: "买家", JHeld: "担保账户", JSeller: "商家",
		Balances: "各账户余额", PerLine: "按商品",
		LPaid: "实付", LHeld: "担保中", LFrozen: "冻结", LRefunded: "已退款", LReleased: "已放款",
	}
}

func enOrder() Order {
	return Order{
		SearchFor: "Search order number, goods or shop", None: "No orders yet", NoneSays: "Orders are imported from the marketplace; they will stand here, and disputes can be filed from here.",
		NotFound: func(query string) string { return "Nothing found for “" + query + "”" },
		All:      "All", InDispute: "In dispute", IsHeld: "Held", DueSoon: "Due soon", States: "Narrow by state", Month: "Month bought", ShowAll: "Show all orders",
		MonthOf: func(year int, month time.Month) string { return fmt.Sprintf("%s %d", month, year) },
		NoOpen:  "No dispute is open", NoOpenSays: "Orders stand here once a dispute about them is filed.",
		NoHeld: "Nothing is held in escrow", NoHeldSays: "Orders stand here from payment until the money is released.",
		NoSoon:     func(days int) string { return fmt.Sprintf("Nothing falls due within %d days", days) },
		NoSoonSays: "Orders stand here when receipt is soon confirmed by itself, or when it is your turn.",
		NoneThen:   "No order is like that", NoneThenSays: "Choose another month, or show all orders.",
		FileDispute: "File a dispute", Journal: "Money journal", EveryPosting: "Every posting is recorded",
		Timer: "Automatic confirmation", Payment: "Payment", Terms: "Terms at purchase",
		Lines: "Goods", PaidFor: "paid, with freight and after discounts", Parcels: "Parcels", Track: "Tracking", Cases: "Disputes",
		WhereMoney: "Where the money is", Happened: "Happened", IsNow: "Now", Possible: "Possible next",
		JWhen: "When", JWhat: "What", JBuyer: "Buyer", JHeld: "Escrow", JSeller: "Merchant",
		Balances: "Balances", PerLine: "By goods",
		LPaid: "Paid", LHeld: "Held", LFrozen: "Frozen", LRefunded: "Refunded", LReleased: "Released",
	}
}
