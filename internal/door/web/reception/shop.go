package reception

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/reply"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// shops is the desk of a merchant's members.
type shops struct{ *Reception }

// shopPage is how many cases stand on one page of it.
const shopPage = 50

// Desk implements web.Shop.
func (p shops) Desk(ctx context.Context, who view.Visitor, ask web.ShopAsk) (view.ShopDesk, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return view.ShopDesk{}, err
	}
	f := casebook.ShopFilter{
		Closed: ask.Tab == "closed", Product: ask.Product, Carrier: ask.Carrier, Reason: ask.Reason, InCharge: ask.Charge, Query: ask.Query, After: ask.After, Limit: shopPage,
	}
	if ask.Shop != "" {
		if f.Merchant, err = id.Parse[id.Merchant](ask.Shop); err != nil {
			return view.ShopDesk{}, web.ErrUnknown
		}
	}
	list, err := p.Casebook.Shop(ctx, s.who(), f)
	if err != nil {
		return view.ShopDesk{}, outside(err)
	}
	out := view.ShopDesk{
		Title: s.shopTitle(), Tab: "open", Query: ask.Query, After: list.Next, FirstPage: ask.After == "", More: list.More,
		Filtered: ask.Shop+ask.Product+ask.Carrier+ask.Reason+ask.Charge != "",
		Tabs:     []view.Tab{{Code: "open", Name: s.t.Shop.Open}, {Code: "closed", Name: s.t.Shop.Closed}},
	}
	if f.Closed {
		out.Tab = "closed"
	}
	if out.Filters, err = s.shopFilters(ctx, list, ask); err != nil {
		return out, outside(err)
	}
	if err := s.shopGroups(ctx, &out, list); err != nil {
		return out, outside(err)
	}
	if !f.Closed && ask.After == "" {
		s.reminder(&out, list.All)
		if out.Money, err = s.shopSums(ctx, list.All); err != nil {
			return out, outside(err)
		}
		err = s.beside(ctx, &out)
	}
	return out, outside(err)
}

func (s *session) shopTitle() string {
	if len(s.visitor.Shops) == 1 && s.visitor.Shops[0].Name != "" {
		return s.visitor.Shops[0].Name
	}
	return s.t.Shop.Home
}

// shopGroups puts the rows under the stretch of time they belong to.
func (s *session) shopGroups(ctx context.Context, out *view.ShopDesk, list casebook.ShopPage) error {
	count := map[string]int{}
	for _, r := range list.All {
		count[s.stretch(r)]++
		if r.Waits() {
			out.Waiting++
		}
	}
	bare := make([]casebook.CaseRow, 0, len(list.Rows))
	for _, r := range list.Rows {
		bare = append(bare, r.CaseRow)
	}
	if err := s.beforehand(ctx, bare); err != nil {
		return err
	}
	for _, r := range list.Rows {
		shown, err := s.shopRow(ctx, r)
		if err != nil {
			return err
		}
		code := s.stretch(r)
		i := slices.IndexFunc(out.Groups, func(g view.ShopGroup) bool { return g.Code == code })
		if i < 0 {
			i = len(out.Groups)
			out.Groups = append(out.Groups, view.ShopGroup{Code: code, Name: s.t.Shop.Groups(code), Beside: s.dates(code), N: count[code], More: list.More})
		}
		g := &out.Groups[i]
		g.Rows = append(g.Rows, shown)
		g.N = max(g.N, len(g.Rows))
		if out.First == nil && shown.Mine && shown.QuickURL != "" {
			first := shown
			out.First = &first
		}
	}
	return nil
}

// stretch is in which stretch of time a case falls due for the merchant.
func (s *session) stretch(r casebook.ShopRow) string { return r.Stretch(s.now) }

func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// dates are the absolute dates beside a group's name.
func (s *session) dates(code string) string {
	today := day(s.now)
	switch code {
	case "today":
		return s.t.Day(today, s.now)
	case "tomorrow":
		return s.t.Day(today.AddDate(0, 0, 1), s.now)
	case "week":
		return s.t.Day(today.AddDate(0, 0, 2), s.now) + " – " + s.t.Day(casebook.Sunday(today), s.now)
	}
	return ""
}

// shopRow is one case as its merchant works on it: for what waits for him, what
// follows from his silence is asked of the rules themselves.
func (s *session) shopRow(ctx context.Context, r casebook.ShopRow) (view.ShopRow, error) {
	base, err := s.caseRow(ctx, r.CaseRow)
	if err != nil {
		return view.ShopRow{}, err
	}
	buyer, err := s.name(ctx, r.Buyer, true)
	if err != nil {
		return view.ShopRow{}, err
	}
	out := view.ShopRow{CaseRow: base, By: s.local(r.Turn), Risk: money.Amount{Minor: r.RiskMinor, Currency: r.Currency}, Goods: r.Product}
	out.Parties, out.Mine = s.t.Desk.Buyer+buyer, r.Waits()
	if s.isDraft(r.CaseRow) {
		out.URL = "/file/" + r.Case.String() + "/problem"
	}
	var brought []string
	for _, c := range r.Carriers {
		brought = append(brought, s.in(wording.Carrier(c)))
	}
	out.Carrier = s.list(brought)
	if len(s.visitor.Shops) > 1 {
		if out.Shop, err = s.shop(ctx, r.Merchant); err != nil {
			return out, err
		}
		out.Parties += " / " + out.Shop
	}
	if !r.InCharge.IsZero() {
		name, err := s.name(ctx, r.InCharge, false)
		if err != nil {
			return out, err
		}
		out.Charge = s.t.Shop.InCharge(name)
	}
	if !r.Waits() {
		return out, nil
	}
	return out, s.price(ctx, r, &out)
}

// price says what silence costs, by the row of the procedure that would be taken.
func (s *session) price(ctx context.Context, r casebook.ShopRow, out *view.ShopRow) error {
	g, err := s.glance(ctx, r.Case)
	if err != nil {
		return err
	}
	when := s.till(r.Turn)
	if r.Offer != nil && !r.Offer.Due.IsZero() {
		out.Offer = s.t.Shop.Offer(s.sum(reply.Conceded(r.Offer.Terms), r.Currency), s.till(r.Offer.Due))
	}
	if slices.ContainsFunc(g.answers(ctx), func(q quick) bool { return q.Kind != "offer" }) {
		out.QuickURL = quickURL(r.Case)
	}
	if r.Turn.IsZero() {
		out.Cost = s.t.Shop.NewSays
		return nil
	}
	if r.TurnClock == "" { // an offer: it lapses, and is never deemed accepted
		if d, ok := g.answerable(*r.Offer); ok {
			out.Act = d.Act
			out.Cost = s.t.Shop.Cost(when, d.Act, d.Otherwise)
			out.Offer = ""
			out.Cost = s.t.Shop.Offer(s.sum(reply.Conceded(r.Offer.Terms), r.Currency), when) + d.Otherwise
		}
		return nil
	}
	for _, d := range g.kase.Deadlines {
		k := g.book.Clock(d.Clock)
		if d.Clock != r.TurnClock || !d.Due.Equal(r.Turn) || k == nil {
			continue
		}
		out.Act = s.in(wording.Due(d.Clock))
		out.Cost = s.t.Shop.Cost(when, out.Act, s.in(g.then(d, k)))
		break
	}
	return nil
}

// glance opens a case for a list: without its timeline, and without its notices.
func (s *session) glance(ctx context.Context, of id.Case) (*room, error) {
	seen, err := s.Casebook.Glance(ctx, s.who(), of)
	if err != nil {
		return nil, outside(err)
	}
	return s.roomOf(ctx, seen)
}

// shopFilters are the ways to narrow the list, with how many cases each leaves.
func (s *session) shopFilters(ctx context.Context, list casebook.ShopPage, ask web.ShopAsk) ([]view.Select, error) {
	t := s.t.Shop
	var wrong error
	person := func(value string) string {
		if value == casebook.Nobody {
			return t.Nobody
		}
		p, err := id.Parse[id.Person](value)
		if err != nil {
			return value
		}
		name, err := s.name(ctx, p, false)
		wrong = firstErr(wrong, err)
		return name
	}
	shop := func(value string) string {
		m, err := id.Parse[id.Merchant](value)
		if err != nil {
			return value
		}
		name, err := s.shop(ctx, m)
		wrong = firstErr(wrong, err)
		return name
	}
	same := func(value string) string { return value }
	var out []view.Select
	for _, f := range []struct {
		name, label, chosen string
		all                 []casebook.Choice
		as                  func(string) string
	}{
		{"product", t.Product, ask.Product, list.Products, same},
		{"carrier", t.Carrier, ask.Carrier, list.Carriers, func(code string) string { return s.in(wording.Carrier(code)) }},
		{"reason", t.Reason, ask.Reason, list.Reasons, s.title},
		{"charge", t.Charge, ask.Charge, list.People, person},
		{"shop", t.Shop, ask.Shop, list.Merchants, shop},
	} {
		if f.name == "shop" && len(s.visitor.Shops) < 2 {
			continue
		}
		one := view.Select{Name: f.name, Label: f.label, Chosen: f.chosen}
		for _, c := range f.all {
			one.Options = append(one.Options, view.Pair{Name: fmt.Sprintf("%s (%d)", f.as(c.Value), c.N), Value: c.Value})
		}
		if f.chosen != "" && !slices.ContainsFunc(one.Options, func(p view.Pair) bool { return p.Value == f.chosen }) {
			one.Options = append(one.Options, view.Pair{Name: f.as(f.chosen), Value: f.chosen})
		}
		out = append(out, one)
	}
	return out, wrong
}

func firstErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// reminder warns before the day's silences cost something (M76).
func (s *session) reminder(out *view.ShopDesk, all []casebook.ShopRow) {
	n, risk, currency := 0, int64(0), "CNY"
	for _, r := range all {
		if s.stretch(r) == "today" || s.stretch(r) == "late" {
			n++
			risk, currency = risk+r.RiskMinor, r.Currency
		}
	}
	if n > 0 {
		out.Reminder = s.t.Shop.Reminder(n, s.sum(risk, currency))
	}
}

// shopSums are what is frozen, what may have to be paid, and what the deposit holds.
func (s *session) shopSums(ctx context.Context, all []casebook.ShopRow) ([]view.Pair, error) {
	purses, err := s.Casebook.Purses(ctx, s.who())
	if err != nil {
		return nil, err
	}
	frozen, risk, free := casebook.ShopSums(all, purses)
	currency := "CNY"
	if len(purses) > 0 {
		currency = purses[0].Currency
	}
	return []view.Pair{
		{Name: s.t.Shop.Frozen, Value: s.whole(frozen, currency)}, {Name: s.t.Shop.AtRisk, Value: s.whole(risk, currency)}, {Name: s.t.Shop.Deposit, Value: s.whole(free, currency)},
	}, nil
}

// whole writes a sum of a summary: without decimals where there are none.
func (s *session) whole(minor int64, currency string) string {
	return strings.TrimSuffix(text.Sum(money.Amount{Minor: minor, Currency: currency}), ".00")
}

// beside is what waits outside of cases: questions of colleagues, and new messages.
func (s *session) beside(ctx context.Context, out *view.ShopDesk) error {
	asks, err := s.Casebook.OpenAsks(ctx, s.who(), "", 5)
	if err != nil {
		return err
	}
	for _, a := range asks.Rows {
		from, err := s.name(ctx, a.By, false)
		if err != nil {
			return err
		}
		out.Asks = append(out.Asks, view.Asked{From: from, At: s.local(a.At), Sum: money.Amount{Minor: a.Minor, Currency: a.Currency}, URL: "/shop/cases/" + a.Case.String() + "/ask"})
	}
	talks, err := s.Casebook.Directs(ctx, s.who(), casebook.SellerHat, "", 20)
	if err != nil {
		return err
	}
	for _, d := range talks.Rows {
		if d.Unread == 0 || len(out.Mail) == 5 {
			continue
		}
		of, err := s.known(ctx, d.Order)
		if err != nil {
			return err
		}
		out.Mail = append(out.Mail, view.Link{Name: of.goods + " · " + s.t.Talk.New(d.Unread), URL: orderURL(d.Order) + "/talk"})
	}
	return nil
}
