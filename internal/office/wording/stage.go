package wording

//nolint:gochecknoglobals // a closed vocabulary, never written to
var stages = table{
	"DRAFT":               {"草稿", "Draft"},
	"SUBMITTED":           {"待受理", "Awaiting acceptance"},
	"SUPPLEMENT":          {"待补正", "To be completed"},
	"REJECTED":            {"不予受理", "Not accepted"},
	"REJECT_REVIEW":       {"不予受理复议", "Non-acceptance under review"},
	"NEGOTIATING":         {"协商", "Negotiation"},
	"AWAITING_CHOICE":     {"待选择", "Awaiting the claimant's choice"},
	"EVIDENCE":            {"举证质证", "Evidence"},
	"MEDIATING":           {"调解", "Mediation"},
	"JURY":                {"大众评审", "Public panel"},
	"ADJUDICATING":        {"平台裁决", "Platform decision"},
	"SELLER_FINAL":        {"商家最终答复", "Seller's final answer"},
	"ANSWERED":            {"已最终答复", "Final answer given"},
	"RULED":               {"已作出处理决定", "Ruling made"},
	"RULED_R":             {"待商家申诉", "Merchant's time to appeal"},
	"RULE_DECIDED":        {"规则认定", "Decided by rule"},
	"APPEAL":              {"复核", "Review"},
	"SETTLEMENT_CHECK":    {"和解异议审查", "Settlement challenged"},
	"PERFORMING":          {"履行", "Performance"},
	"CONSENT":             {"征求调解意愿", "Consent to mediation asked"},
	"CLOSED_INCOMPLETE":   {"未补正结案", "Closed: not completed"},
	"CLOSED_REJECTED":     {"不予受理结案", "Closed: not accepted"},
	"CLOSED_NOT_PURSUED":  {"未继续结案", "Closed: not pursued"},
	"CLOSED_WITHDRAWN":    {"撤回结案", "Closed: withdrawn"},
	"CLOSED_DISMISSED":    {"驳回结案", "Closed: dismissed"},
	"CLOSED_FINAL_ANSWER": {"最终答复结案", "Closed: final answer"},
	"CLOSED_EXTERNAL":     {"转外部结案", "Closed: taken outside"},
	"CLOSED_PERFORMED":    {"已履行结案", "Closed: performed"},
	"CLOSED_UNRECOVERED":  {"未足额执行结案", "Closed: not paid in full"},
	"PURGED":              {"草稿已清除", "Draft cleared"},
	"MEDIATED":            {"达成调解", "Mediated"},
	"TERMINATED":          {"终止调解", "Mediation terminated"},
	"NOT_ACCEPTED":        {"不予受理", "Not accepted"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var phases = table{
	"intake":      {"受理", "Intake"},
	"negotiation": {"协商", "Negotiation"},
	"evidence":    {"举证质证", "Evidence"},
	"mediation":   {"调解", "Mediation"},
	"panel":       {"评审", "Panel"},
	"decision":    {"处理决定", "Decision"},
	"appeal":      {"复核", "Review"},
	"performance": {"履行", "Performance"},
	"closed":      {"结案", "Closed"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var obligations = table{
	"PAY":     {"付款", "Payment"},
	"RETURN":  {"退货", "Return of goods"},
	"REPLACE": {"补发、换货或维修", "Replacement or repair"},
	"ACT":     {"其他履行", "Other act"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var obligationStates = table{
	"PAY_DUE":              {"等待付款", "Payment due"},
	"PAY_DEPOSIT":          {"即将扣划保证金", "Deposit about to be debited"},
	"PAY_OWN":              {"等待买家付款", "Buyer to pay"},
	"PAY_DONE":             {"已付清", "Paid"},
	"PAY_SHORT":            {"未付足", "Not paid in full"},
	"RET_ADDRESS":          {"等待退货地址", "Return address awaited"},
	"RET_DUE":              {"等待寄回", "To be sent back"},
	"RET_GRACE":            {"寄回宽限期", "Time of grace to send back"},
	"RET_LAPSING":          {"寄回最后提醒", "Last call to send back"},
	"RET_TRANSIT":          {"退货运输中", "Return on its way"},
	"RET_INSPECT":          {"等待验货", "Goods being inspected"},
	"RET_DISPUTE_ANSWER":   {"退货有异议，等待回应", "Return contested, answer awaited"},
	"RET_DISPUTE_EVIDENCE": {"退货异议举证", "Return contested, evidence"},
	"RET_DISPUTE_DECIDE":   {"退货异议待决定", "Return contested, decision awaited"},
	"RET_DISPUTE_RULED":    {"退货异议已决定", "Return contested, decided"},
	"RET_DISPUTE_REVIEW":   {"退货异议复核", "Return contested, under review"},
	"RET_DONE":             {"退货完成", "Return complete"},
	"RET_LAPSED":           {"未寄回，已失效", "Not sent back, lapsed"},
	"RET_REFUSED":          {"退货不成立", "Return refused"},
	"REPL_SHIP":            {"等待寄出", "To be sent"},
	"REPL_WAY":             {"运输中", "On its way"},
	"REPL_CHOICE":          {"逾期，等待选择", "Late, choice awaited"},
	"REPL_DONE":            {"已收到", "Received"},
	"REPL_TO_REFUND":       {"已改为退款", "Changed into a refund"},
	"ACT_DUE":              {"等待履行", "To be done"},
	"ACT_BREACH":           {"逾期未履行", "Not done in time"},
	"ACT_VALUE":            {"折价待决定", "Value being set"},
	"ACT_DONE":             {"已履行", "Done"},
	"ACT_FAILED":           {"未履行", "Not done"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var holds = table{
	"STAYED":          {"协议中止", "Stay agreed by both"},
	"STAYED_PROOF":    {"依函中止（待证明）", "Stay on a body's letter, proof awaited"},
	"STAYED_POLICE":   {"公安中止", "Police stay"},
	"STAYED_EXTERNAL": {"外部程序中止", "Stay for a proceeding outside"},
	"STAYED_PARTY":    {"当事人变故中止", "Stay until a successor is known"},
	"STAYED_TEST":     {"检测中止", "Stay during a test"},
	"LOCKED":          {"账号锁定", "Account locked"},
	"INSOLVENT":       {"破产审查", "Insolvency being examined"},
	"MASS_BAR":        {"保证金暂停扣划", "Deposit debits on hold"},
}

// Stage is the name of a stage.
func Stage(code string) Words { return stages.of(code) }

// Phase is the name of a phase: what rules, pages and figures speak of.
func Phase(code string) Words { return phases.of(code) }

// Obligation is the name of a kind of obligation (履行项): PAY, RETURN, REPLACE, ACT.
func Obligation(kind string) Words { return obligations.of(kind) }

// ObligationState is the name of a state of an obligation.
func ObligationState(code string) Words { return obligationStates.of(code) }

// Place is the name of a stage or of a state of an obligation.
func Place(code string) Words {
	if w, ok := stages[code]; ok {
		return w
	}
	return ObligationState(code)
}

// Hold is the name of a hold.
func Hold(code string) Words { return holds.of(code) }
