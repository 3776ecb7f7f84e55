package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Select reads rows of a projection, a page at a time.
func (s *Store) Select(ctx context.Context, q docket.Select) ([][]any, error) {
	p, err := s.design.Plan(q)
	if err != nil || p.Nothing {
		return nil, err
	}
	t := s.tables[p.Table.Name]
	if p.Search != "" {
		return t.find(ctx, s.reads(), q.Market, p)
	}
	text := t.sql(q.Market, p, p.Wanted, p.Limit)
	return query(ctx, s.reads(), t.reading(p.Wanted), text.String(), text.args...)
}

// find reads a page of a search: rows that hold all bigrams, of which those stay in
// which the words really stand. It reads on as long as too few did.
func (t *table) find(ctx context.Context, from shelf, market id.Market, p docket.Plan) ([][]any, error) {
	read := slices.Concat(p.Wanted, []int{t.search})
	for _, o := range p.Order { // the next page begins behind them
		read = append(read, o.Column)
	}
	slices.Sort(read)
	read = slices.Compact(read)
	var page [][]any
	for at := min(2*p.Limit+20, docket.MaxRows); ; at = docket.MaxRows {
		text := t.sql(market, p, read, at)
		found, err := query(ctx, from, t.reading(read), text.String(), text.args...)
		if err != nil {
			return nil, err
		}
		var last []any
		for _, row := range found {
			last = p.Cursor(row)
			if docket.Found(row[t.search].(string), p.Search) { //nolint:forcetypeassert // a text column
				if page = append(page, only(p, row)); len(page) == p.Limit {
					return page, nil
				}
			}
		}
		if len(found) < at {
			return page, nil
		}
		p.After = last
	}
}

// only is a row without what was read of it without being wanted.
func only(p docket.Plan, row []any) []any {
	wanted := make([]any, len(row))
	for _, at := range p.Wanted {
		wanted[at] = row[at]
	}
	return wanted
}

// Count counts rows of a projection.
func (s *Store) Count(ctx context.Context, q docket.Select) (int, error) {
	if q.Search != "" {
		return 0, fmt.Errorf("%w: a search is not counted", docket.ErrBadSelect)
	}
	p, err := s.design.Plan(q)
	if err != nil {
		return 0, err
	}
	var text statement
	text.say("SELECT count(*) FROM (SELECT 1 FROM " + s.tables[p.Table.Name].name + " WHERE ")
	text.conditions(q.Market, p)
	text.say(" LIMIT " + strconv.Itoa(p.Limit) + ") AS few")
	n, err := query(ctx, s.reads(), func(row pgx.CollectableRow) (n int, err error) {
		err = row.Scan(&n)
		return n, err
	}, text.String(), text.args...)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// statement is a text that grows together with its values.
type statement struct {
	strings.Builder
	args []any
}

func (b *statement) say(text string) { _, _ = b.WriteString(text) }

// value writes the mark of a value.
func (b *statement) value(v any) {
	b.args = append(b.args, v)
	b.say("$" + strconv.Itoa(len(b.args)))
}

// conditions write what rows must be.
func (b *statement) conditions(market id.Market, p docket.Plan) {
	bytes := market.Bytes()
	b.say("market=")
	b.value(bytes[:])
	for _, c := range p.Where {
		b.say(" AND " + quoted(c.Column))
		if c.Op == "in" {
			values := c.Values()
			b.say("=ANY(")
			b.value(array(typeOf(p.Table, c.Column), len(values), func(n int) any { return values[n] }))
			b.say(")")
			continue
		}
		b.say(c.Op)
		b.value(c.Values()[0])
	}
}

// reading scans rows of which some columns were read.
func (t *table) reading(read []int) func(pgx.CollectableRow) ([]any, error) {
	return func(found pgx.CollectableRow) ([]any, error) { return t.scan(found, read) }
}

// scan reads one row in column order: each value read as docket.Column says, nil for
// the others.
func (t *table) scan(found pgx.CollectableRow, read []int, before ...any) ([]any, error) {
	row := make([]any, len(t.def.Columns))
	into := before
	for _, at := range read {
		switch t.def.Columns[at].Type {
		case docket.TextColumn:
			into = append(into, new(string))
		case docket.IntColumn:
			into = append(into, new(int64))
		default:
			into = append(into, new([]byte))
		}
	}
	if err := found.Scan(into...); err != nil {
		return nil, err
	}
	for i, v := range into[len(before):] {
		switch v := v.(type) {
		case *string:
			row[read[i]] = *v
		case *int64:
			row[read[i]] = *v
		case *[]byte:
			row[read[i]] = filled(*v)
		}
	}
	return row, nil
}

// sql writes a planned query for so many rows of some columns. A search first finds rows that hold all
// bigrams.
func (t *table) sql(market id.Market, p docket.Plan, read []int, limit int) *statement {
	b := &statement{}
	for i, at := range read {
		b.say([]string{"SELECT ", ", "}[min(i, 1)])
		b.say(quoted(t.def.Columns[at].Name))
	}
	b.say(" FROM " + t.name)
	if p.Search != "" {
		b.say(" JOIN " + t.grams + " USING (market, home, " + strings.Join(t.key, ", ") + ")")
	}
	b.say(" WHERE ")
	b.conditions(market, p)
	if p.Search != "" {
		b.say(" AND grams @@ ")
		b.value(match(market, p.Search))
		b.say("::text::tsquery")
	}
	if p.After != nil {
		t.after(b, p)
	}
	for i, o := range p.Order {
		b.say([]string{" ORDER BY ", ", "}[min(i, 1)])
		b.say(quoted(t.def.Columns[o.Column].Name))
		if o.Down {
			b.say(" DESC")
		}
	}
	b.say(" LIMIT " + strconv.Itoa(limit)) // as a word: a plan for every size is a plan for none
	return b
}

// match is the tsquery of a search text. Its tokens are letters and digits only.
func match(market id.Market, text string) string {
	tokens, prefixes := docket.Query(market, text)
	for i := range tokens {
		tokens[i] = "'" + tokens[i] + "'"
	}
	for _, prefix := range prefixes {
		tokens = append(tokens, "'"+prefix+"':*")
	}
	return strings.Join(tokens, " & ")
}

// after is the condition of the next page: one row comparison where all columns run
// the same way, which an index serves; else spelled out.
func (t *table) after(b *statement, p docket.Plan) {
	names := make([]string, len(p.Order))
	same := true
	for i, o := range p.Order {
		names[i] = quoted(t.def.Columns[o.Column].Name)
		same = same && o.Down == p.Order[0].Down
	}
	sign := func(o docket.Order) string {
		if o.Down {
			return "<"
		}
		return ">"
	}
	if same {
		b.say(" AND (" + strings.Join(names, ", ") + ")" + sign(p.Order[0]))
		for i, v := range p.After {
			b.say([]string{"(", ", "}[min(i, 1)])
			b.value(v)
		}
		b.say(")")
		return
	}
	for i, o := range p.Order {
		b.say([]string{" AND ((", " OR ("}[min(i, 1)])
		for j := range i {
			b.say(names[j] + "=")
			b.value(p.After[j])
			b.say(" AND ")
		}
		b.say(names[i] + sign(o))
		b.value(p.After[i])
		b.say(")")
	}
	b.say(")")
}

// typeOf is the type of a column a condition names, home among them.
func typeOf(t docket.Table, name string) docket.ColumnType {
	for _, c := range t.Columns {
		if c.Name == name {
			return c.Type
		}
	}
	return docket.IntColumn
}
