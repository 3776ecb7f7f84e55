package casebook

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Hat is as what a person looks at his own lists. Who works for a shop buys things
// too: the two never stand in one list.
type Hat string

// The hats.
const (
	AnyHat    Hat = ""         // his merchants' where he is a member of any, else his own
	BuyerHat  Hat = "buyer"    // what he bought himself
	SellerHat Hat = "merchant" // all merchants he is a member of
	AgentHat  Hat = "agent"    // those for whom he acts now, under a power, as guardian or successor
)

// Known tells whether it is one of them.
func (h Hat) Known() bool { return h == AnyHat || h == BuyerHat || h == SellerHat || h == AgentHat }

// under is the condition that makes a list a person's: his own, in the column named,
// or his merchants'. Its column is "" when there can be nothing: a member of no shop
// asks for his shops'.
func (b *Casebook) under(ctx context.Context, who clerk.Who, as Hat, own string) (cond docket.Cond, shops bool, err error) {
	if as == AgentHat {
		of, err := b.actsIn(ctx, who)
		if err != nil || len(of) == 0 {
			return docket.Cond{}, false, err
		}
		var all []any
		for c := range of {
			all = append(all, bytesOf(c.Bytes()))
		}
		slices.SortFunc(all, func(x, y any) int { return bytes.Compare(x.([]byte), y.([]byte)) }) //nolint:forcetypeassert // made above
		return docket.Cond{Column: "case_id", Op: "in", Value: all}, false, nil
	}
	var merchants []id.Merchant
	if as != BuyerHat {
		if _, merchants, err = b.Roles(ctx, who.Market, who.Acting()); err != nil {
			return docket.Cond{}, false, err
		}
	}
	if len(merchants) == 0 {
		if as == SellerHat {
			return docket.Cond{}, true, nil
		}
		return docket.Cond{Column: own, Op: "=", Value: bytesOf(who.Acting().Bytes())}, false, nil
	}
	var all []any
	for _, m := range merchants {
		all = append(all, bytesOf(m.Bytes()))
	}
	return docket.Cond{Column: "merchant", Op: "in", Value: all}, true, nil
}

// mostActed is of how many cases in which he acts for others a person is shown the
// notices: of the newest.
const mostActed = 200

// Acting is one case in which a person acts for a party.
type Acting struct {
	Side        dispute.Side
	Kind        string    // "agent", "special_agent", "guardian", "successor"
	Since, Ends time.Time // zero Ends: no end
}

// actsIn are the cases in which a person acts for somebody now. The row of a case is
// only how it is found: whether he still may is asked of the case itself.
func (b *Casebook) actsIn(ctx context.Context, who clerk.Who) (map[id.Case]Acting, error) {
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: who.Market, Table: streams.Agents, Limit: mostActed, OrderBy: []string{"-opened"},
		Where: []docket.Cond{{Column: "person", Op: "=", Value: bytesOf(who.Acting().Bytes())}},
	})
	if err != nil {
		return nil, fmt.Errorf("casebook: acting: %w", err)
	}
	var all []agentOf
	for _, r := range rows {
		all = append(all, agentRow(r))
	}
	return b.stillActs(ctx, who, all)
}
