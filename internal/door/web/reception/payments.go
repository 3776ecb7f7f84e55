package reception

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// paid is how far pay-outs have come, in one word; nothing is called paid before it
// was confirmed (design §6).
func paid(p escrow.PaidOut) string {
	switch {
	case p.RefusedMinor > 0:
		return "refused"
	case !p.Confirmed():
		return "instructed"
	}
	return "confirmed"
}

// paidFor is how far what was paid toward an obligation has come.
func (r *room) paidFor(duty int) escrow.PaidOut {
	return r.world.Order.PaidOut(r.kase.ID, func(p escrow.PayOut) bool { return p.Obligation == duty })
}

// paying shows every payment of an obligation, and calls it paid only when all of it
// was confirmed.
func (r *room) paying(o *view.Obligation, d dispute.Duty) {
	for _, p := range r.world.Order.PayOuts {
		if p.Case != r.kase.ID || p.Obligation != d.No {
			continue
		}
		shown := view.Payment{
			ID: p.ID, Source: capital(r.in(sourceWords(p.Source))), Sum: money.Amount{Minor: p.Minor, Currency: r.kase.Currency},
			Asked: r.local(p.At), Told: r.local(p.ToldAt), State: r.payState(string(p.State)),
		}
		if at, runs := p.Again.Due(); runs && p.State == escrow.PayOutFailed {
			shown.Again = r.local(at)
		}
		if p.Failures > 0 {
			shown.Tries = r.t.Ruling.Refusals(p.Failures)
		}
		o.Payments = append(o.Payments, shown)
	}
	for _, p := range r.world.Order.Own {
		if p.Case == r.kase.ID && p.Obligation == d.No {
			o.Payments = append(o.Payments, view.Payment{
				ID: p.ID, Source: capital(r.in(wording.Source("own_payment"))), Sum: money.Amount{Minor: p.Minor, Currency: r.kase.Currency},
				Asked: r.local(p.At), Told: r.local(p.ToldAt), State: r.ownState(p.State),
			})
		}
	}
	given := slices.ContainsFunc(d.Sources, func(s dispute.Paid) bool { return s.Minor > 0 })
	if how := r.paidFor(d.No); d.Ended && !d.Cancelled && d.Short == 0 && d.Minor > 0 && given {
		o.State.Text = capital(r.in(wording.Paid(paid(how))))
		if paid(how) != "confirmed" {
			o.State.Tone = view.Warn
		}
	}
}

func (s *session) payState(state string) view.Chip {
	switch state {
	case string(escrow.PayOutConfirmed), streams.PayDone:
		return view.Chip{Tone: view.Fine, Text: capital(s.in(wording.Payment("confirmed")))}
	case string(escrow.PayOutFailed), streams.PayRefused:
		return view.Chip{Tone: view.Bad, Text: s.t.Ruling.PayRefused}
	}
	return view.Chip{Tone: view.Warn, Text: s.t.Ruling.PayAsked}
}

func (s *session) ownState(state escrow.OwnState) view.Chip {
	switch state {
	case escrow.OwnHere:
		return s.payState(streams.PayDone)
	case escrow.OwnAsked:
		return s.payState(streams.PayPending)
	default:
		return s.payState(streams.PayRefused)
	}
}

// closedPaying qualifies the stage of a closed case whose payments are not confirmed.
func (r *room) closedPaying(stage wording.Words) wording.Words {
	if !r.Closed || r.Audience.Decider {
		return stage
	}
	return wording.ClosedPaying(paid(r.world.Order.PaidOut(r.kase.ID, func(escrow.PayOut) bool { return true })), stage)
}

// enforcement is the list of payments for staff.
type enforcement struct{ *Reception }

// Payments implements web.Enforcement.
func (e enforcement) Payments(ctx context.Context, who view.Visitor, state, after string) (view.PaymentList, error) {
	s, err := e.ask(ctx, who)
	if err != nil {
		return view.PaymentList{}, err
	}
	may, err := e.Casebook.SeesPayments(ctx, e.Market, who.Person)
	if err != nil {
		return view.PaymentList{}, outside(err)
	}
	if !may {
		return view.PaymentList{}, web.ErrUnknown
	}
	if !slices.Contains([]string{streams.PayPending, streams.PayDone, streams.PayRefused}, state) {
		state = ""
	}
	page, err := e.Casebook.Payments(ctx, e.Market, casebook.PaymentFilter{State: state, After: after, Limit: paymentsPage})
	if err != nil {
		return view.PaymentList{}, outside(err)
	}
	out := view.PaymentList{State: state, After: page.Next, First: after == "", States: []view.Pair{
		{Name: s.t.Ruling.PayRefused, Value: streams.PayRefused}, {Name: s.t.Ruling.PayAsked, Value: streams.PayPending}, {Name: capital(s.in(wording.Payment("confirmed"))), Value: streams.PayDone},
	}}
	for _, row := range page.Rows {
		shown, err := s.instructed(ctx, row)
		if err != nil {
			return out, outside(err)
		}
		out.Rows = append(out.Rows, shown)
	}
	return out, nil
}

const paymentsPage = 30

// instructed is one instruction with what to do about it.
func (s *session) instructed(ctx context.Context, row casebook.PaymentRow) (view.Payment, error) {
	t := s.t.Ruling
	p := view.Payment{
		ID: row.ID, Kind: capital(s.in(wording.PaymentKind(row.Kind))), Sum: money.Amount{Minor: row.Minor, Currency: row.Currency}, State: s.payState(row.State),
		Asked: s.local(row.Asked), Told: s.local(row.Told), Again: s.local(row.Again), Problem: row.Problem, Attention: row.Attention(),
	}
	if row.Source != "" {
		p.Source = capital(s.in(sourceWords(escrow.Source(row.Source))))
	}
	if row.Failures > 0 {
		p.Tries = t.Refusals(row.Failures)
	}
	switch {
	case row.State != streams.PayRefused:
	case row.Kind == streams.Own:
		p.Next = t.OwnAgain
	case !row.Again.IsZero():
		p.Next = t.TriedAgain
	default:
		p.Next = t.NoMoreTries
	}
	if !row.Order.IsZero() {
		of, err := s.known(ctx, row.Order)
		if err != nil {
			return p, err
		}
		p.Order, p.OrderURL = of.number, "/orders/"+row.Order.String()
	}
	if !row.Case.IsZero() {
		p.Case, p.CaseURL = fmt.Sprintf("O-%d", row.Obligation), caseURL(row.Case)+"#obligations"
	}
	return p, nil
}

// payingIn is how far the payments of a closed case have come: for lists.
func (s *session) payingIn(ctx context.Context, row casebook.CaseRow) (string, error) {
	if how, ok := s.paying[row.Case]; ok {
		return how, nil
	}
	all, err := s.Casebook.PaymentsOf(ctx, s.Market, []id.Order{row.Order}, 100)
	return payingOf(row, all[row.Order]), err
}

// payingOf is how far the payments of a case have come, of those about its order.
func payingOf(row casebook.CaseRow, all []casebook.PaymentRow) string {
	how := "confirmed"
	for _, p := range all {
		switch {
		case p.Case != row.Case || p.Case == (id.Case{}) || p.Kind == streams.Own:
		case p.State == streams.PayRefused:
			return "refused"
		case p.State != streams.PayDone:
			how = "instructed"
		}
	}
	return how
}
