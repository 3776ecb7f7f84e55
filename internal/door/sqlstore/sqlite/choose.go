package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
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
	text, args, read := t.sql(q.Market, p)
	var page [][]any
	err = s.read.query(ctx, nil, text, args, func(rows *sql.Rows) (bool, error) {
		row, err := t.scan(rows, read)
		if err != nil {
			return false, err
		}
		if p.Search == "" || docket.Found(row[t.search].(string), p.Search) { //nolint:forcetypeassert // a text column
			page = append(page, only(p, row, read))
		}
		return len(page) < p.Limit, nil
	})
	return page, err
}

// only forgets what was read of a row without being wanted.
func only(p docket.Plan, row []any, read []int) []any {
	if len(read) > len(p.Wanted) {
		for _, at := range read {
			if !p.Wants(at) {
				row[at] = nil
			}
		}
	}
	return row
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
	b.WriteString("SELECT count(*) FROM (SELECT 1 FROM p_" + t.def.Name + t.by(p) + " WHERE ")
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

// scan reads one row in column order: each value read as docket.Column says, nil for
// the others. STRICT tables hold no other types.
func (t *table) scan(rows *sql.Rows, read []int, before ...any) ([]any, error) {
	row := make([]any, len(t.def.Columns))
	into := make([]any, 0, len(before)+len(read))
	into = append(into, before...)
	for _, at := range read {
		into = append(into, &row[at])
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	for _, at := range read {
		if t.def.Columns[at].Type == docket.BytesColumn {
			b, _ := row[at].([]byte)
			row[at] = filled(b)
		}
	}
	return row, nil
}

// sql writes a planned query, and tells which columns it reads, in order. A search
// first finds rows that hold all bigrams; whether the words really stand there is
// looked at row by row, so there is no LIMIT then.
func (t *table) sql(market id.Market, p docket.Plan) (text string, args []any, read []int) {
	read = p.Wanted
	arms := t.arms(p)
	if p.Search != "" && !p.Wants(t.search) {
		read = append(slices.Clone(read), t.search)
	}
	for _, o := range p.Order {
		if len(arms) > 1 && !slices.Contains(read, o.Column) { // a merge sees only what is selected
			read = append(slices.Clone(read), o.Column)
		}
	}
	var b strings.Builder
	for i, arm := range arms {
		if i > 0 {
			b.WriteString(" UNION ALL ")
		}
		args = append(args, t.arm(&b, market, arm, read)...)
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
	return b.String(), args, read
}

// arm writes one SELECT without its order.
func (t *table) arm(b *strings.Builder, market id.Market, p docket.Plan, read []int) (args []any) {
	b.WriteString("SELECT ")
	for i, at := range read {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(t.def.Columns[at].Name)
	}
	b.WriteString(" FROM ")
	if p.Search != "" {
		fmt.Fprintf(b, "s_%[1]s JOIN p_%[1]s ON p_%[1]s.row = s_%[1]s.rowid WHERE s_%[1]s MATCH ? AND ", t.def.Name)
		args = append(args, match(market, p.Search))
	} else {
		b.WriteString("p_" + t.def.Name + t.by(p) + " WHERE ")
	}
	args = append(args, conditions(b, market, p)...)
	if p.After != nil {
		after, more := t.after(p)
		b.WriteString(" AND " + after)
		args = append(args, more...)
	}
	return args
}

// by names the index of an “in” of ids. SQLite knows nothing of how many rows an index
// value has: left to itself it walks a whole marketplace in the wanted order and looks
// at every row whether it is one of twenty.
func (t *table) by(p docket.Plan) string {
	for _, c := range p.Where {
		if c.Op != "in" || len(c.Values()) == 0 {
			continue
		}
		column := slices.IndexFunc(t.def.Columns, func(col docket.Column) bool { return col.Name == c.Column && col.Type == docket.BytesColumn })
		at := slices.IndexFunc(t.def.Indexes, func(index []string) bool { return index[0] == c.Column })
		if column >= 0 && at >= 0 {
			return " INDEXED BY " + t.index(at)
		}
	}
	return ""
}

// mostArms is how many values of an “in” are looked for one by one.
const mostArms = 8

// arms takes a query apart by the values of its “in” where an index gives each of them
// in the wanted order: SQLite then merges a few seeks and stops at the limit, instead
// of sorting every row that answers. Without such an index the query stays whole.
func (t *table) arms(p docket.Plan) []docket.Plan {
	at := slices.IndexFunc(p.Where, func(c docket.Cond) bool { return c.Op == "in" })
	if at < 0 || p.Search != "" || len(p.Where[at].Values()) > mostArms || !t.ordered(p, p.Where[at].Column) {
		return []docket.Plan{p}
	}
	var arms []docket.Plan
	for i, v := range p.Where[at].Values() {
		if slices.ContainsFunc(p.Where[at].Values()[:i], func(other any) bool { return docket.Compare(v, other) == 0 }) {
			continue // named twice, a row answers once
		}
		arm := p
		arm.Where = slices.Clone(p.Where)
		arm.Where[at] = docket.Cond{Column: p.Where[at].Column, Op: "=", Value: v}
		arms = append(arms, arm)
	}
	if len(arms) == 0 {
		return []docket.Plan{p} // among nothing: no row answers
	}
	return arms
}

// ordered tells whether an index begins with a column, goes on with columns that are
// given, and then has the order.
func (t *table) ordered(p docket.Plan, first string) bool {
	var order []string
	for _, o := range p.Order {
		if o.Down != p.Order[0].Down {
			return false
		}
		order = append(order, t.def.Columns[o.Column].Name)
	}
	given := func(column string) bool {
		return slices.ContainsFunc(p.Where, func(c docket.Cond) bool { return c.Op == "=" && c.Column == column })
	}
	return slices.ContainsFunc(t.def.Indexes, func(index []string) bool {
		if index[0] != first {
			return false
		}
		rest := index[1:]
		for len(rest) > 0 && given(rest[0]) {
			rest = rest[1:]
		}
		return len(rest) > 0 && len(rest) <= len(order) && slices.Equal(rest, order[:len(rest)])
	})
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
