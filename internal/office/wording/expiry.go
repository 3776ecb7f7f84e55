package wording

import "github.com/tianping-odr/tianping/internal/core/procedure"

// Then says in one neutral sentence what happens when a clock ends this way. It
// is known for every entry of every built-in file; for any other the sentence is
// put together from where it leads, so that a file of a marketplace has words too.
func Then(clock string, e procedure.Expiry) Words {
	if w, ok := thens[clock+" "+e.Do+">"+e.To]; ok {
		return w
	}
	if e.To != "" && e.To != "same" {
		to := Place(e.To)
		return Words{ZH: "进入「" + to.ZH + "」。", EN: "Next: " + to.EN + "."}
	}
	return fallback(clock + " " + e.Do)
}

// thens are keyed by clock, effect and destination: "K_ANS escalate>EVIDENCE".
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var thens = merge(filingThens, talkThens, platformThens, settledThens, obligationThens, holdThens)

func merge(groups ...table) table {
	all := table{}
	for _, g := range groups {
		for code, w := range g {
			all[code] = w
		}
	}
	return all
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var filingThens = table{
	"K_FILE file_without_freeze>":                {"之后申请的，只作调解，不冻结货款；法律上的权利不受影响。", "Filed later it is mediated only, nothing is frozen; rights at law remain."},
	"K_FILE >CLOSED_NOT_PURSUED":                 {"之后不能再在本平台申请；法律上的权利不受影响。", "It can no longer be filed here; rights at law remain."},
	"K_IDLE >PURGED":                             {"草稿清除。", "The draft is cleared."},
	"K_DRAFT thaw>":                              {"没有提交申请的，货款解冻。", "If nothing was filed, the money thaws."},
	"K_ACK >":                                    {"提醒主管。", "The supervisor is alerted."},
	"K_INTAKE accept>NEGOTIATING":                {"没有审查的，自动先行受理，开始协商。", "Unexamined, it is accepted provisionally and negotiation begins."},
	"K_INTAKE accept>CONSENT":                    {"没有审查的，自动受理，征求双方调解意愿。", "Unexamined, it is accepted and both are asked about mediation."},
	"K_SUPP thaw>CLOSED_INCOMPLETE":              {"没有补正的，案件结束，货款解冻；可以重新申请。", "If it is not completed the case ends and the money thaws; it can be filed again."},
	"K_SUPP >NOT_ACCEPTED":                       {"没有提供材料的，不予受理。", "Without the material it is not accepted."},
	"K_RJ_HOLD thaw>":                            {"没有申请复议的，货款解冻；仍可申请复议。", "If no review was asked the money thaws; a review can still be asked."},
	"K_RJ_HOLD keep_freeze>":                     {"已申请复议，货款继续冻结至复议结束。", "A review was asked: the money stays frozen until it ends."},
	"K_RJ_ASK >CLOSED_REJECTED":                  {"没有申请复议的，案件结束。", "If no review was asked, the case ends."},
	"K_RJ_REV accept>NEGOTIATING":                {"没有审查的，自动先行受理，开始协商。", "Unexamined, it is accepted provisionally and negotiation begins."},
	"K_OBJ acceptance_stands>":                   {"没有审查的，受理不变，异议留待裁决时处理。", "Unexamined, acceptance stands and the point stays open for the decision."},
	"K_CONSENT >TERMINATED":                      {"没有双方同意的，调解终止。", "Without both consents mediation is terminated."},
	"K_SERVE fallback_service>":                  {"改用公示的联系方式送达；没有的，按规则处理。", "It is served by the published contact, or as the rules say where there is none."},
	"K_UNSERVED lapse_claims>CLOSED_NOT_PURSUED": {"仍无法送达的，请求终止，货款解冻，并提供外部途径材料。", "If it still cannot be served the claims end, the money thaws and a file for outside is given."},
	"K_KEEP purge_or_anonymise>":                 {"档案清除或匿名。", "The record is purged or made anonymous."},
	"K_DISPATCH mark_late_dispatch>":             {"标记为延迟发货，货款不变动。", "It is marked as late dispatch; no money moves."},
	"K_CONFIRM confirm_receipt>":                 {"自动确认收货，货款划给商家。", "Receipt is confirmed and the money goes to the merchant."},
	"K_PAYOUT instruct_payout>":                  {"向支付机构发出结算指令。", "The payout is instructed."},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var talkThens = table{
	"K_ANS lapse_claims>CLOSED_NOT_PURSUED":   {"没有答复的，调解不能开始，案件结束。", "Without an answer mediation cannot begin and the case ends."},
	"K_ANS grant_by_rule>RULE_DECIDED":        {"没有答复且数据已能证明的，按规则支持请求；可以要求人工处理。", "Unanswered and proved by data, the claim is granted by rule; a person may be asked."},
	"K_ANS escalate>EVIDENCE":                 {"没有答复的，平台介入，按证据处理，不视为同意。", "Unanswered, the platform steps in and decides on evidence; silence is no consent."},
	"K_NEG >MEDIATING":                        {"双方同意的，进入调解。", "With both consents mediation begins."},
	"K_NEG lapse_claims>CLOSED_NOT_PURSUED":   {"没有达成一致的，案件结束；可以走其他途径。", "Without agreement the case ends; other routes stay open."},
	"K_NEG escalate>EVIDENCE":                 {"对方没有提出方案的，平台自动介入。", "If the other side made no offer, the platform steps in."},
	"K_NEG >ADJUDICATING":                     {"进入平台裁决，按现有证据处理。", "The decision comes next, on the evidence there is."},
	"K_NEG >AWAITING_CHOICE":                  {"由申请人选择：接受方案，或申请平台介入。", "The claimant chooses: take an offer, or ask the platform in."},
	"K_OFFER lapse_offer>":                    {"方案失效，不视为接受。", "The offer lapses; nothing is deemed accepted."},
	"K_OFFER lapse_claims>CLOSED_NOT_PURSUED": {"没有答复方案的，案件结束。", "If the offer is not answered, the case ends."},
	"K_ESC lapse_claims>CLOSED_NOT_PURSUED":   {"没有选择的，案件结束，货款解冻；可以再申请一次。", "Without a choice the case ends and the money thaws; it can be filed once more."},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var platformThens = table{
	"K_PLATFORM >SELLER_FINAL":              {"由自营方作出最终答复。", "The platform as seller gives its final answer."},
	"K_PLATFORM supervise>ADJUDICATING":     {"逾期没有处理的，由主管督办，最后期限开始。", "If it is late, a supervisor takes charge and the last date begins."},
	"K_TOTAL >SELLER_FINAL":                 {"由自营方作出最终答复。", "The platform as seller gives its final answer."},
	"K_TOTAL supervise>ADJUDICATING":        {"逾期没有处理的，由主管督办，并提供外部途径材料。", "If it is late, a supervisor takes charge and a file for outside is given."},
	"K_TOTAL >TERMINATED":                   {"调解终止，另行告知其他途径。", "Mediation is terminated and other routes are told."},
	"K_REMAND >SELLER_FINAL":                {"由自营方作出最终答复。", "The platform as seller gives its final answer."},
	"K_REMAND supervise>ADJUDICATING":       {"逾期没有处理的，由主管督办，最后期限开始。", "If it is late, a supervisor takes charge and the last date begins."},
	"K_EVD close_evidence>":                 {"举证结束，开始质证；之后提交的注明逾期。", "Evidence closes and opinions begin; later items are marked late."},
	"K_EVD >SELLER_FINAL":                   {"举证结束，由自营方作出最终答复。", "Evidence closes and the platform as seller gives its final answer."},
	"K_EVD >ADJUDICATING":                   {"举证结束，进入平台裁决。", "Evidence closes and the decision comes next."},
	"K_EVD grant_by_rule>RULE_DECIDED":      {"对方没有回应的，按规则支持请求；可以要求人工处理。", "Without an answer the claim is granted by rule; a person may be asked."},
	"K_XEX >SELLER_FINAL":                   {"由自营方作出最终答复。", "The platform as seller gives its final answer."},
	"K_XEX >MEDIATING":                      {"双方同意的，进入调解。", "With both consents mediation begins."},
	"K_XEX >JURY":                           {"进入大众评审。", "The public panel is asked."},
	"K_XEX >ADJUDICATING":                   {"进入平台裁决，按现有证据处理。", "The decision comes next, on the evidence there is."},
	"K_MEDASK consent_refused>":             {"没有答复的，视为不同意调解。", "No answer counts as no to mediation."},
	"K_FAST fast_track_off>":                {"已指出要查的事项，举证照常继续。", "A point was named: the evidence round goes on."},
	"K_FAST >ADJUDICATING":                  {"没有指出要查的事项，直接进入平台裁决。", "No point was named: the decision comes next."},
	"K_TPE go_on_without_item>":             {"没有提供的，程序继续。", "Without the item the case goes on."},
	"K_MED lapse_claims>CLOSED_NOT_PURSUED": {"没有达成一致的，案件结束；可以走其他途径。", "Without agreement the case ends; other routes stay open."},
	"K_MED >SELLER_FINAL":                   {"调解未果，由自营方作出最终答复。", "Without agreement the platform as seller gives its final answer."},
	"K_MED >ADJUDICATING":                   {"调解未果，进入平台裁决；协商内容不作依据。", "Without agreement the decision comes next; the talks are no basis for it."},
	"K_JURY >ADJUDICATING":                  {"进入平台裁决；评审意见供参考。", "The decision comes next; the panel's opinion advises it."},
	"K_ADJ supervise>":                      {"逾期没有决定的，由主管督办。", "If it is late, a supervisor takes charge."},
	"K_FOUR next_approver>":                 {"换另一人复签。", "Another signer is asked."},
	"K_SUP assign_outside>":                 {"交给组外的合格人员。", "Somebody outside the team takes it."},
	"K_SUP2 offer_to_every_qualified>":      {"所有合格人员都可以处理，每天提醒管理员。", "Every qualified person may take it; the administrator is alerted daily."},
	"K_LAST perform_ruling>RULE_DECIDED":    {"没有人复核的，先按处理决定履行；可以要求人工处理。", "If nobody reviewed it, the ruling is performed; a person may be asked."},
	"K_LAST decide_by_rule>RULE_DECIDED":    {"没有人决定的，按规则认定或终止；可以要求人工处理。", "If nobody decided, the rules grant or end the claims; a person may be asked."},
	"K_CHN replace_neutral>":                {"没有决定的，由轮值人员接替。", "Undecided, somebody from the rota takes over."},
	"K_FINAL final_answer>ANSWERED":         {"没有答复的，视为在实付金额内同意。", "Without an answer it counts as granted up to the sum paid."},
	"K_FINX >PERFORMING":                    {"未同意的部分结束并解冻，已同意的履行。", "What was refused ends and thaws; what was granted is performed."},
	"K_FINX thaw>CLOSED_FINAL_ANSWER":       {"案件结束，货款解冻；可以走其他途径。", "The case ends and the money thaws; other routes stay open."},
	"K_APP open_review>APPEAL":              {"有人申请的，进入复核；没有争议的部分先履行。", "If anyone asked, review begins; what nobody disputes is performed."},
	"K_APP finalise>PERFORMING":             {"没有人申请的，处理决定生效，开始履行。", "If nobody asked, the ruling is final and is performed."},
	"K_APP >APPEAL":                         {"有人申请的，进入复核。", "If anyone asked, review begins."},
	"K_APP >RULED_R":                        {"轮到商家决定是否申请复核。", "The merchant's own time to ask begins."},
	"K_APP_R open_review>APPEAL":            {"有人申请的，进入复核；没有争议的部分先履行。", "If anyone asked, review begins; what nobody disputes is performed."},
	"K_APP_R >APPEAL":                       {"有人申请的，进入复核。", "If anyone asked, review begins."},
	"K_APP_R finalise>PERFORMING":           {"没有人申请的，处理决定生效，开始履行。", "If nobody asked, the ruling is final and is performed."},
	"K_FREPLY reply_closed>":                {"答辩期结束，按现有材料复核。", "The time to reply ends; the review goes by the file."},
	"K_REPLY reply_closed>":                 {"答辩期结束，按现有材料复核。", "The time to reply ends; the review goes by the file."},
	"K_HUMAN finalise>PERFORMING":           {"没有人要求的，规则认定生效。", "If nobody asked for a person, the decision by rule is final."},
	"K_REV supervise>":                      {"逾期没有复核的，由主管督办，最后期限开始。", "If it is late, a supervisor takes charge and the last date begins."},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var settledThens = table{
	"K_SIGN record_unsigned>":              {"记为未签署；承诺已经生效。", "It is recorded as unsigned; it binds since acceptance."},
	"K_CHS settlement_unchallengeable>":    {"不能再对和解提出异议。", "The settlement can no longer be challenged."},
	"K_CHS_D settlement_stands>PERFORMING": {"没有审查的，和解有效，继续履行。", "Unexamined, the settlement stands and is performed."},
	"K_PERF >CLOSED_UNRECOVERED":           {"有未付足的，按未足额结案；之后收回的仍会支付。", "Where money is short the case closes so; later recoveries are still paid."},
	"K_PERF >CLOSED_DISMISSED":             {"没有须履行的，案件结束。", "With nothing to perform the case ends."},
	"K_PERF >CLOSED_PERFORMED":             {"全部履行，案件结束。", "All is performed and the case ends."},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var obligationThens = table{
	"K_PAY >PAY_OWN":                                     {"由买家自行付款，不扣划任何账户。", "The buyer pays by own act; nothing is debited."},
	"K_PAY debit_payouts>PAY_DONE":                       {"没有付款的，从商家待结算货款中支付。", "Unpaid, it comes from the merchant's unsettled payouts."},
	"K_PAY debit_payouts>PAY_DEPOSIT":                    {"没有付款的，先用待结算货款支付，其余通知后扣保证金。", "Unpaid, payouts are used first; the deposit follows after notice."},
	"K_DEP debit_deposit_then_fund>PAY_DONE":             {"扣划保证金，不足的由基金先行赔付。", "The deposit is debited; the fund advances what is missing."},
	"K_DEP debit_deposit_then_fund>PAY_SHORT":            {"扣划保证金和基金后仍不足的，显示差额。", "What deposit and fund do not cover is shown to the fen."},
	"K_OWE show_debt>PAY_SHORT":                          {"没有付款的，显示欠款，不扣划任何账户。", "Unpaid, the debt is shown; nothing is debited."},
	"K_ADDR use_published_address>RET_DUE":               {"没有提供的，使用商家公示的地址。", "Without one, the merchant's published address is used."},
	"K_ADDR refund_goods_kept_for_merchant>RET_DONE":     {"没有地址的，先退款，商品留待商家取回。", "Without an address the refund is paid and the goods wait for the merchant."},
	"K_GOODS release_goods>":                             {"没有取回的，买家不再负责保管。", "Unfetched, the buyer need not keep them any longer."},
	"K_RET >RET_GRACE":                                   {"进入宽限期，仍可寄回。", "A time of grace begins; goods can still be sent."},
	"K_RETG >RET_LAPSING":                                {"发出最后提醒，仍可寄回。", "A last call is served; goods can still be sent."},
	"K_RETL lapse_duty_and_refund>RET_LAPSED":            {"没有寄回的，退货和相应退款失效，货款解冻。", "Unsent, the return and its refund lapse and the money thaws."},
	"K_TRANSIT trace_by_carrier_data>RET_DISPUTE_ANSWER": {"没有送达记录的，按承运人数据处理。", "Without delivery, the carrier's data decide."},
	"K_INSP accept_return>RET_DONE":                      {"没有异议的，视为验收，立即退款。", "Uncontested, the goods count as accepted and the refund is paid."},
	"K_REFD pay_refund>RET_DONE":                         {"立即退款。", "The refund is paid."},
	"K_RD_ANS >RET_DISPUTE_EVIDENCE":                     {"没有回应的，进入举证。", "Unanswered, evidence comes next."},
	"K_RD_EVD >RET_DISPUTE_DECIDE":                       {"举证结束，由平台裁决员决定。", "Evidence closes and the adjudicator decides."},
	"K_RD_ADJ supervise>":                                {"逾期没有决定的，由主管督办。", "If it is late, a supervisor takes charge."},
	"K_RD_REV supervise>":                                {"逾期没有复核的，由主管督办。", "If it is late, a supervisor takes charge."},
	"K_RD_LAST lapse_duty_and_refund>RET_REFUSED":        {"已决定不成立或数据证明调包的，退货不成立。", "Ruled refused, or proved swapped by data: the return is refused."},
	"K_RD_LAST accept_return>RET_DONE":                   {"没有人决定的，视为验收，立即退款。", "If nobody decided, the goods count as accepted and the refund is paid."},
	"K_RD_APP >RET_DISPUTE_REVIEW":                       {"有人申请的，进入复核。", "If anyone asked, review begins."},
	"K_RD_APP >RET_DONE":                                 {"没有人申请的，按决定退款。", "If nobody asked, the refund is paid as decided."},
	"K_RD_APP >RET_REFUSED":                              {"没有人申请的，退货不成立。", "If nobody asked, the return is refused."},
	"K_REPL_SHIP >REPL_CHOICE":                           {"没有寄出的，由收取方选择再等或退款。", "Unsent, who is owed chooses to wait or be refunded."},
	"K_REPL >REPL_CHOICE":                                {"没有送达的，由收取方选择再等或退款。", "If it has not arrived, who is owed chooses to wait or be refunded."},
	"K_PICK refund_instead>REPL_TO_REFUND":               {"没有选择的，改为退款。", "Without a choice it becomes a refund."},
	"K_ACT record_breach>ACT_BREACH":                     {"没有履行的，记为违约；可以申请折价。", "Undone, it is a breach; its value may be asked."},
	"K_VAL_ASK >ACT_FAILED":                              {"没有申请折价的，记为未履行。", "If no value was asked, it is recorded as not done."},
	"K_VAL supervise>":                                   {"逾期没有决定的，由主管督办。", "If it is late, a supervisor takes charge."},
	"K_VAL_LAST >ACT_FAILED":                             {"没有人决定的，记为未履行。", "If nobody decided, it is recorded as not done."},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var holdThens = table{
	"K_STAY resume>":                          {"恢复处理，按剩余时间继续计时。", "The case goes on with the time left."},
	"K_PROOF resume>":                         {"没有证明的，恢复处理，按剩余时间继续计时。", "Without proof the case goes on with the time left."},
	"K_POLICE resume>":                        {"恢复处理，按剩余时间继续计时。", "The case goes on with the time left."},
	"K_EXT ask_both_for_state>":               {"询问双方外部程序的进展。", "Both are asked how it stands outside."},
	"K_EXT_MAX resume>":                       {"没有证明仍在处理的，恢复处理。", "Without proof that it is still held, the case goes on."},
	"K_PARTY lapse_claims>CLOSED_NOT_PURSUED": {"没有人承继的，案件结束。", "Without a successor the case ends."},
	"K_PARTY resume>":                         {"恢复履行。", "Performance goes on."},
	"K_PARTY >SELLER_FINAL":                   {"由自营方作出最终答复。", "The platform as seller gives its final answer."},
	"K_PARTY resume>ADJUDICATING":             {"按现有材料由人工决定，沉默不作不利认定。", "A person decides on the file; silence is not held against anyone."},
	"K_LOCK resume>":                          {"恢复处理；验证联系方式前，不可撤回的操作仍不能做。", "The case goes on; irreversible acts wait until the contact is verified."},
	"K_TEST resume>":                          {"没有检测结论的，按现有证据继续。", "Without a result the case goes on as it stands."},
	"K_LEGAL resume>":                         {"恢复处理；本单担保款按认定结果支付。", "The case goes on; the order's escrow follows the determination."},
	"K_BAR share_deposit_pro_rata>":           {"保证金按比例分配。", "The deposit is shared pro rata."},
}
