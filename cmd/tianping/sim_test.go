package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
)

// childOfTest, when set, lets the test binary be the process that is killed.
const childOfTest = "TIANPING_SIM_CHILD"

// TestMain is the binary itself for the processes that tests kill.
func TestMain(m *testing.M) {
	if os.Getenv(childOfTest) != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestKillShort kills a process that plays on SQLite, with lost replies, twice: what
// it acknowledged is there, nothing was done twice, and everything adds up. The long
// form is `tianping sim`.
func TestKillShort(t *testing.T) {
	t.Parallel()
	killShort(t, "")
}

// TestKillShortOnPostgreSQL does the same on PostgreSQL.
func TestKillShortOnPostgreSQL(t *testing.T) {
	t.Parallel()
	killShort(t, pgtest.Shared(t).Database(t, "kill"))
}

func killShort(t *testing.T, db string) {
	t.Helper()
	k := killing{cases: 24, kills: 2, acts: 2, seed: 5, folder: t.TempDir(), db: db, env: []string{childOfTest + "=1"}}
	tally, err := k.run(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if !tally.Clean() {
		var out strings.Builder
		tally.Print(&out)
		t.Error(out.String())
	}
	if tally.Cases < 24 || tally.Commands < 40 {
		t.Errorf("only %d cases, %d commands acknowledged", tally.Cases, tally.Commands)
	}
}

// TestServerKillsShort kills the real server four times under the load of programs,
// each time with at least eight commands in flight: nothing acknowledged is lost,
// nothing is done twice, and every restart is clean. The long form is `make kills`.
func TestServerKillsShort(t *testing.T) {
	t.Parallel()
	serverKillsShort(t, "")
}

// TestServerKillsShortOnPostgreSQL does the same on PostgreSQL.
func TestServerKillsShortOnPostgreSQL(t *testing.T) {
	t.Parallel()
	serverKillsShort(t, pgtest.Shared(t).Database(t, "server kills"))
}

func serverKillsShort(t *testing.T, db string) {
	t.Helper()
	k := &serverKills{kills: 4, callers: 16, seed: 5, folder: t.TempDir(), db: db, env: []string{childOfTest + "=1"}}
	tally, err := k.run(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if !tally.Clean() {
		var out strings.Builder
		tally.Print(&out)
		t.Error(out.String())
	}
	if k.least < leastInFlight || tally.Commands < 60 || len(k.wrote) < 10 {
		t.Errorf("%d in flight at the least, %d commands acknowledged, %d texts: too little to prove anything", k.least, tally.Commands, len(k.wrote))
	}
}
