package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/blob"
	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/door/keystore"
	"github.com/tianping-odr/tianping/internal/door/payment/sandbox"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/pace"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/unsent"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// house is everything of one installation, wired: stores, office, workers.
type house struct {
	data     string
	locks    locks
	store    database
	keys     *keystore.Store
	design   docket.Design
	library  *library.Library
	clerk    *clerk.Clerk
	casebook *casebook.Casebook
	identity *identity.Desk
	exhibits *blob.Folder
	evidence *evidence.Room
	unsent   *unsent.Desk
	drafts   *filing.Desk
	stepper  *deadline.Stepper
	keeper   *deadline.Keeper
	workers  []deadline.Worker
	channels channels
	pacing   pacing // how fast anybody may ask
	service  *service.Worker
	lost     *service.Recovery // helps who cannot get in
	// byContact slows down what is sent to contacts, and links made by hand.
	byContact *pace.Gate
	byLook    *pace.Gate // slows down who looks at unmasked data
	pulse     *deadline.Pulse
	log       *slog.Logger
	leave     func() // ends the live pages, which would never end by themselves
}

// databaseFile is the name of the database in the data folder.
const databaseFile = "tianping.db"

// openHouse opens the data folder, for this process alone. db is the database file or
// the URL of a PostgreSQL, "" for TIANPING_DB or else the file in data.
func openHouse(ctx context.Context, data, db string, e env) (*house, error) {
	if err := os.MkdirAll(data, 0o700); err != nil { //nolint:gosec // named by the operator
		return nil, fmt.Errorf("data folder: %w", err)
	}
	at, err := placeOf(data, db, e)
	if err != nil {
		return nil, err
	}
	taken, err := lockHouse(at.locks(data)...)
	if err != nil {
		return nil, err
	}
	h, err := openLocked(ctx, data, at, e)
	if err != nil {
		return nil, errors.Join(err, taken.release())
	}
	h.locks = taken
	return h, nil
}

func openLocked(ctx context.Context, data string, at place, e env) (*house, error) {
	h := &house{data: data, log: slog.New(slog.NewJSONHandler(e.Stderr, nil))}
	var err error
	if h.channels, err = readChannels(e.Getenv); err != nil {
		return nil, err
	}
	if h.pacing, err = readPacing(e.Getenv, clock.Now); err != nil {
		return nil, err
	}
	if h.library, err = library.Open(); err != nil {
		return nil, err
	}
	h.design = streams.NewDesign(h.library)
	if h.keys, err = keystore.Open(ctx, keystore.Options{Path: filepath.Join(data, "keys.db"), KEK: filepath.Join(data, "kek")}); err != nil {
		return nil, err
	}
	h.store, err = at.open(ctx, keeping{design: h.design, keys: h.keys, prepare: h.rulebooks})
	if err != nil {
		return nil, errors.Join(err, h.keys.Close())
	}
	h.clerk = &clerk.Clerk{Docket: h.store.Docket(), Keys: h.keys, Library: h.library, Now: clock.Now, NewID: newID, Served: wording.NoticeText}
	h.casebook = &casebook.Casebook{Clerk: h.clerk}
	h.exhibits, err = blob.Open(exhibitsFolder(data))
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	h.evidence = &evidence.Room{Blobs: h.exhibits, Keys: h.keys, Random: rand.Reader}
	h.clerk.Evidence = h.evidence
	h.unsent = &unsent.Desk{Papers: h.store.Unsent(), Keys: h.keys, Random: rand.Reader, Now: clock.Now}
	h.drafts = &filing.Desk{Drafts: h.store.Drafts(), Keys: h.keys, Random: rand.Reader}
	veil, err := readVeil(filepath.Join(data, "veil"))
	if err == nil {
		err = at.tie(ctx, h.store, veil)
	}
	if err == nil {
		h.identity, err = identity.NewDesk(h.store.Identity(), people{h}, identity.Options{Now: clock.Now, Random: rand.Reader, Veil: veil})
	}
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	h.keeper = &deadline.Keeper{Clerk: h.clerk, Log: h.log}
	h.service = &service.Worker{Clerk: h.clerk, Channels: h.channels.ways, Link: h.channels.linker(h), Log: h.log}
	h.byContact = pace.New(pace.Rate{PerSecond: 1. / 600, Burst: 5}, askers, clock.Now)
	h.byLook = pace.New(pace.Rate{PerSecond: 1. / 60, Burst: 20}, askers, clock.Now)
	h.lost = service.NewRecovery(h.service, h.identity, h.channels.public)
	h.workers = []deadline.Worker{
		h.service,
		h.lost,
		&enforcement.Worker{Clerk: h.clerk, Provider: onlySandbox{market: h.clerk.Market, sandbox: sandbox.Provider{Register: h.store.Payments()}}, Log: h.log},
	}
	h.pulse = &deadline.Pulse{Clerk: h.clerk, Register: h.store, Log: h.log}
	h.stepper = &deadline.Stepper{Keeper: h.keeper, Workers: h.workers}
	return h, nil
}

// rulebooks keeps this version's documents in the store, and takes those of earlier
// versions from it: their cases go on as they began.
func (h *house) rulebooks(ctx context.Context, shelf library.Shelf) error {
	return h.library.Join(ctx, shelf, func(err error) { h.log.Error("rulebook of another version cannot be read; its cases wait", "err", err) })
}

func (h *house) close() error {
	err := errors.Join(h.store.Close(), h.keys.Close())
	if h.exhibits != nil {
		err = errors.Join(err, h.exhibits.Close())
	}
	return errors.Join(err, h.locks.release())
}

// newID is a random id whose first six bytes are the machine's milliseconds, so
// that rows made together lie together (UUID version 7).
func newID() [16]byte {
	var b [16]byte
	if _, err := io.ReadFull(rand.Reader, b[:]); err != nil {
		panic("no random bytes: " + err.Error())
	}
	ms := clock.Now().UnixMilli()
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i)) //nolint:gosec // the bytes of a number
	}
	b[6], b[8] = b[6]&0x0f|0x70, b[8]&0x3f|0x80
	return b
}

// readVeil reads the key that veils log-in names and addresses, or makes it.
func readVeil(path string) ([]byte, error) {
	text, err := os.ReadFile(path) //nolint:gosec // in the data folder the operator named
	if errors.Is(err, os.ErrNotExist) {
		veil := make([]byte, 32)
		if _, err := io.ReadFull(rand.Reader, veil); err != nil {
			return nil, fmt.Errorf("veil: %w", err)
		}
		if err := os.WriteFile(path, []byte(hex.EncodeToString(veil)), 0o600); err != nil { //nolint:gosec // in the data folder the operator named
			return nil, fmt.Errorf("veil: %w", err)
		}
		return veil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("veil: %w", err)
	}
	veil, err := hex.DecodeString(string(text))
	if err != nil || len(veil) != 32 {
		return nil, errors.New("veil: the file is not 32 bytes in hex")
	}
	return veil, nil
}

// people tells identity who exists.
type people struct{ h *house }

// Known tells whether a person exists in a marketplace.
func (p people) Known(ctx context.Context, m id.Market, who id.Person) (bool, error) {
	return p.h.clerk.KnownPerson(ctx, m, who)
}

// beat notes that the house is there; a fault is logged, the next beat tries again.
func (h *house) beat(ctx context.Context, markets []id.Market) []id.Market {
	away, err := h.pulse.Beat(ctx, markets)
	if err != nil && ctx.Err() == nil {
		h.log.ErrorContext(ctx, "pulse failed", "error", err)
	}
	return away
}

// work runs the house's loops until the context ends: its pulse, timers every
// second, and the outbox. away are the marketplaces in which an outage was found.
// Each loop has an owner: this function returns when all have stopped.
func (h *house) work(ctx context.Context, away, markets []id.Market) {
	ticks, stop := clock.Every(time.Second)
	defer stop()
	var swept time.Time
	beaten := clock.Now().Round(0) // by the calendar: the other reading stands still while a machine sleeps
	for {
		if len(away) > 0 {
			if err := h.pulse.Wake(ctx, away); err != nil && ctx.Err() == nil {
				h.log.ErrorContext(ctx, "cases not woken after an outage", "error", err)
			}
			away = nil
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		// Before the timers: a machine that slept must not let expire what fell due meanwhile.
		if now := clock.Now().Round(0); now.Sub(beaten) >= deadline.PulseEvery {
			beaten, away = now, h.beat(ctx, markets)
		}
		if now := clock.Now(); now.Sub(swept) >= sweepEvery {
			swept = now
			h.sweep(ctx)
		}
		for _, m := range markets {
			if err := h.stepper.Idle(ctx, m); err != nil && ctx.Err() == nil {
				h.log.ErrorContext(ctx, "work failed", "error", err)
			}
		}
	}
}
