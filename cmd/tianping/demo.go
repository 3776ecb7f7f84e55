package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/demo"
)

// demo fills a sandbox marketplace, once, and says how far it is. The ways in are
// kept beside the data: they open nothing but this sandbox.
func (h *house) demo(ctx context.Context, market id.Market, e env) error {
	fmt.Fprintln(e.Stdout, "Building the demo marketplace 正在准备演示数据 …")
	s := &demo.Stage{
		Clerk: h.clerk, Identity: h.identity, Stepper: h.stepper, Market: market, NewID: newID, Evidence: h.evidence,
		Progress: func(done, of int) {
			if done%20 == 0 || done == of {
				fmt.Fprintf(e.Stdout, "\r%3d %%", done*100/of)
			}
		},
	}
	if err := s.Build(ctx); err != nil {
		return err
	}
	fmt.Fprintln(e.Stdout)
	text, err := json.MarshalIndent(s.Accounts, "", "  ") //nolint:gosec // ways into a sandbox, open to everybody
	if err != nil {
		return fmt.Errorf("demo accounts: %w", err)
	}
	return os.WriteFile(h.demoFile(), text, 0o600)
}

func (h *house) demoFile() string { return filepath.Join(h.data, "demo-accounts.json") }

// demoAccounts are the ways in; none where the data folder holds no demo.
func (h *house) demoAccounts() ([]demo.Account, error) {
	text, err := os.ReadFile(h.demoFile())
	if errors.Is(err, os.ErrNotExist) {
		return nil, errors.New("the data folder holds a marketplace that is no demo; start without --demo or choose another --data")
	}
	if err != nil {
		return nil, fmt.Errorf("demo accounts: %w", err)
	}
	var all []demo.Account
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("demo accounts: %w", err)
	}
	return all, nil
}
