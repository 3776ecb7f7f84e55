package main

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
)

// onlySandbox lets the sandbox provider work for sandbox marketplaces alone. A live
// one without an institution's adapter waits: nothing is called paid before somebody
// who holds the money has confirmed it.
type onlySandbox struct {
	market  func(context.Context, id.Market) (party.Market, error)
	sandbox enforcement.Provider
}

// Do carries out an instruction, or leaves it pending.
func (o onlySandbox) Do(ctx context.Context, i enforcement.Instruction) (enforcement.Outcome, error) {
	m, err := o.market(ctx, i.Market)
	if err != nil {
		return enforcement.Outcome{}, err
	}
	if !m.Sandbox {
		return enforcement.Outcome{State: enforcement.Pending}, nil
	}
	return o.sandbox.Do(ctx, i)
}
