package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// verify recomputes every chain, projection and journal of a database and says
// what is wrong where.
func verify(ctx context.Context, args []string, e env) (err error) {
	h, err := houseOf(ctx, "verify", args, e)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	found := 0
	err = h.store.Inspect(ctx, func(in docket.Inspected) error {
		return docket.Verify(ctx, in, h.design, h.keys, func(p docket.Problem) {
			found++
			fmt.Fprintln(e.Stdout, p)
		})
	})
	switch {
	case err != nil:
		return err
	case found > 0:
		return fmt.Errorf("%d problems", found)
	default:
		fmt.Fprintln(e.Stdout, "verified: every chain, projection and journal is as its events say")
		return nil
	}
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
	set := flag.NewFlagSet("tianping "+name, flag.ContinueOnError)
	set.SetOutput(e.Stderr)
	data := set.String("data", "./data", "`folder` of database, keys and exhibits")
	db := set.String("db", "", "database `file`; default: tianping.db in the data folder")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	return openHouse(ctx, *data, *db, e)
}
