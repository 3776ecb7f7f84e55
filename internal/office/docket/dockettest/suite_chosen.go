package dockettest

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// chosen: of a row only the wanted values are handed out, each in its place, whatever
// the order, the page before, the conditions and a search looked at.
func (d *desk) chosen() {
	for n := range 20 {
		s := aPurse(n)
		d.submit(d.envelope(), needs(s), plain(fill(s, int64(n/2+1)), note(s, fmt.Sprintf("第%d件退货", n))))
	}
	same := func(q docket.Select, width int, wanted map[string]int) {
		d.t.Helper()
		whole, err := d.Select(d.t.Context(), q)
		d.need(err == nil && len(whole) > 2, "%+v: %d %v", q, len(whole), err)
		for name := range wanted {
			q.Columns = append(q.Columns, name)
		}
		slices.Sort(q.Columns)
		rows, err := d.Select(d.t.Context(), q)
		d.need(err == nil && len(rows) == len(whole), "%+v: %d rows of %d, %v", q, len(rows), len(whole), err)
		for i, row := range rows {
			d.need(len(row) == width, "%+v: a row of %d values", q, len(row))
			for at, v := range row {
				want := any(nil)
				if slices.Contains(slices.Collect(maps.Values(wanted)), at) {
					want = whole[i][at]
				}
				d.need(fmt.Sprintf("%T %v", v, v) == fmt.Sprintf("%T %v", want, want), "%+v: row %d, value %d is %v, not %v", q, i, at, v, want)
			}
		}
	}
	fifth := aPurse(5).ID
	for _, wanted := range []map[string]int{{"purse": 0}, {"balance": 1}, {"rich": 3, "purse": 0}, {"rich": 3, "parity": 2, "balance": 1, "purse": 0}} {
		same(docket.Select{Market: place().Market, Table: "purses"}, 4, wanted)
		same(docket.Select{Market: place().Market, Table: "purses", OrderBy: []string{"-balance"}, Limit: 7}, 4, wanted)
		same(docket.Select{Market: place().Market, Table: "purses", OrderBy: []string{"balance"}, After: []any{3, fifth[:]}, Where: []docket.Cond{{Column: "parity", Op: "=", Value: "odd"}}}, 4, wanted)
		same(docket.Select{Market: place().Market, Table: "purses", OrderBy: []string{"balance"}, Where: []docket.Cond{{Column: "parity", Op: "in", Value: []any{"odd", "even"}}}, Limit: 9}, 4, wanted)
	}
	for _, query := range []string{"退", "退货", "件退货"} {
		same(docket.Select{Market: place().Market, Table: "purse_notes", Search: query}, 3, map[string]int{"seq": 1})
	}
	for _, columns := range [][]string{{"nothing"}, {"purse", "purse"}, {"home"}, {"-purse"}} {
		_, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purses", Columns: columns})
		d.need(errors.Is(err, docket.ErrBadSelect), "%v: %v", columns, err)
	}
}

// merged: rows of several values of one column come in one order, each once, also where
// an engine looks for every value by itself; and so do the pages after the first.
func (d *desk) merged() {
	for n := range 40 {
		s := aPurse(n)
		d.submit(d.envelope(), needs(s), plain(fill(s, int64(n/3+1))))
	}
	for _, order := range [][]string{nil, {"balance"}, {"-balance"}, {"-balance", "purse"}} {
		for _, limit := range []int{1, 7, 500} {
			all := docket.Select{Market: place().Market, Table: "purses", OrderBy: order, Limit: limit}
			for range 3 {
				want, err := d.Select(d.t.Context(), all)
				d.need(err == nil, "%v", err)
				among := all
				among.Where = []docket.Cond{{Column: "parity", Op: "in", Value: []any{"odd", "even", "odd", "neither"}}}
				got, err := d.Select(d.t.Context(), among)
				d.need(err == nil && fmt.Sprint(got) == fmt.Sprint(want), "%v by %d after %v: %v, not %v, %v", order, limit, all.After, got, want, err)
				if len(want) == 0 {
					break
				}
				plan, err := d.setup.Design.Plan(all)
				d.need(err == nil, "%v", err)
				all.After = plan.Cursor(want[len(want)-1])
			}
		}
	}
}
