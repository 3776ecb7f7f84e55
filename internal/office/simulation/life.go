package simulation

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Callers is how many commands are in flight at once in a life.
const Callers = 9

// Ack is one command whose receipt its caller holds: it must never be lost.
type Ack struct {
	Key        string
	Case       id.Case
	Version    uint64
	Hash       [32]byte
	Person     id.Person
	Credential string
	Opened     int // number of the case opened, 0 for a move
}

// Life is what one process does in a town until it is killed: side by side its
// callers open cases and make moves, while the clock steps. Commit replies get lost
// now and then; the callers then send the same command again, under the same key.
type Life struct {
	Premises
	Faults *dockettest.Faults
	Town   *Town
	Seed   uint64
	Round  int // which life this is; keys of commands carry it
	From   int // number of the first case that may not be open yet, from 1
	Cases  int // how many there shall be
	Acts   int // moves each caller makes when all are open
	// Ack hears of every command after its receipt; it is called by one at a time.
	Ack func(Ack)
}

type life struct {
	Life
	*office
	mu    sync.Mutex // guards known and Ack
	known []id.Case
	next  atomic.Int64
	done  atomic.Int64 // callers that are through
}

// Found opens a marketplace for lives to come.
func (p Premises) Found(ctx context.Context, seed uint64) (*Town, error) {
	return p.open().found(ctx, "", rand.New(rand.NewPCG(seed, 0))) //nolint:gosec // seeded on purpose
}

// Run lives until everything is done. Errors: a fault that is no injected one.
func (l Life) Run(ctx context.Context) error {
	x := &life{Life: l, office: l.open()}
	x.next.Store(int64(l.From))
	if err := x.remember(ctx); err != nil {
		return err
	}
	errs := make([]error, Callers+1)
	var all sync.WaitGroup
	for n := range Callers {
		all.Go(func() {
			defer x.done.Add(1)
			errs[n] = x.call(ctx, n)
		})
	}
	all.Go(func() { errs[Callers] = x.tick(ctx) })
	all.Wait()
	return errors.Join(errs...)
}

// remember finds the cases that earlier lives opened.
func (l *life) remember(ctx context.Context) error {
	var after []any
	for {
		rows, err := l.office.Store.Select(ctx, docket.Select{Market: l.Town.Market, Table: streams.Cases, OrderBy: []string{"number"}, After: after, Limit: 500})
		if err != nil {
			return fmt.Errorf("simulation: cases: %w", err)
		}
		for _, r := range rows {
			l.known = append(l.known, id.From[id.Case]([16]byte(r[0].([]byte)))) //nolint:forcetypeassert // the first column of cases
			after = []any{r[1], r[0]}
		}
		if len(rows) < 500 {
			return nil
		}
	}
}

// tick steps the clock while the callers act.
func (l *life) tick(ctx context.Context) error {
	for l.done.Load() < Callers {
		legal, err := l.clerk.Legal(ctx, l.Town.Market)
		if err == nil {
			_, err = l.stepper.Step(ctx, clerk.System(l.Town.Market), legal.Add(8*time.Hour), nil)
		}
		if err != nil && !lost(err) {
			return fmt.Errorf("simulation: clock: %w", err)
		}
	}
	return nil
}

// lost tells an answer that did not come from one that is wrong.
func lost(err error) bool {
	return errors.Is(err, docket.ErrUnknown) || errors.Is(err, docket.ErrBusy) || errors.Is(err, dockettest.ErrInjected)
}

// call is one caller: a new case and two visits, until all are open; then visits.
func (l *life) call(ctx context.Context, n int) error {
	dice := rand.New(rand.NewPCG(l.Seed+uint64(l.Round), uint64(n))) //nolint:gosec // seeded on purpose
	fill := &filler{dice: dice}
	for i, left := 0, l.Acts; left > 0; i++ {
		if no := int(l.next.Add(1)) - 1; no <= l.Cases {
			if err := l.openCase(ctx, no); err != nil {
				return err
			}
		} else {
			left--
		}
		for v := range 2 {
			if err := l.visit(ctx, fmt.Sprintf("r%d-c%d-%d-%d", l.Round, n, i, v), dice, fill); err != nil {
				return err
			}
		}
	}
	return nil
}

// openCase lands an order and opens a case on it. Sent again, both are known.
func (l *life) openCase(ctx context.Context, no int) error {
	var s sale
	err := l.insist(func() (err error) {
		s, err = l.sell(ctx, &Town{Market: l.Town.Market, Merchants: l.Town.Merchants, Shops: l.Town.Shops}, "k"+strconv.Itoa(no), begins(), rand.New(rand.NewPCG(l.Seed, uint64(no)))) //nolint:gosec // seeded on purpose
		return err
	})
	if err != nil {
		return err
	}
	key := "open-" + strconv.Itoa(no)
	who := clerk.Who{Market: l.Town.Market, Person: s.buyer, Credential: "account:buyer", Key: key, Digest: digestOf(key)}
	var res clerk.Result
	if err := l.insist(func() (err error) { res, err = l.clerk.Open(ctx, who, clerk.Opening{Order: s.order}); return err }); err != nil {
		return fmt.Errorf("simulation: open: %w", err)
	}
	l.acknowledge(Ack{Key: key, Case: res.Case, Version: res.Version, Hash: res.Hash, Person: s.buyer, Credential: who.Credential, Opened: no})
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.known, res.Case) {
		l.known = append(l.known, res.Case)
	}
	return nil
}

func (l *life) acknowledge(a Ack) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Ack(a)
}

// insist sends a command again while its answer gets lost.
func (l *life) insist(send func() error) error {
	for range 50 {
		if err := send(); !lost(err) {
			return err
		}
	}
	return docket.ErrUnknown
}

// visit lets somebody make a move in a case. A refusal is an answer: others act too.
func (l *life) visit(ctx context.Context, key string, dice *rand.Rand, fill *filler) error {
	l.mu.Lock()
	if len(l.known) == 0 {
		l.mu.Unlock()
		return nil
	}
	c := l.known[dice.IntN(len(l.known))]
	l.mu.Unlock()
	who := clerk.Who{Market: l.Town.Market, Key: key, Digest: digestOf(key)}
	if err := l.dress(ctx, &who, c, dice); err != nil {
		return err
	}
	look, err := l.clerk.Look(ctx, who, c)
	if errors.Is(err, clerk.ErrUnknown) || err == nil && len(look.Moves) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("simulation: look: %w", err)
	}
	m := choose(look, dice)
	fill.now, fill.own = look.Legal, c.String()
	in, ok := fill.answers(m.Fields)
	if !ok {
		return nil
	}
	if dice.IntN(30) == 0 {
		l.Faults.Lose(1)
	}
	var res clerk.Result
	err = l.insist(func() (err error) {
		res, err = l.clerk.Move(ctx, who, c, dispute.Command{Move: m.Name, As: m.As, Track: m.Track, Duty: m.Duty, In: in})
		return err
	})
	switch {
	case err == nil:
		l.acknowledge(Ack{Key: key, Case: c, Version: res.Version, Hash: res.Hash, Person: who.Person, Credential: who.Credential})
		return nil
	case refused(err), errors.Is(err, clerk.ErrUnknown):
		return nil
	default:
		return fmt.Errorf("simulation: %s: %w", m.Name, err)
	}
}

// dress lets one of those who may come to a case come: buyer, merchant, or staff.
func (l *life) dress(ctx context.Context, who *clerk.Who, c id.Case, dice *rand.Rand) error {
	rows, err := l.office.Store.Select(ctx, docket.Select{Market: l.Town.Market, Table: streams.Cases, Limit: 1, Where: []docket.Cond{{Column: "case_id", Op: "=", Value: raw(c)}}})
	if err != nil || len(rows) == 0 {
		return fmt.Errorf("simulation: case: %w", errors.Join(err, docket.ErrUnknownStream))
	}
	at := func(n int) [16]byte { return [16]byte(rows[0][n].([]byte)) } //nolint:forcetypeassert // columns of cases
	switch dice.IntN(3) {
	case 0:
		who.Person, who.Credential = id.From[id.Person](at(9)), "account:buyer"
	case 1:
		i := slices.Index(l.Town.Merchants, id.From[id.Merchant](at(10)))
		who.Person, who.Credential = l.Town.Shops[max(i, 0)], "account:shop"
	default:
		who.Person, who.Credential = l.Town.Staff[dice.IntN(len(l.Town.Staff))], "account:staff"
	}
	return nil
}

func raw(c id.Case) []byte { b := c.Bytes(); return b[:] }

// digestOf stands for a digest of route and body.
func digestOf(key string) [32]byte { return sha256.Sum256([]byte(key)) }
