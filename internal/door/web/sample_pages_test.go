package web

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

func (l tongue) order() view.Order {
	return view.Order{
		ID: sampleOrder.String(), Number: "DD202609090083", Title: l.s("蓝牙降噪耳机 Pro（曜石黑）", "Headphones Pro (black)"),
		Status: []view.Chip{{Tone: view.Golden, Icon: "lock", Text: l.s("争议冻结", "Frozen for a dispute")}}, Buyer: l.buyer(false), Shop: l.shop(false), Total: yuan(89900),
		Lines: []view.OrderLine{{Title: l.s("蓝牙降噪耳机 Pro（曜石黑）", "Headphones Pro (black)"), Quantity: 1, Paid: yuan(89900), State: view.Chip{Tone: view.Golden, Text: l.s("冻结", "Frozen")}, Icon: "headphones"}},
		Parcels: []view.Parcel{{
			Name: l.s("包裹 1", "Parcel 1"), Carrier: l.s("中通快递", "ZTO"), Waybill: "ZT78012345", Holds: l.s("耳机 ×1", "headphones ×1"),
			State: view.Chip{Text: l.s("驿站代收", "At a pick-up point")},
			Track: []view.Pair{{Name: l.s("9月12日 14:06", "12 Sep 14:06"), Value: l.s("驿站代收", "taken in by a pick-up point")}, {Name: l.s("9月10日 09:12", "10 Sep 09:12"), Value: l.s("已揽收", "picked up")}},
			Timer: &view.Deadline{Paused: l.s("自动确认收货已暂停：相关货款在争议中冻结。", "Automatic confirmation is paused: the money is frozen in a dispute.")},
		}},
		Payments: []view.Pair{{Name: l.s("实付", "Paid"), Value: "¥899.00"}, {Name: l.s("方式", "By"), Value: l.s("支付宝", "Alipay")}},
		Terms:    []view.Pair{{Name: l.s("退货", "Return"), Value: l.s("7 天无理由", "7 days, no reason needed")}},
		Picture:  l.picture(), Custody: l.s("货款由担保账户保管，测试市场不涉及真实的钱。", "Escrow holds the money; a sandbox has no real money."),
		Cases:   (&house{}).rows(l)[:1],
		Acts:    []view.Act{{Code: "confirm_receipt", Name: l.s("确认收货", "Confirm receipt"), Hint: l.s("货款会划给商家。", "The money then goes to the merchant."), URL: orderURL + "/moves/confirm_receipt"}},
		FileURL: "/file?order=" + sampleOrder.String(), EscrowURL: orderURL + "/escrow",
	}
}

func (l tongue) picture() view.Picture {
	return view.Picture{
		Says: l.s("买家已付款，货款托管，商家已发货，买家发起争议后货款冻结；接下来可能全额退款、部分退款或放款给商家。", "The buyer paid, the money is held, the merchant shipped, and a dispute froze it; next it may be refunded, refunded in part, or released to the merchant."),
		Path: []view.Station{
			{Name: l.s("买家付款", "Buyer paid"), Note: l.s("9月9日 20:31", "9 Sep 20:31"), State: view.Done},
			{Name: l.s("担保中", "Held"), Note: l.s("担保账户保管", "in escrow"), State: view.Done},
			{Name: l.s("商家已发货", "Shipped"), Note: l.s("9月10日", "10 Sep"), State: view.Done},
			{Name: l.s("买家确认收货", "Receipt confirmed"), Note: l.s("或 10 天自动", "or after 10 days"), State: view.Next},
		},
		From: 2, Note: l.s("9月14日 发起争议", "dispute filed 14 Sep"),
		Branch: &view.Station{Name: l.s("争议冻结", "Frozen"), Note: l.s("任何一方不能提走", "nobody can take it"), State: view.Now},
		Ends: []view.Station{
			{Name: l.s("全额退给买家", "Full refund"), Note: "¥899.00", State: view.Next},
			{Name: l.s("部分退款", "Part refund"), Note: l.s("按和解或处理决定", "as settled or ruled"), State: view.Next},
			{Name: l.s("放款给商家", "To the merchant"), Note: "¥899.00", State: view.Next},
		},
	}
}

func (l tongue) escrow() view.Escrow {
	return view.Escrow{
		Order:    l.order(),
		Balances: []view.Balance{{Name: l.s("担保账户：冻结", "Escrow: frozen"), Side: view.Gold, Sum: yuan(89900)}, {Name: l.s("商家待结算", "Merchant, unsettled"), Side: view.Seller, Sum: yuan(0)}, {Name: l.s("已退买家", "Refunded"), Side: view.Buyer, Sum: yuan(0)}},
		Lines:    []view.LineMoney{{Title: l.s("蓝牙降噪耳机 Pro", "Headphones Pro"), Paid: yuan(89900), Held: yuan(0), Frozen: yuan(89900), Refunded: yuan(0), Release: yuan(0)}},
		Journal: []view.Posting{
			{At: on(9, 14, 9, 41), What: l.s("争议冻结", "Frozen for a dispute"), Why: "T02", Proof: "c3f1…08bb", Frozen: yuanp(89900)},
			{At: on(9, 9, 20, 31), What: l.s("付款转入担保账户", "Payment into escrow"), Proof: "08ad…f5e2", Buyer: yuanp(-89900), Held: yuanp(89900)},
		},
		Sum: l.s("各账户之和为零。", "All accounts add up to zero."),
	}
}

func (l tongue) draft(step string) view.Draft {
	d := view.Draft{
		Tag: "t7", Order: l.caseFor("buyer").Subjects, About: []view.Pair{{Name: l.s("问题", "Problem"), Value: l.s("签收未收到", "Signed for, not received")}, {Name: l.s("实付", "Paid"), Value: "¥899.00"}},
		After:   []view.Check{{OK: true, Text: l.s("相关货款立即冻结，商家不能提走", "The money in dispute is frozen at once")}, {OK: true, Text: l.s("24 小时内告知是否受理", "Within 24 hours you hear whether it is accepted")}},
		Expires: on(10, 14, 0, 0),
	}
	switch step {
	case "problem":
		d.Fields = []dispute.Field{
			{Name: "reason", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "D3"}, {Value: "Q1"}}, Default: "D3"},
			{Name: "story", Kind: dispute.Text, Required: true, Max: 2000, Sealed: true},
		}
	case "evidence":
		d.Brought = []view.Check{{OK: true, Text: l.s("订单与支付记录", "Order and payment")}, {OK: true, Text: l.s("物流轨迹（9月12日 14:06 驿站代收）", "Tracking (pick-up point, 12 Sep 14:06)")}}
		d.Asked = []view.Request{{Kind: "CHAT", Name: l.s("聊天记录：与驿站或快递员的联系", "Chat: with the pick-up point or courier"), Hint: l.s("保留完整记录", "Keep the whole of it"), Files: 1}, {Kind: "PHO", Name: l.s("照片：家门口", "Photo: your door"), None: true}, {Kind: "VID", Name: l.s("视频：监控", "Video: camera")}}
		d.Kinds = []view.Pair{{Name: "CHAT", Value: l.s("聊天记录", "Chat record")}, {Name: "PHO", Value: l.s("照片", "Photo")}}
		d.Kept = l.lockerItems()
		d.Files = []view.DraftFile{{ID: "f1", Name: l.s("驿站老板微信回复.png", "answer.png"), Size: "1.2 MB", Proof: "7f3a…c21d", Kind: l.s("聊天记录", "Chat record"), Proves: l.s("系统里查不到这个单号", "The waybill is unknown there"), Icon: "image"}}
	case "claim":
		d.Warn = []string{l.s("请求可以超过已付金额；冻结以已付的 ¥899.00 为限。", "A claim may exceed what was paid; the freeze may not.")}
		d.Fields = []dispute.Field{
			{Name: "remedy", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "refund"}, {Value: "reship"}}, Default: "refund"},
			{Name: "sum", Kind: dispute.Sum, Required: true, Min: 1, Max: 269700, Currency: "CNY", Default: "89900"},
		}
	case "check":
		d.Sums = []view.Section{
			{Title: l.s("问题", "Problem"), EditURL: "/file/" + sampleDraft.String() + "/problem", Rows: []view.Pair{{Name: l.s("是什么", "What"), Value: l.s("签收未收到", "Signed for, not received")}, {Name: l.s("经过", "Story"), Value: l.s("显示已签收，\n但我没有收到。", "Marked as delivered,\nbut not to me.")}}},
			{Title: l.s("请求", "Claim"), EditURL: "/file/" + sampleDraft.String() + "/claim", Rows: []view.Pair{{Name: l.s("退款", "Refund"), Value: "¥899.00"}}},
		}
		d.Fields = []dispute.Field{{Name: "channel_ok", Kind: dispute.Confirm, Required: true}}
	}
	return d
}

func (l tongue) workbench(ask Work, rows []view.CaseRow) view.Workbench {
	b := view.Workbench{
		Tab: "mine", Query: ask.Query, First: ask.After == "", After: "next", Take: true,
		Tabs:    []view.Tab{{Code: "mine", Name: l.s("我的", "Mine"), N: 12}, {Code: "unassigned", Name: l.s("待分配", "Unassigned"), N: 5}, {Code: "team", Name: l.s("本组", "Team"), N: 64}, {Code: "overdue", Name: l.s("已逾期", "Overdue"), N: 1}},
		Filters: []view.Select{{Name: "stage", Label: l.s("走到哪一步", "Stage"), Chosen: ask.Stage, Options: []view.Pair{{Name: l.s("受理", "Intake"), Value: "intake"}, {Name: l.s("调解", "Mediation"), Value: "mediation"}}}},
		Counted: []view.Count{{Name: l.s("等您处理", "Your turn"), Value: "3", Beside: l.s("我的", "Mine")}},
		Loads:   []view.Load{{Name: l.s("周予安（您）", "Zhou Yu’an (you)"), You: true, N: 12, Most: 20}, {Name: l.s("何嘉", "He Jia"), N: 18, Most: 20}},
		Title:   l.s("质量问题：智能手表充电发烫", "Faulty: watch gets hot when charging"),
		Urgent:  &view.Deadline{Mine: true, Act: l.s("受理或不予受理", "accept or reject"), Began: on(9, 20, 16, 2), Due: on(9, 21, 16, 2), Otherwise: l.s("到期自动暂先受理。", "Otherwise it is accepted provisionally."), URL: caseURL, ActName: l.s("处理最急的一件", "Open the most urgent")},
	}
	if ask.Tab != "" {
		b.Tab = ask.Tab
	}
	for i, r := range rows {
		b.Rows = append(b.Rows, view.BenchRow{CaseRow: r, ID: "case_" + strconv.Itoa(i), Why: l.s("期限更早", "Due earlier"), Vacant: i == 1})
	}
	return b
}

func (l tongue) outgoing() view.Outgoing {
	return view.Outgoing{
		First: true,
		Rows: []view.Sent{
			{At: on(9, 21, 15, 2), Channel: l.s("短信", "SMS"), To: "138****8000", Subject: l.s("商家提出了新方案", "The merchant made a new offer"), Body: l.s("请登录查看，9月24日 18:00 前有效。", "Please sign in; it is valid until 24 Sep, 18:00."), State: view.Chip{Tone: view.Fine, Text: l.s("已收到回执", "Receipt came")}, Receipt: on(9, 21, 15, 3)},
			{At: on(9, 18, 9, 5), Channel: l.s("电子邮件", "E-mail"), To: "b***@example.com", Subject: l.s("举证通知", "Evidence round"), Body: l.s("请打开一次性链接。", "Please open the one-time link."), State: view.Chip{Tone: view.Bad, Text: l.s("发送失败", "Failed")}, Link: &view.Link{Name: "/l/once", URL: "/l/once"}},
		},
		Channels: []view.FailSwitch{{Code: "sms", Name: l.s("短信", "SMS")}, {Code: "mail", Name: l.s("电子邮件", "E-mail"), Failing: true}},
	}
}

func (l tongue) rules() view.Rules {
	return view.Rules{
		Name: l.s("天平标准程序", "Tianping standard procedure"), Version: "1", Effective: l.s("2026年1月1日起施行", "in force since 1 January 2026"), Hash: strings.Repeat("5f2a", 16),
		Intro:   []string{l.s("这一页由正在使用的程序文件生成，与系统执行的完全一致。", "This page is made from the procedure file in use: it is what the system does.")},
		Others:  []view.Link{{Name: l.s("另一种程序（示例）", "Another procedure (sketch)"), URL: "/rules?procedure=other"}},
		Phases:  []view.RulePhase{{Name: l.s("协商", "Negotiation"), Stages: []view.RuleStage{{Code: "NEGOTIATING", Name: l.s("协商", "Negotiation"), Owner: l.s("双方", "both sides"), Periods: l.ruleClocks(), May: []view.MayDo{{Who: l.s("被申请人", "Respondent"), Acts: []string{l.s("答复请求", "answer the claims"), l.s("提出方案", "make an offer")}}}}}}},
		Clocks:  l.ruleClocks(),
		Moves:   []view.RuleMove{{Code: "escalate", Name: l.s("申请平台介入", "Ask the platform to step in"), By: l.s("申请人、被申请人", "claimant, respondent"), From: l.s("协商", "negotiation"), If: l.s("第 3 个工作日起，或对方拒绝、沉默", "from working day 3, or after a refusal or silence"), To: l.s("举证", "evidence")}},
		Grants:  []view.RuleGrant{{ID: "R-07", Text: l.s("调解过的人不能裁决同一案件。", "Who mediated a case may not decide it."), Source: "M139"}},
		Reasons: []view.RuleReason{{Code: "D3", Name: l.s("签收未收到", "Signed for, not received"), Burden: l.s("商家", "merchant"), Evidence: l.s("签收凭证、物流轨迹", "proof of delivery, tracking"), Remedies: l.s("退款、补发", "refund, send again")}},
	}
}

func (l tongue) ruleClocks() []view.RuleClock {
	return []view.RuleClock{{
		Code: "K_ANS", Name: l.s("首次答复", "First answer"), Length: l.s("48 小时；尚未发货：24 小时", "48 hours; not yet dispatched: 24 hours"), Starts: l.s("申请送达", "service of the filing"),
		Extends: []string{l.s("申请人可以延长 3 个工作日，只能一次", "The claimant may extend it by 3 working days, once")}, Then: []string{l.s("进入举证。", "The case goes on to evidence.")},
	}}
}
