package text

// Review is what the pages of appeal, review and correction say.
type Review struct {
	RulingSays, Contested, NotContested, AppealOf, Reply, NoReply  string
	Paper, PaperSays, Exhibits, Ground, Reason                     string
	Seeks, Dismiss, More, Less, Same, ActGiven, ActNot             string
	Range, RangeOne, RangeCorrect, KeepSays                        string
	AppealSays, Once, ConcedeSays, Take, Sought, SoughtSays, Zero  string
	NoneTaken                                                      string
	UpholdSays, VarySays, RemandSays, CorrectSays                  string
	NoWorse, FactsStand                                            string
	Asked, SeekLine, VaryLine, UpholdLine, RemandLine, CorrectLine string
	SpentLine, StaysFrozen, ReviewIn, RemandIn, WindowAgain, Pen   string
}

func zhReview() Review {
	return Review{
		RulingSays: "处理决定怎么说", Contested: "有人申请复核", NotContested: "没有人申请复核", AppealOf: "的复核申请", Reply: "对方的答辩", NoReply: "对方还没有答辩。",
		Paper: "看处理决定书全文", PaperSays: "事实、证据、条款和理由都在里面。", Exhibits: "新证据", Ground: "理由：", Reason: "这一项的理由：",
		Seeks: "请求改为", Dismiss: "全部不支持", More: "比处理决定多 %s", Less: "比处理决定少 %s", Same: "与处理决定相同", ActGiven: "支持", ActNot: "不支持",
		Range: "可以改为 %s 到 %s。", RangeOne: "只能维持 %s", RangeCorrect: "可以更正为 %s 到 %s", KeepSays: "这一项维持的，填 %s。",
		AppealSays: "勾选不同意的请求，写明应当改成多少。没有勾选的，按处理决定办。", Once: "每方只能申请一次。", ConcedeSays: "双方都不争的部分，会先支付。", Take: "对请求 %s 申请复核", Sought: "应当改为", SoughtSays: "%s 到 %s。", Zero: "填 0，就是全部不支持。",
		NoneTaken:  "请至少勾选一项请求。",
		UpholdSays: "维持：所有被申请复核的请求，都按处理决定办。", VarySays: "变更：逐项写明改为多少，为什么。", RemandSays: "发回：选中的请求重新举证，由另一位裁决员处理。一件案件只能发回一次。",
		CorrectSays: "只更正笔误和算错的金额，不改变认定。", NoWorse: "只有一方申请的，结果不能对他更不利。", FactsStand: "处理决定的事实继续有效。要另行认定的，才在这里加事实。",
		Asked: "请求 %s", SeekLine: "请求 %s：处理决定 %s，您请求改为 %s，相差 %s", VaryLine: "请求 %s：由 %s 改为 %s（%s）", UpholdLine: "请求 %s：维持 %s", RemandLine: "请求 %s：重新举证，由另一位裁决员处理",
		CorrectLine: "请求 %s：由 %s 更正为 %s（%s）", SpentLine: "没有写进去的请求（%s），您不能再申请复核。", StaysFrozen: "有争议的部分等复核结果，其余照常支付。",
		ReviewIn: "复核员应在收案后 %s内作出决定。", RemandIn: "发回后应在 %s内重新作出决定。", WindowAgain: "这一项的复核期限重新开始：%s。", Pen: "请求 %s：只改文字，金额 %s 不变",
	}
}

func enReview() Review {
	return Review{
		RulingSays: "What the ruling says", Contested: "under review", NotContested: "nobody asked for a review", AppealOf: ": application for review", Reply: "The other side’s answer", NoReply: "The other side has not answered yet.",
		Paper: "Read the whole ruling", PaperSays: "With its facts, evidence, clauses and reasons.", Exhibits: "New evidence", Ground: "Ground: ", Reason: "Reasons on this claim: ",
		Seeks: "asks for", Dismiss: "nothing at all", More: "%s more than the ruling", Less: "%s less than the ruling", Same: "the same as the ruling", ActGiven: "granted", ActNot: "not granted",
		Range: "May become %s to %s. ", RangeOne: "Can only stay at %s", RangeCorrect: "May be corrected to %s to %s", KeepSays: "To leave this claim as it is, write %s.",
		AppealSays: "Tick the claims you disagree with and say what the result should be. What you do not tick stays as ruled.", Once: "Each side may ask once.", ConcedeSays: "What neither side contests is paid first.", Take: "Ask for a review of claim %s", Sought: "It should become", SoughtSays: "%s to %s.", Zero: "Write 0 for nothing at all.",
		NoneTaken:  "Please tick one claim at least.",
		UpholdSays: "Uphold: every claim under review stays as ruled.", VarySays: "Vary: claim by claim, what it becomes and why.", RemandSays: "Send back: the claims chosen are heard again by another adjudicator. A case is sent back once at most.",
		CorrectSays: "Only slips of pen and of arithmetic; no finding changes.", NoWorse: "Where only one side asked, it may not end up worse.", FactsStand: "The facts of the ruling stand. Add facts here only where you find otherwise.",
		Asked: "asked %s", SeekLine: "Claim %s: ruled %s, you ask for %s, a difference of %s", VaryLine: "Claim %s: from %s to %s (%s)", UpholdLine: "Claim %s: stays at %s", RemandLine: "Claim %s: is heard again by another adjudicator",
		CorrectLine: "Claim %s: corrected from %s to %s (%s)", SpentLine: "You can no longer ask for a review of what you left out (claim %s).", StaysFrozen: "What is contested waits for the review; the rest is paid.",
		ReviewIn: "The reviewer decides within %s of receiving it.", RemandIn: "After being sent back it is decided anew within %s.", WindowAgain: "The time to ask for a review of this claim begins again: %s.", Pen: "Claim %s: wording only; %s stays",
	}
}
