package main

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// TestVerifyNamesWhatIsWrong proves that verify is content with a folder orders were
// imported into; that it names the stream and event of a changed journal and of a
// text the search index lost; and that it repairs nothing before it looks.
func TestVerifyNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	data := live(t)
	ask := func(args ...string) (string, int) {
		var out bytes.Buffer
		code := run(t.Context(), append(args, "--data", data), env{Stdout: &out, Stderr: &out})
		return out.String(), code
	}
	var out bytes.Buffer
	if code := run(t.Context(), []string{"import", "orders", "--data", data, "--merchant", "new", export(t, 6, 0)}, env{Stdout: &out, Stderr: &out}); code != 0 {
		t.Fatal(out.String())
	}
	if said, code := ask("verify"); code != 0 || !strings.Contains(said, "verified") {
		t.Fatalf("code %d: %s", code, said)
	}
	db, err := sql.Open("sqlite", filepath.Join(data, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a test
	damage := func(text string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), text, args...); err != nil {
			t.Fatal(err)
		}
	}
	damage("UPDATE p_journal SET minor = minor + 7 WHERE (stream, id, seq, line) IN (SELECT stream, id, seq, line FROM p_journal WHERE stream = 'order' LIMIT 1)")
	var market []byte
	var row int
	var body string
	if err := db.QueryRowContext(t.Context(), "SELECT market, row, body FROM p_texts WHERE stream = 'order' LIMIT 1").Scan(&market, &row, &body); err != nil {
		t.Fatal(err)
	}
	damage("INSERT INTO s_texts (s_texts, rowid, grams) VALUES ('delete', ?, ?)", row, docket.Grams(id.From[id.Market]([16]byte(market)), body))
	for range 2 { // the second time it is still wrong
		said, code := ask("verify")
		for _, want := range []string{
			`(?m)^journal mkt_\S+ order ord_\S+ seq \d+: the journal does not sum to zero, but to 7 fen$`,
			`(?m)^journal mkt_\S+ order ord_\S+ seq \d+: the row is not what its event wrote$`,
			`(?m)^s_texts mkt_\S+ \w+ \w+_\S+: the search index does not hold the words of row \d+`,
		} {
			if code != 1 || !regexp.MustCompile(want).MatchString(said) {
				t.Errorf("code %d, no %s in\n%s", code, want, said)
			}
		}
	}
	damage("UPDATE projections SET definition = x'00'")
	if said, code := ask("verify"); code != 1 || !strings.Contains(said, "nothing was verified") {
		t.Errorf("projections of another version: code %d, %s", code, said)
	}
	if said, code := ask("rebuild"); code != 0 {
		t.Fatal(said)
	}
	if said, code := ask("verify"); code != 0 {
		t.Errorf("after rebuilding: code %d, %s", code, said)
	}
}
