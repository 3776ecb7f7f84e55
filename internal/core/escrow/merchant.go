package escrow

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Merchant is the money side of a merchant stream: payouts not yet settled and
// the deposit. Other facts of that stream (members, standing) are folded
// elsewhere; EvolveMerchant passes over their events. A value, like Order.
type Merchant struct {
	ID       id.Merchant `json:"id"`
	Payouts  []Payout    `json:"payouts,omitempty"` // not yet settled
	Bar      Bar         `json:"bar,omitzero"`
	Stopped  string      `json:"stopped,omitempty"` // "insolvency": nothing is debited
	Refs     []string    `json:"refs,omitempty"`    // deposits in and out already booked
	Balances []Balance   `json:"balances,omitempty"`
}

// Payout is money released to a merchant and not yet confirmed as paid to him.
type Payout struct {
	ID       string   `json:"id"` // of the transfer that brought it; idempotency id for the provider
	Order    id.Order `json:"order"`
	Currency string   `json:"currency"`
	Minor    int64    `json:"minor"` // what debits have left of it
	Send     Timer    `json:"send"`  // K_PAYOUT
	Sent     bool     `json:"sent,omitempty"`
	Attempt  int      `json:"attempt,omitempty"`
}

// Bar stops debits of a deposit that is too small for all who may claim on it,
// until K_BAR; then it is shared (procedure.md T76).
type Bar struct {
	Share  Timer       `json:"share,omitzero"` // K_BAR; Done: shared
	Claims []BarredDue `json:"claims,omitempty"`
}

// BarredDue is what one obligation asks of a barred deposit.
type BarredDue struct {
	Case       id.Case `json:"case"`
	Obligation int     `json:"obligation"`
	Currency   string  `json:"currency"`
	Minor      int64   `json:"minor"`
	ShareMinor int64   `json:"shareMinor,omitempty"` // after sharing: frozen for it
}

// Fund is the fold of a guarantee fund's stream. A value, like Order.
type Fund struct {
	Advances []FundAdvance `json:"advances,omitempty"`
	Open     []Transfer    `json:"open,omitempty"` // paid, not yet answered by the order
	Refs     []string      `json:"refs,omitempty"` // money given and transfers already booked
	Balances []Balance     `json:"balances,omitempty"`
}

// FundAdvance is what the fund paid on one request, and what it got back.
type FundAdvance struct {
	Request    string    `json:"request"`
	Order      id.Order  `json:"order"`
	Case       id.Case   `json:"case"`
	Obligation int       `json:"obligation"`
	Currency   string    `json:"currency"`
	At         time.Time `json:"at"`
	PaidMinor  int64     `json:"paidMinor"`
	BackMinor  int64     `json:"backMinor"`
}
