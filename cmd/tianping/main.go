// Command tianping is the whole product in one binary. It is the only place that
// wires core, office and doors together, and the only one besides the clock
// adapter that may ask the machine what time it is. It never decides anything.
//
//	tianping serve | admin | import | verify | rebuild | procedure | sim
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], machine())
	stop()
	os.Exit(code)
}

// env is what a command may touch of the machine, so that a test can give its own.
type env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
}

func machine() env {
	return env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
}

// command is one word of the command line. Each lives in a file of its name.
type command struct {
	name  string
	about string // one line for the list
	run   func(ctx context.Context, args []string, e env) error
}

// commands are listed in the order a newcomer meets them.
func commands() []command {
	return []command{
		{"serve", "open the marketplace: web site, API, timers", serve},
		{"admin", "open the first account of a marketplace, give capacities", admin},
		{"import", "read orders from a file of a shop", importing(openHarbour)},
		{"procedure", "check, draw, compare or show procedure files", func(_ context.Context, args []string, e env) error {
			return runProcedure(args, e.Stdout, e.Stderr)
		}},
		{"verify", "recompute every chain, projection and journal", verify},
		{"rebuild", "make the projections again from the events", rebuild},
		{"sim", "play seeded cases on a stepping clock and audit what came of it", sim},
		{"version", "print what was built", version},
	}
}

// run finds the command and returns the exit code: 0 done, 1 failed, 2 misused.
func run(ctx context.Context, args []string, e env) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		usage(e.Stdout)
		return 0
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		if err := c.run(ctx, args[1:], e); err != nil {
			fmt.Fprintf(e.Stderr, "tianping %s: %v\n", c.name, err)
			return 1
		}
		return 0
	}
	fmt.Fprintf(e.Stderr, "tianping: no command %q\n\n", args[0])
	usage(e.Stderr)
	return 2
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Tianping 天平: online-shopping disputes, from complaint to executed ruling.\n\nusage: tianping COMMAND [FLAGS]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.about)
	}
}
