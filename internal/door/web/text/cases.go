package text

import "strings"

// Case is what the page of a case says.
type Case struct {
	Deadline, OtherDeadlines   string
	YourTurn                   func(act string) string
	WaitingFor                 func(who, act string) string
	WaitsFor                   func(who string) string
	Before                     func(when string) string
	Left, Passed, Used, NotYet string
	Provisional                string
	WhyThisDate                string
	QuickAct, WhatYouCanDo     string
	NothingToDo                string
	Contents, Stage            string
	Parties, Order             string
	Claims, ClaimNo, ClaimAsks string
	ClaimSum, ClaimGot         string
	ClaimState                 string
	Timeline, Older, ByRule    string
	Proof                      string
	Exhibits, NoExhibits       string
	GivenBy                    func(role string) string
	Proves, LateItem, LateWhy  string
	GetFile                    func(size string) string
	Opine                      string
	Talk, NoMessages, SendTo   string
	You                        string
	TalksClosed, OfferHistory  string
	OfferWho, OfferWhat        string
	OfferWhen, Binding         string
	ValidUntil                 func(when string) string
	Papers                     string
	Obligations, Owes, DueBy   string
	FromTo                     func(debtor, creditor string) string
	OnlyAfter, Secured         string
	Phase                      func(code string) string // a step of the road
	PassedBy                   string
	Event                      func(code string) string // what sets a clock going, where no act does; "" for any other
}

func zhCase() Case {
	return Case{
		Deadline: "当前期限", OtherDeadlines: "其他期限",
		YourTurn:   func(act string) string { return "该您了：" + act },
		WaitingFor: func(who, act string) string { return "等" + who + "：" + act },
		WaitsFor:   func(who string) string { return "等" + who },
		Before:     func(when string) string { return when + " 前。" },
		Left:       "剩余", Passed: "已到期", Used: "已用时间", NotYet: "时间还没有开始算。开始后，这里会写明截止时间。",
		Provisional: "这个日期暂定：那时的放假安排尚未公布。", WhyThisDate: "为什么是这一天",
		QuickAct: "快捷操作", WhatYouCanDo: "您现在可以做的", NothingToDo: "现在没有需要您做的事。有新进展会通知您。",
		Contents: "案件内容", Stage: "走到哪一步", Parties: "当事人", Order: "订单",
		Claims: "请求", ClaimNo: "编号", ClaimAsks: "请求内容", ClaimSum: "金额", ClaimGot: "结果", ClaimState: "状态",
		Timeline: "进展", Older: "更早的进展", ByRule: "到期自动进行，未经人工裁决", Proof: "存证",
		Exhibits: "证据", NoExhibits: "还没有人提交证据。",
		GivenBy: func(role string) string { return role + "提交" },
		Proves:  "证明：", LateItem: "逾期提交", LateWhy: "逾期原因：",
		GetFile: func(size string) string { return "下载原件 " + size },
		Opine:   "发表意见", Talk: "对话", NoMessages: "还没有人发言。", SendTo: "发送", You: "您",
		TalksClosed: "协商内容未打开", OfferHistory: "方案往来", OfferWho: "提出方", OfferWhat: "内容", OfferWhen: "时间",
		Binding:    "接受后对双方有约束力。接受前会再列一次金额，请您确认。",
		ValidUntil: func(when string) string { return "有效至 " + when },
		Papers:     "文书", Obligations: "履行项", Owes: "由谁履行", DueBy: "期限",
		FromTo:    func(debtor, creditor string) string { return debtor + " → " + creditor },
		OnlyAfter: "前提", Secured: "保证",
		Phase: words(map[string]string{
			"intake": "受理", "negotiation": "协商", "evidence": "举证", "mediation": "调解", "panel": "评审",
			"decision": "平台裁决", "appeal": "复核", "performance": "履行", "closed": "结案",
		}, "?"),
		PassedBy: "未经过",
		Event: words(map[string]string{
			"after_sale_refused":             "商家拒绝售后",
			"close_evidence":                 "举证结束",
			"assign_outside":                 "交给组外人员",
			"closed":                         "结案",
			"order_completed":                "订单完成",
			"last_performance":               "最后一次履行",
			"defect_found":                   "发现缺陷",
			"digital_delivered":              "数字商品交付",
			"draft_opened":                   "打开草稿",
			"draft_submitted":                "提交决定草稿",
			"fallback_none":                  "没有其他送达方式",
			"goods_back":                     "商品退回",
			"insolvency_opened":              "登记破产程序",
			"lock_party":                     "账号锁定",
			"mass_deposit_risk":              "发现保证金不足",
			"notice_of_body":                 "收到机关函件",
			"paid":                           "付款",
			"parcel_completed":               "包裹完成",
			"parcel_signed":                  "包裹签收",
			"proof_filed":                    "提交证明",
			"proof_still_pending":            "证明仍在处理",
			"refund_goods_kept_for_merchant": "退款并保管商品",
			"released":                       "放款",
			"replacement_sent":               "寄出补换商品",
			"return_refused":                 "退货被拒收",
			"return_sent":                    "寄出退货",
			"return_signed":                  "退货签收",
			"service_failed":                 "送达失败",
			"supervise":                      "主管督办",
		}, ""),
	}
}

func enCase() Case {
	return Case{
		Deadline: "Current deadline", OtherDeadlines: "Other deadlines",
		YourTurn:   func(act string) string { return "Your turn: " + act },
		WaitingFor: func(who, act string) string { return "Waiting for " + article(who) + ": " + act },
		WaitsFor:   func(who string) string { return "Waiting for " + article(who) },
		Before:     func(when string) string { return "Before " + when + ". " },
		Left:       "left", Passed: "Passed", Used: "Time used", NotYet: "The time has not begun. Once it has, the date stands here.",
		Provisional: " This date is provisional: the public holidays of that time are not published yet.", WhyThisDate: "Why this date",
		QuickAct: "Quick action", WhatYouCanDo: "What you can do now", NothingToDo: "There is nothing for you to do now. We will tell you when something happens.",
		Contents: "Parts of the case", Stage: "Where the case stands", Parties: "Parties", Order: "Order",
		Claims: "Claims", ClaimNo: "No", ClaimAsks: "Claim", ClaimSum: "Sum", ClaimGot: "Result", ClaimState: "State",
		Timeline: "Timeline", Older: "Earlier events", ByRule: "By lapse of time, not decided by a person", Proof: "Record",
		Exhibits: "Evidence", NoExhibits: "Nobody has submitted evidence yet.",
		GivenBy: func(role string) string { return "From the " + role },
		Proves:  "Shows: ", LateItem: "Late", LateWhy: "Why late: ",
		GetFile: func(size string) string { return "Download, " + size },
		Opine:   "Give an opinion", Talk: "Conversation", NoMessages: "Nobody has written yet.", SendTo: "Send", You: "You",
		TalksClosed: "The negotiation is closed to you", OfferHistory: "All offers", OfferWho: "From", OfferWhat: "Terms", OfferWhen: "When",
		Binding:    "Once accepted, it binds both sides. You will see the sums once more before you confirm.",
		ValidUntil: func(when string) string { return "valid until " + when },
		Papers:     "Documents", Obligations: "Obligations", Owes: "Who owes whom", DueBy: "Due",
		FromTo:    func(debtor, creditor string) string { return debtor + " → " + creditor },
		OnlyAfter: "Only after", Secured: "Secured by",
		Phase: words(map[string]string{
			"intake": "Intake", "negotiation": "Negotiation", "evidence": "Evidence", "mediation": "Mediation", "panel": "Panel",
			"decision": "Decision", "appeal": "Review", "performance": "Performance", "closed": "Closed",
		}, "?"),
		PassedBy: "passed by",
		Event: words(map[string]string{
			"after_sale_refused":             "the refusal of after-sales",
			"close_evidence":                 "the close of evidence",
			"assign_outside":                 "assignment outside the team",
			"closed":                         "the end of the case",
			"order_completed":                "completion of the order",
			"last_performance":               "the last performance",
			"defect_found":                   "the finding of the defect",
			"digital_delivered":              "digital delivery",
			"draft_opened":                   "the opening of the draft",
			"draft_submitted":                "the draft of the ruling",
			"fallback_none":                  "no other way to serve",
			"goods_back":                     "the goods coming back",
			"insolvency_opened":              "the opening of insolvency",
			"lock_party":                     "the lock of the account",
			"mass_deposit_risk":              "the deposit found short",
			"notice_of_body":                 "the letter of the body",
			"paid":                           "payment",
			"parcel_completed":               "completion of the parcel",
			"parcel_signed":                  "signature for the parcel",
			"proof_filed":                    "the filing of proof",
			"proof_still_pending":            "proof that it is still held",
			"refund_goods_kept_for_merchant": "the refund with the goods kept",
			"released":                       "release of the money",
			"replacement_sent":               "the replacement being sent",
			"return_refused":                 "the return being refused",
			"return_sent":                    "the return being sent",
			"return_signed":                  "signature for the return",
			"service_failed":                 "failed service",
			"supervise":                      "supervision",
		}, ""),
	}
}

// words names codes; otherwise stands for one it does not know, "?" for the code itself.
func words(names map[string]string, otherwise string) func(string) string {
	return func(code string) string {
		if name, ok := names[code]; ok {
			return name
		}
		if otherwise == "?" {
			return code
		}
		return otherwise
	}
}

// article puts the English article before who has none.
func article(who string) string {
	for _, has := range []string{"the ", "a ", "an ", "both ", "another ", "who "} {
		if strings.HasPrefix(who, has) {
			return who
		}
	}
	return "the " + who
}
