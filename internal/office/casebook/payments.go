package casebook

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// PaymentRow is one instruction to whoever holds the money: what a payer needs, no
// person, no text.
type PaymentRow struct {
	ID, Kind, State         string // kinds and states: streams.PayOut …, streams.PayPending …
	Order                   id.Order
	Case                    id.Case     // zero for payouts to merchants
	Merchant                id.Merchant // who is paid, where it is a merchant
	Obligation, Claim, Line int
	Purpose, Source         string
	Tenders                 []escrow.TenderPart // refunds go back the way they came
	Minor                   int64
	Currency                string
	Attempt, Failures       int
	Again                   time.Time // when it is instructed anew; zero: not by itself
	Problem, Ref            string
	Asked, Told             time.Time
}

// Attention tells whether staff must see it: refused three times or more, and not paid.
func (r PaymentRow) Attention() bool {
	return r.State != streams.PayDone && r.Kind != streams.Own && r.Failures >= 3
}

// PaymentFilter chooses instructions; zero members do not.
type PaymentFilter struct {
	State, Kind string
	Order       id.Order
	After       string
	Limit       int
}

// SeesPayments tells whether a person may list payments: intake, supervision and
// administration. Who decides or mediates may not: sums of settled claims stand there.
func (b *Casebook) SeesPayments(ctx context.Context, m id.Market, p id.Person) (bool, error) {
	market, legal, err := b.marketAt(ctx, m)
	return slices.ContainsFunc(party.Capacities(market, p, legal), func(g party.Grant) bool {
		return g.Capacity == party.Officer || g.Capacity == party.Supervisor || g.Capacity == party.Admin
	}), err
}

// Payments lists instructions, the newest first. Errors: ErrCursor, a fault.
func (b *Casebook) Payments(ctx context.Context, m id.Market, f PaymentFilter) (Page[PaymentRow], error) {
	q := docket.Select{Market: m, Table: streams.Payments, Limit: limitOf(f.Limit), OrderBy: []string{"-asked"}}
	if f.State != "" {
		q.Where = append(q.Where, docket.Cond{Column: "state", Op: "=", Value: f.State})
	}
	if f.Kind != "" {
		q.Where = append(q.Where, docket.Cond{Column: "kind", Op: "=", Value: f.Kind})
	}
	if !f.Order.IsZero() {
		q.Where = append(q.Where, docket.Cond{Column: "order_id", Op: "=", Value: bytesOf(f.Order.Bytes())})
	}
	return page(ctx, b.Clerk.Docket, q, f.After, paymentRow)
}

// Payment is one instruction. Errors: ErrUnknown, a fault.
func (b *Casebook) Payment(ctx context.Context, m id.Market, payment string) (PaymentRow, error) {
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Payments, Limit: 1, Where: []docket.Cond{{Column: "payment", Op: "=", Value: payment}}})
	if err != nil {
		return PaymentRow{}, fmt.Errorf("casebook: payment: %w", err)
	}
	if len(rows) == 0 {
		return PaymentRow{}, clerk.ErrUnknown
	}
	return paymentRow(rows[0]), nil
}

func paymentRow(r []any) PaymentRow {
	p := PaymentRow{
		ID: str(r[0]), Kind: str(r[1]), State: str(r[2]), Order: id.From[id.Order](sixteen(r[3])), Case: id.From[id.Case](sixteen(r[4])),
		Merchant: id.From[id.Merchant](sixteen(r[5])), Obligation: int(num(r[6])), Claim: int(num(r[7])), Line: int(num(r[8])), Purpose: str(r[9]), Source: str(r[10]),
		Minor: num(r[12]), Currency: str(r[13]), Attempt: int(num(r[14])), Failures: int(num(r[15])), Again: instant(r[16]), Problem: str(r[17]), Ref: str(r[18]),
		Asked: instant(r[19]), Told: instant(r[20]),
	}
	if text := str(r[11]); text != "" {
		if err := json.Unmarshal([]byte(text), &p.Tenders); err != nil {
			panic("casebook: tenders: " + err.Error()) // a broken table
		}
	}
	return p
}
