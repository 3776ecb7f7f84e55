package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/door/keystore"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/simulation"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// killing is the simulation on a real database: a child process lives in a town, is killed
// (-9) and started again, until all cases were opened and played.
type killing struct {
	cases, kills, acts int
	seed               uint64
	folder             string
	db                 string   // URL of an empty PostgreSQL database; "" is SQLite in the folder
	env                []string // for the child, besides our own
}

// childDB hands a child the URL: a command line is read by anybody on the machine.
const childDB = "TIANPING_SIM_DB"

// premises are an office in a folder; faults stand before its shelf.
func (k killing) premises(ctx context.Context, round int, faults *dockettest.Faults) (p simulation.Premises, closing func() error, err error) {
	if p.Library, err = library.Open(); err != nil {
		return p, nil, err
	}
	p.Design = streams.NewDesign(p.Library)
	keys, err := keystore.Open(ctx, keystore.Options{Path: filepath.Join(k.folder, "keys.db"), KEK: filepath.Join(k.folder, "kek")})
	if err != nil {
		return p, nil, err
	}
	at := place{path: filepath.Join(k.folder, databaseFile), url: k.db}
	store, err := at.open(ctx, keeping{design: p.Design, keys: keys, wrap: faults.Wrap})
	if err != nil {
		return p, nil, errors.Join(err, keys.Close())
	}
	p.Store, p.Keys, p.NewID = store, keys, newID
	p.Now = func() time.Time { return clock.Now().Add(time.Duration(round) * 5 * time.Minute) } // leases of the dead have run out
	return p, func() error { return errors.Join(store.Close(), keys.Close()) }, nil
}

func (k killing) townFile() string { return filepath.Join(k.folder, "town.json") }

// live is the child: it lives until it is killed or all is done.
func (k killing) live(ctx context.Context, round, from int, out io.Writer) error {
	text, err := os.ReadFile(k.townFile())
	if err != nil {
		return fmt.Errorf("town: %w", err)
	}
	var town simulation.Town
	if err := json.Unmarshal(text, &town); err != nil {
		return fmt.Errorf("town: %w", err)
	}
	faults := &dockettest.Faults{}
	p, closing, err := k.premises(ctx, round, faults)
	if err != nil {
		return err
	}
	err = simulation.Life{
		Premises: p, Faults: faults, Town: &town, Seed: k.seed, Round: round, From: from, Cases: k.cases, Acts: k.acts,
		Ack: func(a simulation.Ack) {
			fmt.Fprintf(out, "ack %s %s %d %x %s %s %d\n", a.Key, a.Case, a.Version, a.Hash, a.Person, a.Credential, a.Opened)
		},
	}.Run(ctx)
	return errors.Join(err, closing())
}

// run is the parent: it founds the town, starts and kills children, and holds the
// inquest.
func (k killing) run(ctx context.Context, progress io.Writer) (*simulation.Tally, error) {
	began := clock.Now()
	if err := k.found(ctx); err != nil {
		return nil, err
	}
	dice := rand.New(rand.NewPCG(k.seed, 1)) //nolint:gosec // seeded on purpose
	var acks []simulation.Ack
	open := map[int]bool{}
	for round := 1; round <= k.kills+1; round++ {
		after := 0 // the last life ends by itself
		if round <= k.kills {
			after = 10 + dice.IntN(max(k.cases*2/max(k.kills, 1), 10))
		}
		from := 1
		for open[from] {
			from++
		}
		got, err := k.child(ctx, round, from, after)
		if err != nil {
			return nil, fmt.Errorf("life %d: %w", round, err)
		}
		for _, a := range got {
			open[a.Opened] = true
		}
		acks = append(acks, got...)
		fmt.Fprintf(progress, "\rlife %d of %d: %d commands acknowledged", round, k.kills+1, len(acks))
	}
	fmt.Fprintln(progress)
	p, closing, err := k.premises(ctx, k.kills+3, &dockettest.Faults{})
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(k.townFile())
	if err != nil {
		return nil, errors.Join(err, closing())
	}
	var town simulation.Town
	if err := json.Unmarshal(text, &town); err != nil {
		return nil, errors.Join(err, closing())
	}
	tally, err := p.Inquest(ctx, &town, acks)
	if tally != nil {
		tally.Took = clock.Now().Sub(began)
	}
	return tally, errors.Join(err, closing())
}

func (k killing) found(ctx context.Context) error {
	p, closing, err := k.premises(ctx, 0, &dockettest.Faults{})
	if err != nil {
		return err
	}
	town, err := p.Found(ctx, k.seed)
	if err != nil {
		return errors.Join(err, closing())
	}
	text, err := json.Marshal(town)
	if err == nil {
		err = os.WriteFile(k.townFile(), text, 0o600)
	}
	return errors.Join(err, closing())
}

// child starts one life and kills it after so many acknowledgements; 0: never.
func (k killing) child(ctx context.Context, round, from, after int) ([]simulation.Ack, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, self, "sim", "--child", k.folder, "--round", fmt.Sprint(round), "--from", fmt.Sprint(from), //nolint:gosec // this very binary
		"--cases", fmt.Sprint(k.cases), "--acts", fmt.Sprint(k.acts), "--seed", fmt.Sprint(k.seed))
	c.Env, c.Stderr = append(append(os.Environ(), childDB+"="+k.db), k.env...), os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	var acks []simulation.Ack
	for lines := bufio.NewScanner(out); lines.Scan(); {
		a, err := readAck(lines.Text())
		if err != nil {
			continue // the line the kill cut short
		}
		if acks = append(acks, a); len(acks) == after {
			if err := c.Process.Kill(); err != nil {
				return nil, err
			}
		}
	}
	err = c.Wait()
	if after > 0 && len(acks) >= after {
		return acks, nil // killed, as it should be
	}
	return acks, err
}

func readAck(line string) (a simulation.Ack, err error) {
	var c, hash, person string
	if _, err := fmt.Sscanf(line, "ack %s %s %d %s %s %s %d", &a.Key, &c, &a.Version, &hash, &person, &a.Credential, &a.Opened); err != nil {
		return a, err
	}
	b, err := hex.DecodeString(hash)
	if err != nil || len(b) != 32 {
		return a, errors.New("no hash")
	}
	a.Hash = [32]byte(b)
	if a.Case, err = id.Parse[id.Case](c); err != nil {
		return a, err
	}
	a.Person, err = id.Parse[id.Person](person)
	return a, err
}
