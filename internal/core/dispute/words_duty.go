package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

func startAt(a *act) workday.Start { return workday.Start{At: a.now, FromDue: a.fromDue} }

func natural(days int) workday.Rule {
	return workday.Rule{Span: workday.Span{N: days, Unit: workday.NaturalDays}}
}

// payWords are T55 and the acts of T65.
func payWords() []*Word {
	return []*Word{
		{Name: "pay", Past: "own_payment_begun", T: "T55", Final: true, Money: true, Leads: true, Fields: payFields, Do: doPay},
		{Name: "perform_act", Past: "act_performed", T: "T65", Fields: confirmed},
		{Name: "ask_value", Past: "value_asked", T: "T65", Fields: reasoned("")},
		{Name: "set_value", Past: "value_set", T: "T65", Final: true, Money: true, Fields: valueFields, Do: doSetValue},
	}
}

func doPay(a *act, at *place, _ Answers) {
	d := a.c().Duty(at.duty)
	a.ownPayment(at.duty, d.Minor-d.Paid)
	a.endIfPaid(at.duty) // where nobody holds the money, the word is the payment
}

func doSetValue(a *act, at *place, in Answers) {
	d := *a.c().Duty(at.duty)
	if m := in.Minor("amount"); m > 0 {
		a.owe(Duty{Kind: pay, Claim: d.Claim, Debtor: d.Debtor, Minor: m, Basis: "value", Remedy: d.Remedy})
	}
}

// returnWords are T59–T64.
func returnWords() []*Word {
	return []*Word{
		{Name: "give_address", Past: "address_given", T: "T59", Fields: addressFields},
		{Name: "send_back", Past: "return_sent", T: "T60", Fields: sendBackFields},
		{Name: "impediment", Past: "impediment_shown", T: "T60", Fields: impedimentFields, Do: doImpediment},
		{Name: "return_signed", Past: "return_signed", T: "T61", Do: func(*act, *place, Answers) {}},
		{Name: "return_refused", Past: "return_refused", T: "T61"},
		{Name: "accept_return", Past: "return_accepted", T: "T62", Final: true, Money: true, Fields: confirmed, Do: func(a *act, at *place, _ Answers) { a.takeReturn(at.duty) }},
		{Name: "contest_return", Past: "return_contested", T: "T63", Fields: contestFields},
		{Name: "answer_contest", Past: "contest_answered", T: "T64", Fields: reasoned("")},
		{Name: "rule_return", Past: "return_ruled", T: "T64", Final: true, Fields: returnResultFields, Fold: foldReturn},
		{Name: "decide_return", Past: "return_decided", T: "T64", Final: true, Money: true, Routes: true, Fields: returnResultFields, Fold: foldReturn, Do: func(a *act, at *place, _ Answers) { a.endReturn(at.duty) }},
	}
}

// doImpediment gives seven more days, once, and the notice of lapse is void.
func doImpediment(a *act, at *place, _ Answers) {
	d := a.c().Duty(at.duty)
	first := a.b.kinds[d.State].States
	for _, x := range slices.Clone(a.c().Deadlines) {
		k := a.b.clocks[x.Clock]
		if x.Object == "duty" && x.ObjectNo == at.duty && x.Running() && k.Extend != nil && k.Extend.Move == "impediment" {
			a.lengthen(x, span(k.Extend.Len), "impediment")
			return
		}
	}
	for _, s := range first {
		for _, id := range s.Clocks {
			k := a.b.clocks[id]
			if k.Extend == nil || k.Extend.Move != "impediment" {
				continue
			}
			if at.stage != s.ID {
				a.moveDuty(at.duty, s.ID)
				at.to = "same"
			}
			count := a.b.Calendar.Count(startAt(a), workday.Rule{Span: span(k.Extend.Len), Roll: k.Roll})
			a.endClock(id, at.duty)
			a.emit(DeadlineSet{Deadline: Deadline{No: a.nextDeadline(), Clock: id, Track: d.Track, Object: "duty", ObjectNo: at.duty, StartBy: "impediment", Count: count, Due: count.Due, State: "running"}})
			return
		}
	}
}

func (a *act) endClock(clock string, duty int) {
	for _, x := range slices.Clone(a.c().Deadlines) {
		if x.Clock == clock && x.Object == "duty" && x.ObjectNo == duty && (x.State == "running" || x.State == "paused") {
			a.emit(DeadlineCancelled{No: x.No})
		}
	}
}

// refundAfter is the payment that waits for a return.
func (a *act) refundAfter(duty int) *Duty {
	for i := range a.c().Duties {
		if d := &a.c().Duties[i]; d.After == duty && d.Kind == pay && !d.Cancelled {
			return d
		}
	}
	return nil
}

func foldReturn(c *Case, e Act, m record.Meta) {
	d := c.Duty(e.Duty)
	d.Refused = e.Inputs.Code("result") == "refused"
	d.Accepted = !d.Refused
	d.RuledBy = m.Person
	if e.Inputs.Code("result") == "reduced" {
		d.Reduced = e.Inputs.Minor("amount")
	}
}

// takeReturn: the goods are back and accepted; the refund may begin. A reduced
// return refunds the reduced sum.
func (a *act) takeReturn(no int) {
	d := *a.c().Duty(no)
	if d.Reduced == 0 {
		return
	}
	if refund := a.refundAfter(no); refund != nil && d.Reduced < refund.Minor {
		less := *refund
		a.emit(DutyCancelled{No: less.No})
		a.owe(Duty{Kind: pay, Claim: less.Claim, Debtor: less.Debtor, Minor: d.Reduced, After: no, Basis: less.Basis, Remedy: less.Remedy})
	}
}

// endReturn carries out what was ruled of a contested return.
func (a *act) endReturn(no int) {
	if !a.c().Duty(no).Refused {
		a.takeReturn(no)
	}
}

// replaceWords are the rest of T65.
func replaceWords() []*Word {
	return []*Word{
		{Name: "ship_replacement", Past: "replacement_sent", T: "T65", Fields: sendFields},
		{Name: "confirm_replacement", Past: "replacement_confirmed", T: "T65", Fields: note},
		{Name: "choose_time", Past: "time_chosen", T: "T65", Fields: note},
		{Name: "choose_refund", Past: "refund_chosen", T: "T65", Final: true, Money: true, Fields: confirmed, Do: func(a *act, at *place, _ Answers) { a.refundInstead(at.duty) }},
	}
}

// refundInstead: the goods did not come; the money is owed, the goods back first
// if they are still with the creditor.
func (a *act) refundInstead(no int) {
	d := *a.c().Duty(no)
	k := *a.c().Claim(d.Claim)
	minor := int64(0)
	for _, s := range k.Scope {
		minor += a.shareOf(s)
	}
	if minor == 0 {
		return
	}
	a.freezeUpTo(k.No, minor)
	a.oweFor(k, minor, a.goodsWithBuyer(&k) && !a.hasDuty(k.No, giveUp), "value", 0)
}
