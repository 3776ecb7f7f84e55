package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

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
	text, args := t.sql(q.Market, p)
	var page [][]any
	err = s.read.query(ctx, nil, text, args, func(rows *sql.Rows) (bool, error) {
		row, err := t.scan(rows)
		if err != nil {
			return false, err
		}
		if p.Search == "" || docket.Found(row[t.search].(string), p.Search) { //nolint:forcetypeassert // a text column
			page = append(page, row)
		}
		return len(page) < p.Limit, nil
	})
	return page, err
}

// Count counts rows of a projection: from an index alone where one covers the
// conditions.
func (s *Store) Count(ctx context.Context, q docket.Select) (int, error) {
	if q.Search != "" {
		return 0, fmt.Errorf("%w: a search is not counted", docket.ErrBadSelect)
	}
	p, err := s.design.Plan(q)
	if err != nil {
		return 0, err
	}
	t := s.tables[p.Table.Name]
	var b strings.Builder
	b.WriteString("SELECT count(*) FROM (SELECT 1 FROM p_" + t.def.Name + " WHERE ")
	args := conditions(&b, q.Market, p)
	b.WriteString(" LIMIT " + strconv.Itoa(p.Limit) + ")")
	var n int
	err = s.read.query(ctx, nil, b.String(), args, func(rows *sql.Rows) (bool, error) { return true, rows.Scan(&n) })
	return n, err
}

// conditions writes what rows must be, and gives the values for it.
func conditions(b *strings.Builder, market id.Market, p docket.Plan) []any {
	bytes := market.Bytes()
	b.WriteString("market=?")
	args := []any{bytes[:]}
	for _, c := range p.Where {
		values := c.Values()
		op := c.Op + "?"
		if c.Op == "in" {
			op = " IN (" + strings.TrimPrefix(strings.Repeat(",?", len(values)), ",") + ")"
		}
		b.WriteString(" AND " + c.Column + op)
		args = append(args, values...)
	}
	return args
}

// scan reads one row in column order, each value as docket.Column says.
func (t *table) scan(rows *sql.Rows, before ...any) ([]any, error) {
	row := make([]any, len(t.def.Columns))
	into := before
	for _, c := range t.def.Columns {
		switch c.Type {
		case docket.TextColumn:
			into = append(into, new(string))
		case docket.IntColumn:
			into = append(into, new(int64))
		default:
			into = append(into, new([]byte))
		}
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	for i, v := range into[len(before):] {
		switch v := v.(type) {
		case *string:
			row[i] = *v
		case *int64:
			row[i] = *v
		case *[]byte:
			row[i] = filled(*v)
		}
	}
	return row, nil
}

// sql writes a planned query. A search first finds rows that hold all bigrams; whether
// the words really stand there is looked at row by row, so there is no LIMIT then.
func (t *table) sql(market id.Market, p docket.Plan) (string, []any) {
	var b strings.Builder
	b.WriteString("SELECT " + t.columns + " FROM ")
	var args []any
	if p.Search != "" {
		fmt.Fprintf(&b, "s_%[1]s JOIN p_%[1]s ON p_%[1]s.row = s_%[1]s.rowid WHERE s_%[1]s MATCH ? AND ", t.def.Name)
		args = append(args, match(market, p.Search))
	} else {
		b.WriteString("p_" + t.def.Name + " WHERE ")
	}
	args = append(args, conditions(&b, market, p)...)
	if p.After != nil {
		after, more := t.after(p)
		b.WriteString(" AND " + after)
		args = append(args, more...)
	}
	b.WriteString(" ORDER BY ")
	for i, o := range p.Order {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(t.def.Columns[o.Column].Name)
		if o.Down {
			b.WriteString(" DESC")
		}
	}
	if p.Search == "" {
		b.WriteString(atMost(p.Limit)) // the reader stops at the exact number
	}
	return b.String(), args
}

// atMost is a LIMIT of a few sizes, at least n. SQLite plans with the value of a
// LIMIT: given as a parameter, it makes every run prepare the statement anew, which
// costs more than most queries.
func atMost(n int) string {
	for _, size := range []int{1, 50, 100} {
		if n <= size {
			return " LIMIT " + strconv.Itoa(size)
		}
	}
	return " LIMIT " + strconv.Itoa(docket.MaxRows)
}

// match is the FTS5 query of a search text.
func match(market id.Market, text string) string {
	tokens, prefixes := docket.Query(market, text)
	for i := range tokens {
		tokens[i] = `"` + tokens[i] + `"`
	}
	for _, prefix := range prefixes {
		tokens = append(tokens, `"`+prefix+`"*`)
	}
	return strings.Join(tokens, " AND ")
}

// after is the condition of the next page: one row comparison where all columns run
// the same way, which an index serves; else spelled out.
func (t *table) after(p docket.Plan) (string, []any) {
	names := make([]string, len(p.Order))
	same := true
	for i, o := range p.Order {
		names[i] = t.def.Columns[o.Column].Name
		same = same && o.Down == p.Order[0].Down
	}
	sign := func(o docket.Order) string {
		if o.Down {
			return "<"
		}
		return ">"
	}
	if same {
		marks := strings.TrimPrefix(strings.Repeat(",?", len(names)), ",")
		return "(" + strings.Join(names, ", ") + ")" + sign(p.Order[0]) + "(" + marks + ")", p.After
	}
	var cases []string
	var args []any
	for i, o := range p.Order {
		var parts []string
		for j := range i {
			parts = append(parts, names[j]+"=?")
		}
		parts = append(parts, names[i]+sign(o)+"?")
		cases = append(cases, "("+strings.Join(parts, " AND ")+")")
		args = append(args, p.After[:i+1]...)
	}
	return "(" + strings.Join(cases, " OR ") + ")", args
}
