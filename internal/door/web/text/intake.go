package text

// Intake is what the page of an officer says who looks at a new case.
type Intake struct {
	Title, Says, Checks, ChecksSays, For, Against        string
	Identity, Reach, Order, Time, Before, Elsewhere, Sum string
	Shown, NotShown, Reachable, NotReachable             string
	OrderKnown, OrderClaimed, InTime, LateFiled          string
	First, Refiled, NoneElsewhere, ElsewhereHeld         string
	SumWithin, SumBeyond                                 string
	Decide, Accept, AcceptSays, AskCure, AskCureSays     string
	Reject, RejectSays, Second, SecondSays, NextCase     string
	Evidence, Told, Story                                string
	PassOn, CureIdentity, CureOrder, CureClaim           string
	CureBy                                               string
}

func zhIntake() Intake {
	return Intake{
		Title: "受理审查", Says: "看提交的内容，对照受理条件，然后决定。", Checks: "受理条件", ChecksSays: "按现有数据列出，由您判断。", For: "符合", Against: "不符合",
		Identity: "申请人身份", Reach: "站外联系方式", Order: "订单", Time: "申请期限", Before: "是否处理过", Elsewhere: "其他机构", Sum: "请求金额",
		Shown: "身份已核实", NotShown: "身份还没有核实", Reachable: "至少一个联系方式已确认", NotReachable: "没有已确认的联系方式",
		OrderKnown: "订单由平台导入", OrderClaimed: "订单由当事人申报，款项不在平台", InTime: "在申请期限内提出", LateFiled: "超过申请期限，只能调解",
		First: "第一次提出", Refiled: "接续早先的案件", NoneElsewhere: "没有其他机构受理的记录", ElsewhereHeld: "有其他机构受理的记录",
		SumWithin: "不超过实付金额", SumBeyond: "超过实付金额；可以受理，只冻结实付部分",
		Decide: "决定", Accept: "受理", AcceptSays: "通知商家，开始协商。", AskCure: "要求补正", AskCureSays: "只能要求补正身份、订单或请求，不能因为证据不足。",
		Reject: "不予受理", RejectSays: "选一项规定的理由。申请人可以要求另一位专员复议。", Second: "由另一位专员复议", SecondSays: "您没有参与第一次决定，可以维持或改为受理。", NextCase: "下一件",
		Evidence: "证据不足不是不予受理的理由。", Told: "申请人会看到的其他途径", Story: "申请人的陈述",
		PassOn: "转给另一位专员", CureIdentity: "请补充能证明您是下单人的材料。实名信息、付款账户截图都可以。", CureOrder: "请补充订单号，或能看到商品、金额和时间的付款凭证。", CureClaim: "请写明要求什么、是哪件商品、要求多少钱。",
		CureBy: "请在收到通知后 %s内补正；逾期没有补正的，本次申请结束，以后仍可以再提出。",
	}
}

func enIntake() Intake {
	return Intake{
		Title: "Intake review", Says: "Look at what was filed, hold it against the conditions, then decide.", Checks: "Conditions", ChecksSays: "Listed from the data there is; you judge.", For: "met", Against: "not met",
		Identity: "Identity of the claimant", Reach: "Outside contact", Order: "Order", Time: "Time limit", Before: "Dealt with before", Elsewhere: "Other bodies", Sum: "Sum asked",
		Shown: "Identity was shown", NotShown: "Identity was not shown yet", Reachable: "One contact at least is confirmed", NotReachable: "No contact is confirmed",
		OrderKnown: "The platform imported the order", OrderClaimed: "The order was claimed by a party; the platform holds no money of it", InTime: "Filed in time", LateFiled: "Out of time; mediation only",
		First: "Filed for the first time", Refiled: "It follows an earlier case", NoneElsewhere: "No record of another body", ElsewhereHeld: "Another body is recorded as handling it",
		SumWithin: "Not above what was paid", SumBeyond: "Above what was paid; it may be accepted, and only what was paid is frozen",
		Decide: "Decide", Accept: "Accept", AcceptSays: "The merchant is told, and talks begin.", AskCure: "Ask to complete", AskCureSays: "Only identity, order or claim may be asked for; never because evidence is lacking.",
		Reject: "Do not accept", RejectSays: "Choose one of the grounds on the list. The claimant may ask another officer to look again.", Second: "Second officer", SecondSays: "You did not take the first decision: confirm it, or accept.", NextCase: "Next case",
		Evidence: "Lack of evidence is no ground for not accepting.", Told: "Other routes, as the claimant will read them", Story: "What the claimant says",
		PassOn: "Hand to another officer", CureIdentity: "Please show that the order is yours, for example by your real name or a picture of the account it was paid from.", CureOrder: "Please add the order number, or a receipt that shows goods, sum and time.", CureClaim: "Please say what you ask for, for which goods, and how much.",
		CureBy: "Please complete it within %s of this notice. Otherwise this filing ends; you may file again.",
	}
}
