package text

// Asked is what the room says of evidence that somebody was ordered to bring.
type Asked struct {
	Title, Says, Mine, Why, NotServed, Due            string
	Lack, LackSays, Reason, Submit                    string
	Waits, Brought, Lacked, Missed, Said, StillInTime string
	DeskSays, None                                    string
	To                                                func(who string) string
}

func zhAsked() Asked {
	return Asked{
		Title: "要求提交的证据", Says: "说「没有」不等于承认。", Mine: "请您提交", Why: "为什么要：", NotServed: "送达后开始计时", Due: "截止",
		Lack: "我没有", LackSays: "说「没有」不等于承认。确实有却不拿出来的，裁决员可以说明理由，作不利认定。", Reason: "想说明的话（可不填）", Submit: "提交这项证据",
		Waits: "等待提交", Brought: "已提交", Lacked: "说没有", Missed: "到期没有答复", Said: "说明：", StillInTime: "期限前找到了，仍可以提交。",
		DeskSays: "说没有、没有答复，都不是承认。是否有意不提交、是否作不利认定，由您认定并写明理由。", None: "没有要求谁提交证据。",
		To: func(who string) string { return "请" + who + "提交" },
	}
}

func enAsked() Asked {
	return Asked{
		Title: "Evidence asked for", Says: "To say “I don’t have it” admits nothing.", Mine: "You are asked for", Why: "Why: ", NotServed: "the time runs once you were told", Due: "until",
		Lack: "I don’t have it", LackSays: "To say so admits nothing. Where somebody has an item and keeps it back, the adjudicator may count that against them, and must say why.", Reason: "Anything to add (optional)", Submit: "Submit this item",
		Waits: "Waited for", Brought: "Submitted", Lacked: "Says: does not have it", Missed: "No answer in time", Said: "In their words: ", StillInTime: "If it is found in time, it can still be submitted.",
		DeskSays: "Neither “I don’t have it” nor silence is an admission. Whether an item was kept back, and what follows from it, is yours to find, with reasons.", None: "Nobody was asked for evidence.",
		To: func(who string) string { return "Asked of the " + who },
	}
}
