package streams

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Kinds of instructions to whoever holds the money, as jobs and rows name them.
const (
	PayOut = "pay_out" // to a buyer, or to the merchant a debt is owed to
	Own    = "own"     // collect from the debtor, who pays himself
	Payout = "payout"  // a merchant's settled sales, to the merchant
)

// How an instruction stands.
const (
	PayPending = "pending" // instructed; nobody knows yet
	PayDone    = "done"
	PayRefused = "refused" // not carried out; what happens next stands beside it
)

// payment is one row of Payments.
type payment struct {
	id, kind, state          string
	order                    id.Order
	kase                     id.Case
	merchant                 id.Merchant
	obligation, claim, line  int
	purpose, source, tenders string
	minor                    int64
	currency                 string
	attempt, failures        int
	again                    time.Time // when it is instructed anew
	problem, ref             string
	asked, told              time.Time
}

func (p payment) row() docket.Row {
	return docket.Row{Table: Payments, Values: []any{
		p.id, p.kind, p.state, raw(p.order.Bytes()), raw(p.kase.Bytes()), raw(p.merchant.Bytes()), int64(p.obligation), int64(p.claim), int64(p.line),
		p.purpose, p.source, p.tenders, p.minor, p.currency, int64(p.attempt), int64(p.failures), micro(p.again),
		p.problem, p.ref, micro(p.asked), micro(p.told),
	}}
}

// paymentRows are the rows of an order that its last event is about.
func paymentRows(o escrow.Order, last record.Event) []docket.Row {
	var rows []docket.Row
	touched := func(id string) bool { return false }
	switch e := last.(type) {
	case escrow.PaymentInstructed:
		touched = func(id string) bool {
			return id == e.Own && id != "" || slices.ContainsFunc(e.PayOuts, func(p escrow.PayOut) bool { return p.ID == id })
		}
	case escrow.PaymentConfirmed:
		touched = func(id string) bool { return id == e.ID }
	case escrow.PaymentFailed:
		touched = func(id string) bool { return id == e.ID }
	case escrow.PaymentRetried:
		touched = func(id string) bool { return id == e.ID }
	case escrow.OwnPaymentAsked:
		touched = func(id string) bool { return id == e.Payment.ID }
	case escrow.OwnPaymentFailed:
		touched = func(id string) bool { return id == e.ID }
	}
	for _, p := range o.PayOuts {
		if touched(p.ID) {
			rows = append(rows, payOutRow(o, p))
		}
	}
	for _, p := range o.Own {
		if touched(p.ID) {
			rows = append(rows, ownRow(o, p))
		}
	}
	return rows
}

func payOutRow(o escrow.Order, p escrow.PayOut) docket.Row {
	row := payment{
		id: p.ID, kind: PayOut, state: PayPending, order: o.ID, kase: p.Case, obligation: p.Obligation, claim: p.Claim, line: p.Line,
		purpose: string(p.Purpose), source: string(p.Source), minor: p.Minor, currency: o.Currency, attempt: p.Attempt, failures: p.Failures,
		problem: p.Problem, ref: p.Ref, asked: p.At, told: p.ToldAt,
	}
	if p.Purpose == escrow.ToMerchant {
		row.merchant = o.Merchant
	}
	switch p.State {
	case escrow.PayOutInstructed:
	case escrow.PayOutConfirmed:
		row.state = PayDone
	case escrow.PayOutFailed:
		row.state = PayRefused
		row.again, _ = p.Again.Due()
	}
	if len(p.Tenders) > 0 {
		text, err := json.Marshal(p.Tenders)
		if err != nil {
			panic("streams: tenders: " + err.Error())
		}
		row.tenders = string(text)
	}
	return row.row()
}

func ownRow(o escrow.Order, p escrow.OwnPayment) docket.Row {
	row := payment{
		id: p.ID, kind: Own, state: PayPending, order: o.ID, kase: p.Case, obligation: p.Obligation, minor: p.Minor, currency: o.Currency,
		attempt: 1, problem: p.Problem, asked: p.At, told: p.ToldAt,
	}
	switch p.State {
	case escrow.OwnAsked:
	case escrow.OwnHere:
		row.state = PayDone
	case escrow.OwnGone:
		row.state, row.failures = PayRefused, 1
	}
	return row.row()
}

// payoutRows are the rows of a merchant's payout that an event is about. A settled
// payout is forgotten by its stream; what stood there before is taken.
func payoutRows(before, after any, r record.Recorded) []docket.Row {
	row := payment{kind: Payout}
	switch e := r.Event.(type) {
	case escrow.PayoutSent:
		row.id, row.state = e.Payout, PayPending
	case escrow.PayoutSettled:
		row.id, row.state, row.ref, row.told = e.Payout, PayDone, e.Ref, r.Meta.At
	case escrow.PayoutFailed:
		row.id, row.state, row.problem, row.told = e.Payout, PayRefused, e.Problem, r.Meta.At
		row.failures = 1
		row.again, _ = e.Send.Due()
	default:
		return nil
	}
	for _, state := range []any{before, after} {
		m, ok := state.(escrow.Merchant)
		if !ok {
			continue
		}
		for _, p := range m.Payouts {
			if p.ID != row.id {
				continue
			}
			row.merchant, row.order, row.minor, row.currency, row.attempt = m.ID, p.Order, p.Minor, p.Currency, p.Attempt
			row.asked = p.Send.Count.Due
		}
	}
	if row.state == PayRefused {
		row.failures = row.attempt
	}
	return []docket.Row{row.row()}
}
