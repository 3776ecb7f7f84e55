package casebook

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// ShopRow is one case as the members of its merchant work on it.
type ShopRow struct {
	CaseRow
	// Turn is when the merchant has to have acted; zero: the case waits for others.
	Turn time.Time
	// TurnClock is the deadline that is; "" beside Turn: an offer waits for an answer.
	TurnClock string
	// New: the filing is not served yet; no time runs, and it may be answered.
	New       bool
	RiskMinor int64 // what the merchant may still have to pay
	InCharge  id.Person
	Carriers  []string
	Frozen    int64  // of the order, for all its claims
	Product   string // the first of the order's goods
	OrderNo   string
	Offer     *dispute.Offer // of the other side, the newest that can be answered
}

// ShopFilter narrows the list; zero members do not.
type ShopFilter struct {
	Merchant                 id.Merchant // one of the person's; zero: all of them
	Closed                   bool
	Product, Carrier, Reason string
	InCharge                 string // a person's id; "nobody" for cases nobody has acted in
	Query, After             string
	Limit                    int
}

// Nobody in charge, as a filter says it.
const Nobody = "nobody"

// Choice is one value of a filter, with how many cases have it.
type Choice struct {
	Value string
	N     int
}

// ShopPage is a page of a merchant's cases: those that wait for him first, by the
// instant at which his silence has a price.
type ShopPage struct {
	Rows []ShopRow
	Next string
	// All is everything the filters left, up to Reach; it is there on a first page
	// only. More tells that there are others.
	All                        []ShopRow
	More                       bool
	Products, Carriers         []Choice
	Reasons, People, Merchants []Choice
}

// Reach is how many cases the counts and the filters of one page look at. Beyond it
// pages go on by cursor, and a count says “or more”.
const Reach = 200

// Shop lists the cases of the merchants a person is a member of. Errors: ErrUnknown
// for who is member of none (or not of the one asked for), ErrCursor, a fault.
func (b *Casebook) Shop(ctx context.Context, who clerk.Who, f ShopFilter) (ShopPage, error) {
	_, mine, err := b.Roles(ctx, who.Market, who.Acting())
	if err != nil {
		return ShopPage{}, err
	}
	if len(mine) == 0 || !f.Merchant.IsZero() && !slices.Contains(mine, f.Merchant) {
		return ShopPage{}, ErrUnknown
	}
	if !f.Merchant.IsZero() {
		mine = []id.Merchant{f.Merchant}
	}
	window, last, err := openWindow(f.After)
	if err != nil {
		return ShopPage{}, err
	}
	found, err := b.shopSearch(ctx, who.Market, f.Query)
	if err != nil {
		return ShopPage{}, err
	}
	var out ShopPage
	for len(out.Rows) == 0 {
		rows, next, err := b.shopWindow(ctx, who, mine, f.Closed, window)
		if err != nil {
			return out, err
		}
		if window == "" && last == "" {
			out.All, out.More = keep(rows, f, found), next != ""
			out.facets(rows)
		}
		out.take(keep(rows, f, found), f, window, last)
		if out.Next == "" && next != "" {
			out.Next = closeWindow(next, "")
		}
		if next == "" {
			break
		}
		window, last = next, ""
	}
	return out, nil
}

// take fills the page from one window, from behind the last row shown.
func (p *ShopPage) take(rows []ShopRow, f ShopFilter, window, last string) {
	if i := slices.IndexFunc(rows, func(r ShopRow) bool { return r.Case.String() == last }); i >= 0 {
		rows = rows[i+1:]
	}
	if n := limitOf(f.Limit); len(rows) > n {
		rows = rows[:n]
		p.Next = closeWindow(window, rows[n-1].Case.String())
	}
	p.Rows = append(p.Rows, rows...)
}

// shopWindow reads so many cases that their order among each other is certain.
func (b *Casebook) shopWindow(ctx context.Context, who clerk.Who, mine []id.Merchant, closed bool, after string) ([]ShopRow, string, error) {
	var of []any
	for _, m := range mine {
		of = append(of, bytesOf(m.Bytes()))
	}
	q := docket.Select{Market: who.Market, Table: streams.Cases, Limit: Reach, OrderBy: []string{"shop_due"}, Where: []docket.Cond{
		{Column: "merchant", Op: "in", Value: of}, {Column: "closed", Op: "=", Value: int64(0)},
	}}
	if closed {
		q.OrderBy, q.Where[1].Value = []string{"-updated"}, int64(1)
	}
	p, err := page(ctx, b.Clerk.Docket, q, after, shopRow)
	if err != nil {
		return nil, "", err
	}
	rows := slices.DeleteFunc(p.Rows, func(r ShopRow) bool {
		return len(b.notDrafts([]CaseRow{r.CaseRow}, who.Acting(), false)) == 0
	})
	if err := b.turnsOfShop(ctx, who.Market, mine, rows); err != nil {
		return nil, "", err
	}
	if err := b.furnish(ctx, who.Market, rows); err != nil {
		return nil, "", err
	}
	if !closed {
		slices.SortStableFunc(rows, func(x, y ShopRow) int { return cmp.Compare(last(x), last(y)) })
	}
	return rows, p.Next, nil
}

// last puts what waits for others behind everything else.
func last(r ShopRow) int64 {
	switch {
	case !r.Turn.IsZero():
		return r.Turn.UnixMicro()
	case r.New:
		return streams.Unserved
	}
	return math.MaxInt64
}

// furnish adds what stands in other streams: goods, carriers, frozen money, and the
// offer that waits for the merchant.
func (b *Casebook) furnish(ctx context.Context, m id.Market, rows []ShopRow) error {
	orders, err := b.ordersOf(ctx, m, rows)
	if err != nil {
		return err
	}
	var of []id.Order
	for o := range orders {
		of = append(of, o)
	}
	bought, err := b.BoughtIn(ctx, m, of)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		o := orders[r.Order]
		r.Carriers, r.Frozen = strings.Fields(o.Carriers), o.FrozenMinor
		r.OrderNo = bought[r.Order].Number
		for no := 1; r.Product == "" && no <= 50; no++ {
			r.Product = bought[r.Order].Titles[no]
		}
		if slices.ContainsFunc(r.Awaited, func(w Waiting) bool { return w.Offer > 0 }) {
			if r.Offer, err = b.newest(ctx, m, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// turnsOfShop tells of every case whether it waits for its merchant, and until when.
func (b *Casebook) turnsOfShop(ctx context.Context, m id.Market, shops []id.Merchant, rows []ShopRow) error {
	bare := make([]CaseRow, len(rows))
	for i := range rows {
		bare[i] = rows[i].CaseRow
	}
	if err := b.waits(ctx, m, bare, reader{shops: shops}); err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		r.CaseRow = bare[i]
		r.Turn, r.TurnClock, r.New = time.Time{}, "", r.Mine != nil && r.Mine.Due.IsZero()
		if r.Mine != nil {
			r.Turn, r.TurnClock = r.Mine.Due, r.Mine.Clock
		}
	}
	return nil
}

// newest is the newest offer that waits for the merchant, with its terms.
func (b *Casebook) newest(ctx context.Context, m id.Market, r *ShopRow) (*dispute.Offer, error) {
	stream := record.Stream{Kind: record.Talks, ID: r.Case.Bytes()}
	place, err := b.Clerk.Docket.Find(ctx, m, stream)
	if err != nil {
		return nil, fmt.Errorf("casebook: talks: %w", err)
	}
	state, _, err := b.Clerk.Docket.Load(ctx, docket.Ref{Place: place, Stream: stream})
	if err != nil {
		return nil, fmt.Errorf("casebook: talks: %w", err)
	}
	talks, _ := state.(dispute.Talks)
	no := 0
	for _, w := range r.Awaited {
		no = max(no, w.Offer)
	}
	offer := talks.Offer(no)
	if offer == nil {
		return nil, nil //nolint:nilnil // answered since the row was read
	}
	shown := *offer
	return &shown, nil
}

// ordersOf reads the rows of the orders that cases are about.
func (b *Casebook) ordersOf(ctx context.Context, m id.Market, rows []ShopRow) (map[id.Order]OrderRow, error) {
	out := map[id.Order]OrderRow{}
	var ask []any
	for _, r := range rows {
		if _, known := out[r.Order]; !known {
			out[r.Order] = OrderRow{}
			ask = append(ask, bytesOf(r.Order.Bytes()))
		}
	}
	for part := range slices.Chunk(ask, 100) {
		p, err := page(ctx, b.Clerk.Docket, docket.Select{
			Market: m, Table: streams.Orders, Limit: 100, OrderBy: []string{"order_id"}, Where: []docket.Cond{{Column: "order_id", Op: "in", Value: part}},
		}, "", orderRow)
		if err != nil {
			return nil, err
		}
		for _, o := range p.Rows {
			out[o.Order] = o
		}
	}
	return out, nil
}

// hits are the cases and orders a search found; nil: nothing was searched for.
type hits struct {
	cases  map[id.Case]bool
	orders map[id.Order]bool
}

// shopSearch looks for a case number, for words of a case, and for words of an order:
// its number, its goods, its buyer. Talks and private channels are never searched.
func (b *Casebook) shopSearch(ctx context.Context, m id.Market, query string) (*hits, error) {
	if query == "" {
		return nil, nil //nolint:nilnil // nothing was asked for
	}
	h := &hits{cases: map[id.Case]bool{}, orders: map[id.Order]bool{}}
	found, err := b.search(ctx, m, query)
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		h.cases[id.From[id.Case](sixteen(c))] = true
	}
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Texts, Limit: 500, Search: query, Where: []docket.Cond{{Column: "stream", Op: "=", Value: record.Order}},
	})
	if err != nil {
		return nil, fmt.Errorf("casebook: search: %w", err)
	}
	for _, r := range rows {
		h.orders[id.From[id.Order](sixteen(r[1]))] = true
	}
	return h, nil
}

// keep leaves the rows the filters chose.
func keep(rows []ShopRow, f ShopFilter, found *hits) []ShopRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r ShopRow) bool {
		charge := r.InCharge.String()
		if r.InCharge.IsZero() {
			charge = Nobody
		}
		return f.Product != "" && r.Product != f.Product || f.Reason != "" && r.Reason != f.Reason ||
			f.Carrier != "" && !slices.Contains(r.Carriers, f.Carrier) || f.InCharge != "" && charge != f.InCharge ||
			found != nil && !found.cases[r.Case] && !found.orders[r.Order]
	})
}

// facets counts what the filters may choose, the most frequent first.
func (p *ShopPage) facets(rows []ShopRow) {
	for _, r := range rows {
		add(&p.Products, r.Product)
		add(&p.Reasons, r.Reason)
		for _, c := range r.Carriers {
			add(&p.Carriers, c)
		}
		if r.InCharge.IsZero() {
			add(&p.People, Nobody)
		} else {
			add(&p.People, r.InCharge.String())
		}
		add(&p.Merchants, r.Merchant.String())
	}
	for _, all := range []*[]Choice{&p.Products, &p.Carriers, &p.Reasons, &p.People, &p.Merchants} {
		slices.SortFunc(*all, func(x, y Choice) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Value, y.Value)) })
	}
}

func add(to *[]Choice, value string) {
	if value == "" {
		return
	}
	for i := range *to {
		if (*to)[i].Value == value {
			(*to)[i].N++
			return
		}
	}
	*to = append(*to, Choice{Value: value, N: 1})
}

func shopRow(r []any) ShopRow {
	if num(r[30]) == streams.Unserved {
		r[30] = int64(math.MaxInt64)
		row := shopRow(r)
		row.New = true
		return row
	}
	return ShopRow{
		CaseRow: caseRow(r), Turn: instant(r[30]), TurnClock: str(r[31]), RiskMinor: num(r[32]), InCharge: id.From[id.Person](sixteen(r[33])),
	}
}

// closeWindow and openWindow carry where a list goes on: which window, and behind
// which of its cases.
func closeWindow(window, last string) string { return closeCursor([]any{"shop", window, last}) }

func openWindow(after string) (window, last string, err error) {
	if after == "" {
		return "", "", nil
	}
	values, err := openCursor(after)
	if err != nil {
		return "", "", err
	}
	if len(values) != 3 || values[0] != "shop" {
		return "", "", ErrCursor
	}
	window, ok1 := values[1].(string)
	last, ok2 := values[2].(string)
	if !ok1 || !ok2 {
		return "", "", ErrCursor
	}
	return window, last, nil
}

// Glance is a case as its audience may see it, without its timeline: for lists.
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) Glance(ctx context.Context, who clerk.Who, c id.Case) (Case, error) {
	v, _, err := b.view(ctx, who, c)
	if err != nil {
		return v, err
	}
	v.OrderNumber, v.Titles, err = b.Bought(ctx, who.Market, v.Sight.World.Order.ID)
	return v, err
}
