package web

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

func (l tongue) paper() view.Decision {
	return view.Decision{
		Title: l.s("争议处理决定书", "Ruling"), Number: "TP-2026-0921-0047-3-D1",
		Parties: []view.Pair{{Name: l.s("申请人", "Claimant"), Value: l.s("林**", "Lin**")}, {Name: l.s("代为办理人", "Acting"), Value: l.s("吴**，特别授权：还可以和解、撤回、放弃，自 2026年9月19日 起，没有期限，依据：授权委托书 M-01", "Wu**, special: also settle, withdraw, waive, since 19 September 2026, no end, By power of attorney M-01")}, {Name: l.s("被申请人", "Respondent"), Value: l.s("北辰数码专营店", "Beichen Digital")}},
		Claims:  []view.Line{{No: "1", Text: l.s("退款 ¥899.00", "Refund ¥899.00")}},
		Facts: []view.Found{{
			No: "1", Claim: "1", Issue: l.s("是否交付给收货人", "Delivered to the receiver?"), Text: l.s("包裹由驿站代收，买家事前没有同意。", "A pick-up point took the parcel without the buyer’s consent."),
			Status: view.Chip{Tone: view.Fine, Text: l.s("认定", "Found")}, Exhibits: []string{"E-03"}, Cites: []string{"18.2"},
		}},
		Reasons:     []string{l.s("商家没有证明商品交付给收货人。", "The merchant has not proved delivery.")},
		Outcomes:    []view.Outcome{{No: "1", Asks: l.s("退款", "Refund"), Result: l.s("支持", "Granted"), Sum: yuan(89900), Says: l.s("请求 ¥899.00，支持 ¥899.00", "asked ¥899.00, granted ¥899.00"), Reason: l.s("交付没有完成。", "Delivery was not complete.")}},
		Performance: []string{l.s("¥899.00 在 24 小时内原路退回。", "¥899.00 goes back the way it came within 24 hours.")},
		Appeal:      []string{l.s("7 天内可以申请复核。", "A review may be asked for within 7 days.")},
		Routes:      []string{l.s("您仍可以向法院起诉。", "You may still go to court.")},
		Cited:       []view.Pair{{Name: "18.2", Value: l.s("送达举证", "Proof of delivery")}},
		Exhibits:    []view.Pair{{Name: "E-03", Value: l.s("物流轨迹，平台调取", "Tracking, fetched by the platform")}},
		Signs:       []view.Pair{{Name: l.s("平台裁决员", "Adjudicator"), Value: l.s("沈知衡", "Shen Zhiheng")}},
		Day:         on(9, 21, 15, 0), Code: "7F3A-C21D-90E2", Notes: []string{l.s("本决定不是仲裁裁决，也不是法院判决。", "This is not an arbitral award and not a judgment.")},
		URL: caseURL + "/rulings/1", CaseURL: caseURL,
	}
}

func (h *house) paperOf(who view.Visitor, of id.Case, no int) (tongue, error) {
	if of != sampleCase || no != 1 || who.Account == "stranger" {
		return "", ErrUnknown
	}
	return tongue(who.Lang), nil
}

func (h *house) Decision(_ context.Context, who view.Visitor, of id.Case, no int) (view.Decision, error) {
	l, err := h.paperOf(who, of, no)
	return l.paper(), err
}

func (h *house) Settled(_ context.Context, who view.Visitor, of id.Case, no int) (view.Settled, error) {
	l, err := h.paperOf(who, of, no)
	p := l.paper()
	return view.Settled{
		Title: l.s("和解协议", "Settlement"), Number: "TP-2026-0921-0047-3-S1", Parties: p.Parties, Terms: p.Outcomes, Lines: p.Performance,
		Left: []string{l.s("请求 2 不在协议内。", "Claim 2 is not part of it.")}, Confirmed: []view.Pair{{Name: l.s("买家", "Buyer"), Value: l.s("9月21日 15:02 接受方案", "accepted the offer 21 Sep 15:02")}},
		State: view.Chip{Tone: view.Fine, Text: l.s("已生效", "In force")}, Day: p.Day, Code: p.Code, Notes: p.Notes, CaseURL: caseURL, SignURL: caseURL + "/moves/sign",
	}, err
}

func (h *house) File(_ context.Context, who view.Visitor, of id.Case) (view.CaseFile, error) {
	l, err := h.paperOf(who, of, 1)
	return view.CaseFile{Case: l.caseFor(who.Account), Made: now, Decisions: []view.Decision{l.paper()}, Mandates: []view.Pair{{Name: "M-01", Value: l.paper().Parties[1].Value}}, Rest: true, Notes: l.paper().Notes}, err
}

func (h *house) Intake(_ context.Context, who view.Visitor, of id.Case) (view.Intake, error) {
	l, err := h.paperOf(who, of, 1)
	if !who.Staff {
		err = ErrUnknown
	}
	return view.Intake{
		Case: l.caseFor(who.Account), Checks: []view.IntakeCheck{{Name: l.s("当事人", "Parties"), Says: l.s("买家是订单的付款人。", "The buyer paid for the order."), State: view.Chip{Tone: view.Fine, Text: l.s("符合", "Met")}}},
		Accept: &view.Act{Code: "accept", Name: l.s("受理", "Accept"), URL: caseURL + "/moves/accept"}, Story: []string{l.s("显示已签收，但我没有收到。", "Marked as delivered, but not to me.")},
		Cure: []view.Act{act("ask_cure", l.s("补充订单凭证", "Proof of the order"), "")}, Reject: []view.Act{act("reject", l.s("不属于平台订单", "Not an order of this platform"), "")},
		Second: []view.Act{act("confirm_reject", l.s("维持不予受理", "Confirm the rejection"), "")}, NextURL: "/workbench",
	}, err
}

func (l tongue) payments() []view.Payment {
	return []view.Payment{
		{
			ID: "p1", Source: l.s("担保账户", "Escrow"), Kind: l.s("退款", "Refund"), To: l.s("买家 林**", "buyer Lin**"), Sum: yuan(89900), State: view.Chip{Tone: view.Bad, Text: l.s("被拒绝", "Refused")},
			Asked: on(9, 21, 9, 0), Again: on(9, 21, 16, 0), Tries: l.s("第 3 次未成功", "third try failed"), Problem: l.s("收款账户已注销", "The account was closed"), Next: l.s("请买家换一个账户。", "Ask the buyer for another account."),
			Case: "TP-2026-0921-0047-3", CaseURL: caseURL, Order: "DD202609090083", OrderURL: orderURL, Attention: true,
		},
		{ID: "p2", Source: l.s("保证金", "Deposit"), Kind: l.s("赔偿", "Compensation"), To: l.s("买家 林**", "buyer Lin**"), Sum: yuan(3000), State: view.Chip{Tone: view.Fine, Text: l.s("已确认", "Confirmed")}, Asked: on(9, 20, 9, 0), Told: on(9, 20, 9, 1), Case: "TP-2026-0921-0047-3", CaseURL: caseURL},
	}
}

func (h *house) Payments(_ context.Context, who view.Visitor, state, after string) (view.PaymentList, error) {
	l := tongue(who.Lang)
	out := view.PaymentList{State: state, First: after == "", States: []view.Pair{{Name: l.s("全部", "All"), Value: ""}, {Name: l.s("被拒绝", "Refused"), Value: "failed"}}}
	if !who.Runs {
		return out, ErrUnknown
	}
	if !h.bare {
		out.Rows = l.payments()
	}
	return out, nil
}

// approval is a colleague's draft to be approved, with the desk of who reads it.
func (l tongue) approval() *view.Ruling {
	return &view.Ruling{Exhibits: l.exhibits(false), Drafts: []view.DraftPaper{{No: 1, By: l.s("平台裁决员 何嘉", "adjudicator He Jia"), State: view.Chip{Tone: view.Warn, Text: l.s("等第二人", "Waiting for a second person")}, Decision: l.paper()}}}
}

// review is the ruling under review: what it gave, who wants it changed, and why.
func (l tongue) review() *view.Review {
	paper := l.paper()
	return &view.Review{
		Points: []view.ReviewPoint{{
			No: "1", Asks: l.s("退款 ¥899.00", "Refund ¥899.00"), Says: l.s("请求 ¥899.00，支持 ¥50.00", "asked ¥899.00, granted ¥50.00"), Reason: l.s("交付没有完成。", "Delivery was not complete."), Ruled: yuanp(5000), Contested: true,
			Seeks: []view.Seek{{Who: l.s("买家", "Buyer"), Sum: "¥899.00", Ground: l.s("新的事实", "a new fact"), Diff: l.s("比处理决定多 ¥849.00", "¥849.00 more than ruled")}}, Range: "¥50.00 – ¥899.00",
		}},
		Appeals: []view.Appealed{{Who: l.buyer(false), At: on(9, 21, 9, 0), Reason: l.s("驿站承认丢件。", "The pick-up point admits the loss."), Exhibits: []string{"E-06"}}},
		Lines:   []string{l.s("复核只能申请一次。", "A review can be asked for once.")}, Paper: &paper,
	}
}

// rulingDesk is the desk of who decides: what has to be proved, the evidence, the clauses.
func (l tongue) rulingDesk() *view.Ruling {
	return &view.Ruling{
		Claims: []view.RulingClaim{{
			Claim: l.claims()[0], Burden: []string{l.s("商家举证", "the merchant proves")}, Note: l.s("证明交付给收货人本人。", "Delivery to the receiver in person."), Cites: []string{"18.2"}, Bounds: "¥0.00 – ¥899.00",
			Issues: []view.Issue{{Code: "merchant_POD", Who: l.s("商家", "Merchant"), What: l.s("签收凭证", "proof of delivery"), Brought: []string{"E-03"}}, {Code: "buyer_VID", Who: l.s("买家", "Buyer"), What: l.s("视频", "video")}},
		}},
		Exhibits: l.exhibits(false), Clauses: l.desk().Clauses, Sources: []string{l.s("担保账户", "escrow"), l.s("商家保证金", "the merchant’s deposit")},
		FourEyes: l.s("¥5,000.00 以上要两个人。", "From ¥5,000.00 on, two persons."), ToDraft: &view.Act{Code: "draft", Name: l.s("交第二人", "Hand to a second person"), URL: caseURL + "/moves/draft"},
	}
}

func ruleFields(l tongue) []dispute.Field {
	one := dispute.Option{Value: "1", Label: l.s("请求 1：退款 ¥899.00", "Claim 1: refund ¥899.00")}
	return []dispute.Field{
		{Name: "facts", Kind: dispute.Group, Required: true, Min: 1, Max: 20, Every: "claim", Fields: []dispute.Field{
			{Name: "claim", Kind: dispute.Choice, Choices: []dispute.Option{one}},
			{Name: "issue", Kind: dispute.Choice, Choices: []dispute.Option{{Value: "merchant_POD", Label: l.s("商家：签收凭证", "Merchant: proof of delivery")}}},
			{Name: "fact", Kind: dispute.Text, Required: true, Max: 2000, Sealed: true},
			{Name: "status", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "found"}, {Value: "not_found"}, {Value: "open"}}},
			{Name: "exhibits", Kind: dispute.Exhibits, Choices: []dispute.Option{{Value: "E-03", Label: l.s("E-03 物流轨迹", "E-03 tracking")}, {Value: "E-05", Label: l.s("E-05 出入库记录", "E-05 log")}}},
			{Name: "cites", Kind: dispute.Choices, Choices: []dispute.Option{{Value: "18.2", Label: l.s("18.2 送达举证", "18.2 proof of delivery")}, {Value: "18.4", Label: l.s("18.4 代收", "18.4 taking in")}}},
			{Name: "clause", Kind: dispute.Text, Max: 64},
		}},
		{Name: "results", Kind: dispute.Group, Required: true, Min: 1, Max: 1, Every: "claim", Fields: []dispute.Field{
			{Name: "claim", Kind: dispute.Claims, Required: true, Choices: []dispute.Option{one}},
			{Name: "outcome", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "grant"}, {Value: "part"}, {Value: "dismiss"}}},
			{Name: "sum", Kind: dispute.Sum, Min: 0, Max: 89900, Currency: "CNY"},
			{Name: "reason", Kind: dispute.Text, Required: true, Max: 5000, Sealed: true},
		}},
		{Name: "reasons", Kind: dispute.Text, Required: true, Max: 5000, Sealed: true},
		{Name: "sure", Kind: dispute.Confirm, Required: true},
	}
}
