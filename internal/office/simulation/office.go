package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"log/slog"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/service"
)

// Store is a docket that lets itself be laid open.
type Store interface {
	docket.Docket
	Inspect(ctx context.Context, look func(docket.Inspected) error) error
}

// Premises are what an office is set up in: a store, its keys, the rules, and where
// machine time and ids come from.
type Premises struct {
	Store   Store
	Keys    docket.Keys
	Design  docket.Design
	Library *library.Library
	Now     func() time.Time
	NewID   func() [16]byte
}

// office is a clerk with the hands that carry out what was decided.
type office struct {
	Premises
	clerk   *clerk.Clerk
	stepper *deadline.Stepper
	log     *complaints
	// paid is what the bank did, by kind of instruction; nil when nobody remembers.
	paid func() map[string]int64
}

func (p Premises) open() *office {
	log := &complaints{}
	k := &clerk.Clerk{Docket: p.Store, Keys: p.Keys, Library: p.Library, Now: p.Now, NewID: p.NewID, Served: served}
	b := &bank{done: map[string]enforcement.Instruction{}, asked: map[string]int{}}
	say := slog.New(log)
	return &office{Premises: p, clerk: k, paid: b.sums, log: log, stepper: &deadline.Stepper{
		Keeper: &deadline.Keeper{Clerk: k, Log: say},
		Workers: []deadline.Worker{
			&service.Worker{Clerk: k, Log: say},
			&enforcement.Worker{Clerk: k, Provider: b, Log: say},
		},
	}}
}

// served are short texts in place of those a real notice carries.
func served(n dispute.Notice, _ dispute.Case, _ *dispute.Book) map[string]string {
	return map[string]string{"zh": "通知 " + n.Kind, "en": "notice " + n.Kind}
}

// bank is a payment provider that is sometimes slow and sometimes says no. What it
// answers follows from the instruction's id alone, so that it may forget everything
// and still never pay twice.
type bank struct {
	mu    sync.Mutex
	done  map[string]enforcement.Instruction // by id: what it paid or collected
	asked map[string]int
}

// Do answers an instruction: one in eight is refused at each attempt, one in six is
// unknown at first; of debtors asked to pay themselves, one in four never can.
func (b *bank) Do(_ context.Context, i enforcement.Instruction) (enforcement.Outcome, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked[i.ID]++
	first, attempt := draw(i.ID, 0), draw(i.ID, i.Attempt)
	switch {
	case first%6 == 0 && b.asked[i.ID] == 1:
		return enforcement.Outcome{State: enforcement.Pending}, nil
	case i.Kind == "own" && first%4 == 1, attempt%8 == 7:
		return enforcement.Outcome{State: enforcement.Refused, Problem: "insufficient"}, nil
	}
	b.done[i.Kind+"/"+i.ID] = i
	return enforcement.Outcome{State: enforcement.Done, Ref: "bank/" + i.ID}, nil
}

// sums are what it did, by kind of instruction.
func (b *bank) sums() map[string]int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	did := map[string]int64{}
	for _, i := range b.done {
		did[i.Kind] += i.Minor
	}
	return did
}

func draw(text string, n int) uint64 {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(text), uint64(n))) //nolint:gosec // a small number
	return binary.BigEndian.Uint64(sum[:8])
}

// complaints keeps what workers would log: in a simulation each is a finding.
type complaints struct {
	mu  sync.Mutex
	all []string
}

// Enabled takes warnings and worse.
func (c *complaints) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }

// Handle keeps a record with its error.
func (c *complaints) Handle(_ context.Context, r slog.Record) error {
	text := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "error" || a.Key == "stream" {
			text += " " + a.Value.String()
		}
		return true
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, text)
	return nil
}

// WithAttrs changes nothing: the workers log flat.
func (c *complaints) WithAttrs([]slog.Attr) slog.Handler { return c }

// WithGroup changes nothing: the workers log flat.
func (c *complaints) WithGroup(string) slog.Handler { return c }

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := c.all
	c.all = nil
	return all
}
