package escrow

// RefundOutside books a refund that was made outside this platform (order move
// refund_outside, and what a shop reports), so that nothing is paid twice: what
// is secured on the line beyond what may still be refunded is thawed. FromCustody
// says that the custodian paid it out of what it holds for the order; else the
// merchant paid. Told again (same id), it does nothing.
//
// Errors: ErrUnknownLine, ErrAmount, ErrOverRefund.
func RefundOutside(b Books, by By, r PastRefund, fromCustody bool) (Done, error) {
	d := open(b, by)
	if err := d.refundOutside(r, fromCustody); err != nil {
		return Done{Books: b}, err
	}
	return d.done(), nil
}

func (d *desk) refundOutside(r PastRefund, fromCustody bool) error {
	if d.o.line(r.Line) == nil {
		return refuse(ErrUnknownLine, r.Line, 0)
	}
	left := d.o.paidIn(r.Line) - d.o.promised(r.Line)
	switch {
	case d.o.past(r.ID) != nil:
		return nil
	case r.Minor <= 0:
		return refuse(ErrAmount, r.Line, left)
	case r.Minor > left:
		return refuse(ErrOverRefund, r.Line, left)
	}
	refund := d.o.account(OutsideRefund, r.Line, 0)
	e := RefundedOutside{Refund: r}
	j := (*journal)(&e.Postings)
	rest := r.Minor
	if fromCustody {
		rest -= j.drain(d.o.Balances, isHeld(r.Line, 0), func(Account) Account { return refund }, rest)
	}
	own := d.o.account(OutsideOwn, r.Line, 0)
	j.move(own, refund, rest)
	d.order(e)
	d.trim(r.Line, ClaimRef{})
	return nil
}

func (o *Order) past(id string) *PastRefund {
	for i := range o.Past {
		if o.Past[i].ID == id {
			return &o.Past[i]
		}
	}
	return nil
}
