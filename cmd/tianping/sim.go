package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/office/simulation"
)

// simFlags is what `tianping sim` was asked.
type simFlags struct {
	cases, batch int
	seed         uint64
	short        bool
	procedure    string
	profile      string
	kills, acts  int
	killCases    int
	serverKills  int
	postgres     string // URL of a server to play on in place of SQLite
	child        string // folder of a life; set only by the parent process
	round, from  int
}

// sim plays seeded cases on the docket in memory and audits what came of it.
func sim(ctx context.Context, args []string, e env) error {
	var f simFlags
	set := flag.NewFlagSet("tianping sim", flag.ContinueOnError)
	set.SetOutput(e.Stderr)
	set.IntVar(&f.cases, "cases", 10_000, "how many `cases` to play in memory")
	set.Uint64Var(&f.seed, "seed", 1, "`seed` of all that is random: the same seed, the same hashes")
	set.IntVar(&f.batch, "batch", 0, "play this batch alone, to see a finding again")
	set.BoolVar(&f.short, "short", false, "a short form: 300 cases")
	set.StringVar(&f.procedure, "procedure", "", "comma-separated `names` of procedures; default: tianping-std")
	set.StringVar(&f.profile, "cpuprofile", "", "write a CPU profile to this `file`")
	set.IntVar(&f.kills, "kills", 20, "how often a process on SQLite (or PostgreSQL) is killed")
	set.IntVar(&f.killCases, "kill-cases", 1000, "how many `cases` it plays; 0 leaves this part out")
	set.IntVar(&f.serverKills, "server-kills", 0, "instead of all that: `times` the real server is killed under the load of its API")
	set.IntVar(&f.acts, "acts", 40, "turns of each of its callers after all cases are open")
	set.StringVar(&f.postgres, "postgres", "", "kill on the PostgreSQL this `address` names in place of SQLite: in a database made for it, removed when nothing was wrong")
	set.StringVar(&f.child, "child", "", "be the process that is killed, in this `folder` (the simulation starts it itself)")
	set.IntVar(&f.round, "round", 1, "with --child: which life this is")
	set.IntVar(&f.from, "from", 1, "with --child: the first case to open")
	if err := set.Parse(args); err != nil {
		return err
	}
	if f.child != "" {
		return killing{cases: f.cases, acts: f.acts, seed: f.seed, folder: f.child, db: os.Getenv(childDB)}.live(ctx, f.round, f.from, e.Stdout)
	}
	if f.serverKills > 0 {
		return f.killServers(ctx, e)
	}
	if f.short {
		f.cases, f.kills, f.killCases, f.acts = min(f.cases, 300), min(f.kills, 2), min(f.killCases, 40), 4
	}
	stop, err := profile(f.profile)
	if err != nil {
		return err
	}
	return errors.Join(f.both(ctx, e), stop())
}

// both plays in memory and on a database, side by side: the first needs one processor.
func (f simFlags) both(ctx context.Context, e env) error {
	var onSQLite bytes.Buffer
	killed := make(chan error, 1)
	go func() {
		if f.killCases == 0 || f.batch != 0 {
			killed <- nil
			return
		}
		killed <- f.kill(ctx, env{Stdout: &onSQLite, Stderr: io.Discard})
	}()
	var err error
	if f.cases > 0 {
		err = f.play(ctx, e)
	}
	err = errors.Join(err, <-killed)
	_, _ = onSQLite.WriteTo(e.Stdout)
	return err
}

// profile starts a CPU profile; the function returned ends it.
func profile(path string) (func() error, error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	out, err := os.Create(path) //nolint:gosec // named by who runs it
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return func() error { pprof.StopCPUProfile(); return out.Close() }, nil
}

func (f simFlags) play(ctx context.Context, e env) error {
	p := simulation.Plan{Cases: f.cases, Seed: f.seed, Only: f.batch, Clock: clock.Now, Progress: func(done, of int) {
		if done%400 == 0 || done == of {
			fmt.Fprintf(e.Stderr, "\r%d of %d cases", done, of)
		}
	}}
	if f.procedure != "" {
		p.Procedures = strings.Split(f.procedure, ",")
	}
	fmt.Fprintf(e.Stdout, "simulation: %d cases, seed %d\n", f.cases, f.seed)
	// A town is thrown away as a whole, so collecting often only costs time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	t, err := simulation.Run(ctx, p)
	if t != nil {
		t.Print(e.Stdout)
	}
	if err == nil && !t.Clean() {
		err = errors.New("the simulation found something wrong")
	}
	return err
}

// killServers kills the real server under load, in a folder that is removed when
// nothing was wrong.
func (f simFlags) killServers(ctx context.Context, e env) error {
	return f.inFolder(ctx, func(folder, db string) error {
		k := &serverKills{kills: f.serverKills, callers: 16, seed: f.seed, folder: folder, db: db}
		fmt.Fprintf(e.Stdout, "the server under load: %d kills (-9), %d programs, at least %d commands in flight at each\n", k.kills, k.callers, leastInFlight)
		t, err := k.run(ctx, e.Stderr)
		return concluded(t, err, e)
	})
}

// concluded prints a tally and tells whether it is clean.
func concluded(t *simulation.Tally, err error, e env) error {
	if t != nil {
		t.Print(e.Stdout)
	}
	if err == nil && !t.Clean() {
		err = errors.New("the kills left something wrong")
	}
	return err
}

// inFolder runs something in a folder, and a database when one was asked for, that are
// removed when nothing was wrong.
func (f simFlags) inFolder(ctx context.Context, play func(folder, db string) error) error {
	folder, err := os.MkdirTemp("", "tianping-sim-")
	if err != nil {
		return fmt.Errorf("folder: %w", err)
	}
	var db string
	drop := func(context.Context) error { return nil }
	if f.postgres != "" {
		if db, drop, err = postgres.Trial(ctx, f.postgres); err != nil {
			return err
		}
	}
	if err := play(folder, db); err != nil {
		return fmt.Errorf("%w; the data is kept in %s", err, folder)
	}
	return errors.Join(drop(ctx), os.RemoveAll(folder))
}

// kill plays on SQLite, with lost replies and kills.
func (f simFlags) kill(ctx context.Context, e env) error {
	return f.inFolder(ctx, func(folder, db string) error {
		engine := "SQLite"
		if db != "" {
			engine = "PostgreSQL"
		}
		fmt.Fprintf(e.Stdout, "\non %s: %d cases, %d kills (-9), %d callers at once\n", engine, f.killCases, f.kills, simulation.Callers)
		t, err := killing{cases: f.killCases, kills: f.kills, acts: f.acts, seed: f.seed, folder: folder, db: db}.run(ctx, e.Stderr)
		return concluded(t, err, e)
	})
}
