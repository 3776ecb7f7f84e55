package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/intake"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// openHarbour opens the marketplace of a data folder for orders. It makes no
// marketplace: a mistyped folder must not become one.
//
// Errors: no marketplace there, another one than asked for, another process works
// there, a fault.
func openHarbour(ctx context.Context, f importFlags, e env) (to harbour, err error) {
	at, err := placeOf(f.data, f.db, e)
	if err != nil {
		return to, err
	}
	if err := at.there(); err != nil {
		return to, fmt.Errorf("no marketplace in %s: start `tianping serve` there once: %w", f.data, err)
	}
	h, err := openHouse(ctx, f.data, f.db, e)
	if err != nil {
		return to, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	known, err := h.store.Setting(ctx, "market")
	switch {
	case err != nil:
		return to, err
	case known == "":
		return to, fmt.Errorf("no marketplace in %s: start `tianping serve` there once", f.data)
	case f.market != "" && f.market != known:
		return to, fmt.Errorf("the marketplace in %s is %s", f.data, known)
	}
	market, err := id.Parse[id.Market](known)
	if err != nil {
		return to, err
	}
	state, err := h.clerk.Market(ctx, market)
	if err != nil {
		return to, err
	}
	told, err := h.clerk.Legal(ctx, market)
	if err != nil {
		return to, err
	}
	custody := escrow.Instructed
	if state.Sandbox {
		custody = escrow.Held // by the sandbox payment provider
	}
	return harbour{
		Lander:   &clerk.Harbour{Clerk: h.clerk, Who: clerk.System(market)},
		settings: intake.Settings{Told: told, Custody: custody},
		close:    h.close,
	}, nil
}
