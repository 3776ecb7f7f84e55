package sqlite_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/migrations"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// elsewhere are the keys of the store of streams that do not start with (market, home),
// and why (design §10).
var elsewhere = map[string]string{
	"heads_find":      "market, stream_kind, stream_id", // finds the home
	"timers_due":      "market, due_at",                 // the next timer of a marketplace, whatever its homes
	"outbox_next":     "sink, next_at",                  // workers serve all marketplaces
	"idempotency":     "market, principal, idem_key",    // the same key for another home must be refused
	"idempotency_old": "recorded_at",                    // old ones go, whatever their marketplace
	"projections":     "name",                           // not data: which definition made the tables
	"p_purses_0":      "market, balance",                // indexes of projections start with the marketplace
	"p_purses_1":      "market, parity, balance",
}

// TestKeysStartWithMarketAndHome proves it of every key and index of the docket's
// tables, with the exceptions above, none of which is stale.
func TestKeysStartWithMarketAndHome(t *testing.T) {
	t.Parallel()
	store := openStore(t, dockettest.Setup{Folder: t.TempDir(), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}).(*sqlite.Store)
	t.Cleanup(func() { _ = store.Close() })
	keys := make(map[string]string)
	for _, table := range []string{
		"events", "heads", "snapshots", "timers", "outbox", "log_queue", "idempotency", "projections",
		"p_purses", "p_purse_entries", "p_purse_notes", "p_purse_last", "p_purse_words",
	} {
		read(t, store, "SELECT l.name, l.origin, group_concat(i.name, ', ') FROM pragma_index_list('"+table+"') l, pragma_index_info(l.name) i GROUP BY l.name", func(rows *sql.Rows) error {
			var name, origin, columns string
			err := rows.Scan(&name, &origin, &columns)
			if origin != "c" {
				name = table
			}
			keys[name] = columns
			return err
		})
	}
	if len(keys) < 18 {
		t.Fatalf("only %d keys found: %v", len(keys), keys)
	}
	used := make(map[string]bool)
	for name, columns := range keys {
		if strings.HasPrefix(columns, "market, home") {
			continue
		}
		if want, ok := elsewhere[name]; !ok || !strings.HasPrefix(columns, want) {
			t.Errorf("%s starts with %s", name, columns)
		}
		used[name] = true
	}
	for name := range maps.Keys(elsewhere) {
		if !used[name] {
			t.Errorf("the exception %s is stale", name)
		}
	}
}

// TestMigrationsGoUpAndDown proves that the schema can be made, removed and made again.
func TestMigrationsGoUpAndDown(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "m.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	files, err := migrations.SQLite()
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	schema := func() (all []string) {
		rows, err := db.QueryContext(t.Context(), "SELECT coalesce(sql, name) FROM sqlite_schema WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			all = append(all, text)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return all
	}
	if _, err := p.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := schema()
	if _, err := p.DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if left := schema(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := p.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := schema(); len(first) < 12 || !slices.Equal(first, again) {
		t.Errorf("made again, the schema differs: %d and %d", len(first), len(again))
	}
	for _, text := range first {
		if strings.HasPrefix(text, "CREATE TABLE") && !strings.Contains(text, "STRICT") {
			t.Errorf("not strict: %s", text)
		}
	}
}

// TestPlantedTextIsOnlyWhereItMayBe proves that a text which was sealed stands in the
// database file only in the projections declared Clear, and after its key was
// destroyed nowhere at all, nor do its search tokens.
func TestPlantedTextIsOnlyWhereItMayBe(t *testing.T) {
	t.Parallel()
	const planted = "PLANTED𠮷13800001234" // a rare character: its token shares no beginning with another, which the index would leave out
	setup := dockettest.Setup{Folder: t.TempDir(), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}
	store := openStore(t, setup).(*sqlite.Store)
	furnish(t, store)
	s := record.Stream{Kind: "purse", ID: [16]byte{9}}
	owner := record.Owner{Kind: "case", ID: s.ID}
	place := docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}
	at := time.Unix(1789000000, 0)
	_, err := store.Submit(t.Context(), docket.Envelope{Place: place, Principal: "account:1", Key: "k", Legal: at, Recorded: at},
		docket.Needs{Streams: []record.Stream{s}, Keys: []record.Owner{owner}},
		func(docket.View) (docket.Outcome, error) {
			return docket.Outcome{Appends: []record.Entry{
				{Stream: s, Event: dockettest.Fill(5)},
				{Stream: s, Event: dockettest.Spend(1)},
				{Stream: s, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: owner, Text: planted}}},
			}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	read(t, store, "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT GLOB 's_purse*' AND name NOT LIKE 'sqlite%'", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	})
	var holding []string
	for _, table := range tables {
		for _, column := range columns(t, store, table) {
			read(t, store, fmt.Sprintf("SELECT count(*) FROM %s WHERE instr(CAST(%s AS BLOB), CAST('%s' AS BLOB)) > 0", table, column, planted), func(rows *sql.Rows) error {
				var n int
				err := rows.Scan(&n)
				if n > 0 {
					holding = append(holding, table+"."+column)
				}
				return err
			})
		}
	}
	if want := []string{"p_purse_last.text", "p_purse_notes.text", "p_purse_words.text"}; !slices.Equal(slices.Sorted(slices.Values(holding)), want) {
		t.Errorf("the text stands in %v", holding)
	}
	token := strings.Fields(docket.Grams(place.Market, "𠮷1"))[0][4:] // without the beginning that all tokens of the marketplace share
	if !inFile(t, setup.Folder, planted) || !inFile(t, setup.Folder, token) {
		t.Fatal("the text or its token is not in the file: the test would prove nothing")
	}
	_, err = store.Submit(t.Context(), docket.Envelope{Place: place, Legal: at, Recorded: at},
		docket.Needs{Streams: []record.Stream{s}, Keys: []record.Owner{owner}},
		func(docket.View) (docket.Outcome, error) {
			return docket.Outcome{Appends: []record.Entry{
				{Stream: s, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: owner, Text: "写在它后面"}}},
			}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(setup.Keys.Destroy(t.Context(), owner), store.Refresh(t.Context(), docket.Ref{Place: place, Stream: s})); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil { // the last connection empties the log
		t.Fatal(err)
	}
	if inFile(t, setup.Folder, planted) {
		t.Error("the erased text is still in the file")
	}
	if inFile(t, setup.Folder, token) {
		t.Error("the erased text's search tokens are still in the file")
	}
}

// inFile looks for a text in the bytes of the database and its log.
func inFile(t *testing.T, folder, text string) bool {
	t.Helper()
	for _, name := range []string{"tianping.db", "tianping.db-wal"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(text)) {
			return true
		}
	}
	return false
}

// TestOldReceiptsGo proves that commits remove idempotency records nobody is answered
// from any more, and no others.
func TestOldReceiptsGo(t *testing.T) {
	t.Parallel()
	store := openStore(t, dockettest.Setup{Folder: t.TempDir(), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}).(*sqlite.Store)
	t.Cleanup(func() { _ = store.Close() })
	at := time.Unix(1789000000, 0)
	submit := func(key string, at time.Time) {
		_, err := store.Submit(t.Context(), docket.Envelope{Principal: "p", Key: key, Legal: at, Recorded: at}, docket.Needs{},
			func(docket.View) (docket.Outcome, error) { return docket.Outcome{}, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	submit("old", at)
	submit("young", at.Add(time.Hour))
	submit("now", at.Add(docket.KeepReceipts+time.Minute))
	var kept []string
	read(t, store, "SELECT idem_key FROM idempotency ORDER BY idem_key", func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		kept = append(kept, key)
		return err
	})
	if !slices.Equal(kept, []string{"now", "young"}) {
		t.Errorf("kept %v", kept)
	}
}

// TestExamine proves that a file can be verified without being changed, while it is in
// use, and that projections of another version are told as such.
func TestExamine(t *testing.T) {
	t.Parallel()
	setup := dockettest.Setup{Folder: t.TempDir(), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}
	store := openStore(t, setup).(*sqlite.Store)
	t.Cleanup(func() { _ = store.Close() })
	furnish(t, store)
	o := sqlite.Options{Path: filepath.Join(setup.Folder, "tianping.db"), Design: setup.Design}
	examine := func() (found []docket.Problem, err error) {
		err = sqlite.Examine(t.Context(), o, func(in docket.Inspected) error {
			return docket.Verify(t.Context(), in, o.Design, setup.Keys, func(p docket.Problem) { found = append(found, p) })
		})
		return found, err
	}
	if found, err := examine(); err != nil || len(found) > 0 {
		t.Fatalf("%v %v", found, err)
	}
	flip(t, store, "heads", "hash")
	if found, err := examine(); err != nil || len(found) == 0 || found[0].Table != "heads" {
		t.Fatalf("after damage: %v %v", found, err)
	}
	o.Design.Edition = "9"
	if _, err := examine(); !errors.Is(err, sqlite.ErrOtherEdition) {
		t.Fatalf("another edition: %v", err)
	}
	o.Path += ".absent"
	if _, err := examine(); err == nil {
		t.Fatal("examined a file that is not there")
	}
	if _, err := os.Stat(o.Path); err == nil {
		t.Fatal("examining made a file")
	}
}
