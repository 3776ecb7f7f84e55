// Package sandbox is the payment provider of sandbox marketplaces: it keeps what
// it was asked, answers the same instruction the same way for ever, and can be
// told to fail or to keep its word back. It moves no real money and says so in
// its reference numbers.
//
//	enforcement → Do(instruction) → Register (durable) → done | refused | pending
package sandbox

import (
	"context"
	"fmt"

	"github.com/tianping-odr/tianping/internal/office/enforcement"
)

// Register keeps what the provider was asked and answered; it survives a restart.
type Register interface {
	// Recall finds an instruction; ok is false when it was never asked.
	Recall(ctx context.Context, id string) (o enforcement.Outcome, ok bool, err error)
	// Note keeps the answer to an instruction; a later one replaces it.
	Note(ctx context.Context, i enforcement.Instruction, o enforcement.Outcome) error
}

// Provider is the sandbox.
type Provider struct{ Register Register }

var _ enforcement.Provider = Provider{}

// RefuseFrom is the sum from which the sandbox refuses a debtor's own payment, so
// that the way on can be tried: 88,888.00.
const RefuseFrom = 8_888_800

// Do carries out an instruction, once. The same one asked again gets the same answer.
func (p Provider) Do(ctx context.Context, i enforcement.Instruction) (enforcement.Outcome, error) {
	key := fmt.Sprintf("%s/%s#%d", i.Kind, i.ID, i.Attempt)
	known, ok, err := p.Register.Recall(ctx, key)
	if err != nil {
		return enforcement.Outcome{}, fmt.Errorf("sandbox: %w", err)
	}
	if ok && known.State != enforcement.Pending {
		return known, nil
	}
	out := enforcement.Outcome{State: enforcement.Done, Ref: "SANDBOX-" + key}
	if i.Kind == "own" && i.Minor >= RefuseFrom {
		out = enforcement.Outcome{State: enforcement.Refused, Problem: "insufficient_funds"}
	}
	i.ID = key
	if err := p.Register.Note(ctx, i, out); err != nil {
		return enforcement.Outcome{}, fmt.Errorf("sandbox: %w", err)
	}
	return out, nil
}
