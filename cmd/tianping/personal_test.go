package main

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/filing"
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

// Planted where it is sealed for ever: in an exhibit's bytes and in a draft.
const (
	inExhibit = "证物里写着的一句话"
	inDraft   = "草稿里写着的一句话"
)

// planted are names, phones, addresses and sentences that the demo writes.
func planted() []string {
	return []string{"林晓", "13812345678", "文三路", "陈受理", "快递显示已签收", "驿站也查不到", "仓库已按时发货", "应承担举证不能的后果"}
}

// TestPersonalDataIsOnlyThere plays the demo and searches for names, phones,
// addresses and sentences of it. They stand in the tables listed and nowhere else: in
// no column of another table; not in the bytes of the database file, free pages and
// write-ahead log included, once the listed tables are emptied; not in keys, exhibits,
// drafts or what the program said. When all keys of people and cases are destroyed
// they stand nowhere at all, and no state, amount or date has changed.
func TestPersonalDataIsOnlyThere(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("SKIPPED: plays the whole demo")
	}
	data := t.TempDir()
	var log bytes.Buffer
	e := env{Stdout: &log, Stderr: &log}
	h := opened(t, data, e)
	market, err := h.furnish(t.Context(), true, e)
	if err != nil {
		t.Fatal(err)
	}
	plant(t, h, market)
	onlyInListed(t, filepath.Join(data, databaseFile))
	emptied := emptiedCopy(t, data) // with the log as it stands while the house is open
	nowhere(t, "the database without the listed tables", append(planted(), inExhibit, inDraft), emptied)
	nowhere(t, "the folder", append(planted(), inExhibit, inDraft), filepath.Join(data, "exhibits"), filepath.Join(data, "keys.db"), filepath.Join(data, "veil"))
	if bytes.Contains(log.Bytes(), []byte("林晓")) || bytes.Contains(log.Bytes(), []byte("13812345678")) {
		t.Error("a name or phone stands in what the program said")
	}
	before := states(t, h)
	destroyKeys(t, h)
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	h = opened(t, data, e)
	if err := h.store.Rebuild(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	after := states(t, h)
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	for stream, state := range before {
		if after[stream] != state {
			t.Errorf("%s changed when keys were destroyed", stream)
		}
	}
	if len(before) < 200 || len(after) != len(before) {
		t.Errorf("%d streams before, %d after", len(before), len(after))
	}
	var out bytes.Buffer
	if code := run(t.Context(), []string{"verify", "--data", data}, env{Stdout: &out, Stderr: &out}); code != 0 {
		t.Errorf("verify after keys were destroyed: %s", out.String())
	}
	nowhere(t, "the data folder after keys were destroyed", append(planted(), inExhibit, inDraft), data)
}

func opened(t *testing.T, data string, e env) *house {
	t.Helper()
	h, err := openHouse(t.Context(), data, "", e)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// plant takes an exhibit in and saves a draft, reads both back, and registers one more.
func plant(t *testing.T, h *house, market id.Market) {
	t.Helper()
	rows, err := h.store.Select(t.Context(), docket.Select{Market: market, Table: streams.Cases, Limit: 1})
	if err != nil || len(rows) != 1 {
		t.Fatal(len(rows), err)
	}
	of := id.From[id.Case]([16]byte(rows[0][0].([]byte)))
	place := evidence.Place{Market: market, Case: of}
	item, err := h.evidence.Take(t.Context(), place, strings.NewReader(inExhibit))
	if err != nil {
		t.Fatal(err)
	}
	file, err := h.evidence.Open(t.Context(), place, item.Digest)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(file); err != nil || string(text) != inExhibit {
		t.Fatalf("the exhibit reads %q: %v", text, err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	desk := &filing.Desk{Drafts: h.store.Drafts(), Keys: h.keys, Random: rand.Reader}
	draft := filing.Draft{Steps: map[string]dispute.Answers{"problem": {{Name: "story", Text: inDraft, Sealed: true}}}}
	if _, err := desk.Save(t.Context(), market, of, draft, filing.NoTag); err != nil {
		t.Fatal(err)
	}
	// The newest name lies in the write-ahead log.
	if _, err := h.clerk.Register(t.Context(), clerk.System(market), "test", "newest", planted()[0]); err != nil {
		t.Fatal(err)
	}
	if read, _, err := desk.Load(t.Context(), market, of); err != nil || read.Steps["problem"][0].Text != inDraft {
		t.Fatalf("the draft reads %v: %v", read, err)
	}
}

// onlyInListed searches every column of every table.
func onlyInListed(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	for _, text := range append(planted(), inExhibit, inDraft) {
		var in []string
		for _, table := range columnsOf(t, db, "SELECT name FROM sqlite_master WHERE type = 'table'") {
			for _, column := range columnsOf(t, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", table)) {
				found := columnsOf(t, db, fmt.Sprintf("SELECT count(*) FROM %q WHERE instr(CAST(%q AS BLOB), CAST('%s' AS BLOB)) > 0", table, column, text))
				if found[0] != "0" {
					in = append(in, table)
				}
			}
		}
		if len(in) == 0 && slices.Contains(planted(), text) {
			t.Errorf("%s was written and stands nowhere: the search proves nothing", text)
		}
		for _, table := range in {
			if !slices.Contains(clearTables(), strings.TrimPrefix(table, "p_")) {
				t.Errorf("%s stands in the clear in %s", text, table)
			}
		}
	}
}

// emptiedCopy copies the database with its log and empties the listed tables, as
// secure_delete does it; it returns the folder of the copy.
func emptiedCopy(t *testing.T, data string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{databaseFile, databaseFile + "-wal"} {
		raw, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		if name != databaseFile && !bytes.Contains(raw, []byte(planted()[0])) {
			t.Error("the write-ahead log holds no name: the search proves nothing of it")
		}
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, databaseFile)+"?_pragma=secure_delete(ON)&_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, table := range clearTables() {
		if _, err := db.ExecContext(t.Context(), "DELETE FROM p_"+table); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return folder
}

// nowhere searches the bytes of files, and of all files in folders.
func nowhere(t *testing.T, what string, texts []string, paths ...string) {
	t.Helper()
	files := 0
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == "demo-accounts.json" { // ways into a sandbox, by name
				return err
			}
			files++
			raw, err := os.ReadFile(name)
			for _, text := range texts {
				if bytes.Contains(raw, []byte(text)) {
					t.Errorf("%s: %s holds %s", what, d.Name(), text)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files == 0 {
		t.Errorf("%s: nothing was searched", what)
	}
}

// states are the states of all streams with their heads, as text.
func states(t *testing.T, h *house) map[string]string {
	t.Helper()
	var refs []docket.Ref
	err := h.store.Inspect(t.Context(), func(in docket.Inspected) error {
		return in.EachHead(t.Context(), func(ref docket.Ref, _ docket.Head) error { refs = append(refs, ref); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, ref := range refs {
		state, head, err := h.store.Load(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(state)
		if err != nil {
			t.Fatal(err)
		}
		all[ref.Kind+" "+docket.StreamText(ref.Stream)] = fmt.Sprintf("%d %x %s", head.Version, head.Hash, text)
	}
	return all
}

// destroyKeys destroys the key of everybody who sealed anything.
func destroyKeys(t *testing.T, h *house) {
	t.Helper()
	owners := map[record.Owner]bool{}
	err := h.store.Inspect(t.Context(), func(in docket.Inspected) error {
		return in.EachRow(t.Context(), streams.Texts, func(r docket.PlacedRow) error {
			owners[record.Owner{Kind: r.Values[4].(string), ID: [16]byte(r.Values[5].([]byte))}] = true
			return nil
		})
	})
	if err != nil || len(owners) < 50 {
		t.Fatal(len(owners), err)
	}
	for owner := range owners {
		if err := h.keys.Destroy(t.Context(), owner); err != nil {
			t.Fatal(err)
		}
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
