package escrow

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
// payable; PayOutAgain tries again. A notice about an earlier attempt, or after
// it was confirmed, does nothing.
//
// Errors: ErrUnknownRef.
func PayOutNotDone(b Books, by By, id string, attempt int, problem string) (Done, error) {
	d := open(b, by)
	p := d.o.payOut(id)
	if p == nil {
		return Done{Books: b}, ErrUnknownRef
	}
	if p.State == PayOutInstructed && p.Attempt == attempt {
		d.order(PaymentFailed{ID: id, Problem: problem})
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
		d.order(PaymentRetried{ID: id, Attempt: p.Attempt + 1})
	}
	return d.done(), nil
}
