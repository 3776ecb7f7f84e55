package clerk

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// ParcelOf finds a parcel of an order by its waybill; carrier "" leaves that open.
//
// Errors: ErrUnknown (no such order), *escrow.Refusal with ErrUnknownParcel, a fault.
func (k *Clerk) ParcelOf(ctx context.Context, m id.Market, o id.Order, carrier, waybill string) (int, error) {
	order, _, err := k.order(ctx, m, o)
	if err != nil {
		return 0, err
	}
	personal, err := k.Keys.Get(ctx, record.Owner{Kind: "person", ID: order.Buyer.Bytes()})
	if err != nil {
		return 0, fmt.Errorf("clerk: person key: %w", err)
	}
	mac := personal.MAC("waybill", []byte(waybill))
	digest := hex.EncodeToString(mac[:])
	for _, p := range order.Parcels {
		if p.WaybillDigest == digest && (carrier == "" || p.Carrier == carrier) {
			return p.No, nil
		}
	}
	return 0, escrow.ErrUnknownParcel
}

// Capacities are the grants a person holds now.
func (k *Clerk) Capacities(ctx context.Context, m id.Market, p id.Person) ([]party.Grant, error) {
	market, legal, err := k.market(ctx, m)
	if err != nil {
		return nil, err
	}
	return party.Capacities(market, p, legal), nil
}
