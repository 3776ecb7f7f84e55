package text

// Move is what the forms of acts say.
type Move struct {
	BackToCase, BackToOrder      string
	Cancel, Continue             string
	Confirm                      func(act string) string
	NothingRecorded, Possible    string
	Heard                        string // over what was said of the matter an act decides
	YouTyped                     string
	Until                        func(when string) string
	Checks, Clauses, Preview     string
	Money, GivesUp, Follows      string
	AlreadyDone, AlreadyDoneSays string
	LookAgain, Meanwhile         string
}

func zhMove() Move {
	return Move{
		BackToCase: "返回案件", BackToOrder: "返回订单", Cancel: "先不做", Continue: "下一步：核对",
		Confirm:         func(act string) string { return "确认" + act },
		NothingRecorded: "没有记录任何东西。", Possible: "现在可以做的是", Heard: "前面怎么说的",
		YouTyped: "您刚才填写的内容",
		Until:    func(when string) string { return "最晚 " + when + "。" },
		Checks:   "签署前检查", Clauses: "可引用的规则", Preview: "预览",
		Money: "钱怎么走", GivesUp: "您将放弃", Follows: "接下来",
		AlreadyDone: "已经办好了", AlreadyDoneSays: "这一步之前已经提交过，这次没有重复执行。当时记录的是：",
		LookAgain: "您改选了另一项，请先看清下面的内容再继续。", Meanwhile: "您填写期间发生了：",
	}
}

func enMove() Move {
	return Move{
		BackToCase: "Back to the case", BackToOrder: "Back to the order", Cancel: "Not now", Continue: "Next: check",
		Confirm:         func(act string) string { return "Confirm: " + act },
		NothingRecorded: "Nothing was recorded.", Possible: "Possible now", Heard: "What was said of it",
		YouTyped: "What you had written",
		Until:    func(when string) string { return "Until " + when + "." },
		Checks:   "Before you sign", Clauses: "Rules to cite", Preview: "Preview",
		Money: "Where the money goes", GivesUp: "What you give up", Follows: "What happens next",
		AlreadyDone: "Already done", AlreadyDoneSays: "This step was sent before; nothing was done twice. What was recorded then:",
		LookAgain: "You chose another one. Please read it below before you go on.", Meanwhile: "What happened while you were writing:",
	}
}
