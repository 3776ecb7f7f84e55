package api

import (
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Payment is one instruction to whoever holds the money. It names no person.
type Payment struct {
	Payment    string       `json:"payment" doc:"Its id, also the idempotency id for the provider: the same through all attempts."`
	Kind       Coded        `json:"kind" doc:"pay_out: under a case · own: to be collected from the debtor · payout: a merchant's settled sales"`
	State      Coded        `json:"state" doc:"pending, done, refused"`
	Attempt    int          `json:"attempt" doc:"Which attempt is awaited, or was the last."`
	Failed     int          `json:"failed" doc:"How often it was refused."`
	Attention  bool         `json:"attention,omitempty" doc:"Refused three times or more: somebody has to look."`
	Again      *time.Time   `json:"again,omitempty" doc:"When it is instructed anew by itself; absent on a refused one: no more."`
	Order      string       `json:"order,omitempty"`
	Case       string       `json:"case,omitempty"`
	Obligation int          `json:"obligation,omitempty"`
	Line       int          `json:"line,omitempty"`
	Purpose    string       `json:"purpose,omitempty" doc:"refund, freight, damages: to the buyer · to_merchant"`
	Source     string       `json:"source,omitempty" doc:"escrow, own_payment, payouts, deposit, fund"`
	Merchant   string       `json:"merchant,omitempty" doc:"Who is paid, where it is a merchant."`
	Sum        money.Amount `json:"sum"`
	Tenders    []Tender     `json:"tenders,omitempty" doc:"A refund goes back the way it came."`
	Asked      time.Time    `json:"asked"`
	Told       *time.Time   `json:"told,omitempty" doc:"When the last outcome was recorded."`
	Confirmed  *time.Time   `json:"confirmed,omitempty" doc:"When it was confirmed; absent until then."`
	Reference  string       `json:"reference,omitempty"`
	Problem    string       `json:"problem,omitempty"`
}

// Tender is a part of a refund by the payment it goes back to.
type Tender struct {
	Payment string       `json:"payment" doc:"Id of the buyer's payment, as imported."`
	Tender  string       `json:"tender"`
	Sum     money.Amount `json:"sum"`
}

// PaymentList is a page of payments.
type PaymentList struct {
	Payments []Payment `json:"payments"`
	Next     string    `json:"next,omitempty"`
}

// PaymentTold is an outcome that was recorded.
type PaymentTold struct {
	Payment  string `json:"payment"`
	State    string `json:"state" enum:"done,refused"`
	Attempt  int    `json:"attempt,omitempty"`
	GiveBack bool   `json:"give_back,omitempty" doc:"The debtor's own payment came when nothing was owed any more: give it back."`
}

// PayOutView is one pay-out as the buyer and the merchant of an order see it.
type PayOutView struct {
	Payment    string       `json:"payment"`
	Purpose    string       `json:"purpose" doc:"refund, freight, damages, to_merchant"`
	Case       string       `json:"case,omitempty"`
	Obligation int          `json:"obligation,omitempty"`
	Sum        money.Amount `json:"sum"`
	State      Coded        `json:"state" doc:"instructed, refused, confirmed"`
	Asked      time.Time    `json:"asked"`
	Again      *time.Time   `json:"again,omitempty" doc:"When a refused one is instructed anew."`
	Confirmed  *time.Time   `json:"confirmed,omitempty"`
}

// The books' ids hold a slash; in addresses a dot stands for it, as in notices.
func shownPayment(id string) string { return strings.ReplaceAll(id, "/", ".") }

func bookedPayment(id string) string { return strings.ReplaceAll(id, ".", "/") }

// paymentWords says a state of the list as parties read it.
func paymentWords(state string) wording.Words {
	return wording.Payment(map[string]string{streams.PayPending: "instructed", streams.PayDone: "confirmed", streams.PayRefused: "refused"}[state])
}

func paymentView(r casebook.PaymentRow) Payment {
	out := Payment{
		Payment: shownPayment(r.ID), Kind: coded(r.Kind, wording.PaymentKind), State: coded(r.State, paymentWords), Attempt: r.Attempt, Failed: r.Failures,
		Attention: r.Attention(), Again: moment(r.Again), Order: r.Order.String(), Case: r.Case.String(), Obligation: r.Obligation, Line: r.Line,
		Purpose: r.Purpose, Source: r.Source, Merchant: r.Merchant.String(), Sum: sum(r.Minor, r.Currency), Asked: r.Asked, Told: moment(r.Told),
		Reference: r.Ref, Problem: r.Problem,
	}
	if r.State == streams.PayDone {
		out.Confirmed = out.Told
	}
	for _, t := range r.Tenders {
		out.Tenders = append(out.Tenders, Tender{Payment: t.Payment, Tender: t.Tender, Sum: sum(t.Minor, r.Currency)})
	}
	return out
}

// payOutsFor are the pay-outs of an order, for its parties alone: staff have the list
// of payments, and who decides must not read what was settled.
func payOutsFor(v casebook.Order) (out []PayOutView) {
	if v.Role == "staff" {
		return nil
	}
	for _, p := range v.Order.PayOuts {
		view := PayOutView{
			Payment: shownPayment(p.ID), Purpose: string(p.Purpose), Case: p.Case.String(), Obligation: p.Obligation, Sum: sum(p.Minor, v.Order.Currency), Asked: p.At,
		}
		switch p.State {
		case escrow.PayOutInstructed:
			view.State = coded("instructed", wording.Payment)
		case escrow.PayOutFailed:
			view.State = coded("refused", wording.Payment)
			if at, runs := p.Again.Due(); runs {
				view.Again = &at
			}
		case escrow.PayOutConfirmed:
			view.State, view.Confirmed = coded("confirmed", wording.Payment), moment(p.ToldAt)
		}
		out = append(out, view)
	}
	return out
}

// paymentOf is how far pay-outs have come, in one word.
func paymentOf(p escrow.PaidOut) string {
	switch {
	case p.RefusedMinor > 0:
		return "refused"
	case !p.Confirmed():
		return "instructed"
	default:
		return "confirmed"
	}
}

// paying says how far what was paid toward an obligation has come, and calls it paid
// only when all of it was confirmed.
func (o *Obligation) paying(d dispute.Duty, p escrow.PaidOut) {
	if p.Pays == 0 && d.Paid == 0 {
		return
	}
	how := paymentOf(p)
	if d.Ended && !d.Cancelled && d.Short == 0 && d.Minor > 0 && slices.ContainsFunc(d.Sources, func(s dispute.Paid) bool { return s.Minor > 0 }) {
		o.State.Words = wording.Paid(how)
	}
	word := coded(how, wording.Payment)
	o.Payment = &word
	if how == "confirmed" {
		o.Confirmed = moment(p.At)
	}
}

// paying says the same of a claim.
func (c *ClaimView) paying(k dispute.Claim, p escrow.PaidOut) {
	how := paymentOf(p)
	if k.State == dispute.Performed {
		c.State.Words = wording.Performed(how)
	}
	if p.Pays == 0 {
		return
	}
	word := coded(how, wording.Payment)
	c.Payment = &word
	if how == "confirmed" {
		c.Confirmed = moment(p.At)
	}
}
