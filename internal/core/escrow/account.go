package escrow

import (
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// AccountName is a kind of account.
type AccountName string

// The accounts. Those of the outside world alone may be below zero. A transit
// account exists once per transfer: the sender's event puts money in, the
// receiver's takes it out, and it is zero again when both are booked: in the same
// commit between an order and its merchant, later and listed as open to the fund.
const (
	// Of an order.
	OutsidePurchase AccountName = "outside/purchase"    // what the buyer paid in, negative; per line
	OutsideRefund   AccountName = "outside/refund"      // what came back to him, at most what he paid; per line
	OutsideDamages  AccountName = "outside/damages"     // freight and damages paid to him beyond that
	OutsideOwn      AccountName = "outside/own"         // a debtor's own payments, negative
	OutsideToSeller AccountName = "outside/to_merchant" // debts and reversals paid to the merchant
	OutsideSettled  AccountName = "outside/settled"     // paid to the merchant before the order came to us; per line
	HeldAccount     AccountName = "held"                // per line and parcel
	Frozen          AccountName = "frozen"              // per line, parcel, case and claim
	Payable         AccountName = "payable"             // per line, case and claim: decided, not yet confirmed

	// Of a merchant.
	Payouts       AccountName = "payouts"        // released to him, not yet sent
	Paying        AccountName = "paying"         // sent, not yet confirmed
	DepositFree   AccountName = "deposit/free"   // the deposit nobody has a hold on
	DepositFrozen AccountName = "deposit/frozen" // per case and claim
	OutsidePayout AccountName = "outside/payout" // paid out to him
	OutsideBond   AccountName = "outside/bond"   // deposit paid in (negative) and given back

	// Of the guarantee fund.
	Cash            AccountName = "cash"
	Recourse        AccountName = "recourse"         // per case and claim: what others owe the fund
	OutsideSponsor  AccountName = "outside/sponsor"  // money given to the fund
	OutsideRecourse AccountName = "outside/recourse" // who owes it

	// Between streams: per transfer.
	Transit AccountName = "transit"
)

// Outside tells whether the account is of the outside world.
func (n AccountName) Outside() bool { return strings.HasPrefix(string(n), "outside/") }

// Account is one account of one stream.
type Account struct {
	Name     AccountName `json:"name"`
	Currency string      `json:"currency"`
	Line     int         `json:"line,omitempty"`
	Parcel   int         `json:"parcel,omitempty"`
	Case     id.Case     `json:"case,omitzero"`
	Claim    int         `json:"claim,omitempty"`
	Transfer string      `json:"transfer,omitempty"`
}

// Posting is one line of a journal. The lines of one event sum to zero.
type Posting struct {
	Account
	Minor int64 `json:"minor"`
}

// Balance is what stands on an account: Minor = InMinor − OutMinor.
type Balance struct {
	Account
	Minor    int64 `json:"minor"`
	InMinor  int64 `json:"inMinor"`  // all that ever came
	OutMinor int64 `json:"outMinor"` // all that ever went
}
