package streams

import (
	"bytes"
	"math"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Lists of who is waited for. No text stands in them.
const (
	// Turns is one row for each one a case waits for, as dispute.Turns says it.
	Turns = "turns"
	// Offers is one row for each side whose answer an offer waits for. It is of the
	// talks: it is never read for who decides.
	Offers = "offers"
	// Seats is one row for each person who holds a seat of a case: what his own work is
	// ordered and narrowed by, and whether the case waits for him in any of his seats.
	Seats = "seats"
)

func turnTables() []docket.Table {
	text := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.TextColumn} }
	num := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.IntColumn} }
	ref := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.BytesColumn} }
	return []docket.Table{
		{
			Name: Turns, Key: 2,
			Columns: []docket.Column{ref("case_id"), text("who"), ref("person"), ref("merchant"), num("due"), text("clock"), num("deadline"), num("notice")},
			Indexes: [][]string{{"case_id"}, {"who", "due"}},
		},
		{
			Name: Offers, Key: 3,
			Columns: []docket.Column{ref("case_id"), num("no"), text("side"), num("due")},
			Indexes: [][]string{{"case_id"}},
		},
		{
			Name: Seats, Key: 2,
			Columns: []docket.Column{
				ref("case_id"), ref("person"), num("closed"), num("urgency"), num("due"), num("less"), num("opened"),
				text("stage"), text("reason"), num("held"), text("vacant"), num("awaited"), num("turn_due"),
			},
			Indexes: [][]string{{"person", "closed", "urgency", "due", "less", "opened"}, {"person", "awaited", "turn_due"}},
		},
	}
}

// seatRows are the seats of a case that are others than before, or whose work is.
func seatRows(b *dispute.Book, before, k dispute.Case) []docket.Row {
	return changed(Seats, 2, seatsOf(b, before), seatsOf(b, k))
}

// seatsOf is one row for each person seated. turn_due is the earliest of his turns; who
// has none, or one without a time, stands at the end of time.
func seatsOf(b *dispute.Book, k dispute.Case) [][]any {
	var people []id.Person
	for _, s := range k.Seats {
		if !s.Left && !s.Person.IsZero() && !slices.Contains(people, s.Person) {
			people = append(people, s.Person)
		}
	}
	if len(people) == 0 {
		return nil
	}
	stage, held, closed := dispute.Standing(b, k)
	owner := ""
	if s := b.Stage(stage); s != nil {
		owner = s.Owner
	}
	due, _ := nextDeadline(b, k)
	amount, reason := claimed(k)
	turns := dispute.Turns(b, k)
	var out [][]any
	for _, p := range people {
		awaited, first := false, int64(math.MaxInt64)
		for _, t := range turns {
			if k.Seat(t.Who) != p {
				continue
			}
			awaited = true
			if !t.Due.IsZero() {
				first = min(first, micro(t.Due))
			}
		}
		out = append(out, []any{
			raw(k.ID.Bytes()), raw(p.Bytes()), flag(closed), urgencyOf(b, stage, k), due, -amount, micro(k.Opened),
			stage, reason, flag(held), vacantOf(k, owner, closed), flag(awaited), first,
		})
	}
	return out
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
