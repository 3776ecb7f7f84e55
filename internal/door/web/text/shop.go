package text

import "strconv"

// Shop is what the pages of a merchant say.
type Shop struct {
	Home, Money, Cases, AsBuyer, AsSeller, Switch  string
	Waiting, AtLeast                               func(n int) string
	NothingWaits, MostUrgent, Quick, OpenCase      string
	Groups                                         func(code string) string
	Open, Closed, ByDue, None, NoneSays, NoClosed  string
	NoClosedSays, NotFoundSays                     string
	Product, Carrier, Reason, Charge, Nobody, Shop string
	Clear, Search                                  string
	Cost                                           func(when, act, then string) string
	Risk, Frozen, AtRisk, Deposit                  string
	Offer                                          func(sum, till string) string
	NewSays, Demand                                string
	Reminder                                       func(n int, sum string) string
	InCharge                                       func(name string) string
	Asked                                          func(n int) string

	QuickTitle, QuickSays, FullAnswer, FullSays string
	OfferAnswer, PartAnswer, ContestAnswer      string
	CounterSays, PartSays, BackSays             string
	ConfirmTitle                                func(what string) string
	Confirm, Other, OtherCase, WholeCase, Later string
	WillSay, MoneyStays                         string
	IfAccepted                                  func(till string) string
	ThenCase, OverLimit                         func(sum string) string
	AskSupervisor, Done, NextCase, AllDone      string
	AllDoneSays, BackToList                     string
	LeftToDo                                    func(n int) string
	NothingQuick, NothingQuickSays              string
	GivesTop                                    func(sum string) string
	RestGoes                                    func(sum string) string

	MoneySays, ByOrder, NoMoney, NoMoneySays string
	Held, Total, Payments                    string
	DepositFree, DepositFrozen, Unsettled    string
	NoUnsettled, Related                     string
	Period                                   string
}

func zhShop() Shop {
	return Shop{
		Home: "店铺", Money: "资金", Cases: "案件", AsBuyer: "买家", AsSeller: "店铺", Switch: "切换身份",
		Waiting:      func(n int) string { return strconv.Itoa(n) + " 件等您处理。" },
		AtLeast:      func(n int) string { return "至少 " + strconv.Itoa(n) + " 件等您处理。" },
		NothingWaits: "现在没有等您处理的案件。", MostUrgent: "处理最急的一件", Quick: "快速答复", OpenCase: "打开案件",
		Groups: words(map[string]string{"late": "已逾期", "today": "今天", "tomorrow": "明天", "week": "本周", "later": "以后", "new": "新案件", "others": "等别人", "closed": "已结"}, "?"),
		Open:   "未结", Closed: "已结", ByDue: "按您的到期时间排序", None: "没有未结的案件", NoneSays: "买家提出争议后，案件会按到期时间列在这里。",
		NoClosed: "还没有结案的案件", NoClosedSays: "案件结束后列在这里。", NotFoundSays: "换一个条件，或清除筛选。",
		Product: "商品", Carrier: "快递", Reason: "问题", Charge: "负责人", Nobody: "还没有人处理", Shop: "店铺", Clear: "清除筛选", Search: "搜索案号、订单号、商品或买家",
		Cost:    func(when, act, then string) string { return when + " 前" + act + "。" + then },
		NewSays: "通知送达后开始计时，现在就可以答复。",
		Risk:    "涉及", Frozen: "冻结中", AtRisk: "可能要付", Deposit: "保证金可用",
		Offer:  func(sum, till string) string { return "买家提出 " + sum + "，" + till + " 前可以接受。" },
		Demand: "买家的请求",
		Reminder: func(n int, sum string) string {
			return "今天有 " + strconv.Itoa(n) + " 件到期，涉及 " + sum + "。"
		},
		InCharge: func(name string) string { return "负责人 " + name },
		Asked:    func(n int) string { return "同事请示您 " + strconv.Itoa(n) + " 件" },

		QuickTitle: "快速答复", QuickSays: "选一项，下一页写明金额和结果，再确认。", FullAnswer: "同意买家的请求", FullSays: "按买家的请求办理。",
		OfferAnswer: "接受买家的新方案", PartAnswer: "提出方案", ContestAnswer: "不同意，并说明理由",
		CounterSays: "按买家最近的方案办理。", PartSays: "买家可以接受、还价或不接受。", BackSays: "收到退货并验收后退款。",
		ConfirmTitle: func(what string) string { return "确认：" + what },
		Confirm:      "确认", Other: "换一个答复", OtherCase: "先看下一件", WholeCase: "看完整案件", Later: "以后再说",
		WillSay: "将发给买家的话", MoneyStays: "现在不付款。冻结的款项继续冻结。",
		IfAccepted:    func(till string) string { return "买家 " + till + " 前可以接受；接受后：" },
		ThenCase:      func(sum string) string { return "涉及 " + sum + "，案件继续。" },
		OverLimit:     func(sum string) string { return "超过您的限额 " + sum },
		AskSupervisor: "请示主管", Done: "已记录", NextCase: "下一件", AllDone: "都处理完了", AllDoneSays: "没有别的案件等您处理。", BackToList: "回到列表",
		LeftToDo:     func(n int) string { return "还有 " + strconv.Itoa(n) + " 件等您处理" },
		NothingQuick: "这件案子现在没有可以一键答复的事", NothingQuickSays: "打开案件，看看现在轮到谁。",
		GivesTop: func(sum string) string { return "接受后，不能再就 " + sum + " 要求平台裁决。" },
		RestGoes: func(sum string) string { return "其余 " + sum + " 解冻，按正常流程放款给您。" },

		MoneySays: "冻结、可能要付、已付和待结算的款项。没有确认的，不写成已付。", ByOrder: "按订单", NoMoney: "还没有涉及争议的订单", NoMoneySays: "有争议的订单，会在这里写明每一笔钱在哪里。",
		Held: "担保中", Total: "实付", Payments: "款项往来",
		DepositFree: "保证金可用", DepositFrozen: "保证金冻结", Unsettled: "待结算货款", NoUnsettled: "没有待结算的货款。", Related: "相关案件",
		Period: "按未结案件计算",
	}
}

func enShop() Shop {
	return Shop{
		Home: "Shop", Money: "Money", Cases: "Cases", AsBuyer: "Buyer", AsSeller: "Shop", Switch: "Switch between shop and own purchases",
		Waiting: func(n int) string {
			if n == 1 {
				return "1 case waits for you."
			}
			return strconv.Itoa(n) + " cases wait for you."
		},
		AtLeast:      func(n int) string { return "At least " + strconv.Itoa(n) + " cases wait for you." },
		NothingWaits: "No case waits for you now.", MostUrgent: "Answer the most urgent", Quick: "Quick answer", OpenCase: "Open the case",
		Groups: words(map[string]string{"late": "Overdue", "today": "Today", "tomorrow": "Tomorrow", "week": "This week", "later": "Later", "new": "New", "others": "Waiting for others", "closed": "Closed"}, "?"),
		Open:   "Open", Closed: "Closed", ByDue: "by when you are due", None: "No open cases", NoneSays: "When a buyer raises a dispute, it stands here by its due date.",
		NoClosed: "No closed cases yet", NoClosedSays: "Cases stand here once they have ended.", NotFoundSays: "Try another condition, or clear the filters.",
		Product: "Goods", Carrier: "Carrier", Reason: "Problem", Charge: "In charge", Nobody: "Nobody yet", Shop: "Shop", Clear: "Clear filters", Search: "Search case, order, goods or buyer",
		Cost:    func(when, act, then string) string { return "By " + when + ": " + act + ". " + then },
		NewSays: "Time runs from service of the notice; you may answer now.",
		Risk:    "At stake", Frozen: "Frozen", AtRisk: "May have to be paid", Deposit: "Deposit left",
		Offer: func(sum, till string) string {
			return "The buyer offers " + sum + "; it may be accepted until " + till + "."
		},
		Demand: "the buyer’s claim",
		Reminder: func(n int, sum string) string {
			if n == 1 {
				return "1 case falls due today, " + sum + " at stake."
			}
			return strconv.Itoa(n) + " cases fall due today, " + sum + " at stake."
		},
		InCharge: func(name string) string { return "in charge: " + name },
		Asked: func(n int) string {
			if n == 1 {
				return "1 question from a colleague"
			}
			return strconv.Itoa(n) + " questions from colleagues"
		},

		QuickTitle: "Quick answer", QuickSays: "Choose one. The next page states the money and what follows, before you confirm.", FullAnswer: "Agree to the buyer’s claim", FullSays: "Done as the buyer asks.",
		OfferAnswer: "Accept the buyer’s new offer", PartAnswer: "Make an offer", ContestAnswer: "Disagree, with a reason",
		CounterSays: "Done as in the buyer’s latest offer.", PartSays: "The buyer may accept, counter or decline.", BackSays: "Refund once the goods are back and inspected.",
		ConfirmTitle: func(what string) string { return "Confirm: " + what },
		Confirm:      "Confirm", Other: "Another answer", OtherCase: "Look at the next case", WholeCase: "See the whole case", Later: "Later",
		WillSay: "What the buyer will read", MoneyStays: "Nothing is paid now. What is frozen stays frozen.",
		IfAccepted:    func(till string) string { return "The buyer may accept until " + till + ". Then:" },
		ThenCase:      func(sum string) string { return sum + " at stake; the case goes on." },
		OverLimit:     func(sum string) string { return "Above your limit of " + sum },
		AskSupervisor: "Ask the supervisor", Done: "Recorded", NextCase: "Next case", AllDone: "All done", AllDoneSays: "No other case waits for you.", BackToList: "Back to the list",
		LeftToDo: func(n int) string {
			if n == 1 {
				return "1 more case waits for you"
			}
			return strconv.Itoa(n) + " more cases wait for you"
		},
		NothingQuick: "Nothing here can be answered with one press now", NothingQuickSays: "Open the case to see whose turn it is.",
		GivesTop: func(sum string) string { return "Once accepted, " + sum + " can no longer be put to a ruling." },
		RestGoes: func(sum string) string {
			return "The other " + sum + " is unfrozen and goes to you in its normal course."
		},

		MoneySays: "What is frozen, what may have to be paid, what was paid and what is still to come. Nothing is called paid before it is confirmed.", ByOrder: "By order", NoMoney: "No orders in dispute yet", NoMoneySays: "For each order in dispute it will say here where the money is.",
		Held: "Held", Total: "Paid", Payments: "Payments",
		DepositFree: "Deposit left", DepositFrozen: "Deposit frozen", Unsettled: "Sales not yet settled", NoUnsettled: "No unsettled sales.", Related: "Cases",
		Period: "of the open cases",
	}
}
