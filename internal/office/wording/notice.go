package wording

// NoticeWords are the title of a notice and the sentence it opens with.
type NoticeWords struct{ Title, Lead Words }

// Notice gives the words of a kind of notice (procedure.md §4).
func Notice(kind string) NoticeWords {
	if n, ok := notices[kind]; ok {
		return n
	}
	return NoticeWords{Title: fallback(kind), Lead: fallback(kind)}
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var notices = map[string]NoticeWords{
	"filed":               {Words{"有人就您的订单提出请求", "A claim was made on your order"}, Words{"请在期限内答复；不答复的，平台按证据处理。", "Please answer in time; otherwise the platform decides on evidence."}},
	"accepted":            {Words{"您的申请已受理", "Your filing was accepted"}, Words{"协商开始，对方答复后会通知您。", "Negotiation begins; you will be told of the answer."}},
	"cure_notice":         {Words{"请补正申请", "Please complete your filing"}, Words{"请在期限内补齐；补齐前不作审查。", "Please complete it in time; it is examined afterwards."}},
	"rejection":           {Words{"申请不予受理", "Your filing was not accepted"}, Words{"理由和其他途径附后；您可以申请复议。", "Reason and other routes are attached; you may ask for a review."}},
	"timetable":           {Words{"平台已介入：时间表", "The platform has stepped in: timetable"}, Words{"请按时举证、质证，并答复是否同意调解。", "Please bring evidence and opinions in time, and answer on mediation."}},
	"evidence_order":      {Words{"请提交指定的证据", "Please bring the item named"}, Words{"无正当理由不提交的，可以作不利认定。", "Withholding it without good reason may count against you."}},
	"third_party_request": {Words{"请协助提供材料", "Please help with material"}, Words{"请在期限内提供所列材料。", "Please provide the item named in time."}},
	"fast_track_notice":   {Words{"本案拟快速处理", "Fast track is proposed"}, Words{"如有要查的事项，请在期限内指出。", "If a point must be examined, please name it in time."}},
	"ruling":              {Words{"处理决定", "Ruling"}, Words{"您可以在期限内申请复核，也可以走其他途径。", "You may ask for a review in time, or take another route."}},
	"amendment":           {Words{"处理决定的更正", "Correction of the ruling"}, Words{"只更正笔误或计算；更正的部分可以申请复核。", "Slips only; the corrected point may be reviewed."}},
	"appeal":              {Words{"对方申请复核", "The other side asks for a review"}, Words{"您可以在期限内答辩。", "You may reply in time."}},
	"rule_decision":       {Words{"按规则认定的结果", "Decision by rule"}, Words{"本结果未经人工裁决；您可以要求人工处理。", "It was not decided by a person; you may ask for one."}},
	"final_answer":        {Words{"商家最终答复", "Seller's final answer"}, Words{"不是处理决定；您可以接受，也可以走外部途径。", "This is no ruling; you may accept it or take an outside route."}},
	"duty":                {Words{"请履行", "Please perform"}, Words{"请在期限内履行；届满后按规则处理。", "Please perform in time; afterwards the rules apply."}},
	"deposit_notice":      {Words{"保证金即将扣划", "Your deposit is about to be debited"}, Words{"期满前自行付清的，不再扣划。", "If you pay before that, nothing is debited."}},
	"return_address":      {Words{"退货地址", "Return address"}, Words{"请在期限内寄回，并填写运单号。", "Please send the goods back in time and give the waybill."}},
	"thawed":              {Words{"资金已解冻", "The money is no longer frozen"}, Words{"回到原确认收货计时，双方知悉后至少七十二小时。", "It is back under the receipt timer, with at least 72 hours from when both sides know."}},
	"lapse_notice":        {Words{"退货即将失效", "The return is about to lapse"}, Words{"期满仍未寄回的，退货和退款失效。", "If nothing is sent by then, return and refund lapse."}},
	"contest":             {Words{"商家对退货有异议", "The return is contested"}, Words{"请在期限内回应，并保留寄件凭证。", "Please answer in time and keep your proof of sending."}},
	"return_ruling":       {Words{"退货异议的决定", "Decision on the return"}, Words{"您可以在期限内申请一次复核。", "You may ask for one review in time."}},
	"choice":              {Words{"请选择再等或退款", "Please choose: wait or refund"}, Words{"没有选择的，改为退款。", "Without a choice it becomes a refund."}},
	"settlement":          {Words{"双方已和解", "Both sides have settled"}, Words{"接受时已经生效；协议列明未解决的部分。", "It binds since acceptance; what is not settled is listed."}},
	"stay":                {Words{"案件中止", "The case is on hold"}, Words{"计时暂停；期满自动恢复。", "Time stands still and resumes at its date."}},
	"protected":           {Words{"这笔钱已保护", "This money is protected"}, Words{"在期限内提交申请前，有关款项不会自动结算给商家。", "Until the filing is made in time, it is not paid out to the merchant by itself."}},
	"received":            {Words{"已收到您的申请", "Your filing has arrived"}, Words{"平台将在期限内决定是否受理；现在您不用做任何事。", "The platform decides in time whether to accept it; there is nothing you need to do now."}},
	"answered":            {Words{"商家已答复", "The other side has answered"}, Words{"请查看答复；您可以继续协商，也可以申请平台介入。", "Please read the answer; you may go on talking or ask the platform to step in."}},
	"changed":             {Words{"申请人变更了请求", "The claim was changed"}, Words{"请按变更后的请求答复，期限不缩短。", "Please answer the claim as changed; your time is not shortened."}},
	"mediation_ended":     {Words{"调解已结束", "Mediation has ended"}, Words{"调解中的内容不会交给平台裁决员；案件进入下一步。", "What was said in mediation does not reach the adjudicator; the case goes on."}},
	"review_result":       {Words{"复核结果", "Result of the review"}, Words{"复核决定为平台的最终处理；其他途径附后。", "This is the platform's last word; other routes are attached."}},
	"routes":              {Words{"您还可以走的途径", "Other routes open to you"}, Words{"请查看案件页上的提醒。那里写明途径、材料和截止时间。", "Please see the note on the case page: which route is open, what it needs, and until when."}},
	"asked":               {Words{"请告知进展", "Please say how it stands"}, Words{"请查看案件页上的提醒，并告知外部程序或协商的进展。", "Please see the note on the case page and say how the proceeding outside, or your talk, stands."}},
	"records_opened":      {Words{"有机关依法调取本案材料", "An authority may read this case"}, Words{"平台已登记依法提出的请求；调取限于登记的范围和期限，每次查看都留痕。", "A request by law is on record; reading is limited to its scope and time, and each reading is recorded."}},
	"entered":             {Words{"案件进入下一步", "The case has moved on"}, Words{"期限已到，案件按程序进入下一步；请查看轮到谁。", "A period has ended and the case went on by the procedure; please see whose turn it is."}},
	"reminder":            {Words{"期限提醒", "Reminder"}, Words{"这一步快到期了。", "This step is due soon."}},
	"moved":               {Words{"期限有变动", "A date has moved"}, Words{"新的日期和原因附后。", "The new date and the reason are attached."}},
	"closed":              {Words{"案件已结束", "The case is closed"}, Words{"结果和其他途径附后。", "The outcome and other routes are attached."}},
	"safety":              {Words{"请停止使用该商品", "Please stop using these goods"}, Words{"已按安全问题优先处理。", "It is handled first, as a matter of safety."}},
}
