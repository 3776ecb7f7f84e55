package demo

import "time"

// wares are what is sold.
func wares() []goods {
	return []goods{
		{title: "无线降噪耳机 云雀 X2 曜石黑", qty: 1, minor: 89900},
		{title: "手冲咖啡壶套装 600 毫升", qty: 1, minor: 25900},
		{title: "纯棉四件套 1.8 米床 雾蓝", qty: 1, minor: 39900},
		{title: "儿童学习桌 可升降", qty: 1, minor: 128800},
		{title: "不锈钢保温杯 500 毫升", qty: 2, minor: 9900},
		{title: "智能台灯 护眼款", qty: 1, minor: 19900},
		{title: "登山双肩包 30 升", qty: 1, minor: 34900},
		{title: "机械键盘 87 键 茶轴", qty: 1, minor: 45900},
		{title: "羊毛围巾 驼色", qty: 1, minor: 16900},
		{title: "空气炸锅 5 升", qty: 1, minor: 29900},
		{title: "有机大米 10 公斤", qty: 1, minor: 8900},
		{title: "折叠自行车 20 寸", qty: 1, minor: 159900},
	}
}

// scenes are the cases of the demo. Dates are chosen so that each stands in another
// stage on Monday, 14 September 2026, 09:00.
func scenes() []scene {
	notReceived := claim("E1", "REFUND_ONLY")
	back := claim("B1", "RETURN_REFUND")
	var all []scene
	add := func(name string, steps ...step) { all = append(all, scene{name: name, steps: steps}) }
	more := func(name string, change func(*scene), steps ...step) {
		s := scene{name: name, steps: steps}
		change(&s)
		all = append(all, s)
	}

	// intake
	add("draft", step{at: sep(13, 20, 0)})
	add("protected", do(sep(13, 21, 0), "claimant", "protect", "lines/0/line", "1", "lines/0/qty", "1", "reason", "E1"))
	for i := range 2 {
		add("submitted", do(sep(14, 7, 10+i*10), "claimant", "submit", notReceived...))
	}
	add("supplement", do(sep(10, 10, 0), "claimant", "submit", notReceived...), do(sep(10, 16, 0), "officer", "ask_cure", "ground", "order"))
	rejected := []step{do(sep(10, 11, 0), "claimant", "submit", notReceived...), do(sep(10, 15, 0), "officer", "reject", "ground", "NOT_OURS")}
	add("rejected", rejected...)
	add("rejection review", append(rejected, do(sep(12, 10, 0), "claimant", "review_rejection"))...)

	// negotiation
	for i := range 2 {
		add("negotiating", opened(sep(11, 9, 20+i), sep(11, 11, i), notReceived)...)
	}
	add("offer and counter-offer", opened(sep(11, 9, 30), sep(11, 10, 30), back,
		do(sep(12, 11, 0), "respondent", "offer", "terms/0/claim", "1", "terms/0/amount", "12000", "hours", "72", "note", "商品可正常使用，愿意部分退款。"),
		do(sep(12, 20, 0), "claimant", "offer", "terms/0/claim", "1", "terms/0/amount", "26000", "hours", "96", "note", "与描述差别较大，希望多退一些。"))...)
	add("awaiting choice", opened(sep(2, 9, 0), sep(2, 11, 0), back,
		do(sep(4, 10, 0), "respondent", "answer", "answers/0/answer", "contest"),
		do(sep(4, 10, 30), "respondent", "offer", "terms/0/claim", "1", "terms/0/amount", "6000", "hours", "168"))...)

	// evidence, mediation, decision
	for i := range 2 {
		add("evidence", escalated(sep(8, 9, i), sep(8, 10, i), sep(10, 10, i), sep(11, 10, i), notReceived)...)
	}
	add("silent merchant", opened(sep(8, 9, 30), sep(8, 11, 0), notReceived)...)
	round := func(i int, c []string, consent string, rest ...step) []step {
		return escalated(sep(1, 9, i), sep(1, 10, i), sep(3, 10, i), sep(3, 15, i), c, append(heard(sep(7, 9, i), consent), rest...)...)
	}
	for i := range 2 {
		add("mediating", round(i, notReceived, "yes")...)
	}
	add("mediator's proposal", round(4, back, "yes", do(sep(9, 10, 0), "seat:mediator", "propose", "terms/0/claim", "1", "terms/0/amount", "9000", "note", "双方各让一步。"))...)
	for i := range 2 {
		add("adjudicating", round(5+i, notReceived, "no")...)
	}
	rule := do(sep(9, 15, 0), "seat:adjudicator", "rule", notShown("results/0/result", "granted", "results/0/fault", "yes")...)
	partly := do(sep(9, 15, 30), "seat:adjudicator", "rule", notShown("results/0/result", "partly", "results/0/amount", "5000")...)
	add("ruled", round(10, notReceived, "no", rule)...)
	add("ruled partly", round(11, notReceived, "no", partly)...)
	add("appeal", round(12, notReceived, "no", partly, do(sep(10, 10, 0), "claimant", "appeal", "points/0/claim", "1"), do(sep(10, 11, 0), "respondent", "waive_appeal"))...)
	more("rule decided", func(s *scene) { s.goods = []goods{{title: "预售吹风机", qty: 1, minor: 29900, unsent: true}} }, opened(sep(7, 9, 0), sep(7, 10, 0), claim("D2", "REFUND_ONLY"))...)
	more("final answer due", func(s *scene) { s.own = true }, escalated(sep(1, 11, 0), sep(1, 12, 0), sep(3, 11, 0), sep(3, 16, 0), notReceived, heard(sep(7, 11, 0), "no")...)...)

	// settlements and their performance
	settle := func(i int, c []string, terms []string, rest ...step) []step {
		return opened(sep(7, 9, i), sep(7, 10, i), c, append([]step{
			do(sep(8, 15, i), "respondent", "offer", append([]string{"terms/0/claim", "1", "hours", "72"}, terms...)...), do(sep(9, 10, i), "claimant", "accept_offer", "offer", "2"),
		}, rest...)...)
	}
	add("settled and paid", settle(1, notReceived, []string{"terms/0/amount", "8000"})...)
	add("settlement challenged", settle(2, notReceived, []string{"terms/0/amount", "5000"}, do(sep(11, 10, 0), "claimant", "challenge_settlement", "ground", "mistake"))...)
	returns := []string{"terms/0/amount", "15000", "terms/0/return", "yes"}
	add("address awaited", opened(sep(10, 9, 0), sep(10, 10, 0), back,
		do(sep(11, 15, 0), "respondent", "offer", "terms/0/claim", "1", "hours", "72", "terms/0/amount", "15000", "terms/0/return", "yes"), do(sep(12, 20, 0), "claimant", "accept_offer", "offer", "2"))...)
	address := do(sep(10, 10, 0), "respondent", "give_address")
	send := do(sep(11, 20, 0), "claimant", "send_back", "carrier", "SF")
	signed := do(sep(13, 10, 0), "carrier", "return_signed")
	add("return due", settle(4, back, returns, address)...)
	add("return on its way", settle(5, back, returns, address, send)...)
	add("return to be inspected", settle(6, back, returns, address, send, signed)...)
	add("return contested", settle(7, back, returns, address, send, signed, do(sep(13, 12, 0), "respondent", "contest_return", "ground", "wrong_item"))...)
	add("replacement awaited", settle(8, back, []string{"terms/0/reship", "yes"})...)
	add("replacement on its way", settle(9, back, []string{"terms/0/reship", "yes"}, do(sep(10, 15, 0), "respondent", "ship_replacement", "carrier", "SF"))...)
	add("act due", settle(10, back, []string{"terms/0/act", "yes", "terms/0/days", "14"})...)
	more("paid out already", func(s *scene) { s.gone, s.signed = true, 240*time.Hour }, opened(sep(10, 9, 30), sep(10, 10, 30), claim("A1", "PARTIAL", "claims/0/amount", "6000"), do(sep(12, 9, 0), "respondent", "accept_offer", "offer", "1"))...)

	// holds
	add("stayed by both", escalated(sep(8, 14, 0), sep(8, 15, 0), sep(10, 14, 0), sep(11, 14, 0), notReceived,
		do(sep(12, 10, 0), "claimant", "consent_stay", "claims", "1"), do(sep(12, 11, 0), "respondent", "stay", "claims", "1"))...)
	add("police letter", escalated(sep(8, 14, 5), sep(8, 15, 5), sep(10, 14, 5), sep(11, 14, 5), notReceived, do(sep(12, 12, 0), "officer", "stay", "basis", "body", "claims", "1"))...)
	add("police proof", escalated(sep(8, 14, 6), sep(8, 15, 6), sep(10, 14, 6), sep(11, 14, 6), notReceived,
		do(sep(12, 12, 5), "officer", "stay", "basis", "body", "claims", "1"), do(sep(12, 15, 5), "officer", "prove_held"))...)
	add("court holds it", escalated(sep(8, 14, 10), sep(8, 15, 10), sep(10, 14, 10), sep(11, 14, 10), notReceived,
		do(sep(12, 13, 0), "claimant", "external_accepted", "body", "court", "claims", "1"))...)
	add("12315 accepted", escalated(sep(8, 14, 12), sep(8, 15, 12), sep(10, 14, 12), sep(11, 14, 12), notReceived,
		do(sep(12, 13, 5), "claimant", "external_accepted", "body", "regulator", "claims", "1"))...)
	add("test ordered", escalated(sep(8, 14, 15), sep(8, 15, 15), sep(10, 14, 15), sep(11, 14, 15), back, do(sep(12, 14, 0), "officer", "order_test", "claims", "1"))...)
	add("account locked", opened(sep(11, 9, 40), sep(11, 11, 40), notReceived, do(sep(12, 9, 0), "officer", "party_event", "event", "lock_party", "party", "R"))...)
	add("buyer died", opened(sep(11, 9, 45), sep(11, 11, 45), notReceived, do(sep(12, 9, 10), "officer", "party_event", "event", "substitute", "party", "C"))...)
	add("merchant insolvent", opened(sep(11, 9, 50), sep(11, 11, 50), notReceived, do(sep(12, 9, 20), "officer", "party_event", "event", "insolvency_opened", "party", "R"))...)

	// closed
	add("withdrawn", opened(sep(3, 9, 0), sep(3, 10, 0), notReceived, do(sep(4, 9, 0), "claimant", "withdraw", "claims", "1"))...)
	add("agreed to what was asked", opened(sep(1, 9, 40), sep(1, 10, 40), notReceived, do(sep(2, 9, 0), "respondent", "accept_offer", "offer", "1"))...)
	add("nobody acted", opened(at(time.July, 14, 9, 0), at(time.July, 14, 10, 0), notReceived)...)
	add("not pursued", opened(at(time.August, 10, 9, 0), at(time.August, 10, 10, 0), back,
		do(at(time.August, 12, 10, 0), "respondent", "answer", "answers/0/answer", "contest"), do(at(time.August, 12, 11, 0), "respondent", "offer", "terms/0/claim", "1", "terms/0/amount", "3000"))...)
	add("dismissed", escalated(at(time.August, 3, 9, 0), at(time.August, 3, 10, 0), at(time.August, 5, 10, 0), at(time.August, 5, 15, 0), notReceived,
		append(heard(at(time.August, 7, 9, 0), "no"), do(at(time.August, 11, 10, 0), "seat:adjudicator", "rule", notShown("results/0/result", "dismissed", "results/0/reason", "买家的陈述与物流记录不符，请求没有证据支持。")...))...)...)
	more("merchant files", func(s *scene) { s.filer, s.gone, s.signed = "shop", true, 240*time.Hour }, opened(sep(11, 16, 0), sep(11, 17, 0), claim("L3", "RECOVER_PRICE", "claims/0/amount", "9900"))...)
	return all
}

// notShown are the findings of a decision about a parcel that nobody received.
func notShown(results ...string) []string {
	return append([]string{
		"facts/0/claim", "1", "facts/0/issue", "buyer_STM", "facts/0/fact", "物流信息显示包裹已签收，没有收件人本人的签名。",
		"facts/0/status", "found", "facts/0/exhibits", "1", "facts/0/cites", "EXPRESS 26",
		"facts/1/claim", "1", "facts/1/issue", "merchant_LOG", "facts/1/fact", "收件人事先同意由他人代收。",
		"facts/1/status", "not_found", "facts/1/cites", "CivC 512,CivC 604",
	}, results...)
}
