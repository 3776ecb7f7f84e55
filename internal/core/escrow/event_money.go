package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Froze says that a claim's stake on a line was set, and what of it could be
// frozen now (Minor; the postings say from where).
type Froze struct {
	first
	ClaimRef
	Line  int   `json:"line"`
	Minor int64 `json:"minor"`
	Change
}

// Thawed says that a claim's stake on a line became smaller or ended.
type Thawed struct {
	first
	ClaimRef
	Line   int       `json:"line"`
	Minor  int64     `json:"minor"`           // held again
	ToldAt time.Time `json:"toldAt,omitzero"` // both sides were told; zero: not yet
	Change
}

// Told says when both sides had been told of a thaw: the timers are set by it.
type Told struct {
	first
	ClaimRef
	At     time.Time   `json:"at"`
	Timers []ItemTimer `json:"timers,omitempty"`
}

// FreezeReplaced says that deposit now secures what escrow did (T74).
type FreezeReplaced struct {
	first
	ClaimRef
	Line  int   `json:"line"`
	Minor int64 `json:"minor"`
	Change
}

// Released says that frozen money of a claim goes to the merchant's payouts.
type Released struct {
	first
	ClaimRef
	Line     int    `json:"line"`
	Minor    int64  `json:"minor"`
	Transfer string `json:"transfer"`
	Change
}

// PaymentInstructed says that an obligation was met in part or whole from one source:
// the money stands in payable and each pay-out goes to the provider.
type PaymentInstructed struct {
	first
	Case       id.Case   `json:"case"`
	Obligation int       `json:"obligation"`
	Source     Source    `json:"source"`
	Own        string    `json:"own,omitempty"`      // the own payment that arrived
	Transfer   string    `json:"transfer,omitempty"` // of the money that came from another stream
	PayOuts    []PayOut  `json:"payOuts,omitempty"`
	ToFund     *Transfer `json:"toFund,omitempty"` // what goes back to the guarantee fund
	Change
}

// PaymentConfirmed says that the provider paid it out. Ref is the provider's number.
type PaymentConfirmed struct {
	first
	ID  string `json:"id"`
	Ref string `json:"ref,omitempty"`
	Booking
}

// PaymentFailed says that the provider did not pay; the money stands in payable.
// Again says when it is instructed anew; none after the last try.
type PaymentFailed struct {
	first
	ID      string `json:"id"`
	Problem string `json:"problem"` // provider's code
	Again   Timer  `json:"again,omitzero"`
	Last    bool   `json:"last,omitempty"` // it is not tried again by itself
}

// PaymentRetried says that a failed pay-out is instructed again.
type PaymentRetried struct {
	first
	ID      string  `json:"id"`
	Attempt int     `json:"attempt"`
	Case    id.Case `json:"case,omitzero"`
	Minor   int64   `json:"minor,omitempty"`
}

// OwnPaymentAsked says that a debtor began to pay himself. It moves nothing.
type OwnPaymentAsked struct {
	first
	Payment OwnPayment `json:"payment"`
}

// OwnPaymentFailed says that his payment did not come.
type OwnPaymentFailed struct {
	first
	ID      string `json:"id"`
	Problem string `json:"problem"`
}

// RefundedOutside is a refund made outside this platform.
type RefundedOutside struct {
	first
	Refund PastRefund `json:"refund"`
	Change
}

// FundAsked is a request to the guarantee fund. It moves nothing.
type FundAsked struct {
	first
	Request FundRequest `json:"request"`
}

// FundAnswered closes a request: declined, paid, or paid and (in part) sent back
// because the debt was met in the meantime.
type FundAnswered struct {
	first
	Request       string       `json:"request"`
	State         RequestState `json:"state"`
	Minor         int64        `json:"minor,omitempty"`
	ReturnedMinor int64        `json:"returnedMinor,omitempty"`
}

// FundOverdue marks a request without an answer in time: work for staff.
type FundOverdue struct {
	first
	Request string `json:"request"`
}

// TransferArrived closes a transfer to another home.
type TransferArrived struct {
	first
	Transfer string `json:"transfer"`
}

// TransferOverdue marks a transfer without an answer in time: work for staff.
type TransferOverdue struct {
	first
	Transfer string `json:"transfer"`
}

// Kind implements record.Event.
func (Froze) Kind() string { return "frozen" }

// Kind implements record.Event.
func (Thawed) Kind() string { return "thawed" }

// Kind implements record.Event.
func (Told) Kind() string { return "thaw_told" }

// Kind implements record.Event.
func (FreezeReplaced) Kind() string { return "freeze_replaced" }

// Kind implements record.Event.
func (Released) Kind() string { return "released" }

// Kind implements record.Event.
func (PaymentInstructed) Kind() string { return "payment_instructed" }

// Kind implements record.Event.
func (PaymentConfirmed) Kind() string { return "payment_confirmed" }

// Kind implements record.Event.
func (PaymentFailed) Kind() string { return "payment_failed" }

// Kind implements record.Event.
func (PaymentRetried) Kind() string { return "payment_retried" }

// Kind implements record.Event.
func (OwnPaymentAsked) Kind() string { return "own_payment_asked" }

// Kind implements record.Event.
func (OwnPaymentFailed) Kind() string { return "own_payment_failed" }

// Kind implements record.Event.
func (RefundedOutside) Kind() string { return "refunded_outside" }

// Kind implements record.Event.
func (FundAsked) Kind() string { return "fund_asked" }

// Kind implements record.Event.
func (FundAnswered) Kind() string { return "fund_answered" }

// Kind implements record.Event.
func (FundOverdue) Kind() string { return "fund_overdue" }

// Kind implements record.Event.
func (TransferArrived) Kind() string { return "transfer_arrived" }

// Kind implements record.Event.
func (TransferOverdue) Kind() string { return "transfer_overdue" }

func (e Froze) onOrder(o *Order, _ time.Time) { e.Change.onOrder(o) }

func (e Thawed) onOrder(o *Order, _ time.Time) { e.Change.onOrder(o) }

func (e Told) onOrder(o *Order, _ time.Time) { setTimers(o, e.Timers) }

func (e FreezeReplaced) onOrder(o *Order, _ time.Time) { e.Change.onOrder(o) }

func (e Released) onOrder(o *Order, _ time.Time) {
	o.Transfers++
	e.Change.onOrder(o)
}

func (e PaymentInstructed) onOrder(o *Order, at time.Time) {
	if e.Transfer != "" && e.Source != FromFund {
		o.Transfers++
	}
	if e.ToFund != nil {
		o.Transfers++
		o.Open = append(o.Open, *e.ToFund)
		o.advance(e.Case, e.Obligation).BackMinor += e.ToFund.Minor
	}
	if e.Own != "" {
		p := o.own(e.Own)
		p.State, p.Problem, p.ToldAt = OwnHere, "", at
	}
	for _, p := range e.PayOuts {
		o.PayOuts = append(o.PayOuts, p)
		if e.Source == FromFund {
			o.advance(e.Case, e.Obligation).PaidMinor += p.Minor
		}
	}
	e.Change.onOrder(o)
}

func (o *Order) advance(c id.Case, obligation int) *Advance {
	i := slices.IndexFunc(o.Advances, func(a Advance) bool { return a.Case == c && a.Obligation == obligation })
	if i < 0 {
		i = len(o.Advances)
		o.Advances = append(o.Advances, Advance{Case: c, Obligation: obligation})
	}
	return &o.Advances[i]
}

func (o *Order) own(id string) *OwnPayment {
	for i := range o.Own {
		if o.Own[i].ID == id {
			return &o.Own[i]
		}
	}
	return nil
}

func (o *Order) payOut(id string) *PayOut {
	for i := range o.PayOuts {
		if o.PayOuts[i].ID == id {
			return &o.PayOuts[i]
		}
	}
	return nil
}

func (o *Order) request(id string) *FundRequest {
	for i := range o.Fund {
		if o.Fund[i].ID == id {
			return &o.Fund[i]
		}
	}
	return nil
}

func (e PaymentConfirmed) onOrder(o *Order, at time.Time) {
	p := o.payOut(e.ID)
	p.State, p.Problem, p.Again, p.Ref, p.ToldAt = PayOutConfirmed, "", Timer{}, e.Ref, at
}

// A failure stored before failures had a date is due at once.
func (e PaymentFailed) onOrder(o *Order, at time.Time) {
	p := o.payOut(e.ID)
	p.State, p.Problem, p.Again, p.ToldAt = PayOutFailed, e.Problem, e.Again, at
	p.Failures++
	if _, dated := e.Again.Due(); !dated && !e.Last {
		p.Again.Count.Due = at
	}
}

func (e PaymentRetried) onOrder(o *Order, _ time.Time) {
	p := o.payOut(e.ID)
	p.State, p.Problem, p.Again, p.Attempt = PayOutInstructed, "", Timer{}, e.Attempt
}

func (e OwnPaymentAsked) onOrder(o *Order, _ time.Time) { o.Own = append(o.Own, e.Payment) }

func (e OwnPaymentFailed) onOrder(o *Order, at time.Time) {
	p := o.own(e.ID)
	p.State, p.Problem, p.ToldAt = OwnGone, e.Problem, at
}

func (e RefundedOutside) onOrder(o *Order, _ time.Time) {
	o.Past = append(o.Past, e.Refund)
	e.Change.onOrder(o)
}

func (e FundAsked) onOrder(o *Order, _ time.Time) { o.Fund = append(o.Fund, e.Request) }

func (e FundAnswered) onOrder(o *Order, _ time.Time) { o.request(e.Request).State = e.State }

func (e FundOverdue) onOrder(o *Order, _ time.Time) { o.request(e.Request).State = RequestLate }

func (e TransferArrived) onOrder(o *Order, _ time.Time) {
	o.Open = slices.DeleteFunc(o.Open, func(t Transfer) bool { return t.ID == e.Transfer })
}

func (e TransferOverdue) onOrder(o *Order, _ time.Time) {
	for i := range o.Open {
		if o.Open[i].ID == e.Transfer {
			o.Open[i].Late = true
		}
	}
}
