package escrow

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// PayOutDone books that the provider or custodian paid a pay-out: only now is the
// money refunded. Told again it does nothing; it also counts after a failure was
// told, because the money is gone. ref is the provider's number.
//
// Errors: ErrUnknownRef.
func PayOutDone(b Books, by By, id, ref string) (Done, error) {
	d := open(b, by)
	p := d.o.payOut(id)
	switch {
	case p == nil:
		return Done{Books: b}, ErrUnknownRef
	case p.State == PayOutConfirmed:
		return Done{Books: b}, nil
	}
	var j journal
	j.move(d.o.claimAccount(Payable, p.Line, 0, p.Case, p.Claim), d.o.account(p.Purpose.outside(), p.Line, 0), p.Minor)
	d.order(PaymentConfirmed{ID: id, Ref: ref, Booking: Booking{j}})
	out := d.done()
	out.Minor = p.Minor
	return out, nil
}

// outside is the account of the world that a payment ends in.
func (p Purpose) outside() AccountName {
	switch p {
	case Refund:
		return OutsideRefund
	case ToMerchant:
		return OutsideToSeller
	case Freight, Damages:
		return OutsideDamages
	}
	panic("escrow: purpose " + string(p))
}

// PayOutNotDone books that the provider refused a pay-out. The money stands in
// payable; Elapse tries again by K_AGAIN, with the same id, as often as the rules
// say. A notice about an earlier attempt, or after it was confirmed, does nothing.
//
// Errors: ErrUnknownRef.
func PayOutNotDone(b Books, by By, id string, attempt int, problem string) (Done, error) {
	d := open(b, by)
	p := d.o.payOut(id)
	if p == nil {
		return Done{Books: b}, ErrUnknownRef
	}
	if p.State == PayOutInstructed && p.Attempt == attempt {
		e := PaymentFailed{ID: id, Problem: problem, Last: p.Attempt >= d.Rules.PayTries}
		if !e.Last {
			e.Again = d.count(d.Rules.PayAgain[min(p.Failures, len(d.Rules.PayAgain)-1)])
		}
		d.order(e)
	}
	return d.done(), nil
}

// PayOutAgain instructs a failed pay-out once more, with the same id: a provider
// that did pay after all must not pay twice. In any other state it does nothing.
//
// Errors: ErrUnknownRef.
func PayOutAgain(b Books, by By, id string) (Done, error) {
	d := open(b, by)
	p := d.o.payOut(id)
	if p == nil {
		return Done{Books: b}, ErrUnknownRef
	}
	if p.State == PayOutFailed {
		d.again(id)
	}
	return d.done(), nil
}

func (d *desk) again(id string) {
	p := d.o.payOut(id)
	d.order(PaymentRetried{ID: id, Attempt: p.Attempt + 1, Case: p.Case, Minor: p.Minor})
}

// PaidOut says how far the pay-outs for something have come, in fen.
type PaidOut struct {
	Pays            int // how many pay-outs there are
	InstructedMinor int64
	RefusedMinor    int64 // refused, to be tried again or given up
	ConfirmedMinor  int64
	Failures        int       // the most refusals of one that is not confirmed
	At              time.Time // the last confirmation
}

// Confirmed tells whether the provider confirmed all of it.
func (p PaidOut) Confirmed() bool { return p.InstructedMinor == 0 && p.RefusedMinor == 0 }

// PaidOut counts the pay-outs of a case that match. Nothing is called paid or
// refunded before the provider confirmed it (design §6).
func (o Order) PaidOut(of id.Case, match func(PayOut) bool) PaidOut {
	var sum PaidOut
	for _, p := range o.PayOuts {
		if p.Case != of || !match(p) {
			continue
		}
		sum.Pays++
		if p.State != PayOutConfirmed {
			sum.Failures = max(sum.Failures, p.Failures)
		}
		switch p.State {
		case PayOutInstructed:
			sum.InstructedMinor += p.Minor
		case PayOutFailed:
			sum.RefusedMinor += p.Minor
		case PayOutConfirmed:
			sum.ConfirmedMinor += p.Minor
			if p.ToldAt.After(sum.At) {
				sum.At = p.ToldAt
			}
		}
	}
	return sum
}
