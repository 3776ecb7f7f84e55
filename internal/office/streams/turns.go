package streams

import (
	"bytes"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Two lists of who is waited for. No text stands in them.
const (
	// Turns is one row for each one a case waits for, as dispute.Turns says it.
	Turns = "turns"
	// Offers is one row for each side whose answer an offer waits for. It is of the
	// talks: it is never read for who decides.
	Offers = "offers"
)

func turnTables() []docket.Table {
	text := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.TextColumn} }
	num := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.IntColumn} }
	ref := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.BytesColumn} }
	return []docket.Table{
		{
			Name: Turns, Key: 2,
			Columns: []docket.Column{ref("case_id"), text("who"), ref("person"), ref("merchant"), num("due"), text("clock"), num("deadline"), num("notice")},
			Indexes: [][]string{{"case_id"}, {"person", "due"}},
		},
		{
			Name: Offers, Key: 3,
			Columns: []docket.Column{ref("case_id"), num("no"), text("side"), num("due")},
			Indexes: [][]string{{"case_id"}},
		},
	}
}

// turnRows are the turns of a case that are others than before.
func turnRows(b *dispute.Book, before, k dispute.Case) []docket.Row {
	return changed(Turns, 2, turnsOf(b, before), turnsOf(b, k))
}

func turnsOf(b *dispute.Book, k dispute.Case) [][]any {
	var out [][]any
	for _, t := range dispute.Turns(b, k) {
		var merchant id.Merchant
		person := k.Seat(t.Who)
		for i := range k.Parties {
			if p := &k.Parties[i]; dispute.OwnerOf(p.Side) == t.Who {
				person, merchant = p.Person, p.Merchant
			}
		}
		if !merchant.IsZero() {
			person = id.Person{} // a merchant's turn is all its members'
		}
		out = append(out, []any{raw(k.ID.Bytes()), t.Who, raw(person.Bytes()), raw(merchant.Bytes()), micro(t.Due), t.Clock, int64(t.No), int64(t.Notice)})
	}
	return out
}

// offerRows are the offers that wait for a side, and no longer do.
func offerRows(s record.Stream, before, after dispute.Talks) []docket.Row {
	return changed(Offers, 3, offersOf(s, before), offersOf(s, after))
}

func offersOf(s record.Stream, t dispute.Talks) [][]any {
	var out [][]any
	for _, o := range t.Offers {
		for _, side := range []dispute.Side{dispute.Claimant, dispute.Respondent} {
			if o.WaitsFor(side) {
				out = append(out, []any{raw(s.ID), int64(o.No), string(side), micro(o.Due)})
			}
		}
	}
	return out
}

// changed are the rows to write and to remove so that a table holds the second list
// where it held the first. The first key columns name a row.
func changed(table string, key int, before, after [][]any) []docket.Row {
	var rows []docket.Row
	in := func(all [][]any, row []any, n int) bool {
		return slices.ContainsFunc(all, func(x []any) bool { return sameValues(x[:n], row[:n]) })
	}
	for _, row := range before {
		if !in(after, row, key) {
			rows = append(rows, docket.Row{Table: table, Delete: true, Values: row[:key]})
		}
	}
	for _, row := range after {
		if !in(before, row, len(row)) {
			rows = append(rows, docket.Row{Table: table, Values: row})
		}
	}
	return rows
}

func sameValues(x, y []any) bool {
	return slices.EqualFunc(x, y, func(a, b any) bool {
		left, ok := a.([]byte)
		if !ok {
			return a == b
		}
		right, ok := b.([]byte)
		return ok && bytes.Equal(left, right)
	})
}
