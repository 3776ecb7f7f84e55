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
	"protect": {
		Name:   Words{"先冻结货款", "Freeze the money first"},
		Effect: Words{"相关货款先冻结；期限内没有提交申请，自动解冻。", "The money in dispute is frozen now, and thaws if you do not file in time."},
	},
	"submit": {
		Name:   Words{"提交申请", "File the case"},
		Effect: Words{"先核对能否受理；请求涉及的货款冻结。", "We check whether it can be accepted; the money claimed is frozen."},
	},
	"accept": {
		Name:   Words{"受理", "Accept"},
		Effect: Words{"案件开始协商，双方都收到通知。", "Negotiation begins and both sides are told."},
	},
	"reject": {
		Name:   Words{"不予受理", "Do not accept"},
		Effect: Words{"写明理由和其他途径；申请人可以申请复议。", "States the reason and other routes; the claimant may ask for a review."},
	},
	"ask_cure": {
		Name:   Words{"要求补正", "Ask to complete"},
		Effect: Words{"申请人在期限内补齐；只能要求一次。", "The claimant completes it in time; this can be asked once."},
	},
	"cure": {
		Name:   Words{"提交补正", "Complete the filing"},
		Effect: Words{"补齐后，重新核对能否受理。", "Acceptance is then checked anew."},
	},
	"review_rejection": {
		Name:   Words{"申请复议", "Ask for a review"},
		Effect: Words{"由另一名专员重新审查。", "Another officer examines it again."},
	},
	"confirm_rejection": {
		Name: Words{"维持不予受理", "Confirm non-acceptance"}, Final: true,
		Effect: Words{"案件结束，冻结的货款解冻。", "The case ends and the frozen money thaws."},
	},
	"object_acceptance": {
		Name:   Words{"对受理提出异议", "Object to acceptance"},
		Effect: Words{"由另一名专员审查；其他期限照常。", "Another officer examines it; other times run on."},
	},
	"uphold_objection": {
		Name:   Words{"异议成立", "Uphold the objection"},
		Effect: Words{"改为不予受理；申请人可以申请复议。", "The case is not accepted after all; the claimant may ask for a review."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var talkMoves = map[string]MoveWords{
	"answer": {
		Name:   Words{"答复请求", "Answer the claims"},
		Effect: Words{"逐项答复；明确拒绝的，对方可以立即申请平台介入。", "Answer each claim; after a clear refusal the other side may ask the platform in at once."},
	},
	"wait": {
		Name:   Words{"再给对方时间", "Give more time"},
		Effect: Words{"对方的答复期限延长一次。", "The other side's time to answer is extended once."},
	},
	"change_claim": {
		Name:   Words{"修改请求", "Change the claims"},
		Effect: Words{"对方答复前可以修改；答复期限不缩短。", "Possible until the first answer; the time to answer is not shortened."},
	},
	"agree_deadline": {
		Name:   Words{"约定协商期限", "Agree on a date"},
		Effect: Words{"对方确认同一日期后生效。", "Takes effect once the other side confirms the same date."},
	},
	"escalate": {
		Name:   Words{"申请平台介入", "Ask the platform in"},
		Effect: Words{"进入举证质证，双方收到时间表。", "The evidence round begins and both sides receive a timetable."},
	},
	"counterclaim": {
		Name:   Words{"提出反请求", "Make a counterclaim"},
		Effect: Words{"与原请求一并处理。", "It is handled together with the claims."},
	},
	"message": {
		Name: Words{"发消息", "Write a message"}, Button: Words{"发送", "Send"},
		Effect: Words{"消息留存在案件记录中。", "The message is kept in the record."},
	},
	"offer": {
		Name:   Words{"提出方案", "Make an offer"},
		Effect: Words{"对方可以接受、拒绝或还价；到期自动失效。", "The other side may accept, decline or counter; it lapses at its expiry."},
	},
	"decline_offer": {
		Name:   Words{"拒绝方案", "Decline the offer"},
		Effect: Words{"方案失效；您可以再提出自己的方案。", "The offer ends; you may make your own."},
	},
	"accept_offer": {
		Name: Words{"接受方案", "Accept the offer"}, Final: true,
		Effect: Words{"接受即达成和解，随即开始履行。", "Acceptance settles these claims and performance begins."},
	},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var evidenceMoves = map[string]MoveWords{
	"add_exhibit": {
		Name:   Words{"提交证据", "Submit evidence"},
		Effect: Words{"对方可以看到；改动可被发现。", "The other side sees it; changes are detectable."},
	},
	"opine": {
		Name:   Words{"发表质证意见", "Give your opinion on evidence"},
		Effect: Words{"对真实性、合法性、关联性表态；不表态不等于承认。", "Genuine, lawful, relevant? Saying nothing admits nothing."},
	},
	"ask_extension": {
		Name:   Words{"申请延长举证", "Ask for more time"},
		Effect: Words{"由专员决定；只能申请一次。", "An officer decides; it can be asked once."},
	},
	"extend": {
		Name:   Words{"延长期限", "Extend the time"},
		Effect: Words{"期限顺延，双方收到通知。", "The date moves and both sides are told."},
	},
	"order_evidence": {
		Name:   Words{"责令提交证据", "Order evidence"},
		Effect: Words{"无正当理由不提交的，可以作不利认定。", "Withholding it without good reason may count against that side."},
	},
	"lack_evidence": {
		Name:   Words{"我没有这项证据", "I don't have it"},
		Effect: Words{"如实说明即可，不等于承认。期限前找到了，仍可以提交。", "Just say so: it admits nothing. If you find it in time, you can still submit it."},
	},
	"third_party_request": {
		Name:   Words{"向第三方调取", "Ask a third party"},
		Effect: Words{"期限内没有提供的，程序继续。", "If nothing comes in time, the case goes on."},
	},
	"order_test": {
		Name:   Words{"安排检测", "Order a test"},
		Effect: Words{"检测期间暂停计时；费用按规则承担。", "Time stands still during the test; costs follow the rules."},
	},
	"done": {
		Name:   Words{"举证完毕", "Nothing more to submit"},
		Effect: Words{"双方都完毕后，本阶段提前结束。", "When both sides are done, this part closes early."},
	},
	"consent_mediation": {
		Name:   Words{"答复是否调解", "Answer on mediation"},
		Effect: Words{"双方都同意才调解；不答复视为不同意。", "Mediation needs both; no answer counts as no."},
	},
	"fast_track": {
		Name:   Words{"快速处理", "Fast track"},
		Effect: Words{"双方没有指出要查的事项，就直接进入平台裁决。", "Unless a side names a point to examine, the decision comes next."},
	},
	"name_item": {
		Name:   Words{"指出要查的事项", "Name a point to examine"},
		Effect: Words{"举证照常继续。", "The evidence round goes on."},
	},
	"close_round": {
		Name:   Words{"结束举证", "Close the round"},
		Effect: Words{"双方同意调解的进入调解，否则进入下一步。", "Mediation if both agreed, otherwise the next step."},
	},
	"propose": {
		Name:   Words{"提出调解方案", "Propose to both"},
		Effect: Words{"同一方案同时发给双方；双方都接受才生效。", "Both receive the same text at once; it needs both acceptances."},
	},
	"leave": {
		Name: Words{"退出调解", "Leave mediation"}, Final: true,
		Effect: Words{"调解结束；裁决人员看不到调解内容。", "Mediation ends; who decides will not see what was said."},
	},
	"fail": {
		Name: Words{"终止调解", "End mediation"}, Final: true,
		Effect: Words{"调解未果；裁决人员看不到调解内容。", "No result; who decides will not see what was said."},
	},
	"extend_mediation": {
		Name:   Words{"延长调解", "Extend mediation"},
		Effect: Words{"对方确认相同天数后生效。", "Takes effect once the other side confirms the same days."},
	},
	"tally": {
		Name:   Words{"计票", "Count the votes"},
		Effect: Words{"评审意见供裁决参考。", "The panel's opinion advises the decision."},
	},
	"open_talks": {
		Name: Words{"查看协商记录", "Open the talks"}, Final: true,
		Effect: Words{"查看后，您不能再裁决或复核本案。", "Afterwards you may neither decide nor review this case."},
	},
}
