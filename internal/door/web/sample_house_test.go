package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// house stands behind the site in tests: it shows the sample to who may see it,
// and remembers what was done. A test sets fail to make the next act go wrong.
type house struct {
	mu     sync.Mutex
	did    map[string]dispute.Answers // by key
	acts   []string
	opened []string
	saved  map[string]dispute.Answers
	fail   error
	gone   bool // the act is no longer possible
	to     time.Time
	bare   bool // lists are empty
	long   int  // least entries of a timeline
	seen   string
}

func newHouse() *house {
	return &house{did: map[string]dispute.Answers{}, saved: map[string]dispute.Answers{}}
}

// steadyDice makes keys that are always the same, so that pages can be compared.
type steadyDice struct{}

func (steadyDice) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 7
	}
	return len(p), nil
}

func newSite(h *house) *Site {
	return &Site{
		Ports: Ports{Gate: h, Front: h, Orders: h, Filing: filingOf{h}, Cases: h, Moves: h, Files: h, Workbench: h, Notices: mailOf{h}, Links: h, Rules: h, Sandbox: h, Live: h, Rooms: roomsOf{h}, Papers: h, Paying: h, Shop: shopOf{h}, Talk: talkOf{h}, Sent: sentOf{h}, Locker: lockerOf{h}},
		Words: func(l text.Lang) form.Words { return sampleWords{tongue(l)} },
		Dice:  steadyDice{}, FileBytes: 1 << 20, Log: slog.New(slog.DiscardHandler),
	}
}

// visitors of the sample, by session token.
func visitor(token string) (view.Visitor, bool) {
	v := view.Visitor{Market: id.From[id.Market]([16]byte{1}), Unread: 2}
	switch token {
	case "buyer":
		v.Name, v.Side = "林晓雯", view.Buyer
	case "shop":
		v.Name, v.Side = "北辰数码", view.Seller
	case "mediator":
		v.Name, v.Side, v.Staff = "周予安", view.Staff, true
	case "adjudicator":
		v.Name, v.Side, v.Staff = "沈知衡", view.Gold, true
	case "stranger":
		v.Name, v.Side = "Somebody", view.Buyer
	default:
		return v, false
	}
	v.Account, v.Runs = token, token == "mediator" // in the sample he also runs the sandbox
	v.Person = id.From[id.Person]([16]byte{9, token[0], token[1]})
	return v, true
}

func (h *house) Visitor(_ context.Context, token string, _ text.Lang) (view.Visitor, error) {
	if v, ok := visitor(token); ok {
		return v, nil
	}
	return view.Visitor{}, ErrNoSession
}

func (h *house) SignIn(_ context.Context, in SignIn) (string, time.Duration, error) {
	if h.fail != nil {
		return "", 0, h.fail
	}
	if _, ok := visitor(in.Account); !ok || in.Password != "open" {
		return "", 0, ErrCredentials
	}
	return in.Account, time.Hour, nil
}

func (h *house) SignOut(context.Context, string) error { return nil }

func (h *house) DemoAccounts(_ context.Context, lang text.Lang) []view.DemoAccount {
	l := tongue(lang)
	return []view.DemoAccount{
		{Name: l.s("林晓雯", "Lin Xiaowen"), Role: l.s("买家", "buyer"), Side: view.Buyer, Account: "buyer", Password: "open"},
		{Name: l.s("北辰数码", "Beichen Digital"), Role: l.s("商家 · 售后专员", "merchant · after-sales"), Side: view.Seller, Account: "shop", Password: "open"},
		{Name: l.s("周予安", "Zhou Yu’an"), Role: l.s("平台调解员", "mediator"), Side: view.Staff, Account: "mediator", Password: "open"},
		{Name: l.s("沈知衡", "Shen Zhiheng"), Role: l.s("平台裁决员", "adjudicator"), Side: view.Gold, Account: "adjudicator", Password: "open"},
	}
}

func (h *house) Around(context.Context, view.Visitor) (Around, error) {
	return Around{Now: now, Clock: &view.Clock{Now: now, Next: on(9, 24, 18, 0)}}, nil
}

func (h *house) rows(l tongue) []view.CaseRow {
	if h.bare {
		return nil
	}
	return []view.CaseRow{
		{
			URL: caseURL, Number: "TP-2026-0921-0047-3", Title: l.s("签收未收到：蓝牙降噪耳机 Pro", "Signed for, not received: Headphones Pro"), Parties: l.s("买家 林** / 北辰数码", "buyer Lin** / Beichen Digital"),
			Stage: view.Chip{Text: l.s("调解", "Mediation")}, Amount: yuan(89900), Waiting: view.Chip{Tone: view.Warn, Text: l.s("等您回应", "Waiting for you")}, Due: on(9, 24, 18, 0), Mine: true,
		},
		{
			URL: caseURL, Number: "TP-2026-0920-0012-9", Title: l.s("质量问题：智能手表充电发烫", "Faulty: watch gets hot when charging"), Parties: l.s("买家 周** / 澜海电器", "buyer Zhou** / Lanhai"),
			Stage: view.Chip{Text: l.s("受理", "Intake")}, Flags: []view.Chip{{Tone: view.Bad, Text: l.s("涉及人身安全", "Safety")}}, Amount: yuan(129900), Waiting: view.Chip{Tone: view.Bad, Text: l.s("等受理", "To be accepted")}, Due: on(9, 21, 16, 2), Mine: true,
		},
		{
			URL: caseURL, Number: "TP-2026-0915-0003-1", Title: l.s("虚拟商品：素材包下载链接失效", "Digital goods: download link dead"), Parties: l.s("买家 赵** / 像素铺子", "buyer Zhao** / Pixel shop"),
			Stage: view.Chip{Text: l.s("协商", "Talks")}, Amount: yuan(5900), Waiting: view.Chip{Text: l.s("等商家", "Waiting for merchant")}, Due: on(9, 20, 18, 0), Late: true,
		},
	}
}

func (h *house) Start(_ context.Context, who view.Visitor, _ string) (view.Start, error) {
	l := tongue(who.Lang)
	s := view.Start{Problems: []view.Problem{
		{Code: "D3", Name: l.s("签收未收到", "Signed for, not received"), Hint: l.s("显示已签收，但我没拿到", "Marked as delivered, but not to me"), Icon: "package-x", URL: "/file?problem=D3"},
		{Code: "D1", Name: l.s("一直没发货", "Not shipped"), Hint: l.s("超过承诺时间还没发出", "Past the promised time"), Icon: "truck", URL: "/file?problem=D1"},
		{Code: "N1", Name: l.s("与描述不符", "Not as described"), Hint: l.s("颜色、参数、成色对不上", "Colour, specification, condition"), Icon: "copy-x", URL: "/file?problem=N1"},
		{Code: "Q1", Name: l.s("质量有问题", "Faulty"), Hint: l.s("坏的、用不了、有瑕疵", "Broken, useless, flawed"), Icon: "circle-alert", URL: "/file?problem=Q1"},
		{Code: "F1", Name: l.s("怀疑是假货", "Counterfeit?"), Hint: l.s("商标、做工、序列号可疑", "Brand, make, serial number"), Icon: "shield-alert", URL: "/file?problem=F1"},
		{Code: "R1", Name: l.s("退款不顺利", "Refund trouble"), Hint: l.s("商家拒绝、拖延或少退", "Refused, delayed or short"), Icon: "undo-2", URL: "/file?problem=R1"},
	}}
	if who.Known() {
		s.Cases = h.rows(l)
		if len(s.Cases) > 1 {
			s.Cases = s.Cases[:1]
		}
	}
	return s, nil
}

func (h *house) Orders(_ context.Context, who view.Visitor, ask OrdersAsk) (view.OrderList, error) {
	l, query, after := tongue(who.Lang), ask.Query, ask.After
	list := view.OrderList{
		Query: query, ForWho: l.s("我的订单", "My orders"), First: after == "", State: ask.State, Filtered: ask.State != "",
		States: []view.Tab{{Name: l.s("全部", "All")}, {Code: "open", Name: l.s("争议中", "In dispute")}, {Code: "held", Name: l.s("担保中", "Held")}, {Code: "soon", Name: l.s("期限将近", "Due soon")}},
		Month:  view.Select{Name: "month", Label: l.s("下单月份", "Month bought"), Chosen: ask.Month, Options: []view.Pair{{Name: l.s("2026年9月", "September 2026"), Value: "2026-09"}}},
	}
	if h.bare || query == "没有" {
		return list, nil
	}
	list.After = "cursor2"
	list.Rows = []view.OrderRow{
		{ID: sampleOrder.String(), URL: orderURL, Number: "DD202609090083", Title: l.s("蓝牙降噪耳机 Pro（曜石黑）", "Headphones Pro (black)"), Shop: l.s("北辰数码专营店", "Beichen Digital"), At: on(9, 9, 20, 31), Total: yuan(89900), State: view.Chip{Tone: view.Golden, Icon: "lock", Text: l.s("争议冻结", "Frozen")}, Icon: "headphones"},
		{ID: sampleOrder.String(), URL: orderURL, Number: "DD202608300017", Title: l.s("马克杯 ×3、电热水壶", "Mugs ×3, kettle"), Shop: l.s("拾光家居", "Shiguang Home"), At: on(8, 30, 8, 2), Total: yuan(34470), State: view.Chip{Tone: view.Fine, Text: l.s("已放款", "Released")}},
	}
	return list, nil
}

func (h *house) own(who view.Visitor, order id.Order) bool {
	return order == sampleOrder && who.Account != "stranger"
}

func (h *house) Order(_ context.Context, who view.Visitor, order id.Order) (view.Order, error) {
	if !h.own(who, order) {
		return view.Order{}, ErrUnknown
	}
	return tongue(who.Lang).order(), nil
}

func (h *house) Escrow(_ context.Context, who view.Visitor, order id.Order) (view.Escrow, error) {
	if !h.own(who, order) {
		return view.Escrow{}, ErrUnknown
	}
	return tongue(who.Lang).escrow(), nil
}

func (h *house) Cases(_ context.Context, who view.Visitor, query, after string) (view.CaseList, error) {
	return view.CaseList{Query: query, Rows: h.rows(tongue(who.Lang)), First: after == ""}, nil
}

func (h *house) Case(_ context.Context, who view.Visitor, of id.Case, _ string) (view.Case, error) {
	if of != sampleCase || who.Account == "stranger" {
		return view.Case{}, ErrUnknown
	}
	return lengthened(tongue(who.Lang).caseFor(who.Account), h.long), nil
}

func (h *house) refusal(l tongue) *Refused {
	return &Refused{view.Refusal{
		Code: "held", Title: l.s("现在不能申请平台介入", "The platform cannot step in now"),
		Why:      []string{l.s("双方约定中止到 9月30日（周三）24:00，满 7 天后任何一方都可以结束中止。", "Both agreed to wait until Wed 30 Sep, 24:00; after 7 days either may end it.")},
		Possible: []view.Act{{Code: "resume", Name: l.s("结束中止", "End the stay"), URL: caseURL + "/moves/resume", Primary: true}},
		BackURL:  caseURL,
	}}
}

func (h *house) Form(_ context.Context, who view.Visitor, of Of, act, _ string) (view.Move, error) {
	l := tongue(who.Lang)
	if of.Order == sampleOrder && act == "confirm_receipt" {
		m, _ := l.moveFor(act)
		return m, nil
	}
	if of.Case != sampleCase || who.Account == "stranger" {
		return view.Move{}, ErrUnknown
	}
	if h.fail != nil && act == "broken" {
		return view.Move{}, h.fail
	}
	if act == "escalate" || h.gone {
		return view.Move{}, h.refusal(l)
	}
	m, ok := l.moveFor(act)
	if !ok {
		return m, ErrUnknown
	}
	return m, nil
}

func (h *house) Foresee(_ context.Context, who view.Visitor, _ Of, _, _ string, _ dispute.Answers) (view.Foresight, error) {
	return tongue(who.Lang).foresight(), h.fail
}

func (h *house) Do(_ context.Context, who view.Visitor, _ Of, act, _, key string, given dispute.Answers) (view.Recorded, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.fail != nil {
		return view.Recorded{}, h.fail
	}
	l := tongue(who.Lang)
	done := view.Recorded{ID: "case-24", Seq: 24, At: now, Title: l.s("方案 3 已接受", "Offer 3 was accepted"), BackURL: caseURL}
	if _, again := h.did[key]; again {
		done.Again = true
		return done, nil
	}
	h.did[key] = given
	h.acts = append(h.acts, act)
	return done, nil
}

func (h *house) Before(_ context.Context, who view.Visitor, _ Of, _, key string) (view.Recorded, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, known := h.did[key]; !known {
		return view.Recorded{}, ErrUnknown
	}
	return view.Recorded{ID: "case-24", Seq: 24, At: now, Title: tongue(who.Lang).s("方案 3 已接受", "Offer 3 was accepted"), BackURL: caseURL, Again: true}, nil
}

func (h *house) Since(_ context.Context, who view.Visitor, _ Of, seen string) ([]view.Entry, error) {
	if seen != "case-23" {
		return nil, nil
	}
	return []view.Entry{{ID: "case-24", Seq: 24, At: now, Title: tongue(who.Lang).s("双方约定中止", "Both agreed to a stay")}}, nil
}

func (h *house) Put(_ context.Context, _ view.Visitor, _ Of, name string, body io.Reader) (Stored, error) {
	b, err := io.ReadAll(body)
	if strings.HasSuffix(name, ".avi") {
		return Stored{}, ErrFileKind
	}
	return Stored{Digest: strings.Repeat("ab", 32), Name: name, Media: "video/mp4", Bytes: int64(len(b))}, err
}

func (h *house) Open(_ context.Context, who view.Visitor, of id.Case, exhibit string) (File, error) {
	if of != sampleCase || who.Account == "stranger" || exhibit != "E-04" {
		return File{}, ErrUnknown
	}
	return File{Name: "驿站.html", Type: "text/html", Bytes: 8, Body: io.NopCloser(bytes.NewReader([]byte("<script>")))}, nil
}

func (h *house) Workbench(_ context.Context, who view.Visitor, ask Work) (view.Workbench, error) {
	if !who.Staff {
		return view.Workbench{}, ErrUnknown
	}
	return tongue(who.Lang).workbench(ask, h.rows(tongue(who.Lang))), nil
}

func (h *house) Alerts(_ context.Context, who view.Visitor, after string) (view.AlertList, error) {
	if !who.Staff {
		return view.AlertList{}, ErrUnknown
	}
	l, out := tongue(who.Lang), view.AlertList{First: after == ""}
	if !h.bare {
		out.Rows = []view.Alert{{Why: l.s("通知没有送达", "A notice could not be served"), Do: l.s("请找到另一个联系方式再送达。", "Find another contact and serve it again."), For: l.s("客服专员", "officer"), Number: "TP-2026-0919", CaseURL: caseURL, At: on(9, 21, 15, 2)}}
	}
	return out, nil
}

func (h *house) Look(_ context.Context, token string, lang text.Lang) (view.Landing, error) {
	if token != "once" {
		return view.Landing{}, ErrGone
	}
	l := tongue(lang)
	return view.Landing{Subject: l.s("一份给您的通知", "A notice for you"), About: []string{l.s("打开即为送达，并开始计算答复期限。", "Opening it serves it and starts the period for your answer.")}, Button: l.s("打开通知", "Open the notice"), Expires: on(9, 28, 0, 0)}, nil
}

func (h *house) Use(_ context.Context, token string, lang text.Lang) (view.Landed, error) {
	h.opened = append(h.opened, token)
	l := tongue(lang)
	return view.Landed{Title: l.s("争议已送达", "A dispute was served"), Lines: []string{l.s("请在 9月23日（周三）15:20 前答复。", "Please answer before Wed 23 Sep, 15:20.")}, Next: &view.Link{Name: l.s("登录后答复", "Sign in to answer"), URL: "/sign-in"}}, nil
}

func (h *house) Rules(_ context.Context, lang text.Lang, procedure string) (view.Rules, error) {
	if procedure != "" {
		return view.Rules{}, ErrUnknown
	}
	return tongue(lang).rules(), nil
}

func (h *house) Outgoing(_ context.Context, who view.Visitor, _ string) (view.Outgoing, error) {
	return tongue(who.Lang).outgoing(), nil
}

func (h *house) SetFailing(_ context.Context, _ view.Visitor, channel string, failing bool) error {
	if channel == "" {
		return ErrUnknown
	}
	h.acts = append(h.acts, channel)
	return nil
}

func (h *house) TestClock(_ context.Context, who view.Visitor) (view.ClockPage, error) {
	l := tongue(who.Lang)
	return view.ClockPage{
		Clock:  view.Clock{Now: now, Next: on(9, 24, 18, 0)},
		Passed: []view.Passed{{At: on(9, 18, 9, 0), What: l.s("商家逾期未答复，案件进入举证", "The merchant did not answer in time; the case went on to evidence"), Link: view.Link{Name: "TP-2026-0921-0047-3", URL: caseURL}}},
	}, nil
}

func (h *house) StepTo(_ context.Context, who view.Visitor, to time.Time) error {
	if to.Before(now) {
		l := tongue(who.Lang)
		return &Refused{view.Refusal{Code: "backwards", Title: l.s("时钟只能往前拨", "The clock only goes forward")}}
	}
	h.to = to
	return nil
}

// filingOf and mailOf are rooms of the house whose doors have names others have too.
type filingOf struct{ h *house }

func (f filingOf) Choose(ctx context.Context, who view.Visitor, order id.Order, problem, query, after string) (view.FileStart, error) {
	list, err := f.h.Orders(ctx, who, OrdersAsk{Query: query, After: after})
	start := view.FileStart{Problem: problem, Orders: list}
	if f.h.own(who, order) && len(list.Rows) > 0 {
		start.Chosen = &list.Rows[0]
	}
	return start, err
}

func (f filingOf) Begin(_ context.Context, who view.Visitor, in Beginning) (id.Case, error) {
	if !f.h.own(who, in.Order) {
		return id.Case{}, ErrUnknown
	}
	return sampleDraft, nil
}

func (f filingOf) Step(_ context.Context, who view.Visitor, draft id.Case, step string) (view.Draft, error) {
	if draft != sampleDraft || who.Account == "stranger" {
		return view.Draft{}, ErrUnknown
	}
	d := tongue(who.Lang).draft(step)
	d.Given = f.h.saved[step]
	return d, nil
}

func (f filingOf) Save(_ context.Context, _ view.Visitor, _ id.Case, step, tag string, given dispute.Answers) (string, error) {
	if tag != "t7" {
		return "", ErrChanged
	}
	f.h.saved[step] = given
	return "t8", nil
}

func (f filingOf) Attach(_ context.Context, _ view.Visitor, _ id.Case, file Stored, kind, proves string) error {
	f.h.acts = append(f.h.acts, strings.TrimSpace("attach "+file.Name+" "+kind+" "+proves))
	return nil
}

func (f filingOf) Lack(_ context.Context, _ view.Visitor, _ id.Case, kind string, none bool) error {
	f.h.acts = append(f.h.acts, fmt.Sprintf("lack %s %t", kind, none))
	return nil
}

func (f filingOf) Protect(_ context.Context, _ view.Visitor, _ id.Case, _ string) error {
	f.h.acts = append(f.h.acts, "protect")
	return nil
}

func (f filingOf) Detach(_ context.Context, _ view.Visitor, _ id.Case, file string) error {
	f.h.acts = append(f.h.acts, "detach "+file)
	return nil
}

func (f filingOf) Submit(_ context.Context, _ view.Visitor, _ id.Case, tag, _ string) (view.Recorded, error) {
	if tag != "t8" {
		return view.Recorded{}, ErrChanged
	}
	f.h.acts = append(f.h.acts, "submit")
	return view.Recorded{ID: "case-3", Seq: 3, At: now, BackURL: caseURL}, nil
}

type mailOf struct{ h *house }

func (m mailOf) Notices(_ context.Context, who view.Visitor, after string) (view.NoticeList, error) {
	l := tongue(who.Lang)
	list := view.NoticeList{First: after == ""}
	if m.h.bare {
		return list, nil
	}
	list.Rows = []view.NoticeRow{
		{ID: "n2", Subject: l.s("商家提出了新方案", "The merchant made a new offer"), Case: "TP-2026-0921-0047-3", About: l.s("签收未收到 · 无线耳机", "Signed for, not received · wireless headphones"), At: on(9, 21, 15, 2)},
		{ID: "n1", Subject: l.s("举证通知", "Evidence round"), Case: "TP-2026-0921-0047-3", About: l.s("签收未收到 · 无线耳机", "Signed for, not received · wireless headphones"), At: on(9, 18, 9, 5), Binding: true},
		{ID: "n0", Subject: l.s("申请已收到", "Your filing arrived"), Case: "TP-2026-0921-0047-3", About: l.s("签收未收到 · 无线耳机", "Signed for, not received · wireless headphones"), At: on(9, 14, 9, 41), Read: true},
	}
	return list, nil
}

func (m mailOf) Notice(_ context.Context, who view.Visitor, notice string) (view.Notice, error) {
	if notice != "n1" && notice != "n0" {
		return view.Notice{}, ErrUnknown
	}
	l := tongue(who.Lang)
	return view.Notice{
		Subject: l.s("举证通知", "Evidence round"), At: on(9, 18, 9, 5), Served: on(9, 18, 10, 0), How: l.s("站内阅读", "read here"),
		Body: []string{l.s("案件已进入举证。请在下面的期限内提交证据，并对对方的证据发表意见。", "The case is in its evidence round. Please submit your evidence in time, and say what you think of the other side’s.")},
		Hash: strings.Repeat("c3f1", 16), CaseURL: caseURL, Case: "TP-2026-0921-0047-3", Starts: l.deadline(true),
	}, nil
}

func (m mailOf) Open(_ context.Context, _ view.Visitor, notice, _ string) error {
	if notice != "n1" && notice != "n2" {
		return ErrUnknown
	}
	m.h.opened = append(m.h.opened, notice)
	return nil
}
