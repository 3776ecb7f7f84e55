package reception

import (
	"context"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Foresee implements web.Moves: the rules decide on a copy, and nothing is written.
func (m moves) Foresee(ctx context.Context, who view.Visitor, of web.Of, act, on string, given dispute.Answers) (view.Foresight, error) {
	if !of.Order.IsZero() {
		return m.receiptForesight(ctx, who, of.Order, given)
	}
	d, err := m.open(ctx, who, of.Case, act, on)
	if err != nil {
		return view.Foresight{}, err
	}
	if !d.offered {
		return view.Foresight{}, d.whyNot()
	}
	words := wording.Move(act)
	out := view.Foresight{Asks: d.in(words.Name) + d.t.Desk.Ask, Undo: d.t.Desk.ProcedureGoesAfter}
	out.Asks = capital(out.Asks)
	if words.Final || d.move.Final {
		out.Undo = d.t.Desk.CannotBeTakenBack
	}
	if !d.reviewing() {
		out.Follows = append(out.Follows, d.in(words.Effect))
	}
	if d.move.Duty != 0 && d.kase.Duty(d.move.Duty) == nil {
		return out, nil // what he decides over is behind the wall: there is no copy to try it on, the rules decide when it is sent
	}
	made, after, refusal := dispute.Decide(d.Sight.Book, d.Sight.World, d.command(confirmed(d.move.Fields, given)))
	if refusal != nil {
		return view.Foresight{}, d.refusal(*refusal, caseURL(of.Case), of.Case)
	}
	d.foresee(&out, made, after)
	d.foreseeReview(&out, given)
	out.Wall = d.wall(made)
	if x, ok := foreseen(made, d.move.Track, d.now); ok && (act == "rule" || act == "submit_draft" || act == "vary") {
		paper, err := d.decision(ctx, x)
		if err != nil {
			return out, outside(err)
		}
		out.Paper = &paper
	}
	return out, nil
}

// confirmed adds the confirmation that the next page asks for.
func confirmed(fields []dispute.Field, given dispute.Answers) dispute.Answers {
	out := append(dispute.Answers{}, given...)
	for _, f := range fields {
		if f.Kind == dispute.Confirm && !out.Has(f.Name) {
			out = append(out, dispute.Answer{Name: f.Name, Value: "yes"})
		}
	}
	return out
}

// foresee reads what the act would record.
func (d *desk) foresee(out *view.Foresight, made []record.Entry, after dispute.World) {
	cny := d.kase.Currency
	for _, e := range made {
		switch x := e.Event.(type) {
		case escrow.PaymentInstructed:
			for _, p := range x.PayOuts {
				out.Money = append(out.Money, view.Flow{
					Sum: money.Amount{Minor: p.Minor, Currency: cny}, From: capital(d.in(sourceWords(p.Source))), To: d.receiver(p), Note: d.t.Desk.ArrivesWhenProviderConfirms,
				})
			}
		case dispute.DutySet:
			flow := view.Flow{Sum: money.Amount{Minor: x.Duty.Minor, Currency: cny}, From: d.who[x.Duty.Debtor].Name, To: d.who[x.Duty.Creditor()].Name}
			flow.By = d.dutyDue(after, x.Duty.No)
			what := capital(d.in(wording.Obligation(x.Duty.Kind)))
			if x.Duty.Minor > 0 && !paidAtOnce(made) {
				flow.Note = what
				out.Money = append(out.Money, flow)
			} else if x.Duty.Minor == 0 {
				out.Follows = append(out.Follows, what)
			}
		case dispute.Thawed:
			out.Follows = append(out.Follows, fmt.Sprintf(d.t.Desk.ThawedReturnsItsNormalCourse, d.sum(x.Minor, cny)))
		case dispute.ClaimMoved:
			d.givesUp(out, x)
		case dispute.Entered:
			out.Follows = append(out.Follows, fmt.Sprintf(d.t.Desk.CaseGoes, d.in(wording.Stage(x.Stage))))
		}
	}
}

func paidAtOnce(made []record.Entry) bool {
	for _, e := range made {
		if _, ok := e.Event.(escrow.PaymentInstructed); ok {
			return true
		}
	}
	return false
}

func sourceWords(s escrow.Source) wording.Words {
	names := map[escrow.Source]string{escrow.FromEscrow: "order_escrow", escrow.FromOwn: "own_payment", escrow.FromPayouts: "unsettled_payouts", escrow.FromDeposit: "deposit", escrow.FromFund: "guarantee_fund"}
	return wording.Source(names[s])
}

// receiver is the account the money goes to: refunds go back the way they came.
func (d *desk) receiver(p escrow.PayOut) string {
	if p.Purpose == escrow.ToMerchant {
		return d.who[d.sellerSide()].Name
	}
	if len(p.Tenders) > 0 {
		return fmt.Sprintf(d.t.Desk.PaidFromBy, d.in(wording.Tender(p.Tenders[0].Tender)))
	}
	return d.t.Desk.PaidFrom
}

func (d *desk) dutyDue(after dispute.World, duty int) (due timeT) {
	for _, x := range after.Case.Deadlines {
		if x.Object == "duty" && x.ObjectNo == duty && x.Running() && !x.Due.IsZero() {
			return d.local(x.Due)
		}
	}
	return due
}

// givesUp says what of a claim ends with the act.
func (d *desk) givesUp(out *view.Foresight, x dispute.ClaimMoved) {
	k := d.kase.Claim(x.Claim)
	if k == nil {
		return
	}
	switch x.State {
	case dispute.Agreed:
		if less := k.Minor - x.Granted; less > 0 {
			out.GivesUp = append(out.GivesUp, fmt.Sprintf(d.t.Desk.RemainingPartClaim, k.No, d.sum(less, d.kase.Currency)))
		}
		out.GivesUp = append(out.GivesUp, fmt.Sprintf(d.t.Desk.RulingClaim, k.No))
	case dispute.Withdrawn:
		out.GivesUp = append(out.GivesUp, fmt.Sprintf(d.t.Desk.ClaimIs, k.No, d.sum(k.Minor, d.kase.Currency)))
	case dispute.Determined:
		out.Follows = append(out.Follows, fmt.Sprintf(d.t.Desk.ClaimGranted, k.No, d.sum(x.Granted, d.kase.Currency)))
	case dispute.Dismissed:
		out.Follows = append(out.Follows, fmt.Sprintf(d.t.Desk.ClaimDismissed, k.No))
	case dispute.Open, dispute.Lapsed, dispute.Performed, dispute.Unrecovered:
	}
}
