package casebook

import (
	"context"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Name is what a person is called, and nothing else of him; "" when unknown or
// erased. Masking is for who shows it.
func (b *Casebook) Name(ctx context.Context, m id.Market, p id.Person) (string, error) {
	if p.IsZero() {
		return "", nil
	}
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Texts, Limit: 50, OrderBy: []string{"stream", "id", "seq", "path"}, Columns: []string{"body"},
		Where: []docket.Cond{{Column: "stream", Op: "=", Value: record.Person}, {Column: "id", Op: "=", Value: bytesOf(p.Bytes())}, {Column: "path", Op: "=", Value: "name"}},
	})
	if err != nil {
		return "", fmt.Errorf("casebook: name: %w", err)
	}
	if len(rows) == 0 {
		return "", nil
	}
	return str(rows[len(rows)-1][6]), nil
}

// ShopName is what a merchant is called: by the name of its owner's account.
func (b *Casebook) ShopName(ctx context.Context, m id.Market, shop id.Merchant) (string, error) {
	market, legal, err := b.marketAt(ctx, m)
	if err != nil {
		return "", err
	}
	best := id.Person{}
	for _, g := range market.Grants {
		if g.Merchant == shop && g.Capacity.Membership() && g.At(legal) && (best.IsZero() || g.Capacity == party.Owner) {
			best = g.Person
		}
	}
	return b.Name(ctx, m, best)
}
