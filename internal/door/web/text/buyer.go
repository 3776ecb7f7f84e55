package text

import "strconv"

// Buyer is what the pages say to who files, or has filed, a dispute.
type Buyer struct {
	ProblemFirst                          string
	Protect, ProtectSays                  string
	Safe                                  func(sum, till string) string
	WholeSum                              func(sum string) string
	Late                                  func(ended string) string
	LateStill, LateDates                  string
	Story, StoryHint                      string
	WholeOrder, Part, OtherGround         string
	Ask, AskSays                          string
	None, NoneSaid, TakeBack              string
	Got                                   func(n int) string
	More, Kind                            string
	NoFrozen                              string
	NoneOf                                string
	Submitted, Number, NothingToDo        string
	SumAt, Frozen, InEscrow, NoMoney      string
	Follows, FollowedBy, Again, AgainSays string
	NewFacts, NoMore                      string
	ChangeUntil                           func(till string) string
	Change                                string
}

func zhBuyer() Buyer {
	return Buyer{
		ProblemFirst: "请先选问题，再冻结", Protect: "先冻结这笔钱", ProtectSays: "点一下就生效，商家会收到通知。没提交会自动解冻。",
		Safe: func(sum, till string) string {
			return sum + " 已冻结。请在 " + till + " 前提交，否则自动解冻。"
		},
		WholeSum: func(sum string) string {
			return "金额不填，就是涉及商品的实付。整单实付 " + sum + "。"
		},
		Late:      func(ended string) string { return "申请期限已在 " + ended + " 结束。" },
		LateStill: "仍可提交：平台可以组织调解，但不冻结货款，也不作处理决定。您依法享有的权利不受影响，可以去 12315 或法院。",
		LateDates: "后来才发现问题，或商家后来拒绝售后？在「问题」一步写明日期，期限会重新算。",
		Story:     "发生了什么", StoryHint: "一两句话就够。时间、地点、谁说了什么。",
		WholeOrder: "涉及的商品：整单，点这里改", Part: "这一项只涉及一部分商品", OtherGround: "这一项另有原因或只涉及一部分",
		Ask: "对这类问题最有用", AskSays: "有就上传，没有就点「我没有」。都不影响提交。",
		None: "我没有", NoneSaid: "您说没有", TakeBack: "我有",
		Got:  func(n int) string { return "已上传 " + digits(n) + " 份" },
		More: "其他材料", Kind: "这是什么", NoFrozen: "还没有冻结", NoneOf: "没有的材料（只给您看）",
		Submitted: "已提交", Number: "案号", NothingToDo: "现在您不用做任何事。",
		SumAt: "争议金额", Frozen: "已冻结，谁也拿不走", InEscrow: "在担保账户里", NoMoney: "没有冻结货款",
		Follows: "接续前案", FollowedBy: "后续案件", Again: "再次申请", AgainSays: "新案件会和这个案件连在一起，双方都看得到。",
		NewFacts: "我有新的事实", NoMore: "这件事已经再次申请过，不能再申请。您仍可以去 12315 或法院。",
		ChangeUntil: func(till string) string { return "对方首次回应前（最晚 " + till + "）都可以改。" }, Change: "修改问题和请求",
	}
}

func enBuyer() Buyer {
	return Buyer{
		ProblemFirst: "Choose the problem first, then freeze the money", Protect: "Freeze this money first", ProtectSays: "One tap. The merchant is told. If you do not file, it thaws by itself.",
		Safe: func(sum, till string) string {
			return sum + " is frozen. File before " + till + ", or it thaws by itself."
		},
		WholeSum: func(sum string) string {
			return "Without a sum, what was paid for the goods is taken. The whole order: " + sum + "."
		},
		Late:      func(ended string) string { return "The time to file ended on " + ended + "." },
		LateStill: "You may still file: the platform can mediate, but freezes nothing and makes no ruling. Your rights at law remain; 12315 and the courts are open to you.",
		LateDates: "Found later, or was after-sale refused later? Give the day in the step “Problem”, and the time counts anew.",
		Story:     "What happened", StoryHint: "A sentence or two: when, where, who said what.",
		WholeOrder: "Goods in question: the whole order; change it here", Part: "Only part of the goods", OtherGround: "Another reason, or only part of the goods",
		Ask: "Most useful for this problem", AskSays: "Upload what you have; tap “I have none” for the rest. Neither keeps you from filing.",
		None: "I have none", NoneSaid: "You say you have none", TakeBack: "I have some",
		Got:  func(n int) string { return digits(n) + " uploaded" },
		More: "Something else", Kind: "What it is", NoFrozen: "Not frozen yet", NoneOf: "Not at hand (only you see this)",
		Submitted: "Filed", Number: "Case number", NothingToDo: "There is nothing for you to do now.",
		SumAt: "Sum in dispute", Frozen: "frozen: nobody can take it", InEscrow: "in escrow", NoMoney: "no money is frozen",
		Follows: "Follows the earlier case", FollowedBy: "Followed by", Again: "File again", AgainSays: "The new case is linked to this one; both sides see it.",
		NewFacts: "I have new facts", NoMore: "This quarrel was filed again already, and cannot be once more. 12315 and the courts remain open to you.",
		ChangeUntil: func(till string) string {
			return "You can change it until the other side first answers, " + till + " at the latest."
		}, Change: "Change problem and claims",
	}
}

func digits(n int) string { return strconv.Itoa(n) }
