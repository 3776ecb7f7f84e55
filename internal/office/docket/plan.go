package docket

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Limits of a page.
const (
	MaxRows     = 500
	MaxEvents   = 1000
	defaultRows = 100
)

// ErrBadSelect means that a query names what its table does not have.
var ErrBadSelect = errors.New("docket: query does not fit its table")

// HomeColumn may be named in conditions and indexes besides a table's own columns.
const HomeColumn = "home"

// Plan is a checked query: what every engine carries out in the same way.
type Plan struct {
	Table  Table
	Where  []Cond // values as stored
	Search string
	Order  []Order // total: ends with the key
	After  []any   // nil, or one value per Order
	Limit  int
	// Wanted are the positions of the columns to read, ascending; never empty. In a row
	// handed out everything else is nil.
	Wanted []int
	// Nothing is true when no row can answer: a search without a single word.
	Nothing bool
}

// Order is one column of an order.
type Order struct {
	Column int
	Down   bool
}

// Plan checks a query against its table. An order is made total by the key, which
// must be unique in the marketplace; the key runs the way of the last column named,
// so that one index serves the whole.
//
// Errors: ErrBadSelect.
func (d Design) Plan(q Select) (Plan, error) {
	t, ok := d.Table(q.Table)
	if !ok {
		return Plan{}, fmt.Errorf("%w: no table %q", ErrBadSelect, q.Table)
	}
	p := Plan{Table: t, Search: strings.TrimSpace(q.Search), Limit: PageOf(q.Limit)}
	if p.Search != "" && t.Search == "" {
		return p, fmt.Errorf("%w: %s is not searched", ErrBadSelect, t.Name)
	}
	p.Nothing = p.Search != "" && len(queryWords(p.Search)) == 0
	for _, c := range q.Where {
		tidy, err := t.condition(c)
		if err != nil {
			return p, err
		}
		p.Where = append(p.Where, tidy)
	}
	if err := p.order(q.OrderBy); err != nil {
		return p, err
	}
	if err := p.wanted(q.Columns); err != nil {
		return p, err
	}
	return p, p.after(q.After)
}

// wanted finds the columns to read.
func (p *Plan) wanted(columns []string) error {
	for _, name := range columns {
		at := p.Table.column(name)
		if at < 0 || slices.Contains(p.Wanted, at) {
			return fmt.Errorf("%w: wants %q", ErrBadSelect, name)
		}
		p.Wanted = append(p.Wanted, at)
	}
	slices.Sort(p.Wanted)
	if len(columns) == 0 {
		p.Wanted = make([]int, len(p.Table.Columns))
		for i := range p.Wanted {
			p.Wanted[i] = i
		}
	}
	return nil
}

// Wants tells whether a column's value is to be handed out.
func (p Plan) Wants(column int) bool {
	_, found := slices.BinarySearch(p.Wanted, column)
	return found
}

func (t Table) condition(c Cond) (Cond, error) {
	col := Column{Name: HomeColumn, Type: IntColumn}
	if at := t.column(c.Column); at >= 0 {
		col = t.Columns[at]
	} else if c.Column != HomeColumn {
		return c, fmt.Errorf("%w: %s has no column %q", ErrBadSelect, t.Name, c.Column)
	}
	values := []any{c.Value}
	switch c.Op {
	case "=", "<", "<=", ">", ">=":
	case "in":
		list, ok := c.Value.([]any)
		if !ok || len(list) > MaxRows {
			return c, fmt.Errorf("%w: “in” takes a list of at most %d", ErrBadSelect, MaxRows)
		}
		values = slices.Clone(list)
	default:
		return c, fmt.Errorf("%w: operator %q", ErrBadSelect, c.Op)
	}
	for i := range values {
		v, err := col.normal(values[i])
		if err != nil {
			return c, fmt.Errorf("%w: %w", ErrBadSelect, err)
		}
		values[i] = v
	}
	c.Value = values
	return c, nil
}

// Values are the values of a planned condition; only “in” has other than one.
func (c Cond) Values() []any {
	list, ok := c.Value.([]any)
	if !ok {
		return []any{c.Value}
	}
	return list
}

func (p *Plan) order(columns []string) error {
	down := false
	seen := make(map[int]bool)
	for _, name := range columns {
		name, down = strings.CutPrefix(name, "-")
		at := p.Table.column(name)
		if at < 0 || seen[at] {
			return fmt.Errorf("%w: order by %q", ErrBadSelect, name)
		}
		seen[at] = true
		p.Order = append(p.Order, Order{Column: at, Down: down})
	}
	for at := range p.Table.Key {
		if !seen[at] {
			p.Order = append(p.Order, Order{Column: at, Down: down})
		}
	}
	return nil
}

func (p *Plan) after(values []any) error {
	if len(values) == 0 {
		return nil
	}
	if len(values) != len(p.Order) {
		return fmt.Errorf("%w: page continues after %d values, not %d", ErrBadSelect, len(values), len(p.Order))
	}
	for i, o := range p.Order {
		v, err := p.Table.Columns[o.Column].normal(values[i])
		if err != nil {
			return fmt.Errorf("%w: %w", ErrBadSelect, err)
		}
		p.After = append(p.After, v)
	}
	return nil
}

// PageOf gives a limit between 1 and MaxRows; 0 is the default of 100.
func PageOf(limit int) int {
	if limit <= 0 {
		limit = defaultRows
	}
	return min(limit, MaxRows)
}

// Cursor is what a next page's After must be, given the last row of this one.
func (p Plan) Cursor(row []any) []any {
	cursor := make([]any, len(p.Order))
	for i, o := range p.Order {
		cursor[i] = row[o.Column]
	}
	return cursor
}

// Compare orders two stored values of one column as every engine must: numbers by
// size, texts and bytes byte by byte.
func Compare(a, b any) int {
	switch a := a.(type) {
	case int64:
		return cmp.Compare(a, b.(int64)) //nolint:forcetypeassert // both come from one column
	case string:
		return cmp.Compare(a, b.(string)) //nolint:forcetypeassert // both come from one column
	}
	return bytes.Compare(a.([]byte), b.([]byte)) //nolint:forcetypeassert // both come from one column
}

// Holds tells whether a row of a home meets the conditions and lies after the page before.
func (p Plan) Holds(home uint16, row []any) bool {
	for _, c := range p.Where {
		v := any(int64(home))
		if at := p.Table.column(c.Column); at >= 0 {
			v = row[at]
		}
		if !slices.ContainsFunc(c.Values(), func(want any) bool { return holds(c.Op, Compare(v, want)) }) {
			return false
		}
	}
	if p.Search != "" && !Found(row[p.Table.column(p.Table.Search)].(string), p.Search) { //nolint:forcetypeassert // a text column
		return false
	}
	return p.After == nil || p.less(p.After, p.Cursor(row))
}

func holds(op string, order int) bool {
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	}
	return order == 0
}

// Less tells whether one row comes before another.
func (p Plan) Less(a, b []any) bool { return p.less(p.Cursor(a), p.Cursor(b)) }

func (p Plan) less(a, b []any) bool {
	for i, o := range p.Order {
		if order := Compare(a[i], b[i]); order != 0 {
			return order < 0 != o.Down
		}
	}
	return false
}
