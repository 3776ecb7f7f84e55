package wording

// The acts from the decision on, on obligations and on orders.

//nolint:gochecknoglobals // a closed vocabulary, never written to
var decisionMoves = map[string]MoveWords{
	"mark_complex": {
		Name:   Words{"标记为复杂案件", "Mark as complex"},
		Effect: Words{"处理期限延长一次；理由双方可见。", "The time to decide is extended once; both sides see why."},
	},
	"submit_draft": {
		Name:   Words{"提交决定草稿", "Submit a draft"},
		Effect: Words{"金额较大的，须另一人复签。", "A large sum needs a second signer."},
	},
	"approve": {
		Name:   Words{"复签", "Approve the draft"},
		Effect: Words{"草稿可以作为处理决定作出。", "The draft may now be made the ruling."},
	},
	"return_draft": {
		Name:   Words{"退回草稿", "Send the draft back"},
		Effect: Words{"写明哪里要改。复签期限停止，裁决期限照常。", "Say what has to change. The time to approve ends; the time to decide goes on."},
	},
	"rule": {
		Name: Words{"作出处理决定", "Make the ruling"}, Final: true,
		Effect: Words{"送达双方；双方可以在期限内申请复核。", "Served on both sides, who may ask for a review in time."},
	},
	"final_answer": {
		Name: Words{"作出最终答复", "Give the final answer"}, Final: true,
		Effect: Words{"只约束自营方；买家可以走其他途径。", "It binds the platform as seller only; other routes stay open."},
	},
	"accept_final_answer": {
		Name: Words{"接受处理结果", "Accept the result"}, Final: true,
		Effect: Words{"同意的部分开始履行，其余请求结束。", "What was granted is performed; the rest ends."},
	},
	"ask_person": {
		Name:   Words{"要求人工处理", "Ask for a person"},
		Effect: Words{"由人工重新决定；尚未支付的先暂停。", "A person decides anew; what is unpaid waits."},
	},
	"appeal": {
		Name:   Words{"申请复核", "Ask for a review"},
		Effect: Words{"有争议的部分等待复核，其余先履行。", "The disputed part waits; the rest is performed."},
	},
	"waive_appeal": {
		Name: Words{"接受处理结果", "Accept the result"}, Final: true,
		Effect: Words{"您不再申请复核；双方都接受的，立即履行。", "You give up review; if both accept, performance begins at once."},
	},
	"reply_appeal": {
		Name:   Words{"答辩", "Reply"},
		Effect: Words{"答辩与复核申请一并审查。", "The reply is read together with the application."},
	},
	"close_window": {
		Name:   Words{"复核申请期结束", "Close the window"},
		Effect: Words{"有申请的进入复核，没有的开始履行。", "Review if anyone asked for it, otherwise performance."},
	},
	"uphold": {
		Name: Words{"维持处理决定", "Uphold the ruling"}, Final: true,
		Effect: Words{"处理决定生效，开始履行。", "The ruling is final and is performed."},
	},
	"vary": {
		Name: Words{"变更处理决定", "Vary the ruling"}, Final: true,
		Effect: Words{"按复核结果履行，差额多退少补。", "Performed as varied; the difference is paid or thawed."},
	},
	"remand": {
		Name:   Words{"发回重新处理", "Send back"},
		Effect: Words{"指定事项重新举证，由另一人决定；只有一次。", "The named points are heard again by another person; once only."},
	},
	"correct": {
		Name:   Words{"更正笔误", "Correct a slip"},
		Effect: Words{"只改笔误或算错；双方收到更正。", "Slips of pen or sum only; both sides receive the correction."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var settleMoves = map[string]MoveWords{
	"sign": {
		Name:   Words{"签署和解协议", "Sign the settlement"},
		Effect: Words{"接受时已经生效；签署只作记录。", "It binds since acceptance; signing records it."},
	},
	"challenge_settlement": {
		Name:   Words{"对和解提出异议", "Challenge the settlement"},
		Effect: Words{"审查期间，尚未支付的先暂停。", "What is unpaid waits while it is examined."},
	},
	"uphold_settlement": {
		Name: Words{"维持和解", "Uphold the settlement"}, Final: true,
		Effect: Words{"和解有效，继续履行。", "The settlement stands and is performed."},
	},
	"annul_settlement": {
		Name: Words{"撤销和解", "Annul the settlement"}, Final: true,
		Effect: Words{"请求恢复处理；已付款项算作预付。", "The claims are open again; what was paid counts as advance."},
	},
	"withdraw": {
		Name: Words{"撤回请求", "Withdraw claims"}, Final: true,
		Effect: Words{"所选请求结束，其冻结的货款解冻。", "These claims end and their frozen money thaws."},
	},
	"consent_withdrawal": {
		Name: Words{"同意撤回", "Consent to withdrawal"}, Final: true,
		Effect: Words{"申请人可以在处理决定后撤回请求。", "The claimant may then withdraw after the ruling."},
	},
	"consent_deadline": {
		Name:   Words{"同意延长协商", "Consent to a longer talk"},
		Effect: Words{"只作记录；对方按同一日期确认后生效。", "It is recorded only; it takes effect when the other side agrees to the same date."},
	},
	"consent_extension": {
		Name:   Words{"同意延长调解", "Consent to longer mediation"},
		Effect: Words{"只作记录；对方按同样天数延长后生效。", "It is recorded only; it takes effect when the other side asks for as many days."},
	},
	"consent_stay": {
		Name:   Words{"同意中止", "Consent to a stay"},
		Effect: Words{"只作记录；对方就同样的请求中止后生效。", "It is recorded only; it takes effect when the other side stays the same claims."},
	},
	"consent_resume": {
		Name:   Words{"同意恢复处理", "Consent to going on"},
		Effect: Words{"只作记录；对方恢复后继续计时。", "It is recorded only; time runs on when the other side resumes."},
	},
	"replace_freeze": {
		Name:   Words{"用保证金替换冻结", "Put the deposit in its place"},
		Effect: Words{"冻结转到保证金，货款恢复流转。", "The deposit is frozen instead and the escrow goes on."},
	},
	"stay": {
		Name:   Words{"中止处理", "Stay the case"},
		Effect: Words{"对方已同意，计时暂停；凭函件的须再提交证明。", "The other side has consented: time stands still. On a letter, proof must follow."},
	},
	"resume": {
		Name:   Words{"恢复处理", "Go on"},
		Effect: Words{"按剩余时间继续计时。", "Time runs on with what was left."},
	},
	"prove_held": {
		Name:   Words{"提交中止证明", "Prove the stay"},
		Effect: Words{"中止继续，直到下一个期限。", "The stay goes on until its next date."},
	},
	"party_event": {
		Name:   Words{"登记当事人变化", "Record a change of a party"},
		Effect: Words{"代理、承继、监护、账号锁定或破产，附证明。", "Representation, succession, guardianship, lock or insolvency, with proof."},
	},
	"raise_safety": {
		Name:   Words{"报告安全问题", "Report a safety problem"},
		Effect: Words{"优先处理；请先停止使用该商品。", "It goes first; please stop using the goods."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var outsideMoves = map[string]MoveWords{
	"escalate_external": {
		Name:   Words{"准备外部材料", "Make a file for outside"},
		Effect: Words{"生成材料包；本案照常进行。", "A file is made; nothing else changes here."},
	},
	"external_accepted": {
		Name:   Words{"登记外部受理", "Record acceptance outside"},
		Effect: Words{"法院或仲裁机构受理的请求中止，其余照常。", "Claims before a court or tribunal are stayed; the rest goes on."},
	},
	"external_result": {
		Name: Words{"登记外部结果", "Record a result from outside"}, Final: true,
		Effect: Words{"按结果履行，已付的扣除。", "It is performed, less what was paid."},
	},
	"external_ended": {
		Name:   Words{"登记外部未果", "Record the end outside"},
		Effect: Words{"没有结果的请求，在本平台恢复处理。", "Claims without a result go on here."},
	},
	"external_withdraw": {
		Name: Words{"转走外部途径", "Leave for the outside route"}, Final: true,
		Effect: Words{"所选请求在本平台结束，货款解冻。", "These claims end here and their money thaws."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var staffMoves = map[string]MoveWords{
	"assign": {
		Name:   Words{"指派人员", "Assign"},
		Effect: Words{"有冲突的人不在名单中。", "Persons in conflict are not on the list."},
	},
	"challenge_neutral": {
		Name:   Words{"申请回避", "Challenge a neutral"},
		Effect: Words{"由他人决定；决定前，该人员暂停处理。", "Another person decides; until then the neutral does not act."},
	},
	"decide_challenge": {
		Name:   Words{"决定是否回避", "Decide the challenge"},
		Effect: Words{"应当回避的，更换人员。", "If it is upheld, somebody else takes over."},
	},
	"recuse": {
		Name: Words{"自行回避", "Step aside"}, Final: true,
		Effect: Words{"由轮值人员接替。", "The rota names somebody else."},
	},
	"link": {
		Name:   Words{"关联案件", "Link cases"},
		Effect: Words{"互相可见，不合并。", "The cases point to each other and are never merged."},
	},
	"unlink": {
		Name:   Words{"取消关联", "Unlink"},
		Effect: Words{"两案不再互相指向。", "The cases no longer point to each other."},
	},
	"link_mass": {
		Name:   Words{"标记批量案件", "Link a series"},
		Effect: Words{"共同事实一次查清；各案分别处理。", "Common facts are settled once; each case stays its own."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var obligationMoves = map[string]MoveWords{
	"pay": {
		Name: Words{"付款", "Pay"}, Final: true,
		Effect: Words{"付清后，这一项履行完毕。", "Once paid, this obligation is done."},
	},
	"give_address": {
		Name:   Words{"提供退货地址", "Give the return address"},
		Effect: Words{"地址送达后，寄回期限开始。", "The time to send back begins when it is served."},
	},
	"send_back": {
		Name:   Words{"登记寄回", "Record the return"},
		Effect: Words{"填写运单号；签收后开始验货。", "Give the waybill; inspection begins on receipt."},
	},
	"impediment": {
		Name:   Words{"说明寄回障碍", "Show an impediment"},
		Effect: Words{"寄回期限延长一次。", "The time to send back is extended once."},
	},
	"return_signed": {
		Name:   Words{"退货已签收", "Return signed for"},
		Effect: Words{"开始验货。", "Inspection begins."},
	},
	"return_refused": {
		Name:   Words{"退货被拒收", "Return refused or not collected"},
		Effect: Words{"视为首次投递时签收，开始验货。", "It counts as signed at the first attempt; inspection begins."},
	},
	"accept_return": {
		Name: Words{"确认退货无误", "Accept the return"}, Final: true,
		Effect: Words{"立即退款。", "The refund is paid now."},
	},
	"contest_return": {
		Name:   Words{"对退货提出异议", "Contest the return"},
		Effect: Words{"只影响该件商品；请保留原物。", "Only that line waits; please keep the goods."},
	},
	"answer_contest": {
		Name:   Words{"回应退货异议", "Answer the contest"},
		Effect: Words{"随后双方举证。", "Evidence of both sides follows."},
	},
	"rule_return": {
		Name: Words{"决定退货异议", "Decide the contest"}, Final: true,
		Effect: Words{"送达双方，可以申请一次复核。", "Served on both sides; one review may be asked."},
	},
	"decide_return": {
		Name: Words{"复核退货异议", "Review the contest"}, Final: true,
		Effect: Words{"结果生效：退款，或商品退回买家。", "Final: the refund is paid, or the goods go back to the buyer."},
	},
	"ship_replacement": {
		Name:   Words{"登记寄出", "Record dispatch"},
		Effect: Words{"填写运单号；送达期限开始。", "Give the waybill; the time for arrival begins."},
	},
	"confirm_replacement": {
		Name: Words{"确认收到", "Confirm arrival"}, Final: true,
		Effect: Words{"这一项履行完毕。", "This obligation is done."},
	},
	"choose_time": {
		Name:   Words{"再等一次", "Wait once more"},
		Effect: Words{"对方重新得到寄出期限；只有一次。", "The other side gets the time again; once only."},
	},
	"choose_refund": {
		Name: Words{"改为退款", "Take the refund instead"}, Final: true,
		Effect: Words{"商品仍在您处的，先退货再退款。", "Goods still with you go back first."},
	},
	"perform_act": {
		Name:   Words{"登记已履行", "Record performance"},
		Effect: Words{"这一项履行完毕。", "This obligation is done."},
	},
	"ask_value": {
		Name:   Words{"申请折价", "Ask for its value"},
		Effect: Words{"由平台裁决员决定折合的金额。", "The adjudicator sets a sum of money."},
	},
	"set_value": {
		Name: Words{"决定折价金额", "Set the value"}, Final: true,
		Effect: Words{"按该金额付款。", "That sum is paid."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var orderMoves = map[string]MoveWords{
	"confirm_receipt": {
		Name: Words{"确认收货", "Confirm receipt"}, Final: true,
		Effect: Words{"该包裹的货款划给商家，不能撤回。", "The money for this parcel is released to the merchant."},
	},
	"report_tracking": {
		Name:   Words{"上报物流", "Report tracking"},
		Effect: Words{"物流更新，相关期限随之开始。", "The track is updated and its times begin."},
	},
	"refund_outside": {
		Name:   Words{"登记平台外退款", "Record a refund made outside"},
		Effect: Words{"附凭证；不会重复退款。", "With proof; nothing is refunded twice."},
	},
}
