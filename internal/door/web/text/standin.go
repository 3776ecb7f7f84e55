package text

// StandIn is what the pages of acting for somebody by law say: guardian, heir.
type StandIn struct {
	Title, Says, None, NoneSays                        string
	CaseNo, OrderNo, OrderHint, For, Buyer, Seller, As string
	Guardian, Successor, Paper, PaperHint, Why         string
	WhyHint, Send, Sent, Waits, Granted, Refused       string
	NoMatch, NeedPaper, State                          string

	StaffTitle, StaffSays, Asks, NoAsks, NoAsksSays, See, Answer string
	GuardianDoes, SuccessorDoes, Reason, ReasonHint, Yes, No     string
	End, EndSays, EndButton, InForce, Documents                  string
}

func zhStandIn() StandIn {
	return StandIn{
		Title: "监护人、继承人代办", Says: "当事人未成年、不能办理或已去世的，在这里申请代办。", None: "还没有申请", NoneSays: "在下面提出后，进展列在这里。",
		CaseNo: "案号", OrderNo: "订单号", OrderHint: "该案的订单号；两个编号对得上才受理。", For: "替谁办理", Buyer: "买家", Seller: "商家", As: "您的身份",
		Guardian: "监护人", Successor: "继承人或承继人", Paper: "证明文件", PaperHint: "监护关系或继承的证明，PDF 或照片，不超过 8 MB", Why: "说明", WhyHint: "您与当事人的关系。不要写多余的个人信息。",
		Send: "提出申请", Sent: "已提出，承办人员核对文件后答复。", Waits: "等待答复", Granted: "已同意", Refused: "未同意", NoMatch: "案号和订单号对不上，请核对", NeedPaper: "请附上证明文件", State: "进展",
		StaffTitle: "代为办理", StaffSays: "谁代当事人办理、依据什么；以监护人或继承人身份提出的申请。", Asks: "申请", NoAsks: "没有等待答复的申请", NoAsksSays: "有人以监护人或继承人身份申请时，列在这里。", See: "打开证明文件", Answer: "答复申请",
		GuardianDoes: "同意后：记载当事人无行为能力，由申请人代为和解、撤回、放弃；未经监护人的和解须追认。", SuccessorDoes: "同意后：记载当事人去世或终止，由申请人承继，程序恢复。",
		Reason: "理由", ReasonHint: "写明核对了什么", Yes: "同意代办", No: "不同意", End: "结束监护", EndSays: "当事人成年或恢复行为能力后，由本人办理。须附证明。", EndButton: "记载恢复行为能力", InForce: "现在代办的人", Documents: "没有人代为办理",
	}
}

func enStandIn() StandIn {
	return StandIn{
		Title: "Guardian or heir", Says: "When a party cannot act, is a minor or has died, ask here to act for it.", None: "Nothing asked yet", NoneSays: "What you ask for below stands here with its state.",
		CaseNo: "Case number", OrderNo: "Order number", OrderHint: "Of the order of that case; the two must belong together.", For: "For whom", Buyer: "The buyer", Seller: "The merchant", As: "You are",
		Guardian: "Guardian", Successor: "Heir or successor", Paper: "Proof", PaperHint: "Of guardianship or succession; PDF or photo, up to 8 MB", Why: "In your words", WhyHint: "How you are related. No more personal data than needed.",
		Send: "Ask", Sent: "Asked. Who handles the case checks the document and answers.", Waits: "Waits for an answer", Granted: "Agreed", Refused: "Not agreed", NoMatch: "Case and order number do not belong together; please check", NeedPaper: "Please add the proof", State: "State",
		StaffTitle: "Acting for a party", StaffSays: "Who acts for a party and by what; asks to act as guardian or heir.", Asks: "Asks", NoAsks: "No ask waits", NoAsksSays: "When somebody asks to act as guardian or heir, it stands here.", See: "Open the proof", Answer: "Answer",
		GuardianDoes: "If you agree: the party is recorded as without capacity; the guardian settles, withdraws and waives for it; a settlement without him needs his consent.", SuccessorDoes: "If you agree: the party’s death or end is recorded, the asker succeeds, and the case goes on.",
		Reason: "Reason", ReasonHint: "Say what you checked", Yes: "Agree", No: "Do not agree", End: "End guardianship", EndSays: "Of age or able again, the party acts itself. Proof is needed.", EndButton: "Record as able again", InForce: "Who acts now", Documents: "Nobody acts for a party",
	}
}
