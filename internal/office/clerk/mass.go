package clerk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// mostAlike bounds how many cases are counted into one group.
const mostAlike = 500

// mass finds the group of equal cases that a case belongs to, when there are as
// many as the procedure asks: same merchant, same product, same reason, opened
// within so many days (T76). The goods are looked at only where merchant and reason
// alone are many enough.
func (k *Clerk) mass(ctx context.Context, m id.Market, f file, c dispute.Case) ([]dispute.MassGroup, error) {
	least, days := f.book.Procedure.Limits["mass.cases"].N, f.book.Procedure.Limits["mass.days"].N
	if least == 0 || days == 0 || len(c.Claims) == 0 {
		return nil, nil
	}
	window := time.Duration(days) * 24 * time.Hour
	merchant := f.merchant.Bytes()
	rows, err := k.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Cases, Limit: mostAlike, OrderBy: []string{"opened"},
		Where: []docket.Cond{
			{Column: "merchant", Op: "=", Value: merchant[:]},
			{Column: "reason", Op: "=", Value: c.Claims[0].Reason},
			{Column: "opened", Op: ">=", Value: c.Opened.Add(-window).UnixMicro()},
			{Column: "opened", Op: "<=", Value: c.Opened.Add(window).UnixMicro()},
		},
	})
	if err != nil {
		return nil, fmt.Errorf("clerk: equal cases: %w", err)
	}
	if int64(len(rows)) < least {
		return nil, nil
	}
	own, _, err := k.order(ctx, m, f.order)
	if err != nil {
		return nil, err
	}
	product := productOf(own, c.Claims[0])
	var opened []time.Time
	for _, r := range rows {
		o, at, err := openedOn(r)
		if err != nil {
			return nil, err
		}
		order, _, err := k.order(ctx, m, o)
		if err != nil {
			return nil, err
		}
		if sells(order, product) {
			opened = append(opened, at)
		}
	}
	if n := densest(opened, c.Opened, window); int64(n) >= least {
		sum := sha256.Sum256([]byte(f.merchant.String() + " " + product + " " + c.Claims[0].Reason))
		return []dispute.MassGroup{{ID: "mass_" + hex.EncodeToString(sum[:8]), Cases: n}}, nil
	}
	return nil, nil
}

// openedOn reads a row of the list of cases: its order, and when it was opened.
func openedOn(r []any) (o id.Order, at time.Time, err error) {
	b, ok := r[2].([]byte)
	n, is := r[22].(int64)
	if !ok || !is || len(b) != 16 {
		return o, at, fmt.Errorf("clerk: equal cases: columns of %T and %T", r[2], r[22])
	}
	return id.From[id.Order]([16]byte(b)), time.UnixMicro(n).UTC(), nil
}

// productOf is what a claim is about: the listing it was sold under, or, where the
// shop told none, its category and price.
func productOf(o escrow.Order, k dispute.Claim) string {
	for _, l := range o.Lines {
		if len(k.Scope) == 0 || k.Scope[0].Line == l.No {
			return product(l)
		}
	}
	return ""
}

func product(l escrow.Line) string {
	if l.ListingDigest != "" {
		return l.ListingDigest
	}
	return fmt.Sprintf("%s %d", l.Category, l.UnitMinor)
}

func sells(o escrow.Order, what string) bool {
	return slices.ContainsFunc(o.Lines, func(l escrow.Line) bool { return product(l) == what })
}

// densest is the most cases opened within one window that holds an instant; opened
// is in order.
func densest(opened []time.Time, at time.Time, window time.Duration) int {
	best := 0
	for i, from := range opened {
		if from.After(at) || !at.Before(from.Add(window)) {
			continue
		}
		n := 0
		for _, t := range opened[i:] {
			if t.Before(from.Add(window)) {
				n++
			}
		}
		best = max(best, n)
	}
	return best
}
