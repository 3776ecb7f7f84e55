package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/killtest"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/postgres/pgtest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// TestAway proves that while the server is gone everything asked of the store, written
// or read, a stream or not, is answered “later” (docket.ErrBusy, a 503 at every door)
// within seconds, and that it goes on by itself when the server is back.
func TestAway(t *testing.T) {
	t.Parallel()
	server, err := pgtest.Start(t.Context(), pgtest.Options{})
	pgtest.Need(t, err)
	store, err := postgres.Open(t.Context(), postgres.Options{URL: server.Database(t, "away"), Readers: 2, Design: dockettest.PurseDesign(), Keys: dockettest.NewKeys(1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	market := id.From[id.Market]([16]byte{1})
	ref := docket.Ref{Place: docket.Place{Market: market, Home: 3}, Stream: record.Stream{Kind: "purse", ID: [16]byte{0x50, 1}}}
	asked := map[string]func() error{
		"command": func() error { _, err := killtest.FillOnce(t.Context(), store, 1, time.Now().String()); return err }, //nolint:forbidigo // any instant does
		"state":   func() error { _, _, err := store.Load(t.Context(), ref); return err },
		"list": func() error {
			_, err := store.Select(t.Context(), docket.Select{Market: market, Table: "purses"})
			return err
		},
		"timers":   func() error { _, err := store.DueTimers(t.Context(), market, time.Now(), 5); return err },                //nolint:forbidigo // any instant does
		"outbox":   func() error { _, err := store.LeaseJobs(t.Context(), "notice", time.Now(), time.Minute, 5); return err }, //nolint:forbidigo // any instant does
		"session":  func() error { _, err := store.Identity().Session(t.Context(), identity.Hash{}); return ignore(err) },
		"settings": func() error { return store.Set(t.Context(), "a", "b") },
	}
	all := func(check func(what string, err error)) {
		for what, ask := range asked {
			check(what, ask())
		}
	}
	well := func(what string, err error) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	well("first", asked["command"]())
	all(well)
	folder, err := server.Kill()
	if err != nil {
		t.Fatal(err)
	}
	all(func(what string, err error) {
		if !errors.Is(err, docket.ErrBusy) && !errors.Is(err, docket.ErrUnknown) {
			t.Errorf("%s while the server is gone: %v", what, err)
		}
	})
	if server, err = pgtest.Start(t.Context(), pgtest.Options{Folder: folder}); err != nil {
		t.Fatal(err)
	}
	all(func(what string, err error) {
		if err != nil { // a connection that died unnoticed is found out once
			err = asked[what]()
		}
		well(what, err)
	})
	_ = store.Close()
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

// ignore makes of “not there” that the store answered.
func ignore(err error) error {
	if errors.Is(err, identity.ErrUnknown) {
		return nil
	}
	return err
}
