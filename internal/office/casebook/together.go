package casebook

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// What a list shows beside its rows is asked for all rows at once: a page of a list
// costs a few questions to the store, however many rows it has.

// Goods is what an order is known by among those who may see it.
type Goods struct {
	Number string         // at its shop; "" when unknown or erased
	Titles map[int]string // of its goods, by line
}

// askedAtOnce is of how many streams texts are asked in one question.
const askedAtOnce = 50

// Names are what persons are called; who is unknown or erased is not among them.
// Masking is for who shows them.
func (b *Casebook) Names(ctx context.Context, m id.Market, of []id.Person) (map[id.Person]string, error) {
	out := map[id.Person]string{}
	err := b.clear(ctx, m, record.Person, idsOf(of), []docket.Cond{{Column: "path", Op: "=", Value: "name"}}, func(stream [16]byte, _, text string) {
		out[id.From[id.Person](stream)] = text // the newest comes last
	})
	return out, err
}

// ShopNames are what merchants are called: by the names of their owners' accounts.
func (b *Casebook) ShopNames(ctx context.Context, m id.Market, of []id.Merchant) (map[id.Merchant]string, error) {
	market, legal, err := b.marketAt(ctx, m)
	if err != nil {
		return nil, err
	}
	by := map[id.Merchant]id.Person{}
	for _, g := range market.Grants {
		if slices.Contains(of, g.Merchant) && g.Capacity.Membership() && g.At(legal) && (by[g.Merchant].IsZero() || g.Capacity == party.Owner) {
			by[g.Merchant] = g.Person
		}
	}
	var people []id.Person
	for _, p := range by {
		people = append(people, p)
	}
	names, err := b.Names(ctx, m, people)
	out := map[id.Merchant]string{}
	for shop, p := range by {
		out[shop] = names[p]
	}
	return out, err
}

// BoughtIn is what orders are known by: Bought, for all rows of a list at once.
func (b *Casebook) BoughtIn(ctx context.Context, m id.Market, of []id.Order) (map[id.Order]Goods, error) {
	out := map[id.Order]Goods{}
	err := b.clear(ctx, m, record.Order, idsOf(of), knownBy(), func(stream [16]byte, path, text string) {
		o := id.From[id.Order](stream)
		g := out[o]
		if g.Titles == nil {
			g.Titles = map[int]string{}
		}
		if path == "number" {
			g.Number = text
		} else if line, ok := lineOf(path); ok {
			g.Titles[line] = text
		}
		out[o] = g
	})
	return out, err
}

// knownBy chooses of an order's texts its number and what stands in its lines, which
// lie side by side: what is kept of its buyer is not even read.
func knownBy() []docket.Cond {
	return []docket.Cond{{Column: "path", Op: ">=", Value: "lines/"}, {Column: "path", Op: "<=", Value: "number"}}
}

// entitle adds to orders what they are known by.
func (b *Casebook) entitle(ctx context.Context, m id.Market, rows []OrderRow) error {
	var of []id.Order
	for _, r := range rows {
		of = append(of, r.Order)
	}
	bought, err := b.BoughtIn(ctx, m, of)
	for i := range rows {
		rows[i].Number, rows[i].Titles = bought[rows[i].Order].Number, bought[rows[i].Order].Titles
	}
	return err
}

// lineOf reads which line of an order a title is of.
func lineOf(path string) (int, bool) {
	rest, ok := strings.CutPrefix(path, "lines/")
	no, last, found := strings.Cut(rest, "/")
	n, err := strconv.Atoi(no)
	return n, ok && found && last == "title" && err == nil
}

// PaymentsOf are the instructions about orders, the newest first, by order; of each at
// most so many.
func (b *Casebook) PaymentsOf(ctx context.Context, m id.Market, of []id.Order, each int) (map[id.Order][]PaymentRow, error) {
	out := map[id.Order][]PaymentRow{}
	for some := range slices.Chunk(idsOf(of), askedAtOnce) {
		for after := ""; ; {
			p, err := page(ctx, b.Clerk.Docket, docket.Select{
				Market: m, Table: streams.Payments, Limit: docket.MaxRows, OrderBy: []string{"-asked"}, Where: []docket.Cond{{Column: "order_id", Op: "in", Value: some}},
			}, after, paymentRow)
			if err != nil {
				return out, err
			}
			for _, row := range p.Rows {
				if len(out[row.Order]) < each {
					out[row.Order] = append(out[row.Order], row)
				}
			}
			if after = p.Next; after == "" {
				break
			}
		}
	}
	return out, nil
}

// clear reads the clear texts of streams of one kind, the oldest of each first.
func (b *Casebook) clear(ctx context.Context, m id.Market, kind string, ids []any, only []docket.Cond, take func(stream [16]byte, path, text string)) error {
	for some := range slices.Chunk(ids, askedAtOnce) {
		q := docket.Select{
			Market: m, Table: streams.Texts, Limit: docket.MaxRows, OrderBy: []string{"stream", "id", "seq", "path"}, Columns: []string{"id", "seq", "path", "body"},
			Where: append([]docket.Cond{{Column: "stream", Op: "=", Value: kind}, {Column: "id", Op: "in", Value: some}}, only...),
		}
		for {
			rows, err := b.Clerk.Docket.Select(ctx, q)
			if err != nil {
				return fmt.Errorf("casebook: texts: %w", err)
			}
			for _, r := range rows {
				take(sixteen(r[1]), str(r[3]), str(r[6]))
			}
			if len(rows) < q.Limit {
				break
			}
			last := rows[len(rows)-1]
			q.After = []any{kind, last[1], last[2], last[3]}
		}
	}
	return nil
}

// idsOf are the bytes of ids, each once, without the zero id.
func idsOf[K interface {
	comparable
	Bytes() [16]byte
	IsZero() bool
}](of []K) []any {
	seen := map[K]bool{}
	var out []any
	for _, x := range of {
		if !x.IsZero() && !seen[x] {
			seen[x] = true
			out = append(out, bytesOf(x.Bytes()))
		}
	}
	return out
}
