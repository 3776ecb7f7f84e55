package postgres

import (
	"cmp"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// rows puts projection rows into a pipeline: for each table those that stay and those
// that go. A key stands at most once among them.
func rows(out *pgx.Batch, tables map[string]*table, list []docket.PlacedRow) {
	by := make(map[string][]docket.PlacedRow)
	for _, row := range list {
		by[row.Table] = append(by[row.Table], row)
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		t := tables[name]
		var stay, gone []docket.PlacedRow
		for _, row := range sorted(by[name], t.order) {
			if row.Delete {
				gone = append(gone, row)
			} else {
				stay = append(stay, row)
			}
		}
		t.put(out, stay)
		t.drop(out, gone)
	}
}

// order is by place and key, byte by byte.
func (t *table) order(a, b docket.PlacedRow) int {
	am, bm := a.Market.Bytes(), b.Market.Bytes()
	by := cmp.Or(slices.Compare(am[:], bm[:]), cmp.Compare(a.Home, b.Home))
	for i := 0; by == 0 && i < t.def.Key; i++ {
		by = docket.Compare(a.Values[i], b.Values[i])
	}
	return by
}

// put upserts rows, and their bigrams where there is a search column.
func (t *table) put(out *pgx.Batch, list []docket.PlacedRow) {
	if len(list) == 0 {
		return
	}
	var at refs
	grams := make([]string, 0, len(list))
	for _, row := range list {
		at.add(docket.Ref{Place: row.Place, Stream: row.Of})
		if t.search >= 0 {
			text, _ := row.Values[t.search].(string)
			grams = append(grams, docket.Grams(row.Market, text))
		}
	}
	place := []any{at.markets, at.homes}
	if t.def.Clear {
		place = at.with()
	}
	out.Queue(t.upsert, append(place, t.arrays(list, len(t.def.Columns))...)...)
	if t.search >= 0 {
		keys := append([]any{at.markets, at.homes}, t.arrays(list, t.def.Key)...)
		out.Queue(t.index, append(keys, grams)...)
	}
}

// drop removes rows by their keys.
func (t *table) drop(out *pgx.Batch, list []docket.PlacedRow) {
	if len(list) == 0 {
		return
	}
	var at refs
	for _, row := range list {
		at.add(docket.Ref{Place: row.Place})
	}
	keys := append([]any{at.markets, at.homes}, t.arrays(list, t.def.Key)...)
	if t.search >= 0 {
		out.Queue(t.unindex, keys...)
	}
	out.Queue(t.remove, keys...)
}

// arrays are the first columns of some rows, one array a column.
func (t *table) arrays(list []docket.PlacedRow, columns int) []any {
	made := make([]any, columns)
	for i := range made {
		made[i] = array(t.def.Columns[i].Type, len(list), func(n int) any { return list[n].Values[i] })
	}
	return made
}

// array gathers values of one type, as docket.Column says of each.
func array(of docket.ColumnType, n int, value func(int) any) any {
	switch of {
	case docket.TextColumn:
		return gather[string](n, value)
	case docket.IntColumn:
		return gather[int64](n, value)
	default:
		return gather[[]byte](n, value)
	}
}

func gather[T any](n int, value func(int) any) []T {
	all := make([]T, n)
	for i := range all {
		all[i], _ = value(i).(T) // the registrar gave each value its column's type
	}
	return all
}

// forget removes the rows of a stream from a table that keeps whose they are.
func (t *table) forget(out *pgx.Batch, ref docket.Ref) {
	whose := "h.market=$1 AND h.home=$2 AND h.of_kind=$3 AND h.of_id=$4"
	if t.search >= 0 {
		same := "s.market=h.market AND s.home=h.home"
		for _, name := range t.key {
			same += " AND s." + name + "=h." + name
		}
		out.Queue("DELETE FROM "+t.grams+" s USING "+t.name+" h WHERE "+same+" AND "+whose, refArgs(ref)...)
	}
	out.Queue("DELETE FROM "+t.name+" h WHERE "+whose, refArgs(ref)...)
}
