package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/office/streams"
)

// clearTables are the tables that may hold personal data, as the projections say.
func clearTables() (all []string) {
	for _, t := range streams.Tables() {
		if t.Clear {
			all = append(all, t.Name)
		}
	}
	slices.Sort(all)
	return all
}

// TestPersonalDataIsListed proves that docs/personal-data.md names exactly the
// tables declared to hold personal data.
func TestPersonalDataIsListed(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "personal-data.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| `internal/office/streams` \\|").FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, row[1])
	}
	slices.Sort(listed)
	if want := clearTables(); len(want) == 0 || !slices.Equal(listed, want) {
		t.Errorf("docs/personal-data.md lists %v, internal/office/streams/tables.go marks %v", listed, want)
	}
}

// TestPersonalDataIsOnlyThere plays the demo and searches every column of every
// table of the database for names, phones, addresses and sentences of it: they
// stand in the tables listed and nowhere else.
func TestPersonalDataIsOnlyThere(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("SKIPPED: plays the whole demo")
	}
	data := t.TempDir()
	var log bytes.Buffer
	e := env{Stdout: &log, Stderr: &log}
	h, err := openHouse(t.Context(), data, "", e)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.furnish(t.Context(), true, e); err != nil {
		t.Fatal(err)
	}
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(data, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	for _, planted := range []string{"林晓", "13812345678", "文三路", "陈受理", "快递显示已签收", "驿站也查不到", "仓库已按时发货", "签收人身份"} {
		var in []string
		for _, table := range columnsOf(t, db, "SELECT name FROM sqlite_master WHERE type = 'table'") {
			for _, column := range columnsOf(t, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", table)) {
				found := columnsOf(t, db, fmt.Sprintf("SELECT count(*) FROM %q WHERE instr(CAST(%q AS BLOB), CAST('%s' AS BLOB)) > 0", table, column, planted))
				if found[0] != "0" {
					in = append(in, table)
				}
			}
		}
		if len(in) == 0 {
			t.Errorf("%s was written and stands nowhere: the search proves nothing", planted)
		}
		for _, table := range in {
			if !slices.Contains(clearTables(), table[len("p_"):]) {
				t.Errorf("%s stands in the clear in %s", planted, table)
			}
		}
	}
	keys, err := os.ReadFile(filepath.Join(data, "keys.db"))
	if err != nil || bytes.Contains(keys, []byte("林晓")) {
		t.Errorf("keys.db holds a name, or cannot be read: %v", err)
	}
	if bytes.Contains(log.Bytes(), []byte("林晓")) || bytes.Contains(log.Bytes(), []byte("13812345678")) {
		t.Error("a name or phone stands in what the program said")
	}
}

// columnsOf is the first column of what a query finds, as text.
func columnsOf(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // only read
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
