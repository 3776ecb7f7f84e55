package dockettest

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// table keeps a projection by marketplace and key, and by the first column of its key
// and of each index, so that a simulation's questions do not walk everything.
type table struct {
	def   docket.Table
	rows  map[id.Market]map[string]*row
	first []int // positions of indexed columns
	index map[indexKey]map[string]*row
}

type row struct {
	place  docket.Place
	of     record.Stream
	values []any
}

type indexKey struct {
	market id.Market
	column int
	value  string
}

func newTable(def docket.Table) *table {
	t := &table{def: def, rows: make(map[id.Market]map[string]*row), index: make(map[indexKey]map[string]*row), first: []int{0}}
	for _, columns := range def.Indexes {
		for _, name := range columns {
			at := slices.IndexFunc(def.Columns, func(c docket.Column) bool { return c.Name == name })
			if at >= 0 && !slices.Contains(t.first, at) {
				t.first = append(t.first, at)
			}
			if at >= 0 {
				break
			}
		}
	}
	return t
}

func (t *table) write(r docket.PlacedRow) {
	key := docket.RowKey(r.Place, t.def.Name, r.Values[:t.def.Key])
	rows := t.rows[r.Market]
	if rows == nil {
		rows = make(map[string]*row)
		t.rows[r.Market] = rows
	}
	old := rows[key]
	if old != nil && !r.Delete && t.sameIndex(old.values, r.Values) {
		old.values, old.of = r.Values, r.Of
		return
	}
	if old != nil {
		for _, at := range t.first {
			delete(t.index[t.lookup(r.Market, at, old.values[at])], key)
		}
		delete(rows, key)
	}
	if r.Delete {
		return
	}
	made := &row{place: r.Place, of: r.Of, values: r.Values}
	rows[key] = made
	for _, at := range t.first {
		k := t.lookup(r.Market, at, r.Values[at])
		if t.index[k] == nil {
			t.index[k] = make(map[string]*row)
		}
		t.index[k][key] = made
	}
}

// forget removes the rows of a stream.
func (t *table) forget(ref docket.Ref) {
	for _, r := range t.rows[ref.Market] {
		if r.place == ref.Place && r.of == ref.Stream {
			t.write(docket.PlacedRow{Place: r.place, Row: docket.Row{Table: t.def.Name, Values: r.values[:t.def.Key], Delete: true}})
		}
	}
}

func (t *table) sameIndex(a, b []any) bool {
	for _, at := range t.first {
		if docket.Compare(a[at], b[at]) != 0 {
			return false
		}
	}
	return true
}

func (t *table) lookup(market id.Market, column int, value any) indexKey {
	return indexKey{market: market, column: column, value: docket.RowKey(docket.Place{}, "", []any{value})}
}

// choose carries out a planned query.
func (t *table) choose(market id.Market, p docket.Plan) [][]any {
	if p.Nothing {
		return nil
	}
	among := t.rows[market]
	for _, c := range p.Where {
		at := slices.IndexFunc(t.def.Columns, func(col docket.Column) bool { return col.Name == c.Column })
		if c.Op != "=" || !slices.Contains(t.first, at) {
			continue
		}
		if fewer := t.index[t.lookup(market, at, c.Values()[0])]; len(fewer) < len(among) {
			among = fewer
		}
	}
	var found [][]any
	for _, r := range among {
		if p.Holds(r.place.Home, r.values) {
			found = append(found, r.values)
		}
	}
	slices.SortFunc(found, func(a, b []any) int {
		if p.Less(a, b) {
			return -1
		}
		return 1
	})
	found = found[:min(p.Limit, len(found))]
	for i := range found {
		found[i] = slices.Clone(found[i])
		for at := range found[i] {
			if !p.Wants(at) {
				found[i][at] = nil
			}
		}
	}
	return found
}

func (s *shelf) clearTables() {
	s.tables = make(map[string]*table, len(s.design.Tables))
	for _, def := range s.design.Tables {
		s.tables[def.Name] = newTable(def)
	}
}
