// Package pgtest gives tests a PostgreSQL of their own: one throw-away server a test
// binary, a database a test. It never touches a server that is there already, and
// leaves none behind, not even when the test is killed: a shell holds the server, and
// stops it when the pipe to the test breaks.
//
//	test ─ pipe ─ sh ─ postgres, as an unprivileged user, in a folder of its own
package pgtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrMissing means that this machine has no PostgreSQL.
var ErrMissing = errors.New("pgtest: no PostgreSQL here: scripts/setup-tests installs it")

// Server is a PostgreSQL that runs.
type Server struct {
	folder string
	holder *exec.Cmd
	hold   io.Closer // the server lives as long as this is open
	mu     sync.Mutex
	made   map[string]bool
	model  string // new databases are copies of it
}

// Options of a server.
type Options struct {
	// Hasty leaves out fsync: faster, for tests that prove nothing about durability.
	Hasty bool
	// Folder, if any, is an old server's, started again; else a new one is made.
	Folder string
}

var shared = struct { // one server a test binary
	sync.Once
	server *Server
	err    error
}{}

// Shared is the server of this test binary. A machine without PostgreSQL skips the test,
// aloud; with CI=true that is a failure.
func Shared(t testing.TB) *Server {
	t.Helper()
	shared.Do(func() { shared.server, shared.err = Start(context.Background(), Options{Hasty: true}) })
	Need(t, shared.err)
	return shared.server
}

// Need fails the test for an error, but skips it where PostgreSQL is missing at home.
func Need(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, ErrMissing) && os.Getenv("CI") != "true":
		t.Skip("SKIPPED, NOT PROVEN: ", err)
	default:
		t.Fatal(err)
	}
}

// URL names the database of a test, by a name of its own; the first time it is made.
func (s *Server) URL(ctx context.Context, name string) (string, error) {
	sum := sha256.Sum256([]byte(name))
	db := "t_" + hex.EncodeToString(sum[:8])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made[db] {
		return s.url(db), nil
	}
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return "", fmt.Errorf("pgtest: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	like := ""
	if s.model != "" {
		like = " TEMPLATE " + s.model
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+db+like); err != nil {
		return "", fmt.Errorf("pgtest: %w", err)
	}
	s.made[db] = true
	return s.url(db), nil
}

// Model lays out one database, of which those made afterwards are copies: cheaper than
// migrating each. lay must leave no connection open.
func (s *Server) Model(ctx context.Context, lay func(url string) error) error {
	address, err := s.URL(ctx, "model")
	if err == nil {
		err = lay(address)
	}
	if err != nil {
		return err
	}
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.model = strings.TrimPrefix(u.Path, "/")
	return nil
}

// Database is URL for a test that wants nothing else.
func (s *Server) Database(t testing.TB, name string) string {
	t.Helper()
	address, err := s.URL(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func (s *Server) url(db string) string {
	q := url.Values{"host": {s.folder}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/" + db, RawQuery: q.Encode()}).String()
}

// Start makes a server, or starts an old one again, and waits until it answers.
//
// Errors: ErrMissing, a fault.
func Start(ctx context.Context, o Options) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	who, err := unprivileged()
	if err != nil {
		return nil, err
	}
	s := &Server{folder: o.Folder, made: make(map[string]bool)}
	if s.folder == "" {
		if s.folder, err = os.MkdirTemp("", "tianping-pg-"); err != nil { // short: a socket's path may have 107 bytes
			return nil, fmt.Errorf("pgtest: %w", err)
		}
		if err := s.lay(ctx, bin, who); err != nil {
			return nil, errors.Join(err, os.RemoveAll(s.folder))
		}
	}
	if err := s.start(bin, who, o.Hasty); err != nil {
		return nil, err
	}
	if err := s.wait(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// programs finds the newest PostgreSQL of this machine.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil { // a link may stand alone; its kin are beside the program
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", ErrMissing
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int {
		return slices.Compare([]int{version(a)}, []int{version(b)})
	})), nil
}

func version(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb)))) // 0 for what is no number
	return n
}

// unprivileged is who runs the server: PostgreSQL refuses root. nil: who we are.
func unprivileged() (*user.User, error) {
	if os.Getuid() != 0 {
		return nil, nil //nolint:nilnil // nobody else is needed
	}
	for _, name := range []string{"postgres", "nobody"} {
		if found, err := user.Lookup(name); err == nil {
			return found, nil
		}
	}
	return nil, errors.New("pgtest: neither user postgres nor nobody is here, and PostgreSQL refuses root")
}

// lay makes the files of a new server.
func (s *Server) lay(ctx context.Context, bin string, who *user.User) error {
	if err := give(s.folder, who); err != nil {
		return err
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync") //nolint:gosec // found by programs
	initdb.Dir = s.folder
	if err := as(initdb, who); err != nil {
		return err
	}
	if said, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("pgtest: initdb: %w: %s", err, said)
	}
	return nil
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

// holder waits for the server to end or the test to go, and stops the server then. The
// folder goes with the test, not with a server that was killed.
const holder = `"$@" & server=$!
read -r word
[ "$word" = keep ] || { kill -INT $server 2>/dev/null; wait $server; cd /; rm -rf "$folder"; exit 0; }
kill -INT $server 2>/dev/null; wait $server; exit 0`

func (s *Server) start(bin string, who *user.User, hasty bool) error {
	args := []string{
		"-c", holder, "sh", filepath.Join(bin, "postgres"), "-D", s.data(), "-k", s.folder, "-c", "listen_addresses=", "-c", "max_connections=200",
		"-c", "autovacuum_naptime=10s", "-c", "log_min_messages=fatal",
	}
	if hasty {
		args = append(args, "-c", "fsync=off", "-c", "full_page_writes=off")
	}
	s.holder = exec.Command("/bin/sh", args...) //nolint:noctx,gosec // it ends with the pipe; found by programs
	s.holder.Env = append(os.Environ(), "folder="+s.folder)
	s.holder.Dir = s.folder
	if err := as(s.holder, who); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	defer func() { _ = log.Close() }() // the child has its own
	s.holder.Stdout, s.holder.Stderr = log, log
	if s.hold, err = s.holder.StdinPipe(); err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	if err := s.holder.Start(); err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	return nil
}

// wait waits until the server answers.
func (s *Server) wait(ctx context.Context) error {
	var err error
	ticks := time.NewTicker(25 * time.Millisecond)
	defer ticks.Stop()
	for range 1200 {
		var conn *pgx.Conn
		if conn, err = pgx.Connect(ctx, s.url("postgres")); err == nil {
			return conn.Close(ctx)
		}
		<-ticks.C
	}
	said, _ := os.ReadFile(filepath.Join(s.folder, "log")) // nothing more can be said without it
	return fmt.Errorf("pgtest: the server does not answer: %w: %s", err, bytes.TrimSpace(said))
}

// Kill kills the whole server at once (-9), as a crash of the machine would its
// processes, and keeps its files: Start with the folder brings it back.
func (s *Server) Kill() (folder string, err error) {
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return s.folder, fmt.Errorf("pgtest: %w", err)
	}
	first, _, _ := bytes.Cut(text, []byte("\n"))
	pid, err := strconv.Atoi(string(first))
	if err != nil {
		return s.folder, fmt.Errorf("pgtest: %w", err)
	}
	if err := slay(pid); err != nil {
		return s.folder, err
	}
	if _, err := io.WriteString(s.hold.(io.Writer), "keep\n"); err != nil { //nolint:forcetypeassert // a pipe
		return s.folder, fmt.Errorf("pgtest: %w", err)
	}
	return s.folder, s.ended()
}

// Stop ends the server and removes its folder. A test that forgets it loses nothing:
// the server ends with the test binary.
func (s *Server) Stop() error {
	return errors.Join(s.ended(), os.RemoveAll(s.folder))
}

func (s *Server) ended() error {
	err := s.hold.Close()
	if ended := s.holder.Wait(); ended != nil {
		return fmt.Errorf("pgtest: the server ended badly: %w", ended)
	}
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// Bench runs stock pgbench with a script and gives its transactions a second.
func (s *Server) Bench(t testing.TB, url, script string, clients int, length time.Duration) float64 {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), filepath.Join(bin, "pgbench"), "-n", "-M", "prepared", "-c", strconv.Itoa(clients), //nolint:gosec // found by programs
		"-j", "2", "-T", strconv.Itoa(int(length.Seconds())), "-f", script, url).CombinedOutput()
	if err != nil {
		t.Fatalf("pgbench: %v: %s", err, said)
	}
	for line := range strings.Lines(string(said)) {
		var tps float64
		if n, _ := fmt.Sscanf(line, "tps = %f", &tps); n == 1 {
			return tps
		}
	}
	t.Fatalf("pgbench: %s", said)
	return 0
}
