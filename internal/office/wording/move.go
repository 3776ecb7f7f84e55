package wording

// MoveWords are the words of an act.
type MoveWords struct {
	Name   Words // what it is: 申请平台介入
	Button Words // what the button says
	Effect Words // one sentence: what follows
	// Final is true where the act cannot be taken back; its form asks for a fresh
	// confirmation that states what is given up.
	Final bool
}

// Move gives the words of an act of the vocabulary.
func Move(code string) MoveWords {
	if m, ok := moves[code]; ok {
		if m.Button.IsZero() {
			m.Button = m.Name
		}
		return m
	}
	w := fallback(code)
	return MoveWords{Name: w, Button: w, Effect: w}
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var moves = gather(filingMoves, talkMoves, evidenceMoves, decisionMoves, settleMoves, outsideMoves, staffMoves, obligationMoves, orderMoves)

func gather[T any](groups ...map[string]T) map[string]T {
	all := map[string]T{}
	for _, g := range groups {
		for code, one := range g {
			all[code] = one
		}
	}
	return all
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var filingMoves = map[string]MoveWords{
	"protect": {Name: Words{"先冻结货款", "Freeze the money first"},
		Effect: Words{"相关货款先冻结；期限内没有提交申请，自动解冻。", "The money in dispute is frozen now, and thaws if you do not file in time."}},
	"submit": {Name: Words{"提交申请", "File the case"},
		Effect: Words{"先核对能否受理；请求涉及的货款冻结。", "We check whether it can be accepted; the money claimed is frozen."}},
	"accept": {Name: Words{"受理", "Accept"},
		Effect: Words{"案件开始协商，双方都收到通知。", "Negotiation begins and both sides are told."}},
	"reject": {Name: Words{"不予受理", "Do not accept"},
		Effect: Words{"写明理由和其他途径；申请人可以申请复议。", "States the reason and other routes; the claimant may ask for a review."}},
	"ask_cure": {Name: Words{"要求补正", "Ask to complete"},
		Effect: Words{"申请人在期限内补齐；只能要求一次。", "The claimant completes it in time; this can be asked once."}},
	"cure": {Name: Words{"提交补正", "Complete the filing"},
		Effect: Words{"补齐后，重新核对能否受理。", "Acceptance is then checked anew."}},
	"review_rejection": {Name: Words{"申请复议", "Ask for a review"},
		Effect: Words{"由另一名专员重新审查。", "Another officer examines it again."}},
	"confirm_rejection": {Name: Words{"维持不予受理", "Confirm non-acceptance"}, Final: true,
		Effect: Words{"案件结束，冻结的货款解冻。", "The case ends and the frozen money thaws."}},
	"object_acceptance": {Name: Words{"对受理提出异议", "Object to acceptance"},
		Effect: Words{"由另一名专员审查；其他期限照常。", "Another officer examines it; other times run on."}},
	"uphold_objection": {Name: Words{"异议成立", "Uphold the objection"},
		Effect: Words{"改为不予受理；申请人可以申请复议。", "The case is not accepted after all; the claimant may ask for a review."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var talkMoves = map[string]MoveWords{
	"answer": {Name: Words{"答复请求", "Answer the claims"},
		Effect: Words{"逐项答复；明确拒绝的，对方可以立即申请平台介入。", "Answer each claim; after a clear refusal the other side may ask the platform in at once."}},
	"wait": {Name: Words{"再给对方时间", "Give more time"},
		Effect: Words{"对方的答复期限延长一次。", "The other side's time to answer is extended once."}},
	"change_claim": {Name: Words{"修改请求", "Change the claims"},
		Effect: Words{"对方答复前可以修改；答复期限不缩短。", "Possible until the first answer; the time to answer is not shortened."}},
	"agree_deadline": {Name: Words{"约定协商期限", "Agree on a date"},
		Effect: Words{"对方确认同一日期后生效。", "Takes effect once the other side confirms the same date."}},
	"escalate": {Name: Words{"申请平台介入", "Ask the platform in"},
		Effect: Words{"进入举证质证，双方收到时间表。", "The evidence round begins and both sides receive a timetable."}},
	"counterclaim": {Name: Words{"提出反请求", "Make a counterclaim"},
		Effect: Words{"与原请求一并处理。", "It is handled together with the claims."}},
	"message": {Name: Words{"发消息", "Write a message"}, Button: Words{"发送", "Send"},
		Effect: Words{"消息留存在案件记录中。", "The message is kept in the record."}},
	"offer": {Name: Words{"提出方案", "Make an offer"},
		Effect: Words{"对方可以接受、拒绝或还价；到期自动失效。", "The other side may accept, decline or counter; it lapses at its expiry."}},
	"decline_offer": {Name: Words{"拒绝方案", "Decline the offer"},
		Effect: Words{"方案失效；您可以再提出自己的方案。", "The offer ends; you may make your own."}},
	"accept_offer": {Name: Words{"接受方案", "Accept the offer"}, Final: true,
		Effect: Words{"接受即达成和解，随即开始履行。", "Acceptance settles these claims and performance begins."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var evidenceMoves = map[string]MoveWords{
	"add_exhibit": {Name: Words{"提交证据", "Submit evidence"},
		Effect: Words{"对方可以看到；改动可被发现。", "The other side sees it; changes are detectable."}},
	"opine": {Name: Words{"发表质证意见", "Give your opinion on evidence"},
		Effect: Words{"对真实性、合法性、关联性表态；不表态不等于承认。", "Genuine, lawful, relevant? Saying nothing admits nothing."}},
	"ask_extension": {Name: Words{"申请延长举证", "Ask for more time"},
		Effect: Words{"由专员决定；只能申请一次。", "An officer decides; it can be asked once."}},
	"extend": {Name: Words{"延长期限", "Extend the time"},
		Effect: Words{"期限顺延，双方收到通知。", "The date moves and both sides are told."}},
	"order_evidence": {Name: Words{"责令提交证据", "Order evidence"},
		Effect: Words{"无正当理由不提交的，可以作不利认定。", "Withholding it without good reason may count against that side."}},
	"third_party_request": {Name: Words{"向第三方调取", "Ask a third party"},
		Effect: Words{"期限内没有提供的，程序继续。", "If nothing comes in time, the case goes on."}},
	"order_test": {Name: Words{"安排检测", "Order a test"},
		Effect: Words{"检测期间暂停计时；费用按规则承担。", "Time stands still during the test; costs follow the rules."}},
	"done": {Name: Words{"举证完毕", "Nothing more to submit"},
		Effect: Words{"双方都完毕后，本阶段提前结束。", "When both sides are done, this part closes early."}},
	"consent_mediation": {Name: Words{"答复是否调解", "Answer on mediation"},
		Effect: Words{"双方都同意才调解；不答复视为不同意。", "Mediation needs both; no answer counts as no."}},
	"fast_track": {Name: Words{"快速处理", "Fast track"},
		Effect: Words{"双方没有指出要查的事项，就直接进入平台裁决。", "Unless a side names a point to examine, the decision comes next."}},
	"name_item": {Name: Words{"指出要查的事项", "Name a point to examine"},
		Effect: Words{"举证照常继续。", "The evidence round goes on."}},
	"close_round": {Name: Words{"结束举证", "Close the round"},
		Effect: Words{"双方同意调解的进入调解，否则进入下一步。", "Mediation if both agreed, otherwise the next step."}},
	"propose": {Name: Words{"提出调解方案", "Propose to both"},
		Effect: Words{"同一方案同时发给双方；双方都接受才生效。", "Both receive the same text at once; it needs both acceptances."}},
	"leave": {Name: Words{"退出调解", "Leave mediation"}, Final: true,
		Effect: Words{"调解结束；裁决人员看不到调解内容。", "Mediation ends; who decides will not see what was said."}},
	"fail": {Name: Words{"终止调解", "End mediation"}, Final: true,
		Effect: Words{"调解未果；裁决人员看不到调解内容。", "No result; who decides will not see what was said."}},
	"extend_mediation": {Name: Words{"延长调解", "Extend mediation"},
		Effect: Words{"对方确认相同天数后生效。", "Takes effect once the other side confirms the same days."}},
	"tally": {Name: Words{"计票", "Count the votes"},
		Effect: Words{"评审意见供裁决参考。", "The panel's opinion advises the decision."}},
	"open_talks": {Name: Words{"查看协商记录", "Open the talks"}, Final: true,
		Effect: Words{"查看后，您不能再裁决或复核本案。", "Afterwards you may neither decide nor review this case."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var decisionMoves = map[string]MoveWords{
	"mark_complex": {Name: Words{"标记为复杂案件", "Mark as complex"},
		Effect: Words{"处理期限延长一次；理由双方可见。", "The time to decide is extended once; both sides see why."}},
	"submit_draft": {Name: Words{"提交决定草稿", "Submit a draft"},
		Effect: Words{"金额较大的，须另一人复签。", "A large sum needs a second signer."}},
	"approve": {Name: Words{"复签", "Approve the draft"},
		Effect: Words{"草稿可以作为处理决定作出。", "The draft may now be made the ruling."}},
	"rule": {Name: Words{"作出处理决定", "Make the ruling"}, Final: true,
		Effect: Words{"送达双方；双方可以在期限内申请复核。", "Served on both sides, who may ask for a review in time."}},
	"final_answer": {Name: Words{"作出最终答复", "Give the final answer"}, Final: true,
		Effect: Words{"只约束自营方；买家可以走其他途径。", "It binds the platform as seller only; other routes stay open."}},
	"accept_final_answer": {Name: Words{"接受处理结果", "Accept the result"}, Final: true,
		Effect: Words{"同意的部分开始履行，其余请求结束。", "What was granted is performed; the rest ends."}},
	"ask_person": {Name: Words{"要求人工处理", "Ask for a person"},
		Effect: Words{"由人工重新决定；尚未支付的先暂停。", "A person decides anew; what is unpaid waits."}},
	"appeal": {Name: Words{"申请复核", "Ask for a review"},
		Effect: Words{"有争议的部分等待复核，其余先履行。", "The disputed part waits; the rest is performed."}},
	"waive_appeal": {Name: Words{"接受处理结果", "Accept the result"}, Final: true,
		Effect: Words{"您不再申请复核；双方都接受的，立即履行。", "You give up review; if both accept, performance begins at once."}},
	"reply_appeal": {Name: Words{"答辩", "Reply"},
		Effect: Words{"答辩与复核申请一并审查。", "The reply is read together with the application."}},
	"close_window": {Name: Words{"复核申请期结束", "Close the window"},
		Effect: Words{"有申请的进入复核，没有的开始履行。", "Review if anyone asked for it, otherwise performance."}},
	"uphold": {Name: Words{"维持处理决定", "Uphold the ruling"}, Final: true,
		Effect: Words{"处理决定生效，开始履行。", "The ruling is final and is performed."}},
	"vary": {Name: Words{"变更处理决定", "Vary the ruling"}, Final: true,
		Effect: Words{"按复核结果履行，差额多退少补。", "Performed as varied; the difference is paid or thawed."}},
	"remand": {Name: Words{"发回重新处理", "Send back"},
		Effect: Words{"指定事项重新举证，由另一人决定；只有一次。", "The named points are heard again by another person; once only."}},
	"correct": {Name: Words{"更正笔误", "Correct a slip"},
		Effect: Words{"只改笔误或算错；双方收到更正。", "Slips of pen or sum only; both sides receive the correction."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var settleMoves = map[string]MoveWords{
	"sign": {Name: Words{"签署和解协议", "Sign the settlement"},
		Effect: Words{"接受时已经生效；签署只作记录。", "It binds since acceptance; signing records it."}},
	"challenge_settlement": {Name: Words{"对和解提出异议", "Challenge the settlement"},
		Effect: Words{"审查期间，尚未支付的先暂停。", "What is unpaid waits while it is examined."}},
	"uphold_settlement": {Name: Words{"维持和解", "Uphold the settlement"}, Final: true,
		Effect: Words{"和解有效，继续履行。", "The settlement stands and is performed."}},
	"annul_settlement": {Name: Words{"撤销和解", "Annul the settlement"}, Final: true,
		Effect: Words{"请求恢复处理；已付款项算作预付。", "The claims are open again; what was paid counts as advance."}},
	"withdraw": {Name: Words{"撤回请求", "Withdraw claims"}, Final: true,
		Effect: Words{"所选请求结束，其冻结的货款解冻。", "These claims end and their frozen money thaws."}},
	"consent_withdrawal": {Name: Words{"同意撤回", "Consent to withdrawal"}, Final: true,
		Effect: Words{"申请人可以在处理决定后撤回请求。", "The claimant may then withdraw after the ruling."}},
	"replace_freeze": {Name: Words{"用保证金替换冻结", "Put the deposit in its place"},
		Effect: Words{"冻结转到保证金，货款恢复流转。", "The deposit is frozen instead and the escrow goes on."}},
	"stay": {Name: Words{"申请中止", "Ask for a stay"},
		Effect: Words{"双方同意后暂停计时；凭函件的须再提交证明。", "Time stands still once both agree; on a letter, proof must follow."}},
	"resume": {Name: Words{"恢复处理", "Go on"},
		Effect: Words{"按剩余时间继续计时。", "Time runs on with what was left."}},
	"prove_held": {Name: Words{"提交中止证明", "Prove the stay"},
		Effect: Words{"中止继续，直到下一个期限。", "The stay goes on until its next date."}},
	"party_event": {Name: Words{"登记当事人变化", "Record a change of a party"},
		Effect: Words{"代理、承继、监护、账号锁定或破产，附证明。", "Representation, succession, guardianship, lock or insolvency, with proof."}},
	"raise_safety": {Name: Words{"报告安全问题", "Report a safety problem"},
		Effect: Words{"优先处理；请先停止使用该商品。", "It goes first; please stop using the goods."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var outsideMoves = map[string]MoveWords{
	"escalate_external": {Name: Words{"准备外部材料", "Make a file for outside"},
		Effect: Words{"生成材料包；本案照常进行。", "A file is made; nothing else changes here."}},
	"external_accepted": {Name: Words{"登记外部受理", "Record acceptance outside"},
		Effect: Words{"法院或仲裁机构受理的请求中止，其余照常。", "Claims before a court or tribunal are stayed; the rest goes on."}},
	"external_result": {Name: Words{"登记外部结果", "Record a result from outside"}, Final: true,
		Effect: Words{"按结果履行，已付的扣除。", "It is performed, less what was paid."}},
	"external_ended": {Name: Words{"登记外部未果", "Record the end outside"},
		Effect: Words{"没有结果的请求，在本平台恢复处理。", "Claims without a result go on here."}},
	"external_withdraw": {Name: Words{"转走外部途径", "Leave for the outside route"}, Final: true,
		Effect: Words{"所选请求在本平台结束，货款解冻。", "These claims end here and their money thaws."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var staffMoves = map[string]MoveWords{
	"assign": {Name: Words{"指派人员", "Assign"},
		Effect: Words{"有冲突的人不在名单中。", "Persons in conflict are not on the list."}},
	"challenge_neutral": {Name: Words{"申请回避", "Challenge a neutral"},
		Effect: Words{"由他人决定；决定前，该人员暂停处理。", "Another person decides; until then the neutral does not act."}},
	"decide_challenge": {Name: Words{"决定是否回避", "Decide the challenge"},
		Effect: Words{"应当回避的，更换人员。", "If it is upheld, somebody else takes over."}},
	"recuse": {Name: Words{"自行回避", "Step aside"}, Final: true,
		Effect: Words{"由轮值人员接替。", "The rota names somebody else."}},
	"link": {Name: Words{"关联案件", "Link cases"},
		Effect: Words{"互相可见，不合并。", "The cases point to each other and are never merged."}},
	"unlink": {Name: Words{"取消关联", "Unlink"},
		Effect: Words{"两案不再互相指向。", "The cases no longer point to each other."}},
	"link_mass": {Name: Words{"标记批量案件", "Link a series"},
		Effect: Words{"共同事实一次查清；各案分别处理。", "Common facts are settled once; each case stays its own."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var obligationMoves = map[string]MoveWords{
	"pay": {Name: Words{"付款", "Pay"}, Final: true,
		Effect: Words{"付清后，这一项履行完毕。", "Once paid, this obligation is done."}},
	"give_address": {Name: Words{"提供退货地址", "Give the return address"},
		Effect: Words{"地址送达后，寄回期限开始。", "The time to send back begins when it is served."}},
	"send_back": {Name: Words{"登记寄回", "Record the return"},
		Effect: Words{"填写运单号；签收后开始验货。", "Give the waybill; inspection begins on receipt."}},
	"impediment": {Name: Words{"说明寄回障碍", "Show an impediment"},
		Effect: Words{"寄回期限延长一次。", "The time to send back is extended once."}},
	"return_signed": {Name: Words{"退货已签收", "Return signed for"},
		Effect: Words{"开始验货。", "Inspection begins."}},
	"return_refused": {Name: Words{"退货被拒收", "Return refused or not collected"},
		Effect: Words{"视为首次投递时签收，开始验货。", "It counts as signed at the first attempt; inspection begins."}},
	"accept_return": {Name: Words{"确认退货无误", "Accept the return"}, Final: true,
		Effect: Words{"立即退款。", "The refund is paid now."}},
	"contest_return": {Name: Words{"对退货提出异议", "Contest the return"},
		Effect: Words{"只影响该件商品；请保留原物。", "Only that line waits; please keep the goods."}},
	"answer_contest": {Name: Words{"回应退货异议", "Answer the contest"},
		Effect: Words{"随后双方举证。", "Evidence of both sides follows."}},
	"rule_return": {Name: Words{"决定退货异议", "Decide the contest"}, Final: true,
		Effect: Words{"送达双方，可以申请一次复核。", "Served on both sides; one review may be asked."}},
	"decide_return": {Name: Words{"复核退货异议", "Review the contest"}, Final: true,
		Effect: Words{"结果生效：退款，或商品退回买家。", "Final: the refund is paid, or the goods go back to the buyer."}},
	"ship_replacement": {Name: Words{"登记寄出", "Record dispatch"},
		Effect: Words{"填写运单号；送达期限开始。", "Give the waybill; the time for arrival begins."}},
	"confirm_replacement": {Name: Words{"确认收到", "Confirm arrival"}, Final: true,
		Effect: Words{"这一项履行完毕。", "This obligation is done."}},
	"choose_time": {Name: Words{"再等一次", "Wait once more"},
		Effect: Words{"对方重新得到寄出期限；只有一次。", "The other side gets the time again; once only."}},
	"choose_refund": {Name: Words{"改为退款", "Take the refund instead"}, Final: true,
		Effect: Words{"商品仍在您处的，先退货再退款。", "Goods still with you go back first."}},
	"perform_act": {Name: Words{"登记已履行", "Record performance"},
		Effect: Words{"这一项履行完毕。", "This obligation is done."}},
	"ask_value": {Name: Words{"申请折价", "Ask for its value"},
		Effect: Words{"由平台裁决员决定折合的金额。", "The adjudicator sets a sum of money."}},
	"set_value": {Name: Words{"决定折价金额", "Set the value"}, Final: true,
		Effect: Words{"按该金额付款。", "That sum is paid."}},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var orderMoves = map[string]MoveWords{
	"confirm_receipt": {Name: Words{"确认收货", "Confirm receipt"}, Final: true,
		Effect: Words{"该包裹的货款划给商家，不能撤回。", "The money for this parcel is released to the merchant."}},
	"report_tracking": {Name: Words{"上报物流", "Report tracking"},
		Effect: Words{"物流更新，相关期限随之开始。", "The track is updated and its times begin."}},
	"refund_outside": {Name: Words{"登记平台外退款", "Record a refund made outside"},
		Effect: Words{"附凭证；不会重复退款。", "With proof; nothing is refunded twice."}},
}
