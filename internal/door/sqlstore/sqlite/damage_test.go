package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// notProven are columns whose contents no event can tell: how far a delivery has got,
// and what a caller's key stood for.
var notProven = []string{
	"outbox.next_at", "outbox.lease_until", "outbox.attempt", "outbox.problem",
	"idempotency.principal", "idempotency.idem_key", "idempotency.digest", "idempotency.recorded_at", "idempotency.result",
}

// TestEveryFlippedByteIsNamed proves that verify finds any one byte changed in any
// column of any table, and says in which table: it changes each in turn, and mends it.
func TestEveryFlippedByteIsNamed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "tianping.db")
	keys := dockettest.NewKeys(1)
	store, err := sqlite.Open(t.Context(), sqlite.Options{Path: path, Design: dockettest.PurseDesign(), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	furnish(t, store)
	if found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys); len(found) > 0 {
		t.Fatalf("before any damage: %v", found)
	}
	flips := 0
	for _, table := range []string{
		"events", "heads", "snapshots", "timers", "outbox", "log_queue", "idempotency", "p_purses", "p_purse_entries", "p_purse_notes", "p_purse_last", "p_purse_words",
	} {
		for _, column := range columns(t, store, table) {
			if slices.Contains(notProven, table+"."+column) || column == "edition" || column == "row" {
				continue
			}
			flips++
			mend := flip(t, store, table, column)
			found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys)
			if !slices.ContainsFunc(found, func(p docket.Problem) bool { return p.Table == strings.TrimPrefix(table, "p_") }) {
				t.Errorf("a byte of %s.%s was changed and verify said %v", table, column, found)
			}
			mend()
		}
	}
	if flips < 60 {
		t.Errorf("only %d columns were damaged", flips)
	}
	damageSearch(t, store, keys)
}

// furnish fills every table.
func furnish(t *testing.T, store *sqlite.Store) {
	t.Helper()
	for n := range 46 {
		s := record.Stream{Kind: "purse", ID: [16]byte{1, byte(n % 2)}}
		owner := record.Owner{Kind: "case", ID: s.ID}
		at := time.Unix(1789000000+int64(n), 0)
		env := docket.Envelope{
			Place: docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}, Principal: "account:1", Key: fmt.Sprint(n),
			Legal: at, Recorded: at, Capacity: "claimant", Credential: "account:1",
		}
		needs := docket.Needs{Streams: []record.Stream{s}, Keys: []record.Owner{owner}}
		_, err := store.Submit(t.Context(), env, needs, func(docket.View) (docket.Outcome, error) {
			return docket.Outcome{Appends: []record.Entry{
				{Stream: s, Event: dockettest.Fill(5)},
				{Stream: s, Event: dockettest.Spend(2)},
				{Stream: s, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: owner, Text: "卖家说已经发货"}}},
			}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func columns(t *testing.T, store *sqlite.Store, table string) (names []string) {
	t.Helper()
	read(t, store, "SELECT name FROM pragma_table_info('"+table+"')", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	})
	return names
}

func read(t *testing.T, store *sqlite.Store, text string, scan func(*sql.Rows) error) {
	t.Helper()
	err := store.Read(t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(t.Context(), text)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			if err := scan(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

// flip changes one byte of a column in the last row that has any, and gives back how
// to mend it. Rows are told apart by all their other columns.
func flip(t *testing.T, store *sqlite.Store, table, column string) (mend func()) {
	t.Helper()
	names := columns(t, store, table)
	values := make([]any, len(names))
	at := slices.Index(names, column)
	read(t, store, fmt.Sprintf("SELECT * FROM %s WHERE length(%s) > 0 ORDER BY random() LIMIT 1", table, column), func(rows *sql.Rows) error {
		into := make([]any, len(names))
		for i := range into {
			into[i] = &values[i]
		}
		err := rows.Scan(into...)
		for i, v := range values {
			if b, ok := v.([]byte); v == nil || ok && b == nil {
				values[i] = []byte{} // the driver gives an empty value as none; no column is NULL
			}
		}
		return err
	})
	damaged := slices.Clone(values)
	switch v := values[at].(type) {
	case int64:
		damaged[at] = v ^ 0x100
	case []byte:
		b := slices.Clone(v)
		b[len(b)/2] ^= 0x20
		damaged[at] = b
	case string:
		b := []byte(v)
		b[len(b)/2] ^= 0x01
		damaged[at] = string(b)
	default:
		t.Fatalf("%s.%s holds nothing to damage: %T", table, column, v)
	}
	change := func(to, where []any) {
		text := fmt.Sprintf("UPDATE %s SET %s=? WHERE %s IS ?", table, column, strings.Join(names, " IS ? AND "))
		err := store.Write(t.Context(), func(tx *sql.Tx) error {
			done, err := tx.ExecContext(t.Context(), text, append([]any{to[at]}, where...)...)
			if err != nil {
				return err
			}
			if n, err := done.RowsAffected(); n != 1 || err != nil {
				return fmt.Errorf("%s.%s: changed %d rows: %w", table, column, n, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	change(damaged, values)
	return func() { change(values, damaged) }
}

// damageSearch proves that a row the search index does not hold is named.
func damageSearch(t *testing.T, store *sqlite.Store, keys docket.Keys) {
	t.Helper()
	err := store.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), "INSERT INTO s_purse_notes (s_purse_notes, rowid, grams) SELECT 'delete', row, ? FROM p_purse_notes LIMIT 1",
			docket.Grams(id.From[id.Market]([16]byte{1}), "卖家说已经发货"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys)
	if len(found) != 1 || found[0].Table != "s_purse_notes" {
		t.Errorf("a row is missing from the search index and verify said %v", found)
	}
}

// TestDamagedEventIsNotFolded proves that the store refuses to read a stream whose
// bytes do not have their hash, says so, and goes on with the others.
func TestDamagedEventIsNotFolded(t *testing.T) {
	t.Parallel()
	o := sqlite.Options{Path: filepath.Join(t.TempDir(), "tianping.db"), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}
	store, err := sqlite.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	furnish(t, store)
	err = store.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), "UPDATE events SET payload=CAST(replace(payload, '5', '9') AS BLOB) WHERE kind='filled' AND seq=67 AND stream_id=?",
			append([]byte{1, 1}, make([]byte, 14)...))
		return err
	})
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	if store, err = sqlite.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	place := docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}
	for n, want := range []error{nil, docket.ErrDamaged} {
		ref := docket.Ref{Place: place, Stream: record.Stream{Kind: "purse", ID: [16]byte{1, byte(n)}}}
		if _, _, err := store.Load(t.Context(), ref); !errors.Is(err, want) {
			t.Errorf("load %d: %v", n, err)
		}
		at := time.Unix(1789001000, 0)
		_, err := store.Submit(t.Context(), docket.Envelope{Place: place, Legal: at, Recorded: at}, docket.Needs{Streams: []record.Stream{ref.Stream}},
			func(docket.View) (docket.Outcome, error) {
				return docket.Outcome{Appends: []record.Entry{{Stream: ref.Stream, Event: dockettest.Fill(1)}}}, nil
			})
		if !errors.Is(err, want) {
			t.Errorf("submit %d: %v", n, err)
		}
	}
}

// TestRebuildMends proves that projections and timers which no event accounts for, or
// that were changed, are right again after a rebuild.
func TestRebuildMends(t *testing.T) {
	t.Parallel()
	keys := dockettest.NewKeys(1)
	store, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "tianping.db"), Design: dockettest.PurseDesign(), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	furnish(t, store)
	flip(t, store, "timers", "stream_id")
	flip(t, store, "p_purses", "purse")
	flip(t, store, "p_purse_notes", "text")
	if found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys); len(found) < 5 {
		t.Fatalf("the damage is not seen: %v", found)
	}
	if err := store.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys); len(found) > 0 {
		t.Errorf("after the rebuild: %v", found)
	}
}
