package web

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// shopOf is the desk of the sample's merchant, and talkOf what is said beside a case.
type (
	shopOf struct{ h *house }
	talkOf struct{ h *house }
)

// mine answers in the visitor's language, or that it is not for him.
func (h *house) mine(who view.Visitor, of id.Case) (tongue, error) {
	if of != sampleCase || who.Side != view.Seller {
		return tongue(who.Lang), ErrUnknown
	}
	return tongue(who.Lang), nil
}

func (l tongue) shopRow() view.ShopRow {
	return view.ShopRow{
		CaseRow: (&house{}).rows(l)[0], By: on(9, 21, 18, 0), Act: l.s("答复请求", "Answer the claims"), Cost: l.s("不答复，案件进入举证，记一次超时。", "No answer: the case goes on to evidence and a delay is recorded."),
		Risk: yuan(89900), Offer: l.s("买家提出 ¥719.20", "The buyer asks ¥719.20"), Goods: l.s("蓝牙降噪耳机 Pro", "Headphones Pro"), Carrier: l.s("中通快递", "ZTO"), Charge: l.s("王敏", "Wang Min"),
		QuickURL: "/shop/cases/" + sampleCase.String() + "/answer",
	}
}

func (s shopOf) Desk(_ context.Context, who view.Visitor, ask ShopAsk) (view.ShopDesk, error) {
	l := tongue(who.Lang)
	if who.Side != view.Seller {
		return view.ShopDesk{}, ErrUnknown
	}
	d := view.ShopDesk{
		Title: l.s("北辰数码专营店", "Beichen Digital"), Tabs: []view.Tab{{Code: "open", Name: l.s("未结", "Open")}, {Code: "closed", Name: l.s("已结", "Closed")}}, Tab: "open", Query: ask.Query, FirstPage: true,
		Filters: []view.Select{{Name: "carrier", Label: l.s("快递", "Carrier"), Options: []view.Pair{{Name: l.s("中通快递", "ZTO"), Value: "zto"}}}},
	}
	if s.h.bare {
		return d, nil
	}
	row, waits := l.shopRow(), l.shopRow()
	waits.By, waits.QuickURL = on(9, 30, 0, 0), ""
	d.Waiting, d.First, d.After = 1, &row, "next"
	d.Groups = []view.ShopGroup{{Code: "today", Name: l.s("今天", "Today"), Beside: l.s("9月21日", "21 Sep"), N: 1, Rows: []view.ShopRow{row}}, {Code: "others", Name: l.s("等别人", "Waiting for others"), N: 1, More: true, Rows: []view.ShopRow{waits}}}
	d.Money = []view.Pair{{Name: l.s("冻结", "Frozen"), Value: "¥899"}, {Name: l.s("保证金", "Deposit"), Value: "¥10,000"}}
	d.Reminder, d.Asks = l.s("今天 18:00 前有 1 件要答复。", "One case has to be answered before 18:00 today."), l.asking(true).Questions[:1]
	d.Mail = []view.Link{{Name: l.s("订单 DD202609090083 有新消息", "Something new about order DD202609090083"), URL: orderURL + "/talk"}}
	return d, nil
}

func (s shopOf) Money(_ context.Context, who view.Visitor, after string) (view.ShopMoney, error) {
	l := tongue(who.Lang)
	if who.Side != view.Seller {
		return view.ShopMoney{}, ErrUnknown
	}
	out := view.ShopMoney{First: after == "", Kpis: []view.Count{{Name: l.s("冻结", "Frozen"), Value: "¥899", Beside: l.s("1 个订单", "1 order")}}}
	if s.h.bare {
		return out, nil
	}
	paid := []view.ShopPayment{{What: l.s("退款", "Refund"), Sum: yuan(3000), Asked: on(9, 20, 9, 0), Told: on(9, 20, 9, 1), State: view.Chip{Tone: view.Fine, Text: l.s("已确认", "Confirmed")}}}
	out.Shops = []view.ShopDeposit{{Name: l.s("北辰数码专营店", "Beichen Digital"), Free: yuan(1000000), Frozen: yuan(5000), Payouts: paid}}
	out.Orders = []view.ShopOrder{{URL: orderURL, Title: l.s("蓝牙降噪耳机 Pro", "Headphones Pro"), Number: "DD202609090083", Total: yuan(89900), Held: yuan(0), Frozen: yuan(89900), Risk: yuan(89900), State: view.Chip{Tone: view.Golden, Text: l.s("争议冻结", "Frozen")}, Payments: paid, Cases: []view.Link{{Name: "TP-2026-0921-0047-3", URL: caseURL}}}}
	return out, nil
}

func (l tongue) quick() view.Quick {
	b := l.brief()
	return view.Quick{
		Of: b, Claims: l.claims(), Deadline: l.deadline(true), NextURL: "/shop", FullURL: caseURL,
		Answers: []view.QuickAnswer{
			{Code: "full", Kind: "full", Name: l.s("全部同意", "Agree to all"), Says: l.s("退 ¥899.00", "Refund ¥899.00"), Sum: yuanp(89900), Over: l.s("超过您可以决定的 ¥500.00", "More than the ¥500.00 you may decide"), AskURL: b.AskURL() + "?choose=full"},
			{Code: "offer-0", Kind: "offer", Name: l.s("退一半", "Refund half"), Says: "¥449.50", Sum: yuanp(44950)},
			{Code: "contest", Kind: "contest", Name: l.s("不同意", "Contest"), Says: l.s("进入举证", "On to evidence")},
		},
	}
}

func (s shopOf) Quick(_ context.Context, who view.Visitor, of id.Case) (view.Quick, error) {
	l, err := s.h.mine(who, of)
	return l.quick(), err
}

func (s shopOf) Foresee(_ context.Context, who view.Visitor, of id.Case, choice string) (view.QuickConfirm, error) {
	l, err := s.h.mine(who, of)
	if err == nil && choice == "late" {
		err = s.h.refusal(l)
	}
	q := l.quick()
	return view.QuickConfirm{Quick: q, Chosen: q.Answers[1], Foresight: l.foresight(), Text: l.s("我们愿意退一半。", "We offer half.")}, err
}

func (s shopOf) Answer(_ context.Context, who view.Visitor, of id.Case, _, key string) (view.Recorded, error) {
	l, err := s.h.mine(who, of)
	return view.Recorded{ID: "case-24", Seq: 24, At: now, Title: l.s("已答复", "Answered"), BackURL: caseURL, Again: key == ""}, err
}

func (s shopOf) Done(_ context.Context, who view.Visitor, of id.Case, _ string) (view.QuickDone, error) {
	l, err := s.h.mine(who, of)
	next := l.shopRow()
	return view.QuickDone{Of: l.brief(), Done: view.Recorded{ID: "case-24", Seq: 24, At: now, Title: l.s("已答复请求 1", "Claim 1 was answered"), BackURL: caseURL}, Next: &next, Waiting: 1}, err
}

func (l tongue) asking(superior bool) view.Asking {
	q := l.quick()
	return view.Asking{
		Of: q.Of, Superior: superior, Proposed: &q.Answers[0],
		Questions: []view.Asked{
			{No: 1, From: l.s("王敏", "Wang Min"), At: on(9, 21, 14, 0), What: l.s("全部同意", "Agree to all"), Sum: yuan(89900), Note: l.s("买家是老客户。", "A regular customer."), State: view.Chip{Tone: view.Warn, Text: l.s("等主管", "Waiting for the supervisor")}, MayAnswer: superior, CaseURL: caseURL, CaseTitle: q.Of.Title, URL: q.Of.AskURL()},
			{No: 2, From: l.s("王敏", "Wang Min"), At: on(9, 20, 14, 0), What: l.s("退一半", "Refund half"), Sum: yuan(44950), Remark: l.s("可以。", "Go on."), State: view.Chip{Tone: view.Fine, Text: l.s("已同意", "Agreed")}, Answerer: l.s("李总", "Ms Li"), Answered: on(9, 20, 15, 0), CaseURL: caseURL, CaseTitle: q.Of.Title, URL: q.Of.AskURL()},
		},
	}
}

func (t talkOf) Asking(_ context.Context, who view.Visitor, of id.Case, choice string) (view.Asking, error) {
	l, err := t.h.mine(who, of)
	a := l.asking(choice == "")
	if choice == "" {
		a.Proposed = nil
	}
	return a, err
}

func (t talkOf) Ask(_ context.Context, who view.Visitor, of id.Case, _, note, _ string) error {
	l, err := t.h.mine(who, of)
	if err == nil && note == "" {
		err = &Refused{view.Refusal{Code: "page/note", Title: l.s("请写一句为什么", "Please say why in a sentence")}}
	}
	return err
}

func (t talkOf) Approve(context.Context, view.Visitor, id.Case, int, string) error { return nil }

func (t talkOf) Remark(context.Context, view.Visitor, id.Case, int, string, string) error { return nil }

func (l tongue) compose(draft string, looked bool) view.Compose {
	c := view.Compose{Text: draft, Most: 2000}
	if looked {
		c.Advice = []string{l.s("没有说明何时退款。", "It does not say when the refund comes.")}
	}
	return c
}

func (t talkOf) Words(_ context.Context, who view.Visitor, of id.Case, draft string, looked bool) (view.Words, error) {
	l, err := t.h.mine(who, of)
	return view.Words{Of: l.brief(), Compose: l.compose(draft, looked)}, err
}

func (t talkOf) AnswerInWords(_ context.Context, who view.Visitor, of id.Case, _, _ string) (view.Recorded, error) {
	l, err := t.h.mine(who, of)
	return view.Recorded{ID: "case-24", Title: l.s("已答复", "Answered"), BackURL: caseURL}, err
}

func (t talkOf) Direct(_ context.Context, who view.Visitor, of id.Order, draft string, looked bool) (view.DirectTalk, error) {
	l := tongue(who.Lang)
	d := view.DirectTalk{Order: "DD202609090083", Title: l.s("蓝牙降噪耳机 Pro", "Headphones Pro"), OrderURL: orderURL, With: l.s("北辰数码专营店", "Beichen Digital"), Compose: l.compose(draft, looked)}
	if !t.h.own(who, of) {
		return d, ErrUnknown
	}
	if !t.h.bare {
		d.Messages = l.talk(func(w view.Who) view.Who { w.You = w.Side == view.Buyer; return w }, "").Messages
		d.FileURL, d.Unread, d.Cases = orderURL+"/talk/file", 1, []view.Link{{Name: "TP-2026-0921-0047-3", URL: sampleCase.String()}}
	}
	return d, nil
}

func (t talkOf) Say(context.Context, view.Visitor, id.Order, string, string) error { return nil }

func (t talkOf) Seen(context.Context, view.Visitor, id.Order, string) error { return nil }

func (t talkOf) Record(context.Context, view.Visitor, id.Order) (string, []byte, error) {
	return "talk.txt", []byte("—"), nil
}

func (t talkOf) Attach(context.Context, view.Visitor, id.Order, id.Case, string) (view.Recorded, error) {
	return view.Recorded{ID: "case-24", BackURL: caseURL}, nil
}
