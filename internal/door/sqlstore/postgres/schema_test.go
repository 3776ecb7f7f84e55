package postgres_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/killtest"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// elsewhere are the keys that do not start with (market, home), and why (design §10).
var elsewhere = map[string]string{
	"heads_find":      "market, stream_kind, stream_id", // finds the home
	"timers_due":      "market, due_at",                 // the next timer of a marketplace, whatever its homes
	"outbox_next":     "sink, next_at",                  // workers serve all marketplaces
	"idempotency_key": "market, principal, idem_key",    // the same key for another home must be refused
	"idempotency_old": "recorded_at",                    // old ones go, whatever their marketplace
	"projections_key": "name",                           // not data: which definition made the tables

	// What is no stream has no home. Found by its person, its case, or a random hash that
	// spreads evenly over any number of nodes; swept by age.
	"accounts_key": "market, person", "accounts_login": "market, login", "person_locks_key": "market, person",
	"sessions_key": "token", "sessions_person": "market, person, created_at", "sessions_old": "expires_at",
	"one_time_links_key": "secret", "one_time_links_old": "expires_at", "one_time_links_person": "market, person, purpose",
	"api_keys_key": "secret", "api_keys_market": "market, created_at, number",
	"sign_in_tallies_key": "key", "sign_in_tallies_old": "last_at",
	"second_steps_key": "market, person", "recovery_codes_key": "market, person, code",
	"drafts_key": "market, case_id", "drafts_old": "saved", "unsent_key": "market, person, place", "unsent_old": "saved",
	"looks_key": "market, person, case_id", "sandbox_payments_key": "id", "installation_key": "name", "rulebooks_key": "digest",

	// The migrator's own.
	"goose_db_version_key": "id",
}

// gramsIndex are the GIN indexes of bigrams; each query holds the marketplace's token.
var gramsIndex = regexp.MustCompile(`^s_\w+_grams$`)

// projectionIndex are the indexes of projections, which start with the marketplace, for
// lists do not know the homes of what they show.
var projectionIndex = regexp.MustCompile(`^p_\w+_\d+$`)

// TestSchema proves of the product's own tables that every key and index starts with
// (market, home) but for the exceptions above, none of which is stale; that no foreign
// key, sequence or trigger is there but the migrator's own sequence; and of the source
// that nothing rests on NOTIFY or an advisory lock.
func TestSchema(t *testing.T) {
	t.Parallel()
	lib, err := library.Open()
	if err != nil {
		t.Fatal(err)
	}
	url := server(t).Database(t, "schema")
	store, err := postgres.Open(t.Context(), postgres.Options{URL: url, Readers: 2, Design: streams.NewDesign(lib), Keys: dockettest.NewKeys(1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	keys := pairs(t, url, `SELECT CASE WHEN x.indisprimary THEN t.relname||'_key' ELSE i.relname END,
		string_agg(a.attname, ', ' ORDER BY k.n)
		FROM pg_index x JOIN pg_class i ON i.oid=x.indexrelid JOIN pg_class t ON t.oid=x.indrelid
		JOIN unnest(x.indkey) WITH ORDINALITY k(at, n) ON true JOIN pg_attribute a ON a.attrelid=t.oid AND a.attnum=k.at
		WHERE t.relnamespace='public'::regnamespace GROUP BY 1, x.indexrelid`)
	if len(keys) < 60 {
		t.Fatalf("only %d keys found", len(keys))
	}
	used := make(map[string]bool)
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		columns := keys[name]
		switch {
		case strings.HasPrefix(columns, "market, home"), gramsIndex.MatchString(name) && columns == "grams",
			projectionIndex.MatchString(name) && strings.HasPrefix(columns, "market, "):
			continue
		case elsewhere[name] == "" || !strings.HasPrefix(columns, elsewhere[name]):
			t.Errorf("%s starts with %s", name, columns)
		}
		used[name] = true
	}
	for name := range elsewhere {
		if !used[name] {
			t.Errorf("the exception %s is stale", name)
		}
	}
	for what, query := range map[string]string{
		"foreign key": `SELECT conname, contype::text FROM pg_constraint WHERE contype='f'`,
		"sequence":    `SELECT relname, relkind::text FROM pg_class WHERE relkind='S' AND relnamespace='public'::regnamespace AND relname<>'goose_db_version_id_seq'`,
		"trigger":     `SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal`,
		"no primary key": `SELECT relname, '' FROM pg_class t WHERE relkind='r' AND relnamespace='public'::regnamespace
			AND NOT EXISTS (SELECT 1 FROM pg_index x WHERE x.indrelid=t.oid AND x.indisprimary)`,
		"text in the locale's order": `SELECT t.relname||'.'||a.attname, '' FROM pg_attribute a JOIN pg_class t ON t.oid=a.attrelid
			WHERE t.relkind='r' AND t.relnamespace='public'::regnamespace AND a.atttypid='text'::regtype AND a.attcollation<>'"C"'::regcollation`,
	} {
		if found := pairs(t, url, query); len(found) > 0 {
			t.Errorf("%s: %v", what, found)
		}
	}
	leans(t)
}

// pairs reads two columns of text.
func pairs(t *testing.T, url, text string) map[string]string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	rows, err := conn.Query(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string)
	var name, value string
	_, err = pgx.ForEachRow(rows, []any{&name, &value}, func() error {
		found[name] = value
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// leans looks for what a distributed engine does not have in the statements themselves.
func leans(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	more, err := filepath.Glob("../cabinet/*.go")
	if err != nil || len(more) < 8 {
		t.Fatalf("%d files, %v", len(more), err)
	}
	forbidden := regexp.MustCompile(`(?i)"[^"\n]*(\bNOTIFY\b|\bLISTEN\b|pg_advisory|pg_try_advisory|nextval|\bSERIAL\b|GENERATED ALWAYS|REFERENCES )`)
	for _, path := range append(files, more...) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if at := forbidden.Find(text); at != nil {
			t.Errorf("%s: %s", path, at)
		}
	}
}

// TestDamageIsFound proves that verify names what was changed behind the store's back:
// in an event, a head, a projection, the search table, a timer and the log queue, one
// after the other.
func TestDamageIsFound(t *testing.T) {
	t.Parallel()
	setup := dockettest.Setup{Folder: t.TempDir(), Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)}
	store := openStore(t, setup).(*postgres.Store)
	t.Cleanup(func() { _ = store.Close() })
	for n := range 6 {
		if _, err := killtest.FillOnce(t.Context(), store, n%2, string(rune('a'+n))); err != nil {
			t.Fatal(err)
		}
	}
	if found := dockettest.Problems(t, store, setup.Design, setup.Keys); len(found) > 0 {
		t.Fatal(found)
	}
	conn, err := pgx.Connect(t.Context(), pgtest.Shared(t).Database(t, setup.Folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(t.Context()) })
	one := " WHERE ctid IN (SELECT ctid FROM "
	for table, change := range map[string]string{
		"events":        "SET payload=payload||'\\x00'",
		"heads":         "SET version=version+1",
		"timers":        "SET due_at=due_at+1",
		"log_queue":     "SET hash='\\x00'||substr(hash, 2)",
		"p_purses":      "SET balance=balance+1",
		"p_purse_notes": "SET of_id='\\x00'||substr(of_id, 2)",
		"s_purse_notes": "SET grams=array_to_tsvector('{wrong}')",
	} {
		if _, err := conn.Exec(t.Context(), "CREATE TABLE before AS TABLE "+table); err != nil {
			t.Fatal(err)
		}
		if done, err := conn.Exec(t.Context(), "UPDATE "+table+" "+change+one+table+" LIMIT 1)"); err != nil || done.RowsAffected() != 1 {
			t.Fatal(table, done, err)
		}
		name := strings.TrimPrefix(table, "p_")
		if found := dockettest.Problems(t, store, setup.Design, setup.Keys); !slices.ContainsFunc(found, func(p docket.Problem) bool { return p.Table == name }) {
			t.Errorf("%s was changed, verify says %v", table, found)
		}
		if _, err := conn.Exec(t.Context(), "DELETE FROM "+table+"; INSERT INTO "+table+" TABLE before; DROP TABLE before"); err != nil {
			t.Fatal(err)
		}
	}
	if found := dockettest.Problems(t, store, setup.Design, setup.Keys); len(found) > 0 {
		t.Errorf("all was undone, verify says %v", found)
	}
}
