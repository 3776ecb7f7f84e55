package web

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// The samples are one made-up case, seen by its buyer, its merchant, a mediator
// and an adjudicator, with everything a page can show. Names and sums are invented.

var zone = time.FixedZone("CST", 8*3600)

func on(m time.Month, d, h, min int) time.Time { return time.Date(2026, m, d, h, min, 0, 0, zone) }

var now = on(9, 21, 15, 20)

func yuan(fen int64) money.Amount { return money.Amount{Minor: fen, Currency: "CNY"} }

func yuanp(fen int64) *money.Amount { a := yuan(fen); return &a }

var (
	sampleCase  = id.From[id.Case]([16]byte{0xca, 1})
	sampleOrder = id.From[id.Order]([16]byte{0x0d, 1})
	sampleDraft = id.From[id.Case]([16]byte{0xca, 2})
	caseURL     = "/cases/" + sampleCase.String()
	orderURL    = "/orders/" + sampleOrder.String()
)

// tongue writes a text in the language of the sample.
type tongue text.Lang

func (l tongue) s(zh, en string) string {
	if text.Lang(l) == text.English {
		return en
	}
	return zh
}

func (l tongue) buyer(you bool) view.Who {
	return view.Who{Name: l.s("林晓雯", "Lin Xiaowen"), Side: view.Buyer, Role: l.s("买家", "buyer"), You: you}
}

func (l tongue) shop(you bool) view.Who {
	return view.Who{Name: l.s("北辰数码专营店", "Beichen Digital"), Side: view.Seller, Role: l.s("商家", "merchant"), You: you}
}

func (l tongue) mediator(you bool) view.Who {
	return view.Who{Name: l.s("周予安", "Zhou Yu’an"), Side: view.Staff, Role: l.s("平台调解员", "mediator"), You: you}
}

func act(code, name, hint string) view.Act {
	return view.Act{Code: code, Name: name, Hint: hint, URL: caseURL + "/moves/" + code}
}

func (l tongue) deadline(mine bool) *view.Deadline {
	return &view.Deadline{
		Mine: mine, Actor: l.s("买家", "buyer"), Act: l.s("回应商家的方案", "answer the merchant’s offer"),
		Began: on(9, 21, 15, 2), Due: on(9, 24, 18, 0),
		Otherwise: l.s("不回应则由调解员继续，不视为同意。", "No answer is no consent: the mediator goes on."),
		Why: []string{
			l.s("方案有效期：72 小时，从 9月21日（周一）15:02（商家提出方案）起连续计算，周末和节假日也算。", "Validity of an offer: 72 hours, running without a break from Mon 21 Sep, 15:02 (the merchant’s offer), weekends and holidays included."),
			l.s("双方约定延长 2 小时 58 分。", "Extended by 2 hours 58 minutes, as both agreed."),
			l.s("9月24日（周四）18:00 到期。到期后方案失效。", "It ends Thu 24 Sep, 18:00. Then the offer lapses."),
		},
		URL: caseURL + "/moves/accept_offer?on=o3", ActName: l.s("回应方案", "Answer"),
	}
}

func (l tongue) brief(status ...view.Chip) view.CaseBrief {
	if status == nil {
		status = []view.Chip{
			{Tone: view.Brand, Icon: "handshake", Text: l.s("调解", "Mediation")},
			{Tone: view.Golden, Icon: "lock", Text: l.s("¥899.00 冻结", "¥899.00 frozen")},
		}
	}
	return view.CaseBrief{
		ID: sampleCase.String(), Number: "TP-2026-0921-0047-3", URL: caseURL, Status: status,
		Title: l.s("签收未收到：蓝牙降噪耳机 Pro", "Signed for, not received: Headphones Pro"),
	}
}

func (l tongue) steps(at int) []view.Step {
	names := []string{l.s("受理", "Intake"), l.s("协商", "Talks"), l.s("举证", "Evidence"), l.s("调解", "Mediation"), l.s("平台裁决", "Ruling"), l.s("履行", "Performance")}
	out := make([]view.Step, len(names))
	for i, n := range names {
		out[i] = view.Step{Name: n, State: view.Next}
		if i < at {
			out[i].State = view.Done
		} else if i == at {
			out[i].State = view.Now
		}
	}
	return out
}

func (l tongue) claims() []view.Claim {
	return []view.Claim{
		{
			No: "1", Asks: l.s("退款", "Refund"), Ground: l.s("签收未收到", "Signed for, not received"), Scope: l.s("耳机 ×1", "headphones ×1"), Sum: yuan(89900),
			State: view.Chip{Text: l.s("待处理", "Open")}, Stage: l.s("调解", "Mediation"),
		},
		{
			No: "2", Asks: l.s("赔偿", "Compensation"), Ground: l.s("承诺未履行", "Promise not kept"), Scope: l.s("整单", "whole order"), Sum: yuan(5000), Got: yuanp(3000),
			State: view.Chip{Tone: view.Fine, Text: l.s("已和解", "Settled")}, Hold: l.s("9月30日前支付", "due by 30 Sep"),
		},
	}
}

func (l tongue) offer(state view.Chip, acts ...view.Act) view.Offer {
	return view.Offer{
		ID: "o3", Title: l.s("商家提出方案 3", "Offer 3 from the merchant"), From: l.shop(false), At: on(9, 21, 15, 2), Until: on(9, 24, 18, 0),
		State: state, Headline: l.s("退 ¥719.20", "Refund ¥719.20"), Beside: l.s("您的请求 ¥899.00，相差 ¥179.80", "you ask ¥899.00, ¥179.80 apart"),
		Terms: []view.Pair{
			{Name: l.s("针对", "On"), Value: l.s("请求 1", "claim 1")},
			{Name: l.s("是否退货", "Return"), Value: l.s("不需要", "not needed")},
			{Name: l.s("到账", "Paid"), Value: l.s("接受后 24 小时内", "within 24 hours")},
			{Name: l.s("运费", "Freight"), Value: l.s("商家承担", "merchant pays")},
		},
		Open: acts != nil, Acts: acts,
	}
}

func (l tongue) offers(acts ...view.Act) []view.Offer {
	old := view.Offer{
		ID: "o2", From: l.shop(false), At: on(9, 19, 11, 0), Headline: l.s("退 ¥449.50", "Refund ¥449.50"), State: view.Chip{Text: l.s("买家未接受", "Not accepted")},
		Terms: []view.Pair{{Name: l.s("是否退货", "Return"), Value: l.s("不需要", "not needed")}},
	}
	return []view.Offer{l.offer(view.Chip{Tone: view.Warn, Text: l.s("等买家回应", "Waiting for the buyer")}, acts...), old}
}

func (l tongue) gap() *view.Gap {
	return &view.Gap{
		Says:      l.s("商家提出 ¥719.20，调解员建议 ¥809.10，买家请求 ¥899.00，相差 ¥179.80。", "The merchant offers ¥719.20, the mediator suggests ¥809.10, the buyer asks ¥899.00: ¥179.80 apart."),
		Claimant:  view.Position{Label: l.s("买家 ¥899", "buyer ¥899"), Side: view.Buyer, Sum: yuan(89900)},
		Opponent:  view.Position{Label: l.s("商家 ¥719", "merchant ¥719"), Side: view.Seller, Sum: yuan(71920)},
		Suggested: &view.Position{Label: l.s("建议 ¥809", "suggested ¥809"), Side: view.Staff, Sum: yuan(80910)},
	}
}

func (l tongue) timeline() []view.Entry {
	return []view.Entry{
		{
			ID: "case-24", Seq: 24, At: on(9, 21, 15, 2), Side: view.Seller, Icon: "banknote", Title: l.s("商家提出方案 3：退款 ¥719.20", "The merchant made offer 3: refund ¥719.20"),
			Lines: []string{l.s("不需要退货。请买家在 9月24日（周四）18:00 前回应。", "No return needed. The buyer may answer until Thu 24 Sep, 18:00.")}, Proof: "b1e0…94af",
		},
		{ID: "case-22", Seq: 22, At: on(9, 20, 16, 44), Side: view.Seller, Icon: "file-text", Title: l.s("商家提交证据 E-05", "The merchant submitted exhibit E-05"), Exhibits: []string{"E-05"}, Proof: "d90c…1a7e"},
		{ID: "case-16", Seq: 16, At: on(9, 18, 9, 0), Side: view.Staff, Icon: "timer", Title: l.s("商家逾期未答复，案件进入举证", "The merchant did not answer in time; the case went on to evidence"), Proof: "2ab8…77d0", ByRule: true},
		{ID: "case-4", Seq: 4, At: on(9, 14, 9, 41), Side: view.Gold, Icon: "lock", Title: l.s("货款 ¥899.00 已冻结", "¥899.00 was frozen"), Proof: "c3f1…08bb"},
		{ID: "case-3", Seq: 3, At: on(9, 14, 9, 40), Side: view.Buyer, Icon: "flag", Title: l.s("买家提交申请：签收未收到", "The buyer filed: signed for, not received"), Proof: "90d2…6b4c"},
	}
}

func (l tongue) exhibits(opine bool) []view.Exhibit {
	url := func(no string) string {
		if !opine {
			return ""
		}
		return caseURL + "/moves/opine?exhibits=" + no
	}
	return []view.Exhibit{
		{
			No: "E-03", Icon: "truck", Title: l.s("物流轨迹（快递公司接口）", "Tracking from the carrier"), From: view.Who{Side: view.Staff, Role: l.s("平台", "platform")}, Source: l.s("平台调取", "Fetched by the platform"),
			Proves: l.s("包裹由驿站代收，没有收件人签名", "A pick-up point took the parcel; no signature"), At: on(9, 18, 11, 20), Proof: "e1f8…a340",
			Opinions: []view.Opinion{{Verdict: view.Agreed, Text: l.s("买家认可", "buyer agrees")}, {Verdict: view.Agreed, Text: l.s("商家认可", "merchant agrees")}},
		},
		{
			No: "E-04", Icon: "video", Title: l.s("驿站现场查找录像", "Video from the pick-up point"), From: l.buyer(false), Bytes: 12_400_000,
			Proves: l.s("驿站系统查不到单号", "The waybill is unknown there"), At: on(9, 19, 20, 18), Proof: "7f3a…c21d", FileURL: caseURL + "/exhibits/E-04/file",
			Opinions: []view.Opinion{{Verdict: view.Pending, Text: l.s("商家未发表意见", "no opinion of the merchant yet")}},
		},
		{
			No: "E-05", Icon: "file-text", Title: l.s("驿站出入库记录", "Log of the pick-up point"), From: l.shop(false), Bytes: 48_000, Late: l.s("驿站 9月20日 才给出记录", "the pick-up point gave it only on 20 Sep"),
			Proves: l.s("包裹已于 9月12日 14:06 入库", "The parcel came in on 12 Sep, 14:06"), At: on(9, 20, 16, 44), Proof: "d90c…1a7e", FileURL: caseURL + "/exhibits/E-05/file", OpineURL: url("E-05"),
			Opinions: []view.Opinion{{Verdict: view.Agreed, Text: l.s("真实性：买家认可", "genuine: buyer agrees")}, {Verdict: view.Denied, Text: l.s("关联性：买家有异议", "relevant: buyer objects")}},
		},
	}
}

func (l tongue) talk(mine func(view.Who) view.Who, to string) view.Channel {
	return view.Channel{
		ID: "all", Title: l.s("三方对话", "Conversation of all three"), Audience: l.s("买家、商家和调解员可见", "Seen by buyer, merchant and mediator"),
		Messages: []view.Message{
			{From: mine(l.shop(false)), At: on(9, 21, 14, 58), Text: l.s("您好，驿站确认收过件，但找不到出库记录。\n我们愿意承担大部分损失。", "The pick-up point took the parcel but has no record of handing it out.\nWe are willing to bear most of the loss.")},
			{System: true, At: on(9, 21, 15, 2), Text: l.s("调解员建议退款 ¥809.10", "The mediator suggests a refund of ¥809.10")},
			{From: mine(l.buyer(false)), At: on(9, 21, 15, 10), Text: l.s("我没有收到取件码 <script>alert(1)</script>，也没有授权代收。", "I got no pick-up code <script>alert(1)</script> and did not allow anyone to take it.")},
			{From: mine(l.mediator(false)), At: on(9, 21, 15, 18), Files: l.sentFiles(), Text: l.s("收到。商家的新方案在上方。", "Thank you. The merchant’s new offer is above.")},
		},
		Say: &view.Say{URL: caseURL + "/moves/message", Field: "text", Preset: []view.Pair{{Name: "channel", Value: "all"}}, Most: 2000, To: to, Attach: &view.Attach{Most: 4, MB: 20, Seconds: 60}},
	}
}

func (l tongue) obligations(mine bool) []view.Obligation {
	o := view.Obligation{
		No: "O-1", What: l.s("支付赔偿", "Pay compensation"), Debtor: l.shop(mine), Creditor: l.buyer(false), Sum: yuanp(3000),
		State: view.Chip{Tone: view.Warn, Text: l.s("待支付", "To be paid")}, Due: on(9, 30, 0, 0), Secured: l.s("保证金", "deposit"),
		Clock: &view.Deadline{Otherwise: l.s("逾期由保证金支付，并记一次未履行。", "If it is late, the deposit pays and a breach is recorded."), Why: []string{l.s("从 9月29日（周二）00:00 起 24 小时。", "24 hours from Tue 29 Sep, 00:00.")}},
	}
	if mine {
		o.Acts = []view.Act{{Code: "pay", Name: l.s("去支付", "Pay now"), URL: caseURL + "/moves/pay?on=O-1", Primary: true}}
	}
	return []view.Obligation{o}
}

// caseFor is the room as its buyer, its merchant, a mediator or an adjudicator sees it.
func (l tongue) caseFor(who string) view.Case {
	c := view.Case{
		Now: &view.Happens{
			Waiting: []view.Deadline{{Actor: l.s("双方", "both sides"), Act: l.s("找到双方都接受的方案", "find what both accept"), Due: on(10, 17, 0, 0), Otherwise: l.s("到期转平台裁决。", "Then the case goes on to a ruling.")}},
			May:     []view.MayDo{{Who: l.s("买家", "Buyer"), Acts: []string{l.s("提出方案", "make an offer"), l.s("退出调解", "leave the mediation")}}, {Who: l.s("调解员", "Mediator"), Acts: []string{l.s("提出建议", "propose")}}},
		},
		CaseBrief: l.brief(), Steps: l.steps(3), StageNote: l.s("调解最晚 10月16日（周五）结束。谈不成，由平台裁决员作出处理决定，不用重新提交材料。", "Mediation ends by Fri 16 Oct. Without agreement an adjudicator rules; nothing needs to be sent again."),
		Parties:   []view.Party{{Who: l.buyer(who == "buyer")}, {Who: l.shop(who == "shop"), Notes: []string{l.s("售后专员 王敏 代为", "represented by Wang Min, after-sales")}}},
		Subjects:  []view.Subject{{Title: l.s("蓝牙降噪耳机 Pro（曜石黑）", "Headphones Pro (black)"), Shop: l.s("北辰数码专营店", "Beichen Digital"), Order: "DD202609090083", OrderURL: orderURL, Quantity: 1, Amount: yuan(89900), Icon: "headphones"}},
		Claims:    l.claims(),
		Timeline:  l.timeline(),
		Exhibits:  l.exhibits(who == "buyer"),
		Escrow:    []view.Pair{{Name: l.s("冻结", "Frozen"), Value: "¥899.00"}},
		EscrowURL: orderURL + "/escrow",
		OlderURL:  caseURL + "?before=3#timeline",
		Deadlines: []view.Deadline{{Actor: l.s("商家", "merchant"), Act: l.s("提供退货地址", "give the return address")}, {
			Actor: l.s("调解员", "mediator"), Act: l.s("促成调解", "bring the parties together"), Began: on(9, 21, 0, 0), Due: on(10, 17, 0, 0), Provisional: true,
			Otherwise: l.s("到期转平台裁决。", "Then the case goes on to a ruling."),
			Why:       []string{l.s("调解：5 个工作日，从 9月21日 起，当日不算。", "Mediation: 5 working days from 21 Sep; that day is not counted."), l.s("不计：10月1日（周四）–10月7日（周三），国庆节。", "Not counted: Thu 1 – Wed 7 Oct, National Day.")},
		}},
	}
	switch who {
	case "buyer":
		c.Deadline = l.deadline(true)
		c.Offers = l.offers(
			view.Act{Code: "accept_offer", Name: l.s("接受方案", "Accept"), URL: caseURL + "/moves/accept_offer?on=o3", Primary: true},
			view.Act{Code: "counter", Name: l.s("提出新方案", "Make another offer"), URL: caseURL + "/moves/counter?on=o3"})
		c.Gap = l.gap()
		c.Channels = []view.Channel{l.talk(func(w view.Who) view.Who { w.You = w.Side == view.Buyer; return w }, l.s("发给：商家和调解员", "To: merchant and mediator"))}
		c.Obligations = l.obligations(false)
		c.Acts = []view.Act{
			act("add_exhibit", l.s("补充证据", "Add evidence"), l.s("对方和平台都能看到。", "The other side and the platform see it.")),
			act("leave", l.s("结束调解", "Leave mediation"), l.s("由平台裁决员作出处理决定。", "An adjudicator then rules.")),
			{Code: "withdraw", Name: l.s("撤回请求", "Withdraw claims"), Hint: l.s("冻结的货款恢复原来的流程。", "The frozen money returns to its normal course."), URL: caseURL + "/moves/withdraw", Danger: true},
		}
	case "shop":
		d := l.deadline(false)
		d.URL = ""
		c.Deadline = d
		c.Offers = l.offers([]view.Act{}...)
		c.Offers[0].Open = true
		c.Gap = l.gap()
		c.Channels = []view.Channel{l.talk(func(w view.Who) view.Who { w.You = w.Side == view.Seller; return w }, l.s("发给：买家和调解员", "To: buyer and mediator"))}
		c.Obligations = l.obligations(true)
	case "mediator":
		c.Deadline = l.deadline(false)
		c.Intro = l.s("您是本案调解员。调解后，您不能参与裁决。", "You mediate this case. You may not decide it afterwards.")
		c.Offers = l.offers()
		c.Offers[0].Open = true
		c.Gap = l.gap()
		c.Channels = []view.Channel{
			l.talk(func(w view.Who) view.Who { w.You = w.Side == view.Staff; return w }, l.s("发给：买家和商家双方", "To: both buyer and merchant")),
			{
				ID: "shop", Title: l.s("单独与商家", "Alone with the merchant"), Audience: l.s("只有您和商家可见", "Only you and the merchant"), Private: true,
				Messages: []view.Message{{From: l.shop(false), At: on(9, 21, 15, 15), Text: l.s("我们最多可以到 ¥780。", "We can go up to ¥780 at most.")}},
				Say:      &view.Say{URL: caseURL + "/moves/message", Field: "text", Preset: []view.Pair{{Name: "channel", Value: "shop"}}, Most: 2000, To: l.s("只发给商家，买家看不到", "Only to the merchant; the buyer does not see it")},
			},
		}
		c.Acts = []view.Act{
			{Code: "propose", Name: l.s("发出调解建议", "Propose to both"), URL: caseURL + "/moves/propose", Primary: true, Until: on(10, 16, 18, 0)},
			act("order_evidence", l.s("要求补充证据", "Ask for evidence"), ""),
			act("fail", l.s("调解不成", "No agreement"), l.s("写明原因代码，转平台裁决。", "States a reason code; the case goes on to a ruling.")),
		}
	case "adjudicator":
		c.CaseBrief = l.brief(view.Chip{Tone: view.Brand, Icon: "gavel", Text: l.s("平台裁决", "Ruling")}, view.Chip{Tone: view.Golden, Icon: "lock", Text: l.s("¥899.00 冻结", "¥899.00 frozen")})
		c.Steps = l.steps(4)
		c.OffersShut = l.s("协商和调解的内容不向裁决人员展示。", "Offers and mediation are not shown to who decides.")
		c.Claims[1].State = view.Chip{Text: l.s("已协议结束", "Closed by agreement")}
		c.Claims[1].Got = nil
		c.Timeline = c.Timeline[1:]
		c.Deadline = &view.Deadline{Mine: true, Act: l.s("作出处理决定", "make the ruling"), Began: on(9, 21, 9, 0), Due: on(9, 21, 18, 0), Otherwise: l.s("到期转主管。", "Then the supervisor takes over.")}
		c.Acts = []view.Act{
			{Code: "rule", Name: l.s("撰写处理决定", "Write the ruling"), URL: caseURL + "/moves/rule", Primary: true},
			act("mark_complex", l.s("标为疑难", "Mark as complex"), l.s("期限延长 5 个工作日，双方都收到原因。", "5 working days more; both are told why.")),
		}
		c.Papers = []view.Paper{{Title: l.s("举证通知书", "Notice of the evidence round"), At: on(9, 18, 9, 5), State: view.Chip{Tone: view.Fine, Text: l.s("已送达", "Served")}, URL: caseURL + "/papers/1"}}
	}
	return c
}

// moveFor is the form of an act.
func (l tongue) moveFor(act string) (view.Move, bool) {
	m := view.Move{Of: l.brief(), Act: view.Act{Code: act, URL: caseURL + "/moves/" + act}}
	m.Of.Deadline = l.deadline(true)
	switch act {
	case "counter":
		m.Act.Name = l.s("提出新方案", "Make another offer")
		m.About = []string{l.s("对方接受前，您可以用新方案替换它。", "Until it is accepted you may replace it by another.")}
		m.Fields = counterFields()
	case "accept_offer":
		m.Act.Name, m.Grave = l.s("接受方案", "Accept the offer"), true
		o := l.offer(view.Chip{Tone: view.Warn, Text: l.s("等您回应", "Waiting for you")})
		m.Offer = &o
		m.Fields = []dispute.Field{
			{Name: "offer", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "o3", Label: l.s("商家方案 3：退 ¥719.20", "Offer 3: refund ¥719.20")}}, Default: "o3"},
			{Name: "seen", Kind: dispute.Seen, Required: true, Must: "5f2a"},
			{Name: "sure", Kind: dispute.Confirm, Required: true},
		}
	case "add_exhibit":
		m.Act.Name = l.s("补充证据", "Add evidence")
		m.Fields = []dispute.Field{
			{Name: "file", Kind: dispute.Digest, Required: true},
			{Name: "name", Kind: dispute.Text, Max: 200},
			{Name: "bytes", Kind: dispute.Number, Min: 1, Max: 2 << 30},
			{Name: "media", Kind: dispute.Choice, Choices: []dispute.Option{{Value: "video/mp4"}}},
			{Name: "proves", Kind: dispute.Text, Required: true, Max: 500, Sealed: true},
			{Name: "late", Kind: dispute.Text, Max: 200, Sealed: true},
		}
	case "annul_settlement":
		m.Act.Name, m.Grave = l.s("撤销和解", "Annul the settlement"), true
		m.Fields = []dispute.Field{{Name: "reason", Kind: dispute.Text, Required: true, Max: 4000, Sealed: true}}
		m.Heard = &view.Heard{
			Note: l.s("和解的内容不向您显示。当事人可以把它作为证据提交。", "What was agreed is not shown to you. A side may submit it as evidence."),
			Said: []view.Entry{{ID: "case-31", Seq: 31, At: on(9, 21, 10, 4), Side: view.Buyer, Icon: "scale", Title: l.s("买家对和解提出异议：重大误解", "Buyer challenged the settlement: mistake"), Lines: []string{l.s("型号看错了。", "I misread the model.")}, Proof: "e563…4e16"}},
		}
	case "confirm_receipt":
		m.Act = view.Act{Code: act, Name: l.s("确认收货", "Confirm receipt"), URL: orderURL + "/moves/confirm_receipt"}
		m.About = []string{l.s("货款会划给商家。", "The money then goes to the merchant.")}
		m.Of = view.CaseBrief{Number: "DD202609090083", Title: l.s("蓝牙降噪耳机 Pro", "Headphones Pro"), URL: orderURL}
		m.Fields = []dispute.Field{{Name: "sure", Kind: dispute.Confirm, Required: true}}
	case "approve":
		m.Act.Name, m.Ruling = l.s("批准处理决定", "Approve the ruling"), l.approval()
		m.Fields = []dispute.Field{{Name: "reason", Kind: dispute.Text, Max: 500, Sealed: true}}
	case "message":
		m.Act.Name = l.s("发言", "Write")
		m.Fields = []dispute.Field{
			{Name: "channel", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "all"}, {Value: "shop"}}},
			{Name: "text", Kind: dispute.Text, Required: true, Max: 2000, Sealed: true},
		}
	case "uphold":
		m.Act.Name, m.Grave = l.s("签署并送达", "Sign and serve"), true
		m.Desk = l.desk()
		m.Fields = deskFields(l)
	case "appeal":
		m.Act.Name, m.Grave, m.Review = l.s("申请复核", "Appeal"), true, l.review()
		m.Fields = []dispute.Field{
			{Name: "points", Kind: dispute.Group, Required: true, Min: 1, Max: 2, Fields: []dispute.Field{
				{Name: "claim", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "1", Label: l.s("请求 1：退款 ¥899.00", "Claim 1: refund ¥899.00")}}},
				{Name: "sum", Kind: dispute.Sum, Min: 0, Max: 89900, Currency: "CNY"},
			}},
			{Name: "reason", Kind: dispute.Text, Max: 500, Sealed: true},
		}
	case "amend":
		m.Act.Name, m.Grave, m.Review = l.s("改变处理决定", "Change the ruling"), true, l.review()
		m.Fields = []dispute.Field{{Name: "sum", Kind: dispute.Sum, Min: 0, Max: 89900, Currency: "CNY"}, {Name: "reason", Kind: dispute.Text, Max: 500, Sealed: true}}
	case "rule":
		m.Act.Name, m.Grave, m.Ruling = l.s("签署并送达", "Sign and serve"), true, l.rulingDesk()
		m.Fields = ruleFields(l)
	default:
		return m, false
	}
	return m, true
}

func counterFields() []dispute.Field {
	return []dispute.Field{
		{Name: "claims", Kind: dispute.Claims, Required: true, Choices: []dispute.Option{{Value: "1"}, {Value: "2"}}},
		{Name: "refund", Kind: dispute.Sum, Required: true, Min: 1, Max: 89900, Currency: "CNY"},
		{Name: "goods", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "keep"}, {Value: "return"}}, Default: "keep"},
		{Name: "acts", Kind: dispute.Group, Max: 3, Fields: []dispute.Field{
			{Name: "what", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "resend"}, {Value: "repair"}, {Value: "coupon"}}},
			{Name: "units", Kind: dispute.Number, Required: true, Min: 1, Max: 9},
		}},
		{Name: "until", Kind: dispute.Instant, Required: true, Earliest: on(9, 22, 15, 20), Latest: on(9, 28, 15, 20), Default: on(9, 24, 18, 0).Format(time.RFC3339)},
		{Name: "note", Kind: dispute.Text, Max: 500, Sealed: true},
	}
}

func deskFields(l tongue) []dispute.Field {
	return []dispute.Field{
		{Name: "facts", Kind: dispute.Group, Required: true, Min: 1, Max: 20, Fields: []dispute.Field{
			{Name: "finding", Kind: dispute.Text, Required: true, Max: 2000, Sealed: true},
			{Name: "status", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "found"}, {Value: "not_found"}, {Value: "open"}}},
			{Name: "exhibits", Kind: dispute.Exhibits, Choices: []dispute.Option{{Value: "E-03", Label: l.s("E-03 物流轨迹", "E-03 tracking")}, {Value: "E-05", Label: l.s("E-05 出入库记录", "E-05 log")}}},
		}},
		{Name: "results", Kind: dispute.Group, Required: true, Min: 1, Max: 1, Fields: []dispute.Field{
			{Name: "claim", Kind: dispute.Claims, Required: true, Choices: []dispute.Option{{Value: "1", Label: l.s("请求 1：退款 ¥899.00", "Claim 1: refund ¥899.00")}}},
			{Name: "outcome", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "grant"}, {Value: "part"}, {Value: "dismiss"}}},
			{Name: "sum", Kind: dispute.Sum, Min: 0, Max: 89900, Currency: "CNY"},
			{Name: "reason", Kind: dispute.Text, Required: true, Max: 5000, Sealed: true},
		}},
		{Name: "sure", Kind: dispute.Confirm, Required: true},
	}
}

func (l tongue) desk() *view.Desk {
	return &view.Desk{
		Exhibits: l.exhibits(false), Claims: l.claims()[:1],
		Clauses: []view.Clause{
			{No: "18.2", Title: l.s("送达举证", "Proof of delivery"), Text: l.s("商家对商品送达收货人承担举证责任；举证不能的，认定交付未完成。", "The merchant proves delivery to the receiver; without proof, delivery is not complete."), Source: l.s("平台争议处理规则", "Platform rules")},
			{No: "18.4", Title: l.s("代收", "Taking in for others"), Text: l.s("由驿站或他人代收的，应事先取得买家同意。", "Handing a parcel to others needs the buyer’s consent first."), Source: l.s("平台争议处理规则", "Platform rules")},
		},
		Checks: []view.Check{{OK: true, Text: l.s("双方均有陈述机会", "Both sides were heard")}, {Text: l.s("每项事实至少关联一份证据", "Each fact found has at least one exhibit")}},
		Paper: &view.Preview{Title: l.s("争议处理决定书", "Ruling"), Lines: []string{
			l.s("经审理查明：2026年9月12日14时06分，涉案包裹由驿站代收〔E-03〕，买家事前未同意代收〔E-05〕。", "Found: at 14:06 on 12 September 2026 a pick-up point took the parcel [E-03]; the buyer had not agreed to it [E-05]."),
			l.s("本决定不是仲裁裁决，也不是法院判决。", "This ruling is not an arbitral award and not a judgment."),
		}, Sign: l.s("平台裁决员　沈知衡", "Adjudicator: Shen Zhiheng")},
	}
}

func (l tongue) foresight() view.Foresight {
	return view.Foresight{
		Asks: l.s("接受退款 ¥719.20？", "Accept a refund of ¥719.20?"),
		Money: []view.Flow{
			{Sum: yuan(71920), From: l.s("担保账户", "escrow"), To: l.s("您付款的原账户", "the account you paid from"), By: on(9, 22, 15, 20), Note: l.s("原路退回。", "By the way you paid.")},
			{Sum: yuan(17980), From: l.s("担保账户", "escrow"), To: l.s("商家货款", "the merchant"), Note: l.s("按原来的自动确认时间放款。", "At the time receipt would have been confirmed.")},
		},
		GivesUp: []string{l.s("请求 1 中其余的 ¥179.80", "The remaining ¥179.80 of claim 1"), l.s("就请求 1 申请平台裁决", "A ruling on claim 1")},
		Follows: []string{l.s("请求 2 不受影响，继续履行。", "Claim 2 is not touched and goes on.")},
		Undo:    l.s("确认后不能撤回。7 天内，如有误解、欺诈或胁迫，可以提出异议。", "This cannot be taken back. Within 7 days it can be challenged for mistake, fraud or duress."),
	}
}
