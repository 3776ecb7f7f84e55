package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
)

// TestHouseOnPostgreSQL proves that the words of the command line do on PostgreSQL what
// they do on a file: a marketplace is opened, orders come in, verify is content and
// names a journal that was changed, rebuild makes it good; that the address may stand in
// a file the environment names, and is told by nothing we print; and that another data
// folder, which lacks the keys, is refused.
func TestHouseOnPostgreSQL(t *testing.T) {
	t.Parallel()
	url := pgtest.Shared(t).Database(t, "house")
	data, said := t.TempDir(), filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(said, []byte(url+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ask := func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		code := run(t.Context(), args, env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Getenv: func(name string) string {
			if name == "TIANPING_DB_FILE" {
				return said
			}
			return ""
		}})
		if code != want || strings.Contains(out.String(), url) {
			t.Fatalf("tianping %v: code %d, want %d: %s", args, code, want, out.String())
		}
		return out.String()
	}
	ask(0, "admin", "--data", data, "--login", "lin@example.org", "--name", "林")
	ask(0, "import", "orders", "--data", data, "--merchant", "new", export(t, 6, 0))
	if _, err := os.Stat(filepath.Join(data, databaseFile)); err == nil {
		t.Error("a database file was made besides")
	}
	if out := ask(0, "verify", "--data", data); !strings.Contains(out, "verified") {
		t.Error(out)
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context()) //nolint:errcheck // a test
	if done, err := conn.Exec(t.Context(), "UPDATE p_journal SET minor = minor + 7 WHERE stream = 'order'"); err != nil || done.RowsAffected() == 0 {
		t.Fatal(done, err)
	}
	if out := ask(1, "verify", "--data", data, "--db", url); !strings.Contains(out, "the journal does not sum to zero") || !strings.Contains(out, "the row is not what its event wrote") {
		t.Error(out)
	}
	ask(0, "rebuild", "--data", data)
	ask(0, "verify", "--data", data)
	if out := ask(1, "admin", "--data", t.TempDir(), "--login", "x@example.org", "--name", "x"); !strings.Contains(out, "another data folder") {
		t.Error(out)
	}
}
