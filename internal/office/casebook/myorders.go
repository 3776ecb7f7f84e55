package casebook

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// States of a list of orders.
const (
	OrdersOpen = "open" // a case about them is open
	OrdersHeld = "held" // money is still held in escrow, and could be frozen
	OrdersSoon = "soon" // within Soon receipt is confirmed by itself, or the reader has to act in a case
)

// Soon is how near a date must be to be called soon.
const Soon = 72 * time.Hour

// OrderFilter narrows a list of orders; zero members do not.
type OrderFilter struct {
	As       Hat
	Query    string    // the order's number or id, words of its goods, or its merchant
	State    string    // one of the states above
	From, To time.Time // bought in between; To is not included
	After    string
	Limit    int
}

// KnownState tells whether it is a state orders may be listed by; "" is any.
func KnownState(s string) bool {
	return s == "" || s == OrdersOpen || s == OrdersHeld || s == OrdersSoon
}

// mostWindows bounds how far one page looks for orders that a state leaves.
const mostWindows = 40

// MyOrders lists the orders of a person, or of his merchants, newest first. What the
// store can ask is asked of it: whose, when, what is held, which words. The rest is
// asked of a window of orders at a time, until the page is full; so a page may be
// shorter than its limit, and yet have a next.
//
// Errors: ErrCursor, a fault.
func (b *Casebook) MyOrders(ctx context.Context, who clerk.Who, f OrderFilter) (Page[OrderRow], error) {
	if f.As == AgentHat {
		return Page[OrderRow]{}, nil // who acts in a case sees its order there
	}
	own, _, err := b.under(ctx, who, f.As, "buyer")
	if err != nil || own.Column == "" {
		return Page[OrderRow]{}, err
	}
	asks, err := b.orderAsks(ctx, who.Market, own, f)
	if err != nil {
		return Page[OrderRow]{}, err
	}
	var after []any
	if f.After != "" {
		if after, err = orderCursor(f.After); err != nil {
			return Page[OrderRow]{}, err
		}
	}
	var out Page[OrderRow]
	for range mostWindows {
		rows, more, err := b.orderWindow(ctx, who.Market, asks, after)
		if err != nil {
			return out, err
		}
		if len(rows) > 0 {
			after = placeOf(rows[len(rows)-1])
		}
		if rows, err = b.inState(ctx, who, f, rows); err != nil {
			return out, err
		}
		if room := limitOf(f.Limit) - len(out.Rows); len(rows) > room {
			rows, more, after = rows[:room], true, placeOf(rows[room-1])
		}
		out.Rows = append(out.Rows, rows...)
		if out.Next = ""; !more {
			break
		}
		out.Next = closeCursor(append([]any{orderList}, after...))
		if len(out.Rows) == limitOf(f.Limit) {
			break
		}
	}
	return out, b.entitle(ctx, who.Market, out.Rows)
}

// orderList names these lists in their cursors, orderStep is the size of a window.
const (
	orderList = "orders:-bought"
	orderStep = 100
)

// orderAsks are the questions whose answers together are the list: one, or with words
// to look for those of the goods and those of the merchants.
func (b *Casebook) orderAsks(ctx context.Context, m id.Market, own docket.Cond, f OrderFilter) ([]docket.Select, error) {
	where := []docket.Cond{own}
	if !f.From.IsZero() {
		where = append(where, docket.Cond{Column: "bought", Op: ">=", Value: f.From.UnixMicro()})
	}
	if !f.To.IsZero() {
		where = append(where, docket.Cond{Column: "bought", Op: "<", Value: f.To.UnixMicro()})
	}
	ask := func(table string, more ...docket.Cond) docket.Select {
		return docket.Select{Market: m, Table: table, Limit: orderStep, OrderBy: []string{"-bought"}, Where: append(slices.Clone(where), more...)}
	}
	var held []docket.Cond
	if f.State == OrdersHeld {
		held = append(held, docket.Cond{Column: "held", Op: ">", Value: int64(0)})
	}
	if f.Query == "" {
		return []docket.Select{ask(streams.Orders, held...)}, nil
	}
	if of, err := id.Parse[id.Order](f.Query); err == nil {
		return []docket.Select{ask(streams.Orders, append(held, docket.Cond{Column: "order_id", Op: "=", Value: bytesOf(of.Bytes())})...)}, nil
	}
	words := ask(streams.Wares)
	words.Search = f.Query
	shops, err := b.shopsCalled(ctx, m, f.Query)
	if err != nil || len(shops) == 0 {
		return []docket.Select{words}, err
	}
	return []docket.Select{words, ask(streams.Orders, append(held, docket.Cond{Column: "merchant", Op: "in", Value: shops})...)}, nil
}

// orderWindow reads so many orders that none between them is missing. more tells that
// there are others.
func (b *Casebook) orderWindow(ctx context.Context, m id.Market, asks []docket.Select, after []any) (rows []OrderRow, more bool, err error) {
	var places [][]any
	var last []any // of the questions that have more, the one that got least far
	for _, q := range asks {
		q.After = after
		found, err := b.Clerk.Docket.Select(ctx, q)
		if err != nil {
			return nil, false, fmt.Errorf("casebook: orders: %w", err)
		}
		bought := 3
		if q.Table == streams.Orders {
			bought = 11
		}
		for _, r := range found {
			places = append(places, []any{r[bought], r[0]})
		}
		if len(found) == q.Limit {
			more = true
			if end := places[len(places)-1]; last == nil || byPlace(end, last) < 0 {
				last = end
			}
		}
	}
	slices.SortFunc(places, byPlace)
	places = slices.CompactFunc(places, func(x, y []any) bool { return byPlace(x, y) == 0 })
	if at := slices.IndexFunc(places, func(p []any) bool { return last != nil && byPlace(p, last) > 0 }); at >= 0 {
		places = places[:at]
	}
	if rows, err = b.ordersAt(ctx, m, places); err != nil {
		return nil, false, err
	}
	return rows, more, nil
}

// byPlace compares two places of a list of orders: the newest first.
func byPlace(x, y []any) int {
	return cmp.Or(cmp.Compare(num(y[0]), num(x[0])), bytes.Compare(y[1].([]byte), x[1].([]byte))) //nolint:forcetypeassert // the table's columns
}

func placeOf(r OrderRow) []any { return []any{r.Bought.UnixMicro(), bytesOf(r.Order.Bytes())} }

// ordersAt reads the rows of orders, in the order of their places.
func (b *Casebook) ordersAt(ctx context.Context, m id.Market, places [][]any) ([]OrderRow, error) {
	var ask []any
	for _, p := range places {
		ask = append(ask, p[1])
	}
	at := map[id.Order]OrderRow{}
	for some := range slices.Chunk(ask, docket.MaxRows) {
		rows, err := b.Clerk.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Orders, Limit: docket.MaxRows, Where: []docket.Cond{{Column: "order_id", Op: "in", Value: some}}})
		if err != nil {
			return nil, fmt.Errorf("casebook: orders: %w", err)
		}
		for _, r := range rows {
			o := orderRow(r)
			at[o.Order] = o
		}
	}
	var out []OrderRow
	for _, id16 := range ask {
		if o, ok := at[id.From[id.Order](sixteen(id16))]; ok {
			out = append(out, o)
		}
	}
	return out, nil
}

// inState leaves the orders in the state asked for.
func (b *Casebook) inState(ctx context.Context, who clerk.Who, f OrderFilter, rows []OrderRow) ([]OrderRow, error) {
	switch f.State {
	case OrdersHeld:
		return slices.DeleteFunc(rows, func(r OrderRow) bool { return r.HeldMinor == 0 }), nil
	case OrdersOpen, OrdersSoon:
	default:
		return rows, nil
	}
	legal, err := b.Clerk.Legal(ctx, who.Market)
	if err != nil {
		return nil, err
	}
	until := legal.Add(Soon)
	left := map[id.Order]bool{}
	for _, r := range rows {
		left[r.Order] = f.State == OrdersSoon && !r.Confirms.IsZero() && r.Confirms.Before(until)
	}
	cases, err := b.openAbout(ctx, who, f.As, rows)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		if f.State == OrdersOpen || c.Mine != nil && !c.Mine.Due.IsZero() && c.Mine.Due.Before(until) {
			left[c.Order] = true
		}
	}
	return slices.DeleteFunc(rows, func(r OrderRow) bool { return !left[r.Order] }), nil
}

// openAbout are the open cases about orders that their reader knows of.
func (b *Casebook) openAbout(ctx context.Context, who clerk.Who, hat Hat, rows []OrderRow) ([]CaseRow, error) {
	var ask []any
	for _, r := range rows {
		ask = append(ask, bytesOf(r.Order.Bytes()))
	}
	as, err := b.as(ctx, who, hat)
	if err != nil {
		return nil, err
	}
	var out []CaseRow
	for some := range slices.Chunk(ask, orderStep) {
		q := docket.Select{Market: who.Market, Table: streams.Cases, Limit: docket.MaxRows, OrderBy: []string{"-opened"}, Where: []docket.Cond{
			{Column: "order_id", Op: "in", Value: some}, {Column: "closed", Op: "=", Value: int64(0)},
		}, Columns: caseColumns()}
		for after := ""; ; {
			p, err := page(ctx, b.Clerk.Docket, q, after, caseRow)
			if err != nil {
				return nil, err
			}
			out = append(out, b.notDrafts(p.Rows, as.person, false)...)
			if after = p.Next; after == "" {
				break
			}
		}
	}
	return out, b.waits(ctx, who.Market, out, as)
}

// orderCursor opens the cursor of a list of orders.
func orderCursor(text string) ([]any, error) {
	values, err := openCursor(text)
	if err != nil {
		return nil, err
	}
	if len(values) != 3 || values[0] != orderList {
		return nil, ErrCursor
	}
	_, ok1 := values[1].(int64)
	raw, ok2 := values[2].([]byte)
	if !ok1 || !ok2 || len(raw) != 16 {
		return nil, ErrCursor
	}
	return values[1:], nil
}
