package text

import "strconv"

// Mediator is what the room of staff says: channels, what changed, proposals,
// calls, and what crosses the wall.
type Mediator struct {
	ToBoth, ToAll, ToMediator, ToOther           string // whom a composer sends to
	OnlyTo                                       func(who string) string
	With, OnlyYou                                func(who string) string
	NoteToBoth                                   string
	Stop                                         string // between sentences
	OnlyMediator                                 string
	Earlier                                      string // the conversation before mediation
	WhenCalled                                   func(who, minutes string) string
	RepeatAsks                                   func(who, to string) string
	RepeatSays, RepeatBack                       string
	RepeatSend                                   func(to string) string
	News, NewsFirst, NoNews, Seen, Next          string
	NewsMore                                     func(n int) string
	Call, CallSays, CallWhom, CallLong, CallWhat string
	CallFree, CallSave, CallBegan, CallBoth      string
	CallNothing, CallMissing                     string
	Minutes                                      func(n int) string
	Sentences                                    []string
	Draft, DraftSays, Way, Percent               string
	Asked, Offered, Suggested, Reckon, Total     string
	Middle, AsAsked, AsOffered, Share            string
	MiddleOf, ShareOf                            func(a, b string) string
	Bound, Freight, NoFreight, Send, Pays        string
	PayerPays, BelowAsk, AboveOffer              func(who, sum string) string
	Wall, WallSees, WallNever, WallStays         string
	Facts                                        []string
	Count                                        func(what string, n int) string
	Exhibits, Messages                           string
	Offers, Proposals, TalkLines, Private, Calls string
	NothingOf                                    string
	Clauses, ClausesSays                         string
}

func zhMediator() Mediator {
	return Mediator{
		ToBoth: "发给双方", ToAll: "发给各方和平台", ToMediator: "只发给调解员", ToOther: "发给对方和调解员",
		OnlyTo:     func(who string) string { return "只发给" + who },
		With:       func(who string) string { return "单独与" + who },
		OnlyYou:    func(who string) string { return "只有您和" + who + "可见" },
		NoteToBoth: "写给双方的话（可不填）", Stop: "。", OnlyMediator: "只有您和调解员可见", Earlier: "调解前的对话",
		WhenCalled: func(who, minutes string) string { return "电话记录 · " + who + " · " + minutes },
		RepeatAsks: func(who, to string) string {
			return "这段话和您与" + who + "的私聊相同，确定" + to + "？"
		},
		RepeatSays: "私聊里的话，对方还不知道。发出后不能收回。", RepeatBack: "回去改一改",
		RepeatSend: func(to string) string { return "确定" + to },
		News:       "您上次看过之后", NewsFirst: "最近发生的", NoNews: "您上次看过之后没有变化", Seen: "看过了", Next: "下一件",
		NewsMore: func(n int) string { return "另有 " + strconv.Itoa(n) + " 条，见下方进展" },
		Call:     "记录通话", CallSays: "谁在电话里，记录就给谁看。平台裁决员看不到调解中的通话。", CallWhom: "与谁通话", CallLong: "多久", CallWhat: "说了什么",
		CallFree: "补充（可不填）", CallSave: "保存记录", CallBegan: "开始时间（不填就是刚刚）", CallBoth: "双方", CallNothing: "请选一句，或写下说了什么", CallMissing: "请选择",
		Minutes:   func(n int) string { return strconv.Itoa(n) + " 分钟" },
		Sentences: []string{"说明了调解程序和期限。", "听取了主张和理由。", "转达了对方的公开方案，未转达私下的话。", "愿意继续调解。", "暂不接受现有方案，要求再考虑。", "没有接通，稍后再打。"},
		Draft:     "起草调解建议", DraftSays: "数字由各项请求算出。您可以逐项修改，再发给双方。", Way: "怎样算", Percent: "百分比",
		Asked: "请求", Offered: "对方出价", Suggested: "建议", Reckon: "怎样算的", Total: "合计",
		Middle: "取双方中间", AsAsked: "按请求全额", AsOffered: "按对方出价", Share: "按请求的百分比",
		MiddleOf: func(a, b string) string { return "（" + a + " ＋ " + b + "）÷ 2" },
		ShareOf:  func(a, b string) string { return a + " × " + b },
		Bound:    "单项不能超过请求金额", Freight: "退货运费由谁承担", NoFreight: "不涉及运费", Send: "发给双方", Pays: "谁付、谁让步",
		PayerPays:  func(who, sum string) string { return who + "付 " + sum },
		BelowAsk:   func(who, sum string) string { return who + "比请求少得 " + sum },
		AboveOffer: func(who, sum string) string { return who + "比自己的出价多付 " + sum },
		Wall:       "转平台裁决后，裁决员能看到什么", WallSees: "看得到", WallNever: "永远看不到", WallStays: "没有谈成的方案和私下的话，不会对任何一方不利。",
		Facts:    []string{"各项请求和双方的答复", "举证和质证的内容", "调解没有成功这一事实"},
		Count:    func(what string, n int) string { return what + " " + strconv.Itoa(n) + " 件" },
		Exhibits: "证据", Messages: "调解前的公开发言", Offers: "双方提出的方案", Proposals: "您的调解建议", TalkLines: "调解中的三方发言", Private: "私下发言", Calls: "通话记录",
		NothingOf: "本案没有", Clauses: "可参考规则", ClausesSays: "与各项请求的理由有关。",
	}
}

func enMediator() Mediator {
	return Mediator{
		ToBoth: "Send to both", ToAll: "Send to all and the platform", ToMediator: "Send to the mediator alone", ToOther: "Send to the other side and the mediator",
		OnlyTo:     func(who string) string { return "Send only to " + who },
		With:       func(who string) string { return "Alone with " + who },
		OnlyYou:    func(who string) string { return "Only you and " + who },
		NoteToBoth: "A word to both (may stay empty)", Stop: ". ", OnlyMediator: "Only you and the mediator", Earlier: "Before mediation",
		WhenCalled: func(who, minutes string) string { return "Telephone call · " + who + " · " + minutes },
		RepeatAsks: func(who, to string) string {
			return "These words were said alone with " + who + ". " + to + ", for certain?"
		},
		RepeatSays: "The other side does not know it yet. Once sent it cannot be taken back.", RepeatBack: "Go back and change it",
		RepeatSend: func(to string) string { return "Yes: " + to },
		News:       "Since you last looked", NewsFirst: "What happened lately", NoNews: "Nothing has changed since you last looked", Seen: "Seen", Next: "Next case",
		NewsMore: func(n int) string { return strconv.Itoa(n) + " more, in the timeline below" },
		Call:     "Note a call", CallSays: "Who was on the telephone reads the note. An adjudicator never reads calls of mediation.", CallWhom: "With whom", CallLong: "How long", CallWhat: "What was said",
		CallFree: "More (may stay empty)", CallSave: "Keep the note", CallBegan: "Began at (empty: just now)", CallBoth: "Both sides", CallNothing: "Choose a sentence, or write what was said", CallMissing: "Please choose",
		Minutes:   func(n int) string { return strconv.Itoa(n) + " min" },
		Sentences: []string{"Explained mediation and its dates.", "Heard the claims and their reasons.", "Passed on the other side’s open offer, nothing private.", "Willing to go on with mediation.", "Does not accept the present offer, wants time to think.", "Not reached; will call again."},
		Draft:     "Draft a proposal", DraftSays: "The figures come from the claims. Change any of them before you send it to both.", Way: "How to reckon", Percent: "Percentage",
		Asked: "Asked", Offered: "Offered", Suggested: "Proposed", Reckon: "How it was reckoned", Total: "In all",
		Middle: "Midway between both", AsAsked: "All that is asked", AsOffered: "What the other side offers", Share: "A share of what is asked",
		MiddleOf: func(a, b string) string { return "(" + a + " + " + b + ") ÷ 2" },
		ShareOf:  func(a, b string) string { return a + " × " + b },
		Bound:    "No line may exceed what is claimed", Freight: "Who bears the return freight", NoFreight: "No freight", Send: "Send to both", Pays: "Who pays, who gives way",
		PayerPays:  func(who, sum string) string { return who + " pays " + sum },
		BelowAsk:   func(who, sum string) string { return who + " gets " + sum + " less than asked" },
		AboveOffer: func(who, sum string) string { return who + " pays " + sum + " more than offered" },
		Wall:       "What the adjudicator will see after this", WallSees: "Will see", WallNever: "Will never see", WallStays: "Offers that failed and words said in private count against nobody.",
		Facts:    []string{"The claims and both sides’ answers", "Evidence and opinions on it", "That mediation did not succeed"},
		Count:    func(what string, n int) string { return what + ": " + strconv.Itoa(n) },
		Exhibits: "Exhibits", Messages: "Open messages before mediation", Offers: "Offers of both sides", Proposals: "Your proposals", TalkLines: "Messages to both in mediation", Private: "Private messages", Calls: "Notes of calls",
		NothingOf: "none in this case", Clauses: "Rules that may help", ClausesSays: "About the grounds of the claims.",
	}
}
