package escrow

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Order is the fold of an order stream: what was bought, where the parcels are,
// where every fen is. It holds no personal data. It is a value: Evolve returns a
// new one and never changes the old. Amounts are fen of Currency.
type Order struct {
	ID           id.Order    `json:"id"`
	Source       string      `json:"source"`
	Digest       string      `json:"digest"` // HMAC of the external number, hex
	Origin       Origin      `json:"origin"`
	Custody      Custody     `json:"custody"`
	Currency     string      `json:"currency"`
	Buyer        id.Person   `json:"buyer"`
	Merchant     id.Merchant `json:"merchant"`
	SelfOperated bool        `json:"selfOperated,omitempty"`

	BoughtAt         time.Time `json:"boughtAt,omitzero"`
	PromisedDispatch time.Time `json:"promisedDispatch,omitzero"`
	ClosedAt         time.Time `json:"closedAt,omitzero"`
	ImportedAt       time.Time `json:"importedAt,omitzero"`
	TermsDigest      string    `json:"termsDigest,omitempty"`

	Dispatch Timer         `json:"dispatch,omitzero"` // K_DISPATCH: marks D1, moves nothing
	Lines    []Line        `json:"lines"`
	Parcels  []Parcel      `json:"parcels,omitempty"`
	Payments []Payment     `json:"payments,omitempty"`
	Past     []PastRefund  `json:"past,omitempty"`
	Freezes  []Freeze      `json:"freezes,omitempty"`
	PayOuts  []PayOut      `json:"payOuts,omitempty"`
	Pots     []Pot         `json:"pots,omitempty"`
	Recourse []OwedToFund  `json:"recourse,omitempty"`
	Fund     []FundRequest `json:"fund,omitempty"`
	Open     []Transfer    `json:"open,omitempty"` // transfers to another home not yet answered
	Balances []Balance     `json:"balances,omitempty"`
	// Transfers counts those begun here; the next one's id is made from it.
	Transfers int `json:"transfers,omitempty"`
}

// Line is one kind of goods bought, with its shares as at purchase.
// ShareMinor = Qty × UnitMinor − DiscountMinor − CouponMinor + FreightMinor:
// the most that can ever be refunded for it.
type Line struct {
	No            int     `json:"no"`
	Category      string  `json:"category,omitempty"`
	Digital       bool    `json:"digital,omitempty"`
	Qty           int64   `json:"qty"`
	UnitMinor     int64   `json:"unitMinor"`
	DiscountMinor int64   `json:"discountMinor,omitempty"`
	CouponMinor   int64   `json:"couponMinor,omitempty"`
	FreightMinor  int64   `json:"freightMinor,omitempty"`
	ShareMinor    int64   `json:"shareMinor"`
	ListingDigest string  `json:"listingDigest,omitempty"`
	Windows       Windows `json:"windows,omitzero"`
}

// Parcel is one parcel or digital delivery and its way.
type Parcel struct {
	No            int          `json:"no"`
	Carrier       string       `json:"carrier,omitempty"`
	WaybillDigest string       `json:"waybillDigest,omitempty"`
	Digital       bool         `json:"digital,omitempty"`
	Items         []Item       `json:"items"`
	Track         []TrackPoint `json:"track,omitempty"`
	DispatchedAt  time.Time    `json:"dispatchedAt,omitzero"` // first scan
	SignedAt      time.Time    `json:"signedAt,omitzero"`
	Signer        Signer       `json:"signer,omitempty"`
	RefusedAt     time.Time    `json:"refusedAt,omitzero"`
	LostAt        time.Time    `json:"lostAt,omitzero"`
}

// Item is the units of one line in one parcel.
type Item struct {
	Line        int       `json:"line"`
	Qty         int64     `json:"qty"`
	ShareMinor  int64     `json:"shareMinor"`           // their part of the line's share, units cumulatively
	ReturnUntil time.Time `json:"returnUntil,omitzero"` // end of the no-reason window (domain.md E01), exclusive
	ConfirmedAt time.Time `json:"confirmedAt,omitzero"`
	ConfirmedBy string    `json:"confirmedBy,omitempty"` // "buyer", "timer", "shop"
}

// Timer is a deadline that can stop. Zero Due: not running.
type Timer struct {
	Due      time.Time `json:"due,omitzero"`
	PausedAt time.Time `json:"pausedAt,omitzero"`
	LeftSecs int64     `json:"leftSecs,omitempty"` // when paused
	Met      bool      `json:"met,omitempty"`
	Missed   bool      `json:"missed,omitempty"`
}

// Pot is the money of one line in one parcel (parcel 0: not packed yet) and its
// escrow timer, K_CONFIRM. How much lies in it is the balance of its accounts.
type Pot struct {
	Line    int   `json:"line"`
	Parcel  int   `json:"parcel"`
	Confirm Timer `json:"confirm,omitzero"`
}

// Freeze is what a claim has frozen on a line; the amount is the balance of the
// frozen accounts of (case, claim, line).
type Freeze struct {
	Case   id.Case   `json:"case"`
	Claim  int       `json:"claim"`
	Line   int       `json:"line"`
	Parcel int       `json:"parcel,omitempty"` // 0: the line wherever it lies
	At     time.Time `json:"at"`
	Live   bool      `json:"live"` // false: ended, or replaced by deposit
}

// PayOut is money decided and sent, or to be sent, to a party through the
// provider or the custodian. Nothing is called refunded before Confirmed.
type PayOut struct {
	ID      string      `json:"id"` // idempotency id for the provider
	Case    id.Case     `json:"case,omitzero"`
	Claim   int         `json:"claim,omitempty"`
	Line    int         `json:"line,omitempty"`
	Purpose Purpose     `json:"purpose"`
	Source  Source      `json:"source"`
	Minor   int64       `json:"minor"`
	Tenders []Tender    `json:"tenders,omitempty"` // refunds go back the way they came
	At      time.Time   `json:"at"`
	State   PayOutState `json:"state"`
	Attempt int         `json:"attempt"`
}

// Tender is a part of a refund by the payment it goes back to.
type Tender struct {
	Payment string `json:"payment"`
	Tender  string `json:"tender"`
	Minor   int64  `json:"minor"`
}

// PayOutState is how far a pay-out has come.
type PayOutState string

// The states of a pay-out.
const (
	Instruct  PayOutState = "instructed" // sent or to be sent; unknown stays here until asked again
	Confirmed PayOutState = "confirmed"
	Failed    PayOutState = "failed" // the money still stands in payable; may be tried again
)

// Purpose says what a payment under an obligation is.
type Purpose string

// The purposes.
const (
	Refund     Purpose = "refund"      // price or freight back to the buyer: never more than he paid for the line
	Damages    Purpose = "damages"     // beyond the price: multiples, interest, expenses; never out of the order's escrow
	ToMerchant Purpose = "to_merchant" // a buyer's debt, paid by his own act
)

// Source is where the money of an obligation came from, in the order of design §6.
type Source string

// The sources, in the order in which they are tried.
const (
	FromEscrow  Source = "escrow"
	FromOwn     Source = "own_payment"
	FromPayouts Source = "payouts"
	FromDeposit Source = "deposit"
	FromFund    Source = "fund"
)

// OwedToFund is what the guarantee fund paid for somebody and may take back.
type OwedToFund struct {
	Case       id.Case `json:"case"`
	Obligation int     `json:"obligation"`
	PaidMinor  int64   `json:"paidMinor"`
	BackMinor  int64   `json:"backMinor"`
}

// FundRequest is a request to the guarantee fund waiting for its answer.
type FundRequest struct {
	ID         string    `json:"id"` // transfer id
	Case       id.Case   `json:"case"`
	Obligation int       `json:"obligation"`
	Parts      []Part    `json:"parts"`
	Minor      int64     `json:"minor"`
	Until      time.Time `json:"until"`
	State      string    `json:"state"` // "asked", "paid", "declined", "late"
}

// Part is a piece of an obligation: what it is for.
type Part struct {
	Claim   int     `json:"claim"`
	Line    int     `json:"line,omitempty"`
	Parcel  int     `json:"parcel,omitempty"`
	Purpose Purpose `json:"purpose"`
	Minor   int64   `json:"minor"`
}

// Transfer is money on its way to a stream of another home.
type Transfer struct {
	ID    string    `json:"id"`
	Minor int64     `json:"minor"`
	Until time.Time `json:"until"`
	Late  bool      `json:"late,omitempty"`
}
