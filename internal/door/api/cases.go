package api

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// CaseRow is a case in a list.
type CaseRow struct {
	Case     string       `json:"case"`
	Number   string       `json:"number"`
	Order    string       `json:"order"`
	Stage    Coded        `json:"stage"`
	Phase    Coded        `json:"phase"`
	WaitsFor Coded        `json:"waits_for" doc:"Whom the case waits for now, the most urgent of them; parties where both sides have the same date; empty for nobody."`
	Reason   Coded        `json:"reason"`
	Sum      money.Amount `json:"sum"`
	Due      *time.Time   `json:"due,omitempty" doc:"The next date; absent when nothing runs."`
	Clock    *Coded       `json:"clock,omitempty"`
	Safety   bool         `json:"safety,omitempty"`
	Held     bool         `json:"held,omitempty"`
	Closed   bool         `json:"closed,omitempty"`
	Opened   time.Time    `json:"opened"`
	Updated  time.Time    `json:"updated"`
	Version  uint64       `json:"version"`
}

// CaseList is a page of cases.
type CaseList struct {
	Cases []CaseRow `json:"cases"`
	Next  string    `json:"next,omitempty"`
}

// Opened is a new draft.
type Opened struct {
	Case    string `json:"case"`
	Number  string `json:"number"`
	Version uint64 `json:"version"`
}

// Found is what a search found.
type Found struct {
	Cases  []CaseRow  `json:"cases"`
	Orders []OrderRow `json:"orders"`
}

func (d *door) caseOperations() []operation {
	read := []identity.Scope{identity.CasesRead}
	q := parameter{"q", "string", "A case number, an id, or words."}
	return []operation{
		{
			id: "openCase", method: http.MethodPost, path: "/v1/cases", group: "Cases", person: true, scopes: []identity.Scope{identity.ActParty}, created: true,
			summary: wording.Words{ZH: "打开一份申请", EN: "Open a case"},
			about:   wording.Words{ZH: "买家或商家都可以。先是草稿，用 submit 提交。", EN: "By the buyer or the merchant of an order. It is a draft until the act submit."},
			takes: body("order", map[string]*huma.Schema{
				"order": schemaText("ord_…"), "procedure": schemaText("Name of the procedure; usually left out."), "follows": schemaText("case_… that this one goes on from."),
				"new_facts": {Type: "boolean", Description: "There are new facts since the case it follows: asked for after a second withdrawal."},
			}), gives: Opened{}, do: d.openCase,
		},
		{
			id: "listCases", method: http.MethodGet, path: "/v1/cases", group: "Cases", person: true, scopes: read,
			summary: wording.Words{ZH: "我的案件", EN: "One's cases"}, about: wording.Words{ZH: "本人或其商家是当事人的案件。", EN: "Where the person, or its merchant, is a party."},
			gives: CaseList{}, query: paged(q, hat()), do: d.listCases,
		},
		{
			id: "getCase", method: http.MethodGet, path: "/v1/cases/{id}", group: "Cases", person: true, scopes: read,
			summary: wording.Words{ZH: "查看案件", EN: "One case"},
			about:   wording.Words{ZH: "只有此人可以看到的内容；每个期限都说明为什么是这一天。", EN: "What this reader may see, and nothing else; every date explains itself."},
			gives:   CaseView{}, do: d.getCase,
		},
		d.timelineOperation(),
		{
			id: "workbench", method: http.MethodGet, path: "/v1/workbench", group: "Staff", person: true, scopes: []identity.Scope{identity.ActStaff},
			summary: wording.Words{ZH: "工作台", EN: "Work of staff"}, about: wording.Words{ZH: "安全问题在前，然后按期限、金额、先后。裁决员和复核员只见自己承办的案件。", EN: "Safety first, then by date, by sum, by age. Adjudicators and reviewers see the cases they sit in."}, gives: CaseList{},
			query: paged(q, parameter{"mine", "boolean", "Where the person holds a seat."}, parameter{"unassigned", "boolean", "Where nobody does."},
				parameter{"overdue", "boolean", "Due before now."}, parameter{"closed", "boolean", "Closed ones instead of open ones."}, parameter{"stage", "string", "One stage."}, parameter{"reason", "string", "One reason, of the first claim."},
				parameter{"least", "integer", "What is claimed in all is at least so much, in minor units."}, parameter{"safety", "boolean", "Somebody may get hurt."}, parameter{"held", "boolean", "A hold pauses it."}),
			do: d.workbench,
		},
		{
			id: "search", method: http.MethodGet, path: "/v1/search", group: "Cases", person: true, scopes: read,
			summary: wording.Words{ZH: "搜索", EN: "Search"}, about: wording.Words{ZH: "在此人可以看到的案件和订单中；从不搜索协商和调解内容。", EN: "In cases and orders this person may see; never in talks or mediation."},
			gives: Found{}, query: []parameter{q, hat()}, do: d.search,
		},
	}
}

func caseRow(r casebook.CaseRow) CaseRow {
	out := CaseRow{
		Case: r.Case.String(), Number: r.Number, Order: r.Order.String(), Stage: coded(r.Stage, wording.Stage), Phase: coded(r.Phase, wording.Phase),
		WaitsFor: coded(casebook.WaitsFor(r.Awaited), wording.Who), Reason: coded(r.Reason, wording.Reason), Sum: sum(r.Minor, r.Currency), Due: moment(r.Due), Safety: r.Safety,
		Held: r.Held, Closed: r.Closed, Opened: r.Opened, Updated: r.Updated, Version: r.Version,
	}
	if r.TalksEnded {
		out.Stage = Coded{Code: "talks_ended", Words: wording.Label("talks_ended")}
	}
	if r.Clock != "" {
		clock := coded(r.Clock, wording.Clock)
		out.Clock = &clock
	}
	return out
}

func caseList(p casebook.Page[casebook.CaseRow]) CaseList {
	out := CaseList{Cases: []CaseRow{}, Next: p.Next}
	for _, r := range p.Rows {
		out.Cases = append(out.Cases, caseRow(r))
	}
	return out
}

func (d *door) openCase(v *visit) (answer, error) {
	r := read(v.body)
	in := clerk.Opening{Order: idOf(r, "order", true, id.Parse[id.Order]), Procedure: r.text("procedure", false), Follows: idOf(r, "follows", false, id.Parse[id.Case]), NewFacts: r.truth("new_facts", false)}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if !in.Follows.IsZero() {
		if _, err := d.Clerk.Look(v, v.who, in.Follows); err != nil {
			return answer{}, err
		}
	}
	res, err := d.Clerk.Open(v, v.who, in)
	if err != nil {
		return answer{}, err
	}
	sight, err := d.Clerk.Look(v, v.who, res.Case)
	if err != nil {
		return answer{}, err
	}
	out := Opened{Case: res.Case.String(), Number: sight.World.Case.Number, Version: res.Version}
	return answer{status: http.StatusCreated, version: res.Version, replayed: res.Repeated, location: "/v1/cases/" + out.Case, body: out}, nil
}

func (d *door) listCases(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	as, err := v.hat()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.MyCases(v, v.who, casebook.Filter{As: as, Query: v.r.URL.Query().Get("q"), After: after, Limit: limit})
	if err != nil {
		return answer{}, err
	}
	return answer{body: caseList(page)}, nil
}

func (d *door) getCase(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Case(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	money, err := d.escrowOf(v, view)
	if err != nil {
		return answer{}, err
	}
	return answer{version: view.Sight.Head.Version, body: caseView(view, money)}, nil
}

// escrowOf is the money of the case's order. Where claims were settled, what was
// paid on them would tell a decider the terms: then he reads what is frozen alone.
func (d *door) escrowOf(v *visit, view casebook.Case) (EscrowView, error) {
	books, _, err := d.Clerk.Books(v, v.who.Market, view.Sight.World.Case.Order)
	if err != nil {
		return EscrowView{}, err
	}
	if view.Audience.Decider { // as the reading room gives them
		books.Order, books.Merchant = view.Sight.World.Order, view.Sight.World.Merchant
	}
	e := escrowView(books.Picture())
	if view.Audience.Decider && len(view.Agreed) > 0 {
		none := sum(0, e.Frozen.Currency)
		e = EscrowView{
			Custody: e.Custody, Frozen: e.Frozen, Paid: e.Paid, Others: none, Held: none, Payable: none, Refunded: none, Extra: none, Released: none,
			Seller: none, Fund: none, Deposit: none, Lines: []EscrowLine{},
		}
	}
	return e, nil
}

func (d *door) workbench(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	q := v.r.URL.Query()
	f := casebook.Filter{Query: q.Get("q"), Stage: q.Get("stage"), Reason: q.Get("reason"), After: after, Limit: limit}
	if least := q.Get("least"); least != "" {
		if f.LeastMinor, err = strconv.ParseInt(least, 10, 64); err != nil || f.LeastMinor < 0 {
			return answer{}, badParameter("least")
		}
	}
	for name, on := range map[string]*bool{
		"mine": &f.Mine, "unassigned": &f.Unassigned, "overdue": &f.Overdue, "closed": &f.Closed, "safety": &f.Safety, "held": &f.Held,
	} {
		switch q.Get(name) {
		case "", "false":
		case "true":
			*on = true
		default:
			return answer{}, badParameter(name)
		}
	}
	page, err := d.Casebook.Workbench(v, v.who, f)
	if err != nil {
		return answer{}, err
	}
	return answer{body: caseList(page)}, nil
}

// search looks where the person may look: staff in all cases, parties in their own.
func (d *door) search(v *visit) (answer, error) {
	q := v.r.URL.Query().Get("q")
	if q == "" || len(q) > 200 {
		return answer{}, badParameter("q")
	}
	as, err := v.hat()
	if err != nil {
		return answer{}, err
	}
	f := casebook.Filter{Query: q, Limit: usualLimit, As: as}
	cases, err := d.Casebook.Workbench(v, v.who, f)
	if errors.Is(err, clerk.ErrUnknown) || err == nil && v.principal.RequireAct("officer") != nil {
		cases, err = d.Casebook.MyCases(v, v.who, f)
	}
	if err != nil {
		return answer{}, err
	}
	orders, err := d.Casebook.MyOrders(v, v.who, casebook.OrderFilter{As: as, Query: q, Limit: usualLimit})
	if err != nil {
		return answer{}, err
	}
	out := Found{Cases: caseList(cases).Cases, Orders: []OrderRow{}}
	for _, r := range orders.Rows {
		out.Orders = append(out.Orders, orderRow(r))
	}
	return answer{body: out}, nil
}
