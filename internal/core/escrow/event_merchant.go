package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// PayoutDue says that money came to a merchant's unsettled payouts. Send is K_PAYOUT.
type PayoutDue struct {
	first
	Transfer string   `json:"transfer"`
	Order    id.Order `json:"order"`
	Currency string   `json:"currency"`
	Minor    int64    `json:"minor"`
	Send     Timer    `json:"send"`
	Booking
}

// PayoutSent says that a payout is instructed to the provider or custodian.
type PayoutSent struct {
	first
	Payout  string `json:"payout"`
	Minor   int64  `json:"minor"`
	Attempt int    `json:"attempt"`
	Booking
}

// PayoutSettled says that the provider paid it out.
type PayoutSettled struct {
	first
	Payout string `json:"payout"`
	Ref    string `json:"ref,omitempty"`
	Booking
}

// PayoutFailed says that the provider did not pay: the money is unsettled again,
// and Send says when it is tried next.
type PayoutFailed struct {
	first
	Payout  string `json:"payout"`
	Problem string `json:"problem"`
	Send    Timer  `json:"send"`
	Booking
}

// PayoutsDebited says that unsettled payouts paid an obligation.
type PayoutsDebited struct {
	first
	Transfer   string   `json:"transfer"`
	Order      id.Order `json:"order"`
	Case       id.Case  `json:"case"`
	Obligation int      `json:"obligation"`
	Taken      []Taken  `json:"taken"`
	Booking
}

// Taken is what was debited of one payout.
type Taken struct {
	Payout string `json:"payout"`
	Minor  int64  `json:"minor"`
}

// DepositPaidIn is deposit that came; Ref is the provider's number.
type DepositPaidIn struct {
	first
	Ref string `json:"ref"`
	Booking
}

// DepositGivenBack is deposit paid back to the merchant.
type DepositGivenBack struct {
	first
	Ref string `json:"ref"`
	Booking
}

// DepositFroze secures a claim by deposit.
type DepositFroze struct {
	first
	ClaimRef
	Minor int64 `json:"minor"`
	Booking
}

// DepositThawed frees deposit that secured a claim.
type DepositThawed struct {
	first
	ClaimRef
	Minor int64 `json:"minor"`
	Booking
}

// DepositDebited says that the deposit paid an obligation.
type DepositDebited struct {
	first
	Transfer   string   `json:"transfer"`
	Order      id.Order `json:"order"`
	Case       id.Case  `json:"case"`
	Obligation int      `json:"obligation"`
	Minor      int64    `json:"minor"`
	Booking
}

// DepositBarred starts K_BAR.
type DepositBarred struct {
	first
	Share Timer `json:"share"`
}

// BarJoined registers what an obligation asks of the barred deposit.
type BarJoined struct {
	first
	Due BarredDue `json:"due"`
}

// DepositShared divides the free deposit among those registered.
type DepositShared struct {
	first
	Claims []BarredDue `json:"claims"`
	Booking
}

// DebitsStopped stops all debits of the merchant (insolvency).
type DebitsStopped struct {
	first
	Reason string `json:"reason"`
}

// DebitsResumed lets them go on.
type DebitsResumed struct{ first }

// Kind implements record.Event.
func (PayoutDue) Kind() string { return "payout_due" }

// Kind implements record.Event.
func (PayoutSent) Kind() string { return "payout_sent" }

// Kind implements record.Event.
func (PayoutSettled) Kind() string { return "payout_settled" }

// Kind implements record.Event.
func (PayoutFailed) Kind() string { return "payout_failed" }

// Kind implements record.Event.
func (PayoutsDebited) Kind() string { return "payouts_debited" }

// Kind implements record.Event.
func (DepositPaidIn) Kind() string { return "deposit_paid_in" }

// Kind implements record.Event.
func (DepositGivenBack) Kind() string { return "deposit_given_back" }

// Kind implements record.Event.
func (DepositFroze) Kind() string { return "deposit_frozen" }

// Kind implements record.Event.
func (DepositThawed) Kind() string { return "deposit_thawed" }

// Kind implements record.Event.
func (DepositDebited) Kind() string { return "deposit_debited" }

// Kind implements record.Event.
func (DepositBarred) Kind() string { return "deposit_barred" }

// Kind implements record.Event.
func (BarJoined) Kind() string { return "bar_joined" }

// Kind implements record.Event.
func (DepositShared) Kind() string { return "deposit_shared" }

// Kind implements record.Event.
func (DebitsStopped) Kind() string { return "debits_stopped" }

// Kind implements record.Event.
func (DebitsResumed) Kind() string { return "debits_resumed" }

func (e PayoutDue) onMerchant(m *Merchant, _ time.Time) {
	m.Payouts = append(m.Payouts, Payout{
		ID: e.Transfer, Order: e.Order, Currency: e.Currency, Minor: e.Minor, Send: e.Send,
	})
}

func (e PayoutSent) onMerchant(m *Merchant, _ time.Time) {
	p := m.payout(e.Payout)
	p.Sent, p.Attempt, p.Send.Done = true, e.Attempt, true
}

func (e PayoutSettled) onMerchant(m *Merchant, _ time.Time) {
	m.Payouts = slices.DeleteFunc(m.Payouts, func(p Payout) bool { return p.ID == e.Payout })
}

func (e PayoutFailed) onMerchant(m *Merchant, _ time.Time) {
	p := m.payout(e.Payout)
	p.Sent, p.Send = false, e.Send
}

func (e PayoutsDebited) onMerchant(m *Merchant, _ time.Time) {
	for _, t := range e.Taken {
		m.payout(t.Payout).Minor -= t.Minor
	}
	m.Payouts = slices.DeleteFunc(m.Payouts, func(p Payout) bool { return p.Minor == 0 })
}

func (e DepositPaidIn) onMerchant(m *Merchant, _ time.Time) { m.Refs = append(m.Refs, e.Ref) }

func (e DepositGivenBack) onMerchant(m *Merchant, _ time.Time) { m.Refs = append(m.Refs, e.Ref) }

func (e DepositFroze) onMerchant(*Merchant, time.Time) {}

func (e DepositThawed) onMerchant(*Merchant, time.Time) {}

func (e DepositDebited) onMerchant(*Merchant, time.Time) {}

func (e DepositBarred) onMerchant(m *Merchant, _ time.Time) { m.Bar = Bar{Share: e.Share} }

func (e BarJoined) onMerchant(m *Merchant, _ time.Time) {
	m.Bar.Claims = slices.DeleteFunc(m.Bar.Claims, func(d BarredDue) bool {
		return d.Case == e.Due.Case && d.Obligation == e.Due.Obligation
	})
	m.Bar.Claims = append(m.Bar.Claims, e.Due)
}

func (e DepositShared) onMerchant(m *Merchant, _ time.Time) {
	m.Bar.Share.Done, m.Bar.Claims = true, e.Claims
}

func (e DebitsStopped) onMerchant(m *Merchant, _ time.Time) { m.Stopped = e.Reason }

func (e DebitsResumed) onMerchant(m *Merchant, _ time.Time) { m.Stopped = "" }

func (m *Merchant) payout(id string) *Payout {
	for i := range m.Payouts {
		if m.Payouts[i].ID == id {
			return &m.Payouts[i]
		}
	}
	return nil
}
