package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/simulation"
)

// leastInFlight is how many commands must be on their way, sent in full and not
// answered, when a server is killed: a kill with fewer does not count.
const leastInFlight = 8

// serverKills kills the real server (-9) under the load of programs that use its
// API, again and again, starts it anew on the same data folder, and then holds what
// is there against what the programs were told.
//
//	parent: callers ─ HTTP, idempotency keys ─▶ tianping serve ─ killed, started …
//	   └ afterwards: every answer once more, every event, every text, every fen
type serverKills struct {
	kills, callers int
	seed           uint64
	folder         string
	db             string   // URL of an empty PostgreSQL database; "" is SQLite in the folder
	env            []string // for the server, besides our own

	town   *simulation.Town
	key    string // API key of the marketplace
	buyers []id.Person
	desk   *desk
	dice   *rand.Rand
	tally  *simulation.Tally
	mu     sync.Mutex // guards tally and the fields below
	done   []sent
	wrote  map[string]bool // what was written and acknowledged
	paid   int64           // fen of the orders acknowledged
	least  int             // fewest commands in flight at a kill that counts
}

// run founds the marketplace, kills, and holds the inquest.
func (k *serverKills) run(ctx context.Context, progress io.Writer) (*simulation.Tally, error) {
	began := clock.Now()
	if err := k.found(ctx); err != nil {
		return nil, err
	}
	k.dice = rand.New(rand.NewPCG(k.seed, 3)) //nolint:gosec // seeded on purpose
	k.desk, k.tally, k.wrote, k.least = newDesk(), simulation.NewTally(), map[string]bool{}, k.callers
	errs := make([]error, k.callers)
	var all sync.WaitGroup
	for n := range k.callers {
		all.Go(func() { errs[n] = newCaller(k, n).live(ctx); k.desk.leave() })
	}
	killed, err := k.reign(ctx, progress)
	if err == nil {
		err = k.lastLife(ctx, &all)
	}
	k.desk.close()
	all.Wait()
	if err = errors.Join(err, errors.Join(errs...)); err != nil {
		return nil, err
	}
	if err := k.inquest(ctx); err != nil {
		return nil, err
	}
	k.tally.Took, k.tally.Commands = clock.Now().Sub(began), len(k.done)
	fmt.Fprintf(progress, "%d kills, at least %d commands in flight at each\n", killed, k.least)
	return k.tally, nil
}

// reign starts and kills servers until enough kills counted.
func (k *serverKills) reign(ctx context.Context, progress io.Writer) (killed int, err error) {
	for life := 1; killed < k.kills; life++ {
		if life > 3*k.kills+10 {
			return killed, fmt.Errorf("only %d of %d kills met %d commands in flight", killed, k.kills, leastInFlight)
		}
		s, err := k.start(ctx)
		if err != nil {
			return killed, fmt.Errorf("life %d: %w", life, err)
		}
		broken, err := k.killOne(ctx, s)
		if err != nil {
			return killed, fmt.Errorf("life %d: %w", life, err)
		}
		if broken >= leastInFlight {
			killed++
			k.least = min(k.least, broken)
		}
		k.mu.Lock()
		fmt.Fprintf(progress, "\rkill %d of %d: %d commands acknowledged", killed, k.kills, len(k.done))
		k.mu.Unlock()
	}
	fmt.Fprintln(progress)
	return killed, nil
}

// killOne lets the callers at a server, kills it at a moment of chance and returns
// how many commands it had been sent and never answered.
func (k *serverKills) killOne(ctx context.Context, s *served) (int, error) {
	k.desk.open(s.address)
	time.Sleep(time.Duration(k.dice.IntN(300_000)) * time.Microsecond)
	k.desk.begin()
	after := k.dice.IntN(60)
	if k.dice.IntN(6) == 0 {
		after += 200 // a long life: the clock gets on
	}
	if err := k.desk.until(ctx, func(d *deskState) bool { return d.answered >= after }); err != nil {
		return 0, errors.Join(err, s.kill())
	}
	time.Sleep(time.Duration(k.dice.IntN(30_000)) * time.Microsecond)
	var killing error
	err := k.desk.until(ctx, func(d *deskState) bool {
		if d.inFlight < leastInFlight {
			return false
		}
		d.address = ""
		killing = s.process.Process.Kill()
		return true
	})
	if err = errors.Join(err, killing); err != nil {
		return 0, errors.Join(err, s.kill())
	}
	if err := s.buried(); err != nil {
		return 0, err
	}
	return k.desk.parked(ctx, k.callers)
}

// lastLife lets the callers finish what they had begun, asks them to repeat, and
// ends the server as an operator would.
func (k *serverKills) lastLife(ctx context.Context, all *sync.WaitGroup) error {
	s, err := k.start(ctx)
	if err != nil {
		return err
	}
	k.desk.openLast(s.address)
	all.Wait()
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return errors.Join(err, s.kill())
	}
	if err := s.process.Wait(); err != nil {
		return fmt.Errorf("the server did not end well: %w: %s", err, s.said.String())
	}
	return s.complained()
}

// home is where the database is: never the one an operator's TIANPING_DB names.
func (k *serverKills) home() string {
	return cmp.Or(k.db, filepath.Join(k.folder, databaseFile))
}

// found makes the data folder: a sandbox marketplace with people, and a key.
func (k *serverKills) found(ctx context.Context) (err error) {
	h, err := openHouse(ctx, k.folder, k.home(), env{Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	k.town, err = k.premises(h).Found(ctx, k.seed)
	if err != nil {
		return err
	}
	for n := range k.callers {
		p, err := h.clerk.Register(ctx, clerk.System(k.town.Market), buyerSource, buyerName(n), buyerName(n))
		if err != nil {
			return fmt.Errorf("buyer: %w", err)
		}
		k.buyers = append(k.buyers, p)
	}
	k.key, _, err = h.identity.MintKey(ctx, identity.NewKey{Market: k.town.Market, Label: "kills", Scopes: identity.AllScopes()})
	if err != nil {
		return err
	}
	return h.store.Set(ctx, "market", k.town.Market.String())
}

const buyerSource = "kills"

func buyerName(n int) string { return fmt.Sprintf("buyer-%d", n) }

func (k *serverKills) premises(h *house) simulation.Premises {
	return simulation.Premises{Store: h.store, Keys: h.keys, Design: h.design, Library: h.library, Now: clock.Now, NewID: newID}
}

// served is a server that runs.
type served struct {
	process *exec.Cmd
	address string
	said    bytes.Buffer // its log
}

// start starts a server and returns when it says where it listens.
func (k *serverKills) start(ctx context.Context) (*served, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &served{process: exec.CommandContext(ctx, self, "serve", "--data", k.folder, "--listen", "127.0.0.1:0")}                                //nolint:gosec // this very binary
	s.process.Env, s.process.Stderr = append(append(os.Environ(), "TIANPING_RATE_KEY_PER_SECOND=0", "TIANPING_DB="+k.home()), k.env...), &s.said // its programs are as fast as they can be
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, address, ok := strings.Cut(lines.Text(), ": http://"); ok {
			s.address = "http://" + address
			return s, nil
		}
	}
	return nil, fmt.Errorf("the server does not start: %w: %s", s.process.Wait(), s.said.String())
}

func (s *served) kill() error {
	err := s.process.Process.Kill()
	_ = s.process.Wait() // killed: that is no error here
	return err
}

// buried waits for the end of a killed server: it must have died of the kill, and
// complained of nothing before.
func (s *served) buried() error {
	err := s.process.Wait()
	if status, ok := s.process.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		return fmt.Errorf("the server ended by itself: %w: %s", err, s.said.String())
	}
	return s.complained()
}

// complained tells of errors in a server's log: a restart must be clean.
func (s *served) complained() error {
	for line := range strings.Lines(s.said.String()) {
		if strings.Contains(line, `"level":"ERROR"`) {
			return fmt.Errorf("the server complains: %s", strings.TrimSpace(line))
		}
	}
	return nil
}
