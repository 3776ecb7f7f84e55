package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"

	"github.com/tianping-odr/tianping/internal/door/keystore"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// verify recomputes every chain, projection and journal of a database and says
// what is wrong where. It changes nothing: no migration, no repair comes before it.
func verify(ctx context.Context, args []string, e env) (err error) {
	data, db, err := folderOf("verify", args, e)
	if err != nil {
		return err
	}
	at, err := placeOf(data, db, e)
	if err != nil {
		return err
	}
	if err := at.there(); err != nil {
		return fmt.Errorf("no marketplace in %s: %w", data, err)
	}
	taken, err := lockHouse(at.locks(data)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, taken.release()) }()
	found, err := examine(ctx, data, at, func(p docket.Problem) { fmt.Fprintln(e.Stdout, p) })
	switch {
	case errors.Is(err, errOtherEdition):
		return fmt.Errorf("%w; nothing was verified 未核验", err)
	case err != nil:
		return err
	case found > 0:
		return fmt.Errorf("%d problems", found)
	default:
		fmt.Fprintln(e.Stdout, "verified: every chain, projection and journal is as its events say")
		return nil
	}
}

// examine holds a database against its events and adds its journals up. It returns
// how many problems it reported.
func examine(ctx context.Context, data string, at place, report func(docket.Problem)) (found int, err error) {
	lib, err := library.Open()
	if err != nil {
		return 0, err
	}
	keys, err := keystore.Open(ctx, keystore.Options{Path: filepath.Join(data, "keys.db"), KEK: filepath.Join(data, "kek")})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, keys.Close()) }()
	count := func(p docket.Problem) {
		found++
		report(p)
	}
	design := streams.NewDesign(lib)
	recall := func(ctx context.Context, shelf library.Shelf) error {
		return lib.Recall(ctx, shelf, func(err error) { count(docket.Problem{Table: "rulebooks", What: err.Error()}) })
	}
	err = at.examine(ctx, keeping{design: design, keys: keys, prepare: recall}, func(in docket.Inspected) error {
		if err := docket.Verify(ctx, in, design, keys, count); err != nil {
			return err
		}
		_, err := streams.AuditJournals(ctx, in, count)
		return err
	})
	return found, err
}

// rebuild drops the projections and makes them again from the events.
func rebuild(ctx context.Context, args []string, e env) (err error) {
	h, err := houseOf(ctx, "rebuild", args, e)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	return h.store.Rebuild(ctx, func(done, total int) {
		if done%500 == 0 || done == total {
			fmt.Fprintf(e.Stdout, "\r%d of %d streams", done, total)
			if done == total {
				fmt.Fprintln(e.Stdout)
			}
		}
	})
}

// houseOf opens the house a command names by --data and --db.
func houseOf(ctx context.Context, name string, args []string, e env) (*house, error) {
	data, db, err := folderOf(name, args, e)
	if err != nil {
		return nil, err
	}
	return openHouse(ctx, data, db, e)
}

// dbUsage says what --db is.
const dbUsage = "database `file`, or postgres:// address of a PostgreSQL; default: TIANPING_DB, else tianping.db in the data folder"

// folderOf reads --data and --db.
func folderOf(name string, args []string, e env) (data, db string, err error) {
	set := flag.NewFlagSet("tianping "+name, flag.ContinueOnError)
	set.SetOutput(e.Stderr)
	set.StringVar(&data, "data", "./data", "`folder` of database, keys and exhibits")
	set.StringVar(&db, "db", "", dbUsage)
	err = set.Parse(args)
	return data, db, err
}
