package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// serveFlags is what `tianping serve` was asked.
type serveFlags struct {
	listen, data, db string
	demo             bool
}

func readServeFlags(args []string, e env) (serveFlags, error) {
	var f serveFlags
	set := flag.NewFlagSet("tianping serve", flag.ContinueOnError)
	set.SetOutput(e.Stderr)
	set.StringVar(&f.listen, "listen", "127.0.0.1:8080", "`address` to listen on")
	set.StringVar(&f.data, "data", "./data", "`folder` of database, keys and exhibits")
	set.StringVar(&f.db, "db", "", dbUsage)
	set.BoolVar(&f.demo, "demo", false, "open a sandbox marketplace with cases in it")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	if set.NArg() > 0 {
		return f, fmt.Errorf("unexpected %q", set.Arg(0))
	}
	return f, nil
}

// serve opens the house, lets people in, and closes it when told to stop.
func serve(ctx context.Context, args []string, e env) (err error) {
	f, err := readServeFlags(args, e)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, f.data, f.db, e)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	market, err := h.furnish(ctx, f.demo, e)
	if err != nil {
		return err
	}
	if err := h.switchOn(ctx, market); err != nil {
		return err
	}
	handler, err := h.handler(ctx, market, f.demo)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
	server.RegisterOnShutdown(h.leave)
	markets := []id.Market{market}
	away, err := h.pulse.Beat(ctx, markets) // before the first timer and the first visitor
	if err != nil {
		return err
	}
	working := make(chan struct{})
	go func() {
		defer close(working)
		h.work(ctx, away, markets)
	}()
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		quiet, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
		defer cancel()
		stopped <- server.Shutdown(quiet)
	}()
	fmt.Fprintf(e.Stdout, "Tianping 天平: http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-working
	return <-stopped
}

// furnish opens the marketplace of this installation at the first start, or finds
// it again, and puts the library's documents in force.
func (h *house) furnish(ctx context.Context, demo bool, e env) (id.Market, error) {
	known, err := h.store.Setting(ctx, "market")
	if err != nil {
		return id.Market{}, err
	}
	if known != "" {
		market, err := id.Parse[id.Market](known)
		if err != nil {
			return market, err
		}
		return market, h.clerk.Publish(ctx, clerk.System(market)) // what a new version brought
	}
	market := id.From[id.Market](newID())
	if demo {
		if err := h.demo(ctx, market, e); err != nil {
			return market, err
		}
		return market, h.store.Set(ctx, "market", market.String())
	}
	who := clerk.System(market)
	if err := h.clerk.OpenMarket(ctx, who, false, time.Time{}); err != nil {
		return market, err
	}
	if err := h.clerk.Publish(ctx, who); err != nil {
		return market, err
	}
	return market, h.store.Set(ctx, "market", market.String())
}
