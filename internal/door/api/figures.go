package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	replies "github.com/tianping-odr/tianping/internal/office/reply"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Figures are sums of all cases; no person stands in them.
type Figures struct {
	Running int          `json:"running"`
	Overdue int          `json:"overdue"`
	Closed  int          `json:"closed"`
	Outages []OutageView `json:"outages" doc:"The newest 100: by them every clock against a party was extended."`
	Mass    []MassView   `json:"mass" doc:"Merchants against whom many cases were opened in a short time."`
	Least   int64        `json:"mass_cases" doc:"How many are many, by the rules."`
	Days    int64        `json:"mass_days"`
}

// OutageView is one time in which nothing could be done here.
type OutageView struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// MassView is one merchant with many open cases.
type MassView struct {
	Merchant string    `json:"merchant"`
	Cases    int       `json:"cases"`
	Last     time.Time `json:"last_opened"`
}

// DraftRead is what a draft could do better. It is advice: nothing is kept or changed.
type DraftRead struct {
	Fine   bool     `json:"fine"`
	Advice []Advice `json:"advice"`
}

// Advice is one thing.
type Advice struct {
	Kind  string         `json:"kind" enum:"short,long,tone,missing"`
	Word  string         `json:"word,omitempty" doc:"The word that blames, or the fact that is missing: waybill, date, sum."`
	Calm  *wording.Words `json:"calm,omitempty" doc:"What says the same calmly."`
	Words wording.Words  `json:"words"`
}

func (d *door) figureOperations() []operation {
	return []operation{
		{
			id: "getFigures", method: http.MethodGet, path: "/v1/figures", group: "Administration", person: true, scopes: []identity.Scope{identity.AdminScope, identity.ActStaff},
			summary: wording.Words{ZH: "统计、停机和群发案件", EN: "Figures, outages and mass cases"}, about: wording.Words{ZH: "管理员、主管和监管人员可见；不含个人信息。", EN: "For administrators, supervisors and regulators; no person stands in them."}, gives: Figures{}, do: d.getFigures,
		},
		{
			id: "readDraft", method: http.MethodPost, path: "/v1/drafts/read", group: "Shop", person: true, scopes: []identity.Scope{identity.ActParty},
			summary: wording.Words{ZH: "看看草稿缺什么", EN: "Read a draft of an answer"},
			about:   wording.Words{ZH: "长短、语气、缺少的事实；只提建议，不改一字，也不保存。", EN: "Length, tone, missing facts; it advises, changes no word and keeps nothing."},
			takes:   body("text", map[string]*huma.Schema{"text": schemaText("The draft."), "case": schemaText("case_… it is an answer in, by a member of its merchant: for the facts its reason needs.")}), gives: DraftRead{}, do: d.readDraft,
		},
	}
}

func (d *door) getFigures(v *visit) (answer, error) {
	m, err := d.Clerk.MarketFor(v, v.who)
	if err != nil {
		return answer{}, clerk.ErrUnknown
	}
	sums, err := d.Casebook.Sums(v, v.who)
	if err != nil {
		return answer{}, err
	}
	limits := d.Clerk.Library.Named("tianping-std").Procedure.Limits
	out := Figures{Running: sums.Running, Overdue: sums.Overdue, Closed: sums.Closed, Outages: []OutageView{}, Mass: []MassView{}, Least: max(limits["mass.cases"].N, 1), Days: limits["mass.days"].N}
	for _, o := range slices.Backward(m.Outages) {
		if len(out.Outages) < pageLimit {
			out.Outages = append(out.Outages, OutageView{From: o.From, To: o.To})
		}
	}
	groups, err := d.Casebook.Mass(v, v.who, out.Least, time.Duration(out.Days)*24*time.Hour)
	for _, g := range groups {
		out.Mass = append(out.Mass, MassView{Merchant: g.Merchant.String(), Cases: g.Cases, Last: g.Last})
	}
	return answer{body: out}, err
}

func (d *door) readDraft(v *visit) (answer, error) {
	r := read(v.body)
	text, of := r.text("text", true), idOf(r, "case", false, id.Parse[id.Case])
	if err := r.end(); err != nil {
		return answer{}, err
	}
	group := ""
	if !of.IsZero() {
		view, err := d.merchantCase(v, of)
		if err != nil {
			return answer{}, err
		}
		group = replies.Table{Book: view.Sight.Book, Case: view.Sight.World.Case}.Group()
	}
	out := DraftRead{Advice: []Advice{}}
	for _, a := range replies.Standard().Read(text, group) {
		one := Advice{Kind: a.Kind, Word: a.Word, Words: adviceWords(a.Kind)}
		if a.Kind == replies.Blaming {
			calm := a.Calm.Text()
			one.Calm = &calm
		}
		out.Advice = append(out.Advice, one)
	}
	out.Fine = len(out.Advice) == 0 && text != ""
	return answer{body: out}, nil
}

func adviceWords(kind string) wording.Words {
	switch kind {
	case replies.TooShort:
		return wording.Words{ZH: "太短，对方看不出意思。", EN: "Too short to be understood."}
	case replies.TooLong:
		return wording.Words{ZH: "太长，请留下最要紧的几句。", EN: "Too long: keep the sentences that matter most."}
	case replies.Blaming:
		return wording.Words{ZH: "有像在指责的词。", EN: "A word sounds like blame."}
	default:
		return wording.Words{ZH: "缺少通常需要的事实。", EN: "A fact is missing that is usually needed."}
	}
}
