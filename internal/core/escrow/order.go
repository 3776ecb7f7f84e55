package escrow

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/workday"
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
	ClosedAt         time.Time `json:"closedAt,omitzero"` // by the shop, without delivery
	TermsDigest      string    `json:"termsDigest,omitempty"`
	LastAt           time.Time `json:"lastAt,omitzero"` // legal time of the last event

	Dispatch Timer         `json:"dispatch,omitzero"` // K_DISPATCH: marks D1, moves nothing
	Lines    []Line        `json:"lines"`
	Parcels  []Parcel      `json:"parcels,omitempty"`
	Payments []Payment     `json:"payments,omitempty"`
	Past     []PastRefund  `json:"past,omitempty"` // refunds made outside, as told
	Stakes   []Stake       `json:"stakes,omitempty"`
	Own      []OwnPayment  `json:"own,omitempty"`
	PayOuts  []PayOut      `json:"payOuts,omitempty"`
	Fund     []FundRequest `json:"fund,omitempty"`
	Advances []Advance     `json:"advances,omitempty"`
	Open     []Transfer    `json:"open,omitempty"` // sent to another home, not yet answered
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
	Items         []Item       `json:"items"`
	Track         []TrackPoint `json:"track,omitempty"`
	DispatchedAt  time.Time    `json:"dispatchedAt,omitzero"` // first scan
	SignedAt      time.Time    `json:"signedAt,omitzero"`     // or delivered, for digital goods
	Signer        Signer       `json:"signer,omitempty"`
	RefusedAt     time.Time    `json:"refusedAt,omitzero"`
	LostAt        time.Time    `json:"lostAt,omitzero"`
}

// Item is the units of one line in one parcel, with their escrow timer.
type Item struct {
	Line       int   `json:"line"`
	Qty        int64 `json:"qty"`
	ShareMinor int64 `json:"shareMinor"`       // their part of the line's share, units cumulatively
	Packed     bool  `json:"packed,omitempty"` // their money lies with the parcel
	Confirm    Timer `json:"confirm,omitzero"` // K_CONFIRM
	// Return is the no-reason window (domain.md E01): rolled, from signature.
	Return      Timer     `json:"return,omitzero"`
	ConfirmedAt time.Time `json:"confirmedAt,omitzero"`
	ConfirmedBy string    `json:"confirmedBy,omitempty"` // "buyer", "timer", "shop"
}

// Timer is a deadline, with why it ends when it does, that can stand still.
type Timer struct {
	Count workday.Count `json:"count,omitzero"`
	Rest  *workday.Rest `json:"rest,omitempty"` // set while it stands still
	Done  bool          `json:"done,omitempty"` // it ended, or what it waited for came
	// Untold: it began again after this claim's thaw, and both sides have not yet
	// been told; Told sets it anew.
	Untold ClaimRef `json:"untold,omitzero"`
}

// Due is when the timer ends; false when it does not run.
func (t Timer) Due() (time.Time, bool) {
	return t.Count.Due, !t.Count.Due.IsZero() && t.Rest == nil && !t.Done
}

// Stake is what a claim asks to have frozen on a line. How much of it is frozen
// is the balance of the frozen accounts of (case, claim, line); it can be less
// than WantMinor when the line's money is gone or frozen for another claim.
type Stake struct {
	ClaimRef
	Line         int       `json:"line"`
	Parcel       int       `json:"parcel,omitempty"` // 0: the line wherever it lies
	At           time.Time `json:"at,omitzero"`
	WantMinor    int64     `json:"wantMinor"`
	DepositMinor int64     `json:"depositMinor,omitempty"` // secured by the merchant's deposit instead
}

// PayOut is money decided and instructed to the provider or custodian. Nothing
// is called refunded before it is confirmed.
type PayOut struct {
	ID         string       `json:"id"` // idempotency id for the provider
	Case       id.Case      `json:"case,omitzero"`
	Obligation int          `json:"obligation,omitempty"`
	Part                    // what it is for
	Source     Source       `json:"source"`
	Tenders    []TenderPart `json:"tenders,omitempty"` // refunds go back the way they came
	At         time.Time    `json:"at"`
	State      PayOutState  `json:"state"`
	Attempt    int          `json:"attempt"`
	Problem    string       `json:"problem,omitempty"`  // provider's code when Failed
	Failures   int          `json:"failures,omitempty"` // how often the provider refused it
	Again      Timer        `json:"again,omitzero"`     // K_AGAIN while Failed; none after the last try
	Ref        string       `json:"ref,omitempty"`      // provider's number when Confirmed
	ToldAt     time.Time    `json:"toldAt,omitzero"`    // when the provider's last word was booked
}

// TenderPart is a part of a refund by the payment it goes back to.
type TenderPart struct {
	Payment string `json:"payment"`
	Tender  string `json:"tender"`
	Minor   int64  `json:"minor"`
}

// PayOutState is how far a pay-out has come.
type PayOutState string

// The states of a pay-out. While its outcome is unknown it stays instructed.
const (
	PayOutInstructed PayOutState = "instructed"
	PayOutConfirmed  PayOutState = "confirmed"
	PayOutFailed     PayOutState = "failed" // the money still stands in payable; may be tried again
)

// Purpose says what a payment under an obligation is.
type Purpose string

// The purposes.
const (
	Refund     Purpose = "refund"      // price and freight back to the buyer: never more than he paid for the line
	Freight    Purpose = "freight"     // return freight and like costs
	Damages    Purpose = "damages"     // multiples, interest, expenses
	ToMerchant Purpose = "to_merchant" // a buyer's debt, or a reversal in the merchant's favour
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

// Part is a piece of an obligation: what is owed for which claim on which line.
type Part struct {
	Claim   int     `json:"claim"`
	Line    int     `json:"line,omitempty"`   // a Refund names one
	Parcel  int     `json:"parcel,omitempty"` // 0: the line wherever it lies
	Purpose Purpose `json:"purpose"`
	Minor   int64   `json:"minor"`
}

// Debt is what is still owed under one obligation of a case. Its parts are paid
// in their order: refunds first, as a rule.
type Debt struct {
	Case       id.Case `json:"case"`
	Obligation int     `json:"obligation"`
	Parts      []Part  `json:"parts"`
	// FundMinor is what is owed to the guarantee fund for this obligation, paid
	// after the parts: at most its advance that has not come back.
	FundMinor int64 `json:"fundMinor,omitempty"`
}

// OwnPayment is a payment the debtor makes himself through the provider.
type OwnPayment struct {
	ID string `json:"id"` // idempotency id for the provider
	Debt
	Minor   int64     `json:"minor"`
	At      time.Time `json:"at"`
	State   OwnState  `json:"state"`
	Problem string    `json:"problem,omitempty"` // provider's code when failed
	ToldAt  time.Time `json:"toldAt,omitzero"`   // when the provider's word was booked
}

// OwnState is how far an own payment has come.
type OwnState string

// The states of an own payment. While its outcome is unknown it stays asked.
const (
	OwnAsked OwnState = "asked"
	OwnHere  OwnState = "arrived"
	OwnGone  OwnState = "failed"
)

// FundRequest is a request to the guarantee fund, which lives in another home.
type FundRequest struct {
	ID string `json:"id"` // also of the transfer that answers it
	Debt
	At    time.Time    `json:"at"`
	Until time.Time    `json:"until"`
	State RequestState `json:"state"`
}

// RequestState is how far a request to the fund has come.
type RequestState string

// The states of a request.
const (
	RequestAsked    RequestState = "asked"
	RequestLate     RequestState = "late" // no answer in time; it may still come
	RequestPaid     RequestState = "paid"
	RequestDeclined RequestState = "declined"
	RequestReturned RequestState = "returned" // paid, and in part or whole sent back
)

// Advance is what the fund paid for the debtor of an obligation and takes back.
type Advance struct {
	Case       id.Case `json:"case"`
	Obligation int     `json:"obligation"`
	PaidMinor  int64   `json:"paidMinor"`
	BackMinor  int64   `json:"backMinor"`
}

// Transfer is money on its way to a stream of another home.
type Transfer struct {
	ID    string    `json:"id"`
	Minor int64     `json:"minor"`
	Until time.Time `json:"until"`
	Late  bool      `json:"late,omitempty"`
}
