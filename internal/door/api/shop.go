package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
	replies "github.com/tianping-odr/tianping/internal/office/reply"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// ShopCases is a page of a merchant's cases: those that wait for it first, by the
// instant at which its silence has a price.
type ShopCases struct {
	At      time.Time    `json:"at" doc:"Legal time of the list."`
	Cases   []ShopCase   `json:"cases"`
	Next    string       `json:"next,omitempty"`
	Sums    *ShopSums    `json:"sums,omitempty" doc:"On a first page of open cases: of everything the filters left."`
	Filters *ShopFilters `json:"filters,omitempty" doc:"On a first page: what there is to choose from, the most frequent first."`
	More    bool         `json:"more,omitempty" doc:"There are more than sums and filters count: at least so many."`
}

// ShopCase is one case as the members of its merchant work on it.
type ShopCase struct {
	CaseRow
	Merchant string       `json:"merchant"`
	Group    string       `json:"group" enum:"late,today,tomorrow,week,later,new,others,closed" doc:"When it falls due for the merchant; new: not served yet, it may be answered; others: it waits for somebody else."`
	Turn     *time.Time   `json:"turn,omitempty" doc:"Before when the merchant has to have acted."`
	Silence  *SilenceCost `json:"silence,omitempty" doc:"What follows when it does not; told where turn is."`
	Risk     money.Amount `json:"at_risk" doc:"What the merchant may still have to pay."`
	Frozen   money.Amount `json:"frozen" doc:"Of the order, for all its claims."`
	Goods    string       `json:"goods,omitempty" doc:"The first of the order's goods."`
	Number   string       `json:"order_number,omitempty"`
	Carriers []string     `json:"carriers"`
	InCharge string       `json:"in_charge,omitempty" doc:"The member who acted last: per_…."`
	Offer    *ShopOffer   `json:"offer,omitempty" doc:"The other side's newest offer that waits for an answer."`
}

// SilenceCost is what the rules do when the merchant's time passes.
type SilenceCost struct {
	Clock *Coded        `json:"clock,omitempty" doc:"Absent: an offer lapses."`
	Act   wording.Words `json:"act" doc:"What is to be done."`
	Then  wording.Words `json:"then" doc:"What happens otherwise, found by the rules that will decide it."`
}

// ShopOffer is an offer in a list.
type ShopOffer struct {
	No  int          `json:"no"`
	Sum money.Amount `json:"sum"`
	Due *time.Time   `json:"due,omitempty"`
}

// ShopSums is the money of what was listed.
type ShopSums struct {
	Waiting int          `json:"waiting" doc:"Cases that wait for the merchant."`
	Frozen  money.Amount `json:"frozen" doc:"In the orders of open cases, each once."`
	Risk    money.Amount `json:"at_risk"`
	Deposit money.Amount `json:"deposit_left"`
}

// ShopFilters are the values the list can be narrowed to.
type ShopFilters struct {
	Products  []FilterValue `json:"product"`
	Carriers  []FilterValue `json:"carrier"`
	Reasons   []FilterValue `json:"reason"`
	People    []FilterValue `json:"in_charge"`
	Merchants []FilterValue `json:"merchant"`
}

// FilterValue is one value of a filter.
type FilterValue struct {
	Value string         `json:"value"`
	Words *wording.Words `json:"words,omitempty"`
	Cases int            `json:"cases"`
}

func (d *door) shopOperations() []operation {
	read := []identity.Scope{identity.CasesRead}
	return []operation{
		{
			id: "listShopCases", method: http.MethodGet, path: "/v1/shop/cases", group: "Shop", person: true, scopes: read,
			summary: wording.Words{ZH: "商家的案件，按到期先后", EN: "A merchant's cases, by what silence costs"},
			about: wording.Words{
				ZH: "只给商家成员。等商家答复的在前，按到期先后；每行说明不答复的后果。有人要等的排在后面。",
				EN: "For members of a merchant. Those that wait for it come first, by when they fall due; each says what silence costs.",
			},
			gives: ShopCases{}, do: d.listShopCases,
			query: paged(parameter{"q", "string", "A case or order number, an id, or words of the goods."}, parameter{"product", "string", "Goods, as filters list them."},
				parameter{"carrier", "string", "Code of a carrier."}, parameter{"reason", "string", "Reason of the first claim."},
				parameter{"in_charge", "string", "per_… of a member, or nobody."}, parameter{"merchant", "string", "mer_…, where the person is a member of several."},
				parameter{"closed", "boolean", "Closed ones instead, the last moved first."}),
		},
		{
			id: "getShopMoney", method: http.MethodGet, path: "/v1/shop/money", group: "Shop", person: true, scopes: read,
			summary: wording.Words{ZH: "商家的资金", EN: "The money of a merchant"},
			about:   wording.Words{ZH: "冻结、可能要赔付、剩余保证金、未到账的货款，以及有争议的订单。", EN: "Frozen, at risk, deposit left, not paid out yet; and the orders in dispute, the last moved first."},
			gives:   ShopMoney{}, query: paged(), do: d.shopMoney,
		},
		{
			id: "listQuickAnswers", method: http.MethodGet, path: "/v1/cases/{id}/quick-answers", group: "Shop", person: true, scopes: read,
			summary: wording.Words{ZH: "不用打字的答复", EN: "Answers that need no typing"},
			about: wording.Words{
				ZH: "每一项都是普通的操作，已填好：把 body 原样 POST 到 href 即可。超出本人权限的，请先请示主管。",
				EN: "Each is an ordinary act with its inputs filled in: POST body to href as it stands. What is beyond one's own limit is asked of a supervisor first.",
			},
			gives: QuickAnswers{}, do: d.quickAnswers,
		},
	}
}

// zone is the one days are counted in.
func (d *door) zone() *time.Location { return d.Clerk.Library.Named("tianping-std").Calendar.Zone() }

func (d *door) listShopCases(v *visit) (answer, error) {
	f, err := v.shopFilter()
	if err != nil {
		return answer{}, err
	}
	legal, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.Shop(v, v.who, f)
	if err != nil {
		return answer{}, err
	}
	out := ShopCases{At: legal, Cases: []ShopCase{}, Next: page.Next, More: page.More}
	for _, r := range page.Rows {
		row, err := d.shopCase(v, r, legal.In(d.zone()))
		if err != nil {
			return answer{}, err
		}
		out.Cases = append(out.Cases, row)
	}
	if f.After != "" {
		return answer{body: out}, nil
	}
	filters := filtersOf(page)
	out.Filters = &filters
	if !f.Closed {
		purses, err := d.Casebook.Purses(v, v.who)
		if err != nil {
			return answer{}, err
		}
		sums := shopSums(page.All, pursesOf(purses, f.Merchant))
		out.Sums = &sums
	}
	return answer{body: out}, nil
}

// pursesOf are those of one merchant, or all of them.
func pursesOf(all []casebook.ShopPurse, of id.Merchant) []casebook.ShopPurse {
	return slices.DeleteFunc(slices.Clone(all), func(p casebook.ShopPurse) bool { return !of.IsZero() && p.Merchant != of })
}

func (v *visit) shopFilter() (f casebook.ShopFilter, err error) {
	if f.After, f.Limit, err = v.page(); err != nil {
		return f, err
	}
	q := v.r.URL.Query()
	f.Query, f.Product, f.Carrier, f.Reason, f.InCharge = q.Get("q"), q.Get("product"), q.Get("carrier"), q.Get("reason"), q.Get("in_charge")
	for _, name := range []string{"q", "product", "carrier", "reason", "in_charge"} {
		if len(q.Get(name)) > 500 {
			return f, badParameter(name)
		}
	}
	if text := q.Get("merchant"); text != "" {
		if f.Merchant, err = id.Parse[id.Merchant](text); err != nil {
			return f, badParameter("merchant")
		}
	}
	f.Closed, err = v.flag("closed")
	return f, err
}

// flag reads a parameter that is true or false.
func (v *visit) flag(name string) (bool, error) {
	switch v.r.URL.Query().Get(name) {
	case "", "false":
		return false, nil
	case "true":
		return true, nil
	}
	return false, badParameter(name)
}

// shopCase is one row; what silence costs is asked of the case's own rules.
func (d *door) shopCase(v *visit, r casebook.ShopRow, now time.Time) (ShopCase, error) {
	out := ShopCase{
		CaseRow: caseRow(r.CaseRow), Merchant: r.Merchant.String(), Group: r.Stretch(now), Turn: moment(r.Turn), Risk: sum(r.RiskMinor, r.Currency),
		Frozen: sum(r.Frozen, r.Currency), Goods: r.Product, Number: r.OrderNo, Carriers: notNil(r.Carriers),
	}
	if !r.InCharge.IsZero() {
		out.InCharge = r.InCharge.String()
	}
	if r.Offer != nil {
		out.Offer = &ShopOffer{No: r.Offer.No, Sum: sum(replies.Conceded(r.Offer.Terms), r.Currency), Due: moment(r.Offer.Due)}
	}
	if r.Closed || r.Turn.IsZero() {
		return out, nil
	}
	view, err := d.Casebook.Glance(v, v.who, r.Case)
	if err != nil {
		return out, err
	}
	out.Silence = silenceOf(view, r)
	return out, nil
}

// silenceOf is the cost of letting a case's turn pass; nil where nothing says it.
func silenceOf(v casebook.Case, r casebook.ShopRow) *SilenceCost {
	book := v.Sight.Book
	if r.TurnClock == "" { // an offer: it lapses, and is never deemed accepted
		for i := range book.Procedure.Clocks {
			k := &book.Procedure.Clocks[i]
			for _, s := range k.Start {
				if s.Kind == "event" && s.Name == "offer" && len(k.Expiry) > 0 {
					return &SilenceCost{Act: wording.Due(k.ID), Then: wording.Then(k.ID, k.Expiry[len(k.Expiry)-1])}
				}
			}
		}
		return nil
	}
	for _, x := range v.Sight.World.Case.Deadlines {
		if x.Clock != r.TurnClock || !x.Due.Equal(r.Turn) {
			continue
		}
		if end, ok := v.Silence(x, book.Clock(x.Clock)); ok {
			clock := coded(x.Clock, wording.Clock)
			return &SilenceCost{Clock: &clock, Act: wording.Due(x.Clock), Then: wording.Then(x.Clock, end)}
		}
	}
	return nil
}

func shopSums(all []casebook.ShopRow, purses []casebook.ShopPurse) ShopSums {
	frozen, risk, free := casebook.ShopSums(all, purses)
	currency := "CNY"
	if len(purses) > 0 {
		currency = purses[0].Currency
	}
	out := ShopSums{Frozen: sum(frozen, currency), Risk: sum(risk, currency), Deposit: sum(free, currency)}
	for _, r := range all {
		if r.Waits() {
			out.Waiting++
		}
	}
	return out
}

func filtersOf(p casebook.ShopPage) ShopFilters {
	values := func(all []casebook.Choice, words func(string) wording.Words) []FilterValue {
		out := []FilterValue{}
		for _, c := range all {
			one := FilterValue{Value: c.Value, Cases: c.N}
			if words != nil {
				w := words(c.Value)
				one.Words = &w
			}
			out = append(out, one)
		}
		return out
	}
	return ShopFilters{
		Products: values(p.Products, nil), Carriers: values(p.Carriers, nil), Reasons: values(p.Reasons, wording.Reason), People: values(p.People, nil), Merchants: values(p.Merchants, nil),
	}
}
