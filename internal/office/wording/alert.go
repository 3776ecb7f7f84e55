package wording

import "strings"

// AlertWords say why somebody is alerted, and what is to be done.
type AlertWords struct{ Why, Do Words }

// Alert gives the words of an alert: of a clock ("K_SERVE"), of "safety", of "money"
// with or without what the books refused ("money:not_enough"), or of what a party is
// told ("route_kit"). A clock without words of its own is called by its name.
//
// Source: procedure.md §3, §4 and the rows T03, T35, T36, T45, T67, T77.
func Alert(why string) AlertWords {
	if w, ok := alerts[why]; ok {
		return w
	}
	if code, ok := strings.CutPrefix(why, "money:"); ok {
		w := alerts["money"]
		w.Why = Words{w.Why.ZH + "：" + strings.TrimSuffix(Refusal(code).Wrong.ZH, "。"), w.Why.EN + ": " + Refusal(code).Wrong.Clause().EN}
		return w
	}
	return AlertWords{Why: Words{Clock(why).ZH + "要处理", Clock(why).EN + ": needs attention"}, Do: Words{"请打开案件查看。", "Please open the case."}}
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var alerts = map[string]AlertWords{
	"K_SERVE":        {Words{"通知没有送达", "A notice could not be served"}, Words{"请找到另一个联系方式再送达；到期仍未送达的，按规则改用其他方式。", "Find another contact and serve it again; when the time is up the fallback of the rules applies."}},
	"K_ACK":          {Words{"申请二十四小时内没有人处理", "Nobody took up a filing within 24 hours"}, Words{"到期未审查的按规则暂先受理；请检查受理，并安排人员跟进。", "By the rules it is then accepted provisionally; check that and have somebody follow it up."}},
	"K_RJ_REV":       {Words{"不予受理的复议没有按时作出，案件已暂先受理", "A review of a rejection was late; the case was accepted provisionally"}, Words{"请检查受理，必要时指派人员。", "Check the acceptance and assign somebody if needed."}},
	"K_PLATFORM":     {Words{"平台处理期限将满", "The platform’s time is nearly up"}, Words{"请查看案件卡在哪一步，催办或改派。", "See which step holds the case up; press on or reassign it."}},
	"K_SUP2":         {Words{"组外指派仍没有人接手，已向所有合格人员开放", "Nobody outside the team took the case; it is now open to everybody qualified"}, Words{"请授权更多合格人员，或与主管商定由谁办理。", "Qualify more people, or agree with the supervisor who takes it."}},
	"K_CHS_D":        {Words{"对和解的异议没有按时决定，和解照旧履行", "A challenge to a settlement was not decided in time; the settlement stands"}, Words{"请检查为何逾期。", "Check why it was late."}},
	"K_FOUR":         {Words{"决定草稿的复签逾期", "The second signature on a draft is late"}, Words{"请指派另一名复签人。", "Name another second signer."}},
	"safety":         {Words{"涉及人身安全", "A matter of safety"}, Words{"请优先处理，并查看同一商品是否还有其他案件。", "Put it first, and see whether the same goods have other cases."}},
	"money":          {Words{"一笔款项没有办成", "Money could not be moved"}, Words{"请打开案件和订单的资金页核对，再决定如何补办。", "Open the case and the order’s money page, check, and decide how to make up for it."}},
	"stand_in_asked": {Words{"有人申请以监护人或继承人身份代为办理", "Somebody asks to act as guardian or heir"}, Words{"请打开案件的“代为办理”页，核对文件后答复。", "Open “Acting for a party” in the case, check the document and answer."}},
	"other":          {Words{"需要查看", "Needs attention"}, Words{"请打开案件查看。", "Please open the case."}},

	"route_kit":          {Words{"平台外的途径", "routes outside the platform"}, Words{"可以协商，也可以请调解组织调解，或者投诉。有仲裁协议的，可以向仲裁机构申请仲裁；也可以向法院起诉。", "Settle directly, ask a mediation body, complain to the authority, arbitrate where agreed, or go to court."}},
	"E40":                {Words{"无法联系商家", "the merchant could not be reached"}, Words{"可以向平台索取商家的登记信息，再走平台外的途径。", "Ask the platform for the merchant’s registered details and use a route outside."}},
	"K_EXT":              {Words{"请说明外部程序的进展", "please say how the proceeding outside stands"}, Words{"有结果的，请提交结果和证明；没有的，中止继续。", "Send its result with proof if there is one; otherwise the case stays on hold."}},
	"proof_of_claim_kit": {Words{"商家进入破产程序，可以申报债权", "the merchant is insolvent; a claim can be filed"}, Words{"请在公告的期限内向管理人申报债权。", "File your claim with the administrator within the time that was announced."}},
}
