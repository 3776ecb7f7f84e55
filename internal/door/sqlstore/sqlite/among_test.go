package sqlite_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// TestAmongIDs proves that rows asked for by a list of ids, which this engine finds by
// an index it names itself, are those a question without the list gives, in every
// order, page and count; among no ids stands nothing.
func TestAmongIDs(t *testing.T) {
	t.Parallel()
	design := dockettest.PurseDesign()
	at := slices.IndexFunc(design.Tables, func(d docket.Table) bool { return d.Name == "purse_entries" })
	design.Tables[at].Indexes = [][]string{{"minor"}, {"purse"}}
	store := openStore(t, dockettest.Setup{Folder: t.TempDir(), Design: design, Keys: dockettest.NewKeys(1)}).(*sqlite.Store)
	t.Cleanup(func() { _ = store.Close() })
	furnish(t, store)
	market := id.From[id.Market]([16]byte{1})
	rows := func(q docket.Select) [][]any {
		t.Helper()
		q.Market, q.Table = market, "purse_entries"
		found, err := store.Select(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		n, err := store.Count(t.Context(), docket.Select{Market: market, Table: q.Table, Where: q.Where, Limit: docket.MaxRows})
		if err != nil || q.After == nil && n < len(found) || len(found) == 0 && n != 0 {
			t.Fatalf("counted %d of %d: %v", n, len(found), err)
		}
		return found
	}
	first, second, absent := [16]byte{1, 0}, [16]byte{1, 1}, [16]byte{9}
	both := []docket.Cond{{Column: "purse", Op: "in", Value: []any{absent[:], second[:], first[:], second[:]}}}
	for _, q := range []docket.Select{{}, {OrderBy: []string{"-minor"}, Limit: 30}, {OrderBy: []string{"minor", "-seq"}}, {OrderBy: []string{"minor"}, After: []any{-2, second[:], 5}}} {
		want := rows(q)
		q.Where = both
		if got := rows(q); len(want) < 30 || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v: %d rows, not the same %d", q, len(got), len(want))
		}
	}
	for _, none := range [][]any{{}, {absent[:]}} {
		if got := rows(docket.Select{Where: []docket.Cond{{Column: "purse", Op: "in", Value: none}}}); len(got) > 0 {
			t.Errorf("among %v stand %v", none, got)
		}
	}
}
